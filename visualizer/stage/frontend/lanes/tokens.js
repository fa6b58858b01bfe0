// The sentence: one chip per word, tinted by the verdict after it.

import { cellNamed } from "../cells/index.js";
import { css, divergingOf, inkOn } from "../colours.js";
import { el } from "../dom.js";
import { fill, number } from "../numbers.js";

/** @typedef {import("../board/board.js").Frame} Frame @typedef {import("../board/board.js").Lane} Lane */

const SMALLEST = 0.72;
const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

export const createLane = () => new TokenLane();

/** @implements {Lane} */
class TokenLane {
  quantity = "";

  constructor() {
    this.body = el("div", { class: "tokens", "data-lane": "tokens" });
    /** @type {HTMLElement[]} */
    this.chips = [];
  }

  /** @param {Frame} frame */
  draw(frame) {
    const { scene } = frame;
    const colour = divergingOf(scene, frame.theme, 1);
    this.quantity = scene.arrays.verdict ? "verdict" : cellNamed(scene.cell).memory;
    this.chips = scene.tokens.map((token, t) => this.chip(token, t, frame, colour));
    this.body.replaceChildren(...this.chips);
  }

  /** @param {string} token @param {number} t @param {Frame} frame @param {(v: number) => import("../colours.js").RGB} colour */
  chip(token, t, { scene, column, font }, colour) {
    const verdict = scene.arrays.verdict?.[t] ?? 0.5;
    const tint = colour((verdict - 0.5) * 1.2);
    const unknown = scene.unknown[t] ? ` (${scene.text.unknownWord})` : "";
    const spoken = fill(scene.text.stepSpoken, {
      step: t + 1,
      steps: scene.T,
      word: token,
      verdict: number(verdict),
    });
    const attributes = {
      type: "button",
      class: scene.unknown[t] ? "chip unknown" : "chip",
      tabindex: -1,
      title: token + unknown,
      "aria-label": spoken + unknown,
      dir: "auto",
    };
    const chip = el("button", attributes, el("span", {}, token));
    chip.style.background = css(tint);
    chip.style.color = inkOn(tint);
    chip.style.width = `${column - 4}px`;
    chip.style.fontSize = fittingSize(token, column - 14, font);
    return chip;
  }

  /** @param {Frame} frame */
  label({ scene }) {
    return el("div", { class: "label" }, el("span", { class: "name" }, scene.text.words));
  }

  /** @param {number} t */
  step(t) {
    this.chips.forEach((chip, k) => {
      chip.tabIndex = k === t ? 0 : -1; // so that what scrolls can be reached with Tab
      if (k === t) chip.setAttribute("aria-current", "step");
      else chip.removeAttribute("aria-current");
    });
  }

  at() {
    return { quantity: this.quantity };
  }
}

/**
 * The size at which a word fits its chip, down to a readable one; beyond that it is cut short.
 * @param {string} word @param {number} room @param {{size: number, family: string}} font
 */
function fittingSize(word, room, { size, family }) {
  pen.font = `600 ${size}px ${family}`;
  const share = Math.min(1, room / pen.measureText(word).width);
  return `${Math.max(SMALLEST, share) * size}px`;
}
