// A network of a few units that is set by hand, the sequence it reads, and all that it makes of it.

import { Formula } from "../board/formula.js";
import { CELLS } from "../cells/index.js";
import { themeOf } from "../colours.js";
import { el, setAll, write } from "../dom.js";
import { fill } from "../numbers.js";
import { mounting } from "../shell/mounting.js";
import { Presenter } from "../shell/presenting.js";
import { arithmetic } from "./arithmetic.js";
import { Board } from "./board.js";
import { Choices } from "./choices.js";
import { Code } from "./code.js";
import { Diagram } from "./diagram.js";
import { Fields } from "./fields.js";
import { framed } from "./frame.js";
import { countOf, MOST, resized, withWeight } from "./network.js";
import { Parameters } from "./parameters.js";
import { PRESETS } from "./presets.js";
import { inputsOf, sequenceOf, stepsOf, typed, withValue } from "./sequence.js";
import { resultOf } from "./told.js";
import { shownOf, stateFrom, stateOf } from "./view.js";
import { Weights } from "./weights.js";
import { written } from "./typed.js";

export { addressed, viewFrom } from "./view.js";

/**
 * @typedef {import("./view.js").State} State
 * @typedef {import("../board/scene.js").Track} Track @typedef {import("./network.js").Part} Part
 * @typedef {import("./frame.js").Frame} Frame @typedef {import("./frame.js").Header} Header
 */

/** So many ms after the last change the result is said aloud. */
const REST = 600;
/** While a number is dragged, the arithmetic follows the board so many ms later. */
const AFTER = 20;
/** More rows of the board than this stand beside the weights, so that both are in sight. */
const FEW_ROWS = 8;

/** So many columns of weights leave no room for the drawing where it is presented. */
const WIDE = 6;

let mounted = 0;

export const { mount, unmount } = mounting((view) => new HandFigure(stateFrom(view)));

class HandFigure {
  /** @type {Header} */
  header;
  /** @type {import("../colours.js").Theme} */
  theme = "light";
  /** @type {(view: any) => void} */
  onView = () => {};
  /** @type {import("./board.js").Place|null} */
  pointed = null;
  isDragged = false;
  /** whether a person has changed anything yet, which is then said aloud */
  moved = false;
  /** the timers of what is said, and of the arithmetic */
  rest = 0;
  details = 0;

  /** @param {State} state */
  constructor(state) {
    this.state = state;
    const number = ++mounted;
    this.weightsName = `by_hand/${number}`;
    this.told = el("p", { class: "hand-wrong", id: `hand-wrong-${number}`, "aria-live": "polite" });
    const spins = {
      told: this.told.id,
      dragged: (/** @type {boolean} */ isDragged) => this.drag(isDragged),
      said: (/** @type {import("./spin.js").Wrong|null} */ wrong) => this.sayWrong(wrong),
    };
    this.presets = new Choices("hand-presets", (preset) => this.set(stateOf(preset, this.state.sizes)));
    this.says = el("p", { class: "hand-says" });
    this.back = el("button", { type: "button", class: "hand-back" });
    this.back.addEventListener("click", () => this.set({ ...stateOf(this.state.preset, this.state.sizes) }));
    this.cell = new Choices("hand-cell", (cell) => this.resize({ cell }));
    this.units = new Choices("hand-units", (units) => this.resize({ units: Number(units) }));
    this.activation = new Choices("hand-activation", (nonlinearity) => this.activate(nonlinearity));
    this.reads = new Choices("hand-reads", (reads) => this.readsAs(/** @type {import("./presets.js").Reads} */ (reads)));
    this.fields = new Fields(this.told.id, (row, text) => this.type(row, text));
    this.weights = new Weights({
      set: (part, place, value) => this.setWeight(part, place, value),
      choose: (unit, show) => this.set({ unit, show }),
      spins,
    });
    this.diagram = new Diagram(
      (event, part, place, handle) => this.weights.spins[part][place].grab(event, handle),
      (show) => this.set({ show }),
    );
    this.heading = el("h3", {});
    this.formula = new Formula("formula");
    this.formula.element.addEventListener("click", (event) => this.onFormula(event));
    this.fixed = el("p", { class: "hint" });
    this.board = new Board({
      choose: (place) => this.set(place),
      point: (place) => this.point(place),
      set: (row, t, value) => this.set({ sequence: withValue(this.state.sequence, row, t, value) }),
      spins,
    });
    this.result = el("p", { class: "hand-result" });
    this.spoken = el("p", { class: "spoken", "aria-live": "polite" });
    this.code = new Code();
    this.parameters = new Parameters((sizes) => this.set({ sizes }), `hand-size-${number}`);
    this.hint = el("p", { class: "hint keys" });
    this.root = el("div", { class: "stage hand", "data-hand": true, tabindex: 0, role: "group" });
    this.presenter = new Presenter(this.root, {
      back: () => this.step(-1),
      forward: () => this.step(1),
      redraw: () => {
        this.board.seen = -1; // of another width, it scrolls elsewhere
        this.draw();
      },
    });
    const says = el("div", { class: "hand-about" }, this.says, this.back);
    const choices = el("div", { class: "hand-choices" }, this.cell.element, this.units.element, this.activation.element, this.reads.element);
    const aside = el("aside", { class: "inspector" }, this.heading, this.formula.element, this.fixed);
    const picture = el("div", { class: "hand-picture" });
    picture.append(this.diagram.element);
    this.root.append(
      el("div", { class: "hand-top" }, this.presets.element, this.presenter.button),
      says,
      choices,
      this.fields.element,
      el("div", { class: "hand-parts" }, el("div", { class: "hand-numbers" }, this.weights.element, this.told), picture, aside, this.board.element),
      this.result,
      this.code.element,
      this.parameters.element,
      this.hint,
      this.spoken,
      el("div", { class: "transport" }, this.presenter.keys),
    );
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }

