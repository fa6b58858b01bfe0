// A step as strips below each other, for windows in which the drawing would be too small to read.

import { css } from "../colours.js";
import { el, sizeCanvas } from "../dom.js";
import { fill, number, signed } from "../numbers.js";

/** @typedef {import("./walk.js").Frame} Frame */

const HIGH = 22;

export class Rows {
  constructor() {
    this.element = el("div", { class: "walk-rows" });
  }

  /** @param {Frame} frame */
  show(frame) {
    if (!frame.narrow) return;
    const { rows } = frame.walk.steps[frame.stage - 1];
    this.element.replaceChildren(...rows.map(([sign, shown]) => this.row(frame, sign, shown)));
    for (const [k, canvas] of [...this.element.querySelectorAll("canvas")].entries()) paint(canvas, frame, rows[k][1]);
  }

  /** @param {Frame} frame @param {string} sign @param {string} shown */
  row(frame, sign, shown) {
    const { of } = frame.walk.shown[shown];
    const isGate = frame.track.lanes.find(({ symbol }) => symbol === of)?.scale === "gate";
    const figured = frame.valueOf(shown, frame.unit);
    return el(
      "div",
      { style: `--q:${frame.hue[of]}` },
      el("b", { "aria-hidden": "true" }, sign),
      el("span", {}, fill(frame.text[`of_${shown}`], frame.words)),
      el("output", {}, isGate ? number(figured, 3) : signed(figured, 3)),
      el("canvas", { "aria-hidden": "true" }),
    );
  }
}

/** @param {HTMLCanvasElement} canvas @param {Frame} frame @param {string} shown */
function paint(canvas, frame, shown) {
  const width = canvas.parentElement?.clientWidth ?? 0;
  const context = sizeCanvas(canvas, width, HIGH);
  const step = width / frame.track.units;
  const colour = frame.colourOf(shown);
  frame.units.forEach((unit, place) => {
    context.fillStyle = css(colour(frame.valueOf(shown, unit)));
    context.fillRect(place * step, 3, step + 0.2, HIGH - 6);
  });
  context.strokeStyle = frame.ink;
  context.lineWidth = 2;
  context.strokeRect(frame.places[frame.unit] * step, 1, Math.max(4, step), HIGH - 2);
}
