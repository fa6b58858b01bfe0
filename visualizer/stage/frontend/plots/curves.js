// Curves on a logarithmic axis: drawn at once, read by pointing or with the arrow keys.

import { themeOf } from "../colours.js";
import { el, svg } from "../dom.js";
import { shortened } from "../letters.js";
import { fill, scientific } from "../numbers.js";
import { linesAcross, markOf, outline, powerOfTen, sizePicture, strokeOf, uprightTitle } from "./axes.js";
import { Legend } from "./legend.js";
import { whole } from "../shell/address.js";
import { mounting } from "../shell/mounting.js";
import { Presenter } from "../shell/presenting.js";

/**
 * @typedef {import("./axes.js").Look} Look
 * @typedef {Look & {values: Float64Array}} Curve
 */

/**
 * @typedef {object} Chart
 * @property {string} language @property {string} title @property {string} note @property {string} vertical
 * @property {string[]|null} tokens @property {boolean[]} unknown @property {number} steps @property {boolean} lags
 * @property {number} low @property {number} high @property {number[]} ticks
 * @property {{value: number, text: string}[]} limits @property {Look[]} curves
 * @property {Record<string, string>} kinds @property {Record<string, string>} text
 * @property {import("../shell/presenting.js").Keys} keys those that work where it is presented
 * @property {Record<string, Float64Array>} arrays the values of each curve by its number
 */

/**
 * What a person looks at: the step that was chosen, and what is hidden, as the legend says it.
 * @typedef {{at?: number, hide?: string}} View
 *
 * Labels under a plot: their height, and themselves once it is known where the plot ends.
 * @typedef {{at: (foot: number) => SVGElement[], room: number}} Labels
 */

const LEAST_HIGH = 160;
const PLOT = { height: 300, top: 10, left: 62, right: 18, spare: 0.15 };
const MARKED = 64;
const LETTERS = 14;
const BESIDE = 15;
const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

export const { mount, unmount } = mounting((view) => new CurveFigure(view));

/** Steps count from 1 in the address, as on the screen. @param {View} view */
export function addressed({ at, hide }) {
  return { at: at === undefined ? undefined : at + 1, hide };
}

/** @param {(name: string) => string|undefined} read @returns {View} */
export function viewFrom(read) {
  const at = whole(read("at"));
  return { at: at ? at - 1 : undefined, hide: read("hide") };
}

class CurveFigure {
  /** @type {Chart} */
  chart;
  /** @type {import("../colours.js").Theme} */
  theme = "light";
  /** @type {number|null} the step that was chosen */
  chosen;
  t = 0;
  /** @type {(view: View) => void} */
  onView = () => {};
  zoom = 1;
  width = 0;
  high = PLOT.height;
  column = 0;

  /** @param {View} view what to begin with */
  constructor({ at, hide }) {
    this.chosen = at ?? null;
    this.title = el("h2", {});
    this.note = el("p", { class: "curves-note" });
    this.legend = new Legend(() => {
      this.draw();
      this.tell();
    });
    this.legend.take(hide);
    this.picture = svg("svg", { class: "curves-plot", role: "img" });
    this.cursor = svg("g", { class: "curves-cursor" });
    this.moment = el("p", { class: "curves-moment", dir: "auto" });
    this.readout = el("table", { class: "curves-values" });
    this.zero = el("p", { class: "hint" });
    this.unknown = el("p", { class: "hint" });
    this.hint = el("p", { class: "hint keys" });
    this.spoken = el("p", { class: "spoken", "aria-live": "polite" });
    this.plot = el("div", { class: "curves-figure" }, this.picture);
    this.head = el("div", { class: "curves-head" }, this.title, this.note);
    const side = el("aside", { class: "inspector" }, this.moment, this.readout, this.zero, this.unknown, this.hint);
    this.root = el(
      "div",
      { class: "stage curves", "data-curves": true, tabindex: 0, role: "group" },
      this.head,
      this.legend.element,
      el("div", { class: "halves" }, this.plot, side),
      this.spoken,
    );
    this.presenter = new Presenter(this.root, {
      back: () => this.go(this.t - 1),
      forward: () => this.go(this.t + 1),
      redraw: () => this.draw(),
    });
    this.head.append(this.presenter.button);
    this.root.append(el("div", { class: "transport" }, this.presenter.keys));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.picture.addEventListener("pointermove", (event) => this.onPoint(event));
    this.picture.addEventListener("pointerdown", (event) => this.onPoint(event));
    this.sizes = new ResizeObserver(() => this.onSize());
    this.sizes.observe(this.plot);
  }