  remove() {
    window.clearTimeout(this.rest);
    window.clearTimeout(this.details);
    this.presenter.close();
    this.root.remove();
  }

  /** @param {Header} header */
  show(header) {
    const { text, keys, language } = header;
    this.header = header;
    this.root.lang = language;
    this.theme = themeOf(this.root); // it is shown anew when that changes
    setAll(this.root, { "aria-label": text.figure });
    this.presenter.draw(text, keys);
    write(this.hint, text.keys);
    write(this.back, text.back);
    this.parameters.show(this.state.sizes, text, language);
    this.draw();
    this.tell();
  }

  tell() {
    this.onView(this.state);
    window.clearTimeout(this.rest);
    if (this.moved) this.rest = window.setTimeout(() => this.sayResult(), REST);
  }

  /** @param {Partial<State>} state what changes */
  set(state) {
    const next = { ...this.state, ...state };
    const steps = stepsOf(next.sequence);
    const { cell, units } = next.network;
    this.state = {
      ...next,
      t: Math.min(next.t, steps - 1),
      unit: Math.min(next.unit, units - 1),
      show: shownOf(cell, next.show),
    };
    this.pointed = null; // what is there now may be no longer
    this.moved = true;
    this.draw();
    this.tell();
  }

  /** @param {Part} part @param {number} place @param {number} value */
  setWeight(part, place, value) {
    this.set({ network: withWeight(this.state.network, part, place, value), own: true });
  }

  /** @param {{cell?: string, units?: number}} sizes */
  resize(sizes) {
    const network = resized(this.state.network, sizes);
    if (network.cell === this.state.network.cell && network.units === this.state.network.units) return;
    this.set({ network, own: true });
  }

  /** @param {string} nonlinearity */
  activate(nonlinearity) {
    if (nonlinearity !== this.state.network.nonlinearity) this.set({ network: { ...this.state.network, nonlinearity }, own: true });
  }

  /** @param {import("./presets.js").Reads} reads */
  readsAs(reads) {
    if (reads === this.state.sequence.reads) return;
    const { sequence: before, network } = this.state;
    const both = reads !== "letters" && before.reads !== "letters";
    const sequence = sequenceOf(reads, both ? before.rows.slice(0, Number(reads)) : undefined);
    this.set({ sequence, network: resized(network, { inputs: inputsOf(sequence) }), own: true });
  }

  /** A row of the sequence was typed. @param {number} row @param {string} text */
  type(row, text) {
    const { sequence: before, network, own } = this.state;
    const sequence = typed(before, row, text);
    const from = sequence.alphabet.map((letter) => before.alphabet.indexOf(letter));
    const isSame = sequence.alphabet.join() === before.alphabet.join();
    this.set({ sequence, ...(isSame ? {} : { network: resized(network, { inputs: inputsOf(sequence) }, from), own: true }), ...(isSame ? { own } : {}) });
  }

  /** @param {import("./board.js").Place|null} place */
  point(place) {
    if (this.isDragged || (!place && !this.pointed)) return;
    this.pointed = place;
    this.draw();
  }

  /** @param {boolean} isDragged */
  drag(isDragged) {
    this.isDragged = isDragged;
    this.root.classList.toggle("is-dragged", isDragged);
    if (!isDragged) {
      this.draw();
      this.tell();
    }
  }

  /** @param {number} by */
  step(by) {
    this.set({ t: Math.max(0, Math.min(stepsOf(this.state.sequence) - 1, this.state.t + by)) });
  }

