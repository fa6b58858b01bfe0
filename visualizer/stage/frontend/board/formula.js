// An equation as it is read: every symbol and number stands for its quantity, which a click chooses.
// From step to step only what differs is written.

import { el, setAll } from "../dom.js";
import { stepBefore } from "./scene.js";

/** @typedef {import("./board.js").Frame} Frame @typedef {import("../cells/parts.js").Part} Part */

export class Formula {
  /** @param {string} kind */
  constructor(kind) {
    this.element = el("div", { class: kind });
    /** @type {HTMLElement[][]} */
    this.lines = [];
  }

  /** @param {Frame} frame @param {Part[][]} lines @param {number} t @param {...HTMLElement} more what stands below them */
  show(frame, lines, t, ...more) {
    if (String(lines.map(shape)) !== String(this.lines.map((spans) => spans.length)) || more.length) {
      this.lines = lines.map((parts) => parts.map(() => el("span", {})));
      this.element.replaceChildren(...this.lines.map((spans) => el("div", {}, ...spans)), ...more);
    }
    lines.forEach((parts, k) => parts.forEach((part, n) => write(this.lines[k][n], part, frame, t)));
  }
}

/** @param {Part[]} parts */
const shape = (parts) => parts.length;

/** @param {HTMLElement} span @param {Part} part @param {Frame} frame @param {number} t */
function write(span, { text, sub, q, past }, { track, hue }, t) {
  const below = track.backward ? sub?.replace("−", "+") : sub;
  if (span.textContent !== text + (below ?? "")) span.replaceChildren(text, ...(below ? [el("sub", {}, below)] : []));
  const step = sub ? stepBefore(track, t) : (past ?? t);
  const chooses = q !== undefined && step >= 0 && Boolean(track.arrays[q]);
  setAll(span, {
    class: q ? "symbol" : null,
    style: q ? `color:${hue[q]}` : null,
    "data-choose": chooses ? q : null,
    "data-step": chooses && step !== t ? step : null,
  });
}
