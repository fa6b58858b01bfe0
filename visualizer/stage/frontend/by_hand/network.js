// A network small enough to be set by hand: its sizes, its numbers, and what it makes of a sequence.

import { cellNamed } from "../cells/index.js";
import { run } from "../cells/running.js";

/**
 * The numbers in PyTorch's order of rows: rows of `ih` and `hh` one after the other, one bias a row.
 * It is the sum of PyTorch's two; where a gate multiplies the second one (n of a GRU), that is 0.
 * @typedef {{ih: number[], hh: number[], b: number[]}} Weights
 * @typedef {keyof Weights} Part
 *
 * @typedef {object} Network
 * @property {string} cell @property {number} units @property {number} inputs
 * @property {string} nonlinearity @property {Weights} weights
 */

export const MOST = { units: 3, inputs: 4, steps: 16, value: 20 };
const DECIMALS = 1e4;
/** How much of itself each unit reads to begin with. */
const LOOPS = [0.5, 0.5, 0.9];

/** A number as it is kept: within -20 and 20, four decimals, never -0. @param {number} value */
export function kept(value) {
  return Math.round(Math.max(-MOST.value, Math.min(MOST.value, value)) * DECIMALS) / DECIMALS || 0;
}

/**
 * The same list with another value at one place.
 * @template V
 * @param {V[]} all @param {number} at @param {V} value
 */
export const put = (all, at, value) => all.map((each, k) => (k === at ? value : each));

/** How many rows of weights there are. @param {string} cell @param {number} units */
export const rowsOf = (cell, units) => Object.keys(cellNamed(cell).sums).length * units;

/** How many columns each part has. @param {Pick<Network, "units"|"inputs">} network @returns {Record<Part, number>} */
export const columnsOf = ({ units, inputs }) => ({ ih: inputs, hh: units, b: 1 });

/** The network with one number changed. @param {Network} network @param {Part} part @param {number} place @param {number} value */
export function withWeight(network, part, place, value) {
  return { ...network, weights: { ...network.weights, [part]: put(network.weights[part], place, kept(value)) } };
}

/**
 * A network of other sizes: what both have stays, the rest is as in one to begin with.
 * @param {Network} network @param {{cell?: string, units?: number, inputs?: number}} sizes
 * @param {number[]} [from] for each input the old one that it goes on as, -1 for none; the same ones if left out
 * @returns {Network}
 */
export function resized(network, sizes, from) {
  const next = begun({ ...network, ...sizes });
  if (next.cell !== network.cell) return next;
  const { units, inputs, weights } = network;
  const input = (/** @type {number} */ k) => (from ? from[k] : k < inputs ? k : -1);
  /** @param {Part} part @param {number} columns @param {(row: number, column: number) => number|undefined} old */
  const carried = (part, columns, old) =>
    next.weights[part].map((fresh, place) => {
      const row = Math.floor(place / columns);
      const [gate, unit] = [Math.floor(row / next.units), row % next.units];
      return (unit < units ? old(gate * units + unit, place % columns) : undefined) ?? fresh;
    });
  return {
    ...next,
    weights: {
      ih: carried("ih", next.inputs, (row, k) => (input(k) < 0 ? undefined : weights.ih[row * inputs + input(k)])),
      hh: carried("hh", next.units, (row, k) => (k < units ? weights.hh[row * units + k] : undefined)),
      b: carried("b", 1, (row) => weights.b[row]),
    },
  };
}

/**
 * Something to begin with: every unit reads one input, in its own way, and some of itself; what keeps
 * the memory begins open.
 * @param {Pick<Network, "cell"|"units"|"inputs"|"nonlinearity">} sizes @returns {Network}
 */
export function begun({ cell, units, inputs, nonlinearity }) {
  const { sums, keeps } = cellNamed(cell);
  /** @type {Weights} */
  const weights = { ih: [], hh: [], b: [] };
  for (const q of Object.keys(sums))
    for (let unit = 0; unit < units; unit++) {
      for (let k = 0; k < inputs; k++) weights.ih.push(k === unit % inputs ? (unit % 2 ? -1 : 1) : 0);
      for (let k = 0; k < units; k++) weights.hh.push(k === unit ? LOOPS[unit] : 0);
      weights.b.push(q === keeps ? 1 : 0);
    }
  return { cell, units, inputs, nonlinearity, weights };
}

/** As the cells take it. @param {Network} network @returns {import("../cells/running.js").Layer} */
export function layerOf({ cell, units, inputs, nonlinearity, weights }) {
  const [ih, hh, b_ih] = [weights.ih, weights.hh, weights.b].map((numbers) => Float32Array.from(numbers));
  const b_hh = new Float32Array(b_ih.length);
  const choice = cellNamed(cell).nonlinearities ? nonlinearity : undefined;
  return { cell, units, inputs, nonlinearity: choice, weights: { ih, hh, b_ih, b_hh } };
}

/**
 * What it makes of a sequence: every quantity of every step, what was read, and the states at the start.
 * @param {import("../cells/running.js").Layer} layer @param {number[]} x one row a step
 * @returns {Record<string, Float32Array>}
 */
export function read(layer, x) {
  const inputs = Float32Array.from(x);
  const begin = cellNamed(layer.cell).states.map((state) => [`${state}0`, new Float32Array(layer.units)]);
  return { ...run(layer, inputs).arrays, ...Object.fromEntries(begin), x: inputs };
}

/** How many numbers PyTorch counts: every row has two biases there. @param {Network} network */
export function countOf({ weights }) {
  return weights.ih.length + weights.hh.length + 2 * weights.b.length;
}
