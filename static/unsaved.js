/*
 * Nothing typed is lost. Whoever leaves a form with changes is asked; what was typed is kept in the
 * browser, and offered when the page is opened again. Drafts are kept for each editor and page, with
 * the revision that they were written on, and no password is ever among them.
 */
"use strict";

(function () {
  const place = document.querySelector(".drafts");
  const DAYS = 14;
  const PREFIX = "draft:";
  const SUBMITTED = 10 * 60 * 1000;

  /* ---------- The store ---------- */

  const store = {
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    /** Keep a draft; false where the browser keeps nothing, or is full. */
    write(key, draft) {
      try {
        localStorage.setItem(key, JSON.stringify(draft));
        return true;
      } catch {
        return false;
      }
    },
    drop(key) {
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing was kept then.
      }
    },
    keys() {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
      } catch {
        return [];
      }
    },
  };

  /** Drop what is old, and what this page says was saved. */
  function tidy() {
    const saved = document.querySelector(".messagelist .success") && !document.querySelector(".errornote");
    for (const key of store.keys()) {
      const draft = store.read(key);
      const wasSaved = saved && draft && draft.submitted && Date.now() - draft.submitted < SUBMITTED;
      if (!draft || wasSaved || Date.now() - draft.at > DAYS * 24 * 3600 * 1000) store.drop(key);
    }
  }

  tidy();
  const form = place && place.closest("form");
  if (!form || form.elements._popup || location.pathname.includes("/auth/") || !form.querySelector(".submit-row [type=submit]")) {
    return;
  }

  /* ---------- The form ---------- */

  const key = `${PREFIX}${place.dataset.user}:${location.pathname}`;
  const earlier = `${key}#earlier`;
  const LEFT_OUT = ["csrfmiddlewaretoken", "seen_revision", "seen_version", "agreed_revision"];

  function isKept(control) {
    return control.name && !control.disabled && !control.name.includes("__prefix__") && !LEFT_OUT.includes(control.name)
      && !["password", "file", "submit", "button", "reset", "image"].includes(control.type);
  }

  /** What the form holds now: [name, value] of each field; labels of what was searched for. */
  function snapshot() {
    const fields = [];
    const labels = {};
    for (const control of form.elements) {
      if (!isKept(control)) continue;
      if (control.type === "checkbox" || control.type === "radio") {
        if (control.checked) fields.push([control.name, control.value]);
      } else if (control.tagName === "SELECT") {
        for (const option of control.selectedOptions) {
          fields.push([control.name, option.value]);
          if (control.matches(".admin-autocomplete")) labels[`${control.name}=${option.value}`] = option.text;
        }
      } else {
        fields.push([control.name, control.value.replace(/\r\n/g, "\n")]);
      }
    }
    return { fields, labels };
  }

  // Rows may stand in another order than they were sent in.
  const asText = (fields) => JSON.stringify([...fields].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)));
  const revision = form.elements.seen_revision ? form.elements.seen_revision.value : "";
  const wasRefused = Boolean(document.querySelector(".errornote"));
  let initial = "";
  let sending = false;
  let full = false;

  function isDirty(present = snapshot()) {
    return wasRefused || asText(present.fields) !== initial;
  }

  function keep() {
    const present = snapshot();
    if (!isDirty(present)) {
      store.drop(key);
      return;
    }
    const draft = { at: Date.now(), revision, ...present };
    if (sending) draft.submitted = Date.now();
    if (!store.write(key, draft) && !full) {
      full = true;
      offer("这台浏览器存不下草稿，请及时保存。", []);
    }
  }

  /* ---------- Restoring ---------- */

  /** Where each row of a draft goes: by its key if it is saved, into a new row if it is not. */
  function rowsOf(values) {
    const rows = new Map();
    for (const [name, [total]] of values) {
      const formset = name.match(/^(.+)-TOTAL_FORMS$/);
      if (!formset) continue;
      const prefix = formset[1];
      const counter = form.elements[name];
      const idOf = (at) => form.elements[`${prefix}-${at}-id`];
      const fresh = [];
      const known = new Map();
      for (let at = 0; counter && at < Number(counter.value); at += 1) {
        if (!idOf(at)) continue;
        if (idOf(at).value) known.set(idOf(at).value, at);
        else fresh.push(at);
      }
      for (let at = 0; counter && at < Number(total); at += 1) {
        const [id] = values.get(`${prefix}-${at}-id`) || [""];
        let target = id ? known.get(id) : fresh.shift();
        if (!id && target === undefined) {
          const add = document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
          if (add) {
            target = Number(counter.value);
            add.click();
          }
        }
        if (target !== undefined) rows.set(`${prefix}-${at}-`, `${prefix}-${target}-`);
      }
    }
    return rows;
  }

  /** The name that a field of a draft has on this page; "" if its row is gone. */
  function nameHere(name, rows) {
    const row = name.match(/^(.+-\d+-)(.+)$/);
    if (!row || !form.elements[`${row[1].replace(/-\d+-$/, "")}-TOTAL_FORMS`]) return name;
    return rows.has(row[1]) ? rows.get(row[1]) + row[2] : "";
  }

  function fill(control, values, labels, draftName) {
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = values.includes(control.value);
    } else if (control.tagName === "SELECT") {
      for (const value of values) {
        const label = labels[`${draftName}=${value}`];
        if (label && ![...control.options].some((option) => option.value === value)) control.add(new Option(label, value));
      }
      for (const option of control.options) option.selected = values.includes(option.value);
    } else {
      [control.value] = values.length ? values : [""];
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function restore(draft) {
    const values = new Map();
    for (const [name, value] of draft.fields) values.set(name, [...(values.get(name) || []), value]);
    const rows = rowsOf(values);
    const here = new Map();
    for (const [name, found] of values) {
      const present = nameHere(name, rows);
      if (present) here.set(present, [found, name]);
    }
    const targets = new Set(rows.values());
    for (const control of [...form.elements]) {
      if (!isKept(control) || /-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|-id$/.test(control.name)) continue;
      const row = control.name.match(/^(.+-\d+-)/);
      const [found, name] = here.get(control.name) || [[], control.name];
      // A row that came later is not in the draft, and stays as it is.
      if (here.has(control.name) || !row || targets.has(row[1])) fill(control, found, draft.labels, name);
    }
    // Written on an older revision, it is saved only after its writer has seen what changed since.
    if (form.elements.seen_revision && draft.revision) form.elements.seen_revision.value = draft.revision;
    document.dispatchEvent(new Event("form:restored"));
  }

  /* ---------- Offering ---------- */

  function offer(words, buttons) {
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    said.textContent = words;
    const choices = buttons.map(([label, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = label;
      button.addEventListener("click", act);
      return button;
    });
    place.replaceChildren(said, ...choices);
    place.hidden = false;
  }

  function offerDraft() {
    const last = store.read(key);
    if (last) {
      // What is typed from here on is a draft of its own, whatever becomes of this one.
      store.write(earlier, { ...last, submitted: undefined });
      store.drop(key);
    }
    const draft = store.read(earlier);
    if (!draft) return;
    if (asText(draft.fields) === initial) {
      store.drop(earlier);
      return;
    }
    const at = new Date(draft.at);
    const when = `${at.getMonth() + 1}月${at.getDate()}日${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
    const older = draft.revision !== revision ? "此后记录有过改动，恢复以后保存时会请您对照。" : "";
    offer(`这台浏览器里有一份没有保存的草稿（${when}）。${older}`, [
      ["恢复草稿", () => {
        restore(draft);
        store.drop(earlier);
        offer("已恢复草稿，保存后生效。", []);
        keep();
      }],
      ["丢弃草稿", () => {
        store.drop(earlier);
        place.hidden = true;
      }],
    ]);
  }

  let waiting = 0;
  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 1000);
  }

  window.addEventListener("load", () => setTimeout(() => {
    initial = asText(snapshot().fields);
    if (wasRefused) keep();
    else offerDraft();
    form.addEventListener("input", later);
    // Searched fields tell their changes by another library's events.
    django.jQuery(form).on("change", later);
    document.addEventListener("formset:added", later);
    document.addEventListener("formset:removed", later);
    form.addEventListener("submit", () => {
      sending = true;
      clearTimeout(waiting);
      keep();
    });
    window.addEventListener("beforeunload", (event) => {
      if (!sending && isDirty()) event.preventDefault();
    });
    window.addEventListener("pagehide", () => !sending && keep());
    // Back to the form after it was sent: it may still be changed.
    window.addEventListener("pageshow", () => { sending = false; });
  }));
})();
