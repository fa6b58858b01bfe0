// The rows of an open lane: one unit is tall, the others are thin and never averaged. Of more units
// than fit, those around the tall one show.

const TALL = 27;
const THICKEST = 22;
const LEAST_HEIGHT = 78;

export class Rows {
  /** the tall row, and the first that shows */
  r = 0;
  first = 0;

  /** @param {number[]} order unit by row @param {{budget: number, fills: boolean, zoom: number, least?: number}} room budget: the height for all but the tall one; fills: it takes the rest; least: of them together */
  constructor(order, { budget, fills, zoom, least = LEAST_HEIGHT }) {
    this.order = order;
    const others = Math.max(1, order.length - 1);
    this.row = Math.max(1, Math.min(THICKEST * zoom, Math.floor(budget / others)));
    this.shown = Math.min(order.length, 1 + Math.floor(budget / this.row));
    const thin = (this.shown - 1) * this.row;
    const rest = fills ? budget - thin : 0;
    this.tall = Math.max(TALL * zoom + rest, least * zoom - thin);
    /** @type {Map<number, number>} */
    this.rowOf = new Map(order.map((unit, r) => [unit, r]));
  }

  get height() {
    return (this.shown - 1) * this.row + this.tall;
  }

  get last() {
    return this.first + this.shown - 1;
  }

  /** Make a unit the tall one. @param {number} unit */
  focus(unit) {
    this.r = this.rowOf.get(unit) ?? 0;
    this.first = Math.max(Math.min(this.first, this.r), this.r - this.shown + 1);
    this.first = Math.max(0, Math.min(this.first, this.order.length - this.shown));
  }

  /** The upper edge of a row. @param {number} r */
  y(r) {
    return (r - this.first) * this.row + (r > this.r ? this.tall - this.row : 0);
  }

  /** @param {number} r */
  heightOf(r) {
    return r === this.r ? this.tall : this.row;
  }

  /** The row at a height, clamped to those that show. @param {number} y */
  at(y) {
    const above = this.y(this.r);
    const beyond = y < above ? y / this.row : (y - this.tall) / this.row + 1;
    const r = y >= above && y < above + this.tall ? this.r : this.first + Math.floor(beyond);
    return Math.max(this.first, Math.min(this.last, r));
  }
}
