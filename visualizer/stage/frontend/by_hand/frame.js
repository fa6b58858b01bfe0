// What everything here is drawn with, worked out anew for every change.

import { publish } from "../board/bus.js";
import { quantityOf, value } from "../board/scene.js";
import { CELLS } from "../cells/index.js";
import { css, divergingOf, lowOf, rampOf, rgb } from "../colours.js";
import { fill } from "../numbers.js";
import { columnsOf, layerOf, read } from "./network.js";
import { inputOf, stepsOf } from "./sequence.js";
import { subscript } from "./told.js";

/**
 * @typedef {import("../board/scene.js").Track} Track @typedef {import("./network.js").Part} Part
 *
 * What Python sends: words, keys and the table of quantities.
 * @typedef {object} Header
 * @property {string} language @property {Record<string, string>} text @property {import("../shell/presenting.js").Keys} keys
 * @property {import("../board/scene.js").Quantity[]} lanes @property {Record<string, Record<string, string>>} ramp
 *
 * What a sum adds up: which column of which part a weight stands in, and what it multiplies.
 * @typedef {{part: Part, k: number, symbol: string, value: number}} Source
 *
 * What everything here is drawn with: `t`, `unit` and `show` are chosen; `shownT`, `shownUnit` and
 * `shown` pointed at, or else the same; `opened` is the sum whose weights are named in the drawing.
 * @typedef {object} Frame
 * @property {import("./network.js").Network} network @property {import("./sequence.js").Sequence} sequence
 * @property {import("../colours.js").Theme} theme @property {Track} track @property {Record<string, string>} text @property {Record<string, string>} hue
 * @property {number} steps @property {string[]} quantities @property {string[]} states @property {string[]} inputNames @property {string[]} symbols of the inputs
 * @property {number} t @property {number} unit @property {string} show
 * @property {number} shownT @property {number} shownUnit @property {string} shown @property {string} opened
 * @property {Source[]} sources @property {string} diagramName @property {string} negative @property {string} positive
 * @property {(value: number) => import("../colours.js").RGB} tint of a weight
 * @property {(q: string) => string} nameOf @property {(part: Part, place: number) => string} weightName
 * @property {(q: string, t: number, unit: number) => number} valueAt @property {(q: string) => number} at where it is pointed
 * @property {(t: number, k: number) => number} x @property {(q: string) => (value: number) => import("../colours.js").RGB} colourOf
 * @property {(q: string, value: number) => boolean} isBeyond the ends of its colours
 */

/** A weight of this size has the full colour; its width goes on to 20. */
const STRONG = 28;
/** Where the colours of a state under relu end, which has no end itself. */
const RELU_BOUND = 8;

/**
 * @param {Header} header @param {import("./view.js").State} state @param {import("./board.js").Place} shown where it is pointed
 * @param {import("../colours.js").Theme} theme @param {string} name of the weights, for the sums behind the values
 * @returns {Frame}
 */
export function framed(header, state, shown, theme, name) {
  const { network, sequence, t, unit, show } = state;
  const { text, lanes, ramp, language } = header;
  const { cell, units, inputs } = network;
  const { sums, states } = CELLS[cell];
  const layer = layerOf(network);
  const input = inputOf(sequence);
  const arrays = read(layer, input);
  publish(`weights/${name}`, layer.weights);
  const steps = stepsOf(sequence);
  const quantities = lanes.map(({ symbol }) => symbol).filter((q) => Object.hasOwn(sums, q) || states.includes(q));
  const bounded = lanes.map((lane) => (layer.nonlinearity === "relu" ? { ...lane, bound: RELU_BOUND } : lane));
  const track = /** @type {Track} */ (
    /** @type {unknown} */ ({ cell, units, T: steps, arrays, lanes: bounded, ramp, text, language, backward: false, marks: [], weights: name, nonlinearity: layer.nonlinearity })
  );
  const hue = Object.fromEntries(lanes.map((lane) => [lane.symbol, lane[theme]]));
  const before = (/** @type {number} */ k) => (shown.t ? value(track, "h", shown.t - 1, k) : 0);
  const x = (/** @type {number} */ at, /** @type {number} */ k) => input[at * inputs + k];
  const counted = (/** @type {number} */ size) => Array.from({ length: size }, (_, k) => k);
  const inputNames = counted(inputs).map((k) => (sequence.reads === "2" ? [text.valueRow, text.flagRow][k] : ""));
  const symbols = sequence.reads === "letters" ? sequence.alphabet.map((letter) => `“${letter}”`) : inputs > 1 ? ["x₁", "x₂"] : ["x"];
  const named = (/** @type {number} */ k) => (units > 1 ? `h${subscript(k + 1)}` : "h");
  /** @type {Source[]} */
  const sources = [
    ...counted(inputs).map((k) => ({ part: /** @type {Part} */ ("ih"), k, symbol: symbols[k], value: x(shown.t, k) })),
    ...counted(units).map((k) => ({ part: /** @type {Part} */ ("hh"), k, symbol: named(k), value: before(k) })),
    { part: "b", k: 0, symbol: "b", value: 1 },
  ];
  const gates = Object.keys(sums);
  const nameOf = (/** @type {string} */ q) => lanes.find(({ symbol }) => symbol === q)?.name ?? q;
  const [last] = gates.slice(-1);
  return {
    network,
    sequence,
    theme,
    track,
    text,
    hue,
    steps,
    quantities,
    states,
    inputNames,
    symbols,
    t,
    unit,
    show,
    shownT: shown.t,
    shownUnit: shown.unit,
    shown: shown.show,
    opened: Object.hasOwn(sums, shown.show) ? shown.show : last,
    sources,
    diagramName: fill(text.diagram, { unit: shown.unit + 1, step: shown.t + 1 }),
    negative: css(rgb(ramp.negative[theme])),
    positive: css(rgb(ramp.positive[theme])),
    tint: divergingOf(track, theme, STRONG),
    nameOf,
    weightName: (part, place) => {
      const columns = columnsOf(network)[part];
      const row = Math.floor(place / columns);
      const from = { ih: symbols, hh: counted(units).map((k) => `${named(k)} (t−1)`), b: [text.bias] }[part][place % columns];
      return fill(text.weight, { from, into: gates[Math.floor(row / units)], unit: (row % units) + 1 });
    },
    valueAt: (q, at, u) => value(track, q, at, u),
    at: (q) => value(track, q, shown.t, shown.unit),
    x,
    colourOf: (q) => rampOf(track, quantityOf(track, q), theme),
    isBeyond: (q, v) => {
      const quantity = quantityOf(track, q);
      return v > quantity.bound || v < lowOf(quantity);
    },
  };
}
