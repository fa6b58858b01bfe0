// The sentence: one chip per word, tinted by the verdict after it.

import { css, divergingOf, inkOn } from "../colours.js";
import { el } from "../dom.js";
import { fill, number } from "../numbers.js";

/** @typedef {import("../board/board.js").Frame} Frame */

const SMALLEST = 0.72;
const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

/**
 * The size at which a word fits its chip, down to a readable one; beyond that it is cut short.
 * @param {string} word @param {number} room @param {{size: number, family: string}} font
 */
function fittingSize(word, room, { size, family }) {
  pen.font = `600 ${size}px ${family}`;
  const share = Math.min(1, room / pen.measureText(word).width);
  return `${Math.max(SMALLEST, share) * size}px`;
}

export class TokenLane {
  constructor() {
    this.body = el("div", { class: "tokens", "data-lane": "tokens" });
    /** @type {HTMLElement[]} */
    this.chips = [];
  }

  /** @param {Frame} frame */
  draw({ scene, theme, column, font }) {
    const colour = divergingOf(scene, theme, 1);
    this.chips = scene.tokens.map((token, t) => {
      const verdict = scene.arrays.verdict?.[t] ?? 0.5;
      const tint = colour((verdict - 0.5) * 1.2);
      const spoken = fill(scene.text.stepSpoken, {
        step: t + 1,
        steps: scene.T,
        word: token,
        verdict: number(verdict),
      });
      const unknown = scene.unknown[t] ? ` (${scene.text.unknownWord})` : "";
      const chip = el(
        "button",
        {
          type: "button",
          class: scene.unknown[t] ? "chip unknown" : "chip",
          tabindex: -1,
          title: token + unknown,
          "aria-label": spoken + unknown,
          dir: "auto",
        },
        el("span", {}, token),
      );
      chip.style.background = css(tint);
      chip.style.color = inkOn(tint);
      chip.style.width = `${column - 4}px`;
      chip.style.fontSize = fittingSize(token, column - 14, font);
      return chip;
    });
    this.body.replaceChildren(...this.chips);
  }

  /** @param {number} t */
  step(t) {
    this.chips.forEach((chip, k) => {
      if (k === t) chip.setAttribute("aria-current", "step");
      else chip.removeAttribute("aria-current");
    });
  }
}
