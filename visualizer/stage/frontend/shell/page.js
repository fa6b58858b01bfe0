// The exported page's side: the figures lie in the page itself, the view in the address's last part.

import { value } from "../board/scene.js";
import { el } from "../dom.js";
import { fill, number } from "../numbers.js";
import { AddressWriter, fragment, readerOf, whole } from "./address.js";
import { unpack } from "./payload.js";

/**
 * What the page is made of, as visualizer/stage/html.py writes it.
 * @typedef {{scenes: string[], text: Record<string, string>}} Contents
 */

/** @type {import("./address.js").Place} */
const PLACE = { prefix: "", renamed: { show: "quantity" } };
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const inFrame = window.self !== window.top;

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @returns {Contents} */
function contents() {
  return JSON.parse(element("contents").textContent ?? "");
}

/** @param {number} number @returns {any} */
function sceneNumber(number) {
  const packed = atob((element(`scene-${number}`).textContent ?? "").trim());
  return unpack(Uint8Array.from(packed, (letter) => letter.charCodeAt(0)));
}

class Page {
  number = 0;
  /** @type {import("../board/scene.js").Scene & import("./figure.js").Header} */
  scene;
  /** @type {import("./figure.js").Kind<any, any>} */
  kind;
  /** @type {import("../board/focus.js").View} */
  view = {};

  /** @param {import("./modules.js").Modules} modules what the scenes' headers name */
  constructor(modules) {
    this.modules = modules;
    const { scenes, text } = contents();
    this.text = text;
    this.home = element("stage");
    this.table = /** @type {HTMLDetailsElement} */ (element("numbers"));
    this.address = new AddressWriter(fragment);
    const part = (whole(readerOf(fragment.read(), PLACE)("part")) ?? 1) - 1;
    this.number = Math.max(0, Math.min(scenes.length - 1, part));
    this.parts = this.select("part", scenes, String(this.number));
    this.parts.addEventListener("change", () => this.show(Number(this.parts.value)));
    this.scheme = this.select("scheme", [text.auto, text.light, text.dark], "0");
    this.scheme.addEventListener("change", () => this.paint());
    dark.addEventListener("change", () => this.paint());
    this.table.addEventListener("toggle", () => this.fillTable());
    this.paint();
    this.show(this.number);
    if (inFrame) this.growWithContents();
  }

  /** @param {string} id @param {string[]} names @param {string} chosen */
  select(id, names, chosen) {
    const select = /** @type {HTMLSelectElement} */ (element(id));
    select.replaceChildren(...names.map((name, k) => el("option", { value: k }, name)));
    select.value = chosen;
    const label = /** @type {HTMLElement} */ (select.closest("label"));
    if (names.length < 2) label.hidden = true;
    return select;
  }

  /** Light or dark, as chosen here or else as the machine is set. */
  paint() {
    const isDark = this.scheme.value === "0" ? dark.matches : this.scheme.value === "2";
    document.documentElement.dataset.scheme = isDark ? "dark" : "light";
    if (this.scene) this.mount();
  }

  /** @param {number} number */
  show(number) {
    this.number = number;
    this.scene = sceneNumber(number);
    this.kind = this.modules[this.scene.kind];
    this.mount();
  }

  mount() {
    const view = this.kind.viewFrom(readerOf(fragment.read(), PLACE));
    const onView = (/** @type {any} */ now) => this.keep(now);
    this.kind.mount(this.home, this.scene, { view, onView, modules: this.modules });
  }

  /** @param {import("../board/focus.js").View} view */
  keep(view) {
    this.view = view;
    this.fillTable();
    const part = this.number ? this.number + 1 : undefined;
    if (!inFrame) this.address.write(PLACE, { part, ...this.kind.addressed(view) });
  }

  /** The unit in focus as a table, for those who cannot or would rather not see the picture. */
  fillTable() {
    const { scene, text } = this;
    const unit = this.view.unit ?? scene.unit;
    const name = fill(text.numbers, { unit: scene.numbers[unit] });
    const [summary, body] = this.table.children;
    summary.textContent = name;
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
    body.replaceChildren(table);
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

/** Begin, with the modules that the page has. @param {import("./modules.js").Modules} modules */
export function start(modules) {
  new Page(modules);
}
