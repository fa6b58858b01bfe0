// The count of parameters: sizes to set, bars of what each part has, and what one-hot input would cost.

import { CELLS } from "../cells/index.js";
import { el, setAll, write } from "../dom.js";
import { fill } from "../numbers.js";
import { Choices } from "./choices.js";
import { counts, oneHot, RANGES, totalOf } from "./counting.js";
import { numberFrom } from "./typed.js";

/**
 * @typedef {import("./counting.js").Sizes} Sizes @typedef {Exclude<keyof Sizes, "cell">} Name
 * @typedef {import("./counting.js").Counts} Counts
 */

const NAMES = /** @type {Name[]} */ (Object.keys(RANGES));
const PARTS = /** @type {(keyof Counts)[]} */ (["embedding", "ih", "hh", "biases", "classifier"]);
/** A slider's positions; on it sizes of many are spread by their ratio. */
const POSITIONS = 400;

export class Parameters {
  /** @type {Sizes} */
  sizes;
  /** @type {Record<string, string>} */
  text = {};

  /** @param {(sizes: Sizes) => void} onSizes @param {string} toldId */
  constructor(onSizes, toldId) {
    this.onSizes = onSizes;
    this.title = el("h3", {});
    this.cell = new Choices("hand-cell", (cell) => this.set({ cell }));
    this.fields = NAMES.map((name) => this.field(name));
    this.told = el("p", { class: "hand-wrong", id: toldId, "aria-live": "polite" });
    this.total = el("p", { class: "hand-total" });
    this.bars = PARTS.map((part) => ({ part, name: el("th", { scope: "row" }), formula: el("td", { class: "hand-formula" }), told: el("td", { class: "number" }), share: el("td", { class: "number" }), bar: el("i", {}) }));
    this.table = el("table", { class: "hand-counts" });
    this.table.append(
      el("tbody", {}, ...this.bars.map(({ name, formula, told, share, bar }) => el("tr", {}, name, el("td", { class: "hand-bar", "aria-hidden": "true" }, bar), told, share, formula))),
    );
    this.hot = el("p", {});
    this.hotFormula = el("p", { class: "hand-formula" });
    const sizes = el("div", { class: "hand-sizes" }, this.cell.element, ...this.fields.map(({ row }) => row), this.told);
    const result = el("div", { class: "hand-result-counts" }, this.total, this.table, this.hot, this.hotFormula);
    this.element = el("section", { class: "hand-parameters" }, this.title, el("div", { class: "hand-count" }, sizes, result));
    this.table.setAttribute("aria-label", "");
    this.toldId = toldId;
  }

  /** @param {Name} name */
  field(name) {
    const [least, most] = RANGES[name];
    const spread = most > 4;
    const range = /** @type {HTMLInputElement} */ (el("input", { type: "range", min: spread ? 0 : least, max: spread ? POSITIONS : most, step: 1, "data-size": name }));
    const number = /** @type {HTMLInputElement} */ (el("input", { type: "text", inputmode: "numeric", class: "hand-field", autocomplete: "off", "data-number": name }));
    range.addEventListener("input", () => this.set({ [name]: spread ? Math.round(least * (most / least) ** (range.valueAsNumber / POSITIONS)) : range.valueAsNumber }));
    range.addEventListener("keydown", (event) => event.stopPropagation());
    number.addEventListener("keydown", (event) => event.stopPropagation());
    number.addEventListener("input", () => this.read(name, number));
    number.addEventListener("blur", () => !number.hasAttribute("aria-invalid") && this.draw());
    const label = el("span", {});
    return { name, range, number, label, spread, row: el("div", { class: "hand-size" }, label, range, number) };
  }

  /** @param {Name} name @param {HTMLInputElement} field */
  read(name, field) {
    const [least, most] = RANGES[name];
    const { value, wrong } = numberFrom(field.value.replace(/[\s,]/g, ""), least, most);
    const isWrong = wrong !== undefined || !Number.isInteger(value);
    setAll(field, { "aria-invalid": isWrong ? "true" : null, "aria-describedby": isWrong ? this.toldId : null });
    write(this.told, isWrong ? fill(this.text.sizeWrong, { word: field.value, least: this.figure(least), most: this.figure(most), value: this.figure(this.sizes[name]) }) : "");
    if (!isWrong) this.set({ [name]: value }, field);
  }

