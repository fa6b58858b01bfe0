// A sum, opened: every product as a step of the running total, and what the activation makes of it.
// Where there is no room for the picture, its table stands alone.

import { css, inkOn } from "../colours.js";
import { el, setAll, svg } from "../dom.js";
import { fill, number, signed } from "../numbers.js";
import { outOf, squashed } from "./terms.js";

/** @typedef {import("./walk.js").Frame} Frame @typedef {import("./terms.js").Sum} Sum @typedef {import("./terms.js").Part} Part */

const PLOT = { width: 1328, height: 252, top: 46, foot: 190, left: 100 };
const CURVE = { x: 1078, width: 236 };
const WIDTHS = { x: 53, h: 53, m: 120, rest: 92, b: 54 };
const ROWS = [18, 36, 54];
const CURVE_STEPS = 80;
/** The axis reaches so far at least, either way. */
const LEAST = { sum: 2, mixed: 1 };
/** Whole numbers along the axis; where they would be more, only every second, fifth, tenth ... */
const MOST_TICKS = 8;

export class Waterfall {
  /** @param {(place: import("./terms.js").Place|null) => void} onPoint */
  constructor(onPoint) {
    this.picture = svg("svg", { viewBox: `0 0 ${PLOT.width} ${PLOT.height}`, role: "img" });
    this.table = el("table", { class: "walk-terms" });
    this.details = /** @type {HTMLDetailsElement} */ (el("details", {}, el("summary", {}), this.table));
    this.told = el("p", { class: "walk-told" });
    this.element = el("div", { class: "walk-sum" }, this.told, this.picture, this.details);
    /** @type {{product: import("./terms.js").Product, node: SVGElement}[]} the columns of single products */
    this.columns = [];
    /** @type {Frame|null} */
    this.frame = null;
    this.picture.addEventListener("pointermove", (event) => onPoint(this.pointedBy(event)));
    this.picture.addEventListener("pointerleave", () => onPoint(null));
    /** @type {() => void} writes the table, which nobody may look at */
    this.write = () => {};
    this.details.addEventListener("toggle", () => this.write());
  }

  /** @param {Frame} frame */
  show(frame) {
    const sum = frame.sumOf(frame.open);
    this.element.classList.toggle("waiting", !sum);
    if (!sum) {
      this.told.textContent = frame.text.loading;
      this.picture.replaceChildren();
      this.table.replaceChildren();
      this.write = () => {};
      return;
    }
    this.told.textContent = toldOf(frame, sum);
    this.draw(frame, sum);
    this.point(frame);
    this.write = () => this.details.open && this.list(frame, sum);
    this.details.querySelector("summary")?.replaceChildren(frame.text.asTable);
    if (frame.slim) this.details.open = true;
    this.write();
  }

  /** Which product a pointer is at. @param {Event} event */
  pointedBy({ target }) {
    const found = this.columns.find(({ node }) => node.contains(/** @type {Node} */ (target)));
    if (!found || !this.frame) return null;
    const { open: q, unit } = this.frame;
    return { q, unit, group: found.product.group, place: found.product.place };
  }

  /** Light the column of the product that is pointed at, here or in the drawing. @param {Frame} frame */
  point({ pointed, open, unit }) {
    for (const { product, node } of this.columns) {
      const is = pointed?.q === open && pointed.unit === unit && pointed.group === product.group && pointed.place === product.place;
      setAll(node, { class: is ? "walk-column pointed" : "walk-column" });
    }
  }

