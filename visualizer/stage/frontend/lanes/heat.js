// One gate, candidate or state as a lane: a row per unit, a column per word.

import { quantityOf } from "../board/scene.js";
import { css, lowOf, pixelOf, rampOf } from "../colours.js";
import { el, sizeCanvas } from "../dom.js";
import { fill } from "../numbers.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../board/board.js").Lane} Lane */

/** @param {import("../board/scene.js").Row} row */
export const createLane = ({ symbol = "" }) => new HeatLane(symbol);

/** @implements {Lane} */
class HeatLane {
  /** @type {Frame} */
  frame;
  /** @type {import("../board/scene.js").Quantity} */
  quantity;
  /** @type {Float32Array} */
  values;
  beyond = 0;
  missing = 0;

  /** @param {string} symbol */
  constructor(symbol) {
    this.symbol = symbol;
    this.canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { role: "img" }));
    this.mark = el("span", { class: "row-mark" });
    this.body = el("div", { class: "heat", "data-lane": symbol }, this.canvas, this.mark);
  }

  /** @param {Frame} frame */
  draw(frame) {
    const { scene, column, row } = frame;
    this.frame = frame;
    this.quantity = quantityOf(scene, this.symbol);
    this.values = scene.arrays[this.symbol];
    const { name, symbol, bound } = this.quantity;
    this.beyond = this.values.reduce((n, v) => n + Number(Math.abs(v) > bound), 0);
    this.missing = this.values.reduce((n, v) => n + Number(Number.isNaN(v)), 0);
    const width = column * scene.T;
    const height = row * scene.units;
    const context = sizeCanvas(this.canvas, width, height);
    this.drawValues(context, width, height);
    if (this.beyond) this.markBeyond(context);
    this.canvas.setAttribute("aria-label", fill(scene.text.lanePicture, { name, symbol }));
    this.mark.style.height = `${row}px`;
    this.mark.style.width = `${width}px`;
  }

  /**
   * One pixel per value, enlarged without smoothing; then the gaps between the columns.
   * @param {CanvasRenderingContext2D} context @param {number} width @param {number} height
   */
  drawValues(context, width, height) {
    const { scene, theme, column, order, background } = this.frame;
    const { T, units } = scene;
    const pixel = pixelOf(scene, this.quantity, theme);
    const image = new ImageData(T, units);
    const pixels = new Uint32Array(image.data.buffer);
    for (let t = 0; t < T; t++)
      for (let r = 0; r < units; r++) pixels[r * T + t] = pixel(this.values[t * units + order[r]]);
    const small = new OffscreenCanvas(T, units);
    /** @type {OffscreenCanvasRenderingContext2D} */ (small.getContext("2d")).putImageData(image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, width, height);
    context.fillStyle = background;
    for (let t = 0; t <= T; t++) context.fillRect(t * column - 1, 0, 2, height);
  }

  /** A dot in the middle of every value whose colour is the ramp's end but not its value. */
  markBeyond(/** @type {CanvasRenderingContext2D} */ context) {
    const { scene, column, row, order, background } = this.frame;
    context.fillStyle = background;
    const size = Math.max(2, Math.min(4, row - 1));
    for (let t = 0; t < scene.T; t++)
      for (let r = 0; r < scene.units; r++)
        if (Math.abs(this.values[t * scene.units + order[r]]) > this.quantity.bound)
          context.fillRect((t + 0.5) * column - size / 2, (r + 0.5) * row - size / 2, size, size);
  }

  /** The name, the symbol and the scale that the colours stand for. @param {Frame} frame */
  label({ scene, theme }) {
    const { quantity } = this;
    const colour = rampOf(scene, quantity, theme);
    const low = lowOf(quantity);
    const stops = [low, (low + quantity.bound) / 2, quantity.bound].map((v) => css(colour(v)));
    const ramp = el("span", { class: "ramp" });
    ramp.style.background = `linear-gradient(to right, ${stops.join(",")})`;
    const name = el("span", { class: "name" }, `${quantity.name} `, el("b", {}, quantity.symbol));
    name.style.color = quantity[theme];
    const ends = el("span", { class: "ends" }, low < 0 ? `−${-low}` : "0", ramp, `${quantity.bound}`);
    const { beyondCount, notANumber } = scene.text;
    const notes = [
      ...(this.beyond ? [fill(beyondCount, { n: this.beyond, bound: quantity.bound })] : []),
      ...(this.missing ? [fill(notANumber, { n: this.missing })] : []),
    ].map((text) => el("span", { class: "note" }, text));
    return el("div", { class: "label", title: quantity.role }, name, ends, ...notes);
  }

  /** @param {import("../board/focus.js").Focus} _ @param {number} row */
  focus(_, row) {
    this.mark.style.transform = `translateY(${row * this.frame.row}px)`;
  }

  /** @param {number} y */
  at(y) {
    const { scene, row, order } = this.frame;
    const r = Math.max(0, Math.min(scene.units - 1, Math.floor(y / row)));
    return { quantity: this.symbol, unit: order[r] };
  }
}
