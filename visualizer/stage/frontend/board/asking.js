// Predict, then reveal: which question comes next, what an answer is worth, how far the run is open, and
// where on a board the choices are. No page is needed for it.

/**
 * A question as `views/questions.py` describes it. `answer` is a place among the choices, from 0.
 * @typedef {object} Asked
 * @property {"verdict"|"flip"|"move"|"keep"|"gate"|"turn"} kind
 * @property {number} step all before it may be seen
 * @property {string} prompt @property {string[]} choices @property {number} answer
 * @property {number[]} values @property {number[]} before
 * @property {number[]} units @property {string[]} gates @property {number[]} steps
 * @property {string} quantity what units are asked about
 *
 * What was answered, by question, null where nothing was; and how many steps are open.
 * @typedef {{given: (number|null)[], seen: number}} Progress
 */

export class Round {
  /** @type {Asked|null} the question that is open */
  now = null;
  /** @type {Asked|null} the one whose answer is shown */
  shown = null;

  /** @param {Asked[]} asked in the order of their steps @param {number} steps @param {Progress|null} [before] */
  constructor(asked, steps, before = null) {
    this.asked = asked;
    this.steps = steps;
    this.given = asked.map(({ choices }, k) => placeIn(before?.given[k], choices.length));
    const first = this.next?.step ?? steps;
    this.seen = Math.min(first, Math.max(0, Math.trunc(before?.seen ?? 0) || 0));
    if (!asked.length) this.seen = steps; // there is nothing to cover anything for
  }

  /** The same round with its questions in other words. @param {Asked[]} asked */
  saidAs(asked) {
    const other = new Round(asked, this.steps, this.progress);
    const place = (/** @type {Asked|null} */ each) => (each ? (asked[this.asked.indexOf(each)] ?? null) : null);
    [other.now, other.shown] = [place(this.now), place(this.shown)];
    return other;
  }

  /** The first question without an answer. */
  get next() {
    return this.asked.find((_, k) => this.given[k] === null) ?? null;
  }

  /** Open steps as far as one, or as far as the next question; where one may go. @param {number} t */
  reach(t) {
    const { seen, now, next } = this;
    const end = Math.min(t + 1, this.steps);
    if (next && next.step < end) this.now = next;
    this.seen = Math.max(seen, Math.min(end, next?.step ?? end));
    if (this.seen !== seen || this.now !== now) this.shown = null;
    return Math.max(0, Math.min(t, this.seen - 1));
  }

  /** Go on to the next question, or to the end. */
  advance() {
    if (this.isOver) this.shown = null;
    return this.reach(this.next?.step ?? this.steps - 1);
  }

  /** Answer the open question, which opens its step. @param {number} choice @returns {Asked|null} the question */
  answer(choice) {
    const { now } = this;
    if (!now || placeIn(choice, now.choices.length) === null) return null;
    this.given[this.asked.indexOf(now)] = choice;
    this.shown = now;
    this.now = null;
    this.seen = Math.max(this.seen, now.step + 1);
    return now;
  }

  get isOver() {
    return this.seen === this.steps && !this.next;
  }

  /** Whether an answer may be graded: not as long as what it tells of is covered. @param {Asked} asked */
  isGraded(asked) {
    return this.given[this.asked.indexOf(asked)] !== null && (asked.kind !== "turn" || this.isOver);
  }

  /** @param {Asked} asked */
  isRight(asked) {
    return this.given[this.asked.indexOf(asked)] === asked.answer;
  }

  /** How many were right, of those that are graded. */
  get score() {
    const graded = this.asked.filter((each) => this.isGraded(each));
    return { right: graded.filter((each) => this.isRight(each)).length, all: graded.length };
  }

  /** What the commonest place of the right answer, chosen each time, would have got. */
  get commonest() {
    const most = Math.max(0, ...this.asked.map(({ choices }) => choices.length));
    const counts = Array.from({ length: most }, (_, k) => this.asked.filter(({ answer }) => answer === k).length);
    const right = Math.max(0, ...counts);
    return { place: counts.indexOf(right), right };
  }