  /** @param {Frame} frame @param {Sum} sum */
  draw(frame, sum) {
    const { text, hue, open, words } = frame;
    const all = sum.parts.flatMap(reached);
    const axis = axisOf(Math.min(...all), Math.max(...all), sum.m.length ? LEAST.mixed : LEAST.sum);
    const y = (/** @type {number} */ v) => PLOT.foot - ((v - axis.low) / (axis.high - axis.low)) * (PLOT.foot - PLOT.top);
    const label = (/** @type {number} */ x, /** @type {number} */ at, /** @type {string} */ said, /** @type {string} */ kind, style = "") =>
      svg("text", { x, y: at, class: kind, style }, said);
    this.frame = frame;
    this.columns = [];
    /** @type {SVGElement[]} */
    const nodes = [];
    for (let v = axis.low; v <= axis.high; v += axis.step) {
      const kind = v === 0 ? "walk-zero" : "walk-grid";
      nodes.push(svg("line", { x1: PLOT.left, x2: CURVE.x - 46, y1: y(v), y2: y(v), class: kind }));
      if (frame.activation(open)) nodes.push(svg("line", { x1: CURVE.x, x2: CURVE.x + CURVE.width, y1: y(v), y2: y(v), class: kind }));
      nodes.push(label(PLOT.left - 8, y(v) + 4, number(v, 0), "end muted mono"));
    }
    nodes.push(label(PLOT.left - 8, PLOT.top - 18, text.soFar, "end muted"));
    [text.term, says(frame), weighed(frame)].forEach((said, k) =>
      nodes.push(label(PLOT.left - 8, PLOT.foot + ROWS[k], said, "end muted")),
    );
    let x = PLOT.left + 8;
    let last = 0;
    let group = "";
    /** @type {Record<string, [number, number]>} */
    const spans = {};
    for (const part of sum.parts) {
      if (group && group !== part.group) x += 14;
      const width = part.rest ? WIDTHS.rest : WIDTHS[part.group];
      const [left, wide, middle] = [x + 6, width - 12, x + width / 2];
      if (group) nodes.push(svg("line", { x1: last, x2: left, y1: y(part.from), y2: y(part.from), class: "walk-step" }));
      const own = part.rest ? stairs(part, left, wide, y) : [bar(part.from, part.to, left, wide, y, part.adds)];
      const [top, bottom] = [Math.max(...reached(part)), Math.min(...reached(part))];
      own.push(label(middle, part.adds >= 0 ? y(top) - 5 : y(bottom) + 13, signed(part.adds), "middle bold mono"));
      own.push(label(middle, PLOT.foot + ROWS[0], shortName(frame, part), part.rest ? "middle muted" : "middle bold"));
      if (part.product) {
        const { says, weight } = part.product;
        const colour = frame.signed(says);
        own.push(svg("rect", { x: middle - 24, y: PLOT.foot + ROWS[1] - 12, width: 48, height: 15, rx: 3, fill: css(colour) }));
        own.push(label(middle, PLOT.foot + ROWS[1], signed(says), "middle mono", `fill:${inkOn(colour)}`));
        own.push(label(middle, PLOT.foot + ROWS[2], `${frame.presented ? "" : "×"}${number(weight)}`, "middle muted mono"));
      } else if (part.rest) {
        if (!frame.presented) own.push(label(middle, PLOT.foot + ROWS[1], text.eachAtMost, "middle muted"));
        own.push(label(middle, PLOT.foot + ROWS[2], `±${number(Math.abs(part.rest[0].adds))}`, "middle muted mono"));
      }
      const node = svg("g", { class: "walk-column" }, svg("rect", { x, y: PLOT.top - 8, width, height: PLOT.height - PLOT.top + 8, class: "walk-hit" }), ...own);
      if (part.product && part.group !== "m") this.columns.push({ product: part.product, node });
      nodes.push(node);
      spans[part.group] = [spans[part.group]?.[0] ?? x, x + width];
      last = left + wide;
      group = part.group;
      x += width;
    }
    const [left, wide] = [x + 22, 44];
    nodes.push(svg("line", { x1: last, x2: left, y1: y(sum.total), y2: y(sum.total), class: "walk-step" }));
    const whole = bar(0, sum.total, left, wide, y, 0);
    whole.setAttribute("style", `fill:${hue[open]}`);
    nodes.push(whole);
    const above = sum.total >= 0 ? y(sum.total) - 6 : y(sum.total) + 14;
    nodes.push(label(left + wide / 2, above, signed(sum.total, 3), "middle bold mono", `fill:${hue[open]}`));
    nodes.push(label(left + wide / 2, PLOT.foot + ROWS[0], text.sum, "middle bold"));
    for (const [key, [from, to]] of Object.entries(spans)) {
      const colour = key === "h" ? hue.h : "currentcolor";
      nodes.push(svg("path", { d: `M${from + 4} ${PLOT.top - 13}v-5H${to - 4}v5`, class: "walk-brace", style: `stroke:${colour}` }));
      const amount = { x: sum.ofX, h: sum.ofH, b: sum.bias }[key] ?? 0;
      const said = key === "m" ? mixed(frame) : fill(text[`group_${key}`], { ...words, weighed: frame.gateOf(open) ? `${frame.gateOf(open)}·U h` : "U h", amount: signed(amount, 3) });
      nodes.push(label((from + to) / 2, PLOT.top - 24, said, "middle bold", `fill:${colour}`));
    }
    nodes.push(...this.curve(frame, sum, axis, y, left + wide));
    this.picture.replaceChildren(...nodes);
    this.picture.setAttribute("aria-label", fill(text.sumPicture, { ...words, symbol: open, unit: frame.named(frame.unit) }));
  }

