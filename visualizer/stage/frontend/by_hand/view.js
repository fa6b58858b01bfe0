// What a person has set and looks at, as the address has it; what comes from there is not trusted.

import { CELLS } from "../cells/index.js";
import { clamped } from "../board/focus.js";
import { whole } from "../shell/address.js";
import { begun, columnsOf, kept, MOST, rowsOf } from "./network.js";
import { networkOf, presetNamed, PRESETS } from "./presets.js";
import { inputsOf, readsFrom, sequenceOf, stepsOf } from "./sequence.js";
import { countedFrom, toldCounted } from "./counting.js";

/**
 * As text, by the names in the address.
 * @typedef {Partial<Record<"preset"|"cell"|"units"|"activation"|"reads"|"alphabet"|"sequence"|"weights"|"t"|"unit"|"show"|"count", string>>} View
 *
 * What a person has set and looks at. `preset` is the one it began from; `own` that it is no longer it.
 * @typedef {object} State
 * @property {string} preset @property {boolean} own
 * @property {import("./network.js").Network} network @property {import("./sequence.js").Sequence} sequence
 * @property {number} t @property {number} unit @property {string} show
 * @property {import("./counting.js").Sizes} sizes whose parameters are counted
 */

const NAMES = /** @type {const} */ (["preset", "cell", "units", "activation", "reads", "alphabet", "sequence", "weights", "t", "unit", "show", "count"]);
const [FIRST] = Object.keys(PRESETS);
const BETWEEN = "_";
const ROWS = ";";
const LONGEST = 200;

/** @param {(name: string) => string|undefined} read @returns {View} */
export const viewFrom = (read) => Object.fromEntries(NAMES.map((name) => [name, read(name)]));

/** @param {State} state @returns {Record<string, string|undefined>} */
export function addressed({ preset, own, network, sequence, t, unit, show, sizes }) {
  const begins = PRESETS[preset];
  const same = begins.reads === sequence.reads && begins.rows.join(ROWS) === sequence.rows.join(ROWS);
  const whatIsSet = own && {
    cell: network.cell,
    units: String(network.units),
    activation: CELLS[network.cell].nonlinearities ? network.nonlinearity : undefined,
    weights: numbersOf(network).join(BETWEEN),
  };
  const whatIsRead = (own || !same) && {
    reads: sequence.reads,
    alphabet: sequence.reads === "letters" ? sequence.alphabet.join("") : undefined,
    sequence: sequence.rows.map((row) => row.slice(0, LONGEST).replaceAll(ROWS, " ")).join(ROWS),
  };
  const nothing = Object.fromEntries(NAMES.map((name) => [name, undefined]));
  return { ...nothing, preset, ...whatIsSet, ...whatIsRead, t: String(t + 1), unit: String(unit + 1), show, count: toldCounted(sizes) };
}

/** @param {View} view @returns {State} */
export function stateFrom(view) {
  const preset = presetNamed(view.preset) ? /** @type {string} */ (view.preset) : FIRST;
  const begins = PRESETS[preset];
  const reads = readsFrom(view.reads) ?? begins.reads;
  const same = reads === begins.reads;
  const rows = view.sequence?.split(ROWS) ?? (same ? begins.rows : undefined);
  const sequence = sequenceOf(reads, rows, view.alphabet ?? (same ? begins.alphabet : undefined));
  const own = ownNetwork(view, inputsOf(sequence));
  const fits = same && inputsOf(sequence) === networkOf(begins).inputs;
  const network = own ?? (fits ? networkOf(begins) : begun({ ...networkOf(begins), inputs: inputsOf(sequence) }));
  return { ...looked({ preset, own: Boolean(own) || !fits, network, sequence }, view), sizes: countedFrom(view.count) };
}

/** A preset as it begins. @param {string} preset @param {import("./counting.js").Sizes} sizes @returns {State} */
export function stateOf(preset, sizes) {
  return { ...stateFrom({ preset }), sizes };
}

/** @param {Pick<State, "preset"|"own"|"network"|"sequence">} set @param {View} view */
function looked(set, { t, unit, show }) {
  const { network, sequence } = set;
  const last = stepsOf(sequence) - 1;
  const from = (/** @type {string|undefined} */ text) => (whole(text) ?? 0) - 1;
  return {
    ...set,
    t: whole(t) ? (clamped(from(t), last + 1) ?? last) : last,
    unit: whole(unit) ? (clamped(from(unit), network.units) ?? 0) : network.units - 1,
    show: shownOf(network.cell, show),
  };
}

/** A quantity that the cell has; its state if it has no such one. @param {string} cell @param {string} [show] */
export function shownOf(cell, show = "h") {
  const { sums, states } = CELLS[cell];
  return Object.hasOwn(sums, show) || states.includes(show) ? show : "h";
}

/** The network that an address spells out; undefined if it does not. @param {View} view @param {number} inputs */
function ownNetwork({ cell = "", units: said, activation, weights: text = "" }, inputs) {
  const units = whole(said);
  if (!Object.hasOwn(CELLS, cell) || !units || units > MOST.units) return undefined;
  const nonlinearity = activation && CELLS[cell].nonlinearities?.includes(activation) ? activation : "tanh";
  const network = begun({ cell, units, inputs, nonlinearity });
  const numbers = text.split(BETWEEN).map((each) => (/^-?\d{1,2}(\.\d{1,4})?$/.test(each) ? kept(Number(each)) : NaN));
  const { weights } = network;
  if (numbers.length !== weights.ih.length + weights.hh.length + weights.b.length || numbers.some(Number.isNaN)) return network;
  const rows = rowsOf(cell, units);
  const { ih, hh } = columnsOf(network);
  const [h, b] = [rows * ih, rows * (ih + hh)];
  return { ...network, weights: { ih: numbers.slice(0, h), hh: numbers.slice(h, b), b: numbers.slice(b) } };
}

/** All its numbers. @param {import("./network.js").Network} network */
const numbersOf = ({ weights }) => [...weights.ih, ...weights.hh, ...weights.b];
