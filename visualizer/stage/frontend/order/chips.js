// The words as chips: dragged by pointer or finger, or moved by keys.

import { el, setAll } from "../dom.js";
import { fill } from "../numbers.js";
import { moved } from "./orders.js";

/** @typedef {import("./orders.js").Order} Order @typedef {import("./words.js").Header} Header */

/** So many pixels a pointer goes before it drags. */
const THRESHOLD = 4;
/** So far around the row a word may be let go. */
const MARGIN = 56;
const SLIDE_MS = 220;

export class Chips {
  /** @type {Header} */
  header;
  /** @type {Order} */
  order = [];
  /** @type {HTMLElement[]} by the places that the words had */
  words = [];
  /** the word that Tab reaches, by the place that it had */
  current = 0;
  /** @type {{place: number, x: number, y: number, left: number, top: number, begun: boolean, id: number}|null} */
  drag = null;

  /**
   * @param {{move: (order: Order, place: number, how: "drag"|"key") => void, outside: (place: number) => void}} on
   *   place: the one that the moved word had
   */
  constructor(on) {
    this.on = on;
    this.element = el("ol", { class: "order-words", role: "list" });
    this.element.addEventListener("pointerdown", (event) => this.onDown(event));
    this.element.addEventListener("pointermove", (event) => this.onMove(event));
    this.element.addEventListener("pointerup", (event) => this.onUp(event));
    this.element.addEventListener("pointercancel", () => this.giveUp());
    this.element.addEventListener("focusin", (event) => this.onFocus(event));
  }

  /** @param {Header} header @param {Order} order */
  show(header, order) {
    const isNew = this.header?.id !== header.id;
    this.header = header;
    if (this.drag?.begun) {
      if (!isNew && order.join() === this.order.join()) return; // an answer to what was moved before
      this.giveUp();
    }
    setAll(this.element, { "aria-label": header.text.words });
    if (isNew) this.build();
    this.put(order, { slides: !isNew });
  }

  build() {
    const { tokens, unknown } = this.header;
    this.current = 0;
    this.words = tokens.map((token, place) => {
      const typed = el("small", { "aria-hidden": "true" }, String(place + 1));
      const kind = unknown[place] ? "order-word unknown" : "order-word";
      const word = el("button", { type: "button", class: kind, dir: "auto", "data-place": place }, el("span", {}, token), typed);
      return el("li", {}, word);
    });
    this.order = tokens.map((_, place) => place);
    this.element.replaceChildren(...this.words);
  }

  /** Let the words stand in an order. @param {Order} order @param {{slides?: boolean}} [how] */
  put(order, { slides = true } = {}) {
    const changed = order.some((place, k) => place !== this.order[k]);
    const before = slides && changed && !reducedMotion() ? this.words.map((word) => word.getBoundingClientRect()) : null;
    const held = this.held;
    this.order = order;
    if (changed) this.element.replaceChildren(...order.map((place) => this.words[place]));
    if (before) this.slide(before);
    this.name();
    if (held !== null) this.focus(held);
  }

  /** The place of the word that has the focus. */
  get held() {
    const { activeElement } = /** @type {Document|ShadowRoot} */ (this.element.getRootNode());
    const place = activeElement && this.element.contains(activeElement) ? /** @type {HTMLElement} */ (activeElement).dataset.place : undefined;
    return place === undefined ? null : Number(place);
  }

