// The sentence: one chip per word, tinted by the verdict after it; the current one large, those ahead
// outlined.

import { css, verdictColour, inkOn } from "../colours.js";
import { cellNamed } from "../cells/index.js";
import { answerAfter } from "../board/scene.js";
import { el } from "../dom.js";
import { fill } from "../numbers.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../board/board.js").Lane} Lane */

const HEIGHT = 38;
const SIZES = { other: 1.04, now: 1.75, least: 0.68 };
const PAD = 9;
const MARGIN = 2;
const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

export const createLane = () => new TokenLane();

/** @implements {Lane} */
class TokenLane {
  /** @type {Frame} */
  frame;
  quantity = "";
  /** @type {{chip: HTMLElement, width: number, tint: import("../colours.js").RGB, column: number}[]} */
  words = [];
  /** @type {number|null} the column at which all chips were placed */
  placed = null;

  constructor() {
    this.body = el("div", { class: "tokens", "data-lane": "tokens" });
  }

  /** @param {Frame} frame */
  draw(frame) {
    const { track, font, zoom } = frame;
    this.frame = frame;
    this.placed = null;
    this.quantity = track.arrays.verdict ? "verdict" : cellNamed(track.cell).memory;
    const colour = verdictColour(track, frame.theme);
    pen.font = `600 ${font.size}px ${font.family}`;
    this.words = track.tokens.map((token, t) => ({
      chip: this.chip(token, t),
      width: Math.max(1, pen.measureText(token).width),
      tint: colour(track.arrays.verdict?.[t] ?? track.axis.start),
      column: track.columns[t],
    }));
    this.body.style.height = `${HEIGHT * zoom}px`;
    this.body.replaceChildren(...this.words.map(({ chip }) => chip));
  }

  /** @param {string} token @param {number} t */
  chip(token, t) {
    const { track } = this.frame;
    const marked = track.marked?.includes(t);
    const unknown = (track.unknown[t] ? ` (${track.text.unknownWord})` : "") + (marked ? ` (${track.text.marked})` : "");
    const spoken = fill(track.text.stepSpoken, {
      step: t + 1,
      steps: track.T,
      word: token,
      verdict: answerAfter(track, t),
    });
    const attributes = {
      type: "button",
      class: `chip${track.unknown[t] ? " unknown" : ""}${marked ? " marked" : ""}`,
      tabindex: -1,
      title: token.slice(0, 200) + unknown,
      "aria-label": spoken.slice(0, 400) + unknown,
      dir: "auto",
    };
    return el("button", attributes, el("span", {}, token));
  }

  /** @param {Frame} frame */
  label({ track, several }) {
    const about = several && !track.compared ? [] : [el("span", { class: "note" }, track.about)];
    return el(
      "div",
      { class: "label words-label" },
      el("span", { class: "name" }, track.compared ? track.name : track.text.words),
      ...about,
    );
  }

  /** Place what changed: all words at first, then those between two steps. @param {number} t */
  place(t) {
    const { columns } = this.frame;
    const [from, to] = this.placed === null ? [0, Infinity] : [Math.min(this.placed, t), Math.max(this.placed, t)];
    this.placed = t;
    for (const word of this.words) {
      const away = word.column < columns.first || word.column > columns.last;
      if (word.chip.hidden !== away) word.chip.hidden = away;
      if (word.column >= from && word.column <= to) this.put(word, t);
    }
  }

  /** @param {{chip: HTMLElement, width: number, tint: import("../colours.js").RGB, column: number}} word @param {number} t */
  put({ chip, width, tint, column }, t) {
    const { columns, font } = this.frame;
    const now = column === t;
    const room = columns.width(column) - 2 * MARGIN;
    const share = Math.min(now ? SIZES.now : SIZES.other, Math.max(SIZES.least, (room - PAD) / width));
    chip.style.left = `${columns.x(column) + MARGIN}px`;
    chip.style.width = `${room}px`;
    chip.style.fontSize = `${share * font.size}px`;
    chip.style.background = column > t ? "" : css(tint);
    chip.style.color = column > t ? "" : inkOn(tint);
    chip.classList.toggle("ahead", column > t);
    chip.tabIndex = now ? 0 : -1; // so that what scrolls can be reached with Tab
    if (now) chip.setAttribute("aria-current", "step");
    else chip.removeAttribute("aria-current");
  }

  at() {
    return { quantity: this.quantity };
  }
}
