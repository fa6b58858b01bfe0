// Stepping and playing: buttons, a slider, the speed.

import { el, svg } from "../dom.js";

/** @type {Record<string, string>} */
const ICONS = {
  first: "M6 5v14M19 5l-9 7 9 7",
  back: "M15 5l-8 7 8 7",
  play: "M8 5l10 7-10 7z",
  pause: "M8 5v14M16 5v14",
  forward: "M9 5l8 7-8 7",
  last: "M18 5v14M5 5l9 7-9 7",
};
const SPEEDS = [0.5, 1, 2, 4];

export class Transport {
  /** @type {Record<string, string>} */
  text = {};

  /**
   * @param {{go: (t: number) => void, step: () => number, steps: () => number,
   *   played: (ms: number) => void}} on
   * @param {number} stepMs how long a step takes at normal speed
   */
  constructor(on, stepMs) {
    this.on = on;
    this.stepMs = stepMs;
    this.timer = 0;
    this.buttons = Object.fromEntries(
      ["first", "back", "play", "forward", "last"].map((name) => [name, this.button(name)]),
    );
    this.slider = /** @type {HTMLInputElement} */ (
      el("input", { type: "range", role: "slider", min: 1, step: 1 })
    );
    this.slider.addEventListener("input", () => this.touch(() => on.go(this.slider.valueAsNumber - 1)));
    this.position = el("span", { class: "position" });
    this.speed = /** @type {HTMLSelectElement} */ (
      el("select", {}, ...SPEEDS.map((speed) => el("option", { value: speed }, `${speed}×`)))
    );
    this.speed.value = "1";
    this.element = el("div", { class: "transport" });
    /** @type {HTMLElement[]} what stands behind the buttons */
    this.aside = [];
  }

  /** @param {string} name */
  button(name) {
    const button = el("button", { type: "button", class: `icon ${name}` }, icon(name));
    /** @type {Record<string, () => void>} */
    const moves = {
      first: () => this.on.go(0),
      back: () => this.on.go(this.on.step() - 1),
      forward: () => this.on.go(this.on.step() + 1),
      last: () => this.on.go(this.on.steps() - 1),
    };
    button.addEventListener("click", () =>
      name === "play" ? this.toggle() : this.touch(moves[name]),
    );
    return button;
  }

  /** @param {Record<string, string>} text the wording @param {number} T the number of steps */
  draw(text, T) {
    this.text = text;
    for (const [name, button] of Object.entries(this.buttons)) label(button, text[name]);
    this.slider.max = String(T);
    this.slider.setAttribute("aria-label", text.position);
    this.slider.setAttribute("aria-valuemin", "1");
    this.slider.setAttribute("aria-valuemax", String(T));
    const speed = el("label", { class: "speed" }, el("span", {}, text.speed), " ", this.speed);
    this.element.replaceChildren(
      el("div", { class: "buttons" }, ...Object.values(this.buttons)),
      this.slider,
      this.position,
      speed,
      ...this.aside,
    );
    this.showPlaying();
  }

  /** @param {number} t @param {string} shown where that is @param {string} spoken the same in full */
  step(t, shown, spoken) {
    this.slider.value = String(t + 1);
    this.slider.setAttribute("aria-valuenow", String(t + 1));
    this.slider.setAttribute("aria-valuetext", spoken);
    this.position.textContent = shown;
  }

  get playing() {
    return this.timer !== 0;
  }

  /** How long a step takes at the chosen speed. */
  get ms() {
    return this.stepMs / Number(this.speed.value);
  }

  /** Stop playing, then do what the hand asked for. @param {() => void} move */
  touch(move) {
    this.stop();
    move();
  }

  toggle() {
    if (this.playing) this.stop();
    else this.play();
  }

  /** Walk on to the last word, once; from the last word start over. */
  play() {
    if (this.on.step() >= this.on.steps() - 1) this.on.go(0);
    const tick = () => {
      this.on.go(this.on.step() + 1);
      if (!this.playing) return; // a question came in between
      this.on.played(this.ms);
      if (this.on.step() >= this.on.steps() - 1) this.stop();
      else this.timer = window.setTimeout(tick, this.ms);
    };
    this.on.played(this.ms);
    this.timer = window.setTimeout(tick, this.ms);
    this.showPlaying();
  }

  stop() {
    if (!this.playing) return;
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.showPlaying();
  }

  showPlaying() {
    const { play } = this.buttons;
    const name = this.playing ? "pause" : "play";
    // The icon stays the same node: one replaced under the pointer would swallow its click.
    play.querySelector("path")?.setAttribute("d", ICONS[name]);
    label(play, this.text[name]);
  }
}

/** @param {string} name */
function icon(name) {
  return svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
}

/** @param {HTMLElement} button @param {string} text */
function label(button, text) {
  button.setAttribute("aria-label", text);
  button.title = text;
}
