// The unrolled network: one cell per word on the shared columns, the current one open.

import { css, inkOn, rampOf } from "../colours.js";
import { el, sizeCanvas, svg } from "../dom.js";
import { fill } from "../numbers.js";
import { memoryOf, value } from "../shell/payload.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../shell/payload.js").Lane} Lane */

export const BELT = 22;
export const BUS = 96;
const TOP = 6;
const BOTTOM = 112;
const OPEN_WIDTH = 152;
const BELT_FULL = 14;

/** Where the valves of an open cell stand: [x, y] in the open cell's own 152 x 136 box. */
const VALVES = {
  lstm: { f: [36, BELT], i: [62, 62], g: [92, 62], o: [122, 62] },
  gru: { z: [44, BELT], r: [58, 66], n: [98, 66] },
  rnn: { h: [76, 58] },
};

/** The wires of an open cell, in the order the computation runs through them. */
const WIRES = {
  lstm: [
    { q: "h", phase: 0, d: `M0 ${BUS} H122` },
    { q: "x", phase: 0, d: `M20 136 V${BUS}` },
    { q: "h", phase: 1, d: `M36 ${BUS} V${BELT}` },
    { q: "h", phase: 1, d: `M62 ${BUS} V62` },
    { q: "h", phase: 1, d: `M92 ${BUS} V62` },
    { q: "h", phase: 1, d: `M114 ${BUS} V68` },
    { q: "c", phase: 2, d: `M62 62 V42 H77 V${BELT}` },
    { q: "c", phase: 2, d: `M92 62 V42 H77 V${BELT}` },
    { q: "c", phase: 3, d: `M122 ${BELT} V62` },
    { q: "h", phase: 3, d: `M122 62 H138 V${BUS} H152` },
  ],
  gru: [
    { q: "h", phase: 0, d: `M0 ${BELT} H20 V${BUS} H110` },
    { q: "x", phase: 0, d: `M30 136 V${BUS}` },
    { q: "h", phase: 1, d: `M44 ${BUS} V${BELT}` },
    { q: "h", phase: 1, d: `M58 ${BUS} V66` },
    { q: "h", phase: 1, d: `M98 ${BUS} V66` },
    { q: "r", phase: 1, d: "M58 66 H98" },
    { q: "n", phase: 2, d: `M98 66 V${BELT}` },
    { q: "h", phase: 3, d: `M98 ${BELT} H152` },
  ],
  rnn: [
    { q: "h", phase: 0, d: `M0 ${BELT} H20 V${BUS} H76` },
    { q: "x", phase: 0, d: `M40 136 V${BUS}` },
    { q: "h", phase: 1, d: `M76 ${BUS} V58` },
    { q: "h", phase: 3, d: `M76 58 V${BELT} H152` },
  ],
};

