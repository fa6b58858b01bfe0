// Values and results as they are read.

import { fill, number, scientific } from "../numbers.js";

const LARGE = 999.995;

/** A value of any size in little room. @param {number} value */
export function shownValue(value) {
  if (!(Math.abs(value) >= LARGE)) return number(value);
  return `${value < 0 ? "−" : ""}${scientific(Math.abs(value))}`;
}

/** What came of it in the end. @param {import("./figure.js").Frame} frame */
export function resultOf({ text, network, states, steps, valueAt }) {
  const told = Array.from({ length: network.units }, (_, unit) =>
    states.map((q) => `${q}${network.units > 1 ? subscript(unit + 1) : ""} = ${shownValue(valueAt(q, steps - 1, unit))}`),
  );
  return fill(text.result, { steps, states: told.flat().join(", ") });
}

/** @param {number} number below 10 */
export const subscript = (number) => String.fromCharCode(0x2080 + number);
