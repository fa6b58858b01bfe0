// How many numbers a network of given sizes learns, as PyTorch counts them.

import { CELLS } from "../cells/index.js";
import { whole } from "../shell/address.js";

/**
 * Vocabulary, embedding, hidden units, layers, directions and classes.
 * @typedef {{vocabulary: number, embedding: number, hidden: number, layers: number, directions: number, classes: number, cell: string}} Sizes
 *
 * @typedef {{embedding: number, ih: number, hh: number, biases: number, classifier: number}} Counts
 */

/** From where to where each size goes. @type {Record<Exclude<keyof Sizes, "cell">, [number, number]>} */
export const RANGES = {
  vocabulary: [2, 50_000],
  embedding: [1, 1024],
  hidden: [1, 1024],
  layers: [1, 4],
  directions: [1, 2],
  classes: [1, 1000],
};
/** The network that the product judges English sentences with. @type {Sizes} */
export const FIRST = { vocabulary: 7661, embedding: 64, hidden: 48, layers: 1, directions: 1, classes: 1, cell: "lstm" };

const NAMES = /** @type {(keyof typeof RANGES)[]} */ (Object.keys(RANGES));

/** @param {Sizes} sizes @param {number} [inputs] what the first layer reads, where that is no embedding @returns {Counts} */
export function counts({ vocabulary, embedding, hidden, layers, directions, classes, cell }, inputs) {
  const rows = directions * Object.keys(CELLS[cell].sums).length * hidden;
  const first = inputs ?? embedding;
  return {
    embedding: inputs === undefined ? vocabulary * embedding : 0,
    ih: rows * (first + (layers - 1) * directions * hidden),
    hh: rows * hidden * layers,
    biases: rows * 2 * layers,
    classifier: (directions * hidden + 1) * classes,
  };
}

/** The same network with one 0 or 1 for every word of the vocabulary in place of an embedding. @param {Sizes} sizes */
export const oneHot = (sizes) => counts(sizes, sizes.vocabulary);

/** @param {Counts} counts */
export const totalOf = (counts) => Object.values(counts).reduce((sum, each) => sum + each, 0);

/** @param {Sizes} sizes @returns {string|undefined} nothing if they are as they begin */
export function toldCounted(sizes) {
  const told = [...NAMES.map((name) => sizes[name]), sizes.cell].join(".");
  return told === [...NAMES.map((name) => FIRST[name]), FIRST.cell].join(".") ? undefined : told;
}

/** @param {string|undefined} text @returns {Sizes} */
export function countedFrom(text = "") {
  const said = text.split(".");
  const sizes = { ...FIRST };
  NAMES.forEach((name, k) => {
    const [least, most] = RANGES[name];
    const number = whole(said[k]);
    if (number !== undefined) sizes[name] = Math.max(least, Math.min(most, number));
  });
  const cell = said[NAMES.length];
  return cell !== undefined && Object.hasOwn(CELLS, cell) ? { ...sizes, cell } : sizes;
}
