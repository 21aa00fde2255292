/* Names offered while somebody types in a search box; without this script the box works as it is.
   The pattern is WAI-ARIA's combobox with a list box: the arrows choose, Enter opens, Escape closes. */
"use strict";

for (const box of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${box.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "也许要找");
  list.hidden = true;
  box.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);

  let waiting = 0;
  let chosen = -1;
  let asked = null;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const choose = (place) => {
    chosen = place;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
    if (place < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[place].id);
  };

  const show = (names) => {
    list.replaceChildren(
      ...names.map((name, at) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${at}`;
        item.setAttribute("role", "option");
        item.dataset.url = name.url;
        const kind = document.createElement("span");
        kind.className = "suggestion-kind";
        kind.textContent = name.kind;
        item.append(name.label, " ", kind);
        return item;
      }),
    );
    choose(-1);
    list.hidden = names.length === 0;
    box.setAttribute("aria-expanded", String(names.length > 0));
  };

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const typed = box.value.trim();
    if (!typed) return close();
    try {
      const address = `${box.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok && box.value.trim() === typed) show((await answer.json()).suggestions);
    } catch (problem) {
      if (problem.name !== "AbortError") close();
    }
  };

  box.addEventListener("input", (event) => {
    clearTimeout(waiting);
    // While characters are being put together from pinyin there is no word yet.
    if (!event.isComposing) waiting = setTimeout(ask, 150);
  });
  box.addEventListener("compositionend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 50);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown") choose(chosen >= last ? 0 : chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen <= 0 ? last : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("li");
    if (item) location.assign(item.dataset.url);
  });
  box.addEventListener("blur", close);
}
