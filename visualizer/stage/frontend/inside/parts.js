// What the large drawings of the cells are made of. Lengths are those of a box 1010 wide and 384 high.

import { value, valueBefore } from "../board/scene.js";
import { totalOf } from "./terms.js";

/**
 * @typedef {import("../board/scene.js").Track} Track @typedef {import("../cells/parts.js").Part} Part
 *
 * A quantity that is drawn, by a name of its own: recorded, or made of recorded ones. `of` is the
 * quantity whose colours it has, `value` gives it for a step and a unit, `bound` ends its colours.
 * @typedef {object} Shown
 * @property {string} of @property {(track: Track, t: number, unit: number) => number} value
 * @property {number} [bound]
 *
 * Its values of all units side by side, from [x, y] to the right, with its name above or below it.
 * @typedef {{shown: string, at: [number, number], own: number, now: number[], width?: number, below?: boolean}} Strip
 * A gate, candidate or state with its sum, its middle at x; a click opens the sum.
 * @typedef {{q: string, x: number, y?: number, own: number, now: number[], foot?: number}} Gate foot: where what it reads arrives
 * @typedef {{d: string, of: string, own: number, now: number[], belt?: boolean, arrow?: boolean}} Wire
 * @typedef {{text: string, at: [number, number], of: string, own: number, now: number[]}} Operator
 * Words on a wire, by the key of their message.
 * @typedef {{key: string, at: [number, number], own: number, end?: boolean}} Note
 *
 * A term of a state: what is drawn of it, as the product of two others.
 * @typedef {{shown: string, says: string, by: string, name: string}} Term
 *
 * A column of a small network seen whole: the block of a sum, or a state with its left edge at x and the
 * steps in which something flows into it. Of the terms of a state, `told` is printed at its wire. A valve
 * at x weighs what flows into a state by a gate, whose wire comes from above or below it; without a gate
 * it only says what happens. `joins` add to a state, `crosses` run from block to block.
 * @typedef {{q: string, shown: string, own: number, now: number[]}} WholeBlock
 * @typedef {{shown: string, x: number, own: number, now: number[], flows: number[]}} WholeState
 * @typedef {{by: string|null, x: number, into: string, now: number[], text: string, below?: boolean}} Valve
 * @typedef {object} Whole
 * @property {WholeBlock[]} blocks @property {{shown: string, own: number, now: number[]}} [before]
 * @property {{shown: string, own: number}[]} told @property {WholeState[]} states @property {Valve[]} valves
 * @property {{by: string, into: number, now: number[], times?: string}[]} joins times: by what it is weighed
 * @property {{by: string, to: string, now: number[]}[]} [crosses]
 *
 * One kind of cell, drawn step by step. A part is there from step `own` on, counted from 1, and works
 * in the steps `now`. `steps` says for each which sums it opens, and what it works out: quantities, each
 * with the sign before it, the first of a line without.
 * @typedef {object} Walk
 * @property {Record<string, Shown>} shown
 * @property {string[]} [made] those of them that stand in the drawing alone, not in the list beside it
 * @property {{formula: string, opens: string[], rows: [sign: string, shown: string][]}[]} steps
 * @property {Record<string, Term[]>} [mixes] the states that are no activations of sums, by their terms
 * @property {Strip[]} strips @property {Gate[]} gates @property {Wire[]} wires
 * @property {Operator[]} operators @property {Note[]} notes @property {Whole} whole
 */

export const WIDTH = 1010;
export const HEIGHT = 384;
export const BELT = 40;
export const STRIP = { width: 144, height: 16 };
export const GATE = { width: 152, height: 46, y: 162 };
/** Where what every gate reads lies side by side: the state before, then the word. */
export const RAIL = { y: 296, h: 164, hWidth: 288, x: 462, xWidth: 384 };

/** @param {string} q @returns {Shown} */
export const recorded = (q) => ({ of: q, value: (track, t, unit) => value(track, q, t, unit) });

/** A state before the step. @param {string} q @returns {Shown} */
export const earlier = (q) => ({ of: q, value: (track, t, unit) => valueBefore(track, q, t, unit) });

/** @param {string} of @param {(at: (q: string) => number, before: (q: string) => number) => number} made @returns {Shown} */
export const madeOf = (of, made) => ({
  of,
  value: (track, t, unit) =>
    made(
      (q) => value(track, q, t, unit),
      (q) => valueBefore(track, q, t, unit),
    ),
});

/** What an activation is taken of; NaN until the weights are there. @param {string} q @returns {Shown} */
export const summed = (q) => ({ of: q, bound: 2, value: (track, t, unit) => totalOf(track, q, t, unit) });

/** What comes in from the left and from below, in every cell. @type {Wire[]} */
export const INPUTS = [
  { d: `M4 ${RAIL.y + 8}H158`, of: "h", own: 1, now: [1], arrow: true },
  { d: `M654 354V${RAIL.y + 22}`, of: "x", own: 1, now: [1], arrow: true },
];
