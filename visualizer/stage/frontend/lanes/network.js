// The unrolled network: one cell per word on the shared columns, the current one open.

import { quantityOf, value } from "../board/scene.js";
import { cellNamed } from "../cells/index.js";
import { BELT, BUS, HEIGHT, WIDTH } from "../cells/parts.js";
import { css, inkOn, rampOf } from "../colours.js";
import { el, sizeCanvas, svg } from "../dom.js";
import { fill } from "../numbers.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../board/board.js").Lane} Lane */

const TOP = 6;
const BOTTOM = 112;
const BELT_FULL = 14;
const MOST_MS = 900;
/** A narrower cell has no room for a map of its units. */
const LEAST_MAPPED = 24;

export const createLane = () => new NetworkLane();

/** @implements {Lane} */
class NetworkLane {
  /** @type {Frame} */
  frame;
  /** @type {import("../cells/parts.js").Cell} */
  cell;
  t = 0;
  /** @type {{phase: number, wire: SVGElement, pulse: SVGElement}[]} */
  wires = [];
  /** @type {{symbol: string, circle: SVGElement, letter: SVGElement, group: SVGElement}[]} */
  valves = [];
  /** @type {SVGElement} */
  belt;
  /** @type {SVGElement} */
  beltPulse;

  constructor() {
    this.canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { role: "img" }));
    this.open = svg("svg", { class: "open-cell", "aria-hidden": "true", width: WIDTH });
    this.keeps = el("span", { class: "keeps" });
    this.body = el("div", { class: "network", "data-lane": "network" });
    this.body.append(this.canvas, this.open, this.keeps);
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.frame = frame;
    const { scene, column } = frame;
    this.cell = cellNamed(scene.cell);
    const context = sizeCanvas(this.canvas, column * scene.T, HEIGHT);
    this.canvas.setAttribute("aria-label", scene.text.networkPicture);
    for (let t = 0; t < scene.T; t++) this.drawCell(context, t);
    this.drawBelt(context);
    this.buildOpenCell();
  }

  /** A closed cell: its box, the memory inside as a small map, its input from below. */
  drawCell(/** @type {CanvasRenderingContext2D} */ context, /** @type {number} */ t) {
    const { column, muted, line, background } = this.frame;
    const centre = (t + 0.5) * column;
    const width = Math.min(column - 8, 72);
    const left = centre - width / 2;
    context.lineWidth = 1;
    context.fillStyle = background;
    context.strokeStyle = muted;
    context.beginPath();
    context.roundRect(left, TOP, width, BOTTOM - TOP, 8);
    context.fill();
    context.stroke();
    context.beginPath();
    context.moveTo(centre, HEIGHT);
    context.lineTo(centre, BOTTOM);
    context.strokeStyle = line;
    context.lineWidth = 2;
    context.stroke();
    if (width >= LEAST_MAPPED) this.drawMap(context, t, { left: left + 5, top: 36, width: width - 10 });
  }

  /**
   * The units' memory after a word, in the lanes' own order and colours, as a small square map.
   * @param {CanvasRenderingContext2D} context @param {number} t
   * @param {{left: number, top: number, width: number}} place
   */
  drawMap(context, t, { left, top, width }) {
    const { scene, theme, order } = this.frame;
    const { memory } = this.cell;
    const colour = rampOf(scene, quantityOf(scene, memory), theme);
    const across = Math.ceil(Math.sqrt(scene.units));
    const size = Math.min(width / across, 50 / Math.ceil(scene.units / across));
    const start = left + (width - size * across) / 2;
    order.forEach((unit, k) => {
      context.fillStyle = css(colour(value(scene, memory, t, unit)));
      const x = start + (k % across) * size;
      context.fillRect(x, top + Math.floor(k / across) * size, size - 0.5, size - 0.5);
    });
  }

  /** The way of the memory through all cells; between two cells as wide as what survives. */
  drawBelt(/** @type {CanvasRenderingContext2D} */ context) {
    const { scene, column, hue, muted } = this.frame;
    const { kept } = scene.arrays;
    context.fillStyle = hue[this.cell.memory];
    for (let t = 0; t <= scene.T; t++) {
      const into = scene.backward ? t - 1 : t; // the step whose cell this piece of the belt enters
      const share = (kept && t < scene.T && kept[Math.max(0, into)]) || 0;
      const thickness = t === 0 || t === scene.T || !kept ? 2 : Math.max(1.5, BELT_FULL * share);
      const from = t === 0 ? 0 : (t - 0.5) * column;
      const to = t === scene.T ? scene.T * column : (t + 0.5) * column;
      context.fillRect(from, BELT - thickness / 2, to - from, thickness);
    }
    if (!this.cell.bus) return;
    context.fillStyle = hue.h ?? muted;
    context.fillRect(0, BUS - 1, scene.T * column, 2);
  }

  /** What of the way through the cell has a name. @param {Frame} frame */
  label({ scene, hue }) {
    const { text, arrays } = scene;
    const way = (/** @type {number} */ top, /** @type {string} */ name, /** @type {string} */ symbol = "") => {
      const line = el("span", { class: "way", style: `top:${top}px` }, name);
      if (hue[symbol]) line.style.color = hue[symbol];
      return line;
    };
    return el(
      "div",
      { class: "label ways" },
      way(BELT, text.memory, this.cell.memory),
      ...(this.cell.bus ? [way(BUS, text.hidden, "h")] : []),
      way(58, arrays.kept ? text.beltCaption : text.noGateCaption),
      way(HEIGHT - 8, text.input),
    );
  }

  buildOpenCell() {
    const { scene, ink, background } = this.frame;
    this.open.setAttribute("height", String(HEIGHT));
    this.buildWires();
    this.buildValves();
    // A backward direction computes from right to left: its wires are the forward one's, mirrored.
    const mirror = scene.backward ? `translate(${WIDTH} 0) scale(-1 1)` : undefined;
    this.open.replaceChildren(
      svg("rect", {
        class: "open-frame",
        x: 1,
        y: 1,
        width: WIDTH - 2,
        height: BOTTOM + 4,
        rx: 10,
        stroke: ink,
        fill: background,
      }),
      svg("g", { transform: mirror }, ...this.wires.map(({ wire }) => wire), this.belt),
      ...this.join(),
      svg("g", { transform: mirror }, this.beltPulse, ...this.wires.map(({ pulse }) => pulse)),
      ...this.valves.map(({ group }) => group),
    );
  }

  buildWires() {
    const { hue, muted, background } = this.frame;
    /** @type {Record<string, string>} */
    const colours = { h: muted, ...hue, x: muted };
    const d = `M0 ${BELT} H${WIDTH}`;
    this.wires = this.cell.wires.map(({ q, phase, d }) => ({
      phase,
      wire: svg("path", { class: "wire", d, stroke: colours[q] }),
      pulse: svg("path", { class: "pulse", d, stroke: colours[q], pathLength: 1 }),
    }));
    this.belt = svg("path", { class: "belt", d, stroke: hue[this.cell.memory] });
    this.beltPulse = svg("path", { class: "pulse", d, stroke: background, pathLength: 1 });
  }

  buildValves() {
    const { hue } = this.frame;
    const valves = Object.entries(this.cell.valves).filter(([symbol]) => hue[symbol]);
    this.valves = valves.map(([symbol, [left, y]]) => {
      const x = this.across(left);
      const circle = svg("circle", { cx: x, cy: y, r: 12, stroke: hue[symbol] });
      const letter = svg("text", { x, y }, symbol);
      return { symbol, circle, letter, group: svg("g", { class: "valve" }, circle, letter) };
    });
  }

  /** Where new content is added to the belt. */
  join() {
    const { hue, ink, background } = this.frame;
    if (this.cell.joins === null) return [];
    const x = this.across(this.cell.joins);
    const stroke = hue[this.cell.memory];
    return [
      svg("circle", { cx: x, cy: BELT, r: 9, fill: background, stroke }),
      svg("text", { class: "join", x, y: BELT, fill: ink }, "+"),
    ];
  }

  /** @param {number} x in a cell that computes from left to right */
  across(x) {
    return this.frame.scene.backward ? WIDTH - x : x;
  }

  /** Open the cell of a step. @param {number} t */
  step(t) {
    const { scene, column } = this.frame;
    this.t = t;
    const width = column * scene.T;
    const x = Math.max(0, Math.min((t + 0.5) * column - WIDTH / 2, width - WIDTH));
    this.open.style.transform = `translateX(${x}px)`;
    const share = scene.arrays.kept?.[t];
    const kept = Number.isFinite(share) ? share : undefined;
    this.belt.setAttribute("stroke-width", String(kept === undefined ? 2 : 1.5 + BELT_FULL * kept));
    this.keeps.textContent =
      kept === undefined ? "" : fill(scene.text.kept, { percent: Math.round(100 * kept) });
    this.keeps.style.transform = `translateX(${x}px)`;
  }

  /** Fill the valves with the values of the unit in focus. @param {import("../board/focus.js").Focus} focus */
  focus({ unit }) {
    const { scene, theme } = this.frame;
    for (const { symbol, circle, letter } of this.valves) {
      const colour = rampOf(scene, quantityOf(scene, symbol), theme)(value(scene, symbol, this.t, unit));
      circle.setAttribute("fill", css(colour));
      letter.setAttribute("fill", inkOn(colour));
    }
  }

  at() {
    return { quantity: this.cell.memory };
  }

  /** Send a pulse along the wires in the order of the computation. @param {number} ms how long a step takes */
  pulse(ms) {
    const duration = Math.min(ms, MOST_MS);
    const part = duration / 4;
    const travel = [{ strokeDashoffset: 0.3 }, { strokeDashoffset: -1 }];
    for (const { pulse, phase } of this.wires)
      pulse.animate(travel, { duration: part * 1.4, delay: phase * part, easing: "ease-in-out" });
    this.beltPulse.animate(travel, { duration: part * 1.6, delay: 1.8 * part });
    for (const { group } of this.valves)
      group.animate([{ opacity: 1 }, { opacity: 0.35 }, { opacity: 1 }], {
        duration: part,
        delay: part * 1.2,
      });
  }
}
