// Words that a person puts in any order, and what networks make of it. The words move at once; what
// the networks say comes from the page.

import { el, setAll, write } from "../dom.js";
import { fill } from "../numbers.js";
import { mounting } from "../shell/mounting.js";
import { Presenter } from "../shell/presenting.js";
import { Answers } from "./answers.js";
import { Chips } from "./chips.js";
import { asTyped, hasOrders, Past, shuffled, sorted } from "./orders.js";

/**
 * What one network says, by class: as typed, and now. `same`: bit by bit.
 * @typedef {{key: string, name: string, typed: number[], now: number[], same: boolean, told: string}} Row
 *
 * As `order_bytes.py` packs it.
 * @typedef {object} Header
 * @property {string} language @property {string} read the language of the words
 * @property {string} id of the words @property {string[]} tokens as typed @property {boolean[]} unknown
 * @property {number[]} order that the answers belong to
 * @property {number} heard the number of the last move that they follow
 * @property {string[]} classes @property {Row[]} rows @property {string} told
 * @property {import("../shell/presenting.js").Keys} keys @property {Record<string, string>} text
 *
 * @typedef {import("./orders.js").Order} Order
 */

/** Keys come fast: so many ms after the last one the page is asked. */
const PAUSE = 90;
/** More words than this are drawn small where they are presented. */
const LONG = 16;
/** Where reruns overtake each other Streamlit may take a figure away and put it back within so many ms. */
const BACK_MS = 3000;

/** @type {{id: string, past: Past, sent: number, focus: {word: number|null, tool: number, root: boolean}, when: number}|null} what the last one had */
let left = null;

export const { mount, unmount } = mounting(() => new WordsFigure());
export const viewFrom = () => ({});
export const addressed = () => ({});

class WordsFigure {
  /** @type {Header} */
  header;
  past = new Past([]);
  /** the number of the last move that the page was asked about */
  sent = 0;
  timer = 0;
  /** @type {(view: any) => void} */
  onView = () => {};
  /** @type {import("../shell/figure.js").Ask} */
  ask = () => {};

  constructor() {
    this.root = el("section", { class: "stage order", "data-words": "", role: "group", tabindex: 0 });
    this.chips = new Chips({
      move: (order, place, how) => this.move(order, place, how),
      outside: (place) => this.sayOutside(place),
    });
    const tool = (/** @type {string} */ key, /** @type {() => void} */ act) => {
      const button = el("button", { type: "button", "data-tool": key });
      button.addEventListener("click", act);
      return button;
    };
    this.tools = {
      shuffle: tool("shuffle", () => this.shuffle()),
      reverse: tool("reverse", () => this.go([...this.past.now].reverse())),
      sort: tool("sort", () => this.go(sorted(this.header.tokens, this.header.read))),
      typed: tool("typed", () => this.go(asTyped(this.header.tokens.length))),
    };
    this.why = el("p", { class: "order-why", "aria-live": "polite" });
    this.answers = new Answers();
    this.told = el("p", { class: "order-told", "aria-live": "polite" });
    this.legend = el("p", { class: "order-legend" });
    this.hint = el("p", { class: "hint keys", id: "order-keys" });
    this.spoken = el("p", { class: "spoken", "aria-live": "polite" });
    this.root.setAttribute("aria-describedby", "order-keys");
    this.presenter = new Presenter(this.root, {
      back: () => this.step(-1),
      forward: () => this.step(1),
      redraw: () => {},
    });
    this.root.append(
      el("div", { class: "order-tools" }, ...Object.values(this.tools), this.why, this.presenter.button),
      this.chips.element,
      this.answers.element,
      el("div", { class: "order-foot" }, this.told, this.legend),
      this.hint,
      this.spoken,
      el("div", { class: "transport" }, this.presenter.keys),
    );
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }

  remove() {
    window.clearTimeout(this.timer);
    this.leave();
    this.presenter.close();
    this.root.remove();
  }

  /** Keep what a figure of the same words goes on with, if it comes at once. */
  leave() {
    if (!this.header) return;
    const { activeElement } = /** @type {Document|ShadowRoot} */ (this.root.getRootNode());
    const tool = Object.values(this.tools).indexOf(/** @type {HTMLElement} */ (activeElement));
    const focus = { word: this.chips.held, tool, root: activeElement === this.root };
    left = { id: this.header.id, past: this.past, sent: this.sent, focus, when: performance.now() };
  }

  /** Go on with what the last figure had; whether it had these words. @param {Header} header */
  takeUp({ id, heard }) {
    const before = left;
    left = null;
    if (this.header || before?.id !== id || performance.now() - before.when > BACK_MS) return null;
    this.past = before.past;
    this.sent = before.sent;
    if (heard < this.sent) this.timer = window.setTimeout(() => this.send(), PAUSE); // it may not have been heard
    return before;
  }

