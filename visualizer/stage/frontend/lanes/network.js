// The unrolled network: one cell per word on the shared columns, the current one open in its own.

import { quantityOf, value } from "../board/scene.js";
import { cellNamed } from "../cells/index.js";
import { BELT, BOTTOM, BUS, HEIGHT, WIDTH } from "../cells/parts.js";
import { css, inkOn, pixelOf, rampOf } from "../colours.js";
import { el, svg } from "../dom.js";
import { fill } from "../numbers.js";
import { AHEAD, write } from "../board/sheet.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../board/board.js").Lane} Lane */

const TOP = 2;
/** The belt's pale track is as wide as a full memory. */
const PIPE = 15;
const TRACK_STRENGTH = { light: 0.16, dark: 0.2 };
const SIDE = 4;
const WIDEST_CELL = 96;
const SHARE_Y = 13;
const SHARE_SIZE = 12;
const MAP = { top: 43, bottom: 91, dot: 6 };
const RADIUS = 13;
const MOST_MS = 900;
/** A narrower cell has no room for a map of its units, or for its share in per cent. */
const LEAST = { map: 24, share: 36 };
/** So many maps are kept as pictures. */
const MAPS = 600;

export const createLane = () => new NetworkLane();

/** @implements {Lane} */
class NetworkLane {
  /** @type {Frame} */
  frame;
  /** @type {import("../cells/parts.js").Cell} */
  cell;
  /** the step of the open cell, -1 where the text has none */
  s = -1;
  /** @type {{phase: number, wire: SVGElement, pulse: SVGElement}[]} */
  wires = [];
  /** @type {{symbol: string, circle: SVGElement, letter: SVGElement, group: SVGElement}[]} */
  valves = [];
  /** @type {Map<number, OffscreenCanvas>} */
  maps = new Map();
  box = svg("g", {});
  beltPulse = svg("path", {});
  keeps = svg("text", { class: "keeps" });

  constructor() {
    this.open = svg("svg", { class: "open-cell", "aria-hidden": "true" });
    this.body = el("div", { class: "network", role: "img", "data-lane": "network" });
    this.body.append(this.open);
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.frame = frame;
    this.cell = cellNamed(frame.track.cell);
    this.maps.clear();
    this.body.setAttribute("aria-label", frame.track.text.networkPicture);
    this.body.style.height = `${this.height}px`;
    this.buildOpenCell();
  }

  get height() {
    return HEIGHT * this.frame.zoom;
  }

  /** What lies left of the open cell's box within the lens. */
  get aside() {
    return (this.frame.columns.lens / this.frame.zoom - WIDTH) / 2;
  }

  /** @param {CanvasRenderingContext2D} context */
  paint(context) {
    const { columns, track } = this.frame;
    this.s = track.at[columns.t];
    const seen = [...track.columns.keys()].filter(
      (s) => track.columns[s] >= columns.from - 1 && track.columns[s] <= columns.to + 1,
    );
    for (const s of seen) this.drawCell(context, s);
    if (seen.length) this.drawBelt(context, seen);
    if (seen.length && this.cell.bus) this.drawBus(context);
  }

  /** Move the open cell to its column. @param {number} t */
  place(t) {
    const { columns, track } = this.frame;
    if (this.open.hasAttribute("hidden") !== this.s < 0) this.open.toggleAttribute("hidden");
    this.open.style.transform = `translateX(${columns.x(t)}px)`;
    const share = track.arrays.kept?.[this.s];
    this.keeps.textContent = Number.isFinite(share)
      ? fill(track.text.kept, { percent: Math.round(100 * share) })
      : "";
  }

  /** @param {number} s */
  isAhead(s) {
    return this.frame.track.columns[s] > this.frame.columns.t;
  }

