// One cell at one word, step by step: the drawing, the arithmetic beside it, and one sum opened below.

import { equation } from "../cells/equations.js";
import { cellNamed } from "../cells/index.js";
import { divergingOf, rampOf, themeOf, css, rgb } from "../colours.js";
import { el, setAll, write } from "../dom.js";
import { shortened } from "../letters.js";
import { fill, number, signed } from "../numbers.js";
import { Formula } from "../board/formula.js";
import { listen } from "../board/bus.js";
import { clamped } from "../board/focus.js";
import { quantityOf, tracksOf } from "../board/scene.js";
import { whole } from "../shell/address.js";
import { mounting } from "../shell/mounting.js";
import { Presenter } from "../shell/presenting.js";
import { Diagram } from "./diagram.js";
import { walkNamed } from "./index.js";
import { RAIL, WIDTH } from "./parts.js";
import { lessonNote } from "./lesson.js";
import { Rows } from "./rows.js";
import { mixOf, outOf, sumOf, totalOf } from "./terms.js";
import { Waterfall } from "./waterfall.js";
import { Whole } from "./whole.js";

/**
 * What a person looks at: word and step of the walk, from 0 and 1, the unit and the sum that is open.
 * @typedef {{t?: number, step?: number, unit?: number, show?: string}} View
 *
 * @typedef {import("../board/scene.js").Scene} Scene
 * @typedef {import("../board/scene.js").Track} Track @typedef {import("../cells/parts.js").Part} Part
 *
 * What everything here is drawn with. `units` are in their order, `places` says where each stands;
 * values by the names of the walk's quantities.
 * @typedef {object} Frame
 * @property {Track} track @property {import("./parts.js").Walk} walk @property {number} t @property {number} stage
 * @property {number} unit @property {string} open @property {number[]} units @property {number[]} places
 * @property {number} inputs how many numbers a word is @property {Record<string, string>} hue
 * @property {Record<string, string>} text @property {Record<string, string|number>} words that fill the texts
 * @property {number} width of the drawing @property {boolean} narrow whether there is no room for it
 * @property {boolean} whole whether each unit and weight is drawn @property {import("./terms.js").Place|null} pointed the product that is pointed at
 * @property {boolean} isNamed whether its name stands beside it already
 * @property {(shown: string) => boolean} isGate @property {(q: string) => string|undefined} gateOf the gate that multiplies in a sum
 * @property {number} type its size in the drawing @property {boolean} slim whether there is none for the picture of the sum
 * @property {boolean} presented
 * @property {string} short the word, as there is room for it
 * @property {import("../colours.js").Theme} theme @property {string} ink @property {string} negative @property {string} positive
 * @property {(shown: string, unit: number) => number} valueOf
 * @property {(shown: string) => (value: number) => import("../colours.js").RGB} colourOf
 * @property {(value: number) => import("../colours.js").RGB} signed the colour of any number within −1 and 1
 * @property {(q: string) => import("./terms.js").Sum|null} sumOf @property {(q: string, unit: number) => number} totalOf
 * @property {(q: string) => string|null} activation null for a state that is none of a sum @property {(unit: number) => number} named its own number
 * @property {(product: {group: string, place: number}) => number} railX where a number stands on the rail
 */

const LETTERS = 14;
/** So many ms after the drawing the arithmetic follows; where keys come fast, after a pause. */
const DETAILS = { after: 20, pause: 100 };
/** In a figure less wide than this the drawing, or the picture of the sum, would be too small to read. */
const ROOM = { drawing: 640, sum: 960, whole: 820 };
/** The least size of type in a drawing on the screen, in pixels; its size in the drawing's own; and which
 * part of a presented window's height it is at least, to be read from the last row. */
const TYPE = { least: 11, own: 13, presented: 1 / 49 };

export const { mount, unmount } = mounting(() => new WalkFigure());

/** Words count from 1 in the address, as on the screen. @param {View} view */
export function addressed({ t, step, unit, show }) {
  return { t: t === undefined ? undefined : t + 1, step, unit, show };
}

/** @param {(name: string) => string|undefined} read @returns {View} */
export function viewFrom(read) {
  const t = whole(read("t"));
  return { t: t ? t - 1 : undefined, step: whole(read("step")), unit: whole(read("unit")), show: read("show") };
}

