// Beside the board: its tracks to open and close, what to know beforehand, how it is laid out.

import { el } from "../dom.js";
import { fill } from "../numbers.js";

/** @type {Record<string, string>} what each order is called in the wording */
const ORDERS = { index: "orderIndex", similarity: "orderSimilarity", effect: "orderEffect", telling: "orderTelling" };

export class Tools {
  /**
   * @param {{onOrder: (order: string) => void, onTrack: (track: number) => void,
   *   onAll: () => void}} on
   */
  constructor(on) {
    this.on = on;
    this.tracks = el("div", { class: "tracks", role: "group" });
    this.notes = el("div", { class: "notes" });
    this.orders = /** @type {HTMLSelectElement} */ (el("select", {}));
    this.orders.addEventListener("change", () => on.onOrder(this.orders.value));
    this.all = el("button", { type: "button", class: "all" });
    this.all.addEventListener("click", on.onAll);
    this.check = el("p", { class: "check" });
    this.element = el("div", { class: "tools" });
    /** @type {HTMLElement[]} further buttons */
    this.aside = [];
  }

  /** @param {{scene: import("./scene.js").Scene, active: import("./track.js").TrackView, open: Set<number>, all: boolean}} board */
  draw({ scene, active, open, all }) {
    const { text } = scene;
    this.drawTracks(scene, open);
    const { track, frame } = active;
    this.notes.replaceChildren(...track.notes.map((note) => el("p", { dir: "auto" }, note)));
    this.orders.replaceChildren(
      ...Object.keys(track.orders).map((name) => el("option", { value: name }, text[ORDERS[name]])),
    );
    this.orders.value = frame.order;
    this.all.textContent = text.all;
    this.all.setAttribute("aria-pressed", String(all));
    const error = track.maxError === null ? "NaN" : track.maxError.toExponential(1);
    this.check.textContent = track.checked ? fill(text.check, { error }) : text.changed;
    this.check.dataset.maxError = String(track.maxError);
    this.element.replaceChildren(
      el("label", {}, `${text.order} `, this.orders),
      this.all,
      ...this.aside,
      this.check,
    );
  }

  /** @param {import("./scene.js").Scene} scene @param {Set<number>} open */
  drawTracks({ tracks, text }, open) {
    this.tracks.hidden = tracks.length < 2;
    this.tracks.setAttribute("aria-label", text.tracks ?? "");
    if (this.tracks.children.length !== tracks.length)
      this.tracks.replaceChildren(
        ...tracks.map((_, n) => {
          const button = el("button", { type: "button" });
          button.addEventListener("click", () => this.on.onTrack(n));
          return button;
        }),
      );
    tracks.forEach(({ name }, n) => {
      const button = this.tracks.children[n];
      button.textContent = name;
      button.setAttribute("aria-expanded", String(open.has(n)));
    });
  }
}
