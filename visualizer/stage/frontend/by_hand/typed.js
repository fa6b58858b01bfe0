// What a person types: numbers and sequences, read without trust; what cannot be read is named.

import { MOST } from "./network.js";

/**
 * A number, or the key of what is wrong with it.
 * @typedef {{value: number, wrong?: undefined}|{wrong: string, value?: undefined}} Typed
 *
 * A row of a sequence; `wrong` is the key of what cannot be read and `word` that itself, `beyond` says
 * that more was typed than is read.
 * @typedef {{values: number[], beyond: boolean, wrong?: string, word?: string}} Row
 * @typedef {{letters: string[], alphabet: string[], beyond: boolean, wrong?: string, word?: string}} Spelled
 */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const LONGEST = 400;
const CLUSTERS = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Minus signs of all kinds, and the digits of Devanagari, as a number has them. @param {string} text */
function plain(text) {
  return text
    .trim()
    .replace(/[−–]/g, "-")
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x966));
}

/** @param {string} text @param {number} [least] @param {number} [most] @returns {Typed} */
export function numberFrom(text, least = -MOST.value, most = MOST.value) {
  const read = plain(text);
  if (!NUMBER.test(read)) return { wrong: "notNumber" };
  const value = Number(read);
  return value >= least && value <= most ? { value } : { wrong: "outside" };
}

/** Numbers between spaces, commas or semicolons; at most as many as there are steps. @param {string} text @returns {Row} */
export function rowFrom(text) {
  const words = text.slice(0, LONGEST).split(/[\s,;]+/).filter(Boolean);
  const beyond = words.length > MOST.steps;
  const values = [];
  for (const word of words.slice(0, MOST.steps)) {
    const { value, wrong } = numberFrom(word);
    if (value === undefined) return { values, beyond, wrong, word };
    values.push(value);
  }
  return values.length ? { values, beyond } : { values, beyond, wrong: "empty" };
}

/**
 * Letters, with or without something between them. An alphabet has room for four: letters that went
 * keep their place until it is needed.
 * @param {string} text @param {string[]} alphabet the one so far @returns {Spelled}
 */
export function lettersFrom(text, alphabet) {
  const all = [...CLUSTERS.segment(text.slice(0, LONGEST))].map(({ segment }) => segment).filter((each) => !/^[\s,;]/.test(each));
  const letters = all.slice(0, MOST.steps);
  const beyond = all.length > MOST.steps;
  const word = letters.find((each) => !/^\p{L}/u.test(each));
  const spelled = { letters, alphabet, beyond };
  if (!letters.length) return { ...spelled, wrong: "empty" };
  if (word !== undefined) return { ...spelled, wrong: "notLetter", word };
  const used = [...new Set(letters)];
  if (used.length > MOST.inputs) return { ...spelled, wrong: "tooManyLetters", word: used[MOST.inputs] };
  const joined = [...new Set([...alphabet, ...used])];
  return { ...spelled, alphabet: joined.length > MOST.inputs ? joined.filter((each) => used.includes(each)) : joined };
}

/** Numbers as they would be typed, with a true minus. @param {number[]} values */
export const writtenRow = (values) => values.map(written).join(" ");

/** A number that was set, with no more decimals than it has. @param {number} value */
export const written = (value) => String(value).replace("-", "−");