  /** What the activation makes of the sum, which lies on the same axis. @param {Frame} frame @param {Sum} sum @param {{low: number, high: number}} axis @param {(v: number) => number} y @param {number} from */
  curve(frame, sum, axis, y, from) {
    const { open, hue, text } = frame;
    const activation = frame.activation(open);
    if (!activation) return [];
    const least = activation === "tanh" ? -1 : 0;
    const x = (/** @type {number} */ v) => CURVE.x + ((v - least) / (1 - least)) * CURVE.width;
    const points = Array.from({ length: CURVE_STEPS + 1 }, (_, k) => axis.low + ((axis.high - axis.low) * k) / CURVE_STEPS);
    const line = points.map((v) => `${x(squashed(activation, v)).toFixed(1)} ${y(v).toFixed(1)}`).join("L");
    const others = frame.units
      .filter((unit) => unit !== frame.unit)
      .map((unit) => frame.totalOf(open, unit))
      .filter((total) => total > axis.low && total < axis.high);
    const out = squashed(activation, sum.total);
    const [dotX, dotY] = [x(out), y(sum.total)];
    return [
      svg("text", { x: CURVE.x, y: PLOT.top - 24, class: "bold" }, fill(text.squashes, { activation, low: number(least, 0) })),
      svg("text", { x: CURVE.x, y: PLOT.top - 9, class: "muted" }, text.otherUnits),
      svg("path", { d: `M${line}`, class: "walk-curve", style: `stroke:${hue[open]}` }),
      ...others.map((total) =>
        svg("circle", { cx: x(squashed(activation, total)), cy: y(total), r: 2.6, class: "walk-other", style: `stroke:${hue[open]}` }),
      ),
      svg("path", { d: `M${from} ${dotY}H${dotX}V${PLOT.foot + 10}`, class: "walk-dash" }),
      svg("circle", { cx: dotX, cy: dotY, r: 6, style: `fill:${hue[open]}` }),
      svg("text", { x: CURVE.x - 6, y: PLOT.foot + 24, class: "end muted mono" }, number(least, 0)),
      svg("text", { x: CURVE.x + CURVE.width + 6, y: PLOT.foot + 24, class: "muted mono" }, "1"),
      svg(
        "text",
        { x: Math.max(CURVE.x + 40, Math.min(CURVE.x + CURVE.width - 40, dotX)), y: PLOT.foot + 42, class: "middle bold mono walk-out", style: `fill:${hue[open]}` },
        `${open} = ${number(out, 3)}`,
      ),
    ];
  }

  /** The same as rows. @param {Frame} frame @param {Sum} sum */
  list(frame, sum) {
    const { text } = frame;
    const cell = (/** @type {string} */ said, kind = "number") => el("td", { class: kind }, said);
    const head = [text.term, says(frame), weighed(frame), text.adds, text.soFar].map((said, k) =>
      el("th", { scope: "col", class: k ? "number" : "" }, said),
    );
    const rows = spelled(sum.parts).map((part) =>
      el(
        "tr",
        {},
        cell(nameOf(frame, part), ""),
        cell(part.product ? signed(part.product.says, 3) : ""),
        cell(part.product ? number(part.product.weight, 3) : ""),
        cell(signed(part.adds, 3)),
        cell(number(part.to, 3)),
      ),
    );
    const out = outOf(frame, frame.open, sum);
    const activation = frame.activation(frame.open);
    const told = activation ? `${frame.open} = ${activation}(${number(sum.total, 3)})` : mixed(frame);
    const end = el(
      "tr",
      {},
      el("th", { scope: "row", colspan: 4 }, told),
      cell(number(out, 3)),
    );
    this.table.replaceChildren(el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows, end));
  }
}

/** Every product on its own. @param {Part[]} parts @returns {Part[]} */
function spelled(parts) {
  return parts.flatMap((part) => {
    let to = part.from;
    return part.rest?.map((product) => ({ group: part.group, product, adds: product.adds, from: to, to: (to += product.adds) })) ?? [part];
  });
}

