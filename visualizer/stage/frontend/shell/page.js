// The exported page's side: the figures lie in the page itself, the view in the address's last part.

import { tracksOf, value } from "../board/scene.js";
import { el } from "../dom.js";
import { fill, number } from "../numbers.js";
import { AddressWriter, fragment, readerOf, whole } from "./address.js";
import { unpack } from "./payload.js";

/**
 * What the page is made of, as visualizer/stage/html.py writes it. `track-0`, `sums-0`, `weights-0` and
 * so on lie beside it, each read when it is wanted.
 * @typedef {{weights: number, text: Record<string, string>}} Contents
 * @typedef {import("../board/scene.js").Scene & import("./figure.js").Header} Scene
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

/** @param {string} id @returns {Promise<any>} */
function unpacked(id) {
  const packed = atob((element(id).textContent ?? "").trim());
  return unpack(Uint8Array.from(packed, (letter) => letter.charCodeAt(0)));
}

class Page {
  /** @type {Scene} */
  scene;
  /** @type {import("./figure.js").Kind<any, any>} */
  kind;
  /** @type {import("../board/focus.js").View} */
  view = {};
  /** @type {Set<number>} the tracks that were read */
  here = new Set();

  /** @param {import("./modules.js").Modules} modules what the scene's headers name */
  constructor(modules) {
    this.modules = modules;
    const { weights, text } = contents();
    this.text = text;
    this.home = element("stage");
    this.table = /** @type {HTMLDetailsElement} */ (element("numbers"));
    this.address = new AddressWriter(fragment);
    this.scheme = this.select("scheme", [text.auto, text.light, text.dark], "0");
    this.scheme.addEventListener("change", () => this.paint());
    dark.addEventListener("change", () => this.paint());
    this.table.addEventListener("toggle", () => this.fillTable());
    this.paint();
    this.begin(weights);
    if (inFrame) this.growWithContents();
  }

  /** Show the first track, and hand on the weights. @param {number} weights how many there are */
  async begin(weights) {
    this.scene = await unpacked("track-0");
    this.here.add(0);
    this.kind = this.modules[this.scene.kind];
    this.mount();
    for (let number = 0; number < weights; number++) this.bring(await unpacked(`weights-${number}`));
  }

  /** Hand on what is no scene. @param {any} header */
  bring(header) {
    this.modules[header.kind].mount(this.home, header, { view: {}, onView: () => {}, modules: this.modules });
  }

  /** @type {import("./figure.js").Ask} */
  ask = async ({ open, sums }) => {
    const number = (/** @type {string} */ name) => this.scene.tracks.findIndex((track) => track.name === name);
    if (sums !== undefined && document.getElementById(`sums-${number(sums)}`))
      this.bring(await unpacked(`sums-${number(sums)}`));
    for (const name of open ?? []) await this.read(number(name));
  };

  /** Add a track to those that are here. @param {number} number */
  async read(number) {
    if (this.here.has(number) || number < 0) return;
    this.here.add(number);
    const { tracks, arrays } = await unpacked(`track-${number}`);
    const merged = this.scene.tracks.map((track, n) => (n === number ? tracks[n] : track));
    this.scene = { ...this.scene, tracks: merged, arrays: { ...this.scene.arrays, ...arrays } };
    this.mount();
  }

  /** @param {string} id @param {string[]} names @param {string} chosen */
  select(id, names, chosen) {
    const select = /** @type {HTMLSelectElement} */ (element(id));
    select.replaceChildren(...names.map((name, k) => el("option", { value: k }, name)));
    select.value = chosen;
    return select;
  }

  /** Light or dark, as chosen here or else as the machine is set. */
  paint() {
    const isDark = this.scheme.value === "0" ? dark.matches : this.scheme.value === "2";
    document.documentElement.dataset.scheme = isDark ? "dark" : "light";
    if (this.scene) this.mount();
  }

  mount() {
    const view = this.kind.viewFrom(readerOf(fragment.read(), PLACE));
    const onView = (/** @type {any} */ now) => this.keep(now);
    this.kind.mount(this.home, this.scene, {
      view,
      onView,
      modules: this.modules,
      ask: this.ask,
      bar: inFrame ? undefined : fragment,
    });
  }

  /** @param {import("../board/focus.js").View} view */
  keep(view) {
    this.view = view;
    this.table.hidden = Boolean(view.predict); // it has what is covered
    this.fillTable();
    if (!inFrame) this.address.write(PLACE, { part: undefined, ...this.kind.addressed(view) });
  }

  /** The unit in focus as a table, for those who cannot or would rather not see the picture. */
  fillTable() {
    const { scene, text } = this;
    const tracks = tracksOf(scene);
    const track = tracks[this.view.track ?? 0] ?? tracks.find((each) => each);
    if (!track) return;
    const unit = Math.min(this.view.unit ?? track.unit, track.units - 1);
    const name = fill(text.numbers, { unit: track.numbers[unit] });
    const [summary, body] = this.table.children;
    summary.textContent = name;
    if (!this.table.open) return;
    const symbols = track.lanes.map(({ symbol }) => symbol);
    const verdict = track.arrays.verdict ? [track.text.verdict] : [];
    const head = [track.text.words, ...verdict, ...symbols].map((title) => el("th", { scope: "col" }, title));
    const rows = track.tokens.map((token, t) => {
      const values = symbols.map((symbol) => value(track, symbol, t, unit));
      const all = verdict.length ? [track.arrays.verdict[t], ...values] : values;
      return el(
        "tr",
        {},
        el("th", { scope: "row", dir: "auto" }, token),
        ...all.map((v) => el("td", {}, number(v, 3))),
      );
    });
    const told = scene.tracks.length > 1 ? `${name}: ${track.name}` : name;
    const table = el("table", { "aria-label": told }, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows));
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