  /** @param {DOMRect[]} before */
  slide(before) {
    this.words.forEach((word, place) => {
      const { left, top } = word.getBoundingClientRect();
      const [x, y] = [before[place].left - left, before[place].top - top];
      if (x || y) word.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], { duration: SLIDE_MS, easing: "ease-out" });
    });
  }

  /** Say where each word stands. */
  name() {
    const { text, tokens, unknown } = this.header;
    this.order.forEach((place, k) => {
      const said = fill(text.wordAt, { word: tokens[place], place: k + 1, all: tokens.length, typed: place + 1 });
      setAll(this.button(place), {
        "aria-label": said + (unknown[place] ? ` (${text.unknownWord})` : ""),
        "aria-roledescription": text.movable,
        title: unknown[place] ? text.unknownWord : undefined,
        tabindex: place === this.current ? 0 : -1,
        class: `order-word${unknown[place] ? " unknown" : ""}${place === k ? "" : " moved"}`,
      });
    });
  }

  /** @param {number} place */
  button(place) {
    return /** @type {HTMLElement} */ (this.words[place].firstChild);
  }

  /** @param {number} place */
  focus(place) {
    this.current = place;
    this.name();
    this.button(place).focus({ preventScroll: true });
  }

  /** @param {FocusEvent} event */
  onFocus(event) {
    const { place } = /** @type {HTMLElement} */ (event.target).dataset;
    if (place === undefined || Number(place) === this.current) return;
    this.current = Number(place);
    this.name();
  }

  /** What a key does to the word that has the focus. @param {string} key @returns {(() => void)|undefined} */
  moves(key) {
    const { held } = this;
    if (key === "Escape" && this.drag?.begun) return () => this.giveUp();
    if (held === null) return undefined;
    const at = this.order.indexOf(held);
    const last = this.order.length - 1;
    const to = (/** @type {number} */ next) => () => {
      if (next !== at && next >= 0 && next <= last) this.on.move(moved(this.order, at, next), held, "key");
    };
    const choose = (/** @type {number} */ next) => () => this.focus(this.order[Math.max(0, Math.min(last, next))]);
    /** @type {Record<string, () => void>} */
    const keys = { ArrowLeft: to(at - 1), ArrowRight: to(at + 1), Home: to(0), End: to(last), ArrowUp: choose(at - 1), ArrowDown: choose(at + 1) };
    return keys[key];
  }

  /** @param {PointerEvent} event */
  onDown(event) {
    const word = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest(".order-word"));
    if (!word || event.button !== 0 || this.drag) return;
    const { left, top } = word.getBoundingClientRect();
    this.drag = { place: Number(word.dataset.place), x: event.clientX, y: event.clientY, left, top, begun: false, id: event.pointerId };
  }

  /** @param {PointerEvent} event */
  onMove(event) {
    const { drag } = this;
    if (!drag || event.pointerId !== drag.id) return;
    if (!drag.begun) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < THRESHOLD) return;
      drag.begun = true;
      this.element.setPointerCapture(event.pointerId);
      this.words[drag.place].classList.add("dragged");
      this.element.classList.add("dragging");
    }
    event.preventDefault();
    const outside = !this.isNear(event);
    this.words[drag.place].classList.toggle("outside", outside);
    this.arrange(outside ? this.order.indexOf(drag.place) : this.under(event, drag.place), drag.place);
    this.follow(event);
  }

  /** Whether a word let go here stays in the row. @param {PointerEvent} event */
  isNear({ clientX: x, clientY: y }) {
    const box = this.element.getBoundingClientRect();
    return x > box.left - MARGIN && x < box.right + MARGIN && y > box.top - MARGIN && y < box.bottom + MARGIN;
  }

  /** Before how many of the other words a pointer is not any more. @param {PointerEvent} event @param {number} place */
  under({ clientX: x, clientY: y }, place) {
    const others = [...this.element.children].filter((word) => word !== this.words[place]);
    const lines = others.map((word) => word.getBoundingClientRect());
    const rightToLeft = getComputedStyle(this.element).direction === "rtl";
    return lines.filter(({ top, bottom, left, width }) => {
      if (y > bottom) return true;
      if (y < top) return false;
      return rightToLeft ? left + width / 2 > x : left + width / 2 < x;
    }).length;
  }

  /** The dragged word stands at a place among the others; it stays in the page, which would let go of it. @param {number} at @param {number} place */
  arrange(at, place) {
    const dragged = this.words[place];
    const others = [...this.element.children].filter((word) => word !== dragged);
    if ([...this.element.children].indexOf(dragged) === at) return;
    others.slice(0, at).forEach((word) => dragged.before(word));
    others.slice(at).reverse().forEach((word) => dragged.after(word));
  }

  /** The dragged word is under the pointer. @param {PointerEvent} event */
  follow(event) {
    const { drag } = this;
    if (!drag) return;
    const dragged = this.words[drag.place];
    dragged.style.transform = "";
    const { left, top } = dragged.getBoundingClientRect();
    dragged.style.transform = `translate(${drag.left + event.clientX - drag.x - left}px, ${drag.top + event.clientY - drag.y - top}px)`;
  }

  /** @param {PointerEvent} event */
  onUp(event) {
    const { drag } = this;
    if (!drag || event.pointerId !== drag.id) return;
    if (!drag.begun) {
      this.drag = null;
      return;
    }
    const near = this.isNear(event);
    const now = [...this.element.children].map((word) => Number(/** @type {HTMLElement} */ (word.firstChild).dataset.place));
    this.giveUp();
    this.focus(drag.place);
    if (!near) this.on.outside(drag.place);
    else if (now.some((place, k) => place !== this.order[k])) this.on.move(now, drag.place, "drag");
  }

  /** The dragged word goes back. */
  giveUp() {
    const { drag } = this;
    this.drag = null;
    if (!drag?.begun) return;
    if (this.element.hasPointerCapture(drag.id)) this.element.releasePointerCapture(drag.id);
    const dragged = this.words[drag.place];
    dragged.classList.remove("dragged", "outside");
    dragged.style.transform = "";
    this.element.classList.remove("dragging");
    this.element.replaceChildren(...this.order.map((place) => this.words[place]));
  }
}

const reducedMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
