// One cell with a loop and the chain of its copies, which morph into one another; one weight that all
// copies share, to be changed; and its gradient, to which every copy adds.

import { held, listen } from "../board/bus.js";
import { clamped } from "../board/focus.js";
import { quantityOf, tracksOf } from "../board/scene.js";
import { cellNamed } from "../cells/index.js";
import { themeOf } from "../colours.js";
import { el, setAll, write } from "../dom.js";
import { fill } from "../numbers.js";
import { whole } from "../shell/address.js";
import { mounting } from "../shell/mounting.js";
import { Presenter } from "../shell/presenting.js";
import { Chain, inksOf } from "./chain.js";
import { told, WeightField } from "./field.js";
import { Matrix } from "./matrix.js";
import { Shared, weightFrom } from "./shared.js";
import { changeTold, claimTold, digitsFor, firstTold, sumTold, tell, writeTable } from "./told.js";

/**
 * What a person looks at: the word, from 0; how far it is unrolled, in percent; the weight, and the value
 * it was given.
 * @typedef {{t?: number, fold?: number, sum?: string, to?: number, from?: number, value?: number}} View
 *
 * @typedef {import("../board/scene.js").Scene} Scene
 * @typedef {import("../board/scene.js").Track} Track @typedef {import("../cells/gradients.js").Entry} Entry
 * @typedef {import("./shared.js").Outcome} Outcome @typedef {ReturnType<Shared["gradient"]>} Gradient
 *
 * What everything here is drawn with; null is what the weights have not come for yet. `added` is what
 * each copy adds to the gradient, in so many `digits`; `left` how much of any gradient reaches it.
 * @typedef {object} Frame
 * @property {Track} track @property {Record<string, string>} text @property {number} t @property {number} fold 0 to 1
 * @property {Shared|null} shared @property {Entry|null} entry @property {string} named the weight, in words
 * @property {number|null} value @property {boolean} isChanged @property {Outcome|null} trained @property {Outcome|null} outcome
 * @property {Float64Array|null} added @property {Float64Array|null} left @property {number} total @property {number} digits
 * @property {import("../colours.js").Theme} theme @property {Record<string, string>} hue
 * @property {string} ink @property {string} muted @property {string} line @property {string} page @property {string} panel
 * @property {string} negative @property {string} positive @property {string} neutral
 * @property {boolean} presented @property {number} zoom @property {number} space the room for the chain, in pixels
 */

/** How long it takes to unroll, and when it does so by itself. */
const UNROLLING = { lasts: 1100, after: 700 };
/** So many ms after the drawing the sentences follow; where it changes fast, after a pause; said aloud at rest. */
const DETAILS = { after: 20, pause: 100, spoken: 700 };

/** The keys that are a slider's own. */
const SLIDER = /^(Arrow|Home|End|Page)/;
/** The room for the chain until it is known. */
const SPACE = 600;

export const { mount, unmount } = mounting(() => new UnrolledFigure());

/** Words count from 1 in the address, as on the screen. @param {View} view */
export function addressed({ t, fold, sum, to, from, value }) {
  return { t: t === undefined ? undefined : t + 1, fold, sum, to, from, value };
}

/** @param {(name: string) => string|undefined} read @returns {View} */
export function viewFrom(read) {
  const t = whole(read("t"));
  return {
    t: t ? t - 1 : undefined,
    fold: whole(read("fold")),
    sum: read("sum"),
    to: whole(read("to")),
    from: whole(read("from")),
    value: weightFrom(read("value") ?? ""),
  };
}

class UnrolledFigure {
  /** @type {Track} */
  track;
  /** @type {(view: View) => void} */
  onView = () => {};
  /** @type {() => void} */
  deaf = () => {};
  t = 0;
  /** how far it is unrolled, in percent */
  fold = 100;
  /** @type {Shared|null} */
  shared = null;
  /** @type {Entry|null} */
  entry = null;
  /** @type {number|null} the weight's value by hand; null as trained */
  value = null;
  /** @type {View} what an address asked for, until the weights are there */
  asked = {};
  /** @type {Frame|null} */
  frame = null;
  /** @type {ReturnType<UnrolledFigure["looked"]>} */
  look;
  /** @type {{value: number, entry: Entry, shared: Shared, outcome: Outcome, gradient: Gradient|null}|null} */
  computed = null;
  /** @type {Gradient|null} the last one, which stands until the one at hand is computed */
  gradient = null;
  space = 0;
  detail = 0;
  detailed = 0;
  /** since when the sentences are not those of the drawing, 0 if they are */
  behind = 0;
  saying = 0;
  moved = false;
  /** the running animation's, 0 for none */
  motion = 0;
  starting = 0;

