// The exported page's side: the scenes lie in the page itself, the view in the address's last part.

import { el } from "../dom.js";
import { fill, number } from "../numbers.js";
import { decode, value } from "./payload.js";
import { mountStage } from "../board/board.js";

/**
 * What the page is made of, as visualizer/stage/export.py writes it.
 * @typedef {{scenes: string[], text: Record<string, string>}} Contents
 */

const KEYS = ["t", "unit", "order", "quantity"];
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const inFrame = window.self !== window.top;

/** @returns {Contents} */
function contents() {
  return JSON.parse(document.getElementById("contents").textContent);
}

/** @param {number} number @returns {import("./payload.js").Scene} */
function sceneNumber(number) {
  const packed = atob(document.getElementById(`scene-${number}`).textContent.trim());
  return decode(Uint8Array.from(packed, (letter) => letter.charCodeAt(0)));
}

/** @returns {{view: import("../board/board.js").View, scene: number}} */
function viewFromAddress() {
  const address = new URLSearchParams(window.location.hash.slice(1));
  const whole = (name) => (/^\d{1,6}$/.test(address.get(name) ?? "") ? Number(address.get(name)) : undefined);
  const step = whole("t");
  return {
    scene: (whole("part") ?? 1) - 1,
    view: {
      t: step === undefined ? undefined : step - 1,
      unit: whole("unit"),
      order: address.get("order") ?? undefined,
      quantity: address.get("quantity") ?? undefined,
    },
  };
}

class Page {
  constructor() {
    const { scenes, text } = contents();
    this.text = text;
    this.home = document.getElementById("stage");
    this.table = /** @type {HTMLDetailsElement} */ (document.getElementById("numbers"));
    const { scene, view } = viewFromAddress();
    this.number = Math.max(0, Math.min(scenes.length - 1, scene));
    this.parts = this.select("part", scenes, String(this.number));
    this.parts.addEventListener("change", () => this.show(Number(this.parts.value), {}));
    this.scheme = this.select("scheme", [text.auto, text.light, text.dark], "0");
    this.scheme.addEventListener("change", () => this.paint());
    dark.addEventListener("change", () => this.paint());
    this.table.addEventListener("toggle", () => this.fillTable());
    this.paint();
    this.show(this.number, view);
    if (inFrame) this.growWithContents();
  }

  /** @param {string} id @param {string[]} names @param {string} chosen */
  select(id, names, chosen) {
    const select = /** @type {HTMLSelectElement} */ (document.getElementById(id));
    select.replaceChildren(...names.map((name, k) => el("option", { value: k }, name)));
    select.value = chosen;
    if (names.length < 2) select.closest("label").hidden = true;
    return select;
  }

  /** Light or dark, as chosen here or else as the machine is set. */
  paint() {
    const isDark = this.scheme.value === "0" ? dark.matches : this.scheme.value === "2";
    document.documentElement.dataset.scheme = isDark ? "dark" : "light";
    if (this.stage) this.stage.layOut();
  }

  /** @param {number} number @param {import("../board/board.js").View} view */
  show(number, view) {
    this.number = number;
    this.scene = sceneNumber(number);
    this.stage = mountStage(this.home, this.scene, { view, onView: (now) => this.keep(now) });
    this.keep(this.stage.view);
  }

  /** @param {import("../board/board.js").View} view */
  keep(view) {
    this.view = view;
    this.fillTable();
    window.clearTimeout(this.timer);
    if (!inFrame) this.timer = window.setTimeout(() => this.writeAddress(), 150);
  }

  writeAddress() {
    const address = new URLSearchParams();
    if (this.number) address.set("part", String(this.number + 1));
    for (const key of KEYS)
      if (this.view[key] !== undefined) address.set(key, String(key === "t" ? this.view.t + 1 : this.view[key]));
    window.history.replaceState(null, "", `#${address}`);
  }

  /** The unit in focus as a table, for those who cannot or would rather not see the picture. */
  fillTable() {
    const { scene, text } = this;
    const unit = this.view?.unit ?? scene.unit;
    const name = fill(text.numbers, { unit: scene.numbers[unit] });
    this.table.querySelector("summary").textContent = name;
    if (!this.table.open) return;
    const symbols = scene.lanes.map(({ symbol }) => symbol);
    const verdict = scene.arrays.verdict ? [scene.text.verdict] : [];
    const head = [scene.text.words, ...verdict, ...symbols].map((title) => el("th", { scope: "col" }, title));
    const rows = scene.tokens.map((token, t) => {
      const values = symbols.map((symbol) => value(scene, symbol, t, unit));
      const all = verdict.length ? [scene.arrays.verdict[t], ...values] : values;
      return el(
        "tr",
        {},
        el("th", { scope: "row", dir: "auto" }, token),
        ...all.map((v) => el("td", {}, number(v, 3))),
      );
    });
    const table = el("table", { "aria-label": name }, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows));
    this.table.querySelector("div").replaceChildren(table);
  }

  /** In a notebook the frame is as high as the page, so that nothing scrolls inside it. */
  growWithContents() {
    const fit = () => {
      const frame = window.frameElement;
      // Of the outer page's own kind of element, so not an instance of this page's.
      if (frame) /** @type {HTMLElement} */ (frame).style.height = `${document.documentElement.offsetHeight + 4}px`;
    };
    new ResizeObserver(fit).observe(document.documentElement);
  }
}

new Page();