export class NetworkLane {
  constructor() {
    this.canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { role: "img" }));
    this.open = svg("svg", { class: "open-cell", "aria-hidden": "true", width: OPEN_WIDTH });
    this.keeps = el("span", { class: "keeps" });
    this.body = el("div", { class: "network", "data-lane": "network" });
    this.body.append(this.canvas, this.open, this.keeps);
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.frame = frame;
    const { scene, column } = frame;
    const context = sizeCanvas(this.canvas, column * scene.T, frame.heights.network);
    this.canvas.setAttribute("aria-label", scene.text.networkPicture);
    for (let t = 0; t < scene.T; t++) this.drawCell(context, t);
    this.drawBelt(context);
    this.buildOpenCell();
  }

  /** A closed cell: its box, the memory inside as a small map, its input from below. */
  drawCell(context, t) {
    const { scene, column, muted, line, background, order } = this.frame;
    const memory = memoryOf(scene);
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
    context.moveTo(centre, this.frame.heights.network);
    context.lineTo(centre, BOTTOM);
    context.strokeStyle = line;
    context.lineWidth = 2;
    context.stroke();
    this.drawMap(context, t, memory, order, { left: left + 5, top: 36, width: width - 10 });
  }

  /** The units' memory after a word, in the lanes' own order and colours, as a small square map. */
  drawMap(context, t, memory, order, { left, top, width }) {
    const { scene, theme } = this.frame;
    const lane = /** @type {Lane} */ (scene.lanes.find(({ symbol }) => symbol === memory));
    const colour = rampOf(scene, lane, theme);
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
  drawBelt(context) {
    const { scene, column, hue, muted } = this.frame;
    const { kept } = scene.arrays;
    context.fillStyle = hue[memoryOf(scene)];
    for (let t = 0; t <= scene.T; t++) {
      const into = scene.backward ? t - 1 : t; // the step whose cell this piece of the belt enters
      const share = (kept && t < scene.T && kept[Math.max(0, into)]) || 0;
      const thickness = t === 0 || t === scene.T || !kept ? 2 : Math.max(1.5, BELT_FULL * share);
      const from = t === 0 ? 0 : (t - 0.5) * column;
      const to = t === scene.T ? scene.T * column : (t + 0.5) * column;
      context.fillRect(from, BELT - thickness / 2, to - from, thickness);
    }
    if (scene.cell !== "lstm") return;
    context.fillStyle = hue.h ?? muted;
    context.fillRect(0, BUS - 1, scene.T * column, 2);
  }

  buildOpenCell() {
    const { scene, hue, muted, ink, background } = this.frame;
    const colours = { h: muted, ...hue, x: muted };
    const height = this.frame.heights.network;
    this.open.setAttribute("height", String(height));
    this.wires = WIRES[scene.cell].map(({ q, phase, d }) => ({
      phase,
      wire: svg("path", { class: "wire", d, stroke: colours[q] }),
      pulse: svg("path", { class: "pulse", d, stroke: colours[q], pathLength: 1 }),
    }));
    const memory = hue[memoryOf(scene)];
    this.belt = svg("path", { class: "belt", d: `M0 ${BELT} H${OPEN_WIDTH}`, stroke: memory });
    this.beltPulse = svg("path", {
      class: "pulse",
      d: `M0 ${BELT} H${OPEN_WIDTH}`,
      stroke: background,
      pathLength: 1,
    });
    const middle = scene.backward ? OPEN_WIDTH - 77 : 77;
    this.join = svg("text", { class: "join", x: middle, y: BELT, fill: ink }, "+");
    const valves = Object.entries(VALVES[scene.cell]).filter(([symbol]) => hue[symbol]);
    this.valves = valves.map(([symbol, [left, y]]) => {
      const x = scene.backward ? OPEN_WIDTH - left : left;
      const circle = svg("circle", { cx: x, cy: y, r: 12, stroke: hue[symbol] });
      const letter = svg("text", { x, y }, symbol);
      return { symbol, circle, letter, group: svg("g", { class: "valve" }, circle, letter) };
    });
    const frame = svg("rect", {
      class: "open-frame",
      x: 1,
      y: 1,
      width: OPEN_WIDTH - 2,
      height: BOTTOM + 4,
      rx: 10,
      stroke: ink,
      fill: background,
    });
    const join = svg("circle", { cx: middle, cy: BELT, r: 9, fill: background, stroke: memory });
    // A backward direction computes from right to left: its wires are the forward one's, mirrored.
    const mirror = scene.backward ? `translate(${OPEN_WIDTH} 0) scale(-1 1)` : undefined;
    const wires = this.wires.map(({ wire }) => wire);
    const pulses = this.wires.map(({ pulse }) => pulse);
    this.open.replaceChildren(
      frame,
      svg("g", { transform: mirror }, ...wires, this.belt),
      ...(scene.cell === "lstm" ? [join, this.join] : []),
      svg("g", { transform: mirror }, this.beltPulse, ...pulses),
      ...this.valves.map(({ group }) => group),
    );
  }

  /** Open the cell of step `t`, its valves filled with the values of one unit. */
  step(t, unit) {
    const { scene, column, theme } = this.frame;
    const width = column * scene.T;
    const x = Math.max(0, Math.min((t + 0.5) * column - OPEN_WIDTH / 2, width - OPEN_WIDTH));
    this.open.style.transform = `translateX(${x}px)`;
    const share = scene.arrays.kept?.[t];
    const kept = Number.isFinite(share) ? share : undefined;
    this.belt.setAttribute("stroke-width", String(kept === undefined ? 2 : 1.5 + BELT_FULL * kept));
    this.keeps.textContent =
      kept === undefined ? "" : fill(scene.text.kept, { percent: Math.round(100 * kept) });
    this.keeps.style.transform = `translateX(${x}px)`;
    for (const { symbol, circle, letter } of this.valves) {
      const lane = /** @type {Lane} */ (scene.lanes.find((one) => one.symbol === symbol));
      const colour = rampOf(scene, lane, theme)(value(scene, symbol, t, unit));
      circle.setAttribute("fill", css(colour));
      letter.setAttribute("fill", inkOn(colour));
    }
  }

  /** Send a pulse along the wires in the order of the computation. @param {number} duration in ms */
  pulse(duration) {
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
