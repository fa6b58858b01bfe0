// One weight that all copies of a cell share, set to any value: what the network then says after every
// word, and what every copy adds to the weight's gradient. Computed here, in double precision.

import { addedBy, backThrough, steepest } from "../cells/gradients.js";
import { cellNamed } from "../cells/index.js";
import { product } from "../cells/product.js";
import { courseOf, readOf } from "../cells/running.js";

/**
 * @typedef {import("../board/scene.js").Track} Track @typedef {import("../cells/gradients.js").Entry} Entry
 * @typedef {import("../cells/running.js").Course} Course
 *
 * What the network makes of the sentence with one value of the weight.
 * @typedef {object} Outcome
 * @property {Course} course @property {Float64Array} logits the log-odds of "positive" after every word
 * @property {Float64Array} verdicts the same as probabilities
 */

/** A weight by hand stays within −LIMIT and LIMIT. */
export const LIMIT = 10;
/** So much the weight is nudged to measure what its gradient foretells. */
export const NUDGE = 0.01;

export class Shared {
  /** @param {Track} track @param {Record<string, Float32Array>} weights */
  constructor(track, weights) {
    this.track = track;
    const doubles = /** @type {import("../cells/running.js").Weights} */ (
      Object.fromEntries(Object.entries(weights).map(([name, values]) => [name, Float64Array.from(values)]))
    );
    /** @type {import("../cells/running.js").Layer} */
    this.layer = { cell: track.cell, units: track.units, inputs: track.arrays.x.length / track.T, weights: doubles };
    this.x = Float64Array.from(track.arrays.x);
    this.readout = Float64Array.from(track.arrays.readout);
    /** What no weight of W_hh changes. */
    this.read = readOf(this.layer, this.x);
    /** The largest weight of W_hh, whichever its sign. */
    this.bound = Math.max(...Array.from(doubles.hh, Math.abs)) || 1;
    this.trained = this.outcome(this.layer);
  }

  /** Where an entry stands in the stacked W_hh. @param {Entry} entry */
  place({ sum, to, from }) {
    const { cell, units } = this.layer;
    return (Object.keys(cellNamed(cell).sums).indexOf(sum) * units + to) * units + from;
  }

  /** @param {Entry} entry */
  weightOf(entry) {
    return this.layer.weights.hh[this.place(entry)];
  }

  /** The entry of W_hh to begin with: the verdict leans most on it. @returns {Entry} */
  telling() {
    const { layer, readout, trained } = this;
    return steepest(layer, trained.course, backThrough(layer, trained.course, readout));
  }

  /** The layer with one weight changed; the trained one stays as it is. @param {Entry} entry @param {number} value */
  changed(entry, value) {
    const { weights } = this.layer;
    const hh = weights.hh.slice();
    hh[this.place(entry)] = value;
    return { ...this.layer, weights: { ...weights, hh } };
  }

  /** @param {Entry} entry @param {number} value @returns {Outcome} */
  with(entry, value) {
    return value === this.weightOf(entry) ? this.trained : this.outcome(this.changed(entry, value));
  }

  /**
   * What every copy adds to the gradient of the last log-odds, and how much of any gradient there is left
   * at it: the length of that by all its sums.
   * @param {Entry} entry @param {number} value @param {Outcome} outcome with it
   */
  gradient(entry, value, { course }) {
    const layer = this.changed(entry, value);
    const pushes = backThrough(layer, course, this.readout);
    const { units } = layer;
    const left = new Float64Array(this.track.T);
    for (const each of Object.values(pushes)) each.forEach((push, at) => (left[Math.floor(at / units)] += push * push));
    return { added: addedBy(layer, course, pushes, entry), left: left.map(Math.sqrt) };
  }

  /** @param {import("../cells/running.js").Layer} layer @returns {Outcome} */
  outcome(layer) {
    const { readout, track } = this;
    const course = courseOf(layer, this.x, undefined, undefined, this.read);
    const { h } = course.arrays;
    const logits = Float64Array.from({ length: track.T }, (_, t) => product(readout, 0, h, t * track.units, track.units) + track.readoutBias);
    return { course, logits, verdicts: logits.map((logit) => 1 / (1 + Math.exp(-logit))) };
  }
}

/**
 * Where h differs most between two outcomes, and by how much.
 * @param {Track} track @param {Outcome} before @param {Outcome} now
 */
export function largestChange({ units }, before, now) {
  const found = { t: 0, unit: 0, change: 0 };
  now.course.arrays.h.forEach((value, at) => {
    const change = value - before.course.arrays.h[at];
    if (Math.abs(change) > Math.abs(found.change)) Object.assign(found, { t: Math.floor(at / units), unit: at % units, change });
  });
  return found;
}

/** A typed number within −LIMIT and LIMIT; undefined for anything else. @param {string} text */
export function weightFrom(text) {
  const plain = text.trim().replace("−", "-").replace(/^([+-]?\d*),(\d+)$/, "$1.$2");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  const value = Number(plain);
  return Math.abs(value) <= LIMIT ? value : undefined;
}