  /** To the quantity above or below, over the units. @param {number} by */
  row(by) {
    const { quantities, network } = this.frame();
    const place = this.state.unit * quantities.length + quantities.indexOf(this.state.show) + by;
    if (place < 0 || place >= quantities.length * network.units) return;
    this.set({ unit: Math.floor(place / quantities.length), show: quantities[place % quantities.length] });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowRight: () => this.step(1),
      ArrowLeft: () => this.step(-1),
      ArrowDown: () => this.row(1),
      ArrowUp: () => this.row(-1),
      Home: () => this.step(-MOST.steps),
      End: () => this.step(MOST.steps),
    };
    const presets = Object.keys(PRESETS);
    const preset = /^[1-9]$/.test(event.key) ? presets[Number(event.key) - 1] : undefined;
    const act = this.presenter.moves(event.key) ?? keys[event.key] ?? (preset ? () => this.set(stateOf(preset, this.state.sizes)) : undefined);
    if (!act) return;
    event.preventDefault();
    const { activeElement } = /** @type {Document|ShadowRoot} */ (this.root.getRootNode());
    act();
    this.board.follow(activeElement);
  }

  /** A symbol or number of the formula was clicked. @param {MouseEvent} event */
  onFormula(event) {
    const target = /** @type {Element} */ (event.target);
    const show = target.getAttribute("data-choose");
    const t = target.getAttribute("data-step");
    if (show) this.set({ show, ...(t === null ? {} : { t: Number(t) }) });
  }

  /** @param {import("./spin.js").Wrong|null} wrong */
  sayWrong(wrong) {
    const { text } = this.header;
    write(this.told, wrong ? fill(text[`wrong_${wrong.key}`], { word: wrong.word, value: written(wrong.value), most: MOST.value }) : "");
  }

  sayResult() {
    if (!this.isDragged) write(this.spoken, this.result.textContent ?? "");
  }

  /** @returns {Frame} */
  frame() {
    return framed(this.header, this.state, this.pointed ?? this.state, this.theme, this.weightsName);
  }

  draw() {
    if (!this.header) return;
    const frame = this.frame();
    const { network, quantities } = frame;
    const few = quantities.length * network.units <= FEW_ROWS;
    this.root.classList.toggle("is-few", few);
    this.root.classList.toggle("is-many", !few);
    this.root.classList.toggle("is-wide", network.inputs + network.units >= WIDE);
    const style = `--rows:${quantities.length * network.units + network.inputs + 1};--steps:${frame.steps};--positive:${frame.positive}`;
    setAll(this.root, { style, "data-t": frame.t, "data-unit": frame.unit, "data-show": frame.show, "data-cell": network.cell, "data-preset": this.state.preset, "data-own": String(this.state.own), "data-open": frame.opened });
    this.weights.show(frame);
    this.board.show(frame);
    write(this.result, resultOf(frame));
    window.clearTimeout(this.details);
    if (this.isDragged) this.details = window.setTimeout(() => this.drawDetails(frame), AFTER);
    else this.drawDetails(frame);
  }

  /** What may follow a drag by a frame. @param {Frame} frame */
  drawDetails(frame) {
    const { network, sequence, text } = frame;
    this.drawChoices();
    this.fields.show(sequence, text);
    this.diagram.show({ ...frame, unit: frame.shownUnit });
    const where = { q: frame.shown, name: frame.nameOf(frame.shown), unit: frame.shownUnit + 1, step: frame.shownT + 1 };
    write(this.heading, fill(text.valueAt, where));
    this.formula.show(/** @type {any} */ ({ track: frame.track, hue: frame.hue }), arithmetic(frame.track, network, frame.shown, frame.shownT, frame.shownUnit), frame.shownT);
    write(this.fixed, fill(text.counted, { n: countOf(network) }));
    this.code.show(network, sequence, text);
  }

  drawChoices() {
    const { header, state } = this;
    const { text } = header;
    const { network, preset, own, sequence } = state;
    const { nonlinearities } = CELLS[network.cell];
    this.presets.show(text.presets, Object.keys(PRESETS).map((key) => ({ key, name: text[`preset_${key}`] })), own ? null : preset);
    write(this.says, own ? fill(text.own, { preset: text[`preset_${preset}`] }) : `${text[`says_${preset}`]} ${text[`breaks_${preset}`]}`);
    setAll(this.back, { hidden: !own && PRESETS[preset].rows.join() === sequence.rows.join() });
    this.cell.show(text.cell, Object.keys(CELLS).map((key) => ({ key, name: key.toUpperCase() })), network.cell);
    this.units.show(text.units, ["1", "2", "3"].map((key) => ({ key, name: key })), String(network.units));
    const choice = nonlinearities ?? ["tanh"];
    this.activation.show(nonlinearities ? text.activation : text.activationFixed, choice.map((key) => ({ key, name: nonlinearities ? key : text.activationsOfGates, off: !nonlinearities })), nonlinearities ? network.nonlinearity : null);
    this.reads.show(text.reads, ["1", "2", "letters"].map((key) => ({ key, name: text[`reads_${key}`] })), sequence.reads);
  }
}
