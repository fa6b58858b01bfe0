// Where the sequence is typed: a field for each row, and what is said of what stands there.

import { el, setAll, write } from "../dom.js";
import { fill } from "../numbers.js";
import { MOST } from "./network.js";

export class Fields {
  /** @type {{label: HTMLElement, field: HTMLInputElement, said: HTMLElement}[]} */
  rows = [];

  /** @param {string} id to name the messages by @param {(row: number, text: string) => void} onText */
  constructor(id, onText) {
    this.id = id;
    this.onText = onText;
    this.element = el("div", { class: "hand-rows" });
  }

  /** @param {import("./sequence.js").Sequence} sequence @param {Record<string, string>} text */
  show({ rows, said, reads }, text) {
    if (this.rows.length !== rows.length) this.build(rows.length);
    const names = reads === "letters" ? [text.lettersField] : rows.length > 1 ? [`x₁ ${text.valueRow}`, `x₂ ${text.flagRow}`] : [text.numbersField];
    this.rows.forEach(({ label, field, said: told }, k) => {
      write(label, names[k]);
      if (field.value !== rows[k]) field.value = rows[k];
      const wrong = said[k];
      const values = { word: wrong?.word ?? "", most: wrong?.key === "tooLong" ? MOST.steps : MOST.value, value: text.lastSequence };
      write(told, wrong ? fill(text[`wrong_${wrong.key}`], values) : "");
      setAll(field, { "aria-invalid": wrong?.bad ? "true" : null, "aria-describedby": wrong ? told.id : null });
    });
  }

  /** @param {number} count */
  build(count) {
    this.rows = Array.from({ length: count }, (_, k) => this.row(k));
    this.element.replaceChildren(
      ...this.rows.map(({ label, field, said }) => el("div", { class: "hand-sequence" }, el("label", {}, label, field), said)),
    );
  }

  /** @param {number} k */
  row(k) {
    const said = el("p", { class: "hand-wrong", id: `${this.id}-row-${k}`, "aria-live": "polite" });
    const field = /** @type {HTMLInputElement} */ (
      el("input", { type: "text", class: "hand-typed", autocomplete: "off", spellcheck: "false", "data-row": k })
    );
    field.addEventListener("input", () => this.onText(k, field.value));
    field.addEventListener("keydown", (event) => event.stopPropagation()); // its keys are letters and no steps
    return { label: el("span", { class: "hand-label" }), field, said };
  }
}
