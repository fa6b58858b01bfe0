// The large drawings of the cells by the name that Python sends.

import { gru } from "./gru.js";
import { lstm } from "./lstm.js";
import { rnn } from "./rnn.js";

/** @type {Record<string, import("./parts.js").Walk>} */
const WALKS = { lstm, gru, rnn };

/** @param {string} cell */
export function walkNamed(cell) {
  if (!Object.hasOwn(WALKS, cell)) throw new RangeError(`a cell is one of ${Object.keys(WALKS).join(", ")}, got ${cell}`);
  return WALKS[cell];
}
