// One unit as a drawing: every weight a line from an input, a unit or the bias to what it goes into, its
// sign by colour and its size by width.

import { cellNamed } from "../cells/index.js";
import { setAll, svg, write } from "../dom.js";
import { columnsOf } from "./network.js";
import { shownValue } from "./told.js";
import { written } from "./typed.js";

/** @typedef {import("./figure.js").Frame} Frame @typedef {import("./network.js").Part} Part */

const WIDTH = 380;
const LEFT = 74;
const GATE = 236;
const STATE = 330;
const RING = 15;
/** The room of a source, and of what it goes into, with its number below it. */
const STEP = { source: 38, gate: 50 };
const LABEL = 0.36;
/** Width of a line: what every one has, and what a weight adds for each 1. */
const LINE = { least: 0.8, each: 0.36 };

/**
 * What goes into a state besides the sums, in the drawing.
 * @type {Record<string, [from: string, to: string][]>}
 */
const WIRES = {
  lstm: [["i", "c"], ["f", "c"], ["g", "c"], ["o", "h"], ["c", "h"]],
  gru: [["r", "n"], ["z", "h"], ["n", "h"]],
  rnn: [],
};

export class Diagram {
  shape = "";
  /** @type {{part: Part, place: number, q: string, line: SVGElement, label: SVGElement}[]} */
  lines = [];
  /** @type {{name: SVGElement, told: SVGElement}[]} */
  sources = [];
  /** @type {{q: string, ring: SVGElement, name: SVGElement, told: SVGElement}[]} */
  nodes = [];

  /**
   * @param {(event: PointerEvent, part: Part, place: number, handle: Element) => void} grab a weight was taken hold of
   * @param {(q: string) => void} choose
   */
  constructor(grab, choose) {
    this.element = svg("svg", { class: "hand-diagram", role: "img" });
    this.element.addEventListener("pointerdown", (event) => {
      const target = /** @type {Element} */ (event.target);
      const place = target.getAttribute("data-place");
      const [part, at] = (place ?? "").split(" ");
      if (place) grab(event, /** @type {Part} */ (part), Number(at), target);
    });
    this.element.addEventListener("click", (event) => {
      const q = /** @type {Element} */ (event.target).getAttribute("data-node");
      if (q) choose(q);
    });
  }

  /** @param {Frame} frame */
  show(frame) {
    const { network, unit } = frame;
    const shape = [network.cell, network.units, network.inputs, unit].join();
    if (shape !== this.shape) this.build(frame);
    this.shape = shape;
    setAll(this.element, { "aria-label": frame.diagramName });
    frame.sources.forEach(({ symbol, value }, k) => {
      write(this.sources[k].name, symbol);
      write(this.sources[k].told, shownValue(value));
    });
    for (const { part, place, q, line, label } of this.lines) {
      const weight = network.weights[part][place];
      const isOpen = q === frame.opened;
      const colour = weight < 0 ? frame.negative : weight > 0 ? frame.positive : "var(--line)";
      setAll(line, {
        style: `stroke:${colour};stroke-width:${LINE.least + LINE.each * Math.abs(weight)}`,
        class: isOpen ? "hand-line open" : "hand-line",
        "stroke-dasharray": weight ? null : "2 4",
      });
      setAll(label, { class: isOpen ? "hand-weight middle" : "hand-weight hidden middle" });
      write(label, written(weight));
    }
    for (const { q, ring, name, told } of this.nodes) {
      setAll(ring, { style: `--q:${frame.hue[q]}`, class: q === frame.shown ? "hand-node chosen" : "hand-node", "data-node": q });
      setAll(name, { style: `fill:${frame.hue[q]}`, "data-node": q });
      write(told, shownValue(frame.at(q)));
    }
  }

  /** @param {Frame} frame */
  build({ network, unit, sources }) {
    const { cell, units } = network;
    const gates = Object.keys(cellNamed(cell).sums);
    const states = cellNamed(cell).states.filter((q) => !gates.includes(q)).reverse();
    const height = Math.max(sources.length * STEP.source, gates.length * STEP.gate) + 18;
    const y = (/** @type {number} */ k, /** @type {number} */ count) => 4 + ((k + 0.5) * (height - 8)) / count;
    /** @type {Record<string, [number, number]>} */
    const places = {};
    gates.forEach((q, k) => (places[q] = [GATE, y(k, gates.length)]));
    states.forEach((q, k) => (places[q] = [STATE, y(k, states.length)]));
    this.lines = gates.flatMap((q, gate) =>
      sources.map(({ part, k }, n) => {
        const columns = columnsOf(network)[part];
        const place = (gate * units + unit) * columns + k;
        const [from, to] = [y(n, sources.length), places[q][1]];
        const line = svg("line", { x1: LEFT, y1: from, x2: GATE - RING, y2: to });
        const at = { x: LEFT + (GATE - RING - LEFT) * LABEL, y: from + (to - from) * LABEL + 4.5 };
        return { part, place, q, line, label: svg("text", { ...at, "data-place": `${part} ${place}` }) };
      }),
    );
    const named = (/** @type {number} */ x, /** @type {number} */ top, /** @type {string} */ anchor) => ({
      name: svg("text", { x, y: top - 1, class: `bold ${anchor}` }),
      told: svg("text", { x, y: top + 13, class: `mono ${anchor}` }),
    });
    this.sources = sources.map((_, k) => named(LEFT - 8, y(k, sources.length), "end"));
    this.nodes = [...gates, ...states].map((q) => {
      const [x, top] = places[q];
      const name = svg("text", { x, y: top + 5, class: "hand-symbol middle" }, q);
      const { told } = named(x, top + RING + 1, "middle");
      return { q, ring: svg("circle", { cx: x, cy: top, r: RING }), name, told };
    });
    const wires = WIRES[cell].map(([from, to]) => {
      const [[x1, y1], [x2, y2]] = [places[from], places[to]];
      const straight = x1 === x2;
      const d = straight ? `M${x1 + RING} ${y1} q26 ${(y2 - y1) / 2} 0 ${y2 - y1}` : `M${x1 + RING} ${y1} L${x2 - RING} ${y2}`;
      return svg("path", { class: "hand-wire", d });
    });
    setAll(this.element, { viewBox: `0 0 ${WIDTH} ${height + 14}` });
    this.element.replaceChildren(
      ...wires,
      ...this.lines.map(({ line }) => line),
      ...this.lines.map(({ label }) => label),
      ...this.sources.flatMap(({ name, told }) => [name, told]),
      ...this.nodes.flatMap(({ ring, name, told }) => [ring, name, told]),
    );
  }
}