/** Every height that a step of the running sum passes. @param {Part} part */
function reached({ from, to, rest }) {
  if (!rest) return [from, to];
  let at = from;
  return [from, ...rest.map(({ adds }) => (at += adds))];
}

/** Whole numbers around all that is drawn. @param {number} least @param {number} most @param {number} reach so far either way */
function axisOf(least, most, reach) {
  const [low, high] = [Math.min(-reach, Math.floor(least - 0.25)), Math.max(reach, Math.ceil(most + 0.25))];
  const step = [1, 2, 5, 10, 20, 50, 100].find((each) => (high - low) / each <= MOST_TICKS) ?? 1000;
  return { low: Math.floor(low / step) * step, high: Math.ceil(high / step) * step, step };
}

/** @param {number} from @param {number} to @param {number} x @param {number} width @param {(v: number) => number} y @param {number} adds */
function bar(from, to, x, width, y, adds) {
  const height = Math.max(1, Math.abs(y(from) - y(to)));
  return svg("rect", { x, y: Math.min(y(from), y(to)), width, height, rx: 1, class: adds < 0 ? "walk-down" : "walk-up" });
}

/** The rest as one pale block with its real staircase. @param {Part} part @param {number} x @param {number} width @param {(v: number) => number} y */
function stairs({ from, to, adds, rest = [] }, x, width, y) {
  const block = bar(from, to, x, width, y, adds);
  block.setAttribute("opacity", "0.2");
  let at = from;
  const step = width / rest.length;
  const each = rest.map((product, k) => {
    const before = at;
    at += product.adds;
    return bar(before, at, x + k * step, step, y, product.adds);
  });
  return [block, ...each];
}

/** @param {Frame} frame @param {Part} part */
function nameOf(frame, { group, product, rest }) {
  if (rest) return fill(frame.text.others, { n: rest.length });
  if (!product) return frame.gateOf(frame.open) ? `b + ${frame.gateOf(frame.open)}·b′` : frame.text.bias;
  if (group === "m") return termsOf(frame)[product.place].name;
  return group === "x" ? fill(frame.text.xNumber, { k: product.place }) : fill(frame.text.unit, { unit: frame.named(product.place) });
}

/** What is multiplied. @param {Frame} frame */
const says = ({ text, activation, open }) => (activation(open) ? text.says : text.itsNumber);

/** What it is multiplied with. @param {Frame} frame */
const weighed = ({ text, activation, gateOf, open }) =>
  activation(open) ? (gateOf(open) ? fill(text.timesGatedWeight, { gate: gateOf(open) ?? "" }) : text.timesWeight) : text.timesGate;

/** The terms of the state that is open. @param {Frame} frame */
const termsOf = ({ walk, open }) => walk.mixes?.[open] ?? [];

/** What the open state is made of, in symbols. @param {Frame} frame */
const mixed = (frame) => `${frame.open} = ${termsOf(frame).map(({ name }) => name).join(" + ")}`;

/** The same where type is large: of a unit its number, since a brace says what it is. @param {Frame} frame @param {Part} part */
function shortName(frame, part) {
  const isUnit = frame.presented && part.group === "h" && part.product;
  return isUnit ? String(frame.named(part.product?.place ?? 0)) : nameOf(frame, part);
}

/** Who pushes which way, in a sentence. @param {Frame} frame @param {Sum} sum */
function toldOf(frame, sum) {
  const { text, words } = frame;
  if (sum.m.length) {
    const terms = sum.m.map(({ weight, says, adds }, k) => {
      const { shown } = termsOf(frame)[k];
      return `${fill(text[`of_${shown}`], words)} = ${number(weight, 3)} × ${number(says, 3)} = ${signed(adds, 3)}`;
    });
    return `${[...terms, ...(terms.length > 1 ? [`${frame.open} = ${number(sum.total, 3)}`] : [])].join("; ")}.`;
  }
  const along = sum.h.filter(({ adds }) => adds < 0 === sum.ofH < 0);
  const strongest = along.slice(0, 3).map(({ place }) => frame.named(place));
  const way = (/** @type {number} */ v) => (v < 0 ? text.down : text.up);
  return fill(frame.t ? text.sumTold : text.sumToldFirst, {
    ...words,
    x: signed(sum.ofX, 3),
    xWay: way(sum.ofX),
    h: signed(sum.ofH, 3),
    hWay: way(sum.ofH),
    units: strongest.join(", "),
    bias: signed(sum.bias, 3),
    total: number(sum.total, 3),
  });
}