  /**
   * A cell: its box and its input from below; a closed one shows what its memory keeps and holds.
   * @param {CanvasRenderingContext2D} context @param {number} s
   */
  drawCell(context, s) {
    const { columns, track, muted, background, ink, zoom } = this.frame;
    const k = track.columns[s];
    const now = s === this.s;
    const middle = columns.middle(k);
    const width = now ? columns.lens - 6 * zoom : Math.min(columns.column - 2 * SIDE, WIDEST_CELL * zoom);
    context.globalAlpha = this.isAhead(s) ? 1 - AHEAD : 1;
    context.fillStyle = background;
    context.strokeStyle = now ? ink : muted;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(middle - width / 2, TOP * zoom, width, (BOTTOM - TOP) * zoom, Math.min(8, width / 3));
    context.fill();
    context.stroke();
    context.fillStyle = muted;
    context.fillRect(middle - zoom, BOTTOM * zoom, 2 * zoom, (HEIGHT - BOTTOM) * zoom);
    if (!now && width >= LEAST.map * zoom) this.drawMap(context, s, middle, width - 8);
    const share = track.arrays.kept?.[s];
    if (!now && !this.isAhead(s) && width >= LEAST.share * zoom && Number.isFinite(share)) {
      write(context, `${Math.round(100 * share)} %`, middle, SHARE_Y * zoom, SHARE_SIZE * zoom);
    }
    context.globalAlpha = 1;
  }

  /**
   * The units' memory after a word, in the lanes' own order and colours, as a small square map.
   * @param {CanvasRenderingContext2D} context @param {number} s @param {number} middle @param {number} room
   */
  drawMap(context, s, middle, room) {
    const { zoom } = this.frame;
    const map = this.maps.get(s) ?? this.mapOf(s);
    const high = (MAP.bottom - MAP.top) * zoom;
    const dot = Math.min(MAP.dot * zoom, room / map.width, high / map.height);
    const sharp = dot > 2 ? Math.floor(dot) : dot;
    const [width, height] = [map.width * sharp, map.height * sharp];
    const [x, y] = [Math.round(middle - width / 2), MAP.top * zoom + (high - height) / 2];
    context.imageSmoothingEnabled = false;
    context.drawImage(map, x, y, width, height);
    if (sharp < 4) return;
    const fillStyle = context.fillStyle;
    context.fillStyle = this.frame.background;
    for (let across = 1; across < map.width; across++) context.fillRect(x + across * sharp - 1, y, 1, height);
    for (let down = 1; down < map.height; down++) context.fillRect(x, y + down * sharp - 1, width, 1);
    context.fillStyle = fillStyle;
  }

  /** @param {number} s */
  mapOf(s) {
    const { track, theme, rows } = this.frame;
    const { memory } = this.cell;
    const pixel = pixelOf(track, quantityOf(track, memory), theme);
    const across = Math.ceil(Math.sqrt(track.units));
    const image = new ImageData(across, Math.ceil(track.units / across));
    const pixels = new Uint32Array(image.data.buffer);
    rows.order.forEach((unit, r) => (pixels[r] = pixel(value(track, memory, s, unit))));
    const map = new OffscreenCanvas(image.width, image.height);
    /** @type {OffscreenCanvasRenderingContext2D} */ (map.getContext("2d")).putImageData(image, 0, 0);
    if (this.maps.size >= MAPS) this.maps.clear();
    this.maps.set(s, map);
    return map;
  }

  /** Where the memory passes the gate that keeps a share of it. @param {number} s */
  gateAt(s) {
    const { columns, track, zoom } = this.frame;
    const k = track.columns[s];
    const keeps = this.cell.keeps;
    if (s === this.s && keeps && this.cell.valves[keeps])
      return columns.x(k) + (this.aside + this.across(this.cell.valves[keeps][0])) * zoom;
    const half = Math.min(columns.width(k) - 2 * SIDE, WIDEST_CELL * zoom) / 2;
    return columns.middle(k) + (track.backward ? half : -half);
  }

