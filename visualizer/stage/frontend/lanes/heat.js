// One gate, candidate or state: open, a row per unit and the one in focus tall, with its numbers;
// else a slim band of the unit in focus.

import { quantityOf, value, valueAsItIs } from "../board/scene.js";
import { css, inkOn, lowOf, pixelOf, rampOf } from "../colours.js";
import { el } from "../dom.js";
import { fill, number } from "../numbers.js";
import { paleAhead, write } from "../board/sheet.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../board/board.js").Lane} Lane */

const BAND = 19;
const GAP = 2;
/** The narrowest column in which a number can be read, and the sizes of numbers. */
const READABLE = 38;
const TYPE = { band: 13, past: 13, now: 18, least: 11 };
/** The share of a row in which the run without changes shows, and how high the mark of a change is. */
const GHOST = 0.3;
const HELD = 3;
/** So much of a label must be free beside the tall row's own for name and scale to stand there. */
const LABEL = 56;
const COMPARED = 140;
/** So much for what the order of the rows means at their ends, which keeps clear of the tall row. */
const ROOMY = 90;
const EDGE = 30;
const EDGE_TEXT = 14;

/** @param {import("../board/scene.js").Row} row */
export const createLane = ({ symbol = "" }) => new HeatLane(symbol);

/** @implements {Lane} */
class HeatLane {
  /** @type {Frame} */
  frame;
  /** @type {import("../board/scene.js").Quantity} */
  quantity;
  /** @type {(value: number) => import("../colours.js").RGB} */
  colour;
  open = false;
  /** the unit that a band shows */
  unit = 0;
  /** the rows for which the label was placed */
  placed = "";
  /** @type {HTMLElement[]} what the ends of the order mean */
  edges = [];
  /** @type {OffscreenCanvas|null} a pixel for every row and column of the board */
  picture = null;
  /** @type {{column: number, row: number}[]} values whose colour is the ramp's end but not theirs */
  beyond = [];

  /** @param {string} symbol */
  constructor(symbol) {
    this.symbol = symbol;
    this.mark = el("span", { class: "row-mark", hidden: true });
    this.tall = el("span", { class: "tall-mark" });
    this.body = el("div", { class: "heat", role: "img", "data-lane": symbol }, this.tall, this.mark);
    this.unitName = el("span", { class: "unit-name" });
    this.window = el("span", { class: "note" });
    this.what = el("div", { class: "what" });
    this.named = el("div", { class: "label" });
  }

  /** @param {Frame} frame */
  draw(frame) {
    const { track } = frame;
    this.frame = frame;
    this.open = frame.isOpen(this.symbol);
    this.quantity = quantityOf(track, this.symbol);
    this.colour = rampOf(track, this.quantity, frame.theme);
    this.picture = null;
    this.placed = "";
    const { name, shown } = this.quantity;
    this.body.setAttribute("aria-label", fill(track.text.lanePicture, { name, symbol: shown }));
    this.body.toggleAttribute("data-lane-open", this.open);
    this.body.classList.toggle("band", !this.open);
    this.tall.hidden = !this.open;
    this.mark.hidden = true;
    this.unit = frame.unit;
    this.body.style.height = `${this.height}px`;
  }

  get height() {
    return this.open ? this.frame.rows.height : BAND * this.frame.zoom;
  }

  /** @param {CanvasRenderingContext2D} context */
  paint(context) {
    if (this.open) this.drawRows(context);
    else this.drawBand(context);
  }

  /** The rows above the tall one, itself, and those below; each left of the lens, in it, right of it. */
  drawRows(/** @type {CanvasRenderingContext2D} */ context) {
    const { frame, height } = this;
    const { columns, rows, track } = frame;
    const picture = (this.picture ??= this.pixels());
    context.imageSmoothingEnabled = false;
    const { t, from: start, to: end } = columns;
    const across = [
      [start, Math.min(t, end + 1)],
      [Math.max(start, t), Math.min(t, end) + 1],
      [Math.max(start, t + 1), end + 1],
    ].filter(([from, to]) => to > from);
    const down = [
      [rows.first, rows.r],
      [rows.r, rows.r + 1],
      [rows.r + 1, rows.last + 1],
    ].filter(([from, to]) => to > from);
    for (const [from, to] of across)
      for (const [top, foot] of down) {
        const width = columns.x(to - 1) + columns.width(to - 1) - columns.x(from);
        const tall = rows.y(foot - 1) + rows.heightOf(foot - 1) - rows.y(top);
        context.drawImage(picture, from, top, to - from, foot - top, columns.x(from), rows.y(top), width, tall);
      }
    this.markBeyond(context);
    this.drawGhost(context, rows.order[rows.r], rows.y(rows.r), rows.tall);
    paleAhead(context, frame, height);
    this.markHeld(context);
    this.drawGaps(context, height);
    for (let k = start; k <= Math.min(end, t); k++)
      if (track.at[k] >= 0) this.print(context, k, rows.y(rows.r) + this.middle(rows.tall), TYPE.now);
  }

