/*
 * In searched fields: what is said below a suggestion, such as the scope note of a term. And tags,
 * which are typed one after the other, are suggested from those that there are.
 */
"use strict";

(function () {
  const $ = django.jQuery;

  /** A suggestion in two lines, if something is said about it. */
  function twoLines(result) {
    if (!result.hint) return result.text;
    const name = document.createElement("span");
    name.textContent = result.text;
    const hint = document.createElement("span");
    hint.className = "picker-hint";
    hint.textContent = result.hint;
    const both = document.createElement("span");
    both.append(name, hint);
    return both;
  }

  function equip(within) {
    for (const field of within.querySelectorAll("select.admin-autocomplete")) {
      const picker = $(field).data("select2");
      if (picker) picker.options.set("templateResult", twoLines);
    }
  }

  // Through the library's own queue, so that its boxes are there.
  window.addEventListener("load", () => $(() => equip(document)));
  document.addEventListener("formset:added", (event) => setTimeout(() => equip(event.target)));

  /* ---------- Tags ---------- */

  const BETWEEN = /[,，、;；]/;

  function suggestTags(field) {
    const list = document.createElement("datalist");
    list.id = `${field.id}-known`;
    field.after(list);
    field.setAttribute("list", list.id);
    field.autocomplete = "off";
    let asked = "";
    let waiting = 0;

    async function suggest() {
      const parts = field.value.split(BETWEEN);
      const typed = parts[parts.length - 1].trim();
      const before = field.value.slice(0, field.value.length - parts[parts.length - 1].length);
      if (!typed || field.value === asked) return;
      asked = field.value;
      try {
        const answer = await fetch(`${field.dataset.tags}?term=${encodeURIComponent(typed)}`);
        if (!answer.ok || answer.redirected || field.value !== asked) return;
        const present = new Set(parts.map((part) => part.trim()));
        const names = (await answer.json()).tags.filter((name) => !present.has(name));
        list.replaceChildren(...names.map((name) => new Option(name, before + name)));
      } catch {
        // Without suggestions tags are typed as before.
      }
    }

    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(suggest, 200);
    });
  }

  document.querySelectorAll("input[data-tags]").forEach(suggestTags);
})();
