// Rows of buttons of which one is pressed.

import { el, setAll, write } from "../dom.js";

/** @typedef {{key: string, name: string, off?: boolean}} Choice */

export class Choices {
  /** @type {Map<string, HTMLElement>} */
  buttons = new Map();

  /** @param {string} kind @param {(key: string) => void} onChoice */
  constructor(kind, onChoice) {
    this.name = el("span", { class: "hand-label" });
    this.row = el("span", { class: "hand-buttons" });
    this.element = el("div", { class: `hand-choice ${kind}`, role: "group" }, this.name, this.row);
    this.onChoice = onChoice;
  }

  /** @param {string} name @param {Choice[]} choices @param {string|null} chosen */
  show(name, choices, chosen) {
    write(this.name, name);
    setAll(this.element, { "aria-label": name });
    if (choices.map(({ key }) => key).join() !== [...this.buttons.keys()].join()) this.build(choices);
    for (const { key, name: told, off } of choices) {
      const button = /** @type {HTMLElement} */ (this.buttons.get(key));
      write(button, told);
      setAll(button, { "aria-pressed": String(key === chosen), disabled: Boolean(off) });
    }
  }

  /** @param {Choice[]} choices */
  build(choices) {
    this.buttons = new Map(
      choices.map(({ key }) => {
        const button = el("button", { type: "button", "data-choice": key });
        button.addEventListener("click", () => this.onChoice(key));
        return [key, button];
      }),
    );
    this.row.replaceChildren(...this.buttons.values());
  }
}