  /**
   * The way of the memory: a pale track, in it as wide as its share what each gate lets through.
   * @param {CanvasRenderingContext2D} context @param {number[]} seen the steps around what is in sight
   */
  drawBelt(context, seen) {
    const { columns, track, hue, theme, zoom } = this.frame;
    const { kept } = track.arrays;
    const colour = hue[this.cell.memory] ?? this.frame.muted;
    const [start, end] = [columns.left, columns.left + columns.span];
    if (!kept) return this.drawThread(context, colour);
    context.fillStyle = colour;
    context.globalAlpha = TRACK_STRENGTH[theme];
    context.fillRect(start, (BELT - PIPE / 2) * zoom, columns.span, PIPE * zoom);
    // In reading order each gate sets the width as far as the next one.
    const order = track.backward ? [...seen].reverse() : seen;
    order.forEach((s, n) => {
      const to = n + 1 < order.length ? this.gateAt(order[n + 1]) : track.backward ? start : end;
      const from = this.gateAt(s);
      const thick = Math.max(1, PIPE * (kept[s] || 0)) * zoom;
      context.globalAlpha = this.isAhead(s) ? 1 - AHEAD : 1;
      context.fillRect(Math.min(from, to), BELT * zoom - thick / 2, Math.abs(to - from), thick);
    });
    context.globalAlpha = 1;
  }

  /** Without a gate the state only runs from cell to cell, each of which writes it anew. */
  drawThread(/** @type {CanvasRenderingContext2D} */ context, /** @type {string} */ colour) {
    const { columns, zoom } = this.frame;
    const [from, to] = this.lensEdges();
    context.fillStyle = colour;
    context.fillRect(columns.left, (BELT - 1) * zoom, Math.max(0, from - columns.left), 2 * zoom);
    context.globalAlpha = 1 - AHEAD;
    context.fillRect(to, (BELT - 1) * zoom, Math.max(0, columns.left + columns.span - to), 2 * zoom);
    context.globalAlpha = 1;
  }

  /** Where the open cell's own wires begin and end. */
  lensEdges() {
    const { columns, zoom } = this.frame;
    const left = columns.x(columns.t);
    if (this.s < 0) return [left + columns.lens, left + columns.lens];
    return [left + this.aside * zoom, left + columns.lens - this.aside * zoom];
  }

  /** The way of h, which the open cell takes into its own wires. */
  drawBus(/** @type {CanvasRenderingContext2D} */ context) {
    const { columns, hue, muted, zoom } = this.frame;
    const [from, to] = this.lensEdges();
    context.fillStyle = hue.h ?? muted;
    context.fillRect(columns.left, (BUS - 1) * zoom, Math.max(0, from - columns.left), 2 * zoom);
    context.globalAlpha = 1 - AHEAD;
    context.fillRect(to, (BUS - 1) * zoom, Math.max(0, columns.left + columns.span - to), 2 * zoom);
    context.globalAlpha = 1;
  }

  /** What of the way through the cell has a name. @param {Frame} frame */
  label({ track, hue, zoom }) {
    const { text, arrays, lanes } = track;
    const way = (/** @type {number} */ top, /** @type {string} */ name, /** @type {string} */ symbol = "") => {
      const line = el("span", { class: symbol ? "way" : "way small", style: `top:${top * zoom}px` }, name);
      const quantity = lanes.find((lane) => lane.symbol === symbol);
      if (!quantity) return line;
      line.replaceChildren(`${quantity.name} `, el("b", {}, symbol));
      line.style.color = hue[symbol];
      line.dataset.choose = symbol;
      line.title = quantity.role;
      return line;
    };
    return el(
      "div",
      { class: "label ways" },
      way(BELT, "", this.cell.memory),
      way(arrays.kept ? (BELT + BUS) / 2 : 62, arrays.kept ? text.beltCaption : text.noGateCaption),
      ...(this.cell.bus ? [way(BUS, "", "h")] : []),
    );
  }

