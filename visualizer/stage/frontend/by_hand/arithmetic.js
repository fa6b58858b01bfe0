// The arithmetic of one value: its equation with every product of the sum written out.

import { stepBefore, value, valueBefore } from "../board/scene.js";
import { equation } from "../cells/equations.js";
import { activationOf, cellNamed } from "../cells/index.js";
import { bracketed, plain, shown } from "../cells/parts.js";
import { written } from "./typed.js";

/** @typedef {import("../board/scene.js").Track} Track @typedef {import("../cells/parts.js").Part} Part */

/**
 * @param {Track} track @param {import("./network.js").Network} network @param {string} q @param {number} t @param {number} unit
 * @returns {Part[][]}
 */
export function arithmetic(track, network, q, t, unit) {
  const [head, ...lines] = equation(track, q, t, unit);
  return Object.hasOwn(cellNamed(track.cell).sums, q) ? [head, products(track, network, q, t, unit), ...lines] : [head, ...lines];
}

/** @param {Track} track @param {import("./network.js").Network} network @param {string} q @param {number} t @param {number} unit @returns {Part[]} */
function products(track, { units, inputs, weights }, q, t, unit) {
  const { sums } = cellNamed(track.cell);
  const row = Object.keys(sums).indexOf(q) * units + unit;
  const { gate } = sums[q];
  const fromX = Array.from({ length: inputs }, (_, k) => [
    plain(`${factor(weights.ih[row * inputs + k])}·${bracketed(track.arrays.x[t * inputs + k])}`),
  ]);
  const fromH = Array.from({ length: units }, (_, k) => [
    plain(`${factor(weights.hh[row * units + k])}·`),
    { text: bracketed(valueBefore(track, "h", t, k)), q: "h", past: stepBefore(track, t) },
  ]);
  const bias = [plain(factor(weights.b[row]))];
  const opening = plain(`  = ${activationOf(track.cell, q, track.nonlinearity)}(`);
  if (!gate) return [opening, ...joined([...fromX, ...fromH, bias]), plain(")")];
  const open = [shown(gate, value(track, gate, t, unit)), plain("·("), ...joined(fromH), plain(")")];
  return [opening, ...joined([...fromX, bias, open]), plain(")")];
}

/** A weight as it was set, in brackets if negative. @param {number} weight */
const factor = (weight) => (weight < 0 ? `(${written(weight)})` : written(weight));

/** @param {Part[][]} terms */
const joined = (terms) => terms.flatMap((parts, k) => (k ? [plain(" + "), ...parts] : parts));
