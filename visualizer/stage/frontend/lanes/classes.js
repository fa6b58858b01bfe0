// The share of each class after every word, on a fixed scale: a row of bars for each class. In the
// current column they stand as numbers.

import { cellNamed } from "../cells/index.js";
import { el } from "../dom.js";
import { fill, number } from "../numbers.js";
import { AHEAD } from "../board/sheet.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../board/board.js").Lane} Lane */

const ROW = 21;
const GAP = 3;
const MARGIN = 2;

export const createLane = () => new ClassesLane();

/** @implements {Lane} */
class ClassesLane {
  /** @type {Frame} */
  frame;
  /** @type {HTMLElement[]} */
  values = [];

  constructor() {
    this.body = el("div", { class: "classes", role: "img", "data-lane": "classes" });
  }

  /** @param {Frame} frame */
  draw(frame) {
    const { track } = frame;
    this.frame = frame;
    this.values = this.names.map((name) =>
      el("span", { class: "class-value", "aria-hidden": "true", "data-label": name }),
    );
    this.body.setAttribute("aria-label", fill(track.text.classesPicture, { classes: this.names.join(", ") }));
    this.body.style.height = `${this.height}px`;
    this.body.replaceChildren(...this.values);
  }

  get names() {
    return this.frame.track.classes ?? [];
  }

  get row() {
    return ROW * this.frame.zoom;
  }

  get height() {
    return this.names.length * this.row;
  }

  /** @param {number} step @param {number} k */
  share(step, k) {
    return this.frame.track.arrays.shares[step * this.names.length + k];
  }

  /** The likeliest class after a step. @param {number} step */
  likeliest(step) {
    return this.names.reduce((best, _, k) => (this.share(step, k) > this.share(step, best) ? k : best), 0);
  }

  /** @param {CanvasRenderingContext2D} context */
  paint(context) {
    const { track, columns, ink, muted, line } = this.frame;
    const full = this.row - GAP;
    track.columns.forEach((column, step) => {
      if (column < columns.from || column > columns.to) return;
      const [x, width] = [columns.x(column) + MARGIN, columns.width(column) - 2 * MARGIN];
      const best = this.likeliest(step);
      const ahead = column > columns.t ? 1 - AHEAD : 1;
      this.names.forEach((_, k) => {
        const foot = (k + 1) * this.row - 1;
        context.globalAlpha = 1;
        context.fillStyle = line;
        context.fillRect(x, foot, width, 1);
        if (column === columns.t) return; // there it is a number
        const height = this.share(step, k) * full;
        context.globalAlpha = ahead;
        context.fillStyle = k === best ? ink : muted;
        context.fillRect(x, foot - height, width, height);
      });
    });
    context.globalAlpha = 1;
  }

  /** @param {number} t */
  place(t) {
    const { columns, track } = this.frame;
    const step = track.at[t];
    const best = step < 0 ? -1 : this.likeliest(step);
    this.values.forEach((value, k) => {
      value.hidden = step < 0;
      if (step < 0) return;
      const share = this.share(step, k);
      value.textContent = number(share);
      value.classList.toggle("is-answer", k === best);
      value.style.width = `${columns.lens}px`;
      value.style.height = `${this.row}px`;
      value.style.setProperty("--share", `${100 * share}%`);
      value.style.transform = `translate(${columns.x(t)}px, ${k * this.row}px)`;
    });
  }

  /** @param {Frame} frame */
  label({ track }) {
    const names = this.names.map((name) => {
      const row = el("span", {}, name);
      row.style.height = `${this.row}px`;
      return row;
    });
    return el("div", { class: "label classes-label", title: track.text.classesRange }, ...names);
  }

  at() {
    return { quantity: cellNamed(this.frame.track.cell).memory };
  }
}
