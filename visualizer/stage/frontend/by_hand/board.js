// The unrolled chain as a table: a column for each step, x coming in from below, the states going on to
// the right; every quantity of every unit a cell with its number.

import { css, inkOn } from "../colours.js";
import { el, setAll, write } from "../dom.js";
import { fill } from "../numbers.js";
import { Spin } from "./spin.js";
import { shownValue } from "./told.js";

/**
 * @typedef {import("./figure.js").Frame} Frame @typedef {{t: number, unit: number, show: string}} Place
 *
 * @typedef {object} Hands
 * @property {(place: Place) => void} choose @property {(place: Place|null) => void} point
 * @property {(row: number, t: number, value: number) => void} set a number of the sequence
 * @property {Pick<import("./spin.js").Hands, "dragged"|"said"|"told">} spins
 */

export class Board {
  shape = "";
  /** @type {{q: string, unit: number, name: HTMLElement, head: HTMLElement, begin: HTMLElement, cells: HTMLElement[]}[]} */
  rows = [];
  /** @type {{name: HTMLElement, spins: Spin[], cells: HTMLElement[]}[]} */
  inputs = [];
  /** @type {HTMLElement[]} */
  steps = [];

  /** @param {Hands} hands */
  constructor(hands) {
    this.hands = hands;
    this.table = el("table", { class: "hand-board", role: "grid" });
    this.element = el("div", { class: "hand-scroller" }, this.table);
    this.table.addEventListener("click", (event) => {
      const place = placeOf(event);
      if (place) hands.choose(place);
    });
    this.table.addEventListener("pointerover", (event) => {
      if (event.pointerType === "mouse" && !event.buttons) hands.point(placeOf(event));
    });
    this.table.addEventListener("pointerleave", () => hands.point(null));
  }

  /** @param {Frame} frame */
  show(frame) {
    const { network, sequence, steps, text } = frame;
    const shape = [network.cell, network.units, network.inputs, sequence.reads, steps].join();
    if (shape !== this.shape) this.build(frame);
    this.shape = shape;
    setAll(this.table, { "aria-label": text.board });
    this.steps.forEach((head, t) => setAll(head, { class: t === frame.t ? "chosen" : "" }));
    for (const row of this.rows) this.showRow(frame, row);
    this.inputs.forEach(({ name, spins, cells }, k) => {
      write(name, frame.inputNames[k]);
      spins.forEach((spin, t) => spin.show(frame.x(t, k), fill(text.inputAt, { name: frame.inputNames[k], step: t + 1 })));
      if (!spins.length)
        cells.forEach((cell, t) => {
          write(cell, String(frame.x(t, k)));
          setAll(cell, { class: frame.x(t, k) ? "hand-one" : "hand-none" });
        });
    });
  }

  /** @param {Frame} frame @param {Board["rows"][number]} row */
  showRow(frame, { q, unit, name, head, begin, cells }) {
    const colour = frame.colourOf(q);
    setAll(head, { style: `--q:${frame.hue[q]}` });
    write(name, frame.nameOf(q));
    if (frame.states.includes(q)) write(begin, "0");
    cells.forEach((cell, t) => {
      const value = frame.valueAt(q, t, unit);
      const background = colour(value);
      const isChosen = t === frame.t && unit === frame.unit && q === frame.show;
      const isPointed = t === frame.shownT && unit === frame.shownUnit && q === frame.shown;
      write(cell, shownValue(value));
      setAll(cell, {
        style: `background:${css(background)};color:${inkOn(background)}`,
        tabindex: isChosen ? 0 : -1,
        "aria-selected": String(isChosen),
        class: `hand-value${isChosen ? " chosen" : isPointed ? " pointed" : ""}${frame.isBeyond(q, value) ? " beyond" : ""}`,
      });
    });
  }

  /** @param {Frame} frame */
  build(frame) {
    const { network, steps, quantities, states, sequence, text } = frame;
    const counted = Array.from({ length: steps }, (_, t) => t);
    this.steps = counted.map((t) => el("th", { scope: "col" }, String(t + 1)));
    this.rows = [];
    const bodies = Array.from({ length: network.units }, (_, unit) => {
      const rows = quantities.map((q, k) => {
        const isState = states.includes(q);
        const cells = counted.map((t) => el("td", { role: "gridcell", "data-cell": `${t} ${unit} ${q}` }));
        const name = el("span", {});
        const head = el("th", { scope: "row", class: "hand-row" }, el("b", {}, q), " ", name);
        const begin = el("td", { class: "hand-begin" });
        this.rows.push({ q, unit, name, head, begin, cells });
        const group = k ? [] : [el("th", { scope: "rowgroup", rowspan: quantities.length, class: "hand-unit" }, el("span", {}, fill(text.unit, { unit: unit + 1 })))];
        return el("tr", { class: isState ? "goes" : "" }, ...group, head, begin, ...cells);
      });
      return el("tbody", {}, ...rows);
    });
    const spun = sequence.reads !== "letters";
    this.inputs = Array.from({ length: network.inputs }, (_, k) => {
      const spins = spun
        ? counted.map((t) => new Spin({ ...this.hands.spins, set: (value) => this.hands.set(k, t, value) }))
        : [];
      const cells = counted.map((t) => el("td", { role: "gridcell" }, ...(spun ? [spins[t].element] : [])));
      return { name: el("span", {}), spins, cells };
    });
    const inputs = this.inputs.map(({ name, cells }, k) => {
      const group = k ? [] : [el("th", { scope: "rowgroup", rowspan: network.inputs, class: "hand-unit" }, el("span", {}, text.reads))];
      return el("tr", { class: k ? "" : "enters" }, ...group, el("th", { scope: "row", class: "hand-row" }, name), el("td", {}), ...cells);
    });
    const head = el("thead", {}, el("tr", {}, el("th", { colspan: 2, scope: "col" }, text.stepNumber), el("th", { scope: "col", class: "hand-begin" }, "0"), ...this.steps));
    const columns = ["unit", "name", "begin"].map((kind) => el("col", { class: `hand-col-${kind}` }));
    this.table.replaceChildren(el("colgroup", {}, ...columns), head, ...bodies, el("tbody", { class: "hand-inputs" }, ...inputs));
  }

  /** The cell that is chosen gets the focus, if one of them has it. @param {Element|null} active */
  follow(active) {
    if (active?.hasAttribute("data-cell")) /** @type {HTMLElement|null} */ (this.table.querySelector(".chosen[data-cell]"))?.focus();
  }
}

/** @param {Event} event @returns {Place|null} */
function placeOf(event) {
  const said = /** @type {Element} */ (event.target).closest("[data-cell]")?.getAttribute("data-cell");
  if (!said) return null;
  const [t, unit, show] = said.split(" ");
  return { t: Number(t), unit: Number(unit), show };
}
