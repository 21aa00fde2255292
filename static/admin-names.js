/*
 * Autocomplete fields come from a library that draws its own boxes and gives them no name: a screen
 * reader would say "combo box" and nothing else. Give each box the label of its field.
 */
"use strict";

(function () {
  function nameOf(select) {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const words = select.getAttribute("aria-label") || (label ? label.textContent : "");
    return words.trim().replace(/[:：]$/, "");
  }

  function nameBox(select) {
    const box = select.nextElementSibling && select.nextElementSibling.querySelector(".select2-selection");
    const name = nameOf(select);
    if (!box || !name) {
      return;
    }
    box.id = `${select.id}-box`;
    box.setAttribute("aria-label", name);
    for (const part of box.querySelectorAll("[role=textbox], .select2-search__field")) {
      part.setAttribute("aria-label", name);
    }
    // The name is followed by what is chosen.
    const chosen = box.querySelector("span.select2-selection__rendered");
    box.setAttribute("aria-labelledby", chosen ? `${box.id} ${chosen.id}` : box.id);
  }

  function nameAll() {
    document.querySelectorAll("select.admin-autocomplete[id]").forEach(nameBox);
  }

  // Through the library's own queue, so that its boxes are there.
  window.addEventListener("load", () => django.jQuery(nameAll));
  document.addEventListener("formset:added", () => setTimeout(nameAll));
})();
