// What is read: one or two numbers a step, or letters, each as a 1 among zeros.

import { kept, MOST, put } from "./network.js";
import { lettersFrom, rowFrom, writtenRow } from "./typed.js";

/**
 * As typed, and what of it is read. `wrong` has for each row what is said of it: the key of a message
 * and the word it is about; the rows before go on being read.
 * @typedef {object} Sequence
 * @property {import("./presets.js").Reads} reads @property {string[]} rows
 * @property {number[][]} values of each row; of letters none @property {string[]} letters
 * @property {string[]} alphabet @property {({key: string, word?: string, bad: boolean}|null)[]} said
 */

const SAMPLE = { 1: ["1 0 0 −1 0 0"], 2: ["1 0.5 −1 0 0 0", "1 0 0 0 1 0"], letters: ["a b b c"] };

/** @param {string|undefined} text @returns {import("./presets.js").Reads|undefined} */
export const readsFrom = (text) => (text === "1" || text === "2" || text === "letters" ? text : undefined);

/** @param {import("./presets.js").Reads} reads @param {string[]} [rows] @param {string} [alphabet] @returns {Sequence} */
export function sequenceOf(reads, rows = SAMPLE[reads], alphabet = "") {
  const known = [...new Set(lettersFrom(alphabet, []).letters)].slice(0, MOST.inputs);
  const start = lettersFrom("a b b c", known);
  const sample = (/** @type {string} */ row) => rowFrom(row).values;
  /** @type {Sequence} */
  const empty = {
    reads,
    rows: SAMPLE[reads],
    values: reads === "letters" ? [] : SAMPLE[reads].map(sample),
    letters: start.letters,
    alphabet: reads === "letters" ? (known.length ? known : start.alphabet) : [],
    said: SAMPLE[reads].map(() => null),
  };
  return SAMPLE[reads].reduce((sequence, _, k) => (rows[k] === undefined ? sequence : typed(sequence, k, rows[k])), empty);
}

/** A row was typed. @param {Sequence} sequence @param {number} row @param {string} text @returns {Sequence} */
export function typed(sequence, row, text) {
  const rows = put(sequence.rows, row, text);
  const said = (/** @type {string|undefined} */ wrong, /** @type {string|undefined} */ word, /** @type {boolean} */ beyond) =>
    put(sequence.said, row, wrong ? { key: wrong, word, bad: true } : beyond ? { key: "tooLong", bad: false } : null);
  if (sequence.reads === "letters") {
    const { letters, alphabet, beyond, wrong, word } = lettersFrom(text, sequence.alphabet);
    const next = { ...sequence, rows, said: said(wrong, word, beyond) };
    return wrong ? next : { ...next, letters, alphabet };
  }
  const { values, beyond, wrong, word } = rowFrom(text);
  const next = { ...sequence, rows, said: said(wrong, word, beyond) };
  return wrong ? next : { ...next, values: put(sequence.values, row, values) };
}

/** One number was set, which stands in the text too. @param {Sequence} sequence @param {number} row @param {number} t @param {number} value @returns {Sequence} */
export function withValue(sequence, row, t, value) {
  const values = sequence.values.map((each, k) => (k === row ? put(padded(each, t + 1), t, kept(value)) : each));
  return { ...sequence, values, rows: put(sequence.rows, row, writtenRow(values[row])), said: put(sequence.said, row, null) };
}

/** How many numbers a step has. @param {Sequence} sequence */
export const inputsOf = ({ reads, alphabet }) => (reads === "letters" ? alphabet.length : Number(reads));

/** How many steps are read: as many as the longest row has. @param {Sequence} sequence */
export function stepsOf({ reads, values, letters }) {
  return reads === "letters" ? letters.length : Math.max(...values.map((row) => row.length));
}

/** What the cell reads, one row a step; a shorter row goes on with zeros. @param {Sequence} sequence @returns {number[]} */
export function inputOf(sequence) {
  const { reads, letters, alphabet, values } = sequence;
  if (reads === "letters") return letters.flatMap((letter) => alphabet.map((each) => Number(each === letter)));
  return Array.from({ length: stepsOf(sequence) }, (_, t) => values.map((row) => row[t] ?? 0)).flat();
}

/** @param {number[]} values @param {number} length */
const padded = (values, length) => [...values, ...new Array(Math.max(0, length - values.length)).fill(0)];