class WalkFigure {
  /** @type {Track} */
  track;
  /** @type {(view: View) => void} */
  onView = () => {};
  /** @type {() => void} */
  deaf = () => {};
  t = 0;
  stage = 1;
  unit = 0;
  open = "";
  /** @type {Frame|null} */
  frame = null;
  /** whether each unit can be drawn, each weight a line */
  small = false;
  /** of the drawing and of the whole figure, in pixels */
  width = 0;
  space = Infinity;
  /** the timer of the arithmetic, and when it was drawn last */
  detail = 0;
  detailed = 0;
  /** whether a person has chosen anything yet, which is then said aloud */
  moved = false;
  /** @type {import("./terms.js").Place|null} the product that is pointed at */
  pointed = null;
  /** the word that was brought into sight last */
  seen = -1;
  /** @type {HTMLElement[]} the words */
  chips = [];
  /** @type {HTMLElement[]} the steps */
  stages = [];
  /** @type {HTMLElement[]} the sums that can be opened */
  opens = [];
  /** @type {{shown: string, name: HTMLElement, fill: HTMLElement, told: HTMLElement, row: HTMLElement}[]} */
  quantities = [];

  constructor() {
    this.words = el("div", { class: "walk-words", role: "group" });
    this.steps = el("div", { class: "walk-steps", role: "group" });
    this.diagram = new Diagram(
      (q) => this.set({ show: q }),
      (share) => this.set({ unit: this.units[Math.min(this.units.length - 1, Math.max(0, Math.floor(share * this.units.length)))] }),
      (place) => this.point(place),
    );
    this.whole = new Whole(
      (q) => this.set({ show: q }),
      (unit) => this.set({ unit }),
      (place) => this.point(place),
    );
    this.rows = new Rows();
    this.title = el("h2", {});
    this.says = el("p", { class: "walk-says" });
    this.formula = new Formula("formula");
    this.values = el("div", { class: "walk-values" });
    this.lessonHead = el("b", {});
    this.lessonSays = el("span", {});
    this.lesson = el("p", { class: "walk-lesson" }, this.lessonHead, " ", this.lessonSays);
    this.openers = el("div", { class: "walk-opens", role: "group" });
    this.waterfall = new Waterfall((place) => this.point(place, true));
    this.heading = el("h3", {});
    this.hint = el("p", { class: "hint keys" });
    this.spoken = el("p", { class: "spoken", "aria-live": "polite" });
    this.head = el("div", { class: "walk-head" });
    const aside = el("aside", { class: "inspector" }, this.title, this.formula.element, this.values, this.lesson);
    const left = el("div", { class: "walk-left" }, this.steps, this.says, this.diagram.element, this.whole.element, this.rows.element);
    this.panel = el("section", { class: "walk-panel" }, el("div", { class: "walk-panel-head" }, this.heading, this.openers), this.waterfall.element);
    this.root = el(
      "div",
      { class: "stage walk", "data-walk": true, tabindex: 0, role: "group" },
      el("div", { class: "walk-top" }, this.words, this.head),
      el("div", { class: "walk-halves" }, left, aside),
      this.panel,
      this.hint,
      this.spoken,
    );
    this.presenter = new Presenter(this.root, {
      back: () => this.go(-1),
      forward: () => this.go(1),
      redraw: () => this.draw(),
    });
    this.head.append(this.presenter.button);
    this.root.append(el("div", { class: "transport" }, this.presenter.keys));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("click", (event) => this.onClick(event));
    this.sizes = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries)
        if (target === this.root) this.space = contentRect.width;
        else if (contentRect.width) this.width = contentRect.width; // of the one that is shown
      if (this.frame) this.draw();
    });
    this.sizes.observe(this.root);
    this.sizes.observe(this.diagram.element);
    this.sizes.observe(this.whole.element);
  }

  remove() {
    this.deaf();
    window.clearTimeout(this.detail);
    this.sizes.disconnect();
    this.presenter.close();
    this.root.remove();
  }

  get units() {
    return this.track.orders.effect ?? this.track.orders.index;
  }

  get walk() {
    return walkNamed(this.track.cell);
  }

  /** All that can be opened: the sums, and the states that are mixed of other numbers. */
  get sums() {
    return [...Object.keys(cellNamed(this.track.cell).sums), ...Object.keys(this.walk.mixes ?? {})];
  }

  /** @param {Scene & {whole?: boolean}} scene @param {View} view where to begin */
  show(scene, view) {
    this.small = Boolean(scene.whole);
    const before = this.track;
    const track = tracksOf(scene).find(Boolean);
    if (!track) throw new RangeError("a walk needs a track");
    this.track = track;
    const same = before?.tokens.join("\n") === track.tokens.join("\n");
    if (!before) {
      this.t = clamped(view.t, track.T) ?? track.T - 1;
      this.unit = clamped(view.unit, track.units) ?? track.unit;
      this.open = view.show ?? "";
      this.stage = (clamped((view.step ?? this.opening(this.open) ?? 1) - 1, this.walk.steps.length) ?? 0) + 1;
    } else {
      if (!same) this.t = Math.min(track.turn ?? track.T - 1, track.T - 1);
      if (before.network !== track.network) this.unit = track.unit;
      this.stage = Math.min(this.stage, this.walk.steps.length);
    }
    if (!this.isSum(this.open)) this.open = this.opened();
    this.deaf();
    this.deaf = listen(`weights/${track.weights}`, () => this.draw());
    this.root.lang = track.language;
    this.root.setAttribute("aria-label", track.text.walk);
    this.presenter.draw(track.text, scene.keys);
    this.hint.textContent = track.text.walkKeys;
    this.heading.textContent = track.text.openSum;
    this.build();
    this.draw();
    this.tell();
  }

  /** The step that opens a sum. @param {string} q */
  opening(q) {
    const place = this.walk.steps.findIndex(({ opens }) => opens.includes(q));
    return place < 0 ? undefined : place + 1;
  }

  /** The sum that a step is about; else the first one. */
  opened() {
    const [first] = this.walk.steps[this.stage - 1].opens;
    return first ?? this.sums[0];
  }

  tell() {
    this.onView({ t: this.t, step: this.stage, unit: this.unit, show: this.open });
  }

  /** @param {{t?: number, stage?: number, unit?: number, show?: string}} what is chosen */
  set({ t = this.t, stage = this.stage, unit = this.unit, show }) {
    const moved = stage !== this.stage || t !== this.t;
    this.t = t;
    this.unit = unit;
    if (show && !this.walk.steps[stage - 1].opens.includes(show)) stage = this.opening(show) ?? stage;
    this.stage = stage;
    const { opens } = this.walk.steps[stage - 1];
    if (show) this.open = show;
    else if (moved && opens.length && !opens.includes(this.open)) this.open = opens[0];
    this.moved = true;
    this.draw();
    this.tell();
    if (show || moved) this.openSum(Boolean(show));
  }

  /** Presented, the sum takes the drawing's place. @param {boolean} isOpen */
  openSum(isOpen) {
    this.root.classList.toggle("is-opened", isOpen);
  }

  /** On or back by steps, over the ends of a word into the next. @param {number} by */
  go(by) {
    const last = this.walk.steps.length;
    const stage = this.stage + by;
    if (stage > last && this.t < this.track.T - 1) this.set({ t: this.t + 1, stage: 1 });
    else if (stage < 1 && this.t > 0) this.set({ t: this.t - 1, stage: last });
    else if (stage >= 1 && stage <= last) this.set({ stage });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = this.units.indexOf(this.unit);
    const row = (/** @type {number} */ by) =>
      this.set({ unit: this.units[Math.max(0, Math.min(this.units.length - 1, place + by))] });
    const word = (/** @type {number} */ by) => this.set({ t: Math.max(0, Math.min(this.track.T - 1, this.t + by)) });
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowRight: () => (event.shiftKey ? word(1) : this.go(1)),
      ArrowLeft: () => (event.shiftKey ? word(-1) : this.go(-1)),
      ArrowDown: () => row(1),
      ArrowUp: () => row(-1),
      Home: () => this.set({ stage: 1 }),
      End: () => this.set({ stage: this.walk.steps.length }),
      s: () => this.openSum(!this.root.classList.contains("is-opened")),
    };
    const act = this.presenter.moves(event.key) ?? keys[event.key] ?? this.named(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** What a key that names something does: a digit its step, a letter the sum of its gate. @param {string} key */
  named(key) {
    const stage = /^[1-9]$/.test(key) ? Number(key) : 0;
    if (stage && stage <= this.walk.steps.length) return () => this.set({ stage });
    // F presents, also where it is a gate.
    return key !== "f" && this.isSum(key) ? () => this.set({ show: key }) : undefined;
  }

  /** @param {string} q */
  isSum(q) {
    return this.sums.includes(q);
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = /** @type {Element} */ (event.target);
    const symbol = target.getAttribute("data-choose");
    if (symbol && this.isSum(symbol)) this.set({ show: symbol });
    const button = /** @type {HTMLElement|null} */ (target.closest("[data-go]"));
    if (!button) return;
    const [kind, value] = (button.dataset.go ?? "").split(" ");
    if (kind === "word") this.set({ t: Number(value) });
    else if (kind === "step") this.set({ stage: Number(value) });
    else if (kind === "open") this.set({ show: value });
    else if (kind === "by") this.go(Number(value));
  }

  draw() {
    this.frame = this.framed();
    const frame = this.frame;
    const { cell } = this.track;
    const style = `--positive:${frame.positive};--negative:${frame.negative};--drawn:${frame.type}px`;
    this.root.classList.toggle("is-narrow", frame.narrow);
    this.root.classList.toggle("is-slim", frame.slim);
    this.root.classList.toggle("is-whole", frame.whole);
    setAll(this.root, { style, "data-t": this.t, "data-step": this.stage, "data-unit": this.unit, "data-open": this.open, "data-cell": cell });
    this.drawChosen();
    this.paint();
    window.clearTimeout(this.detail);
    const isFast = performance.now() - this.detailed < DETAILS.pause;
    if (!this.detailed) this.drawDetails();
    else this.detail = window.setTimeout(() => this.drawDetails(), isFast ? DETAILS.pause : DETAILS.after);
  }

  /** The arithmetic, which takes longer to lay out than the drawing. */
  drawDetails() {
    const frame = this.frame;
    if (!frame) return;
    this.detailed = performance.now();
    const { text, track } = frame;
    const { cell } = track;
    write(this.title, fill(text.unitAt, { unit: frame.named(this.unit), word: track.tokens[this.t] }));
    write(this.says, `${this.stage} ${text[`step_${cell}_${this.stage}`]}: ${text[`says_${cell}_${this.stage}`]}`);
    if (this.moved) write(this.spoken, `${track.tokens[this.t]}, ${this.title.textContent}. ${this.says.textContent}`);
    this.drawOpens(frame);
    this.formula.show(/** @type {any} */ (frame), this.lines(frame), this.t);
    this.drawValues(frame);
    const note = lessonNote(frame);
    this.lesson.hidden = !note;
    write(this.lessonHead, text.checkLesson);
    write(this.lessonSays, note);
    this.waterfall.show(frame);
    this.root.dataset.detailed = [this.t, this.stage, this.unit, this.open].join(" ");
  }

  paint() {
    const { frame } = this;
    if (!frame) return;
    if (frame.whole) this.whole.show(frame);
    else this.diagram.show(frame);
    this.rows.show(frame);
  }

  /**
   * Light the weight that is pointed at, wherever it stands; it is named where its name does not stand already.
   * @param {import("./terms.js").Place|null} place @param {boolean} [isNamed]
   */
  point(place, isNamed = false) {
    const same = String(this.pointed && Object.values(this.pointed)) === String(place && Object.values(place));
    if (!this.frame || (same && this.frame.isNamed === isNamed)) return;
    this.pointed = place;
    this.frame.pointed = place;
    this.frame.isNamed = isNamed;
    if (this.frame.whole) this.whole.paintPointed(this.frame);
    else this.diagram.paint(this.frame);
    this.waterfall.point(this.frame);
  }

  /** @returns {Frame} */
  framed() {
    const { track, walk, t, unit } = this;
    const theme = themeOf(this.root);
    const style = getComputedStyle(this.root);
    const sums = cellNamed(track.cell).sums;
    const hue = Object.fromEntries(track.lanes.map((lane) => [lane.symbol, lane[theme]]));
    const units = this.units;
    const places = units.reduce((all, each, place) => ((all[each] = place), all), /** @type {number[]} */ ([]));
    const inputs = track.arrays.x.length / track.T;
    /** @type {Record<string, import("./terms.js").Sum|null>} */
    const found = {};
    const before = track.backward ? t + 1 : t - 1;
    const word = track.tokens[t];
    const least = this.presenter.on ? window.innerHeight * TYPE.presented : TYPE.least;
    return {
      track,
      walk,
      t,
      unit,
      units,
      places,
      inputs,
      theme,
      hue: { ...hue, x: style.color },
      width: this.width,
      type: Math.max(TYPE.own, (least * WIDTH) / (this.width || WIDTH)),
      narrow: this.space < ROOM.drawing,
      whole: this.small && this.space >= ROOM.drawing && this.width >= ROOM.whole && !this.presenter.on,
      pointed: this.pointed,
      isNamed: this.frame?.isNamed ?? false,
      slim: this.space < ROOM.sum,
      presented: this.presenter.on,
      stage: this.stage,
      open: this.open,
      text: track.text,
      short: shortened(word, LETTERS),
      words: { word, before: track.tokens[before] ?? track.text.start, n: track.units },
      ink: style.color,
      negative: css(rgb(track.ramp.negative[theme])),
      positive: css(rgb(track.ramp.positive[theme])),
      valueOf: (shown, u) => walk.shown[shown].value(track, t, u),
      colourOf: (shown) => {
        const { of: symbol, bound } = walk.shown[shown];
        const quantity = quantityOf(track, symbol);
        return rampOf(track, bound ? { ...quantity, bound, scale: "signed" } : quantity, theme);
      },
      signed: divergingOf(track, theme, 1),
      gateOf: (q) => sums[q]?.gate,
      isGate: (shown) => quantityOf(track, walk.shown[shown].of).scale === "gate" && !walk.shown[shown].bound,
      sumOf: (q) => (found[q] ??= mixOf(walk, track, q, t, unit) ?? sumOf(track, q, t, unit)),
      totalOf: (q, u) => totalOf(track, q, t, u),
      activation: (q) => sums[q]?.activation ?? null,
      named: (u) => track.numbers[u],
      railX: ({ group, place }) =>
        group === "h"
          ? RAIL.h + (places[place] + 0.5) * (RAIL.hWidth / track.units)
          : RAIL.x + (place + 0.5) * (RAIL.xWidth / inputs),
    };
  }

  /** The equations of a step, with the numbers at hand. @param {Frame} frame @returns {Part[][]} */
  lines(frame) {
    const { track, walk, t, unit } = frame;
    const { opens, rows } = walk.steps[this.stage - 1];
    const lines = opens.flatMap((q) => equation(track, q, t, unit));
    if (!opens.length) return [joined(track.units, frame.inputs)];
    if (rows.length < 2 || opens.includes(rows[rows.length - 1][1])) return lines;
    for (const [sign, shown] of rows) {
      const told = number(frame.valueOf(shown, unit), 3);
      const value = { text: sign !== "=" ? bracketed(told) : told, q: walk.shown[shown].of };
      if (sign) lines[lines.length - 1].push({ text: ` ${sign} ` }, value);
      else lines.push([value]);
    }
    return lines;
  }

  /** Everything that can be pressed, once for a scene, so that it keeps the focus. */
  build() {
    const { track, walk } = this;
    const { text, cell } = track;
    const button = (/** @type {string} */ go, /** @type {Record<string, string>} */ more, /** @type {(Node|string)[]} */ ...inside) =>
      el("button", { type: "button", "data-go": go, ...more }, ...inside);
    this.chips = track.tokens.map((token, t) => {
      const verdict = track.arrays.verdict ? [el("small", {}, number(track.arrays.verdict[t]))] : [];
      /** @type {Record<string, string>} */
      const more = track.unknown[t] ? { class: "walk-chip unknown", title: text.unknownWord } : { class: "walk-chip" };
      return button(`word ${t}`, { ...more, dir: "auto" }, el("span", {}, shortened(token, LETTERS)), ...verdict);
    });
    this.seen = -1;
    this.words.replaceChildren(...this.chips);
    this.words.setAttribute("aria-label", text.walkWords);
    this.stages = walk.steps.map(({ formula }, k) =>
      button(`step ${k + 1}`, {}, el("b", {}, String(k + 1)), el("span", {}, text[`step_${cell}_${k + 1}`]), el("code", {}, formula)),
    );
    const arrow = (/** @type {number} */ by, /** @type {string} */ name, /** @type {string} */ sign) =>
      button(`by ${by}`, { class: "walk-arrow", "aria-label": name }, sign);
    this.steps.replaceChildren(arrow(-1, text.back, "‹"), arrow(1, text.forward, "›"), ...this.stages);
    this.steps.setAttribute("aria-label", text.walkSteps);
    this.opens = this.sums.map((q) => button(`open ${q}`, {}, q));
    this.openers.replaceChildren(...this.opens);
    this.openers.setAttribute("aria-label", text.openSum);
    const recorded = Object.keys(walk.shown).filter((shown) => !walk.made?.includes(shown));
    this.quantities = recorded.map((shown) => {
      const fillOf = el("i", {});
      const parts = { shown, name: el("span", {}), fill: fillOf, told: el("output", {}) };
      const bar = el("span", { class: "walk-bar", "aria-hidden": "true" }, fillOf);
      return { ...parts, row: el("div", {}, parts.name, bar, parts.told) };
    });
    this.values.replaceChildren(...this.quantities.map(({ row }) => row));
  }

  /** Which word and step is chosen; the word comes into sight. */
  drawChosen() {
    this.chips.forEach((chip, t) => setAll(chip, { "aria-pressed": String(t === this.t) }));
    this.stages.forEach((each, k) => setAll(each, { "aria-pressed": String(k + 1 === this.stage), class: k + 1 < this.stage ? "past" : "" }));
    if (this.seen === this.t) return;
    this.seen = this.t;
    const { offsetLeft, offsetWidth } = this.chips[this.t];
    const { scrollLeft, clientWidth } = this.words;
    if (offsetLeft < scrollLeft || offsetLeft + offsetWidth > scrollLeft + clientWidth)
      this.words.scrollLeft = offsetLeft - clientWidth / 2;
  }

  /** The sums that can be opened, and what they come to. @param {Frame} frame */
  drawOpens(frame) {
    const { hue } = frame;
    this.sums.forEach((q, k) => {
      const sum = frame.sumOf(q);
      const isThere = this.stage >= (this.opening(q) ?? 1);
      write(this.opens[k], !isThere ? q : `${q} ${sum ? number(outOf(frame, q, sum), 3) : "…"}`);
      setAll(this.opens[k], { "aria-pressed": String(q === this.open), style: `color:${hue[q]}` });
    });
  }

  /** Every quantity of the unit, those to come empty. @param {Frame} frame */
  drawValues(frame) {
    const { walk, text, unit, hue } = frame;
    const bound = Math.max(...this.track.lanes.map((lane) => lane.bound));
    const parts = [...walk.strips, ...walk.gates.map((gate) => ({ shown: gate.q, own: gate.own }))];
    for (const { shown, name, fill: bar, told, row } of this.quantities) {
      const { of } = walk.shown[shown];
      const isThere = this.stage >= (parts.find((each) => each.shown === shown)?.own ?? 1);
      const figured = frame.valueOf(shown, unit);
      const { scale } = quantityOf(this.track, of);
      const isGate = scale === "gate";
      const wide = (isGate ? 100 : 50) * Math.min(1, Math.abs(figured) / (isGate ? 1 : bound) || 0);
      const from = isGate ? 0 : figured < 0 ? 50 - wide : 50;
      setAll(row, { class: isThere ? "" : "coming" });
      setAll(name, { style: `color:${hue[of]}` });
      write(name, fill(text[`of_${shown}`], frame.words));
      const figure = isThere ? (isGate ? number(figured, 3) : signed(figured, 3)) : text.notYet;
      write(told, figure);
      setAll(bar, { style: isThere ? `left:${from}%;width:${wide}%;background:${css(frame.colourOf(shown)(figured))}` : null });
    }
  }
}

/** What every sum reads, and of how many numbers it is. @param {number} units @param {number} inputs @returns {Part[]} */
const joined = (units, inputs) => [
  { text: "[" },
  { text: "h", sub: "t−1", q: "h" },
  { text: `, x]: ${units} + ${inputs} = ${units + inputs}` },
];

/** @param {string} told */
const bracketed = (told) => (told.startsWith("−") ? `(${told})` : told);
