// Where everything stands in the drawing of a small network seen whole, and which weight runs where.
// Lengths are those of a box `WIDTH` wide.

import { acrossAt, nearest, shareAt } from "./curves.js";
import { WIDTH } from "./parts.js";

/**
 * A column of pills, one a unit: what it shows, when it is there and works, and the sum it opens.
 * @typedef {{q: string, shown: string, own: number, now: number[], head: number, ys: number[]}} Block
 *
 * @typedef {object} Layout
 * @property {number} height
 * @property {number[]} said where what each unit said before stands, by its place @property {number[]} word
 * @property {Block[]} blocks @property {number} tall of a pill in a block
 * @property {number[]} rows of the units, on the right
 *
 * One weight: from a unit or a number of the word into a sum of a unit, both by their places.
 * @typedef {{q: string, to: number, group: "x"|"h", place: number, weight: number, from: number, into: number}} Link
 */

/** Columns by their left edges, and how wide a pill is. */
export const COLUMN = { said: 34, blocks: 480, before: 606, told: 712 };
export const PILL = { said: 60, block: 50, state: 54, tall: 25 };
/** Where links begin and end. */
export const SPAN = { from: COLUMN.said + PILL.said, into: COLUMN.blocks };
/** The bend of every link, as a share of its way. */
const BEND = 0.45;
const TOP = 62;
const ROWS = { top: 72, foot: 36 };
const GAP = 50;
const HEAD = 22;
/** For what the lines are. */
const FOOT = 20;
/** So tall the drawing gets, unless pills need more. */
const AIM = 600;
const BETWEEN = { least: 17, block: 44, said: 50, rows: 92 };

/** @param {import("./parts.js").Walk} walk @param {number} units @param {number} inputs @returns {Layout} */
export function layoutOf(walk, units, inputs) {
  const shown = walk.whole.blocks;
  const room = (AIM - shown.length * HEAD) / (shown.length * units);
  const each = Math.min(BETWEEN.block, Math.max(BETWEEN.least, room));
  const tallest = shown.length * (HEAD + units * each);
  const height = Math.max(tallest, AIM * 0.9) + FOOT;
  const apart = Math.min(BETWEEN.said, (height - TOP - GAP - FOOT - 8) / (units + inputs - 1));
  const said = Array.from({ length: units }, (_, place) => TOP + place * apart);
  const word = Array.from({ length: inputs }, (_, place) => TOP + GAP + (units - 1 + place) * apart + 0.35 * apart);
  let y = (height - FOOT - tallest) / 2;
  const blocks = shown.map((block) => {
    const head = y + HEAD - 9;
    const ys = Array.from({ length: units }, (_, place) => y + HEAD + (place + 0.5) * each);
    y += HEAD + units * each;
    return { ...block, head, ys };
  });
  const wide = Math.min(BETWEEN.rows, (height - ROWS.top - ROWS.foot) / Math.max(1, units - 1));
  const first = ROWS.top + (height - ROWS.top - ROWS.foot - wide * (units - 1)) / 2;
  const rows = Array.from({ length: units }, (_, place) => first + place * wide);
  return { height, said, word, blocks, tall: Math.min(PILL.tall, each - 1), rows };
}

/**
 * Every weight as a link.
 * @param {Layout} layout @param {{ih: Float32Array, hh: Float32Array}} weights @param {string[]} sums in PyTorch's order
 * @param {number[]} units in their order @returns {Link[]}
 */
export function linksOf({ blocks, said, word }, { ih, hh }, sums, units) {
  const inputs = word.length;
  return blocks.flatMap(({ q, ys }) => {
    const first = sums.indexOf(q) * units.length;
    return units.flatMap((unit, to) => {
      const row = first + unit;
      const link = (/** @type {"x"|"h"} */ group, /** @type {number} */ place, /** @type {number} */ weight, /** @type {number} */ from) =>
        ({ q, to, group, place, weight, from, into: ys[to] });
      return [
        ...units.map((other, place) => link("h", place, hh[row * units.length + other], said[place])),
        ...word.map((from, place) => link("x", place, ih[row * inputs + place], from)),
      ];
    });
  });
}

/** @param {CanvasRenderingContext2D} context @param {Pick<Link, "from"|"into">} link @param {{from: number, into: number}} [span] */
export function trace(context, { from, into }, span = SPAN) {
  const bend = (span.into - span.from) * BEND;
  context.beginPath();
  context.moveTo(span.from, from);
  context.bezierCurveTo(span.from + bend, from, span.into - bend, into, span.into, into);
}

/** How near a pointer must come. */
const NEAR = 5;

/**
 * The link below a pointer, of those that are nearest the first; null where there is none.
 * @template {Pick<Link, "from"|"into">} L
 * @param {L[]} links @param {number} x @param {number} y @param {{from: number, into: number}} [span] where they begin and end
 */
export function linkAt(links, x, y, span = SPAN) {
  if (x < span.from || x > span.into) return null;
  const share = shareAt((x - span.from) / (span.into - span.from), BEND, 1 - BEND);
  return nearest(links, ({ from, into }) => Math.abs(acrossAt(from, into, share) - y), NEAR);
}

/** Where in a drawing a pointer is that stands in its box. @param {DOMRect} box @param {MouseEvent} event */
export function placeIn(box, event) {
  return [((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.width) * WIDTH];
}
