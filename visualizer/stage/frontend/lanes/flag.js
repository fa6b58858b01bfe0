// One flag of the subject: what is true after every word, and the unit of c that tells it, on a fixed
// scale with its two means.

import { quantityOf, value, valueAsItIs } from "../board/scene.js";
import { cellNamed } from "../cells/index.js";
import { el } from "../dom.js";
import { fill, signed } from "../numbers.js";
import { AHEAD, write } from "../board/sheet.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../board/board.js").Lane} Lane */
/** @typedef {import("../board/scene.js").Flag} Flag */

const STRIP = 17;
const COURSE = 44;
const PAD = 5;
const LETTERS = 11.5;
const LEAST = 7;
const FONT = 16;
const NUMBER = 20;

/** @param {import("../board/scene.js").Row} row */
export const createLane = ({ flag = 0 }) => new FlagLane(flag);

/** What a unit says: on which side of the middle of its two means it is. @param {Flag} flag @param {number} v */
export function said({ means: [first, second] }, v) {
  return Number(v > (first + second) / 2 === second > first);
}

/**
 * Columns that follow each other with the same that is true, as [first, last, value].
 * @param {number[]} true_ by step @param {number[]} columns
 */
export function stretches(true_, columns) {
  /** @type {[number, number, number][]} */
  const found = [];
  true_.forEach((each, step) => {
    const last = found[found.length - 1];
    if (last && last[2] === each && last[1] === columns[step] - 1) last[1] = columns[step];
    else found.push([columns[step], columns[step], each]);
  });
  return found;
}

/** @implements {Lane} */
class FlagLane {
  /** @type {Frame} */
  frame;

  /** @param {number} number */
  constructor(number) {
    this.number = number;
    this.shown = el("b", {});
    this.says = el("span", {});
    this.value = el("span", { class: "flag-value", "aria-hidden": "true" }, this.shown, this.says);
    this.body = el("div", { class: "flag", role: "img", "data-lane": `flag-${number}` }, this.value);
  }

  /** @returns {Flag} */
  get flag() {
    return this.frame.track.flags[this.number];
  }

  get memory() {
    return cellNamed(this.frame.track.cell).memory;
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.frame = frame;
    const { name, unit, told } = this.flag;
    this.body.setAttribute("aria-label", fill(frame.track.text.flagPicture, { flag: name, unit, told }));
    this.body.style.height = `${this.height}px`;
    this.body.style.setProperty("--hue", frame.hue[this.memory]);
  }

  get height() {
    return (STRIP + COURSE) * this.frame.zoom;
  }

  /** @param {number} step */
  at_(step) {
    return value(this.frame.track, this.memory, step, this.flag.unit);
  }

  /** @param {number} v */
  y(v) {
    const { zoom } = this.frame;
    const { low, high } = this.flag;
    const share = (high - Math.max(low, Math.min(high, v))) / (high - low);
    return (STRIP + PAD + share * (COURSE - 2 * PAD)) * zoom;
  }

  /** @param {CanvasRenderingContext2D} context */
  paint(context) {
    this.drawTruth(context);
    this.drawLevels(context);
    this.drawGhost(context);
    const { track, columns } = this.frame;
    const steps = [...track.columns.keys()];
    const ahead = steps.filter((s) => track.columns[s] >= columns.t || track.columns[s + 1] > columns.t);
    this.drawCourse(context, ahead, 1 - AHEAD);
    this.drawCourse(context, steps.filter((s) => track.columns[s] <= columns.t), 1);
    context.globalAlpha = 1;
  }

  /** What the grammar says, a bar for every stretch. @param {CanvasRenderingContext2D} context */
  drawTruth(context) {
    const { track, columns, ink, background, zoom } = this.frame;
    const { values } = this.flag;
    for (const [first, last, which] of stretches(this.flag.true, track.columns)) {
      if (which < 0) continue;
      const [x, end] = [columns.x(first) + 1, columns.x(last) + columns.width(last) - 1];
      context.globalAlpha = first > columns.t ? 1 - AHEAD : 1;
      context.fillStyle = context.strokeStyle = ink;
      context.lineWidth = 1.5 * zoom;
      const high = (STRIP - 3) * zoom;
      context.beginPath();
      context.roundRect(x + 0.75, 0.75, end - x - 1.5, high - 1.5, 4 * zoom);
      if (which) context.fill();
      context.stroke();
      context.fillStyle = which ? background : ink;
      this.name(context, values[which], x, end);
      if (first < columns.t && columns.t <= last) this.name(context, values[which], columns.x(columns.t) + 1, end);
    }
    context.globalAlpha = 1;
  }

