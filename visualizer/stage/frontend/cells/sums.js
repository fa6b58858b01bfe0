// The terms of the sum behind a gate, a candidate or a plain cell's state: as they came, or computed
// here from the weights, what was read and the state before. Tested against core.pre_activations.

import { apart, stepBefore } from "../board/scene.js";
import { cellNamed } from "./index.js";
import { product } from "./product.js";

/** @typedef {import("../board/scene.js").Track} Track @typedef {{x: number, h: number, bias: number, biasOfH: number}} Terms */

/**
 * The terms for one step and unit; null where they are not known, or not yet.
 * @param {Track} track @param {string} q @param {number} t @param {number} unit
 * @returns {Terms|null}
 */
export function termsOf(track, q, t, unit) {
  if (isComing(track, q)) return null;
  const { sums, weights } = apart(track);
  const came = (/** @type {string} */ term) => sums?.[`${q}.${term}`]?.[t * track.units + unit];
  if (weights) {
    const row = rowOf(track, q, unit);
    const { x, h, ...biases } = fromWeights(track, weights, q, row, t);
    return { x: came("x") ?? x, h: came("h") ?? h, ...biases };
  }
  if (came("x") === undefined) return null;
  return {
    x: came("x"),
    h: came("h"),
    bias: sums[`${q}.bias`][unit],
    biasOfH: sums[`${q}.bias_h`]?.[unit],
  };
}

/** Whether the terms will come. @param {Track} track @param {string} q */
export function isComing(track, q) {
  const { sums, weights } = apart(track);
  return Boolean((track.weights && !weights) || (track.sumsApart && !sums?.[`${q}.x`]));
}

/** The row of the stacked weights. @param {Track} track @param {string} q @param {number} unit */
function rowOf({ cell, units }, q, unit) {
  return Object.keys(cellNamed(cell).sums).indexOf(q) * units + unit;
}

/** @param {Track} track @param {Record<string, Float32Array>} weights @param {string} q @param {number} row @param {number} t */
function fromWeights(track, { ih, hh, b_ih, b_hh }, q, row, t) {
  const { units, arrays } = track;
  const inputs = ih.length / b_ih.length;
  const previous = stepBefore(track, t);
  const gated = Boolean(cellNamed(track.cell).sums[q].gate);
  return {
    x: arrays.x ? product(ih, row * inputs, arrays.x, t * inputs, inputs) : NaN,
    h:
      previous < 0
        ? product(hh, row * units, arrays.h0, 0, units)
        : product(hh, row * units, arrays.h, previous * units, units),
    bias: gated ? b_ih[row] : b_ih[row] + b_hh[row],
    biasOfH: b_hh[row],
  };
}
