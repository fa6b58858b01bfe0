// What figures of curves draw with: strokes and marks, an axis of powers of ten.

import { svg } from "../dom.js";

/**
 * How one curve looks; `kind` says whether it was measured or is drawn thin beside what was.
 * @typedef {object} Look
 * @property {string} key @property {string} kind "measured", "bound" or "gates" @property {string} name
 * @property {string} light @property {string} dark @property {string} dash @property {string} marker
 */

/** @type {Record<string, string>} */
const DASHES = {
  solid: "",
  dot: "2 4",
  dash: "8 5",
  dashdot: "9 4 2 4",
  longdash: "14 6",
  longdashdot: "14 5 2 5",
};
/** @type {Record<string, string>} */
const AIDS = { bound: "12 4", gates: "1.5 3.5" };
/** @type {Record<string, string>} */
const MARKS = {
  circle: "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0Z",
  diamond: "M0-4.6L4.6 0L0 4.6L-4.6 0Z",
  square: "M-3.3-3.3H3.3V3.3H-3.3Z",
  "triangle-up": "M0-4.4L4.2 3.2H-4.2Z",
  "triangle-down": "M0 4.4L4.2-3.2H-4.2Z",
  hexagon: "M-2.3-4H2.3L4.6 0L2.3 4H-2.3L-4.6 0Z",
  cross: "M-1.6-4.6H1.6V-1.6H4.6V1.6H1.6V4.6H-1.6V1.6H-4.6V-1.6H-1.6Z",
  x: "M-3.6-3.6L3.6 3.6M3.6-3.6L-3.6 3.6",
  star: "M0-4.8L1.3-1.5L4.8-1.4L2 .8L3 4.2L0 2.2L-3 4.2L-2 .8L-4.8-1.4L-1.3-1.5Z",
};

/** Lengths of line and gap, of a pattern by name or written out. @param {string} dash */
const dashOf = (dash) => DASHES[dash] ?? dash.replaceAll("px", "").replaceAll(",", " ");

/**
 * How a look's line is drawn; without a hue in the ink of the text.
 * @param {Partial<Look> & Pick<Look, "kind">} look @param {import("../colours.js").Theme} theme
 */
export function strokeOf(look, theme) {
  const measured = look.kind === "measured";
  return {
    class: "curves-line",
    stroke: look[theme] ?? "currentColor",
    "stroke-width": measured ? 2.5 : 1.3,
    "stroke-dasharray": measured ? dashOf(look.dash ?? "solid") : AIDS[look.kind],
  };
}

/**
 * A curve's mark at a point; an open one stands for what has no place on the axis.
 * @param {Pick<Look, "marker"|"light"|"dark">} look @param {import("../colours.js").Theme} theme
 * @param {number} x @param {number} y @param {boolean} [open]
 */
export function markOf(look, theme, x, y, open = false) {
  const hue = look[theme];
  const filled = !open && look.marker !== "x";
  return svg("path", {
    d: MARKS[look.marker],
    transform: `translate(${x} ${y})`,
    class: open ? "curves-mark is-open" : "curves-mark",
    fill: filled ? hue : "var(--page)",
    stroke: hue,
    "stroke-width": filled ? 1 : 1.8,
  });
}

/**
 * A picture as large as its lines are drawn for, times a zoom.
 * @param {SVGElement} picture @param {number} width @param {number} height @param {number} zoom
 */
export function sizePicture(picture, width, height, zoom) {
  picture.setAttribute("width", String(width * zoom));
  picture.setAttribute("height", String(height * zoom));
  picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
}

/** The outline through points; null leaves a gap. @param {([number, number]|null)[]} points */
export function outline(points) {
  let d = "";
  let drawing = false;
  for (const point of points) {
    if (point) d += `${drawing ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    drawing = point !== null;
  }
  return d;
}

/** The label of a power of ten. @param {number} power */
export function powerOfTen(power) {
  if (power === 0) return ["1"];
  return ["10", svg("tspan", { dy: "-0.45em", "font-size": "0.75em" }, String(power).replace("-", "−"))];
}

/**
 * A line across at every tick of an upright axis, its label on the left.
 * @param {{y: number, label: (Node|string)[], strong?: boolean}[]} ticks
 * @param {number} left @param {number} right
 */
export function linesAcross(ticks, left, right) {
  return ticks.flatMap(({ y, label, strong }) => [
    svg("line", { class: strong ? "grid one" : "grid", x1: left, x2: right, y1: y, y2: y }),
    svg("text", { class: "tick", x: left - 8, y, "text-anchor": "end" }, ...label),
  ]);
}

/** The title of an upright axis. @param {string} text @param {number} x @param {number} y its middle */
export function uprightTitle(text, x, y) {
  const turn = { transform: `translate(${x} ${y}) rotate(-90)`, "text-anchor": "middle" };
  return svg("text", { class: "axis-title", ...turn }, text);
}
