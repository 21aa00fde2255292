/*
 * Wrong forms of words are named under a field as one types. Without this script the page lists them
 * when it is opened; nothing is ever changed by either.
 */
"use strict";

(function () {
  const notes = document.querySelector(".wording-notes");
  if (!notes) return;
  let rules = [];
  let pattern = null;

  const escape = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  function ready(found) {
    // The longest of those that begin at one place comes first.
    rules = found.sort((a, b) => b.wrong.length - a.wrong.length);
    pattern = rules.length ? new RegExp(rules.map((rule) => escape(rule.wrong)).join("|"), "g") : null;
  }

  function standsIn(phrase, rule, text, at) {
    for (let within = phrase.indexOf(rule.wrong); within >= 0; within = phrase.indexOf(rule.wrong, within + 1)) {
      if (at >= within && text.startsWith(phrase, at - within)) return true;
    }
    return false;
  }

  function holds(rule, text, at) {
    if (!text.startsWith(rule.wrong, at)) return false;
    if (rule.shelters.some((phrase) => standsIn(phrase, rule, text, at))) return false;
    if (!rule.only_with.length) return true;
    const end = text.indexOf("\n", at);
    const paragraph = text.slice(text.lastIndexOf("\n", at - 1) + 1, end < 0 ? text.length : end);
    return rule.only_with.some((word) => paragraph.includes(word));
  }

  /** The sentences about a text, each once; as `editorial/wording.py` finds them. */
  function sentences(text) {
    const found = new Set();
    if (pattern) {
      pattern.lastIndex = 0;
      for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
        const rule = rules.find((one) => holds(one, text, match.index));
        pattern.lastIndex = match.index + (rule ? rule.wrong.length : 1);
        if (rule) found.add(rule.sentence);
      }
    }
    return [...found];
  }

  function listOf(field) {
    const id = `${field.id}-wording`;
    let list = document.getElementById(id);
    if (!list) {
      list = document.createElement("div");
      list.id = id;
      list.className = "help wording";
      list.setAttribute("role", "status");
      list.setAttribute("aria-label", "用语提示");
      (field.closest(".flex-container") || field).after(list);
    }
    return list;
  }

  function look(field) {
    const said = sentences(field.value);
    const present = document.getElementById(`${field.id}-wording`);
    if (!said.length && !present) return;
    const list = listOf(field);
    const words = said.join("\n");
    if (list.dataset.said === words) return;
    list.dataset.said = words;
    list.replaceChildren(
      ...said.map((sentence) => {
        const item = document.createElement("p");
        item.textContent = sentence;
        return item;
      }),
    );
  }

  const waiting = new Map();
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.dataset || field.dataset.wording !== "on") return;
    clearTimeout(waiting.get(field));
    waiting.set(field, setTimeout(() => look(field), 300));
  });

  fetch(notes.dataset.rules)
    .then((answer) => (answer.ok && !answer.redirected ? answer.json() : Promise.reject(answer.statusText)))
    .then((answer) => {
      ready(answer.rules);
      document.querySelectorAll("[data-wording=on]").forEach(look);
      // What the server listed for all fields now stands under each.
      notes.hidden = true;
    })
    .catch(() => {});
})();
