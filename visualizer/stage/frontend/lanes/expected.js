// The words that may come next, after every word: bars on a fixed scale from 0 to 1, the forms
// between which the subject decides first. In the current column they stand with their numbers.

import { cellNamed } from "../cells/index.js";
import { el } from "../dom.js";
import { number } from "../numbers.js";
import { AHEAD, write } from "../board/sheet.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../board/board.js").Lane} Lane */

const ROW = 18;
const GAP = 2;
const MARGIN = 2;
const LETTERS = { most: 12, least: 7.5 };
const FONT = 16;

export const createLane = () => new ExpectedLane();

/** @implements {Lane} */
class ExpectedLane {
  /** @type {Frame} */
  frame;
  /** @type {HTMLElement[]} */
  rows = [];

  constructor() {
    this.body = el("div", { class: "expected", role: "img", "data-lane": "expected" });
  }

  /** @param {Frame} frame */
  draw(frame) {
    const { track } = frame;
    this.frame = frame;
    this.rows = Array.from({ length: this.count }, () =>
      el("span", { class: "expected-row", "aria-hidden": "true" }, el("span", {}), el("span", { class: "was" }), el("b", {})),
    );
    this.body.setAttribute("aria-label", track.text.expectedPicture);
    this.body.style.height = `${this.height}px`;
    this.body.replaceChildren(...this.rows);
  }

  get words() {
    return this.frame.track.expected?.words ?? [];
  }

  get count() {
    return this.words[0]?.length ?? 0;
  }

  get row() {
    return ROW * this.frame.zoom;
  }

  get height() {
    return this.count * this.row;
  }

  /** @param {number} step @param {number} k @param {string} [name] */
  share(step, k, name = "expected") {
    return this.frame.track.arrays[name]?.[step * this.count + k];
  }

  /** Whether a row is a form that the subject decides. @param {number} step @param {number} k */
  isForm(step, k) {
    return k < (this.frame.track.expected?.forms[step] ?? 0);
  }

  /** @param {CanvasRenderingContext2D} context */
  paint(context) {
    const { track, columns, ink, muted, line, theme, zoom } = this.frame;
    track.columns.forEach((column, step) => {
      if (column < columns.from || column > columns.to || column === columns.t) return;
      const [x, width] = [columns.x(column) + MARGIN, columns.width(column) - 2 * MARGIN];
      const pale = column > columns.t ? 1 - AHEAD : 1;
      for (let k = 0; k < this.count; k++) {
        const top = k * this.row + GAP / 2;
        context.globalAlpha = pale * 0.75;
        context.fillStyle = line;
        context.fillRect(x, top, width, this.row - GAP);
        context.globalAlpha = pale * (this.isForm(step, k) ? 0.6 : 0.3);
        context.fillStyle = this.isForm(step, k) ? track.ramp.negative[theme] : muted;
        context.fillRect(x, top, width * (this.share(step, k) ?? 0), this.row - GAP);
        context.globalAlpha = pale;
        context.fillStyle = ink;
        this.name(context, this.words[step][k], x, width, top + (this.row - GAP) / 2, zoom);
      }
    });
    context.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} context @param {string} word @param {number} x @param {number} width @param {number} y @param {number} zoom */
  name(context, word, x, width, y, zoom) {
    const wide = context.measureText(word).width / FONT;
    const size = Math.min(LETTERS.most * zoom, (width - 4) / wide);
    if (size >= LETTERS.least * zoom) write(context, word, x + 3 + (wide * size) / 2, y + 1, size);
  }

  /** @param {number} t */
  place(t) {
    const { columns, track } = this.frame;
    const step = track.at[t];
    this.rows.forEach((row, k) => {
      row.hidden = step < 0;
      if (step < 0) return;
      const [word, was, now] = row.children;
      const share = this.share(step, k) ?? NaN;
      const before = this.share(step, k, "ghost.expected");
      word.textContent = this.words[step][k];
      was.textContent = before === undefined ? "" : `${number(before)} →`;
      now.textContent = number(share);
      row.classList.toggle("is-form", this.isForm(step, k));
      row.style.width = `${columns.lens}px`;
      row.style.height = `${this.row}px`;
      row.style.setProperty("--share", `${100 * share}%`);
      row.style.setProperty("--was", before === undefined ? "-9px" : `${100 * before}%`);
      row.style.transform = `translate(${columns.x(t)}px, ${k * this.row}px)`;
    });
    this.body.setAttribute("aria-label", this.told(step));
  }

  /** The words and numbers at a step, for those who do not see them. @param {number} step */
  told(step) {
    const { text } = this.frame.track;
    if (step < 0) return text.expectedPicture;
    const rows = this.words[step].map((word, k) => `“${word}” ${number(this.share(step, k) ?? NaN)}`);
    return `${text.expectedPicture}: ${rows.join(", ")}`;
  }

  /** @param {Frame} frame */
  label({ track }) {
    return el(
      "div",
      { class: "label expected-label" },
      el("span", { class: "name" }, track.text.expected),
      el("span", { class: "note", title: track.text.expectedRange }, "0–1"),
    );
  }

  at() {
    return { quantity: cellNamed(this.frame.track.cell).memory };
  }
}
