// A legend whose entries are switches.

import { el, svg } from "../dom.js";
import { markOf, strokeOf } from "./axes.js";

/** @typedef {import("./axes.js").Look} Look */

/** Names that an address may hide. */
const MOST = 20;

/** Buttons that show and hide curves, and what is drawn beside them; one curve always stays. */
export class Legend {
  /** @type {string[]} */
  keys = [];

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
    this.element = el("div", { class: "curves-legend", role: "group" });
    /** @type {Set<string>} keys and kinds that are hidden */
    this.hidden = new Set();
  }

  /**
   * @param {Look[]} curves @param {[string, string][]} aids the kinds drawn beside, and their names
   * @param {import("../colours.js").Theme} theme @param {string} label
   */
  draw(curves, aids, theme, label) {
    this.keys = curves.map(({ key }) => key);
    if (this.keys.every((key) => this.hidden.has(key))) this.hidden.clear();
    this.element.setAttribute("aria-label", label);
    this.element.replaceChildren(
      ...curves.map((look) => this.switch(look.key, look.name, sample(look, theme))),
      ...aids.map(([kind, name]) => this.switch(kind, name, sample({ kind }, theme))),
    );
  }

  /** What is hidden, as an address says it. */
  get said() {
    return this.hidden.size ? [...this.hidden].map((key) => key.replaceAll(" ", "_")).join(".") : undefined;
  }

  /** Hide what an address says; of what it does not know nothing happens. @param {string} [said] */
  take(said) {
    this.hidden = new Set((said ?? "").split(".", MOST).filter(Boolean).map((key) => key.replaceAll("_", " ")));
  }

  /** @param {string} key or kind */
  shows(key) {
    return !this.hidden.has(key);
  }

  /** @param {string} key @param {string} name @param {SVGElement} line */
  switch(key, name, line) {
    const button = el("button", { type: "button", "aria-pressed": String(this.shows(key)) }, line, name);
    button.addEventListener("click", () => {
      if (!this.shows(key)) this.hidden.delete(key);
      else if (this.keys.some((other) => other !== key && this.shows(other))) this.hidden.add(key);
      button.setAttribute("aria-pressed", String(this.shows(key)));
      this.onChange();
    });
    return button;
  }
}

/** @param {Look|{kind: string}} look @param {import("../colours.js").Theme} theme */
function sample(look, theme) {
  const line = svg("path", { d: "M0 7H34", ...strokeOf(look, theme) });
  const mark = "marker" in look ? [markOf(look, theme, 17, 7)] : [];
  return svg("svg", { class: "sample", width: 34, height: 14, "aria-hidden": "true" }, line, ...mark);
}
