// One gate, candidate or state as a lane: a row per unit, a column per word.

import { css, rampOf } from "../colours.js";
import { el, sizeCanvas } from "../dom.js";
import { fill } from "../numbers.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../shell/payload.js").Lane} Lane */

export class HeatLane {
  /** @param {string} symbol */
  constructor(symbol) {
    this.symbol = symbol;
    this.canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { role: "img" }));
    this.mark = el("span", { class: "row-mark" });
    this.body = el("div", { class: "heat", "data-lane": symbol }, this.canvas, this.mark);
  }

  /**
   * One pixel per value, enlarged without smoothing; then the gaps between the columns.
   * @param {Frame} frame
   */
  draw(frame) {
    const { scene, theme, column, row, order, background } = frame;
    this.frame = frame;
    const lane = /** @type {Lane} */ (scene.lanes.find(({ symbol }) => symbol === this.symbol));
    const values = scene.arrays[this.symbol];
    const colour = rampOf(scene, lane, theme);
    const pixels = new ImageData(scene.T, scene.units);
    let beyond = 0;
    let missing = 0;
    for (let t = 0; t < scene.T; t++) {
      for (let r = 0; r < scene.units; r++) {
        const v = values[t * scene.units + order[r]];
        if (Math.abs(v) > lane.bound) beyond++;
        if (Number.isNaN(v)) missing++;
        else pixels.data.set([...colour(v), 255], 4 * (r * scene.T + t));
      }
    }
    const small = new OffscreenCanvas(scene.T, scene.units);
    /** @type {OffscreenCanvasRenderingContext2D} */ (small.getContext("2d")).putImageData(pixels, 0, 0);
    const width = column * scene.T;
    const height = row * scene.units;
    const context = sizeCanvas(this.canvas, width, height);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, width, height);
    context.fillStyle = background;
    for (let t = 0; t <= scene.T; t++) context.fillRect(t * column - 1, 0, 2, height);
    if (beyond) this.markBeyond(context, values, lane.bound);
    this.canvas.setAttribute(
      "aria-label",
      fill(scene.text.lanePicture, { name: lane.name, symbol: lane.symbol }),
    );
    this.beyond = beyond;
    this.missing = missing;
    this.mark.style.height = `${row}px`;
    this.mark.style.width = `${width}px`;
  }

  /** A dot in the middle of every value whose colour is the ramp's end but not its value. */
  markBeyond(context, values, bound) {
    const { scene, column, row, order, background } = this.frame;
    context.fillStyle = background;
    const size = Math.max(2, Math.min(4, row - 1));
    for (let t = 0; t < scene.T; t++)
      for (let r = 0; r < scene.units; r++)
        if (Math.abs(values[t * scene.units + order[r]]) > bound)
          context.fillRect((t + 0.5) * column - size / 2, (r + 0.5) * row - size / 2, size, size);
  }

  /** @param {number} r the displayed row of the unit in focus */
  focus(r) {
    this.mark.style.transform = `translateY(${r * this.frame.row}px)`;
  }

  /** The label beside the lane: name, symbol and the scale its colours stand for. */
  legend() {
    const { scene, theme } = this.frame;
    const lane = /** @type {Lane} */ (scene.lanes.find(({ symbol }) => symbol === this.symbol));
    const colour = rampOf(scene, lane, theme);
    const low = lane.scale === "gate" ? 0 : -lane.bound;
    const stops = [low, (low + lane.bound) / 2, lane.bound].map((v) => css(colour(v)));
    const ramp = el("span", { class: "ramp" });
    ramp.style.background = `linear-gradient(to right, ${stops.join(",")})`;
    const name = el("span", { class: "name" }, `${lane.name} `, el("b", {}, lane.symbol));
    name.style.color = lane[theme];
    const ends = el("span", { class: "ends" }, low < 0 ? `−${-low}` : "0", ramp, `${lane.bound}`);
    const label = el("div", { class: "label", title: lane.role }, name, ends);
    const note = (text) => label.append(el("span", { class: "note" }, text));
    if (this.beyond) note(fill(scene.text.beyondCount, { n: this.beyond, bound: lane.bound }));
    if (this.missing) note(fill(scene.text.notANumber, { n: this.missing }));
    return label;
  }
}
