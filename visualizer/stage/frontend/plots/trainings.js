// A time machine over trainings: gradients at one moment of them on the left, accuracy on the right.

import { themeOf } from "../colours.js";
import { el } from "../dom.js";
import { fill, scientific } from "../numbers.js";
import { whole } from "../shell/address.js";
import { Panel } from "./panel.js";
import { powerOfTen } from "./axes.js";
import { Legend } from "./legend.js";
import { Transport } from "../board/transport.js";
import { mounting } from "../shell/mounting.js";
import { Presenter } from "../shell/presenting.js";

/**
 * @typedef {object} Trainings
 * @property {string} language @property {string} title @property {string} note
 * @property {number} chance
 * @property {number} T time steps @property {number[]} moments training steps done
 * @property {number} end the training steps there will be @property {boolean} running still trained
 * @property {number} low @property {number} high @property {number[]} ticks powers of ten
 * @property {import("./axes.js").Look[]} looks @property {number[]} measured how often, by training
 * @property {Record<string, string>} text @property {import("../shell/presenting.js").Keys} keys
 * @property {Record<string, Float64Array>} arrays `accuracy0` (K) and `gradient0` (K, T) by training
 *
 * The training steps done and the time step that a person looks at, both as on the screen.
 * And what is hidden, as the legend says it.
 * @typedef {{after?: number, at?: number, hide?: string}} View
 */

const STEP_MS = 250;
const SPARE = 0.15;
const SHARES = [0, 0.25, 0.5, 0.75, 1];

export const { mount, unmount } = mounting((view) => new TimeMachine(view));

/** @param {View} view */
export function addressed({ after, at, hide }) {
  return { after, at, hide };
}

/** @param {(name: string) => string|undefined} read @returns {View} */
export function viewFrom(read) {
  return { after: whole(read("after")), at: whole(read("at")), hide: read("hide") };
}

class TimeMachine {
  /** @type {Trainings} */
  trainings;
  /** @type {import("../colours.js").Theme} */
  theme = "light";
  k = 0;
  t = 0;
  width = 0;

  /** @type {(view: View) => void} */
  onView = () => {};

  /** @param {View} view what is hidden to begin with */
  constructor({ hide }) {
    this.title = el("h2", {});
    this.note = el("p", { class: "curves-note" });
    this.legend = new Legend(() => {
      this.draw();
      this.tell();
    });
    this.legend.take(hide);
    this.gradients = new Panel("gradients", (x) => this.chooseStep(Math.round(x)));
    this.accuracies = new Panel("accuracies", (x, event) => this.onAccuracy(x, event));
    this.plots = el("div", { class: "trainings-plots" }, this.gradients.element, this.accuracies.element);
    this.transport = new Transport(
      { go: (k) => this.go(k), step: () => this.k, steps: () => this.last + 1, played: () => {} },
      STEP_MS,
    );
    this.readout = el("table", { class: "trainings-values" });
    this.zero = el("p", { class: "hint" });
    this.hint = el("p", { class: "hint keys" });
    this.spoken = el("p", { class: "spoken", "aria-live": "polite" });
    this.head = el("div", { class: "curves-head" }, this.title, this.note);
    this.root = el(
      "div",
      { class: "stage curves trainings", "data-trainings": true, tabindex: 0, role: "group" },
      this.head,
      this.legend.element,
      this.plots,
      this.transport.element,
      this.readout,
      this.zero,
      this.hint,
      this.spoken,
    );
    this.presenter = new Presenter(this.root, {
      back: () => this.go(this.k - 1),
      forward: () => this.go(this.k + 1),
      redraw: () => this.draw(),
    });
    this.head.append(this.presenter.button);
    this.transport.aside = [this.presenter.keys];
    this.root.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
    this.sizes = new ResizeObserver(() => this.onSize());
    this.sizes.observe(this.gradients.element);
  }

  remove() {
    this.transport.stop();
    this.presenter.close();
    this.sizes.disconnect();
    this.root.remove();
  }

  onSize() {
    if (this.trainings && this.gradients.element.clientWidth !== this.width) this.draw();
  }

