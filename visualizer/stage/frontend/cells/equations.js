// The arithmetic behind one value, as lines of parts; the numbers are the recorded ones.

import { isHeld, stepBefore, value, valueBefore } from "../board/scene.js";
import { number } from "../numbers.js";
import { activationOf, cellNamed } from "./index.js";
import { before, bracketed, DIGITS, plain, shown, symbol, term } from "./parts.js";
import { termsOf } from "./sums.js";

/** @typedef {import("../board/scene.js").Track} Track @typedef {import("./parts.js").Part} Part */

/**
 * @param {Track} track @param {string} q @param {number} t @param {number} unit
 * @returns {Part[][]}
 */
export function equation(track, q, t, unit) {
  if (track.between) return differenceEquation(track, t, q, (each, step) => value(each, q, step, unit));
  const { equations, sums } = cellNamed(track.cell);
  const pen = penOf(track, t, unit);
  if (isHeld(track, q, t, unit)) return [[symbol(q), plain(" = "), pen.result(q)], [plain(`  ${track.text.byHand}`)]];
  if (Object.hasOwn(equations, q)) return equations[q](pen);
  const terms = termsOf(track, q, t, unit);
  const sum = { ...sums[q], activation: activationOf(track.cell, q, track.nonlinearity) };
  return terms ? summed(pen, q, sum, terms) : withoutSums(pen, q, sum);
}

/** The equation of the state that a quantity goes into; none for a state. @param {Track} track @param {string} q @param {number} t @param {number} unit */
export function usedIn(track, q, t, unit) {
  if (track.between) return [];
  const { memory, equations, states } = cellNamed(track.cell);
  const state = q === "o" ? "h" : memory;
  if (states.includes(q) || !Object.hasOwn(equations, state) || !track.arrays[state]) return [];
  return equations[state](penOf(track, t, unit));
}

/**
 * What the second of two tracks has at a column less what the first has.
 * @param {Track} track between them @param {number} t @param {string} q
 * @param {(track: Track, step: number) => number} at
 */
function differenceEquation(track, t, q, at) {
  const { text, between = [], columns } = track;
  const [first, second] = between.map((each) => (each ? at(each, each.at[columns[t]]) : NaN));
  const own = track.arrays[q] ? { q } : {};
  const named = (/** @type {string} */ name) => ({ text: `${q}(${name})`, ...own });
  return [
    [{ text: `Δ${q}`, ...own }, plain(" = "), named(text.second), plain(" − "), named(text.first)],
    [plain(`  = ${number(second, DIGITS)} − ${bracketed(first)}`)],
    [plain(`  = ${number(second - first, DIGITS)}`)],
  ];
}

/** @param {Track} track @param {number} t @param {number} unit @returns {import("./parts.js").Pen} */
function penOf(track, t, unit) {
  const at = (/** @type {string} */ q) => value(track, q, t, unit);
  return {
    at,
    shown: (q) => ({ text: bracketed(at(q)), q }),
    shownBefore: (q) => ({
      text: bracketed(valueBefore(track, q, t, unit)),
      q,
      past: stepBefore(track, t),
    }),
    result: (q) => shown(q, at(q)),
  };
}

/**
 * @param {import("./parts.js").Pen} pen @param {string} q @param {import("./parts.js").Sum} sum
 * @param {import("./sums.js").Terms} terms
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
 * @param {Track} track @param {number} t
 * @returns {Part[][]}
 */
export function verdictEquation(track, t) {
  if (track.between) return differenceEquation(track, t, "P", ({ arrays }, step) => arrays.verdict[step]);
  const verdict = plain(number(track.arrays.verdict[t], DIGITS));
  if (!track.arrays.readout) return [[plain("P = "), verdict]];
  const sum = pushes(track, t).reduce((total, { push }) => total + push, 0);
  const { readoutBias } = track;
  return [
    [plain("P = σ(b + Σ w·"), symbol("h"), plain(")")],
    [plain(`  = σ(${number(readoutBias, DIGITS)} ${term(sum)})`)],
    [plain(`  = σ(${number(readoutBias + sum, DIGITS)})`)],
    [plain("  = "), verdict],
  ];
}

/** Every unit's term in the verdict's logit, the strongest first. @param {Track} track @param {number} t */
export function pushes(track, t) {
  return Array.from({ length: track.units }, (_, unit) => ({
    unit,
    push: track.arrays.readout[unit] * value(track, "h", t, unit),
  })).sort((a, b) => Math.abs(b.push) - Math.abs(a.push));
}