  buildOpenCell() {
    const { columns, track, zoom } = this.frame;
    this.open.setAttribute("width", String(columns.lens));
    this.open.setAttribute("height", String(this.height));
    this.buildWires();
    this.buildValves();
    // A backward direction computes from right to left: its wires are the forward one's, mirrored.
    const mirror = track.backward ? `translate(${WIDTH} 0) scale(-1 1)` : undefined;
    const keeps = this.cell.keeps ? this.cell.valves[this.cell.keeps]?.[0] ?? 0 : 0;
    this.keeps.setAttribute("x", String(this.across((keeps + RADIUS + WIDTH) / 2)));
    this.keeps.setAttribute("y", String(SHARE_Y));
    this.box.setAttribute("transform", `scale(${zoom}) translate(${this.aside} 0)`);
    this.box.replaceChildren(
      svg("g", { transform: mirror }, ...this.wires.map(({ wire }) => wire)),
      ...this.marks(),
      svg("g", { transform: mirror }, this.beltPulse, ...this.wires.map(({ pulse }) => pulse)),
      ...this.valves.map(({ group }) => group),
      this.keeps,
    );
    this.open.replaceChildren(this.box);
  }

  buildWires() {
    const { hue, muted, background } = this.frame;
    /** @type {Record<string, string>} */
    const colours = { h: muted, ...hue, x: muted };
    this.wires = this.cell.wires.map(({ q, phase, d }) => ({
      phase,
      wire: svg("path", { class: "wire", d, stroke: colours[q] }),
      pulse: svg("path", { class: "pulse", d, stroke: colours[q], pathLength: 1 }),
    }));
    const belt = { class: "pulse", d: `M0 ${BELT} H${WIDTH}`, stroke: background, pathLength: 1 };
    this.beltPulse = svg("path", this.cell.keeps ? belt : {});
  }

  buildValves() {
    const { hue } = this.frame;
    const valves = Object.entries(this.cell.valves).filter(([symbol]) => hue[symbol]);
    this.valves = valves.map(([symbol, [left, y]]) => {
      const x = this.across(left);
      const circle = svg("circle", { cx: x, cy: y, r: RADIUS, stroke: hue[symbol] });
      const letter = svg("text", { x, y: y + 0.5 }, symbol);
      const group = svg("g", { class: "valve", "data-choose": symbol }, circle, letter);
      return { symbol, circle, letter, group };
    });
  }

  /** Where new content is added to the belt, and what else is written beside the wires. */
  marks() {
    const { hue, ink, muted, background } = this.frame;
    const joins = this.cell.joins === null ? [] : [{ text: "+", x: this.cell.joins, y: BELT, ring: true }];
    return [...joins, ...(this.cell.marks ?? [])].flatMap(({ text, x: left, y, ring }) => {
      const x = this.across(left);
      const name = svg("text", { class: ring ? "join" : "mark", x, y: y + 0.5, fill: ring ? ink : muted }, text);
      if (!ring) return [name];
      return [svg("circle", { cx: x, cy: y, r: 9, fill: background, stroke: hue[this.cell.memory] ?? muted }), name];
    });
  }

  /** @param {number} x in a cell that computes from left to right */
  across(x) {
    return this.frame.track.backward ? WIDTH - x : x;
  }

  /** Fill the valves with the values of the unit in focus. @param {import("../board/focus.js").Focus} focus */
  focus({ unit }) {
    const { track, theme } = this.frame;
    if (this.s < 0) return;
    for (const { symbol, circle, letter } of this.valves) {
      const quantity = quantityOf(track, symbol);
      const v = value(track, symbol, this.s, unit);
      const colour = rampOf(track, quantity, theme)(v);
      circle.setAttribute("fill", css(colour));
      letter.setAttribute("fill", inkOn(colour));
    }
  }

  at() {
    return { quantity: this.cell.memory };
  }

  /** Send a pulse along the wires in the order of the computation. @param {number} ms how long a step takes */
  pulse(ms) {
    if (this.s < 0) return;
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
