// A number that is dragged sideways, typed, or moved by arrow keys; what is no number stays in it, marked.

import { el, setAll, write } from "../dom.js";
import { LIMIT, weightFrom } from "./shared.js";

/** So much per pixel of a drag, per arrow key, and per one with Shift. */
const STEPS = { drag: 0.02, key: 0.05, far: 0.5 };
/** So many pixels a pointer moves before it drags. */
const SLACK = 3;
const DIGITS = 4;

/** @param {number} value */
export const told = (value) => String(Number(value.toFixed(DIGITS)) || 0).replace("-", "−");

/** A step from a value, within the limits. @param {number} value @param {number} by */
export const moved = (value, by) => Number(Math.max(-LIMIT, Math.min(LIMIT, value + by)).toFixed(DIGITS));

export class WeightField {
  value = 0;
  /** whether what stands in it is no weight */
  wrong = false;

  /** @param {(value: number) => void} onValue */
  constructor(onValue) {
    this.onValue = onValue;
    this.input = /** @type {HTMLInputElement} */ (
      el("input", { type: "text", role: "spinbutton", inputmode: "decimal", autocomplete: "off", spellcheck: "false", class: "weight-field", "aria-valuemin": -LIMIT, "aria-valuemax": LIMIT, "aria-describedby": "weight-help" })
    );
    this.help = el("p", { class: "weight-help", id: "weight-help" });
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => !this.wrong && this.write());
    this.drags();
  }

  /** @param {number} value @param {Record<string, string>} text @param {string} name */
  show(value, text, name) {
    this.value = value;
    this.text = text;
    setAll(this.input, { "aria-label": name, "aria-valuenow": value, "aria-valuetext": told(value) });
    const own = weightFrom(this.input.value);
    const { activeElement } = /** @type {Document|ShadowRoot} */ (this.input.getRootNode());
    // What is being typed is left as it is: "0." is on its way to 0.5.
    const isTyped = activeElement === this.input && (this.wrong || own === value);
    if (!isTyped && !this.wrong) this.write();
    this.help.classList.toggle("is-wrong", this.wrong);
    write(this.help, this.wrong ? text.invalid.replace("{value}", told(value)) : text.byHand);
  }

  /** What counts stands in it again. */
  write() {
    this.wrong = false;
    setAll(this.input, { "aria-invalid": null });
    if (this.input.value !== told(this.value)) this.input.value = told(this.value);
  }

  typed() {
    const value = weightFrom(this.input.value);
    this.wrong = value === undefined;
    setAll(this.input, { "aria-invalid": this.wrong ? "true" : null });
    this.onValue(value ?? this.value);
  }

  /** @param {number} value */
  set(value) {
    this.wrong = false;
    this.value = value;
    this.write();
    this.onValue(value);
  }

  /** @param {number} by */
  step(by) {
    this.set(moved(this.value, by));
  }

  /** Sideways, by so many pixels. @param {number} by */
  drag(by) {
    if (by) this.step(by * STEPS.drag);
  }

  /** What a key does to the weight. @param {KeyboardEvent} event @returns {(() => void)|undefined} */
  moves({ key, shiftKey }) {
    const by = shiftKey ? STEPS.far : STEPS.key;
    return { ArrowUp: () => this.step(by), ArrowDown: () => this.step(-by) }[key];
  }

  /** Keys that write are its own; the others go on to the figure. @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isChanged = this.wrong || this.input.value !== told(this.value);
    const restore = isChanged ? () => this.set(this.value) : undefined;
    const act = this.moves(event) ?? (["Enter", "Escape"].includes(event.key) ? restore : undefined);
    if (act) event.preventDefault();
    act?.();
    if (act || !["Escape", "Tab", "PageUp", "PageDown"].includes(event.key)) event.stopPropagation();
  }

  drags() {
    const { input } = this;
    let from = NaN;
    let last = 0;
    input.addEventListener("pointerdown", (event) => {
      [from, last] = [event.clientX, event.clientX];
    });
    input.addEventListener("pointermove", (event) => {
      if (!event.buttons || Number.isNaN(from)) return;
      if (!input.hasPointerCapture(event.pointerId)) {
        if (Math.abs(event.clientX - from) < SLACK) return;
        input.setPointerCapture(event.pointerId);
        last = from;
      }
      event.preventDefault();
      this.drag(event.clientX - last);
      last = event.clientX;
      window.getSelection()?.removeAllRanges();
    });
    for (const end of ["pointerup", "pointercancel"]) input.addEventListener(end, () => (from = NaN));
  }
}
