// Tracks to be shown on the board: texts read by layers and directions, and their values.

import { number } from "../numbers.js";
import { held } from "./bus.js";

/**
 * A quantity and its look.
 * @typedef {object} Quantity
 * @property {string} symbol @property {string} shown the symbol as it is read
 * @property {string} name @property {string} role
 * @property {"gate"|"signed"|"state"} scale @property {number} bound
 * @property {string} light @property {string} dark
 *
 * The lane that one row of a track shows, with what its module wants to know. One with a symbol is a
 * band until it is chosen; one that is there once is left out below a track of the same words, the
 * rest where tracks are compared, the spare ones anywhere until all lanes are wanted.
 *
 * A unit that tells something of the subject, with its means under both values; what is true by step.
 * @typedef {{name: string, unit: number, values: [string, string], means: [number, number],
 *   low: number, high: number, true: number[], told: string}} Flag
 * @typedef {{lane: string, symbol?: string, once?: boolean, rest?: boolean, spare?: boolean, flag?: number}} Row
 *
 * What a track of which no numbers are here is known by; `steps` is how many it has.
 * @typedef {object} Outline
 * @property {string} name @property {string} network @property {string} cell @property {string} id
 * @property {number} units @property {number} steps @property {string} about all that in words
 *
 * @typedef {object} Details
 * @property {string[]} tokens @property {boolean[]} unknown
 * @property {number[]} columns the board's column of each step
 * @property {Int32Array} at the step in each column, -1 for none
 * @property {number[]} numbers the units' own, where only some are shown
 * @property {Quantity[]} lanes the quantities @property {Row[]} rows the lanes, from the top
 * @property {Record<string, Record<string, string>>} ramp
 * @property {number} readoutBias @property {Record<string, number[]>} orders
 * @property {{quantity: string, steps: number[]|null, units: number[]|null}[]} marks where it was
 *   changed by hand, null for all; the same run as it is lies in arrays that begin with "ghost."
 * @property {string[][]} stories @property {number|null} turn @property {number} unit
 * @property {{low: number, high: number, start: number}} axis between which values a verdict is drawn
 * @property {number|null} maxError @property {boolean} checked @property {string[]} notes
 * @property {boolean} backward whether the direction reads from the last step to the first
 * @property {string|null} weights the name of those its sums are computed with
 * @property {string} [nonlinearity] of a plain cell; tanh if none is given
 * @property {number[]} [marked] steps whose word another text has not beside it
 * @property {boolean} [compared] whether it is to be compared with the scene's other tracks
 * @property {(Track|null)[]} [between] the two of which it is the second less the first
 * @property {string[]} [classes] the names of those that it tells apart
 * @property {Flag[]} flags what its units tell of a subject
 * @property {{words: string[][], forms: number[]}|null} [expected] words that may come next, by step, the
 *   first ones forms that the subject decides
 * @property {boolean} sumsApart whether its sums come apart from it
 * @property {Record<string, string>} text @property {string} language
 * @property {string|null} [deeper] where its cells are opened, without which one
 * @property {number} T number of steps
 * @property {Record<string, Float32Array>} arrays row by row: value (t, unit) at t * units + unit
 *
 * @typedef {Outline & Details} Track
 *
 * As unpacked from the bytes of `scene_bytes.py`; whether a track's numbers are in it, its rows say.
 * @typedef {object} Scene
 * @property {string} language @property {number} T number of columns
 * @property {(Outline & Partial<Track>)[]} tracks @property {Quantity[]} lanes
 * @property {Record<string, Record<string, string>>} ramp @property {Record<string, string>} text
 * @property {import("../shell/presenting.js").Keys} keys those that work where it is presented
 * @property {import("./surgery.js").Said|null} [surgery]
 * @property {boolean} [compared] whether its tracks are to be compared: all are open
 * @property {number|null} [begin] the column at which it begins; null: it plays, or shows the end
 * @property {string|null} [remote] @property {boolean} [heard] @property {string|null} [deeper]
 * @property {import("./asking.js").Asked[]} [asked] what it may ask before it shows it
 * @property {import("../shell/presenting.js").Keys} [predictKeys] those that work where it asks
 * @property {Record<string, Float32Array>} arrays
 */

/** The tracks whose numbers are here, at their places among all. @param {Scene} scene @returns {(Track|null)[]} */
export function tracksOf(scene) {
  const tracks = scene.tracks.map((track, number) => (track.rows ? filledIn(scene, track, number) : null));
  for (const track of tracks) {
    const numbers = /** @type {number[]|undefined} */ (/** @type {unknown} */ (track?.between));
    if (track && numbers) track.between = numbers.map((number) => tracks[number]);
  }
  return tracks;
}

