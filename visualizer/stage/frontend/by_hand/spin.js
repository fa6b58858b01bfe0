// A number that is dragged sideways, typed, or moved by the arrow keys. What cannot be read stays in its
// field, marked, and the number before goes on being the one that counts.

import { el, setAll, write } from "../dom.js";
import { kept, MOST } from "./network.js";
import { numberFrom, written } from "./typed.js";

/**
 * What cannot be read: the key of what is said of it, what was typed, and the number that counts.
 * @typedef {{key: string, word: string, value: number}} Wrong
 *
 * What a number is for: `set` takes a new one, `dragged` hears when a drag begins and ends, `said` what
 * is wrong with what was typed, null once nothing is.
 * @typedef {object} Hands
 * @property {(value: number) => void} set @property {(isDragged: boolean) => void} dragged
 * @property {(wrong: Wrong|null) => void} said
 * @property {string} told the id of the element that says what is wrong
 */

const DRAG = { least: 4, perPixel: 0.05, fine: 0.01 };
const STEP = { small: 0.1, large: 1 };

export class Spin {
  value = NaN;
  label = "";
  /** @type {HTMLInputElement|null} while it is typed */
  field = null;

  /** @param {Hands} hands */
  constructor(hands) {
    this.hands = hands;
    this.shown = el("span", {
      class: "hand-number",
      role: "spinbutton",
      tabindex: 0,
      "aria-valuemin": -MOST.value,
      "aria-valuemax": MOST.value,
    });
    this.element = el("span", { class: "hand-spin" }, this.shown);
    this.shown.addEventListener("keydown", (event) => this.onKey(event));
    this.shown.addEventListener("pointerdown", (event) => this.grab(event, this.shown));
  }

  /** @param {number} value @param {string} label */
  show(value, label) {
    if (value === this.value && label === this.label) return;
    const typed = this.field && numberFrom(this.field.value).value;
    if (this.field && (typed === undefined || typed === null || kept(typed) !== value)) this.close(); // it was set elsewhere
    this.value = value;
    this.label = label;
    const text = written(value);
    write(this.shown, text);
    setAll(this.shown, { "aria-valuenow": value, "aria-valuetext": text, "aria-label": label });
    if (this.field) setAll(this.field, { "aria-label": label });
  }

  /** @param {number} value */
  set(value) {
    if (kept(value) !== this.value) this.hands.set(kept(value));
  }

  /** A drag begins, or a click, which opens the field. @param {PointerEvent} event @param {Element} handle what was taken hold of */
  grab(event, handle) {
    if (event.button || this.field) return;
    const [begin, from, { pointerId }] = [event.clientX, this.value, event];
    let isDragged = false;
    handle.setPointerCapture(pointerId);
    const move = (/** @type {Event} */ each) => {
      const { clientX, shiftKey } = /** @type {PointerEvent} */ (each);
      const by = clientX - begin;
      if (!isDragged && Math.abs(by) < DRAG.least) return;
      if (!isDragged) this.hands.dragged((isDragged = true));
      this.set(Math.round((from + by * (shiftKey ? DRAG.fine : DRAG.perPixel)) * 100) / 100);
    };
    const end = (/** @type {Event} */ each) => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", end);
      handle.removeEventListener("pointercancel", end);
      if (isDragged) this.hands.dragged(false);
      else if (each.type === "pointerup") this.type();
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end);
    handle.addEventListener("pointercancel", end);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? STEP.large : STEP.small;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowUp: () => this.set(this.value + step),
      ArrowRight: () => this.set(this.value + step),
      ArrowDown: () => this.set(this.value - step),
      ArrowLeft: () => this.set(this.value - step),
      PageUp: () => this.set(this.value + STEP.large),
      PageDown: () => this.set(this.value - STEP.large),
      Home: () => this.set(-MOST.value),
      End: () => this.set(MOST.value),
      Enter: () => this.type(),
    };
    const act = keys[event.key] ?? (/^[-−.\d०-९]$/.test(event.key) ? () => this.type(event.key) : undefined);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** The field to type in takes its place. @param {string} [text] what it begins with */
  type(text) {
    const field = /** @type {HTMLInputElement} */ (
      el("input", { type: "text", inputmode: "decimal", class: "hand-field", "aria-label": this.label, autocomplete: "off" })
    );
    const before = this.value;
    this.field = field;
    field.value = text ?? written(this.value);
    this.element.replaceChildren(field);
    field.focus();
    if (text === undefined) field.select();
    else this.read();
    field.addEventListener("input", () => this.read());
    field.addEventListener("blur", () => this.read() && this.close());
    field.addEventListener("keydown", (event) => {
      event.stopPropagation(); // the keys of the figure and of the page are letters here
      if (event.key === "Escape") this.set(before);
      if (event.key === "Escape" || (event.key === "Enter" && this.read())) this.close(true);
    });
  }

  /** Whether what stands in the field is a number, which then counts. */
  read() {
    const { field } = this;
    if (!field) return false;
    const { value, wrong } = numberFrom(field.value);
    if (value !== undefined) this.set(value);
    setAll(field, { "aria-invalid": wrong ? "true" : null, "aria-describedby": wrong ? this.hands.told : null });
    this.hands.said(wrong ? { key: wrong, word: field.value, value: this.value } : null);
    return !wrong;
  }

  /** @param {boolean} [focused] whether the number gets the focus */
  close(focused = false) {
    if (!this.field) return;
    this.field = null;
    this.element.replaceChildren(this.shown);
    this.hands.said(null);
    if (focused) this.shown.focus();
  }
}
