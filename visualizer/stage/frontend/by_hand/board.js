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
 * What stands in a cell, so that only what changed to the eye is written.
 * @typedef {{element: HTMLElement, told: string, mark: string, scale: string, isBeyond: boolean}} Cell
 *
 * @typedef {object} Hands
 * @property {(place: Place) => void} choose @property {(place: Place|null) => void} point
 * @property {(row: number, t: number, value: number) => void} set a number of the sequence
 * @property {Pick<import("./spin.js").Hands, "dragged"|"said"|"told">} spins
 */

export class Board {
  shape = "";
  /** the step that was brought into sight last */
  seen = -1;
  /** @type {{q: string, unit: number, name: HTMLElement, head: HTMLElement, begin: HTMLElement, cells: Cell[]}[]} */
  rows = [];
  /** @type {{symbol: HTMLElement, name: HTMLElement, spins: Spin[], cells: HTMLElement[]}[]} */
  inputs = [];
  /** @type {HTMLElement[]} */
  steps = [];

  /** @param {Hands} hands */
  constructor(hands) {
    this.hands = hands;
    this.table = el("table", { class: "hand-board", role: "grid" });
    this.element = el("div", { class: "hand-scroller" }, el("div", { class: "hand-chain" }, this.table));
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
    if (shape !== this.shape) this.seen = -1;
    this.shape = shape;
    setAll(this.table, { "aria-label": text.board });
    this.steps.forEach((head, t) => {
      write(head, sequence.reads === "letters" ? `${t + 1} “${sequence.letters[t]}”` : String(t + 1));
      setAll(head, { class: t === frame.t ? "chosen" : "" });
    });
    for (const row of this.rows) this.showRow(frame, row);
    if (frame.t !== this.seen) this.see(frame.t);
    this.seen = frame.t;
    this.inputs.forEach(({ symbol, name, spins, cells }, k) => {
      write(symbol, frame.symbols[k]);
      write(name, frame.inputNames[k]);
      const told = `${frame.symbols[k]} ${frame.inputNames[k]}`.trim();
      spins.forEach((spin, t) => spin.show(frame.x(t, k), fill(text.inputAt, { name: told, step: t + 1 })));
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
    const scale = `${frame.theme} ${frame.track.nonlinearity}`; // what the colours depend on besides
    setAll(head, { style: `--q:${frame.hue[q]}` });
    setAll(begin, { style: `--q:${frame.hue[q]}` });
    write(name, frame.nameOf(q));
    if (frame.states.includes(q)) write(begin, "0");
    cells.forEach((cell, t) => {
      const value = frame.valueAt(q, t, unit);
      const isChosen = t === frame.t && unit === frame.unit && q === frame.show;
      const isPointed = t === frame.shownT && unit === frame.shownUnit && q === frame.shown;
      const mark = isChosen ? "chosen" : isPointed ? "pointed" : "";
      const told = shownValue(value);
      if (cell.told === told && cell.mark === mark && cell.scale === scale) return;
      const background = colour(value);
      write(cell.element, told);
      setAll(cell.element, { style: `background-color:${css(background)};color:${inkOn(background)}` });
      const isBeyond = frame.isBeyond(q, value);
      if (cell.mark !== mark || cell.isBeyond !== isBeyond)
        setAll(cell.element, {
          tabindex: isChosen ? 0 : -1,
          "aria-selected": String(isChosen),
          class: `hand-value ${mark}${isBeyond ? " beyond" : ""}`,
        });
      Object.assign(cell, { told, mark, scale, isBeyond });
    });
  }

  /** @param {Frame} frame */
  build(frame) {
    const { network, steps, quantities, states, sequence, text } = frame;
    const counted = Array.from({ length: steps }, (_, t) => t);
    this.steps = counted.map(() => el("th", { scope: "col" }));
    this.rows = [];
    const bodies = Array.from({ length: network.units }, (_, unit) => {
      const rows = quantities.map((q, k) => {
        const isState = states.includes(q);
        const cells = counted.map((t) => ({
          element: el("td", { role: "gridcell", "data-at": `${t} ${unit} ${q}` }),
          told: "",
          mark: "none",
          scale: "",
          isBeyond: false,
        }));
        const name = el("span", {});
        const head = el("th", { scope: "row", class: "hand-row" }, el("b", {}, q), " ", name);
        const begin = el("td", { class: "hand-begin" });
        this.rows.push({ q, unit, name, head, begin, cells });
        const group = k ? [] : [el("th", { scope: "rowgroup", rowspan: quantities.length, class: "hand-unit" }, el("span", {}, fill(text.unit, { unit: unit + 1 })))];
        return el("tr", { class: isState ? "goes" : "" }, ...group, head, begin, ...cells.map(({ element }) => element));
      });
      return el("tbody", {}, ...rows);
    });
    const spun = sequence.reads !== "letters";
    this.inputs = Array.from({ length: network.inputs }, (_, k) => {
      const spins = spun
        ? counted.map((t) => new Spin({ ...this.hands.spins, set: (value) => this.hands.set(k, t, value) }))
        : [];
      const cells = counted.map((t) => el("td", { role: "gridcell" }, ...(spun ? [spins[t].element] : [])));
      return { symbol: el("b", {}), name: el("span", {}), spins, cells };
    });
    const inputs = this.inputs.map(({ symbol, name, cells }, k) => {
      const group = k ? [] : [el("th", { scope: "rowgroup", rowspan: network.inputs, class: "hand-unit" }, el("span", {}, text.reads))];
      return el("tr", { class: k ? "" : "enters" }, ...group, el("th", { scope: "row", class: "hand-row" }, symbol, " ", name), el("td", {}), ...cells);
    });
    const head = el("thead", {}, el("tr", {}, el("th", { colspan: 2, scope: "col" }, text.stepNumber), el("th", { scope: "col", class: "hand-begin" }, "0"), ...this.steps));
    const columns = ["unit", "name", "begin"].map((kind) => el("col", { class: `hand-col-${kind}` }));
    this.table.replaceChildren(el("colgroup", {}, ...columns), head, ...bodies, el("tbody", { class: "hand-inputs" }, ...inputs));
  }

  /** A step's column comes into sight, right of the names that stay. @param {number} t */
  see(t) {
    const { scrollWidth, clientWidth, scrollLeft } = this.element;
    if (scrollWidth <= clientWidth) return;
    const { offsetLeft, offsetWidth } = this.steps[t];
    const left = offsetLeft - this.steps[0].offsetLeft;
    const right = offsetLeft + 2 * offsetWidth - clientWidth;
    if (scrollLeft > left || scrollLeft < right) this.element.scrollLeft = scrollLeft > left ? left : right;
  }

  /** The cell that is chosen gets the focus, if one of them has it. @param {Element|null} active */
  follow(active) {
    if (active?.hasAttribute("data-at")) /** @type {HTMLElement|null} */ (this.table.querySelector(".chosen[data-at]"))?.focus();
  }
}

/** @param {Event} event @returns {Place|null} */
function placeOf(event) {
  const said = /** @type {Element} */ (event.target).closest("[data-at]")?.getAttribute("data-at");
  if (!said) return null;
  const [t, unit, show] = said.split(" ");
  return { t: Number(t), unit: Number(unit), show };
}