  constructor() {
    this.toggle = el("button", { type: "button", class: "unroll", "aria-keyshortcuts": "U" });
    this.toggle.addEventListener("click", () => this.unroll());
    this.slider = /** @type {HTMLInputElement} */ (el("input", { type: "range", min: 0, max: 100, step: 1 }));
    this.slider.addEventListener("input", () => this.set({ fold: this.slider.valueAsNumber }));
    this.ends = [el("span", {}), el("span", {})];
    this.back = el("button", { type: "button", class: "unrolled-step" }, "‹");
    this.forward = el("button", { type: "button", class: "unrolled-step" }, "›");
    this.back.addEventListener("click", () => this.go(-1));
    this.forward.addEventListener("click", () => this.go(1));
    this.position = el("span", { class: "position" });
    this.chain = new Chain((t) => this.set({ t }), (by) => this.drag(by));
    this.field = new WeightField((value) => this.set({ value }));
    this.matrix = new Matrix((entry) => this.choose(entry));
    this.heading = el("h2", {});
    this.sums = el("div", { class: "weight-sums", role: "group" });
    this.to = this.choice("to");
    this.from = this.choice("from");
    this.reset = el("button", { type: "button", class: "weight-reset", "aria-keyshortcuts": "R" });
    this.reset.addEventListener("click", () => this.restore());
    this.change = el("p", { class: "weight-change" });
    this.subheading = el("h3", {});
    this.sum = el("p", { class: "gradient-sum" });
    this.claim = el("p", {});
    this.first = el("p", {});
    this.table = el("table", { class: "unrolled-table" });
    this.summary = el("summary", {});
    this.details = /** @type {HTMLDetailsElement} */ (el("details", {}, this.summary, this.table));
    this.details.addEventListener("toggle", () => this.list());
    this.hint = el("p", { class: "hint keys" });
    this.spoken = el("p", { class: "spoken", "aria-live": "polite" });
    const hold = el("div", { class: "unrolled-hold" }, this.toggle, this.ends[0], this.slider, this.ends[1]);
    const steps = el("div", { class: "unrolled-steps" }, this.back, this.position, this.forward);
    this.head = el("div", { class: "unrolled-head" }, hold, steps);
    const [toLabel, fromLabel] = [el("label", {}, el("span", {}), this.to), el("label", {}, el("span", {}), this.from)];
    this.names = [toLabel, fromLabel].map((label) => /** @type {HTMLElement} */ (label.firstChild));
    const units = el("div", { class: "weight-units" }, toLabel, fromLabel);
    const number = el("div", { class: "weight-number" }, this.field.input, this.reset);
    const chosen = el("div", { class: "weight-chosen" }, this.sums, units, number, this.field.help);
    const map = el("div", { class: "weight-map" }, this.matrix.picture, this.matrix.scale);
    const aside = el("aside", { class: "inspector weight" }, this.heading, el("div", { class: "weight-parts" }, map, chosen), this.change);
    const below = el("div", { class: "gradient" }, this.subheading, this.sum, this.claim, this.first);
    this.root = el(
      "div",
      { class: "stage unrolled", "data-unrolled": true, tabindex: 0, role: "group" },
      this.head,
      el("div", { class: "unrolled-halves" }, this.chain.element, aside, below),
      this.details,
      this.hint,
      this.spoken,
    );
    this.presenter = new Presenter(this.root, { back: () => this.go(-1), forward: () => this.go(1), redraw: () => this.redraw() });
    this.head.append(this.presenter.button);
    this.root.append(el("div", { class: "transport" }, this.presenter.keys));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("click", (event) => this.onClick(event));
    for (const touch of ["pointerdown", "keydown"]) this.root.addEventListener(touch, () => window.clearTimeout(this.starting), { capture: true });
    this.sizes = new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width === this.space) return;
      this.space = contentRect.width;
      if (this.track) this.redraw();
    });
    this.sizes.observe(this.chain.scroller);
  }

  /** A list of units. @param {"to"|"from"} end */
  choice(end) {
    const select = /** @type {HTMLSelectElement} */ (el("select", {}));
    select.addEventListener("change", () => this.choose({ [end]: Number(select.value) }));
    // Most keys are the list's own here.
    select.addEventListener("keydown", (event) => !["Escape", "Tab"].includes(event.key) && event.stopPropagation());
    return select;
  }

  remove() {
    this.deaf();
    window.clearTimeout(this.detail);
    window.clearTimeout(this.saying);
    window.clearTimeout(this.starting);
    this.still();
    this.sizes.disconnect();
    this.matrix.sizes.disconnect();
    this.presenter.close();
    this.root.remove();
  }

  /** @param {Scene} scene @param {View} view where to begin */
  show(scene, view) {
    const before = this.track;
    const track = tracksOf(scene).find(Boolean);
    if (!track) throw new RangeError("a chain needs a track");
    this.track = track;
    if (!before) {
      this.t = clamped(view.t, track.T) ?? track.T - 1;
      this.asked = view;
      this.begin(view);
    } else {
      if (before.tokens.join("\n") !== track.tokens.join("\n")) this.t = track.T - 1;
      if (before.weights !== track.weights) [this.entry, this.value, this.field.wrong] = [null, null, false];
    }
    [this.shared, this.computed, this.gradient] = [null, null, null];
    this.deaf();
    this.deaf = listen(`weights/${track.weights}`, () => this.take());
    this.root.lang = track.language;
    this.presenter.draw(track.text, scene.keys);
    this.build();
    this.look = this.looked();
    this.take();
  }

  /** Folded at first, it unrolls once by itself, unless a person has begun or wants no motion. @param {View} view */
  begin(view) {
    const asked = clamped(view.fold, 101);
    this.fold = asked ?? (isStill() ? 100 : 0);
    if (asked === undefined && !isStill()) this.starting = window.setTimeout(() => this.unroll(), UNROLLING.after);
  }

  /** The weights have come, or are there already. */
  take() {
    const weights = this.track.weights ? held(`weights/${this.track.weights}`) : undefined;
    if (weights && !this.shared) {
      this.shared = new Shared(this.track, weights);
      this.entry ??= this.entryFrom(this.asked);
      if (this.asked.value !== undefined) this.value = this.asked.value;
      this.asked = {};
    }
    this.draw();
    this.tell();
  }

  /** The weight that an address names, as far as there is such a one; else a telling one. @param {View} view @returns {Entry} */
  entryFrom({ sum, to, from }) {
    const { track, shared } = this;
    const telling = /** @type {Shared} */ (shared).telling();
    const known = sum !== undefined && Object.hasOwn(cellNamed(track.cell).sums, sum);
    const asked = { sum: known ? sum : telling.sum, to: clamped(to, track.units) ?? telling.to, from: clamped(from, track.units) ?? telling.from };
    return known || to !== undefined || from !== undefined ? asked : telling;
  }

  tell() {
    const { t, fold, entry, value, shared } = this;
    if (shared && entry) this.onView({ t, fold, ...entry, value: this.isChanged ? Number(value) : undefined });
  }

  get isChanged() {
    const { shared, entry, value } = this;
    return value !== null && shared !== null && entry !== null && value !== shared.weightOf(entry);
  }

  /** @param {{t?: number, fold?: number, value?: number|null, entry?: Entry|null}} what is chosen */
  set({ t = this.t, fold, value = this.value, entry = this.entry }) {
    if (fold !== undefined) this.still();
    Object.assign(this, { t, fold: fold ?? this.fold, value, entry, moved: true });
    this.draw();
    this.tell();
  }

  /** Another weight: the one before is as trained again. @param {Partial<Entry>} part */
  choose(part) {
    if (!this.entry) return;
    const entry = { ...this.entry, ...part };
    const { sum, to, from } = this.entry;
    if (entry.sum === sum && entry.to === to && entry.from === from) return;
    this.field.wrong = false;
    this.set({ entry, value: null });
  }

  restore() {
    this.field.wrong = false;
    this.set({ value: null });
  }

  /** @param {number} by how many words */
  go(by) {
    this.set({ t: Math.max(0, Math.min(this.track.T - 1, this.t + by)) });
  }

  /** @param {number} by pixels, NaN where a drag begins */
  drag(by) {
    if (this.shared && !Number.isNaN(by)) this.field.drag(by);
  }

  /** Unroll what is folded and fold what is unrolled, in motion where that is wanted. */
  unroll() {
    const from = this.fold;
    const to = this.motion ? this.target : from < 50 ? 100 : 0;
    const target = this.motion ? 100 - to : to;
    this.still();
    if (isStill()) return this.set({ fold: target });
    this.target = target;
    const began = performance.now();
    const lasts = (UNROLLING.lasts * Math.abs(target - from)) / 100;
    const move = () => {
      const share = Math.min(1, (performance.now() - began) / lasts || 1);
      this.fold = from + (target - from) * (share * share * (3 - 2 * share));
      this.motion = share < 1 ? requestAnimationFrame(move) : 0;
      if (share === 1) this.fold = target;
      this.draw();
      if (!this.motion) this.tell();
    };
    this.motion = requestAnimationFrame(move);
  }

  target = 100;

  /** Stop what moves. */
  still() {
    cancelAnimationFrame(this.motion);
    this.motion = 0;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === this.slider && SLIDER.test(event.key)) return;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowRight: () => this.go(1),
      ArrowLeft: () => this.go(-1),
      Home: () => this.set({ t: 0 }),
      End: () => this.set({ t: this.track.T - 1 }),
      u: () => this.unroll(),
      r: () => this.restore(),
    };
    const weight = this.shared ? this.field.moves(event) : undefined;
    const act = this.presenter.moves(event.key) ?? weight ?? keys[event.key] ?? keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-copy], [data-sum]"));
    if (button?.dataset.copy) this.set({ t: Number(button.dataset.copy) });
    else if (button?.dataset.sum) this.choose({ sum: button.dataset.sum });
  }

  /** What is there once for a scene, so that it keeps the focus. */
  build() {
    const { track } = this;
    const { text } = track;
    setAll(this.root, { "aria-label": text.figure });
    this.hint.textContent = text.figureKeys;
    setAll(this.slider, { "aria-label": text.howFar });
    write(this.ends[0], text.folded);
    write(this.ends[1], text.unrolled);
    setAll(this.back, { "aria-label": text.wordBefore });
    setAll(this.forward, { "aria-label": text.nextWord });
    this.chain.build(track);
    const sums = Object.keys(cellNamed(track.cell).sums);
    this.opens = sums.map((sum) => {
      const { name, symbol } = quantityOf(track, sum);
      return el("button", { type: "button", "data-sum": sum, title: `${name} ${symbol}`, "aria-label": `${name} ${symbol}` }, sum);
    });
    this.sums.replaceChildren(...this.opens);
    this.sums.hidden = sums.length < 2;
    setAll(this.sums, { "aria-label": text.sums });
    write(this.names[0], text.to);
    write(this.names[1], text.from);
    for (const select of [this.to, this.from]) {
      if (select.options.length === track.units) continue;
      select.replaceChildren(...track.numbers.map((number, unit) => el("option", { value: unit }, String(number))));
    }
    write(this.heading, track.T > 1 ? fill(text.entry, { n: track.T }) : text.entryAlone);
    write(this.subheading, text.gradient);
    write(this.summary, text.asTable);
  }

  draw() {
    const { track, shared, entry } = this;
    this.frame = this.framed();
    const { frame } = this;
    const { text } = track;
    this.chain.show(frame);
    const fold = Math.round(this.fold);
    setAll(this.root, { "data-t": this.t, "data-fold": fold, "data-value": frame.value ?? "", "data-cell": track.cell, style: `--positive:${frame.positive};--negative:${frame.negative}` });
    setAll(this.root, { "data-entry": entry ? `${entry.sum} ${entry.to} ${entry.from}` : null });
    write(this.toggle, this.fold < 50 ? text.unroll : text.fold);
    if (this.slider.valueAsNumber !== fold) this.slider.value = String(fold);
    setAll(this.slider, { "aria-valuetext": `${fold} %` });
    write(this.position, fill(text.position, { k: this.t + 1, n: track.T }));
    if (shared && entry && frame.value !== null) {
      this.field.show(frame.value, text, frame.named);
      this.matrix.show(frame);
      this.opens?.forEach((button) => setAll(button, { "aria-pressed": String(button.dataset.sum === entry.sum), style: `color:${frame.hue[button.dataset.sum ?? ""]}` }));
      if (this.to.value !== String(entry.to)) this.to.value = String(entry.to);
      if (this.from.value !== String(entry.from)) this.from.value = String(entry.from);
      write(this.reset, fill(text.trained, { value: told(shared.weightOf(entry)) }));
      setAll(this.reset, { "aria-disabled": frame.isChanged ? null : "true" });
    }
    window.clearTimeout(this.detail);
    if (!this.detailed) return this.drawDetails();
    const now = performance.now();
    this.behind ||= now;
    const wanted = now - this.detailed < DETAILS.pause ? DETAILS.pause : DETAILS.after;
    const left = Math.max(0, this.behind + DETAILS.pause - now);
    this.detail = window.setTimeout(() => this.drawDetails(), Math.min(wanted, left));
  }

  /** The gradient and the sentences, which take longer than the drawing. */
  drawDetails() {
    this.behind = 0;
    this.detailed = performance.now();
    this.goBack();
    const { frame } = this;
    if (!frame) return;
    this.chain.complete();
    tell(this.change, changeTold(frame));
    tell(this.sum, sumTold(frame));
    tell(this.claim, claimTold(frame));
    tell(this.first, firstTold(frame));
    this.list();
    window.clearTimeout(this.saying);
    if (this.moved) this.saying = window.setTimeout(() => this.say(), DETAILS.spoken);
    setAll(this.root, { "data-detailed": [this.t, frame.value, ...Object.values(frame.entry ?? {})].join(" ") });
  }

  /** Compute the gradient of what is drawn, unless it is, and draw it. */
  goBack() {
    const { computed } = this;
    if (!computed || computed.gradient) return;
    const { shared, entry, value, outcome } = computed;
    this.gradient = computed.gradient = shared.gradient(entry, value, outcome);
    this.frame = this.framed();
    this.chain.show(this.frame);
  }

  /** The table, if anybody looks at it. */
  list() {
    if (this.frame && this.details.open) writeTable(this.table, this.frame);
  }

  say() {
    const { chain, change, frame } = this;
    if (!frame) return;
    write(this.spoken, `${chain.canvas.getAttribute("aria-label")}. ${frame.named}: ${change.textContent}`);
  }

  /** Where the numbers are those of before, they are not computed again. */
  compute() {
    const { shared, entry, value, computed } = this;
    if (!shared || !entry) return null;
    const now = value ?? shared.weightOf(entry);
    if (computed?.shared === shared && computed.entry === entry && computed.value === now) return computed;
    const outcome = shared.with(entry, now);
    const isMoved = computed?.shared === shared && computed.entry === entry; // its gradient may follow
    if (!isMoved) this.gradient = shared.gradient(entry, now, outcome);
    this.computed = { shared, entry, value: now, outcome, gradient: isMoved ? null : this.gradient };
    return this.computed;
  }

  /** @returns {Frame} */
  framed() {
    const { track, shared, entry, t } = this;
    const { text } = track;
    const found = this.compute();
    const { added, left } = this.gradient ?? { added: null, left: null };
    const total = added?.reduce((sum, each) => sum + each, 0) ?? 0;
    const named = entry && fill(text.weight, { from: track.numbers[entry.from], symbol: entry.sum, to: track.numbers[entry.to] });
    return {
      ...this.look,
      track,
      text,
      t,
      shared,
      entry,
      named: named ?? "",
      fold: this.fold / 100,
      value: found?.value ?? null,
      isChanged: this.isChanged,
      trained: shared?.trained ?? null,
      outcome: found?.outcome ?? null,
      added,
      left,
      total,
      digits: digitsFor(Math.max(Math.abs(total), ...(added ?? []).map(Math.abs))),
      space: this.space || SPACE,
    };
  }

  /** Colours and sizes, which stay from word to word: to ask for them costs a layout. */
  looked() {
    const { track } = this;
    const theme = themeOf(this.root);
    const style = getComputedStyle(this.root);
    const { color } = style;
    const [page, panel] = ["--st-background-color", "--st-secondary-background-color"].map((name) => style.getPropertyValue(name).trim());
    return {
      theme,
      hue: Object.fromEntries(track.lanes.map((lane) => [lane.symbol, lane[theme]])),
      ink: color,
      muted: mixed(color, 0.62),
      line: mixed(color, 0.18),
      page: page || "#ffffff",
      panel: panel || "#f4f5f7",
      ...inksOf(track, theme),
      presented: this.presenter.on,
      zoom: this.presenter.zoom,
    };
  }

  /** In another size. */
  redraw() {
    this.look = this.looked();
    this.draw();
  }
}

/** A colour let through. @param {string} colour as rgb(...) @param {number} share */
const mixed = (colour, share) => colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${share})`);

const isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
