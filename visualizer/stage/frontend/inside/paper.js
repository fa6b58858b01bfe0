// A canvas below an SVG, drawn in the same lengths.

import { el, sizeCanvas } from "../dom.js";

export class Paper {
  constructor() {
    this.canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { "aria-hidden": true }));
    this.sized = "";
    /** @type {CanvasRenderingContext2D|null} */
    this.context = null;
  }

  /** Empty, at a scale; it takes new memory only where its size is another. @param {number} width @param {number} height @param {number} scale */
  at(width, height, scale) {
    const key = `${width} ${height} ${scale} ${window.devicePixelRatio}`;
    if (!this.context || key !== this.sized) {
      this.context = sizeCanvas(this.canvas, width * scale, height * scale);
      this.context.scale(scale, scale);
      this.sized = key;
    }
    this.context.clearRect(0, 0, width, height);
    return this.context;
  }
}
