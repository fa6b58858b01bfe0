// What changed and what the gradient says, in sentences and as a table.

import { el, write } from "../dom.js";
import { fill, number, signed } from "../numbers.js";
import { told as weightTold } from "./field.js";
import { largestChange, NUDGE } from "./shared.js";

/** @typedef {import("./unrolled.js").Frame} Frame */

/** So many numbers are added up in a line; of more, the largest are named. */
const FEW = 9;
const LARGEST = 3;
/** The first part of a sentence, and below which share of the whole sum it has vanished. */
const FIRST = { words: 6, part: 0.5, share: 0.1 };
/** A change that rounds to nothing. */
const LEAST = 5e-4;

/** So many decimals that the largest of some numbers has three digits that count. @param {number} most */
export function digitsFor(most) {
  return most ? Math.max(3, Math.min(8, 2 - Math.floor(Math.log10(most)))) : 3;
}

/** What the changed weight does. @param {Frame} frame */
export function changeTold({ track, text, entry, value, shared, outcome, trained, isChanged }) {
  if (!shared || !outcome || !trained || !entry || value === null) return text.loading;
  if (!isChanged) return text.unchanged;
  const { unit, t, change } = largestChange(track, trained, outcome);
  const [now, was] = [weightTold(value), weightTold(shared.weightOf(entry))];
  const words = { now, trained: was };
  if (Math.abs(change) < LEAST) return fill(text.nothing, { ...words, why: track.T < 2 ? text.whyFirst : text.whyNone });
  const last = track.T - 1;
  return fill(text.changed, {
    ...words,
    before: number(trained.verdicts[last], 3),
    after: number(outcome.verdicts[last], 3),
    unit: track.numbers[unit],
    word: track.tokens[t],
    change: signed(change),
  });
}

/** The sum of what the copies add, written out. @param {Frame} frame */
export function sumTold({ track, text, added, total, digits }) {
  if (!added) return text.loading;
  if (track.T < 2) return "";
  const whole = number(total, digits);
  if (track.T <= FEW) {
    const size = (/** @type {number} */ each) => (each ? number(Math.abs(each), digits) : "0");
    const terms = [...added].map((each, t) => `${t ? (each < 0 ? " − " : " + ") : ""}${size(each)}`).join("");
    return `${terms} = ${whole}`;
  }
  const largest = [...added.keys()]
    .sort((a, b) => Math.abs(added[b]) - Math.abs(added[a]))
    .slice(0, LARGEST)
    .map((t) => `“${track.tokens[t]}” ${signed(added[t], digits)}`);
  return fill(text.many, { n: track.T, total: whole, largest: largest.join(", ") });
}

/** What the gradient foretells for a nudge, and what then happens. @param {Frame} frame */
export function claimTold({ track, text, entry, value, shared, outcome, added, total, digits }) {
  if (!shared || !outcome || !added || !entry || value === null || !total) return "";
  const last = track.T - 1;
  const after = shared.outcome(shared.changed(entry, value + NUDGE)).logits[last];
  const before = outcome.logits[last];
  const figures = Math.min(8, digits + 2);
  return fill(text.claim, {
    total: bracketed(number(total, digits)),
    predicted: signed(NUDGE * total, figures),
    before: number(before, figures),
    after: number(after, figures),
    measured: signed(after - before, figures),
  });
}

/** What is to be said of the first copies: that the gradient vanished only where what is left of it did. @param {Frame} frame */
export function firstTold({ text, added, left }) {
  if (!added || !left) return "";
  const first = Math.floor(added.length * FIRST.part);
  const share = shareOf(added, first);
  const isGone = added.length >= FIRST.words && share < FIRST.share && shareOf(left, first) < FIRST.share;
  const percent = share < 0.01 ? number(share * 100, 1) : number(share * 100, 0);
  return isGone ? `${text.first} ${fill(text.fades, { k: first, n: added.length, share: percent })}` : text.first;
}

/** The share that the first of some numbers have of all, their signs aside. @param {Float64Array} values @param {number} first */
function shareOf(values, first) {
  const whole = sizeOf(values);
  return whole ? sizeOf(values.subarray(0, first)) / whole : 1;
}

/** @param {string} told */
const bracketed = (told) => (told.startsWith("−") ? `(${told})` : told);

/** @param {Float64Array} values */
const sizeOf = (values) => values.reduce((sum, each) => sum + Math.abs(each), 0);

/** The same as a table. @param {HTMLElement} table @param {Frame} frame */
export function writeTable(table, { track, text, outcome, trained, added, total, digits }) {
  const heads = [text.word, text.verdictTrained, text.verdictNow, text.adds];
  const figure = (/** @type {string} */ told) => el("td", { class: "number" }, told);
  const rows = track.tokens.map((token, t) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, token),
      figure(number(trained ? trained.verdicts[t] : track.arrays.verdict[t], 3)),
      figure(outcome ? number(outcome.verdicts[t], 3) : ""),
      figure(added ? signed(added[t], digits) : ""),
    ),
  );
  const foot = el("tr", {}, el("th", { scope: "row", colspan: 3 }, text.all), figure(added ? signed(total, digits) : ""));
  const head = el("tr", {}, ...heads.map((each, k) => el("th", { scope: "col", class: k ? "number" : "" }, each)));
  table.replaceChildren(el("thead", {}, head), el("tbody", {}, ...rows, foot));
}

/** @param {HTMLElement} node @param {string} text */
export function tell(node, text) {
  node.hidden = !text;
  write(node, text);
}
