// How far apart the states of two tracks are, column by column, on an absolute scale.

import { quantityOf } from "../board/scene.js";
import { AHEAD } from "../board/sheet.js";
import { el } from "../dom.js";
import { fill, number } from "../numbers.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../board/board.js").Lane} Lane */

const HEIGHT = 50;
const PAD = 7;
/** How high the numbers are, which stand above the courses where they have room. */
const LINE = 19;
const DASH = [5, 4];
/** What every unit adds to the square of a distance that goes from -1 to 1. */
const MOST = 4;

export const createLane = () => new DistanceLane();

/** @implements {Lane} */
class DistanceLane {
  /** @type {Frame} */
  frame;
  /** @type {string[]} the states, the memory last so that it lies on top */
  states = [];

  constructor() {
    this.value = el("span", { class: "distance-value" });
    this.body = el("div", { class: "distance", role: "img", "data-lane": "distance" }, this.value);
  }

  /** @param {Frame} frame */
  draw(frame) {
    const { track } = frame;
    this.frame = frame;
    this.states = ["h", "c"].filter((symbol) => track.arrays[`distance.${symbol}`]);
    this.body.setAttribute("aria-label", track.text.distancePicture);
    this.body.style.height = `${this.height}px`;
  }

  get height() {
    return HEIGHT * this.frame.zoom;
  }

  /** The distance if every unit of h went from one end of its range to the other. */
  get most() {
    return Math.sqrt(MOST * this.frame.track.units);
  }

  /** @param {string} symbol @param {number} step */
  distance(symbol, step) {
    return this.frame.track.arrays[`distance.${symbol}`][step];
  }

  /** @param {number} distance */
  y(distance) {
    const pad = PAD * this.frame.zoom;
    return this.height - pad - Math.min(1, distance / this.most) * (this.height - 2 * pad);
  }

  /** @param {CanvasRenderingContext2D} context */
  paint(context) {
    const { track, columns, line } = this.frame;
    context.strokeStyle = line;
    context.lineWidth = 1;
    for (const level of [0, this.most]) {
      context.setLineDash(level ? [3, 4] : []);
      context.beginPath();
      context.moveTo(columns.left, this.y(level));
      context.lineTo(columns.left + columns.span, this.y(level));
      context.stroke();
    }
    const steps = [...track.columns.keys()];
    const ahead = steps.filter((s) => track.columns[s] >= columns.t || track.columns[s + 1] > columns.t);
    for (const symbol of this.states) {
      this.drawCourse(context, symbol, ahead, 1 - AHEAD);
      this.drawCourse(context, symbol, steps.filter((s) => track.columns[s] <= columns.t), 1);
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} context @param {string} symbol @param {number[]} steps @param {number} strength */
  drawCourse(context, symbol, steps, strength) {
    const { columns, track, hue, zoom } = this.frame;
    const places = steps.map((s) => [columns.middle(track.columns[s]), this.y(this.distance(symbol, s))]);
    context.globalAlpha = strength;
    context.strokeStyle = context.fillStyle = hue[symbol];
    context.lineWidth = 2.2 * zoom;
    context.setLineDash(symbol === "h" && this.states.length > 1 ? DASH : []);
    context.beginPath();
    for (const [x, y] of places) context.lineTo(x, y);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    for (const [x, y] of places) {
      context.moveTo(x, y);
      context.arc(x, y, 3 * zoom, 0, 2 * Math.PI);
    }
    context.fill();
  }

  /** Say the current distances. @param {number} t */
  place(t) {
    const { columns, track, hue, zoom } = this.frame;
    const step = track.at[t];
    this.value.hidden = step < 0;
    if (step < 0) return;
    const said = [...this.states].reverse().map((symbol) => {
      const part = el("b", {}, `${quantityOf(track, symbol).symbol} ${number(this.distance(symbol, step))}`);
      part.style.color = hue[symbol];
      return part;
    });
    this.value.replaceChildren(...said);
    const highest = Math.min(...this.states.map((symbol) => this.y(this.distance(symbol, step))));
    const low = highest < LINE * zoom;
    this.value.style.width = `${columns.lens}px`;
    this.value.style.transform = `translate(${columns.x(t)}px, ${low ? this.height - LINE * zoom : 0}px)`;
  }

  /** @param {Frame} frame */
  label({ track }) {
    const { text } = track;
    const most = number(this.most, 1);
    const range = el("span", { class: "range", title: fill(text.distanceRange, { most }) }, `0–${most}`);
    return el("div", { class: "label distance-label" }, el("span", { class: "name" }, text.distance), range);
  }

  at() {
    return { quantity: this.states[this.states.length - 1] };
  }
}