  /** The name of what is true, where it begins and in the current column. @param {CanvasRenderingContext2D} context @param {string} name @param {number} x @param {number} end */
  name(context, name, x, end) {
    const { zoom } = this.frame;
    const wide = context.measureText(name).width / FONT;
    const size = Math.min(LETTERS * zoom, (end - x - 8) / wide);
    if (size >= LEAST * zoom) write(context, name, x + 5 * zoom + (wide * size) / 2, ((STRIP - 3) * zoom) / 2 + 0.5, size);
  }

  /** What the unit is under each value on average, and the middle. @param {CanvasRenderingContext2D} context */
  drawLevels(context) {
    const { columns, line, muted } = this.frame;
    const { means } = this.flag;
    context.lineWidth = 1;
    for (const level of [...means, (means[0] + means[1]) / 2]) {
      const isMean = means.includes(level);
      context.strokeStyle = isMean ? muted : line;
      context.setLineDash(isMean ? [3, 4] : []);
      context.beginPath();
      context.moveTo(columns.left, this.y(level));
      context.lineTo(columns.left + columns.span, this.y(level));
      context.stroke();
    }
    context.setLineDash([]);
  }

  /** The same run without changes, dashed. @param {CanvasRenderingContext2D} context */
  drawGhost(context) {
    const { columns, track, ink, zoom } = this.frame;
    if (!track.arrays[`ghost.${this.memory}`]) return;
    context.strokeStyle = ink;
    context.lineWidth = 1.5 * zoom;
    context.setLineDash([4 * zoom, 4 * zoom]);
    context.beginPath();
    track.columns.forEach((column, s) => {
      context.lineTo(columns.middle(column), this.y(valueAsItIs(track, this.memory, s, this.flag.unit) ?? NaN));
    });
    context.stroke();
    context.setLineDash([]);
  }

  /** Filled where the unit says what is true, hollow where it does not, small where there is nothing to say. */
  drawCourse(/** @type {CanvasRenderingContext2D} */ context, /** @type {number[]} */ steps, /** @type {number} */ strength) {
    const { columns, track, hue, background, zoom } = this.frame;
    context.globalAlpha = strength;
    context.strokeStyle = context.fillStyle = hue[this.memory];
    context.lineWidth = 2.2 * zoom;
    context.beginPath();
    for (const s of steps) context.lineTo(columns.middle(track.columns[s]), this.y(this.at_(s)));
    context.stroke();
    for (const s of steps) {
      const truth = this.flag.true[s];
      context.beginPath();
      context.arc(columns.middle(track.columns[s]), this.y(this.at_(s)), (truth < 0 ? 2 : 4) * zoom, 0, 2 * Math.PI);
      context.fillStyle = truth < 0 || said(this.flag, this.at_(s)) === truth ? hue[this.memory] : background;
      context.fill();
      context.stroke();
    }
  }

  /** Say what the unit says now. @param {number} t */
  place(t) {
    const { columns, track, zoom } = this.frame;
    const step = track.at[t];
    this.value.hidden = step < 0;
    if (step < 0) return;
    const v = this.at_(step);
    const truth = this.flag.true[step];
    this.shown.textContent = signed(v);
    const word = this.flag.values[said(this.flag, v)];
    const mark = truth < 0 ? "" : said(this.flag, v) === truth ? " ✓" : " ✗";
    this.says.textContent = word + mark;
    this.value.classList.toggle("is-wrong", mark === " ✗");
    this.value.style.width = `${columns.lens}px`;
    const low = this.y(v) < (STRIP + COURSE / 2) * zoom;
    const top = low ? this.height - NUMBER * zoom : STRIP * zoom;
    this.value.style.transform = `translate(${columns.x(t)}px, ${top}px)`;
  }

  /** @param {Frame} frame */
  label({ track }) {
    const { name, unit, values, means } = this.flag;
    const [top, foot] = means[0] > means[1] ? values : [values[1], values[0]];
    return el(
      "div",
      { class: "label flag-label" },
      el("span", { class: "end-top" }, top),
      el("span", { class: "name" }, name, el("span", { class: "of-unit" }, fill(track.text.flagUnit, { unit }))),
      el("span", { class: "end-bottom" }, foot),
    );
  }

  at() {
    const { memory } = this;
    return { quantity: quantityOf(this.frame.track, memory).symbol, unit: this.flag.unit };
  }
}
