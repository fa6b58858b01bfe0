// The products behind one sum: what each unit and each number of the word adds to it.

import { apart, stepBefore, value } from "../board/scene.js";
import { cellNamed } from "../cells/index.js";
import { termsOf } from "../cells/sums.js";

/**
 * One product: which number of the word ("x") or unit ("h") it is of, what that says, its weight, and
 * what both come to. In a GRU's candidate the reset gate is part of the weight.
 * @typedef {{group: Group, place: number, says: number, weight: number, adds: number}} Product
 * @typedef {"x"|"h"|"m"} Group "m" for the terms of a state
 *
 * Where a product stands: in which sum of which unit, and of which number of the word or unit it is.
 * @typedef {{q: string, unit: number, group: Group, place: number}} Place
 *
 * A step of the running sum: one product, the rest of a group as one, or a bias.
 * @typedef {{group: Group|"b", product?: Product, rest?: Product[], adds: number, from: number, to: number}} Part
 *
 * All of a sum: its products, the largest first, by group; the biases; the total; what it comes to.
 * @typedef {{x: Product[], h: Product[], m: Product[], ofX: number, ofH: number, bias: number, total: number, parts: Part[]}} Sum
 */

/** How many products of each group stand alone. */
const ALONE = { x: 5, h: 6 };

/**
 * The sum behind a quantity; null until the weights are there.
 * @param {import("./parts.js").Track} track @param {string} q @param {number} t @param {number} unit
 * @returns {Sum|null}
 */
export function sumOf(track, q, t, unit) {
  const { weights } = apart(track);
  const terms = termsOf(track, q, t, unit);
  if (!weights || !terms || !track.arrays.x) return null;
  const { ih, hh, b_ih } = weights;
  const row = Object.keys(cellNamed(track.cell).sums).indexOf(q) * track.units + unit;
  const inputs = ih.length / b_ih.length;
  const gate = cellNamed(track.cell).sums[q].gate;
  const openness = gate ? value(track, gate, t, unit) : 1;
  const x = products("x", inputs, (k) => track.arrays.x[t * inputs + k], (k) => ih[row * inputs + k]);
  const h = products("h", track.units, (k) => before(track, t, k), (k) => openness * hh[row * track.units + k]);
  const bias = terms.bias + (gate ? openness * terms.biasOfH : 0);
  const [ofX, ofH] = [total(x), total(h)];
  const parts = running([...apiece(x), ...apiece(h), { group: "b", adds: bias }]);
  return { x, h, m: [], ofX, ofH, bias, total: ofX + ofH + bias, parts };
}

/**
 * A state that is no activation of a sum, as what it is made of; null for the others.
 * @param {import("./parts.js").Walk} walk @param {import("./parts.js").Track} track @param {string} q @param {number} t @param {number} unit
 * @returns {Sum|null}
 */
export function mixOf({ mixes = {}, shown }, track, q, t, unit) {
  if (!mixes[q]) return null;
  const m = mixes[q].map(({ says, by }, place) => {
    const [said, weight] = [says, by].map((each) => shown[each].value(track, t, unit));
    return { group: /** @type {const} */ ("m"), place, says: said, weight, adds: said * weight };
  });
  const parts = running(m.map((product) => ({ group: product.group, product, adds: product.adds })));
  return { x: [], h: [], m, ofX: 0, ofH: 0, bias: 0, total: total(m), parts };
}

/** What a sum comes to, without its products; NaN until the weights are there. @param {import("./parts.js").Track} track @param {string} q @param {number} t @param {number} unit */
export function totalOf(track, q, t, unit) {
  const terms = termsOf(track, q, t, unit);
  if (!terms) return NaN;
  const { x, h, bias, biasOfH } = terms;
  const { gate } = cellNamed(track.cell).sums[q];
  return gate ? x + bias + value(track, gate, t, unit) * (h + biasOfH) : x + h + bias;
}

/** What comes of a sum. @param {string} activation @param {number} total */
export function squashed(activation, total) {
  return activation === "tanh" ? Math.tanh(total) : 1 / (1 + Math.exp(-total));
}

/** What an opened number is. @param {import("./walk.js").Frame} frame @param {string} q @param {Sum} sum */
export function outOf({ activation }, q, { total }) {
  const squash = activation(q);
  return squash ? squashed(squash, total) : total;
}

/** @param {import("./parts.js").Track} track @param {number} t @param {number} unit */
function before(track, t, unit) {
  const previous = stepBefore(track, t);
  return previous < 0 ? track.arrays.h0[unit] : value(track, "h", previous, unit);
}

/**
 * @param {"x"|"h"} group @param {number} size @param {(k: number) => number} says @param {(k: number) => number} weight
 * @returns {Product[]} the largest first
 */
function products(group, size, says, weight) {
  const all = Array.from({ length: size }, (_, place) => {
    const [said, by] = [says(place), weight(place)];
    return { group, place, says: said, weight: by, adds: said * by };
  });
  return all.sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds));
}

/** @param {Product[]} products */
const total = (products) => products.reduce((sum, { adds }) => sum + adds, 0);

/** The largest of a group one by one, the rest as one. @param {Product[]} all @returns {Omit<Part, "from"|"to">[]} */
function apiece(all) {
  if (!all.length) return [];
  const group = /** @type {"x"|"h"} */ (all[0].group);
  // A rest of one or two would be hardly shorter than what it stands for.
  const alone = all.length - ALONE[group] <= 2 ? all.length : ALONE[group];
  const rest = all.slice(alone);
  const single = all.slice(0, alone).map((product) => ({ group, product, adds: product.adds }));
  return rest.length ? [...single, { group, rest, adds: total(rest) }] : single;
}

/** @param {Omit<Part, "from"|"to">[]} parts @returns {Part[]} */
function running(parts) {
  let sum = 0;
  return parts.map((part) => {
    const from = sum;
    sum += part.adds;
    return { ...part, from, to: sum };
  });
}