/** @param {Scene} scene @param {any} track @param {number} number @returns {Track} */
function filledIn({ T, arrays, lanes, language, ramp, text, deeper, compared }, track, number) {
  const columns = track.columns ?? track.tokens.map((/** @type {string} */ _, /** @type {number} */ t) => t);
  const at = new Int32Array(T).fill(-1);
  columns.forEach((/** @type {number} */ column, /** @type {number} */ t) => (at[column] = t));
  const unknown = new Set(track.unknown);
  const counted = Array.from({ length: track.units }, (_, unit) => unit);
  const prefix = `${number}/`;
  const own = Object.entries(arrays).filter(([name]) => name.startsWith(prefix));
  return {
    ...track,
    columns,
    at,
    language,
    ramp,
    compared,
    text: { ...text, ...track.text },
    T: track.tokens.length,
    deeper: number === 0 ? deeper : null,
    unknown: track.tokens.map((/** @type {string} */ _, /** @type {number} */ t) => unknown.has(t)),
    numbers: track.numbers ?? counted,
    orders: Object.fromEntries(Object.entries(track.orders).map(([name, order]) => [name, order ?? counted])),
    lanes: track.symbols.map((/** @type {string} */ symbol) => (track.lanes ?? lanes).find((/** @type {Quantity} */ lane) => lane.symbol === symbol)),
    arrays: Object.fromEntries(own.map(([name, values]) => [name.slice(prefix.length), values])),
  };
}

/**
 * One value of a (T, H) quantity.
 * @param {Track} track @param {string} symbol @param {number} t @param {number} unit
 */
export function value(track, symbol, t, unit) {
  return track.arrays[symbol][t * track.units + unit];
}

/** The step before one along the direction; -1 for none. @param {Track} track @param {number} t */
export function stepBefore(track, t) {
  const previous = track.backward ? t + 1 : t - 1;
  return previous < track.T ? previous : -1;
}

/**
 * A state's value before a step; before the first one read, the one the text started from.
 * @param {Track} track @param {string} symbol @param {number} t @param {number} unit
 */
export function valueBefore(track, symbol, t, unit) {
  const previous = stepBefore(track, t);
  return previous < 0 ? track.arrays[`${symbol}0`][unit] : value(track, symbol, previous, unit);
}

/** @param {Track} track @param {string} symbol @returns {Quantity} */
export function quantityOf(track, symbol) {
  const quantity = track.lanes.find((each) => each.symbol === symbol);
  if (!quantity) throw new RangeError(`the track has no quantity ${symbol}`);
  return quantity;
}

/**
 * Whether a value was changed by hand.
 * @param {Track} track @param {string} symbol @param {number} t @param {number} unit
 */
export function isHeld({ marks }, symbol, t, unit) {
  return marks.some(
    ({ quantity, steps, units }) =>
      quantity === symbol && (steps?.includes(t) ?? true) && (units?.includes(unit) ?? true),
  );
}

/** What a value is in the same run without changes; undefined where nothing was changed. @param {Track} track @param {string} symbol @param {number} t @param {number} unit */
export function valueAsItIs(track, symbol, t, unit) {
  return track.arrays[`ghost.${symbol}`]?.[t * track.units + unit];
}

/** Arrays of what came apart from the track: its sums, or the weights. @param {Track} track */
export function apart(track) {
  return {
    sums: track.sumsApart ? held(`sums/${track.id}`) : track.arrays,
    weights: track.weights ? held(`weights/${track.weights}`) : undefined,
  };
}

/**
 * What the read-out gives after a step, in short: the likeliest class or next word with its share, or
 * the verdict.
 * @param {Track} track @param {number} step
 */
export function answerAfter({ arrays, classes = [], expected }, step) {
  if (expected) return likeliest(expected.words[step], arrays.expected, step);
  if (!arrays.shares) return number(arrays.verdict?.[step] ?? NaN);
  return likeliest(classes, arrays.shares, step);
}

/** @param {string[]} names @param {Float32Array} all @param {number} step */
function likeliest(names, all, step) {
  const shares = [...all.subarray(step * names.length, (step + 1) * names.length)];
  const most = shares.indexOf(Math.max(...shares));
  return `${names[most]} ${number(shares[most])}`;
}

/** @param {Track|null} a @param {Track|null} b */
export function sameWords(a, b) {
  return a?.tokens.join("\n") === b?.tokens.join("\n") && String(a?.columns) === String(b?.columns);
}