  /** @returns {Progress} */
  get progress() {
    return { given: this.given, seen: this.seen };
  }
}

/** A place among so many, or null. @param {unknown} place @param {number} size */
function placeIn(place, size) {
  return typeof place === "number" && Number.isInteger(place) && place >= 0 && place < size ? place : null;
}

/** The number of a choice, or of what came before it and what came after. @param {Asked} asked @param {number} k */
export function measuredOf({ kind, values, before, answer }, k) {
  if (kind === "verdict") return k === answer ? { before: before[0], value: values[0] } : null;
  return k < values.length ? { before: before[k], value: values[k] } : null;
}

/** How many steps of a track stand in the first columns of the board. */
const within = (/** @type {number[]} */ columns, /** @type {number} */ seen) => columns.filter((k) => k < seen).length;

/**
 * A track as far as it may be seen: of the rest nothing is in it. Orders that come from the whole run are
 * left out, and so is what stands out in it.
 * @param {import("./scene.js").Track} track @param {number} seen columns
 * @returns {import("./scene.js").Track}
 */
export function cut(track, seen) {
  const T = within(track.columns, seen);
  const state = track.arrays[track.lanes.some(({ symbol }) => symbol === "c") ? "c" : "h"] ?? new Float32Array(track.units);
  const first = state.subarray(0, track.units);
  const strongest = first.reduce((best, v, unit) => (Math.abs(v) > Math.abs(first[best]) ? unit : best), 0);
  const ofSteps = new Set(["verdict", "kept", "x", ...track.lanes.map(({ symbol }) => symbol)]);
  const inTime = (/** @type {string} */ name) => ofSteps.has(name.replace(/^ghost\./, "")) || /\.[xh]$/.test(name);
  const arrays = Object.entries(track.arrays).map(([name, values]) => [
    name,
    inTime(name) ? values.subarray(0, (values.length / track.T) * T) : values,
  ]);
  return {
    ...track,
    T,
    arrays: Object.fromEntries(arrays),
    tokens: track.tokens.slice(0, T),
    unknown: track.unknown.slice(0, T),
    stories: track.stories.slice(0, T),
    columns: track.columns.slice(0, T),
    at: track.at.map((step) => (step < T ? step : -1)),
    turn: T === track.T ? track.turn : null,
    deeper: T === track.T ? track.deeper : null, // its address has the whole text
    orders: Object.hasOwn(track.orders, "index") ? { index: track.orders.index } : track.orders,
    unit: strongest,
  };
}

/**
 * The board as far as clicks go, in pixels from its first column and its upper edge. `row` says where a
 * unit's row is in the lane that is asked about, null if it does not show.
 * @typedef {{x: number, width: number}} Across
 * @typedef {{y: number, height: number}} Down
 * @typedef {object} Ground
 * @property {Record<string, Down>} lanes those that show, by name or symbol
 * @property {number} edge where the curtain begins @property {number} end of the last column
 * @property {(step: number) => Across} column @property {(unit: number) => Down|null} row
 * @property {number} level where in its lane the verdict stands, from the top
 * @property {number} size of a mark
 *
 * Where a choice is: what answers it, its mark, and what that leads to.
 * @typedef {{choice: number, x: number, y: number, width: number, height: number,
 *   mark: {x: number, y: number}, from: {x: number, y: number}|null}} Zone
 */

/** Where on the board each choice is that has a place there. @param {Asked} asked @param {Ground} ground @returns {Zone[]} */
export function zonesOf(asked, ground) {
  if (asked.kind === "verdict") return ofVerdict(asked, ground);
  if (asked.kind === "gate") return ofGates(asked, ground);
  if (asked.kind === "turn") return ofWords(asked, ground);
  return ofUnits(asked, ground);
}

