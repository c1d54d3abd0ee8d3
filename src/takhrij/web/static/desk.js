"use strict";
// Makes pages better that work without it: a span is set by dragging over the article or by
// keys, filters answer at once. Offsets are code points, as everywhere; the browser's UTF-16
// is turned into them in `codePoints` and nowhere else.

const codePoints = (text) => [...text].length;

/** The offset of a place in the article: pieces say where they begin. */
function offsetOf(node, at) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const piece = element.closest("[data-at]");
  if (!piece) return null;
  const start = Number(piece.dataset.at);
  if (piece.classList.contains("ctl")) return start + (at > 0 ? 1 : 0);
  if (node.nodeType !== Node.TEXT_NODE) return start;
  return start + codePoints(node.data.slice(0, at));
}

function articleText(article) {
  const pieces = [];
  for (const piece of article.querySelectorAll("[data-at]")) {
    pieces.push(piece.classList.contains("ctl") ? "\u200b" : piece.textContent);
  }
  return [...pieces.join("")];
}

class SpanEditor {
  constructor(form, article) {
    this.start = form.elements.start;
    this.end = form.elements.end;
    this.quote = form.elements.quote;
    this.chosen = document.getElementById("chosen");
    this.article = article;
    this.text = articleText(article);
    article.addEventListener("mouseup", () => this.fromSelection());
    article.addEventListener("touchend", () => setTimeout(() => this.fromSelection(), 300));
    for (const field of [this.start, this.end]) field.addEventListener("input", () => this.show());
    for (const link of form.querySelectorAll("[data-step]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.step(link.dataset.step);
      });
    }
    form.querySelector(".steps").addEventListener("keydown", (event) => this.key(event));
  }

  fromSelection() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!this.article.contains(range.commonAncestorContainer)) return;
    const start = offsetOf(range.startContainer, range.startOffset);
    const end = offsetOf(range.endContainer, range.endOffset);
    if (start === null || end === null || start >= end) return;
    this.set(start, end);
  }

  set(start, end) {
    while (start < end && /\s/.test(this.text[start])) start++;
    while (end > start && /\s/.test(this.text[end - 1])) end--;
    if (start >= end) return;
    this.start.value = start;
    this.end.value = end;
    this.quote.value = "";
    this.show();
  }

  show() {
    const start = Number(this.start.value), end = Number(this.end.value);
    this.chosen.textContent = this.text.slice(start, end).join("");
    this.light(start, end);
  }

  /** Lights the span without changing the article: the CSS Custom Highlight API, where there is one. */
  light(start, end) {
    if (!("highlights" in CSS)) return;
    const from = this.place(start), to = this.place(end);
    if (!from || !to) return;
    const range = new Range();
    range.setStart(...from);
    range.setEnd(...to);
    CSS.highlights.set("chosen", new Highlight(range));
  }

  place(offset) {
    for (const piece of this.article.querySelectorAll("[data-at]")) {
      const at = Number(piece.dataset.at);
      const text = piece.firstChild;
      if (!text) continue;
      const letters = [...text.data];
      if (offset <= at + letters.length) {
        return [text, letters.slice(0, Math.max(0, offset - at)).join("").length];
      }
    }
    return null;
  }

  step(name) {
    let start = Number(this.start.value), end = Number(this.end.value);
    const isSpace = (at) => /\s/.test(this.text[at] ?? " ");
    if (name === "start_back") {
      let at = start;
      while (at > 0 && isSpace(at - 1)) at--;
      while (at > 0 && !isSpace(at - 1)) at--;
      start = at;
    } else if (name === "start_on") {
      let at = start;
      while (at < end && !isSpace(at)) at++;
      while (at < end && isSpace(at)) at++;
      if (at < end) start = at;
    } else if (name === "end_back") {
      let at = end;
      while (at > start && !isSpace(at - 1)) at--;
      while (at > start && isSpace(at - 1)) at--;
      if (at > start) end = at;
    } else {
      let at = end;
      while (at < this.text.length && isSpace(at)) at++;
      while (at < this.text.length && !isSpace(at)) at++;
      end = at;
    }
    this.set(start, end);
  }

  /** Arrows move the end, with Shift the start; the arrow of the text's own direction goes on. */
  key(event) {
    const on = getComputedStyle(this.article).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    this.step(`${event.shiftKey ? "start" : "end"}_${event.key === on ? "on" : "back"}`);
  }
}

const article = document.getElementById("article");
const correct = document.getElementById("correct");
if (article && correct && correct.elements.start) new SpanEditor(correct, article);

const lit = document.getElementById("words");
const pane = lit && lit.closest(".pane");
if (pane && pane.scrollHeight > pane.clientHeight) {
  pane.scrollTop = lit.offsetTop - pane.offsetTop - pane.clientHeight / 3;
}

for (const form of document.querySelectorAll("form[data-live]")) {
  form.addEventListener("change", (event) => {
    if (event.target.tagName === "SELECT") form.requestSubmit();
  });
}

// A form that changes something is sent once.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
