// One sum's W_hh as a picture to choose a weight on: a row for each unit that it goes to, a column for
// each that it comes from.

import { css, divergingOf } from "../colours.js";
import { el, setAll, sizeCanvas, write } from "../dom.js";
import { fill, number } from "../numbers.js";

/** @typedef {import("./unrolled.js").Frame} Frame @typedef {import("../cells/gradients.js").Entry} Entry */

export class Matrix {
  /** @type {Frame|null} */
  frame = null;
  drawn = "";
  /** its width, in pixels */
  size = 0;

  /** @param {(entry: Partial<Entry>) => void} onEntry */
  constructor(onEntry) {
    this.canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { "aria-hidden": "true" }));
    this.mark = el("span", { class: "matrix-mark" });
    this.row = el("span", { class: "matrix-row" });
    this.column = el("span", { class: "matrix-column" });
    this.picture = el("div", { class: "matrix", tabindex: 0, role: "group" }, this.canvas, this.row, this.column, this.mark);
    this.scale = el("p", { class: "matrix-scale" });
    this.onEntry = onEntry;
    this.sizes = new ResizeObserver(([{ contentRect }]) => {
      this.size = contentRect.width;
      if (this.frame) this.show(this.frame);
    });
    this.sizes.observe(this.picture);
    this.picture.addEventListener("keydown", (event) => this.onKey(event));
    for (const kind of ["pointerdown", "pointermove"])
      this.picture.addEventListener(kind, (event) => this.point(/** @type {PointerEvent} */ (event)));
  }

  /** @param {PointerEvent} event */
  point(event) {
    if (!this.frame || !event.buttons) return;
    if (event.type === "pointerdown") this.picture.setPointerCapture(event.pointerId);
    const { left, top, width, height } = this.picture.getBoundingClientRect();
    const { units } = this.frame.track;
    const unit = (/** @type {number} */ share) => Math.max(0, Math.min(units - 1, Math.floor(share * units)));
    this.onEntry({ to: unit((event.clientY - top) / height), from: unit((event.clientX - left) / width) });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { entry, track } = this.frame ?? {};
    if (!entry || !track || event.ctrlKey || event.metaKey || event.altKey) return;
    const within = (/** @type {number} */ unit) => Math.max(0, Math.min(track.units - 1, unit));
    const act = {
      ArrowUp: () => this.onEntry({ to: within(entry.to - 1) }),
      ArrowDown: () => this.onEntry({ to: within(entry.to + 1) }),
      ArrowLeft: () => this.onEntry({ from: within(entry.from - 1) }),
      ArrowRight: () => this.onEntry({ from: within(entry.from + 1) }),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** @param {Frame} frame */
  show(frame) {
    this.frame = frame;
    const { track, entry, shared, text, theme, value } = frame;
    if (!entry || !shared || value === null) return;
    const { bound, layer } = shared;
    const { units } = track;
    const side = 100 / units;
    const drawn = `${entry.sum} ${theme} ${track.weights} ${this.size}`;
    const colour = divergingOf(track, theme, bound);
    if (this.drawn !== drawn) {
      this.drawn = drawn;
      const size = Math.max(1, this.size);
      const context = sizeCanvas(this.canvas, size, size);
      const step = size / units;
      const first = shared.place({ sum: entry.sum, to: 0, from: 0 });
      for (let to = 0; to < units; to++)
        for (let from = 0; from < units; from++) {
          context.fillStyle = css(colour(layer.weights.hh[first + to * units + from]));
          context.fillRect(Math.floor(from * step), Math.floor(to * step), Math.ceil(step), Math.ceil(step));
        }
      write(this.scale, fill(text.scale, { bound: number(bound, 1) }));
    }
    setAll(this.row, { style: `top:${entry.to * side}%;height:${side}%` });
    setAll(this.column, { style: `left:${entry.from * side}%;width:${side}%` });
    setAll(this.mark, { style: `left:${entry.from * side}%;top:${entry.to * side}%;width:${side}%;height:${side}%;background:${css(colour(value))}` });
    setAll(this.picture, { "aria-label": `${fill(text.matrix, { symbol: entry.sum })} ${frame.named}` });
  }
}
