// The picture of a track: one canvas under all its lanes, only as wide as what may be in sight.

import { el, sizeCanvas } from "../dom.js";

/** @typedef {import("./board.js").Frame} Frame @typedef {import("./board.js").Lane} Lane */

const FONT = 16;

/** How much of the page's colour lies over what is ahead. */
export const AHEAD = 0.58;

export class Sheet {
  canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { class: "sheet", "aria-hidden": "true" }));
  /** @type {CanvasRenderingContext2D} */
  context;
  size = "";
  left = 0;

  /**
   * Let lanes paint the columns that are to be drawn anew; what lies beside them stays.
   * @param {Frame} frame @param {number} height of all lanes @param {{lane: Lane, top: number}[]} lanes
   */
  paint({ columns, font }, height, lanes) {
    const { left, span, from, to } = columns;
    const size = `${span} ${height} ${window.devicePixelRatio}`;
    if (this.size !== size) {
      this.size = size;
      this.context = sizeCanvas(this.canvas, span, height);
      // Set once: every time it is set, the browser lays out the page first.
      this.context.font = `600 ${FONT}px ${font.family}`;
      this.context.textAlign = "center";
      this.context.textBaseline = "middle";
    }
    if (this.left !== left) this.canvas.style.transform = `translateX(${left}px)`;
    this.left = left;
    const [start, end] = [columns.x(from), columns.x(to) + columns.width(to)];
    for (const { lane, top } of lanes) {
      if (!lane.paint) continue;
      this.context.save();
      this.context.translate(-left, top);
      this.context.beginPath();
      this.context.rect(start - 1, 0, end - start + 2, lane.height ?? 0);
      this.context.clip();
      this.context.clearRect(start - 1, 0, end - start + 2, lane.height ?? 0);
      lane.paint(this.context);
      this.context.restore();
    }
  }
}

/**
 * Text around a point, in a size.
 * @param {CanvasRenderingContext2D} context @param {string} text @param {number} x @param {number} y @param {number} size
 */
export function write(context, text, x, y, size) {
  context.save();
  context.translate(x, y);
  context.scale(size / FONT, size / FONT);
  context.fillText(text, 0, 0);
  context.restore();
}

/** What lies ahead of the current column is pale. @param {CanvasRenderingContext2D} context @param {Frame} frame @param {number} height */
export function paleAhead(context, { columns, background }, height) {
  const from = columns.x(columns.t) + columns.lens;
  context.globalAlpha = AHEAD;
  context.fillStyle = background;
  context.fillRect(from, 0, Math.max(0, columns.left + columns.span - from), height);
  context.globalAlpha = 1;
}
