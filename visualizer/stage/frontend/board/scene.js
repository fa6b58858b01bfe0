// A reading to be shown on the board, and its values by step and unit.

/**
 * A quantity and its look.
 * @typedef {object} Quantity
 * @property {string} symbol @property {string} name @property {string} role
 * @property {"gate"|"signed"|"state"} scale @property {number} bound
 * @property {string} light @property {string} dark
 *
 * The lane that one row of the board shows, with what its module wants to know.
 * @typedef {{lane: string, symbol?: string}} Row
 *
 * @typedef {object} Scene
 * @property {string} network @property {string} cell @property {string} language
 * @property {string[]} tokens @property {boolean[]} unknown @property {number} units
 * @property {number[]} numbers the units' own, where only some are shown
 * @property {Quantity[]} lanes the quantities @property {Row[]} rows the lanes, from the top
 * @property {Record<string, Record<string, string>>} ramp
 * @property {number} readoutBias @property {Record<string, number[]>} orders
 * @property {string[][]} stories @property {number|null} turn @property {number} unit
 * @property {number|null} maxError @property {boolean} checked @property {string[]} notes
 * @property {boolean} backward whether the direction reads from the last step to the first
 * @property {Record<string, string>} text
 * @property {number} T number of steps
 * @property {Record<string, Float32Array>} arrays row by row: value (t, unit) at t * units + unit
 */

/**
 * One value of a (T, H) quantity.
 * @param {Scene} scene @param {string} symbol @param {number} t @param {number} unit
 */
export function value(scene, symbol, t, unit) {
  return scene.arrays[symbol][t * scene.units + unit];
}

/**
 * A state's value before a step; before the first one read, the one the text started from.
 * @param {Scene} scene @param {string} symbol @param {number} t @param {number} unit
 */
export function valueBefore(scene, symbol, t, unit) {
  const previous = scene.backward ? t + 1 : t - 1;
  return previous < 0 || previous >= scene.T
    ? scene.arrays[`${symbol}0`][unit]
    : value(scene, symbol, previous, unit);
}

/** @param {Scene} scene @param {string} symbol @returns {Quantity} */
export function quantityOf(scene, symbol) {
  const quantity = scene.lanes.find((each) => each.symbol === symbol);
  if (!quantity) throw new RangeError(`the scene has no quantity ${symbol}`);
  return quantity;
}