  remove() {
    this.sizes.disconnect();
    this.presenter.close();
    this.root.remove();
  }

  tell() {
    this.onView({ at: this.chosen ?? undefined, hide: this.legend.said });
  }

  onSize() {
    if (this.chart && this.plot.clientWidth / this.presenter.zoom !== this.width) this.draw();
  }

  /** @param {Chart} chart */
  show(chart) {
    const before = this.chart;
    const start = chart.lags ? chart.steps - 1 : 0;
    const same = before?.steps === chart.steps && before.tokens?.join("\n") === chart.tokens?.join("\n");
    if (before && !same) this.chosen = null;
    this.t = Math.min(this.chosen ?? start, chart.steps - 1);
    this.chart = chart;
    this.theme = themeOf(this.root);
    this.root.lang = chart.language;
    this.title.textContent = chart.title;
    this.note.textContent = chart.note;
    this.unknown.textContent = chart.text.unknownCount;
    this.hint.textContent = chart.text.keys;
    this.root.setAttribute("aria-label", chart.title);
    this.picture.setAttribute("aria-label", chart.text.picture);
    const aids = Object.entries(chart.kinds).filter(([kind]) => kind !== "measured");
    this.presenter.draw(chart.text, chart.keys);
    this.legend.draw(this.keys, aids, this.theme, chart.text.show);
    this.draw();
    this.root.dataset.words = chart.tokens?.join(" ") ?? "";
    this.root.dataset.drawn = String(Number(this.root.dataset.drawn ?? 0) + 1);
    this.tell();
  }

  /** The networks in their order, without what is drawn beside them. */
  get keys() {
    return this.chart.curves.filter(({ kind }) => kind === "measured");
  }

  get shown() {
    return this.chart.curves
      .map((look, number) => ({ ...look, values: this.chart.arrays[number] }))
      .filter(({ key, kind }) => this.legend.shows(key) && this.legend.shows(kind));
  }

  /** @param {number} t */
  x(t) {
    return PLOT.left + (t + 0.5) * this.column;
  }

  /** @param {number} power of ten */
  y(power) {
    const { low, high } = this.chart;
    const span = high - low + 2 * PLOT.spare;
    return PLOT.top + ((high + PLOT.spare - power) / span) * this.high;
  }

  draw() {
    const { chart, plot } = this;
    const { zoom, on } = this.presenter;
    const width = (this.width = plot.clientWidth / zoom);
    this.zoom = zoom;
    if (!width) return;
    this.column = (width - PLOT.left - PLOT.right) / chart.steps;
    const labels = chart.lags ? this.lagLabels() : this.wordLabels();
    const below = labels.room + 22;
    this.high = on ? Math.max(LEAST_HIGH, plot.clientHeight / zoom - PLOT.top - below) : PLOT.height;
    const foot = PLOT.top + this.high;
    const height = foot + below;
    const title = svg("text", { class: "axis-title", x: PLOT.left, y: height - 5 }, chart.text.horizontal);
    const shown = this.shown;
    const aids = shown.filter(({ kind }) => kind !== "measured");
    const measured = shown.filter(({ kind }) => kind === "measured");
    sizePicture(this.picture, width, height, zoom);
    this.picture.replaceChildren(
      ...this.grid(),
      ...labels.at(foot),
      title,
      ...aids.map((look) => svg("path", { d: this.path(look.values), ...strokeOf(look, this.theme) })),
      ...measured.flatMap((look) => this.curve(look)),
      ...chart.limits.flatMap((limit) => this.limit(limit)),
      this.cursor,
    );
    this.step();
  }

