// Networks that do something, with what they do it to. Tested against PyTorch on random sequences.

import { cellNamed } from "../cells/index.js";

/**
 * The numbers by the sum that they belong to: a row of `x`, of `h` and a bias for each unit.
 * @typedef {Record<string, {x: number[][], h: number[][], b: number[]}>} Sums
 *
 * `reads` is how many numbers a step has, or "letters". `rows` is the sequence as it would be typed;
 * `breaks` the number to change, to see it fail, and to what.
 * @typedef {object} Preset
 * @property {string} cell @property {string} [nonlinearity] @property {Reads} reads @property {string[]} rows
 * @property {string} [alphabet] @property {Sums} sums
 * @property {number} [t] the step to look at first, from 0
 *
 * @typedef {"1"|"2"|"letters"} Reads
 */

const OPEN = 10;
/** A value, and beside it whether to write it. */
const FLAGGED = ["0.8 0.3 −0.6 0.9 0.1 −0.2 0.5 −0.9", "0 0 1 0 0 0 0 0"];
const TWICE = [FLAGGED[0], "1 0 0 0 1 0 0 1"];

/** @param {number} bias of the gate @param {number} [flag] what a flag adds */
const gate = (bias, flag = 0) => ({ x: [[0, flag]], h: [[0]], b: [bias] });
const VALUE = { x: [[1, 0]], h: [[0]], b: [0] };

/** @type {Record<string, Preset>} */
export const PRESETS = {
  latch: {
    cell: "rnn",
    reads: "1",
    rows: ["0 1 0 0 0 −1 0 0"],
    sums: { h: { x: [[6]], h: [[3]], b: [0] } },
  },
  counter: {
    cell: "rnn",
    nonlinearity: "relu",
    reads: "1",
    rows: ["1 0 1 1 0 0 1 1"],
    sums: { h: { x: [[1]], h: [[1]], b: [0] } },
  },
  toggle: {
    cell: "gru",
    reads: "1",
    rows: ["0 1 0 0 1 1 0 1"],
    sums: {
      r: { x: [[0]], h: [[0]], b: [OPEN] },
      z: { x: [[-2 * OPEN]], h: [[0]], b: [OPEN] },
      n: { x: [[0]], h: [[-OPEN]], b: [OPEN] },
    },
  },
  remember: {
    cell: "lstm",
    reads: "2",
    rows: FLAGGED,
    sums: { i: gate(-OPEN, 2 * OPEN), f: gate(OPEN), g: VALUE, o: gate(OPEN) },
  },
  forget: {
    cell: "lstm",
    reads: "2",
    rows: TWICE,
    sums: { i: gate(-OPEN, 2 * OPEN), f: gate(-OPEN), g: VALUE, o: gate(OPEN) },
  },
  overwrite: {
    cell: "lstm",
    reads: "2",
    rows: TWICE,
    sums: { i: gate(-OPEN, 2 * OPEN), f: gate(OPEN, -2 * OPEN), g: VALUE, o: gate(OPEN) },
  },
  order: {
    cell: "rnn",
    reads: "letters",
    rows: ["c b a c b c"],
    alphabet: "abc",
    sums: { h: { x: [[6, 0, 0], [0, 4, 0]], h: [[3, 0], [8, 6]], b: [0, -5] } },
  },
};

/** @param {string|undefined} name */
export const presetNamed = (name) => (name !== undefined && Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined);

/** @param {Preset} preset @returns {import("./network.js").Network} */
export function networkOf({ cell, nonlinearity = "tanh", sums }) {
  const inOrder = Object.keys(cellNamed(cell).sums).map((q) => sums[q]);
  const [{ x, h }] = inOrder;
  return {
    cell,
    nonlinearity,
    units: h.length,
    inputs: x[0].length,
    weights: {
      ih: inOrder.flatMap((sum) => sum.x.flat()),
      hh: inOrder.flatMap((sum) => sum.h.flat()),
      b: inOrder.flatMap((sum) => sum.b),
    },
  };
}
