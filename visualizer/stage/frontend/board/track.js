// One track on the board: its lanes on the shared columns, and the unit that is tall in all of them.

import { cellNamed } from "../cells/index.js";
import { el } from "../dom.js";
import { fill, number } from "../numbers.js";
import { Rows } from "./rows.js";
import { quantityOf, sameWords, value } from "./scene.js";

/**
 * @typedef {import("./board.js").Frame} Frame @typedef {import("./board.js").Lane} Lane
 * @typedef {import("./board.js").Look} Look @typedef {import("./scene.js").Row} Row
 * @typedef {import("./scene.js").Track} Track @typedef {import("./sheet.js").Sheet} Sheet
 */

export class TrackView {
  /** @type {Frame} */
  frame;
  /** @type {{lane: Lane, top: number}[]} the lanes that show, and where */
  shown = [];
  height = 0;

  /**
   * @param {Track} track @param {number} number its place in the scene @param {Sheet} sheet to draw on
   * @param {import("../shell/modules.js").Modules} modules
   */
  constructor(track, number, sheet, modules) {
    this.sheet = sheet;
    this.track = track;
    this.number = number;
    this.lanes = track.rows.map((row) => ({
      row,
      lane: /** @type {Lane} */ (modules[`lanes/${row.lane}`].createLane(row)),
    }));
    this.element = el("section", { class: "track", "data-track": track.name, "data-units": track.units });
  }

  /** @param {string} [quantity] whether it has a lane of its own here */
  hasLane(quantity) {
    return this.lanes.some(({ row }) => row.symbol === quantity);
  }

  /** The symbols of what can be opened, from the top. */
  get symbols() {
    return this.lanes.flatMap(({ row }) => (row.symbol ? [row.symbol] : []));
  }

  /** What is open where nothing was chosen: the gate that keeps, or the state without one. */
  get opening() {
    const { keeps, memory } = cellNamed(this.track.cell);
    if ((this.track.compared || this.track.expected) && this.hasLane(memory)) return memory;
    return this.symbols.find((symbol) => symbol === keeps) ?? this.symbols.find((symbol) => symbol === memory) ?? this.symbols[0];
  }

  /**
   * Draw everything that a step does not change.
   * @param {Look} look @param {{chosen: string, all: boolean, order: string, unit: number|null, above: Track|null}} state
   *   chosen: the lane that is open; unit: the tall one; above: the open track over this one
   */
  draw(look, { chosen, all, order, unit, above }) {
    const { track } = this;
    const open = this.hasLane(chosen) ? chosen : this.opening;
    const named = Object.hasOwn(track.orders, order) ? order : Object.keys(track.orders)[0];
    this.frame = {
      ...look,
      track,
      order: named,
      rows: new Rows(track.orders[named], look),
      unit: 0,
      hue: Object.fromEntries(track.lanes.map((lane) => [lane.symbol, lane[look.theme]])),
      repaint: (lane) => this.paint(this.shown.filter((each) => each.lane === lane)),
      isOpen: (symbol) => all || symbol === open,
      told: (symbol, t, at) =>
        fill(track.text.valueAt, {
          name: quantityOf(track, symbol).name,
          symbol: quantityOf(track, symbol).shown,
          word: track.tokens[t],
          value: number(value(track, symbol, t, at), 3),
        }),
    };
    this.setUnit(unit);
    for (const { lane } of this.lanes) lane.draw(this.frame);
    const below = sameWords(above, track);
    const few = track.compared && !all;
    const shown = this.lanes.filter(
      ({ row }) => !(row.once && below) && !(few && (row.rest || (row.symbol && row.symbol !== open))) && (all || !row.spare),
    );
    this.shown = shown.map(({ lane }) => ({ lane, top: 0 }));
    const rows = shown.map(({ row, lane }) => this.row(row, lane));
    const lanes = rows.filter((_, k) => shown[k].row.symbol);
    const others = rows.filter((_, k) => !shown[k].row.symbol);
    const tabs = track.compared && above?.cell === track.cell ? [] : [this.laneTabs(open)];
    this.element.classList.toggle("compared", Boolean(track.compared));
    this.element.replaceChildren(
      this.sheet.canvas,
      ...(track.compared ? tabs : []),
      ...(track.compared && shown.some(({ row }) => row.once) ? [] : this.head()),
      ...others,
      ...(track.compared ? [] : tabs),
      ...lanes,
    );
  }

  /** Find where the lanes stand, once all is on the page; those that do not show are not painted. */
  settle() {
    this.height = this.element.offsetHeight;
    this.shown = this.shown
      .filter(({ lane }) => lane.body.offsetParent)
      .map(({ lane }) => ({ lane, top: lane.body.getBoundingClientRect().top - this.element.getBoundingClientRect().top }));
  }

  /** @param {number|null} unit the tall one; null: the one to look at first */
  setUnit(unit) {
    const { units, unit: first } = this.track;
    this.frame.unit = unit === null ? first : Math.min(unit, units - 1);
    this.frame.rows.focus(this.frame.unit);
  }

  head() {
    const { track, frame } = this;
    if (!frame.several) return [];
    return [el("p", { class: "track-name" }, el("b", {}, track.name), ` ${track.about}`)];
  }

  /** @param {Row} row @param {Lane} lane */
  row(row, lane) {
    const label = lane.label(this.frame);
    return el("div", { class: row.symbol && !this.frame.isOpen(row.symbol) ? "row slim" : "row" }, label, lane.body);
  }

  /** The lanes as buttons, where there are no bands to open. @param {string} open */
  laneTabs(open) {
    const { track, frame } = this;
    const tabs = this.symbols.map((symbol) => {
      const tab = el(
        "button",
        {
          type: "button",
          role: "tab",
          "data-choose": symbol,
          "aria-selected": String(symbol === open),
          "aria-label": `${quantityOf(track, symbol).name} ${symbol}`,
          tabindex: symbol === open ? 0 : -1,
        },
        ...(track.compared ? [el("span", {}, quantityOf(track, symbol).name), " "] : []),
        el("b", {}, symbol),
      );
      tab.style.setProperty("--q", frame.hue[symbol]);
      return tab;
    });
    return el("div", { class: "lane-tabs", role: "tablist", "aria-label": track.text.lanes }, ...tabs);
  }

  /** Draw what the columns call for. */
  paint(lanes = this.shown) {
    this.sheet.paint(this.frame, this.height, lanes);
  }

  /** Move what stands on the drawing. @param {number} t */
  place(t) {
    for (const { lane } of this.shown) lane.place?.(t);
  }

  /** @param {import("./focus.js").Focus} focus */
  focus(focus) {
    const { frame, track } = this;
    const own = focus.track === this.number || focus.unit === frame.unit;
    const unit = own ? Math.min(focus.unit, track.units - 1) : frame.unit;
    for (const { lane } of this.lanes) lane.focus?.({ ...focus, unit }, frame.rows.rowOf.get(unit) ?? 0);
  }

  /** @param {number} ms */
  pulse(ms) {
    for (const { lane } of this.lanes) lane.pulse?.(ms);
  }

  /** The lane in which a node lies. @param {Node} node */
  laneOf(node) {
    return this.lanes.find(({ lane }) => lane.body.contains(node))?.lane;
  }
}
