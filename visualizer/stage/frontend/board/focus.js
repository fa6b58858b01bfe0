// What a person looks at on the board: as it is, in the address, and when it is the same.

import { whole } from "../shell/address.js";

/**
 * What a person has chosen; kept in the address. Tracks are numbers from 0.
 * @typedef {object} View
 * @property {number} [t] @property {number} [track] @property {number} [unit] @property {string} [order]
 * @property {string} [quantity] @property {number[]} [open] @property {boolean} [all]
 * @property {boolean} [predict] whether what comes is covered, and asked about before it opens
 * @property {number[]} [usual] the tracks that are open where nobody chose, which go without saying
 *
 * The word, unit and quantity whose details show, and in which track; `t` is a column of the board.
 * @typedef {{track: number, t: number, unit: number, quantity: string}} Focus
 */

const MOST_OPEN = 64;

/** Steps and tracks count from 1 in the address, as on the screen. @param {View} view */
export function addressed({ t, track, unit, order, quantity, open, usual = [0], all, predict }) {
  const first = !open || String(open) === String(usual);
  return {
    t: t === undefined ? undefined : t + 1,
    track: track ? track + 1 : undefined,
    unit,
    order,
    show: quantity,
    open: first ? undefined : open.map((number) => number + 1).join("."),
    all: all ? 1 : undefined,
    predict: predict ? 1 : undefined,
  };
}

/** @param {(name: string) => string|undefined} read @returns {View} */
export function viewFrom(read) {
  const fromOne = (/** @type {string|undefined} */ text) => {
    const number = whole(text);
    return number === undefined ? undefined : number - 1;
  };
  const part = fromOne(read("part")); // of pages that showed one track at a time
  const parts = (read("open") ?? "").split(".").slice(0, MOST_OPEN).map(fromOne);
  const open = parts.filter((number) => number !== undefined && number >= 0);
  return {
    t: fromOne(read("t")),
    track: fromOne(read("track")) ?? part,
    unit: whole(read("unit")),
    order: read("order"),
    quantity: read("show"),
    open: open.length ? /** @type {number[]} */ (open) : part === undefined ? undefined : [Math.max(0, part)],
    all: read("all") === "1",
    predict: read("predict") === "1",
  };
}

/** A whole number in 0..size-1, or undefined for none. @param {unknown} number @param {number} size */
export function clamped(number, size) {
  if (typeof number !== "number" || !Number.isFinite(number)) return undefined;
  return Math.max(0, Math.min(size - 1, Math.trunc(number)));
}

/** @param {Focus|null} a @param {Focus|null} b */
export function sameFocus(a, b) {
  if (!a || !b) return a === b;
  return a.t === b.t && a.unit === b.unit && a.quantity === b.quantity && a.track === b.track;
}