  /** One pixel for every row and column, enlarged later without smoothing. */
  pixels() {
    const { track, theme, rows } = this.frame;
    const { units, at } = track;
    const values = track.arrays[this.symbol];
    const pixel = pixelOf(track, this.quantity, theme);
    const image = new ImageData(at.length, units);
    const pixels = new Uint32Array(image.data.buffer);
    this.beyond = [];
    for (let k = 0; k < at.length; k++) {
      if (at[k] < 0) continue;
      for (let r = 0; r < units; r++) {
        const v = values[at[k] * units + rows.order[r]];
        pixels[r * at.length + k] = pixel(v);
        if (Math.abs(v) > this.quantity.bound) this.beyond.push({ column: k, row: r });
      }
    }
    const picture = new OffscreenCanvas(at.length, units);
    /** @type {OffscreenCanvasRenderingContext2D} */ (picture.getContext("2d")).putImageData(image, 0, 0);
    return picture;
  }

  /** A dot beside the middle of every value whose colour is the ramp's end but not its value. */
  markBeyond(/** @type {CanvasRenderingContext2D} */ context) {
    const { columns, rows, background } = this.frame;
    const size = Math.max(1, Math.min(4, rows.row - 1));
    context.fillStyle = background;
    for (const { column, row } of this.beyond) {
      if (column < columns.from || column > columns.to || row < rows.first || row > rows.last) continue;
      const y = rows.y(row) + rows.heightOf(row) / 2 - size / 2;
      context.fillRect(columns.x(column) + columns.width(column) - 8, y, size, size);
    }
  }

  drawBand(/** @type {CanvasRenderingContext2D} */ context) {
    const { frame, height, unit } = this;
    const { columns, track } = frame;
    for (let k = columns.from; k <= columns.to; k++) {
      const v = track.at[k] < 0 ? NaN : value(track, this.symbol, track.at[k], unit);
      if (Number.isNaN(v)) continue;
      context.fillStyle = css(this.colour(v));
      context.fillRect(columns.x(k), 0, columns.width(k), height);
    }
    this.drawGhost(context, unit, 0, height);
    paleAhead(context, frame, height);
    this.markHeld(context);
    this.drawGaps(context, height);
    if (track.at[columns.t] >= 0) this.print(context, columns.t, this.middle(height), TYPE.band);
  }

  /** Where a row's numbers stand, above its ghost. @param {number} height */
  middle(height) {
    return this.isChanged ? (height * (1 - GHOST)) / 2 : height / 2;
  }

  get isChanged() {
    return Boolean(this.frame.track.arrays[`ghost.${this.symbol}`]);
  }

  /**
   * The same run without changes, as a strip along a row's foot.
   * @param {CanvasRenderingContext2D} context @param {number} unit @param {number} top @param {number} height
   */
  drawGhost(context, unit, top, height) {
    if (!this.isChanged) return;
    const { columns, track, background } = this.frame;
    const strip = Math.round(height * GHOST);
    for (let k = columns.from; k <= columns.to; k++) {
      if (track.at[k] < 0) continue;
      context.fillStyle = background;
      context.fillRect(columns.x(k), top + height - strip - 1, columns.width(k), 1);
      context.fillStyle = css(this.colour(valueAsItIs(track, this.symbol, track.at[k], unit) ?? NaN));
      context.fillRect(columns.x(k), top + height - strip, columns.width(k), strip);
    }
  }

  /** A bar over what was changed by hand: all units', at the lane's upper edge, or a frame around single ones. */
  markHeld(/** @type {CanvasRenderingContext2D} */ context) {
    const { columns, rows, track, ink, zoom, unit: tall } = this.frame;
    const marks = track.marks.filter(({ quantity }) => quantity === this.symbol);
    if (!marks.length) return;
    context.fillStyle = context.strokeStyle = ink;
    context.lineWidth = Math.max(1, zoom);
    for (let k = columns.from; k <= columns.to; k++) {
      const step = track.at[k];
      if (step < 0) continue;
      const here = marks.filter(({ steps }) => steps?.includes(step) ?? true);
      const units = new Set(here.flatMap((mark) => mark.units ?? []));
      if (here.some((mark) => mark.units === null) || (!this.open && units.has(this.unit)))
        context.fillRect(columns.x(k), 0, columns.width(k), HELD * zoom);
      else if (this.open)
        for (const unit of units) {
          const row = rows.rowOf.get(unit) ?? -1;
          if (row < rows.first || row > rows.last) continue;
          if (unit === tall) context.fillRect(columns.x(k), rows.y(row), columns.width(k), HELD * zoom);
          else context.strokeRect(columns.x(k) + 1.5, rows.y(row) + 0.5, columns.width(k) - 3, Math.max(1, rows.heightOf(row) - 1));
        }
    }
  }

  drawGaps(/** @type {CanvasRenderingContext2D} */ context, /** @type {number} */ height) {
    const { columns, background } = this.frame;
    const wide = columns.column < 12 ? GAP / 2 : GAP;
    context.fillStyle = background;
    for (let k = columns.from; k <= columns.to + 1; k++)
      context.fillRect(columns.x(k) - wide / 2, 0, wide, height);
  }

