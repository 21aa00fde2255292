/*
 * A quote is picked by selecting its words in the source. Without this script an editor copies the
 * words; here a button beside the field opens the source's text, in which words are selected with
 * the mouse or, the text being a field that takes no typing, with the keyboard.
 */
"use strict";

(function () {
  const FIELDS = ["answer", "question"];
  let dialog = null;

  const make = makeElement;

  /** The field of the same row, or of the same form, as a quote. */
  function sibling(quote, name) {
    return document.getElementById(quote.id.replace(/quote$/, name));
  }

  /* ---------- The dialog ---------- */

  class Dialog {
    constructor() {
      this.title = make("h2", { id: "quote-dialog-title" });
      this.find = make("input", { type: "search", id: "quote-dialog-find", autocomplete: "off" });
      this.hits = make("span", { class: "quiet", role: "status" });
      this.place = make("div", {
        class: "quote-text", contenteditable: "true", role: "textbox", "aria-multiline": "true", "aria-readonly": "true",
        "aria-label": "出处全文，选中要引用的话", spellcheck: "false", tabindex: "0",
      });
      this.words = make("p", { class: "quote-chosen", role: "status" });
      this.use = make("button", { type: "button", class: "button default" }, "用这段话");
      const next = make("button", { type: "button", class: "button" }, "下一处");
      const close = make("button", { type: "button", class: "button" }, "取消");
      this.element = make(
        "dialog",
        { class: "quote-dialog", "aria-labelledby": this.title.id },
        this.title,
        make("p", { class: "quote-find" }, make("label", { for: this.find.id }, "在全文中找"), this.find, next, this.hits),
        this.place,
        this.words,
        make("p", { class: "quote-buttons" }, this.use, close),
      );
      document.body.append(this.element);
      for (const kind of ["beforeinput", "drop", "paste", "cut"]) {
        this.place.addEventListener(kind, (event) => event.preventDefault());
      }
      this.find.addEventListener("input", () => this.search());
      this.find.addEventListener("keydown", (event) => {
        if (event.key === "Enter") {
          event.preventDefault();
          this.next();
        }
      });
      next.addEventListener("click", () => this.next());
      close.addEventListener("click", () => this.element.close());
      this.use.addEventListener("click", () => this.take());
      document.addEventListener("selectionchange", () => this.element.open && this.follow());
      this.element.addEventListener("close", () => this.quote.focus());
    }

    open(quote, source) {
      this.quote = quote;
      this.text = new QuoteText(this.place, source.paragraphs);
      this.title.textContent = `选取原文：${source.title}`;
      this.find.value = "";
      this.hits.textContent = "";
      this.chosen = null;
      this.element.showModal();
      this.show(null);
      const [present] = this.text.mark(quote.value.replace(/\r\n/g, "\n").trim(), "is-quote");
      if (present) {
        this.place.focus();
        this.text.select(present);
      } else {
        document.getSelection().removeAllRanges();
        this.place.scrollTop = 0;
        this.find.focus();
      }
    }

    search() {
      this.places = this.text.mark(this.find.value.trim(), "is-hit");
      this.at = -1;
      this.hits.textContent = this.find.value.trim() ? (this.places.length ? `${this.places.length} 处` : "没有找到") : "";
      if (this.places.length) this.text.line(this.places[0][0]).scrollIntoView({ block: "center" });
    }

    next() {
      if (!this.find.value.trim()) return;
      if (!this.places || !this.places.length) this.search();
      if (!this.places.length) return;
      this.at = (this.at + 1) % this.places.length;
      this.place.focus();
      this.text.select(this.places[this.at]);
      this.hits.textContent = `第 ${this.at + 1} 处，共 ${this.places.length} 处`;
    }

    follow() {
      const chosen = this.text.chosen();
      // Selecting in another field is no choice of other words.
      if (chosen || this.place.contains(document.getSelection().anchorNode)) this.show(chosen);
    }

    show(chosen) {
      this.chosen = chosen && !chosen.refusal ? chosen : null;
      this.use.disabled = !this.chosen;
      this.words.classList.toggle("is-refused", Boolean(chosen && chosen.refusal));
      if (!chosen) this.words.textContent = "请在上面的全文里选中要引用的话（键盘：移动光标，按住 Shift 选取）。";
      else if (chosen.refusal) this.words.textContent = chosen.refusal;
      else this.words.textContent = `已选 ${chosen.words.length} 字${chosen.speech ? `，在“${chosen.speech.label}”里` : ""}：${chosen.words}`;
    }

    take() {
      const { words, speech } = this.chosen;
      const said = [];
      this.quote.value = words;
      for (const name of FIELDS) {
        const field = sibling(this.quote, name);
        if (field) said.push(...choose(field, speech && speech.field === name ? speech : null));
      }
      this.quote.dispatchEvent(new Event("input", { bubbles: true }));
      this.quote.dispatchEvent(new Event("change", { bubbles: true }));
      this.element.close();
      say(this.quote, ["已填入所选的话。", ...said].join(""));
    }
  }

  /** Name in a field who said the words; say so. */
  function choose(field, speech) {
    const label = field.getAttribute("aria-label") || "所在处";
    if (!speech) {
      if (!field.value) return [];
      field.value = "";
    } else {
      if (![...field.options].some((option) => option.value === String(speech.pk))) {
        field.add(new Option(speech.label, speech.pk));
      }
      field.value = String(speech.pk);
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return [speech ? `“${label}”已选“${speech.label}”。` : `这段话不在访谈的${label.replace("所在", "")}里，“${label}”已清空。`];
  }

  function say(quote, words) {
    document.getElementById(`${quote.id}-said`).textContent = words;
  }

  async function pick(quote) {
    const chosen = sibling(quote, "source");
    const source = quote.dataset.source || (chosen && chosen.value);
    if (!source) {
      say(quote, "请先选定出处。");
      return;
    }
    say(quote, "正在读取出处……");
    try {
      const answer = await fetch(quote.dataset.words.replace("/0/", `/${source}/`));
      if (answer.status === 403) return say(quote, "您没有查看这一出处的权限。");
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const words = await answer.json();
      say(quote, "");
      dialog = dialog || new Dialog();
      dialog.open(quote, words);
    } catch {
      say(quote, "没有读到出处：联系不上服务器，或登录已过期。已填的内容还在，请稍后再试。");
    }
  }

  function offer(quote) {
    if (document.getElementById(`${quote.id}-said`)) return;
    const button = make("button", { type: "button", class: "button quote-pick" }, "从出处选取");
    button.addEventListener("click", () => pick(quote));
    const said = make("span", { id: `${quote.id}-said`, role: "status" });
    (quote.closest(".flex-container") || quote).after(make("div", { class: "help quote-offer" }, button, said));
  }

  function offerAll(within) {
    for (const quote of within.querySelectorAll("textarea[data-words]")) {
      if (!quote.name.includes("__prefix__")) offer(quote);
    }
  }

  document.addEventListener("formset:added", (event) => {
    // The row was copied from an empty one, in which nothing was offered.
    offerAll(event.target);
  });
  offerAll(document);
})();
