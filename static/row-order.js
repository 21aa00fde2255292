/*
 * Rows put in order before they are saved. Without this script each button of a row sends the form
 * and moves the row at once. With it the buttons, the arrow keys with Alt, and the mouse move the
 * row in the page, and one button saves the whole order.
 */
"use strict";

(function () {
  function prepare(form) {
    const list = form.querySelector("ol");
    const said = form.querySelector("[data-unsaved]");
    let dragged = null;

    function rows() {
      return [...list.children];
    }

    function settle() {
      const all = rows();
      all.forEach((row, place) => {
        row.querySelector("[name=up]").disabled = place === 0;
        row.querySelector("[name=down]").disabled = place === all.length - 1;
      });
      said.textContent = said.dataset.unsaved;
    }

    function move(row, down) {
      const other = down ? row.nextElementSibling : row.previousElementSibling;
      if (!other) {
        return;
      }
      list.insertBefore(row, down ? other.nextElementSibling : other);
      settle();
    }

    list.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=up], button[name=down]");
      if (!button) {
        return;
      }
      event.preventDefault();
      const row = button.closest("li");
      move(row, button.name === "down");
      // A button that can go no further gives the focus to the other one.
      (button.disabled ? row.querySelector("button:not(:disabled)") : button).focus();
    });

    list.addEventListener("keydown", (event) => {
      const down = event.key === "ArrowDown";
      if (!event.altKey || !(down || event.key === "ArrowUp")) {
        return;
      }
      event.preventDefault();
      const focused = document.activeElement;
      move(event.target.closest("li"), down);
      (focused.disabled ? focused.closest("li").querySelector("button:not(:disabled)") : focused).focus();
    });

    list.addEventListener("dragstart", (event) => {
      dragged = event.target.closest("li");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      dragged.classList.add("row-order-dragged");
    });

    list.addEventListener("dragover", (event) => {
      const over = event.target.closest("li");
      if (!dragged || !over) {
        return;
      }
      event.preventDefault();
      if (over === dragged) {
        return;
      }
      const box = over.getBoundingClientRect();
      const behind = event.clientY > box.top + box.height / 2;
      list.insertBefore(dragged, behind ? over.nextElementSibling : over);
    });

    list.addEventListener("dragend", () => {
      dragged.classList.remove("row-order-dragged");
      dragged = null;
      settle();
    });

    for (const row of rows()) {
      row.draggable = true;
    }
    form.classList.add("row-order-live");
  }

  for (const form of document.querySelectorAll("[data-row-order]")) {
    prepare(form);
  }
})();
