/* Reading on this device: size and scheme, what was seen lately, the contents that follow, and cards
   beside marked words. Pages read and work without it; nothing that it keeps leaves the browser. */
"use strict";

const kept = {
  get(name) {
    try {
      return localStorage.getItem(`reader-${name}`);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      if (value) localStorage.setItem(`reader-${name}`, value);
      else localStorage.removeItem(`reader-${name}`);
    } catch {
      // Full, or forbidden: the choice holds for this page.
    }
  },
};

/* Size of type, and scheme. */
for (const group of document.querySelectorAll(".reader-settings")) {
  const buttons = [...group.querySelectorAll("button")];
  const root = document.documentElement;
  const show = () =>
    buttons.forEach((button) => {
      const chosen = (root.dataset[button.dataset.set] || "") === button.dataset.value;
      button.setAttribute("aria-pressed", String(chosen));
    });
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { set, value } = button.dataset;
    kept.set(set, value);
    if (value) root.dataset[set] = value;
    else delete root.dataset[set];
    show();
  });
  show();
  group.hidden = false;
}

/* The title as a running head in print: a style sheet alone cannot take it from the page. */
const [title] = document.title.split(" · ");
document.documentElement.style.setProperty("--running-head", JSON.stringify(title));

/* Seen lately: addresses and titles, the newest first. */
const MOST_SEEN = 10;
const seenLately = () => {
  try {
    const seen = JSON.parse(kept.get("seen") || "[]");
    // Only what leads somewhere on this site is shown, whoever wrote it there.
    return seen.filter((one) => /^\/[^/]/.test(one.url) && typeof one.title === "string");
  } catch {
    return [];
  }
};
const page = document.querySelector("main[data-seen]");
if (page) {
  const { pathname } = location;
  const others = seenLately().filter((one) => one.url !== pathname);
  const seen = [{ url: pathname, title, kind: page.dataset.seen }, ...others];
  kept.set("seen", JSON.stringify(seen.slice(0, MOST_SEEN)));
}
for (const part of document.querySelectorAll(".recently-seen")) {
  const list = document.createElement("ul");
  part.querySelector("h2").after(list);
  const show = () => {
    const seen = seenLately();
    list.replaceChildren(
      ...seen.map(({ url, title, kind }) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        const what = document.createElement("span");
        link.href = url;
        link.textContent = title;
        what.textContent = kind;
        item.append(what, " ", link);
        return item;
      }),
    );
    part.hidden = !seen.length;
  };
  part.querySelector("button").addEventListener("click", () => {
    kept.set("seen", "");
    show();
    document.querySelector("main").focus();
  });
  show();
  // A page that comes back from the browser's memory has not run again.
  addEventListener("pageshow", show);
}

/* The contents: open where there is room, with the question that is being read marked. */
for (const contents of document.querySelectorAll(".contents")) {
  const fold = contents.querySelector("details");
  const wide = matchMedia("(min-width: 64rem)");
  const unfold = () => (fold.open = wide.matches);
  wide.addEventListener("change", unfold);
  unfold();
  const links = new Map();
  for (const link of contents.querySelectorAll("a")) {
    links.set(document.getElementById(link.hash.slice(1)), link);
    // On a phone the list would stay between the reader and what they went to.
    link.addEventListener("click", () => (fold.open = wide.matches));
  }
  const inView = new Set();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) inView.add(target);
        else inView.delete(target);
      }
      const now = [...links.keys()].filter((part) => inView.has(part)).pop();
      if (!now) return;
      for (const [part, link] of links) {
        if (part === now) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-15% 0px -75% 0px" },
  );
  links.forEach((_, part) => observer.observe(part));
}

/* Only one menu of a passage is open, and Escape or a click elsewhere closes it. */
const menus = () => document.querySelectorAll(".passage-menu[open]");
document.addEventListener("click", ({ target }) => {
  for (const menu of menus()) if (!menu.contains(target)) menu.open = false;
});

/* Cards beside marked words. The card follows its mark in the document, so Tab leads into it; it can
   be pointed at, and Escape closes it. On a touch screen the first tap shows it, the next follows. */
const cards = document.getElementById("spoken-cards");
const { show: showCard, close: closeCard } = (() => {
  let card = null;
  let mark = null;
  const close = () => {
    card?.remove();
    mark?.removeAttribute("aria-describedby");
    card = mark = null;
  };
  const place = () => {
    const lines = mark.getClientRects();
    const last = lines[lines.length - 1];
    const home = card.offsetParent.getBoundingClientRect();
    const above = last.bottom + card.offsetHeight > innerHeight && lines[0].top > card.offsetHeight;
    const left = Math.min(last.left - home.left, home.width - card.offsetWidth);
    card.style.left = `${Math.max(left, 0)}px`;
    card.style.top = `${above ? lines[0].top - home.top - card.offsetHeight : last.bottom - home.top}px`;
  };
  const show = (wanted) => {
    if (wanted === mark) return;
    close();
    const found = [...cards.content.children].find(
      (one) => one.dataset.for === wanted.getAttribute("href"),
    );
    if (!found) return;
    mark = wanted;
    card = found.cloneNode(true);
    card.id = "spoken-card";
    mark.setAttribute("aria-describedby", card.id);
    mark.after(card);
    if (getComputedStyle(card).position === "absolute") place();
  };
  return { show, close };
})();
if (cards) {
  const marked = "a.spoken";
  const held = `${marked}, .spoken-card`;
  let waiting = 0;
  let touched = false;
  const later = (what, time) => {
    clearTimeout(waiting);
    waiting = setTimeout(what, time);
  };
  addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (!event.target.closest?.(held)) closeCard();
  });
  addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const mark = event.target.closest?.(marked);
    if (mark) later(() => showCard(mark), 250);
    else if (event.target.closest?.(held)) clearTimeout(waiting);
    else later(leave, 400);
  });
  const leave = () => {
    if (!document.activeElement.closest(held)) closeCard();
  };
  addEventListener("focusin", ({ target }) => {
    clearTimeout(waiting);
    if (target.matches(marked)) {
      if (!touched) showCard(target);
    } else if (!target.closest(held)) closeCard();
  });
  addEventListener("click", (event) => {
    const mark = event.target.closest?.(marked);
    if (!mark || !touched || mark.hasAttribute("aria-describedby")) return;
    event.preventDefault();
    showCard(mark);
  });
}
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const card = document.getElementById("spoken-card");
  if (card?.contains(document.activeElement)) card.previousElementSibling.focus();
  closeCard();
  for (const menu of menus()) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.firstElementChild.focus();
  }
});
