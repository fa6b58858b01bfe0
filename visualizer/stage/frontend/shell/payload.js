// Reads what visualizer/stage/packing.py packs.

/**
 * @typedef {object} Lane
 * @property {string} symbol @property {string} name @property {string} role
 * @property {"gate"|"signed"|"state"} scale @property {number} bound
 * @property {string} light @property {string} dark
 *
 * @typedef {object} Scene
 * @property {string} network @property {"lstm"|"gru"|"rnn"} cell @property {string} language
 * @property {string[]} tokens @property {boolean[]} unknown @property {number} units
 * @property {number[]} numbers the units' own, where only some are shown
 * @property {Lane[]} lanes @property {Record<string, Record<string, string>>} ramp
 * @property {number} readoutBias @property {Record<string, number[]>} orders
 * @property {string[][]} stories @property {number|null} turn @property {number} unit
 * @property {number|null} maxError @property {boolean} checked @property {string[]} notes
 * @property {boolean} backward whether the direction reads from the last step to the first
 * @property {Record<string, string>} link
 * @property {Record<string, string>} text
 * @property {number} T number of steps
 * @property {Record<string, Float32Array>} arrays row by row: value (t, unit) at t * units + unit
 */

/** A reading to be shown on the stage. @param {Uint8Array} bytes @returns {Scene} */
export function decode(bytes) {
  const header = unpack(bytes);
  return { ...header, T: header.tokens.length };
}

/**
 * The header, its arrays in the place of their descriptions.
 * @param {Uint8Array} bytes
 */
export function unpack(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const values = bytes.slice(4 + length).buffer;
  const numbers = header.dtype === "<f8" ? new Float64Array(values) : new Float32Array(values);
  /** @type {Record<string, Float32Array|Float64Array>} */
  const arrays = {};
  for (const [name, { offset, shape }] of Object.entries(header.arrays)) {
    const size = shape.reduce((a, b) => a * b, 1);
    arrays[name] = numbers.subarray(offset, offset + size);
  }
  return { ...header, arrays };
}

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

/** The quantity that carries memory from step to step. @param {Scene} scene */
export function memoryOf(scene) {
  return scene.cell === "lstm" ? "c" : "h";
}