  /** @param {number} value */
  figure(value) {
    return value.toLocaleString(this.language);
  }

  /** @param {Partial<Sizes>} sizes @param {HTMLInputElement} [typed] what is being typed in, which is left as it is */
  set(sizes, typed) {
    this.sizes = { ...this.sizes, ...sizes };
    this.draw(typed);
    this.onSizes(this.sizes);
  }

  /** @param {Sizes} sizes @param {Record<string, string>} text @param {string} language */
  show(sizes, text, language) {
    this.sizes = sizes;
    this.text = text;
    this.language = language;
    this.draw();
  }

  /** @param {HTMLInputElement} [typed] */
  draw(typed) {
    const { sizes, text } = this;
    write(this.title, text.parameters);
    this.cell.show(text.cell, Object.keys(CELLS).map((key) => ({ key, name: key.toUpperCase() })), sizes.cell);
    for (const { name, range, number, label, spread } of this.fields) {
      const [least, most] = RANGES[name];
      write(label, text[`size_${name}`]);
      const told = this.figure(sizes[name]);
      setAll(range, { "aria-label": text[`size_${name}`], "aria-valuetext": told });
      setAll(number, { "aria-label": text[`size_${name}`] });
      const at = spread ? Math.round((Math.log(sizes[name] / least) / Math.log(most / least)) * POSITIONS) : sizes[name];
      if (range.valueAsNumber !== at) range.value = String(at);
      if (number !== typed && !number.hasAttribute("aria-invalid")) number.value = told;
    }
    this.drawCounts();
  }

  drawCounts() {
    const { sizes, text } = this;
    const each = counts(sizes);
    const total = totalOf(each);
    const percent = (/** @type {number} */ part) => `${((100 * part) / total).toFixed(1)} %`;
    const formulas = this.formulas();
    setAll(this.table, { "aria-label": text.parameters });
    write(this.total, fill(text.total, { total: this.figure(total), percent: percent(each.embedding) }));
    for (const { part, name, formula, told, share, bar } of this.bars) {
      write(name, text[`part_${part}`]);
      write(formula, formulas[part]);
      write(told, this.figure(each[part]));
      write(share, percent(each[part]));
      setAll(bar, { style: `width:${(100 * each[part]) / total}%`, "data-part": part });
    }
    const hot = totalOf(oneHot(sizes));
    const ratio = hot / total;
    write(this.hot, fill(text.oneHot, { total: this.figure(hot), ratio: ratio.toFixed(ratio < 10 ? 2 : 0) }));
    const { gates, d } = this.factors();
    write(this.hotFormula, `V·(${d}${gates}·H) = ${this.figure(sizes.vocabulary)}·(${d}${gates}·${sizes.hidden}) = ${this.figure(oneHot(sizes).ih - (counts(sizes).ih - counts({ ...sizes, layers: 1 }).ih))}`);
  }

  factors() {
    const { cell, directions } = this.sizes;
    return { gates: Object.keys(CELLS[cell].sums).length, d: directions > 1 ? `${directions}·` : "" };
  }

  /** How each count came about, with the numbers. @returns {Record<keyof Counts, string>} */
  formulas() {
    const { vocabulary: v, embedding: e, hidden: h, layers: l, directions, classes: k } = this.sizes;
    const { gates, d } = this.factors();
    const rows = `${d}${gates}·H`;
    const figures = `${d}${gates}·${h}`;
    const more = l > 1 ? [` + ${l - 1}·${d}H`, ` + ${l - 1}·${d}${h}`] : ["", ""];
    const times = l > 1 ? `${l}·` : "";
    const inner = (/** @type {string|number} */ first, /** @type {string} */ rest) => (rest ? `(${first}${rest})` : `${first}`);
    return {
      embedding: `V·E = ${this.figure(v)}·${e}`,
      ih: `${rows}·${inner("E", more[0])} = ${figures}·${inner(e, more[1])}`,
      hh: `${times}${rows}·H = ${times}${figures}·${h}`,
      biases: `2·${times}${rows} = 2·${times}${figures}`,
      classifier: `(${d}H + 1)·K = (${d}${h} + 1)·${this.figure(k)}`,
    };
  }
}
