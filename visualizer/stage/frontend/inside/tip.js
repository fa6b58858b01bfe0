// What the product that is pointed at is: which weight, of what, and what it adds at this word.

import { value, valueBefore } from "../board/scene.js";
import { cellNamed } from "../cells/index.js";
import { el, write } from "../dom.js";
import { fill, number, signed } from "../numbers.js";

/** @typedef {import("./walk.js").Frame} Frame */

export class Tip {
  constructor() {
    this.element = el("p", { class: "walk-tip", "aria-hidden": true, hidden: true });
  }

  /** @param {Frame} frame @param {number|null} weight of what is pointed at; null: nothing is @param {{left: number, top: number}} [at] shares of the drawing */
  show(frame, weight, { left, top } = { left: 0, top: 0 }) {
    const { pointed } = frame;
    this.element.hidden = weight === null || !pointed || frame.isNamed;
    if (weight === null || !pointed || frame.isNamed) return;
    write(this.element, told(frame, pointed, weight));
    this.element.style.left = `${100 * left}%`;
    this.element.style.top = `${100 * top}%`;
  }
}

/** @param {Frame} frame @param {import("./terms.js").Place} place @param {number} weight */
function told({ text, words, named, track, t, inputs }, { q, unit, group, place }, weight) {
  const isUnit = group === "h";
  if (q === "verdict") {
    const says = value(track, "h", t, unit);
    return fill(text.readoutTold, { unit: named(unit), weight: signed(weight, 3), said: number(says), adds: signed(says * weight, 3) });
  }
  const said = isUnit ? valueBefore(track, "h", t, place) : track.arrays.x[t * inputs + place];
  const { gate } = cellNamed(track.cell).sums[q];
  const open = gate && isUnit ? value(track, gate, t, unit) : 1;
  return fill(text.weightTold, {
    ...words,
    from: isUnit ? fill(text.unit, { unit: named(place) }) : fill(text.xNumber, { k: place }),
    symbol: q,
    unit: named(unit),
    weight: signed(weight, 3),
    said: gate && isUnit ? `${number(said)} × ${gate} ${number(open)}` : number(said),
    adds: signed(said * open * weight, 3),
  });
}
