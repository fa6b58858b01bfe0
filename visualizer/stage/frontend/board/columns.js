// The columns that all lanes share: the current one is wide, the others keep their width, so a step
// moves one boundary. What is far from sight is not drawn.

/** The narrowest column: so much for a letter of the longest word, and around it. */
const LEAST = { around: 14, letter: 8, most: 46 };
/** Where a text has to scroll anyway, its words have room in small letters. */
const SCROLLED = { letter: 5.8, most: 64 };
const MOST = 110;
/** The lens: the open cell fits it, and on a wide board it is a share of it. */
const LENS = { least: 156, most: 220, share: 0.17 };
/** What is drawn beyond either edge of what is in sight, as a share of that. */
const BEYOND = 0.15;
/** What stays in sight beside the lens, and where it stands after the columns moved, as shares. */
const BESIDE = 0.12;
const AHEAD = 0.25;

export class Columns {
  /** the current column */
  t = 0;
  count = 1;
  column = LEAST.most;
  lens = LENS.least;
  /** the piece that is drawn: its left edge, its width, its first and last column */
  left = 0;
  span = 0;
  first = 0;
  last = 0;
  /** of it the columns to draw anew: what a step changes, or all */
  from = 0;
  to = 0;
  room = 0;

  /**
   * @param {{count: number, letters: number, room: number, zoom: number}} board letters: of the longest word
   */
  layOut({ count, letters, room, zoom }) {
    const least = Math.min(LEAST.most, LEAST.around + LEAST.letter * letters) * zoom;
    const whole = Math.min(SCROLLED.most, LEAST.around + SCROLLED.letter * letters) * zoom;
    this.count = count;
    this.room = Math.max(1, room);
    this.lens = Math.round(Math.max(LENS.least * zoom, Math.min(LENS.most * zoom, room * LENS.share)));
    const wide = count > 1 ? (room - this.lens) / (count - 1) : 0;
    const narrow = wide < least ? Math.max(least, whole) : wide;
    this.column = Math.floor(count > 1 ? Math.min(MOST * zoom, narrow) : least);
    this.t = Math.min(this.t, count - 1);
  }

  get total() {
    return (this.count - 1) * this.column + this.lens;
  }

  /** The left edge of a column. @param {number} k */
  x(k) {
    return k * this.column + (k > this.t ? this.lens - this.column : 0);
  }

  /** @param {number} k */
  width(k) {
    return k === this.t ? this.lens : this.column;
  }

  /** @param {number} k */
  middle(k) {
    return this.x(k) + this.width(k) / 2;
  }

  /** The column at a place; -1 for none. @param {number} x */
  at(x) {
    if (x < 0 || x >= this.total) return -1;
    const k = Math.floor(x / this.column);
    if (k < this.t) return k;
    return x < this.x(this.t) + this.lens ? this.t : Math.floor((x - this.lens) / this.column) + 1;
  }

  /** Choose the piece to draw for what is in sight. @param {number} scrolled */
  see(scrolled) {
    const beyond = this.total > this.room ? this.room * BEYOND : 0;
    this.span = Math.min(this.total, this.room + 2 * beyond);
    this.left = Math.max(0, Math.min(this.total - this.span, Math.floor(scrolled - beyond)));
    this.first = Math.max(0, this.at(this.left));
    this.last = this.at(this.left + this.span - 1);
    this.all();
  }

  /** All of the piece is to be drawn anew. */
  all() {
    [this.from, this.to] = [this.first, this.last];
  }

  /** Go to a column: what lies on both sides of the two stays where it is. @param {number} t */
  go(t) {
    const ends = [this.t, t].sort((a, b) => a - b);
    this.t = t;
    [this.first, this.last] = [Math.max(0, this.at(this.left)), this.at(this.left + this.span - 1)];
    // Lines from one column's middle to the next one's lean otherwise in the neighbours too.
    [this.from, this.to] = [Math.max(this.first, ends[0] - 1), Math.min(this.last, ends[1] + 1)];
  }

  /** Whether something is in sight that the piece does not hold. @param {number} scrolled */
  misses(scrolled) {
    const end = Math.min(this.total, scrolled + this.room);
    return scrolled < this.left || end > this.left + this.span + 1;
  }

  /**
   * Where to scroll so that the current column is in sight, and some beside it. The columns stay
   * where they are until it comes near an edge, then there is room ahead again.
   * @param {number} scrolled
   */
  keeping(scrolled) {
    const beside = Math.max(0, Math.min(this.room * BESIDE, (this.room - this.lens) / 2));
    const from = this.x(this.t);
    const before = from - beside < scrolled && scrolled > 0;
    const beyond = from + this.lens + beside > scrolled + this.room;
    if (!before && !beyond) return scrolled;
    const back = (this.room - this.lens) * (before ? 1 - AHEAD : AHEAD);
    return Math.round(Math.max(0, Math.min(from - back, this.total - this.room)));
  }
}
