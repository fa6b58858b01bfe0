// What the cells' tables and equations are made of: parts of a formula, and the open cell's box.

import { number } from "../numbers.js";

/**
 * A part of a formula: text, what stands below it, the quantity whose hue it takes, and for a number
 * of the step before which step that was, -1 for none.
 * @typedef {{text: string, sub?: string, q?: string, past?: number}} Part
 *
 * Writes the values of one step and unit.
 * @typedef {object} Pen
 * @property {(q: string) => number} at @property {(q: string) => Part} shown in brackets if negative
 * @property {(q: string) => Part} shownBefore the same of the state before @property {(q: string) => Part} result
 *
 * An activation over the sum of its terms; the `gate` multiplies what comes from the state before.
 * @typedef {{activation: string, gate?: string}} Sum
 *
 * The values of one step by symbol, a number for each unit.
 * @typedef {Record<string, Float64Array>} Values
 *
 * A wire of the open cell: an SVG path, the quantity it carries, when the computation runs through it.
 * @typedef {{q: string, phase: number, d: string}} Wire
 *
 * All that is known of a kind of cell here. `memory` is the state that the belt carries, `keeps` the
 * gate that says how much of it survives, null if none does; `bus` says that h has a way of its own,
 * `joins` at what x new content joins the belt. `valves` stand at [x, y] in the open cell's box.
 * `advance` computes the states that are no activations of sums; `retreat` takes gradients by what it
 * computed, adds those by what it computed from, and puts those by the states before into `before`.
 * Where the sums' activation is a choice, it is one of `nonlinearities`.
 * @typedef {object} Cell
 * @property {string[]} states @property {string} memory @property {string|null} keeps
 * @property {boolean} bus @property {number|null} joins
 * @property {Record<string, [number, number]>} valves @property {Wire[]} wires
 * @property {{text: string, x: number, y: number, ring?: boolean}[]} [marks] what else stands there
 * @property {Record<string, Sum>} sums @property {Record<string, (pen: Pen) => Part[][]>} equations
 * @property {(now: Values, prev: Values, unit: number) => void} advance
 * @property {(by: Values, before: Values, now: Values, prev: Values, unit: number) => void} retreat
 * @property {string[]} [nonlinearities]
 */

export const WIDTH = 152;
export const HEIGHT = 113;
export const BELT = 32;
export const VALVE = 66;
export const BUS = 94;
export const BOTTOM = 106;
export const DIGITS = 3;

/** @param {string} text @returns {Part} */
export const plain = (text) => ({ text });
/** @param {string} q @returns {Part} */
export const symbol = (q) => ({ text: q, q });
/** @param {string} q @returns {Part} */
export const before = (q) => ({ text: q, sub: "t−1", q });
/** @param {string} q @param {number} v @returns {Part} */
export const shown = (q, v) => ({ text: number(v, DIGITS), q });

/** @param {number} v */
export function bracketed(v) {
  const text = number(v, DIGITS);
  return text.startsWith("−") ? `(${text})` : text;
}

/** A further term of a sum, with its sign as the operator; what rounds to 0 has none. @param {number} v */
export function term(v) {
  const text = number(v, DIGITS);
  return text.startsWith("−") ? `− ${text.slice(1)}` : `+ ${text}`;
}
