// Every weight in one table: a row is what it goes into, a column where it comes from.

import { css, inkOn } from "../colours.js";
import { cellNamed } from "../cells/index.js";
import { el, setAll, write } from "../dom.js";
import { fill } from "../numbers.js";
import { columnsOf } from "./network.js";
import { Spin } from "./spin.js";

/**
 * @typedef {import("./figure.js").Frame} Frame @typedef {import("./network.js").Part} Part
 *
 * @typedef {object} Hands
 * @property {(part: Part, place: number, value: number) => void} set
 * @property {(unit: number, show: string) => void} choose
 * @property {Pick<import("./spin.js").Hands, "dragged"|"said"|"told">} spins
 */

const PARTS = /** @type {Part[]} */ (["ih", "hh", "b"]);

export class Weights {
  /** what the table was built for, and what its labels are made of */
  shape = "";
  named = "";
  /** @type {Record<Part, Spin[]>} */
  spins = { ih: [], hh: [], b: [] };
  /** @type {{q: string, unit: number, row: HTMLElement, head: HTMLElement}[]} */
  rows = [];
  /** @type {HTMLElement[]} */
  sources = [];

  /** @param {Hands} hands */
  constructor(hands) {
    this.hands = hands;
    this.caption = el("caption", { class: "spoken" });
    this.table = el("table", { class: "hand-weights" });
    this.element = el("div", { class: "hand-table" }, this.table);
  }

  /** @param {Frame} frame */
  show(frame) {
    const { network, text, hue } = frame;
    const shape = [network.cell, network.units, network.inputs].join();
    if (shape !== this.shape) this.build(frame);
    this.shape = shape;
    write(this.caption, text.weightsTable);
    frame.sources.forEach(({ symbol }, k) => write(this.sources[k], symbol));
    for (const { q, unit, row, head } of this.rows) {
      const isChosen = frame.show === q && frame.unit === unit;
      setAll(row, { class: isChosen ? "chosen" : "", "data-q": q, style: `--q:${hue[q]}` });
      write(head, network.units > 1 ? fill(text.unit, { unit: unit + 1 }) : frame.nameOf(q));
      setAll(head, { "aria-pressed": String(isChosen), "aria-label": `${frame.nameOf(q)} ${q}, ${fill(text.unit, { unit: unit + 1 })}` });
    }
    const named = [text.weight, frame.theme, ...frame.sources.map(({ symbol }) => symbol)].join();
    const isRenamed = named !== this.named;
    this.named = named;
    for (const part of PARTS)
      this.spins[part].forEach((spin, place) => {
        const value = network.weights[part][place];
        if (value === spin.value && !isRenamed) return;
        spin.show(value, frame.weightName(part, place));
        const tint = frame.tint(value);
        setAll(spin.element, { style: `background:${css(tint)};color:${inkOn(tint)}` });
      });
  }

  /** @param {Frame} frame */
  build({ network, text, sources }) {
    const columns = columnsOf(network);
    this.named = "";
    this.spins = { ih: [], hh: [], b: [] };
    this.rows = [];
    this.sources = sources.map(() => el("th", { scope: "col" }));
    const gates = Object.keys(cellNamed(network.cell).sums);
    const bodies = gates.map((q, gate) => {
      const rows = Array.from({ length: network.units }, (_, unit) => {
        const head = el("button", { type: "button", class: "hand-into" });
        head.addEventListener("click", () => this.hands.choose(unit, q));
        const cells = PARTS.flatMap((part) =>
          Array.from({ length: columns[part] }, (_, k) => this.cell(part, (gate * network.units + unit) * columns[part] + k)),
        );
        const group = unit ? [] : [el("th", { scope: "rowgroup", rowspan: network.units, class: "hand-gate" }, q)];
        const row = el("tr", {}, ...group, el("th", { scope: "row" }, head), ...cells);
        this.rows.push({ q, unit, row, head });
        return row;
      });
      return el("tbody", { "data-gate": q }, ...rows);
    });
    const corner = el("th", { scope: "col", colspan: 2 }, text.into);
    this.hands.spins.said(null);
    this.table.replaceChildren(this.caption, el("thead", {}, el("tr", {}, corner, ...this.sources)), ...bodies);
  }

  /** @param {Part} part @param {number} place */
  cell(part, place) {
    const spin = new Spin({ ...this.hands.spins, set: (value) => this.hands.set(part, place, value) });
    this.spins[part][place] = spin;
    return el("td", {}, spin.element);
  }
}
