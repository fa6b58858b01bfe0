// Backpropagation through time: what every step's copy of W_hh adds to the gradient of what is read out
// at the end. In double precision; tested against PyTorch's autograd.

import { activationOf, cellNamed } from "./index.js";
import { product } from "./product.js";
import { vectors } from "./running.js";

/**
 * @typedef {import("./running.js").Layer} Layer @typedef {import("./running.js").Course} Course
 * @typedef {import("./running.js").Numbers} Numbers @typedef {import("./parts.js").Values} Values
 *
 * One entry of W_hh: the sum it belongs to, the unit it goes to, the unit it comes from.
 * @typedef {{sum: string, to: number, from: number}} Entry
 */

/** An activation's slope, by what it gives. @type {Record<string, (value: number) => number>} */
const SLOPES = {
  σ: (value) => value * (1 - value),
  tanh: (value) => 1 - value * value,
  relu: (value) => (value > 0 ? 1 : 0),
};

/**
 * The gradients of a read-out of the last h by what each sum gets from the state before, U h + b′: row
 * by row as in a track, by the sum's symbol. The layer began with zeros.
 * @param {Layer} layer @param {Course} course what it computed @param {Numbers} readout of each unit
 * @returns {Values}
 */
export function backThrough(layer, { arrays }, readout) {
  const { units, weights, nonlinearity } = layer;
  const { states, sums, retreat } = cellNamed(layer.cell);
  const T = arrays.h.length / units;
  const order = Object.entries(sums).map(([q, sum], k) => ({ q, ...sum, row: k * units }));
  const found = vectors(Object.keys(sums), T * units);
  const zeros = vectors(states, units);
  const at = (/** @type {string} */ q, /** @type {number} */ t) => arrays[q].subarray(t * units, (t + 1) * units);
  let before = vectors(states, units);
  before.h.set(readout);
  for (let t = T - 1; t >= 0; t--) {
    const now = Object.fromEntries(Object.keys(arrays).map((q) => [q, at(q, t)]));
    const prev = t ? Object.fromEntries(states.map((state) => [state, at(state, t - 1)])) : zeros;
    const by = { ...vectors(Object.keys(sums), units), ...before };
    before = vectors(states, units);
    for (let unit = 0; unit < units; unit++) retreat(by, before, now, prev, unit);
    // A gate that multiplies in a sum comes before it, so its own gradient is whole once that sum is done.
    for (const { q, gate, row } of [...order].reverse()) {
      const slope = SLOPES[activationOf(layer.cell, q, nonlinearity)];
      for (let unit = 0; unit < units; unit++) {
        let push = by[q][unit] * slope(now[q][unit]);
        if (gate) {
          by[gate][unit] += push * (product(weights.hh, (row + unit) * units, prev.h, 0, units) + weights.b_hh[row + unit]);
          push *= now[gate][unit];
        }
        found[q][t * units + unit] = push;
        const start = (row + unit) * units;
        for (let k = 0; k < units; k++) before.h[k] += push * weights.hh[start + k];
      }
    }
  }
  return found;
}

/**
 * What the copy at every step adds to the gradient of one entry: the gradient by its sum times the h
 * that it was multiplied with, which at the first step is 0.
 * @param {Layer} layer @param {Course} course @param {Values} gradients from `backThrough` @param {Entry} entry
 */
export function addedBy({ units }, { arrays: { h } }, gradients, { sum, to, from }) {
  const pushes = gradients[sum];
  return Float64Array.from({ length: pushes.length / units }, (_, t) => (t ? pushes[t * units + to] * h[(t - 1) * units + from] : 0));
}

/**
 * The entry of W_hh with the steepest gradient.
 * @param {Layer} layer @param {Course} course @param {Values} gradients @returns {Entry}
 */
export function steepest({ units }, { arrays: { h } }, gradients) {
  let best = { sum: Object.keys(gradients)[0], to: 0, from: 0 };
  let most = -1;
  for (const [sum, pushes] of Object.entries(gradients))
    for (let to = 0; to < units; to++)
      for (let from = 0; from < units; from++) {
        let total = 0;
        for (let at = units; at < pushes.length; at += units) total += pushes[at + to] * h[at - units + from];
        if (Math.abs(total) > most) [best, most] = [{ sum, to, from }, Math.abs(total)];
      }
  return best;
}