  /**
   * A value's number in its column, where there is room for it.
   * @param {CanvasRenderingContext2D} context @param {number} k @param {number} y @param {number} largest
   */
  print(context, k, y, largest) {
    const { track, columns, zoom } = this.frame;
    const width = columns.width(k);
    if (width < READABLE * zoom) return;
    const v = value(track, this.symbol, track.at[k], this.open ? this.frame.unit : this.unit);
    const size = k === columns.t ? largest : Math.max(TYPE.least, Math.min(TYPE.past, (width / zoom) * 0.3));
    context.fillStyle = Number.isNaN(v) ? this.frame.ink : inkOn(this.colour(v));
    write(context, number(v), columns.middle(k), y + 1, size * zoom);
  }

  /** The name, the symbol and the scale that the colours stand for. @param {Frame} frame */
  label({ track, theme, zoom, order }) {
    const { quantity, open } = this;
    const low = lowOf(quantity);
    const name = el(
      "span",
      { class: "name", "data-choose": quantity.symbol, title: quantity.role },
      `${quantity.name} `,
      el("b", {}, quantity.shown),
    );
    name.style.color = quantity[theme];
    const ends = [low < 0 ? `−${-low}` : "0", `${quantity.bound}`];
    this.named = el("div", { class: open ? "label heat-label" : "label band-label" });
    if (!open) {
      const range = low < 0 ? `±${quantity.bound}` : `0–${quantity.bound}`;
      this.named.style.height = `${this.height}px`;
      this.named.replaceChildren(el("span", { class: "range" }, range), name);
      return this.named;
    }
    const stops = [low, (low + quantity.bound) / 2, quantity.bound].map((v) => css(this.colour(v)));
    const ramp = el("span", { class: "ramp" });
    ramp.style.background = `linear-gradient(to right, ${stops.join(",")})`;
    this.what = el("div", { class: "what" }, name, el("span", { class: "ends" }, ends[0], ramp, ends[1]), ...this.notes());
    const free = this.frame.rows.height - this.frame.rows.tall;
    const pushes = order === "effect" && !track.compared && free > ROOMY * zoom ? ["↑", "↓"] : [];
    this.edges = pushes.map((arrow, k) =>
      el("span", { class: k ? "edge foot" : "edge" }, `${arrow} ${track.text.verdict}`),
    );
    this.named.replaceChildren(this.unitName, this.what, ...this.edges);
    this.named.classList.toggle("tight", free < (track.compared ? COMPARED : LABEL) * zoom);
    return this.named;
  }

  /** What the colours cannot show. */
  notes() {
    const { track, rows } = this.frame;
    const { beyondCount, notANumber } = track.text;
    const values = track.arrays[this.symbol];
    const missing = values.reduce((n, v) => n + Number(Number.isNaN(v)), 0);
    const beyond = values.reduce((n, v) => n + Number(Math.abs(v) > this.quantity.bound), 0);
    const notes = [
      ...(beyond ? [fill(beyondCount, { n: beyond, bound: this.quantity.bound })] : []),
      ...(missing ? [fill(notANumber, { n: missing })] : []),
    ].map((text) => el("span", { class: "note" }, text));
    return rows.shown < rows.order.length ? [...notes, this.window] : notes;
  }

  /** The tall row's frame, its name beside it, the rest where there is more room. */
  place() {
    const { rows, track, unit, zoom } = this.frame;
    const placed = `${rows.r} ${rows.first}`;
    if (!this.open || placed === this.placed) return;
    this.placed = placed;
    this.tall.style.height = `${rows.tall}px`;
    this.tall.style.transform = `translateY(${rows.y(rows.r)}px)`;
    const { unit: said, rowsShown } = track.text;
    const middle = rows.y(rows.r) + rows.tall / 2;
    const below = middle < rows.height / 2;
    const edge = this.edges.length ? EDGE_TEXT * zoom : 0;
    const around = below
      ? (rows.y(rows.r) + rows.tall + rows.height - edge) / 2
      : (edge + rows.y(rows.r)) / 2;
    this.unitName.textContent = fill(said, { unit: track.numbers[unit] });
    this.unitName.style.top = `${middle}px`;
    this.what.style.top = `${around}px`;
    this.window.textContent = fill(rowsShown, {
      first: rows.first + 1,
      last: rows.last + 1,
      all: rows.order.length,
    });
    const [above, under] = this.edges;
    if (above) above.hidden = middle < EDGE * zoom;
    if (under) under.hidden = rows.height - middle < EDGE * zoom;
  }

  /** @param {import("../board/focus.js").Focus} focus @param {number} row */
  focus(focus, row) {
    const { rows } = this.frame;
    if (!this.open) {
      if (this.unit === focus.unit) return;
      this.unit = focus.unit;
      this.frame.repaint(this);
      return;
    }
    this.mark.hidden = row === rows.r || row < rows.first || row > rows.last;
    this.mark.style.height = `${rows.row}px`;
    this.mark.style.transform = `translateY(${rows.y(row)}px)`;
  }

  /** @param {number} y */
  at(y) {
    const { rows } = this.frame;
    return this.open ? { quantity: this.symbol, unit: rows.order[rows.at(y)] } : { quantity: this.symbol };
  }
}
