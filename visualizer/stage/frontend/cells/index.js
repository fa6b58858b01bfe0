// The tables of the cells by the name that Python sends.

import { gru } from "./gru.js";
import { lstm } from "./lstm.js";
import { rnn } from "./rnn.js";

/** @type {Record<string, import("./parts.js").Cell>} */
export const CELLS = { lstm, gru, rnn };

/** @param {string} name */
export function cellNamed(name) {
  if (!Object.hasOwn(CELLS, name)) throw new RangeError(`a cell is one of ${Object.keys(CELLS).join(", ")}, got ${name}`);
  return CELLS[name];
}

/**
 * What a sum's activation is, where a plain cell leaves the choice the one chosen.
 * @param {string} cell @param {string} q @param {string} [nonlinearity]
 */
export function activationOf(cell, q, nonlinearity) {
  const { sums, nonlinearities } = cellNamed(cell);
  return (nonlinearities && nonlinearity) ?? sums[q].activation;
}
