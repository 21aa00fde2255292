/*
 * The text of a source in the dialog in which a quote is picked (quote-picker.js): paragraphs whose
 * words can be marked and selected, and what is selected in them.
 */
"use strict";

function makeElement(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

class QuoteText {
  constructor(place, paragraphs) {
    this.place = place;
    this.lines = paragraphs.map((pieces) => pieces.map((piece) => piece.text).join(""));
    this.paragraphs = paragraphs;
    place.replaceChildren(
      ...paragraphs.map((pieces, number) => {
        const line = makeElement("p", { "data-line": number });
        this.fill(line, pieces, []);
        return line;
      }),
    );
  }

  line(number) {
    return this.place.children[number];
  }

  /** Write one paragraph, with the ranges [from, to, class] marked. */
  fill(line, pieces, ranges) {
    let at = 0;
    line.replaceChildren(
      ...pieces.map((piece) => {
        const part = makeElement("span", piece.field ? { "data-field": piece.field, "data-pk": piece.pk, "data-label": piece.label } : {});
        const cuts = ranges
          .map(([from, to, name]) => [Math.max(from - at, 0), Math.min(to - at, piece.text.length), name])
          .filter(([from, to]) => from < to);
        let done = 0;
        for (const [from, to, name] of cuts) {
          part.append(piece.text.slice(done, from), makeElement("mark", { class: name }, piece.text.slice(from, to)));
          done = to;
        }
        part.append(piece.text.slice(done));
        at += piece.text.length;
        return part;
      }),
    );
  }

  /** Mark all places of some words; return them as [line, from, to]. */
  mark(words, name) {
    const places = [];
    this.lines.forEach((text, number) => {
      const ranges = [];
      for (let at = words ? text.indexOf(words) : -1; at >= 0; at = text.indexOf(words, at + words.length)) {
        ranges.push([at, at + words.length, name]);
        places.push([number, at, at + words.length]);
      }
      const line = this.line(number);
      if (ranges.length || line.querySelector("mark")) {
        this.fill(line, this.paragraphs[number], ranges);
      }
    });
    return places;
  }

  /** Select a place and bring it into view. */
  select([number, from, to]) {
    const range = document.createRange();
    range.setStart(...this.point(number, from, false));
    range.setEnd(...this.point(number, to, true));
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    this.line(number).scrollIntoView({ block: "center" });
  }

  /** The node and offset of a place in a paragraph; at a border, at the end of what is before it. */
  point(number, at, atEnd) {
    const walker = document.createTreeWalker(this.line(number), NodeFilter.SHOW_TEXT);
    let left = at;
    let node = walker.nextNode();
    while (node && (left > node.length || (left === node.length && !atEnd))) {
      left -= node.length;
      node = walker.nextNode();
    }
    return node ? [node, left] : [this.line(number), this.line(number).childNodes.length];
  }

  /** What is selected: its words and where they stand, or why they cannot be taken. */
  chosen() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.place.contains(range.commonAncestorContainer)) return null;
    const [first, last] = [this.lineOf(range.startContainer, range.startOffset), this.lineOf(range.endContainer, range.endOffset)];
    if (first === null || last === null) return null;
    let [from, to] = [this.offset(first, range.startContainer, range.startOffset), this.offset(last, range.endContainer, range.endOffset)];
    // A whole paragraph, selected by a triple click, ends before the first letter of the next one.
    const end = last === first + 1 && to === 0 ? first : last;
    if (end !== last) to = this.lines[first].length;
    if (first !== end) return { refusal: "原文不能跨段，请在一段之内选取。" };
    const raw = this.lines[first].slice(from, to);
    from += raw.length - raw.trimStart().length;
    const words = raw.trim();
    return words ? { words, speech: this.speech(first, from, from + words.length) } : null;
  }

  lineOf(node, offset) {
    const inside = node === this.place ? this.place.childNodes[Math.min(offset, this.lines.length - 1)] : node;
    const element = inside.nodeType === Node.TEXT_NODE ? inside.parentElement : inside;
    const line = element.closest("[data-line]");
    return line ? Number(line.dataset.line) : null;
  }

  offset(number, node, offset) {
    const before = document.createRange();
    before.selectNodeContents(this.line(number));
    if (node === this.place) {
      return offset > number ? this.lines[number].length : 0;
    }
    before.setEnd(node, offset);
    return before.toString().length;
  }

  /** Who says the words, if one person says all of them. */
  speech(number, from, to) {
    let at = 0;
    for (const piece of this.paragraphs[number]) {
      if (from >= at && to <= at + piece.text.length) return piece.field ? piece : null;
      at += piece.text.length;
    }
    return null;
  }
}
