// One plot of lines over two axes: drawn at once, told where a person points.

import { el, svg } from "../dom.js";
import { linesAcross, outline, sizePicture, strokeOf, uprightTitle } from "./axes.js";

/**
 * @typedef {[number, number]} Range
 *
 * What a plot shows besides its lines.
 * @typedef {object} Frame
 * @property {Range} x @property {Range} y
 * @property {{at: number, label: (Node|string)[]}[]} ticks of the upright axis
 * @property {string} across the title of the level axis @property {string} upright
 * @property {string} name what the plot is, for those who cannot see it
 * @property {number} [guess] a level drawn as a broken line @property {string} [guessName]
 *
 * @typedef {{look: import("./axes.js").Look, points: (Range|null)[]}} Line
 */

const PLOT = { height: 270, top: 12, left: 62, right: 16, bottom: 46 };
const LEAST_HIGH = 120;
const STRIDES = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const LABEL = 40;

export class Panel {
  /** @type {Frame} */
  frame;
  across = 0;
  high = PLOT.height;
  zoom = 1;

  /** @param {string} name @param {(x: number, event: PointerEvent) => void} onPoint */
  constructor(name, onPoint) {
    this.picture = svg("svg", { class: `curves-plot ${name}`, role: "img" });
    this.still = svg("g");
    this.lines = svg("g");
    this.cursor = svg("g", { class: "curves-cursor" });
    this.element = el("div", { class: "panel" }, this.picture);
    this.picture.append(this.still, this.lines, this.cursor);
    const point = (/** @type {PointerEvent} */ event) => onPoint(this.pointedAt(event), event);
    this.picture.addEventListener("pointerdown", point);
    this.picture.addEventListener("pointermove", point);
  }

  /** @param {PointerEvent} event */
  pointedAt(event) {
    const [from, to] = this.frame.x;
    const along = (event.clientX - this.picture.getBoundingClientRect().left) / this.zoom - PLOT.left;
    return from + (along / this.across) * (to - from);
  }

  /**
   * @param {Frame} frame
   * @param {{width: number, height?: number, zoom: number}} room in pixels; without a height the usual one
   */
  draw(frame, { width: room, height: given, zoom }) {
    const width = room / zoom;
    this.frame = frame;
    this.zoom = zoom;
    this.across = width - PLOT.left - PLOT.right;
    this.high = given ? Math.max(LEAST_HIGH, given / zoom - PLOT.top - PLOT.bottom) : PLOT.height;
    const height = PLOT.top + this.high + PLOT.bottom;
    const right = width - PLOT.right;
    const ticks = frame.ticks.map(({ at, label }) => ({ y: this.y(at), label }));
    const title = { class: "axis-title", x: PLOT.left, y: height - 6 };
    sizePicture(this.picture, width, height, zoom);
    this.picture.setAttribute("aria-label", frame.name);
    this.still.replaceChildren(
      ...linesAcross(ticks, PLOT.left, right),
      uprightTitle(frame.upright, 13, PLOT.top + this.high / 2),
      ...this.labels(),
      svg("text", title, frame.across),
      ...this.guess(right),
    );
  }

  /** @param {number} value */
  x(value) {
    const [from, to] = this.frame.x;
    return PLOT.left + ((value - from) / (to - from || 1)) * this.across;
  }

  /** @param {number} value */
  y(value) {
    const [low, high] = this.frame.y;
    return PLOT.top + ((high - value) / (high - low)) * this.high;
  }

  labels() {
    const [from, to] = this.frame.x;
    const stride = STRIDES.find((each) => (each / (to - from || 1)) * this.across >= LABEL) ?? to;
    const place = { y: PLOT.top + this.high + 14, "text-anchor": "middle" };
    const nodes = [];
    for (let at = Math.ceil(from / stride) * stride; at <= to; at += stride)
      nodes.push(svg("text", { class: "tick", x: this.x(at), ...place }, String(at)));
    return nodes;
  }

  /** The level of a guess, as far as the plot goes. @param {number} right */
  guess(right) {
    const { guess, guessName = "" } = this.frame;
    if (guess === undefined) return [];
    const y = this.y(guess);
    return [
      svg("line", { class: "limit", x1: PLOT.left, x2: right, y1: y, y2: y }),
      svg("text", { class: "limit-text", x: right, y: y + 14, "text-anchor": "end" }, guessName),
    ];
  }

  /** @param {Line[]} lines @param {import("../colours.js").Theme} theme */
  drawLines(lines, theme) {
    const place = (/** @type {Range} */ [x, y]) => /** @type {Range} */ ([this.x(x), this.y(y)]);
    this.lines.replaceChildren(
      ...lines.map(({ look, points }) =>
        svg("path", {
          d: outline(points.map((point) => point && place(point))),
          "data-curve": look.key,
          ...strokeOf(look, theme),
        }),
      ),
    );
  }

  /**
   * A line across the plot, and a ring where it meets each line.
   * @param {number} x @param {{hue: string, at: Range}[]} rings
   */
  point(x, rings) {
    const ends = { x1: this.x(x), x2: this.x(x), y1: PLOT.top, y2: PLOT.top + this.high };
    this.cursor.replaceChildren(
      svg("line", ends),
      ...rings.map(({ hue, at }) => svg("circle", { cx: this.x(at[0]), cy: this.y(at[1]), r: 6, stroke: hue })),
    );
  }
}
