// What each network says of the words as typed and in the order now: a table, with a bar for each share.

import { el, setAll, write } from "../dom.js";
import { fill, number } from "../numbers.js";

/** @typedef {import("./words.js").Header} Header @typedef {import("./words.js").Row} Row */

export class Answers {
  /** how the table was built last */
  shape = "";
  /** @type {{typed: HTMLElement, now: HTMLElement, told: HTMLElement, row: HTMLElement, shares: {cell: HTMLElement, fill: HTMLElement, mark: HTMLElement, shown: HTMLElement}[]}[]} */
  rows = [];

  constructor() {
    this.element = el("div", { class: "order-answers", role: "table" });
  }

  /** @param {Header} header */
  show(header) {
    const { text, classes, rows, language } = header;
    const shape = [language, ...classes, ...rows.map(({ name }) => name)].join("\n");
    if (this.shape !== shape) this.build(header);
    this.shape = shape;
    setAll(this.element, { "aria-label": text.table, style: `--classes:${classes.length}`, "data-classes": classes.length });
    rows.forEach((row, k) => this.fill(this.rows[k], row, header));
  }

  /** @param {Header} header */
  build({ text, classes, rows }) {
    const head = (/** @type {string} */ name, /** @type {string} */ kind) => el("span", { role: "columnheader", class: kind }, name);
    const top = el(
      "div",
      { role: "row", class: "order-head" },
      head(text.network, "network"),
      head(text.asTyped, "typed"),
      head(text.now, "now"),
      ...classes.map((name) => head(name, "share")),
      head(text.change, "told"),
    );
    this.rows = rows.map(() => {
      const shares = classes.map(() => {
        const [bar, mark, shown] = [el("i", { class: "fill" }), el("i", { class: "mark" }), el("b", {})];
        const track = el("span", { class: "order-bar", "aria-hidden": "true" }, bar, mark);
        return { cell: el("span", { role: "cell", class: "share" }, track, shown), fill: bar, mark, shown };
      });
      return {
        row: el("div", { role: "row", class: "order-row" }),
        typed: el("span", { role: "cell", class: "typed" }),
        now: el("span", { role: "cell", class: "now" }),
        told: el("span", { role: "cell", class: "told" }),
        shares,
      };
    });
    this.rows.forEach(({ row, typed, now, told, shares }, k) => {
      const name = el("span", { role: "rowheader", class: "network" }, rows[k].name);
      row.append(name, typed, now, ...shares.map(({ cell }) => cell), told);
    });
    this.element.replaceChildren(top, ...this.rows.map(({ row }) => row));
  }

  /** @param {Answers["rows"][number]} cells @param {Row} said @param {Header} header */
  fill(cells, { key, name, typed, now, same, told }, { text, classes }) {
    const [first, second] = [likeliest(typed), likeliest(now)];
    setAll(cells.row, { "data-network": key, "data-same": same && told !== text.asTyped, "data-turned": first !== second });
    write(cells.typed, `${classes[first]} ${number(typed[first])}`);
    write(cells.now, `${classes[second]} ${number(now[second])}`);
    write(cells.told, told);
    setAll(cells.typed, { "data-label": text.asTyped });
    setAll(cells.now, { "data-label": text.now });
    cells.shares.forEach(({ cell, fill: bar, mark, shown }, k) => {
      bar.style.width = `${100 * now[k]}%`;
      mark.style.left = `${100 * typed[k]}%`;
      write(shown, number(now[k]));
      cell.classList.toggle("is-answer", k === second);
      const said = fill(text.shareAt, { name, label: classes[k], now: number(now[k], 3), before: number(typed[k], 3) });
      setAll(cell, { "aria-label": said, title: said, "data-label": classes[k] });
    });
  }
}

/** @param {number[]} shares */
export const likeliest = (shares) => shares.indexOf(Math.max(...shares));
