// What a person looks at on the board: as it is, in the address, and when it is the same.

import { whole } from "../shell/address.js";

/**
 * What a person has chosen; kept in the address.
 * @typedef {{t?: number, unit?: number, order?: string, quantity?: string}} View
 *
 * The word, unit and quantity whose details show.
 * @typedef {{t: number, unit: number, quantity: string}} Focus
 *
 * @typedef {import("./scene.js").Scene} Scene
 */

/** Steps count from 1 in the address, as on the screen. @param {View} view */
export function addressed({ t, unit, order, quantity }) {
  return { t: t === undefined ? undefined : t + 1, unit, order, show: quantity };
}

/** @param {(name: string) => string|undefined} read @returns {View} */
export function viewFrom(read) {
  const step = whole(read("t"));
  return {
    t: step === undefined ? undefined : step - 1,
    unit: whole(read("unit")),
    order: read("order"),
    quantity: read("show"),
  };
}

/** A whole number in 0..size-1, or undefined for none. @param {number|undefined} number @param {number} size */
export function clamped(number, size) {
  if (number === undefined || !Number.isFinite(number)) return undefined;
  return Math.max(0, Math.min(size - 1, Math.trunc(number)));
}

/** @param {Focus|null} a @param {Focus|null} b */
export function sameFocus(a, b) {
  if (!a || !b) return a === b;
  return a.t === b.t && a.unit === b.unit && a.quantity === b.quantity;
}

/** @param {Scene} a @param {Scene} b */
export function sameWords(a, b) {
  return a.tokens.join("\n") === b.tokens.join("\n");
}
