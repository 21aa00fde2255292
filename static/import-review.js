/*
 * The review page without reloads. Everything works without this script: each button posts a form
 * and the page comes back. Here the forms are sent in the background, what comes back takes the
 * page's place, fields are kept as they are left, and words are picked by selecting them.
 */
"use strict";

const page = () => document.querySelector("[data-review]");

function say(words) {
  const place = document.querySelector("[data-said]");
  if (place) place.textContent = words;
}

const PANES = "[data-source], .review-records";

function scrolls() {
  return [...document.querySelectorAll(PANES)].map((pane) => pane.scrollTop);
}

/** Put what the server sent in the page's place, without moving what the editor looks at. */
function replace(html, anchor) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const next = fresh.querySelector("[data-review]");
  if (!next) {
    say("没有存上：登录可能已经过期，或者这份文件已经不在审核中。请另开窗口查看。");
    return;
  }
  const tops = scrolls();
  const focused = document.activeElement && document.activeElement.id;
  page().replaceWith(document.adoptNode(next));
  document.querySelectorAll(PANES).forEach((pane, place) => {
    pane.scrollTop = tops[place];
  });
  const words = [...fresh.querySelectorAll(".messagelist li")].map((item) => item.textContent.trim());
  say(words.length ? words.join(" ") : "已保存。");
  document.querySelector("[data-said]").classList.toggle("is-error", Boolean(fresh.querySelector(".messagelist .error")));
  const target = document.getElementById(anchor);
  if (target && target.matches(".card")) reveal(target);
  const again = focused && document.getElementById(focused);
  if (again) again.focus({ preventScroll: true });
}

function reveal(element) {
  element.scrollIntoView({ block: "nearest" });
}

/* One after the other: a field that is left by pressing a button is kept before the button works. */
let sending = Promise.resolve();

function send(form, submitter, quiet) {
  const data = new FormData(form, submitter || undefined);
  if (quiet) data.set("op", form.querySelector("[value=accept]") ? "update" : quiet);
  say("正在保存……");
  sending = sending.then(() => post(form.action, data, quiet));
}

async function post(address, data, quiet) {
  try {
    const answer = await fetch(address, { method: "POST", body: data });
    if (!answer.ok) throw new Error(answer.statusText);
    const html = await answer.text();
    if (quiet) settle(html);
    else replace(html, new URL(answer.url).hash.slice(1));
  } catch {
    say("没有存上：联系不上服务器。填写的内容还在，请稍后再试。");
  }
}

/** After a field was kept: only say so, and leave what is being typed alone. */
function settle(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  if (!fresh.querySelector("[data-review]")) {
    say("没有存上：登录可能已经过期。请另开窗口登录，再回来继续。");
    return;
  }
  const error = fresh.querySelector(".card .error");
  say(error ? `还没有存上：${error.textContent.trim()}` : "已保存。");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("[data-review]") || "wholePage" in form.dataset) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form || !("autosave" in form.dataset)) return;
  const own = form.querySelector("button[name=op]");
  send(form, null, own.value);
});

/* A click with shift held chooses all paragraphs since the last one. */
let lastBox = null;
document.addEventListener("click", (event) => {
  const box = event.target;
  if (!box.matches || !box.matches("input[name=block]")) return;
  const boxes = [...document.querySelectorAll("input[name=block]")];
  if (event.shiftKey && lastBox) {
    const [from, to] = [boxes.findIndex((one) => one.id === lastBox), boxes.indexOf(box)].sort((a, b) => a - b);
    boxes.slice(Math.max(0, from), to + 1).forEach((one) => { one.checked = box.checked; });
  }
  lastBox = box.id;
});

/** The place in the clean text of a point in the page, or null outside of it. */
function placeOf(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const words = element.closest("[data-start]");
  if (!words) return null;
  return Number(words.dataset.start) + (node.nodeType === Node.TEXT_NODE ? offset : 0);
}

function wordsOf(range) {
  const part = range.cloneContents();
  part.querySelectorAll(".sign, .line-heading").forEach((sign) => sign.remove());
  return part.textContent.replace(/\s*\n\s*/g, "").trim();
}

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const source = document.querySelector("[data-source]");
  if (!source || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!source.contains(range.commonAncestorContainer)) return;
  const words = wordsOf(range);
  if (!words) return;
  const form = document.querySelector("[data-pick]");
  const start = placeOf(range.startContainer, range.startOffset);
  const inside = document.getSelection().toString();
  form.closest("details").open = true;
  form.elements.quote.value = words;
  form.elements.start.value = start === null ? "" : start + (inside.length - inside.trimStart().length);
});

/* From a record to its place: the source scrolls, not the page. */
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("[data-to]");
  if (!link) return;
  const words = [...document.querySelectorAll("[data-source] [data-start]")]
    .filter((one) => Number(one.dataset.start) <= Number(link.dataset.to)).pop();
  if (!words) return;
  event.preventDefault();
  words.closest(".line").scrollIntoView({ block: "center" });
  document.querySelectorAll(".line.is-shown").forEach((line) => line.classList.remove("is-shown"));
  words.closest(".line").classList.add("is-shown");
});