  /** @param {Trainings} trainings @param {View} view where to begin */
  show(trainings, view) {
    const { moments, T, text } = trainings;
    const before = this.trainings;
    const after = before ? before.moments[this.k] : view.after;
    const at = before ? this.t + 1 : (view.at ?? 1);
    this.transport.stop();
    this.trainings = trainings;
    this.k = after === undefined || after === before?.moments.at(-1) ? this.last : nearest(moments, after);
    this.t = at >= 1 && at <= T && (!before || before.T === T) ? at - 1 : 0;
    this.theme = themeOf(this.root);
    this.root.lang = trainings.language;
    this.title.textContent = trainings.title;
    this.note.textContent = trainings.note;
    this.hint.textContent = text.keys;
    this.root.setAttribute("aria-label", trainings.title);
    this.presenter.draw(text, trainings.keys);
    this.legend.draw(trainings.looks, [], this.theme, text.show);
    this.transport.draw(text, this.last + 1);
    this.draw();
  }

  get last() {
    return this.trainings.moments.length - 1;
  }

  /** The trainings that are shown, each with its number. */
  get shown() {
    return this.trainings.looks
      .map((look, number) => ({ look, number }))
      .filter(({ look }) => this.legend.shows(look.key));
  }

  draw() {
    const { clientWidth, clientHeight } = this.gradients.element;
    this.width = clientWidth;
    if (!this.width || !this.trainings) return;
    const { on, zoom } = this.presenter;
    const room = { width: clientWidth, height: on ? clientHeight : undefined, zoom };
    this.drawGradientAxes(room);
    this.drawAccuracies(room);
    this.place();
  }

  /** @param {Parameters<Panel["draw"]>[1]} room */
  drawGradientAxes(room) {
    const { text, T, low, high, ticks } = this.trainings;
    this.gradients.draw(
      {
        x: [1, T],
        y: [low - SPARE, high + SPARE],
        ticks: ticks.map((at) => ({ at, label: powerOfTen(at) })),
        across: text.timeStep,
        upright: text.gradient,
        name: text.gradientPicture,
      },
      room,
    );
  }

  /** @param {Parameters<Panel["draw"]>[1]} room */
  drawAccuracies(room) {
    const { text, moments, measured, end, chance } = this.trainings;
    this.accuracies.draw(
      {
        x: [0, end],
        y: [-0.02, 1.04],
        ticks: SHARES.map((at) => ({ at, label: [percent(at, 0)] })),
        across: text.trainingStep,
        upright: text.accuracy,
        name: text.accuracyPicture,
        guess: chance,
        guessName: text.guessing,
      },
      room,
    );
    this.accuracies.drawLines(
      this.shown.map(({ look, number }) => ({
        look,
        points: moments
          .slice(0, measured[number])
          .map((step, k) => /** @type {[number, number]} */ ([step, this.accuracy(number, k)])),
      })),
      this.theme,
    );
  }

  /** A training's own number of the moment; one that ended stays at its last measurement. @param {number} number */
  momentOf(number, k = this.k) {
    return Math.min(k, this.trainings.measured[number] - 1);
  }

  /** @param {number} number */
  accuracy(number, k = this.k) {
    return this.trainings.arrays[`accuracy${number}`][this.momentOf(number, k)];
  }

  /** @param {number} number */
  gradient(number, t = this.t) {
    return this.trainings.arrays[`gradient${number}`][this.momentOf(number) * this.trainings.T + t];
  }

  /** Where a gradient lies on its plot; null if it has no place there, 0 above all. @param {number} number */
  point(number, t = this.t) {
    const power = Math.log10(this.gradient(number, t));
    const shows = power >= this.trainings.low && power < Infinity;
    return shows ? /** @type {[number, number]} */ ([t + 1, power]) : null;
  }

  /** Show the current moment and time step: all that changes from one to the next. */
  place() {
    const { T, moments } = this.trainings;
    const { shown, theme } = this;
    const steps = Array.from({ length: T }, (_, t) => t);
    this.gradients.drawLines(
      shown.map(({ look, number }) => ({ look, points: steps.map((t) => this.point(number, t)) })),
      theme,
    );
    this.gradients.point(
      this.t + 1,
      shown.flatMap(({ look, number }) => {
        const at = this.point(number);
        return at ? [{ hue: look[theme], at }] : [];
      }),
    );
    this.accuracies.point(
      moments[this.k],
      shown.map(({ look, number }) => ({
        hue: look[theme],
        at: [moments[this.momentOf(number)], this.accuracy(number)],
      })),
    );
    this.showValues();
    const moment = this.momentText();
    this.transport.step(this.k, moment, moment);
    this.root.dataset.after = String(moments[this.k]);
  }

