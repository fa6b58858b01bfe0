// The same network in PyTorch, opened below, with the numbers at hand, and to be copied.

import { CELLS } from "../cells/index.js";
import { el, write } from "../dom.js";
import { pythonOf } from "./pytorch.js";
import { inputOf } from "./sequence.js";

export class Code {
  /** what is shown, worked out only where it is open @type {() => void} */
  draw = () => {};
  copied = "";

  constructor() {
    this.summary = el("summary", {});
    this.note = el("p", { class: "hint" });
    this.copy = el("button", { type: "button", class: "hand-copy" });
    this.lines = el("code", {});
    this.element = /** @type {HTMLDetailsElement} */ (
      el("details", { class: "hand-code" }, this.summary, this.note, this.copy, el("pre", { tabindex: 0 }, this.lines))
    );
    this.element.addEventListener("toggle", () => this.draw());
    this.copy.addEventListener("click", () => this.toClipboard());
  }

  /** @param {import("./network.js").Network} network @param {import("./sequence.js").Sequence} sequence @param {Record<string, string>} text */
  show(network, sequence, text) {
    write(this.summary, text.asPyTorch);
    this.draw = () => {
      if (!this.element.open) return;
      const isGated = Object.values(CELLS[network.cell].sums).some(({ gate }) => gate);
      write(this.note, isGated ? text.codeNoteGru : text.codeNote);
      write(this.copy, text.copy);
      write(this.lines, pythonOf(network, inputOf(sequence), text));
    };
    this.copied = text.copied;
    this.draw();
  }

  async toClipboard() {
    try {
      await navigator.clipboard.writeText(this.lines.textContent ?? "");
      write(this.copy, this.copied);
    } catch {
      window.getSelection()?.selectAllChildren(this.lines); // no clipboard without https: marked, to be copied by hand
    }
  }
}
