// The read-out after every word, on a fixed scale from 0 to 1.

import { el, sizeCanvas } from "../dom.js";
import { number, signed } from "../numbers.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../board/board.js").Lane} Lane */

const HEIGHT = 92;
const PAD = 16;

export const createLane = () => new VerdictLane();

/** @implements {Lane} */
class VerdictLane {
  /** @type {Frame} */
  frame;
  half = 0;

  constructor() {
    this.canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { role: "img" }));
    this.dot = el("span", { class: "verdict-dot" });
    this.value = el("span", { class: "verdict-label" });
    this.body = el("div", { class: "verdict", "data-lane": "verdict" });
    this.body.append(this.canvas, this.dot, this.value);
  }

  /** @param {Frame} frame */
  draw(frame) {
    const { scene, column } = frame;
    this.frame = frame;
    this.half = 0;
    const context = sizeCanvas(this.canvas, column * scene.T, HEIGHT);
    this.canvas.setAttribute("aria-label", scene.text.verdictPicture);
    this.drawLevels(context);
    this.drawCourse(context);
  }

  /** @param {CanvasRenderingContext2D} context */
  drawLevels(context) {
    const { scene, column, line } = this.frame;
    context.strokeStyle = line;
    for (const level of [0, 0.5, 1]) {
      context.setLineDash(level === 0.5 ? [] : [2, 4]);
      context.beginPath();
      context.moveTo(0, this.y(level));
      context.lineTo(column * scene.T, this.y(level));
      context.stroke();
    }
  }

  /** @param {CanvasRenderingContext2D} context */
  drawCourse(context) {
    const { scene, ink, muted } = this.frame;
    const { verdict } = scene.arrays;
    context.setLineDash([]);
    context.strokeStyle = ink;
    context.lineWidth = 2;
    context.lineJoin = "round";
    context.beginPath();
    verdict.forEach((p, t) => context.lineTo(this.x(t), this.y(p)));
    context.stroke();
    verdict.forEach((p, t) => {
      context.beginPath();
      context.arc(this.x(t), this.y(p), 3, 0, 2 * Math.PI);
      context.fillStyle = p === 0.5 ? muted : ink;
      context.fill();
    });
  }

  /** @param {Frame} frame */
  label({ scene: { text } }) {
    return el(
      "div",
      { class: "label verdict-label-column" },
      el("span", { class: "name" }, text.verdict),
      el("span", { class: "ends" }, text.verdictRange),
      el("span", { class: "end-top" }, `1 ${text.positive}`),
      el("span", { class: "end-bottom" }, `0 ${text.negative}`),
    );
  }

  /** @param {number} t */
  x(t) {
    return (t + 0.5) * this.frame.column;
  }

  /** @param {number} p */
  y(p) {
    return PAD + (1 - p) * (HEIGHT - 2 * PAD);
  }

  /** @param {number} t */
  step(t) {
    const { scene } = this.frame;
    const { verdict } = scene.arrays;
    const x = this.x(t);
    const y = this.y(verdict[t]);
    this.dot.style.transform = `translate(${x}px, ${y}px)`;
    const change = verdict[t] - (t > 0 ? verdict[t - 1] : 0.5);
    this.value.textContent = `${number(verdict[t])} (${signed(change)})`;
    const above = verdict[t] < 0.75;
    // Every label is as wide, its figures being tabular: one reading of the layout will do.
    this.half ||= this.value.offsetWidth / 2;
    const clamped = Math.max(this.half, Math.min(x, this.frame.column * scene.T - this.half));
    this.value.style.transform = `translate(${clamped - this.half}px, ${y + (above ? -28 : 8)}px)`;
  }

  at() {
    return { quantity: "verdict" };
  }
}
