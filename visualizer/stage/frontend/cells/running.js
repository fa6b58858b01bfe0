// One layer and direction of a recurrent network, run here in double precision: every quantity, and the
// sums behind them. Tested against core.record and core.pre_activations.

import { activationOf, cellNamed } from "./index.js";
import { product } from "./product.js";

/**
 * @typedef {Float32Array|Float64Array} Numbers
 *
 * What a layer multiplies with, in PyTorch's order of rows; missing biases are zeros.
 * @typedef {{ih: Numbers, hh: Numbers, b_ih: Numbers, b_hh: Numbers}} Weights
 *
 * The nonlinearity is tanh if none is given; only a plain cell leaves the choice.
 * @typedef {object} Layer
 * @property {string} cell @property {number} units @property {number} inputs
 * @property {Weights} weights @property {string} [nonlinearity]
 *
 * What was computed, by symbol, row by row as in a track: value (t, unit) at t * units + unit.
 * @typedef {object} Run
 * @property {Record<string, Float32Array>} arrays every quantity
 * @property {Record<string, Float32Array>} sums what each activation was taken of
 *
 * The same as it was computed.
 * @typedef {{arrays: Values, sums: Values}} Course
 *
 * @typedef {import("./parts.js").Values} Values @typedef {Record<string, Numbers|undefined>} Start
 */

/** @type {Record<string, (sum: number) => number>} */
const ACTIVATIONS = {
  σ: (sum) => 1 / (1 + Math.exp(-sum)),
  tanh: Math.tanh,
  relu: (sum) => Math.max(0, sum),
};

/**
 * Read x, one row a step. One step is a run of one row, from the states in which the step before ended.
 * @param {Layer} layer @param {Numbers} x
 * @param {Numbers} [h0] zeros if left out @param {Numbers} [c0] likewise; of an LSTM only
 * @returns {Run}
 * @throws {RangeError} the argument, the rule and the value got
 */
export function run(layer, x, h0, c0) {
  const { arrays, sums } = courseOf(layer, x, h0, c0);
  return { arrays: rounded(arrays), sums: rounded(sums) };
}

/** @param {Values} values @returns {Record<string, Float32Array>} */
function rounded(values) {
  return Object.fromEntries(Object.entries(values).map(([symbol, each]) => [symbol, Float32Array.from(each)]));
}

/**
 * A run in double precision, for what goes on computing with it.
 * @param {Layer} layer @param {Numbers} x @param {Numbers} [h0] @param {Numbers} [c0]
 * @param {Float64Array} [fromX] from `readOf`, where it was computed before
 * @returns {Course}
 * @throws {RangeError} as `run` does
 */
export function courseOf(layer, x, h0, c0, fromX) {
  const { states, sums, advance } = cellNamed(layer.cell);
  const start = { h: h0, c: c0 };
  checkLayer(layer);
  checkRead(layer, x, start);
  const { units, inputs } = layer;
  const T = x.length / inputs;
  const summed = Object.keys(sums);
  const pre = vectors(summed, units);
  const now = vectors([...summed, ...states], units);
  const prev = vectors(states, units);
  const found = { arrays: vectors(Object.keys(now), T * units), sums: vectors(summed, T * units) };
  const read = fromX ?? readOf(layer, x);
  put(start, prev);
  for (let t = 0; t < T; t++) {
    addUp(layer, read, t, prev.h, pre, now);
    for (let unit = 0; unit < units; unit++) advance(now, prev, unit);
    put(now, found.arrays, t * units);
    put(pre, found.sums, t * units);
    put(now, prev);
  }
  return found;
}

/**
 * What every sum gets from x and its bias, W x + b, row by row for every step.
 * @param {Layer} layer @param {Numbers} x
 */
export function readOf({ inputs, weights: { ih, b_ih } }, x) {
  const rows = b_ih.length;
  return Float64Array.from({ length: (x.length / inputs) * rows }, (_, at) => {
    const row = at % rows;
    return product(ih, row * inputs, x, Math.floor(at / rows) * inputs, inputs) + b_ih[row];
  });
}

/**
 * The sums of a step, and the activations of them; a gate that multiplies in a sum comes before it.
 * @param {Layer} layer @param {Float64Array} read what the sums get from x @param {number} t
 * @param {Float64Array} h the state before @param {Values} pre @param {Values} now
 */
function addUp({ cell, units, weights, nonlinearity }, read, t, h, pre, now) {
  const { hh, b_hh } = weights;
  const start = t * b_hh.length;
  let row = 0;
  for (const [q, { gate }] of Object.entries(cellNamed(cell).sums)) {
    const activated = ACTIVATIONS[activationOf(cell, q, nonlinearity)];
    for (let unit = 0; unit < units; unit++, row++) {
      const fromH = product(hh, row * units, h, 0, units) + b_hh[row];
      pre[q][unit] = read[start + row] + (gate ? now[gate][unit] * fromH : fromH);
      now[q][unit] = activated(pre[q][unit]);
    }
  }
}

/** Zeros. @param {string[]} symbols @param {number} size @returns {Values} */
export function vectors(symbols, size) {
  return Object.fromEntries(symbols.map((symbol) => [symbol, new Float64Array(size)]));
}

/** @param {Values|Start} from @param {Values} into @param {number} [at] */
function put(from, into, at = 0) {
  for (const [symbol, values] of Object.entries(into)) values.set(from[symbol] ?? [], at);
}

/** @param {Layer} layer */
function checkLayer({ cell, units, inputs, weights, nonlinearity = "tanh" }) {
  const { sums, nonlinearities = ["tanh"] } = cellNamed(cell);
  if (!nonlinearities.includes(nonlinearity))
    throw new RangeError(`nonlinearity must be ${nonlinearities.join(" or ")} for ${cell}, got ${nonlinearity}`);
  for (const [name, size] of Object.entries({ units, inputs }))
    if (!Number.isInteger(size) || size < 1) throw new RangeError(`${name} must be a whole number from 1, got ${size}`);
  const rows = Object.keys(sums).length * units;
  checkSize("weights.ih", weights.ih, rows, inputs);
  checkSize("weights.hh", weights.hh, rows, units);
  checkSize("weights.b_ih", weights.b_ih, rows);
  checkSize("weights.b_hh", weights.b_hh, rows);
}

/** @param {Layer} layer @param {Numbers} x @param {Start} start */
function checkRead({ cell, units, inputs }, x, start) {
  if (x.length % inputs) throw new RangeError(`x must have whole rows of ${inputs} inputs, got ${x.length} values`);
  for (const [state, values] of Object.entries(start)) {
    if (!values) continue;
    if (!cellNamed(cell).states.includes(state))
      throw new RangeError(`${state}0 must be left out for ${cell}, got ${values.length} values`);
    checkSize(`${state}0`, values, units);
  }
}

/** @param {string} name @param {Numbers|undefined} values @param {...number} shape */
function checkSize(name, values, ...shape) {
  if (values?.length !== shape.reduce((a, b) => a * b))
    throw new RangeError(`${name} must have ${shape.join(" × ")} values, got ${values?.length ?? "none"}`);
}