/** Three zones of the covered verdict: above, about and below where it stands. */
function ofVerdict(/** @type {Asked} */ { choices }, /** @type {Ground} */ { lanes, edge, end, level, size }) {
  const lane = lanes.verdict;
  if (!lane) return [];
  const height = lane.height / choices.length;
  const from = { x: edge, y: lane.y + level };
  return choices.map((_, choice) => {
    const y = lane.y + choice * height;
    return { choice, x: edge, y, width: end - edge, height, mark: { x: edge + 1.6 * size, y: y + height / 2 }, from };
  });
}

/** A lane for each gate; that none closes has no place. */
function ofGates(/** @type {Asked} */ { gates }, /** @type {Ground} */ { lanes, edge, end, size }) {
  return gates.flatMap((gate, choice) => {
    const lane = lanes[gate];
    if (!lane) return [];
    const mark = { x: edge + 1.6 * size, y: lane.y + lane.height / 2 };
    return [{ choice, x: 0, ...lane, width: end, mark, from: null }];
  });
}

/** The words that are offered, which stand in their columns. */
function ofWords(/** @type {Asked} */ { steps }, /** @type {Ground} */ { lanes, column, size }) {
  const { tokens, verdict } = lanes;
  if (!tokens || !verdict) return [];
  const y = verdict.y + size * 0.75; // on a phone names stand between the two
  return steps.map((step, choice) => {
    const { x, width } = column(step);
    const mark = { x: x + width / 2, y };
    return { choice, x, width, y: tokens.y, height: tokens.height, mark, from: null };
  });
}

/** The rows that are offered, each as high as a finger may need; their marks keep clear of each other. */
function ofUnits(/** @type {Asked} */ { units, quantity }, /** @type {Ground} */ { lanes, row, edge, end, size }) {
  const lane = lanes[quantity];
  const placed = units.flatMap((unit, choice) => {
    const at = lane ? row(unit) : null;
    return at ? [{ choice, middle: lane.y + at.y + at.height / 2, tall: Math.max(at.height, size / 2) }] : [];
  });
  const inOrder = [...placed].sort((a, b) => a.middle - b.middle);
  const ys = spread(inOrder.map(({ middle }) => middle), size * 1.08, lane?.y + size / 2, lane?.y + lane?.height - size / 2);
  return inOrder.map(({ choice, middle, tall }, k) => ({
    choice,
    x: 0,
    y: middle - tall / 2,
    width: end,
    height: tall,
    mark: { x: edge + 1.6 * size, y: ys[k] },
    from: { x: edge, y: middle },
  }));
}

/** Rising places, kept apart and within bounds as far as there is room. @param {number[]} places @param {number} gap @param {number} low @param {number} high */
export function spread(places, gap, low, high) {
  const ys = [...places];
  ys.forEach((_, k) => (ys[k] = Math.max(ys[k], k ? ys[k - 1] + gap : low)));
  for (let k = ys.length - 1; k >= 0; k--) ys[k] = Math.min(ys[k], k === ys.length - 1 ? high : ys[k + 1] - gap);
  return ys;
}

/** The choice at a place, the one whose middle is nearest; null for none. @param {Zone[]} zones @param {number} x @param {number} y */
export function choiceAt(zones, x, y) {
  const inside = zones.filter(
    (zone) =>
      (x >= zone.x && x < zone.x + zone.width && y >= zone.y && y < zone.y + zone.height) ||
      Math.hypot(x - zone.mark.x, y - zone.mark.y) < MARK_REACH,
  );
  const away = (/** @type {Zone} */ { y: top, height, mark }) =>
    Math.min(Math.abs(top + height / 2 - y), Math.hypot(x - mark.x, y - mark.y));
  return inside.sort((a, b) => away(a) - away(b))[0]?.choice ?? null;
}

/** So many pixels around a mark's middle belong to it. */
const MARK_REACH = 13;

/** The choice that a quantity stands for where gates are asked about. @param {Asked} asked @param {string} symbol */
export function choiceOfGate({ gates }, symbol) {
  const choice = gates.indexOf(symbol);
  return choice < 0 ? null : choice;
}
