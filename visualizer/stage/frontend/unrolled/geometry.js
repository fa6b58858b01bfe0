// Where everything stands at any moment between folded and unrolled.

/**
 * @typedef {object} Size
 * @property {number} T how many copies @property {number} t the chosen one
 * @property {number} states how many states a copy hands on @property {number} space the room there is, in pixels
 * @property {number} zoom of the type @property {number} fold 0 folded, 1 unrolled
 * @property {number} [tightness] of the rows, 1 for none
 *
 * `x` is the middle of a copy, that of number T the column of their sum. Down the figure lie the rows;
 * a strip has its top at `strips` and is `tall`.
 * @typedef {object} Places
 * @property {number} fold @property {number} zoom @property {number} pitch from copy to copy @property {number} width of everything
 * @property {number} height @property {number} sight how far it is scrolled to have the chosen copy in sight
 * @property {(k: number) => number} x @property {number} box how wide a copy is
 * @property {number} strip how wide a strip is @property {number} thin the one beside it @property {number} gap between states
 * @property {number} group how wide all strips of a copy are @property {number} aside the strips' middle, from the copy's
 * @property {number} top of the copies @property {number} bottom @property {number} strips @property {number} tall
 * @property {number} chart @property {number} chartFoot @property {number} words @property {number} bars the middle of them
 * @property {number} barTall either way @property {number} figures @property {number[]} links the height of each state's
 * @property {number[]} depth how far each state's loop hangs below its height, above it if negative
 * @property {number} reach how far a link bends sideways @property {number[]} name where the loop's stands
 * @property {(k: number) => [number, number]} pill where the weight stands on the link to a copy
 */

const PITCH = { least: 58, most: 118 };
/** Before the first copy, for what hands it its state. */
const EDGE = 30;
const STRIP = { least: 6, most: 16, folded: 18 };
/** Folded, the one cell is as much larger as there is room: at so many pixels by nothing, at most so much. */
const LARGER = { from: 430, most: 1.6 };
const ROWS = { chart: 22, chartFoot: 62, top: 102, head: 21, tall: 112, foot: 7, loop: 46, word: 30, bars: 34 };
/** The heights of the states' links, as shares of a strip: h below, c above. */
const HEIGHTS = [0.74, 0.24];

/** @param {number} from @param {number} to @param {number} share */
export const between = (from, to, share) => from + (to - from) * share;

/** Copies are as narrow as they get once so much of the way out is done, so that none hides another. */
const NARROWED = 0.5;

/** @param {Size} size @returns {Places} */
export function placesOf({ T, t, states, space, zoom, fold, tightness = 1 }) {
  const narrowed = Math.min(1, fold / NARROWED);
  const pitch = Math.max(PITCH.least * zoom, Math.min(PITCH.most * zoom, (space - EDGE * zoom) / (T + 1)));
  const chain = EDGE * zoom + (T + 1) * pitch;
  const width = fold ? Math.max(space, chain) : space;
  const start = Math.max(0, (space - chain) / 2) + EDGE * zoom;
  const place = (/** @type {number} */ k) => start + (k + 0.5) * pitch;
  const sight = fold ? Math.max(0, Math.min(width - space, place(t) - space / 2)) : 0;
  const middle = sight + space / 2;
  const x = (/** @type {number} */ k) => between(middle, place(k), fold);

  const [thin, gap] = [Math.round(3 * zoom), Math.round(5 * zoom)];
  const room = (pitch * 0.6 - (states - 1) * gap) / states - thin - 5 * zoom;
  const unfolded = Math.max(STRIP.least * zoom, Math.min(STRIP.most * zoom, room));
  const larger = Math.max(1, Math.min(LARGER.most, space / (LARGER.from * zoom)));
  const strip = Math.round(between(STRIP.folded * larger * zoom, unfolded, narrowed));
  const grouped = (/** @type {number} */ wide) => states * (wide + thin) + (states - 1) * gap;
  const group = grouped(strip);
  const folded = 2 * grouped(STRIP.folded * larger * zoom) + 62 * larger * zoom;
  const box = between(folded, grouped(unfolded) + 12 * zoom, narrowed);

  const row = Object.fromEntries(Object.entries(ROWS).map(([name, high]) => [name, high * zoom * tightness]));
  const strips = row.top + row.head;
  const bottom = strips + row.tall + row.foot;
  const words = bottom + row.loop;
  const bars = words + row.word + row.bars;
  const links = HEIGHTS.slice(0, states).map((share) => strips + share * row.tall);
  const hang = [bottom + 30 * zoom - links[0], row.top - 22 * zoom - (links[1] ?? 0)];
  const wide = Math.max(30 * zoom, Math.min(96 * zoom, (space - folded) / 2));
  const aslant = folded / 2 + 0.66 * wide;
  const beside = bottom + 14 * zoom;
  return {
    fold,
    zoom,
    pitch,
    width,
    height: bars + row.bars + 19 * zoom,
    sight,
    x,
    box,
    strip,
    thin,
    gap,
    group,
    aside: between((folded - group) / 2 - 9 * zoom, 0, narrowed),
    top: row.top,
    bottom,
    strips,
    tall: row.tall,
    chart: row.chart,
    chartFoot: row.chartFoot,
    words,
    bars,
    barTall: row.bars - 4 * zoom,
    figures: bars + row.bars,
    links,
    depth: links.map((_, k) => between(hang[k], 0, fold)),
    reach: between(wide, (pitch - grouped(unfolded) - 12 * zoom) / 2, fold),
    name: [middle - aslant - 12 * zoom, beside],
    pill: (k) => [between(middle + aslant, place(k) - pitch / 2, fold), between(beside, bottom + 16 * zoom, fold)],
  };
}

/**
 * The way of a state from copy to copy, or around the one: an SVG path.
 * @param {{x: number, y: number}} from @param {{x: number, y: number}} to @param {number} depth @param {number} reach
 */
export function linkPath(from, to, depth, reach) {
  const middle = (from.x + to.x) / 2;
  const foot = (from.y + to.y) / 2 + depth;
  return (
    `M${from.x} ${from.y}C${from.x + reach} ${from.y} ${from.x + reach} ${foot} ${middle} ${foot}` +
    `C${to.x - reach} ${foot} ${to.x - reach} ${to.y} ${to.x} ${to.y}`
  );
}
