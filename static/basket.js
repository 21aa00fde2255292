/* Collecting without leaving the place; without this script each button sends its form. */
"use strict";

{
  const form = document.getElementById("collecting");
  const said = document.getElementById("basket-said");
  const count = document.getElementById("basket-count");
  const pieceOf = (button) => button.value.split("#")[0];
  let silence = 0;
  let sending = false;

  const say = (words, stays) => {
    said.textContent = words;
    clearTimeout(silence);
    if (!stays) silence = setTimeout(() => said.replaceChildren(), 6000);
  };

  const show = (button, isIn) => {
    button.classList.toggle("is-in", isIn);
    if (isIn) button.setAttribute("formaction", form.dataset.remove);
    else button.removeAttribute("formaction");
    button.firstElementChild.textContent = isIn ? form.dataset.in : form.dataset.out;
  };

  /* Remembered for this tab, to know a page that the browser kept from before. */
  const remember = (number) => {
    count.textContent = number || "";
    try {
      sessionStorage.setItem("basket", count.textContent);
    } catch {}
  };

  const send = async (button) => {
    const body = new URLSearchParams(new FormData(form));
    body.append(button.name, button.value);
    const address = button.getAttribute("formaction") || form.action;
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (answer.ok) {
      const isIn = !button.classList.contains("is-in");
      for (const other of document.querySelectorAll("button.collect")) {
        if (pieceOf(other) === pieceOf(button)) show(other, isIn);
      }
      remember(told.count);
    }
    say(told.said, !answer.ok);
  };

  form?.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    try {
      await send(button);
    } catch {
      say("没有成功：网络不通，或者网站没有回答。请再试一次。", true);
    }
    sending = false;
  });

  addEventListener("pageshow", (event) => {
    if (!form || !count) return;
    const [how] = performance.getEntriesByType("navigation");
    if (event.persisted || how?.type === "back_forward") {
      let known = count.textContent;
      try {
        known = sessionStorage.getItem("basket") ?? known;
      } catch {}
      if (known !== count.textContent) return location.reload();
    }
    remember(count.textContent);
  });
}