  grid() {
    const { chart } = this;
    const ticks = chart.ticks.map((power) => ({
      y: this.y(power),
      label: powerOfTen(power),
      strong: chart.lags && power === 0,
    }));
    return [
      ...linesAcross(ticks, PLOT.left, this.width - PLOT.right),
      uprightTitle(chart.vertical, 13, PLOT.top + this.high / 2),
    ];
  }

  /** @returns {Labels} */
  lagLabels() {
    const { steps } = this.chart;
    const stride = [1, 2, 5, 10, 20, 25, 50].find((each) => each * this.column >= 34) ?? 50;
    const shown = Array.from({ length: Math.ceil(steps / stride) }, (_, k) => k * stride);
    const label = (/** @type {number} */ t, /** @type {number} */ foot) =>
      svg("text", { class: "tick", x: this.x(t), y: foot + 14, "text-anchor": "middle" }, String(t));
    return { at: (foot) => shown.map((t) => label(t, foot)), room: 24 };
  }

  /** @returns {Labels} */
  wordLabels() {
    const { steps, tokens, unknown } = this.chart;
    const words = tokens ?? Array.from({ length: steps }, (_, t) => String(t + 1));
    const cut = words.map((word) => shortened(word, LETTERS));
    pen.font = `12px ${getComputedStyle(this.root).fontFamily}`;
    const longest = Math.max(...cut.map((word) => pen.measureText(word).width));
    const level = longest + 8 <= this.column;
    const every = level ? 1 : Math.ceil(BESIDE / this.column);
    const shown = Array.from({ length: Math.ceil(steps / every) }, (_, k) => k * every);
    const label = (/** @type {number} */ t, /** @type {number} */ foot) => {
      const place = level
        ? { x: this.x(t), y: foot + 14, "text-anchor": "middle" }
        : { transform: `translate(${this.x(t) + 3} ${foot + 10}) rotate(-50)`, "text-anchor": "end" };
      return svg("text", { class: unknown[t] ? "tick word unknown" : "tick word", ...place }, cut[t]);
    };
    return { at: (foot) => shown.map((t) => label(t, foot)), room: level ? 24 : 16 + longest * 0.77 };
  }

  /** @param {{value: number, text: string}} limit */
  limit({ value, text }) {
    const y = this.y(Math.log10(value));
    const right = this.width - PLOT.right;
    // On the side that it speaks of, where curves near 1 are not: far from where they cross the limit.
    const side = this.chart.lags ? { x: PLOT.left + 6 } : { x: right, "text-anchor": "end" };
    const isBelow = value < 1 && y + BESIDE < PLOT.top + PLOT.height;
    const place = { ...side, y: isBelow ? y + BESIDE : y - 6 };
    return [
      svg("line", { class: "limit", x1: PLOT.left, x2: right, y1: y, y2: y }),
      svg("text", { class: "limit-text", ...place }, text),
    ];
  }

  /** Whether a value has no place on the axis, 0 above all. @param {number} value */
  isBelow(value) {
    return value < 10 ** this.chart.low;
  }

  /** @param {Float64Array} values */
  path(values) {
    /** @returns {[number, number]|null} */
    const point = (/** @type {number} */ value, /** @type {number} */ t) =>
      Number.isFinite(value) && !this.isBelow(value) ? [this.x(t), this.y(Math.log10(value))] : null;
    return outline(Array.from(values, point));
  }

  /** @param {Curve} look */
  curve(look) {
    const nodes = [svg("path", { d: this.path(look.values), "data-curve": look.key, ...strokeOf(look, this.theme) })];
    const foot = this.y(this.chart.low);
    look.values.forEach((value, t) => {
      const below = this.isBelow(value);
      if (below) nodes.push(markOf(look, this.theme, this.x(t), foot, true));
      else if (Number.isFinite(value) && look.values.length <= MARKED)
        nodes.push(markOf(look, this.theme, this.x(t), this.y(Math.log10(value))));
    });
    return nodes;
  }