  momentText() {
    const { text, moments } = this.trainings;
    return this.k === 0 ? text.untrained : fill(text.moment, { n: moments[this.k] });
  }

  /** The moment in numbers, a row for each training. */
  showValues() {
    const { text } = this.trainings;
    const heads = [text.network, text.accuracy, this.fillStep(text.gradientAt), text.ratio];
    const head = el("tr", {}, ...heads.map((name) => el("th", { scope: "col" }, name)));
    const rows = this.shown.map(({ look, number }) => this.valuesOf(look, number));
    this.readout.replaceChildren(
      el("caption", {}, this.momentText()),
      el("thead", {}, head),
      el("tbody", {}, ...rows),
    );
    const zeros = this.shown.some(({ number }) => this.gradient(number) === 0);
    this.zero.textContent = zeros ? text.zero : "";
  }

  /** @param {string} message */
  fillStep(message) {
    return fill(message, { step: this.t + 1, steps: this.trainings.T });
  }

  /** @param {import("./axes.js").Look} look @param {number} number */
  valuesOf(look, number) {
    const { text, T, moments, measured } = this.trainings;
    const values = [
      percent(this.accuracy(number), 1),
      scientific(this.gradient(number)),
      scientific(this.gradient(number) / this.gradient(number, T - 1)),
    ];
    const ended = !this.trainings.running && measured[number] - 1 < this.k ? fill(text.ended, { n: moments[measured[number] - 1] }) : "";
    const name = el("th", { scope: "row" }, [look.name, ended].filter(Boolean).join(" · "));
    name.style.color = look[this.theme];
    return el("tr", {}, name, ...values.map((value) => el("td", {}, value)));
  }

  /** Go to a moment of the training. @param {number} k */
  go(k) {
    const next = Math.max(0, Math.min(this.last, k));
    if (next === this.k) return;
    this.k = next;
    this.moved();
  }

  /** Go to a time step, counted from 1. @param {number} step */
  chooseStep(step) {
    const next = Math.max(1, Math.min(this.trainings.T, step)) - 1;
    if (next === this.t) return;
    this.t = next;
    this.moved();
  }

  moved() {
    this.place();
    this.tell();
  }

  tell() {
    this.onView({ after: this.trainings.moments[this.k], at: this.t + 1, hide: this.legend.said });
  }

  /** The right plot is a handle on the training: press and drag. @param {number} x @param {PointerEvent} event */
  onAccuracy(x, event) {
    if (!event.buttons) return;
    this.transport.touch(() => this.go(nearest(this.trainings.moments, x)));
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target instanceof HTMLSelectElement) return;
    /** @type {Record<string, () => void>} */
    const moves = {
      ArrowLeft: () => this.go(this.k - 1),
      ArrowRight: () => this.go(this.k + 1),
      ArrowUp: () => this.chooseStep(this.t + 2),
      ArrowDown: () => this.chooseStep(this.t),
      Home: () => this.go(0),
      End: () => this.go(this.last),
    };
    const presents = this.presenter.moves(event.key);
    const onButton = event.target instanceof HTMLButtonElement;
    const plays = event.key === " " && !onButton;
    if (event.key.length === 1 && event.key !== " ") event.stopPropagation();
    if (!(event.key in moves) && !plays && !presents) return;
    event.preventDefault();
    event.stopPropagation();
    if (presents) return presents();
    if (plays) this.transport.toggle();
    else this.transport.touch(moves[event.key]);
    if (!this.transport.playing) this.speak();
  }

  speak() {
    const values = this.shown.map(
      ({ look, number }) =>
        `${look.name}: ${percent(this.accuracy(number), 1)}, ${scientific(this.gradient(number))}`,
    );
    const step = this.fillStep(this.trainings.text.step);
    this.spoken.textContent = [this.momentText(), step, ...values].join("; ");
  }
}

/** The number of the moment next to a training step. @param {number[]} moments @param {number} step */
function nearest(moments, step) {
  let best = 0;
  moments.forEach((each, k) => {
    if (Math.abs(each - step) < Math.abs(moments[best] - step)) best = k;
  });
  return best;
}

/** A share as a percentage. @param {number} share @param {number} digits */
function percent(share, digits) {
  return Number.isFinite(share) ? `${(100 * share).toFixed(digits)} %` : String(share);
}
