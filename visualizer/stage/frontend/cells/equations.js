// The arithmetic behind one value, as lines of parts; the numbers are the recorded ones.

import { value, valueBefore } from "../board/scene.js";
import { number } from "../numbers.js";
import { cellNamed } from "./index.js";
import { before, bracketed, DIGITS, plain, shown, symbol, term } from "./parts.js";

/** @typedef {import("../board/scene.js").Scene} Scene @typedef {import("./parts.js").Part} Part */

/**
 * @param {Scene} scene @param {string} q @param {number} t @param {number} unit
 * @returns {Part[][]}
 */
export function equation(scene, q, t, unit) {
  const { equations, sums } = cellNamed(scene.cell);
  const pen = penOf(scene, t, unit);
  if (Object.hasOwn(equations, q)) return equations[q](pen);
  return scene.arrays[`${q}.x`]
    ? summed(pen, q, sums[q], termsOf(scene, q, t, unit))
    : withoutSums(pen, q, sums[q]);
}

/** @param {Scene} scene @param {number} t @param {number} unit @returns {import("./parts.js").Pen} */
function penOf(scene, t, unit) {
  const at = (/** @type {string} */ q) => value(scene, q, t, unit);
  return {
    at,
    shown: (q) => ({ text: bracketed(at(q)), q }),
    shownBefore: (q) => ({ text: bracketed(valueBefore(scene, q, t, unit)), q }),
    result: (q) => shown(q, at(q)),
  };
}

/** The terms of a gate, a candidate or a plain cell's state. */
function termsOf(
  /** @type {Scene} */ { arrays, units },
  /** @type {string} */ q,
  /** @type {number} */ t,
  /** @type {number} */ unit,
) {
  return {
    x: arrays[`${q}.x`][t * units + unit],
    h: arrays[`${q}.h`][t * units + unit],
    bias: arrays[`${q}.bias`][unit],
    biasOfH: arrays[`${q}.bias_h`]?.[unit],
  };
}

/**
 * @param {import("./parts.js").Pen} pen @param {string} q @param {import("./parts.js").Sum} sum
 * @param {{x: number, h: number, bias: number, biasOfH: number}} terms
 */
function summed(pen, q, { activation, gate }, { x, h, bias, biasOfH }) {
  const head = [symbol(q), plain(" = ")];
  const open = plain(`${activation}(`);
  const final = [plain("  = "), pen.result(q)];
  if (!gate)
    return [
      [...head, open, ...inWords()],
      [plain("  = "), open, plain(`${number(x, DIGITS)} ${term(h)} ${term(bias)})`)],
      [plain("  = "), open, plain(`${number(x + h + bias, DIGITS)})`)],
      final,
    ];
  const openness = pen.at(gate);
  const gated = plain(`·(${number(h, DIGITS)} ${term(biasOfH)}))`);
  return [
    [...head, open, ...inWords(gate)],
    [plain("  = "), open, plain(`${number(x, DIGITS)} ${term(bias)} + `), shown(gate, openness), gated],
    [plain("  = "), open, plain(`${number(x + bias + openness * (h + biasOfH), DIGITS)})`)],
    final,
  ];
}

/** Where the weights are not known: the equation, and the recorded value. */
function withoutSums(
  /** @type {import("./parts.js").Pen} */ pen,
  /** @type {string} */ q,
  /** @type {import("./parts.js").Sum} */ { activation, gate },
) {
  return [
    [symbol(q), plain(" = "), plain(`${activation}(`), ...inWords(gate)],
    [plain("  = "), pen.result(q)],
  ];
}

/** What the activation is taken of. @param {string} [gate] */
function inWords(gate) {
  return gate
    ? [plain("W x + b + "), symbol(gate), plain("·(U "), before("h"), plain(" + b′))")]
    : [plain("W x + U "), before("h"), plain(" + b)")];
}

/**
 * The verdict: the sigmoid of the bias and every unit's push.
 * @param {Scene} scene @param {number} t
 * @returns {Part[][]}
 */
export function verdictEquation(scene, t) {
  const verdict = plain(number(scene.arrays.verdict[t], DIGITS));
  if (!scene.arrays.readout) return [[plain("P = "), verdict]];
  const sum = pushes(scene, t).reduce((total, { push }) => total + push, 0);
  const { readoutBias } = scene;
  return [
    [plain("P = σ(b + Σ w·"), symbol("h"), plain(")")],
    [plain(`  = σ(${number(readoutBias, DIGITS)} ${term(sum)})`)],
    [plain(`  = σ(${number(readoutBias + sum, DIGITS)})`)],
    [plain("  = "), verdict],
  ];
}

/** Every unit's term in the verdict's logit, the strongest first. @param {Scene} scene @param {number} t */
export function pushes(scene, t) {
  return Array.from({ length: scene.units }, (_, unit) => ({
    unit,
    push: scene.arrays.readout[unit] * value(scene, "h", t, unit),
  })).sort((a, b) => Math.abs(b.push) - Math.abs(a.push));
}