  /** Show the current step: the line across, a ring on every curve, the values beside. */
  step() {
    const { chart, t } = this;
    const x = this.x(t);
    const onAxis = (/** @type {number} */ value) => (this.isBelow(value) ? chart.low : Math.log10(value));
    const rings = this.shown
      .filter(({ kind, values }) => kind === "measured" && Number.isFinite(values[t]))
      .map((look) =>
        svg("circle", { cx: x, cy: this.y(onAxis(look.values[t])), r: 6.5, stroke: look[this.theme] }),
      );
    const across = { x1: x, x2: x, y1: PLOT.top, y2: PLOT.top + this.high };
    this.cursor.replaceChildren(svg("line", across), ...rings);
    this.root.dataset.t = String(t);
    this.moment.textContent = this.momentText();
    this.showValues();
  }

  momentText() {
    const { chart, t } = this;
    const word = chart.tokens?.[t] ?? String(t + 1);
    if (chart.lags && t === 1) return chart.text.momentOne;
    const moment = fill(chart.text.moment, { n: t, word, step: t + 1, steps: chart.steps });
    return chart.unknown[t] ? `${moment} (${chart.text.unknownWord})` : moment;
  }

  /**
   * The value of a network's curve of one kind at a step, NaN if it has none.
   * @param {string} key @param {string} kind
   */
  valueOf(key, kind, t = this.t) {
    const number = this.chart.curves.findIndex((look) => look.key === key && look.kind === kind);
    return number < 0 ? NaN : this.chart.arrays[number][t];
  }

  showValues() {
    const { chart } = this;
    const kinds = Object.keys(chart.kinds).filter((kind) => this.legend.shows(kind));
    const shown = this.keys.filter(({ key }) => this.legend.shows(key));
    this.readout.replaceChildren(...shown.map((look) => this.valuesOf(look, kinds)));
    const zeros = shown.some(({ key }) => this.isBelow(this.valueOf(key, "measured")));
    this.zero.textContent = zeros ? chart.text.zero : "";
  }

  /**
   * A network's part of the table: its name, then a row for each of its values.
   * @param {Look} look @param {string[]} kinds
   */
  valuesOf({ key, name, ...look }, kinds) {
    const { chart } = this;
    const own = kinds.filter((kind) => chart.curves.some((each) => each.key === key && each.kind === kind));
    const rows = own.map((kind) => ({ what: chart.kinds[kind], value: this.valueOf(key, kind) }));
    if (chart.text.ratio) {
      const last = this.valueOf(key, "measured", chart.steps - 1);
      rows.push({ what: chart.text.ratio, value: this.valueOf(key, "measured") / last });
    }
    const head = el("th", { scope: "rowgroup", colspan: 2 }, name);
    head.style.color = look[this.theme];
    const body = rows.map(({ what, value }) =>
      el("tr", {}, el("th", { scope: "row" }, what), el("td", {}, scientific(value))),
    );
    return el("tbody", {}, el("tr", {}, head), ...body);
  }

  /** @param {number} t */
  go(t) {
    const next = Math.max(0, Math.min(this.chart.steps - 1, t));
    if (next === this.t) return;
    this.chosen = this.t = next;
    this.step();
    this.tell();
  }

  /** @param {PointerEvent} event */
  onPoint(event) {
    const x = (event.clientX - this.picture.getBoundingClientRect().left) / this.zoom;
    this.go(Math.floor((x - PLOT.left) / this.column));
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    /** @type {Record<string, number>} */
    const moves = { ArrowLeft: this.t - 1, ArrowRight: this.t + 1, Home: 0, End: this.chart.steps - 1 };
    const presents = this.presenter.moves(event.key);
    if (event.key.length === 1 && event.key !== " ") event.stopPropagation();
    if (!presents && !(event.key in moves)) return;
    event.preventDefault();
    event.stopPropagation();
    if (presents) return presents();
    this.go(moves[event.key]);
    const values = this.keys
      .filter(({ key }) => this.legend.shows(key))
      .map(({ key, name }) => `${name}: ${scientific(this.valueOf(key, "measured"))}`);
    this.spoken.textContent = [this.momentText(), ...values].join("; ");
  }
}
