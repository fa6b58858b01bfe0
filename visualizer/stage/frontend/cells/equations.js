// The arithmetic behind one value, as lines of parts; the numbers are the recorded ones.

import { number } from "../numbers.js";
import { value, valueBefore } from "../shell/payload.js";

/** @typedef {import("../shell/payload.js").Scene} Scene */
/**
 * A part of a formula: text, what stands below it, and the quantity whose hue it takes.
 * @typedef {{text: string, sub?: string, q?: string}} Part
 */

const DIGITS = 3;
const ACTIVATION = { i: "σ", f: "σ", g: "tanh", o: "σ", r: "σ", z: "σ", n: "tanh", h: "tanh" };

/** @param {string} text @returns {Part} */
const plain = (text) => ({ text });
/** @param {string} q @returns {Part} */
const symbol = (q) => ({ text: q, q });
/** @param {string} q @returns {Part} */
const before = (q) => ({ text: q, sub: "prev", q });

/**
 * @param {Scene} scene @param {string} q @param {number} t @param {number} unit
 * @returns {Part[][]}
 */
export function equation(scene, q, t, unit) {
  const at = (name) => value(scene, name, t, unit);
  const shown = (name) => ({ text: bracketed(at(name)), q: name });
  const shownBefore = (name) => ({ text: bracketed(valueBefore(scene, name, t, unit)), q: name });
  if (q === "c")
    return [
      [symbol("c"), plain(" = "), symbol("f"), plain("·"), before("c"), plain(" + "), symbol("i"), plain("·"), symbol("g")],
      [plain("  = "), shown("f"), plain("·"), shownBefore("c"), plain(" + "), shown("i"), plain("·"), shown("g")],
      [plain("  = "), result("c", at("c"))],
    ];
  if (q === "h" && scene.cell === "lstm")
    return [
      [symbol("h"), plain(" = "), symbol("o"), plain("·tanh("), symbol("c"), plain(")")],
      [plain("  = "), shown("o"), plain("·tanh("), { text: number(at("c"), DIGITS), q: "c" }, plain(")")],
      [plain("  = "), shown("o"), plain("·"), { text: bracketed(Math.tanh(at("c"))), q: "c" }],
      [plain("  = "), result("h", at("h"))],
    ];
  if (q === "h" && scene.cell === "gru")
    return [
      [symbol("h"), plain(" = (1−"), symbol("z"), plain(")·"), symbol("n"), plain(" + "), symbol("z"), plain("·"), before("h")],
      [plain("  = (1−"), shown("z"), plain(")·"), shown("n"), plain(" + "), shown("z"), plain("·"), shownBefore("h")],
      [plain("  = "), result("h", at("h"))],
    ];
  return preActivation(scene, q, t, unit);
}

/** A gate, a candidate or a plain cell's state: an activation over the sum of its terms. */
function preActivation(scene, q, t, unit) {
  const { arrays, units } = scene;
  if (!arrays[`${q}.x`]) return withoutSums(scene, q, t, unit);
  const x = arrays[`${q}.x`][t * units + unit];
  const h = arrays[`${q}.h`][t * units + unit];
  const bias = arrays[`${q}.bias`][unit];
  const bias_h = arrays[`${q}.bias_h`]?.[unit];
  const open = plain(`${ACTIVATION[q]}(`);
  const final = [plain("  = "), result(q, value(scene, q, t, unit))];
  if (q === "n") {
    const r = value(scene, "r", t, unit);
    return [
      [symbol(q), plain(" = "), open, plain("W x + b + "), symbol("r"), plain("·(U "), before("h"), plain(" + b′))")],
      [plain("  = "), open, plain(`${number(x, DIGITS)} ${term(bias)} + `), { text: number(r, DIGITS), q: "r" }, plain(`·(${number(h, DIGITS)} ${term(bias_h)}))`)],
      [plain("  = "), open, plain(`${number(x + bias + r * (h + bias_h), DIGITS)})`)],
      final,
    ];
  }
  return [
    [symbol(q), plain(" = "), open, plain("W x + U "), before("h"), plain(" + b)")],
    [plain("  = "), open, plain(`${number(x, DIGITS)} ${term(h)} ${term(bias)})`)],
    [plain("  = "), open, plain(`${number(x + h + bias, DIGITS)})`)],
    final,
  ];
}

/** Where the weights are not known: the equation, and the recorded value. */
function withoutSums(scene, q, t, unit) {
  const sum =
    q === "n"
      ? [plain("W x + b + "), symbol("r"), plain("·(U "), before("h"), plain(" + b′))")]
      : [plain("W x + U "), before("h"), plain(" + b)")];
  return [
    [symbol(q), plain(" = "), plain(`${ACTIVATION[q]}(`), ...sum],
    [plain("  = "), result(q, value(scene, q, t, unit))],
  ];
}

/**
 * The verdict: the sigmoid of the bias and every unit's push.
 * @param {Scene} scene @param {number} t
 */
export function verdictEquation(scene, t) {
  const shown = { text: number(scene.arrays.verdict[t], DIGITS) };
  if (!scene.arrays.readout) return [[plain("P = "), shown]];
  const sum = pushes(scene, t).reduce((total, { push }) => total + push, 0);
  const { readoutBias } = scene;
  return [
    [plain("P = σ(b + Σ w·"), symbol("h"), plain(")")],
    [plain(`  = σ(${number(readoutBias, DIGITS)} ${term(sum)})`)],
    [plain(`  = σ(${number(readoutBias + sum, DIGITS)})`)],
    [plain("  = "), shown],
  ];
}

/** Every unit's term in the verdict's logit, the strongest first. @param {Scene} scene @param {number} t */
export function pushes(scene, t) {
  return Array.from({ length: scene.units }, (_, unit) => ({
    unit,
    push: scene.arrays.readout[unit] * value(scene, "h", t, unit),
  })).sort((a, b) => Math.abs(b.push) - Math.abs(a.push));
}

/** @param {string} q @param {number} v @returns {Part} */
function result(q, v) {
  return { text: number(v, DIGITS), q };
}

/** @param {number} v */
function bracketed(v) {
  return v < 0 ? `(${number(v, DIGITS)})` : number(v, DIGITS);
}

/** A further term of a sum, with its sign as the operator. @param {number} v */
function term(v) {
  return `${v < 0 ? "−" : "+"} ${number(Math.abs(v), DIGITS)}`;
}