  /** @param {Header} header */
  show(header) {
    const before = this.takeUp(header);
    const isNew = !before && this.header?.id !== header.id;
    this.header = header;
    if (isNew || (header.heard >= this.sent && !this.timer)) this.take(header.order, isNew);
    if (isNew) this.sent = 0;
    const { text } = header;
    this.root.classList.toggle("is-long", header.tokens.length > LONG);
    setAll(this.root, { "aria-label": text.figure, lang: header.language });
    write(this.hint, text.keys);
    write(this.legend, text.legend);
    for (const [key, button] of Object.entries(this.tools)) this.drawTool(button, key);
    this.presenter.draw(text, header.keys);
    this.chips.show(header, this.past.now);
    this.showAnswers();
    if (before) this.focus(before.focus);
  }

  /** @param {{word: number|null, tool: number, root: boolean}} held */
  focus({ word, tool, root }) {
    if (word !== null) this.chips.focus(word);
    else if (root) this.root.focus({ preventScroll: true });
    else Object.values(this.tools)[tool]?.focus({ preventScroll: true });
  }

  /** The page's order counts. @param {Order} order @param {boolean} isNew */
  take(order, isNew) {
    if (isNew) this.past = new Past(order);
    else if (order.join() !== this.past.now.join()) this.past.add(order);
  }

  /** @param {HTMLElement} button @param {string} key */
  drawTool(button, key) {
    const { text, tokens } = this.header;
    const letter = { shuffle: "S", reverse: "R", sort: "A", typed: "0" }[key] ?? "";
    const off = !hasOrders(tokens);
    button.replaceChildren(`${text[key]} `, el("kbd", { "aria-hidden": "true" }, letter));
    setAll(button, { disabled: off, "aria-keyshortcuts": letter });
    if (key === "shuffle") write(this.why, off ? text[tokens.length > 1 ? "sameWords" : "oneWord"] : "");
  }

  /** What networks say, unless it is of an order that is no more. */
  showAnswers() {
    const { header } = this;
    const waits = header.order.join() !== this.past.now.join();
    setAll(this.root, { "data-order": this.past.now.map((place) => place + 1).join(" "), "aria-busy": waits });
    this.answers.element.classList.toggle("waits", waits);
    this.told.classList.toggle("waits", waits);
    if (waits) return;
    this.answers.show(header);
    write(this.told, header.told);
  }

  /** @param {Order} order @param {{soon?: boolean, keeps?: boolean}} [how] soon: further keys may come; keeps: it is one of the past */
  go(order, { soon = false, keeps = false } = {}) {
    if (order.join() === this.past.now.join() && !keeps) return;
    if (!keeps) this.past.add(order);
    write(this.why, "");
    this.chips.put(this.past.now);
    this.sent = Math.max(Date.now(), this.sent + 1);
    this.showAnswers();
    window.clearTimeout(this.timer);
    this.timer = 0;
    if (soon) this.timer = window.setTimeout(() => this.send(), PAUSE);
    else this.send();
  }

  /** Tell the page the order now: the whole of it, so that of quick moves the last one is enough. */
  send() {
    this.timer = 0;
    this.ask({ operation: { id: this.header.id, order: this.past.now, at: this.sent } });
  }

  shuffle() {
    this.go(shuffled(this.past.now, this.header.tokens));
  }

  /** To the order before or after; after the last one there is a new one. @param {number} by */
  step(by) {
    if (this.past.go(by)) this.go(this.past.now, { soon: true, keeps: true });
    else if (by > 0) this.shuffle();
  }

  /** @param {Order} order @param {number} place @param {"drag"|"key"} how */
  move(order, place, how) {
    this.go(order, { soon: how === "key" });
    this.chips.focus(place);
    const { text, tokens } = this.header;
    const at = this.past.now.indexOf(place) + 1;
    write(this.spoken, fill(text.movedTo, { word: tokens[place], place: at, all: tokens.length }));
  }

  /** @param {number} place */
  sayOutside(place) {
    const { text, tokens } = this.header;
    write(this.why, fill(text.backInPlace, { word: tokens[place], place: this.past.now.indexOf(place) + 1 }));
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.header) return;
    const can = hasOrders(this.header.tokens);
    /** @type {Record<string, () => void>} */
    const tools = { s: () => this.tools.shuffle.click(), r: () => this.tools.reverse.click(), a: () => this.tools.sort.click(), 0: () => this.tools.typed.click() };
    /** @type {Record<string, () => void>} */
    const steps = { ArrowLeft: () => this.step(-1), ArrowRight: () => can && this.step(1), Home: () => this.tools.typed.click() };
    const { key } = event;
    const act = this.chips.moves(key) ?? this.presenter.moves(key) ?? tools[key.toLowerCase()] ?? steps[key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // Streamlit has keys of its own
    act();
  }
}
