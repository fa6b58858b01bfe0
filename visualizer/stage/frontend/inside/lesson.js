// Where the lesson behind the product is loose: a short note, with the numbers at hand.

import { quantityOf } from "../board/scene.js";
import { cellNamed } from "../cells/index.js";
import { fill, number, signed } from "../numbers.js";
import { squashed } from "./terms.js";

/** @typedef {import("./walk.js").Frame} Frame */

/** A gate beyond these is all but open or shut. */
const OPEN = 0.9;
const SHUT = 0.1;

/** The note on a step; empty where there is nothing to set right, or its numbers are still on their way. @param {Frame} frame */
export function lessonNote(frame) {
  const { text, track, stage, walk, words, unit, units } = frame;
  const message = text[`lesson_${track.cell}_${stage}`];
  if (!message) return "";
  const [q] = walk.steps[stage - 1].opens;
  const sum = q === undefined ? null : frame.sumOf(q);
  if (q !== undefined && !sum) return "";
  const gate = units.map((each) => (q !== undefined && quantityOf(track, q).scale === "gate" ? frame.valueOf(q, each) : NaN));
  const shown = Object.fromEntries(Object.keys(walk.shown).map((name) => [name, number(frame.valueOf(name, unit), 3)]));
  return fill(message, {
    ...words,
    ...shown,
    units: track.units,
    inputs: frame.inputs,
    rows: Object.keys(cellNamed(track.cell).sums).length * track.units,
    between: gate.filter((each) => each > SHUT && each < OPEN).length,
    ofX: signed(sum?.ofX ?? NaN, 3),
    ofH: signed(sum?.ofH ?? NaN, 3),
    total: number(sum?.total ?? NaN, 3),
    sigmoid: number(squashed("σ", sum?.total ?? NaN), 3),
  });
}
