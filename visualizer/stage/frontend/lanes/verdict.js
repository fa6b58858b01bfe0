// The read-out after every word, on a fixed scale; the current one as a number.

import { css, verdictColour } from "../colours.js";
import { el } from "../dom.js";
import { number, signed } from "../numbers.js";
import { AHEAD } from "../board/sheet.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../board/board.js").Lane} Lane */

const HEIGHT = 68;
const COMPARED = 54;
const PAD = 9;

export const createLane = () => new VerdictLane();

/** @implements {Lane} */
class VerdictLane {
  /** @type {Frame} */
  frame;

  constructor() {
    this.dot = el("span", { class: "verdict-dot" });
    this.shown = el("b", {});
    this.change = el("span", {});
    this.value = el("span", { class: "verdict-label" }, this.shown, this.change);
    this.body = el("div", { class: "verdict", role: "img", "data-lane": "verdict" }, this.dot, this.value);
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.frame = frame;
    this.body.setAttribute("aria-label", frame.track.text.verdictPicture);
    this.body.style.height = `${this.height}px`;
  }

  get height() {
    return (this.frame.track.compared ? COMPARED : HEIGHT) * this.frame.zoom;
  }

  /** @param {number} value */
  y(value) {
    const { low, high } = this.frame.track.axis;
    const pad = PAD * this.frame.zoom;
    const share = Math.min(1, Math.max(0, (high - value) / (high - low)));
    return pad + share * (this.height - 2 * pad);
  }

  /** The verdict after a step, or before it. @param {number} step */
  after(step) {
    return step < 0 ? this.frame.track.axis.start : this.frame.track.arrays.verdict[step];
  }

  /** @param {CanvasRenderingContext2D} context */
  paint(context) {
    const { track, columns } = this.frame;
    const { t } = columns;
    this.drawLevels(context);
    this.drawGhost(context);
    const steps = [...track.columns.keys()].filter((s) => this.isNear(track.columns[s]));
    const ahead = steps.filter((s) => track.columns[s] >= t || track.columns[s + 1] > t);
    this.drawCourse(context, ahead, 1 - AHEAD, 2);
    this.drawCourse(context, steps.filter((s) => track.columns[s] <= t), 1, 2.5);
  }

  /** The same run without changes, dashed. @param {CanvasRenderingContext2D} context */
  drawGhost(context) {
    const { columns, track, ink, zoom } = this.frame;
    const ghost = track.arrays["ghost.verdict"];
    if (!ghost) return;
    context.strokeStyle = ink;
    context.lineWidth = 1.5 * zoom;
    context.setLineDash([4 * zoom, 4 * zoom]);
    context.beginPath();
    track.columns.forEach((column, s) => {
      if (this.isNear(column)) context.lineTo(columns.middle(column), this.y(ghost[s]));
    });
    context.stroke();
    context.setLineDash([]);
  }

  /** Whether a column is drawn, or its neighbour is. @param {number} k */
  isNear(k) {
    return k >= this.frame.columns.from - 1 && k <= this.frame.columns.to + 1;
  }

  /** @param {CanvasRenderingContext2D} context */
  drawLevels(context) {
    const { columns, line, track } = this.frame;
    const { low, start, high } = track.axis;
    context.strokeStyle = line;
    context.lineWidth = 1;
    for (const level of [low, start, high]) {
      context.setLineDash(level === start ? [] : [3, 4]);
      context.beginPath();
      context.moveTo(columns.left, this.y(level));
      context.lineTo(columns.left + columns.span, this.y(level));
      context.stroke();
    }
    context.setLineDash([]);
  }

  /** @param {CanvasRenderingContext2D} context @param {number[]} steps @param {number} strength @param {number} width */
  drawCourse(context, steps, strength, width) {
    const { columns, track, ink, zoom } = this.frame;
    context.globalAlpha = strength;
    context.strokeStyle = context.fillStyle = ink;
    context.lineWidth = width * zoom;
    context.lineJoin = "round";
    context.beginPath();
    for (const s of steps) context.lineTo(columns.middle(track.columns[s]), this.y(this.after(s)));
    context.stroke();
    context.beginPath();
    for (const s of steps) {
      const x = columns.middle(track.columns[s]);
      context.moveTo(x, this.y(this.after(s)));
      context.arc(x, this.y(this.after(s)), (strength < 1 ? 2.6 : 3.2) * zoom, 0, 2 * Math.PI);
    }
    context.fill();
    context.globalAlpha = 1;
  }

  /** Show the number at its point. @param {number} t */
  place(t) {
    const { columns, track, zoom } = this.frame;
    const step = track.at[t];
    this.dot.hidden = this.value.hidden = step < 0;
    if (step < 0) {
      this.shown.textContent = this.change.textContent = "";
      return;
    }
    const p = this.after(step);
    const [x, y] = [columns.middle(t), this.y(p)];
    this.shown.textContent = number(p);
    this.change.textContent = signed(p - this.after(step - 1));
    this.dot.style.transform = `translate(${x}px, ${y}px)`;
    // Below a high point, above a low one; beside the line, which comes from the left.
    const above = Math.max(0, Math.min(y - 9 * zoom, this.height * 0.62) - 30 * zoom);
    const place = y < this.height * 0.46 ? Math.max(y + 9 * zoom, this.height * 0.46) : above;
    this.value.style.width = `${columns.lens}px`;
    this.value.style.transform = `translate(${columns.x(t)}px, ${place}px)`;
  }

  /** @param {Frame} frame */
  label({ track, theme }) {
    const { text } = track;
    const { low, high } = track.axis;
    const colour = verdictColour(track, theme);
    const end = (/** @type {number} */ value, /** @type {string} */ name) => {
      const swatch = el("span", { class: "swatch" });
      swatch.style.background = css(colour(value));
      return el("span", { class: value === high ? "end-top" : "end-bottom" }, swatch, `${name} ${value}`);
    };
    return el(
      "div",
      { class: "label verdict-label-column" },
      end(high, text.positive),
      el("span", { class: "name", title: text.verdictRange }, text.verdict),
      end(low, text.negative),
    );
  }

  at() {
    return { quantity: "verdict" };
  }
}
