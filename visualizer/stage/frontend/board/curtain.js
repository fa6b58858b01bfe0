// What covers the columns that may not be seen yet, and on it the choices of the open question.

import { el, svg } from "../dom.js";

/** @typedef {import("./asking.js").Zone} Zone */

/** What a word needs beside its letters, how wide a letter is, and the smallest type, as a share. */
const ROOM = 10;
const LETTER = 0.54;
const LEAST = 0.78;
/** The marks' diameter where type is as large as usual. */
export const MARK = 22;

export class Curtain {
  constructor() {
    this.words = el("div", { class: "blanks" });
    this.cloth = el("div", { class: "cloth" });
    this.lines = svg("svg", { class: "leads" });
    this.zones = el("div", {});
    this.element = el("div", { class: "curtain", "aria-hidden": "true", hidden: true }, this.cloth, this.words, this.lines, this.zones);
  }

  /**
   * @param {{edge: number, end: number, seen: number, words: import("./asking.js").Down|undefined,
   *   columns: import("./columns.js").Columns, told: Map<number, string>, font: number}} place told: words
   *   that a question gives away, by column
   */
  place({ edge, end, seen, words, columns, told, font }) {
    this.element.hidden = edge >= end;
    this.cloth.style.transform = `translateX(${edge}px)`;
    this.cloth.style.width = `${Math.max(0, end - edge)}px`;
    const shown = Array.from({ length: columns.last + 1 }, (_, k) => k).filter((k) => k >= seen && k >= columns.first);
    this.words.replaceChildren(
      ...shown.map((k) => {
        const word = told.get(k);
        const blank = el("span", { class: word === undefined ? "blank" : "blank told", dir: "auto" }, word ?? String(k + 1));
        const fits = (columns.width(k) - ROOM) / (LETTER * (word?.length ?? 1));
        Object.assign(blank.style, {
          fontSize: `${Math.max(LEAST * font, Math.min(font, fits))}px`,
          left: `${columns.x(k) + 2}px`,
          width: `${columns.width(k) - 4}px`,
          top: `${words?.y ?? 0}px`,
          height: `${words?.height ?? 0}px`,
        });
        return blank;
      }),
    );
  }

  /** @param {Zone[]} zones @param {number} edge where the cloth begins @param {number} size of the marks */
  mark(zones, edge, size) {
    this.lines.replaceChildren(
      ...zones.flatMap(({ from, mark }) =>
        from ? [svg("line", { x1: from.x, y1: from.y, x2: mark.x - size / 2, y2: mark.y })] : [],
      ),
    );
    const areas = zones.map(({ choice, x, y, width, height }) => {
      const area = el("span", { class: "zone", "data-choice": choice });
      const left = Math.max(x, edge); // what is open may still be pointed at
      Object.assign(area.style, { left: `${left}px`, top: `${y}px`, width: `${x + width - left}px`, height: `${height}px` });
      return area;
    });
    const rows = zones
      .filter(({ x, from }) => x === 0 && from)
      .map(({ y, height }) => {
        const row = el("span", { class: "offered" });
        Object.assign(row.style, { top: `${y}px`, height: `${height}px`, width: `${edge}px` });
        return row;
      });
    const marks = zones.map(({ choice, mark }) => {
      const dot = el("span", { class: "mark-choice", "data-choice": choice }, String(choice + 1));
      Object.assign(dot.style, { left: `${mark.x - size / 2}px`, top: `${mark.y - size / 2}px`, width: `${size}px`, height: `${size}px` });
      return dot;
    });
    this.zones.replaceChildren(...rows, ...areas, ...marks);
  }
}
