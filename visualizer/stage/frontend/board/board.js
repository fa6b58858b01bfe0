// The stage: all lanes on the same columns, one step, one unit in focus. A pure function of
// (root, scene, view): the Streamlit adapter and the exported page are shells around it.

import { themeOf } from "../colours.js";
import { el } from "../dom.js";
import { fill, number } from "../numbers.js";
import { HeatLane } from "../lanes/heat.js";
import { Inspector } from "./inspector.js";
import { BELT, BUS, NetworkLane } from "../lanes/network.js";
import { memoryOf } from "../shell/payload.js";
import { TokenLane } from "../lanes/tokens.js";
import { Transport } from "./transport.js";
import { VerdictLane } from "../lanes/verdict.js";

/**
 * What a person has chosen; kept in the address bar.
 * @typedef {{t?: number, unit?: number, order?: string, quantity?: string}} View
 *
 * The word, unit and quantity whose details show.
 * @typedef {{t: number, unit: number, quantity: string}} Focus
 *
 * What the lanes draw with.
 * @typedef {object} Frame
 * @property {import("../shell/payload.js").Scene} scene @property {import("../colours.js").Theme} theme
 * @property {number} column width of a word's column @property {number} row height of a unit's row
 * @property {number[]} order unit by displayed row @property {Record<string, string>} hue
 * @property {{verdict: number, network: number}} heights
 * @property {{size: number, family: string}} font
 * @property {string} ink @property {string} muted @property {string} line @property {string} background
 */

const ORDERS = { index: "orderIndex", similarity: "orderSimilarity", effect: "orderEffect" };
const COLUMN = { least: 46, most: 128 };
const LANE_HEIGHT = 66;
const HEIGHTS = { verdict: 92, network: 136 };
const LARGE = 1.5;
const STEP_MS = 900;

/** @type {WeakMap<Node, Stage>} */
const stages = new WeakMap();

/**
 * Show a scene in an element; called again with another scene, it goes on in place.
 * @param {HTMLElement|ShadowRoot} parent @param {import("../shell/payload.js").Scene} scene
 * @param {{view: View, onView: (view: View) => void}} options
 * @returns {Stage}
 */
export function mountStage(parent, scene, { view, onView }) {
  let stage = stages.get(parent);
  if (!stage) {
    stage = new Stage(onView);
    stages.set(parent, stage);
    parent.append(stage.root);
  }
  stage.show(scene, view);
  return stage;
}

/** @param {Node} parent */
export function unmountStage(parent) {
  stages.get(parent)?.close();
  stages.delete(parent);
}

const reducedMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

class Stage {
  /** @param {(view: View) => void} onView */
  constructor(onView) {
    this.onView = onView;
    this.t = 0;
    this.order = "effect";
    this.quantity = "";
    /** @type {number|null} */
    this.pinned = null;
    /** @type {Focus|null} */
    this.pointed = null;
    this.detail = 0;
    this.large = false;
    this.tokens = new TokenLane();
    this.verdict = new VerdictLane();
    this.network = new NetworkLane();
    /** @type {HeatLane[]} */
    this.heats = [];
    this.inspector = new Inspector({
      onQuantity: (quantity) => this.touch(() => this.choose({ quantity })),
      onPin: () => this.touch(() => this.pin(this.pinned === null ? this.focus.unit : null)),
      onStep: (t) => this.touch(() => this.go(t)),
    });
    const on = {
      go: (t) => this.go(t),
      step: () => this.t,
      steps: () => this.scene.T,
      played: (ms) => this.pulse(ms),
      large: () => this.touch(() => this.setLarge(!this.large)),
    };
    this.transport = new Transport(on, STEP_MS);
    this.build();
  }

  build() {
    this.past = el("div", { class: "veil past" });
    this.future = el("div", { class: "veil future" });
    this.cursor = el("div", { class: "cursor" });
    this.pointer = el("div", { class: "pointer", hidden: true });
    this.overlay = el("div", { class: "overlay" }, this.past, this.future, this.cursor, this.pointer);
    this.board = el("div", { class: "board" });
    this.scroller = el("div", { class: "scroller" }, this.board);
    this.orderSelect = /** @type {HTMLSelectElement} */ (el("select", {}));
    this.orderSelect.addEventListener("change", () =>
      this.touch(() => this.choose({ order: this.orderSelect.value })),
    );
    this.tools = el("div", { class: "tools" });
    this.check = el("p", { class: "check" });
    this.spoken = el("p", { class: "spoken", "aria-live": "polite" });
    this.keys = el("p", { class: "spoken", id: "stage-keys" });
    const figure = el("div", { class: "figure" }, this.scroller, this.transport.element);
    this.root = el(
      "section",
      { class: "stage", "data-stage": "", role: "group", tabindex: 0, "aria-describedby": "stage-keys" },
      this.tools,
      el("div", { class: "halves" }, figure, this.inspector.element),
      this.spoken,
      this.keys,
    );
    this.root.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
    this.board.addEventListener("pointermove", (event) => this.onPoint(event));
    this.board.addEventListener("pointerleave", () => this.point(null));
    this.board.addEventListener("click", (event) => this.onClick(event));
    for (const part of [this.board, this.inspector.element])
      part.addEventListener("pointerdown", () => this.touch(() => {}));
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.scroller);
  }

  close() {
    window.cancelAnimationFrame(this.detail);
    this.transport.stop();
    this.observer.disconnect();
    this.root.remove();
  }

  /** @param {import("../shell/payload.js").Scene} scene @param {View} view */
  show(scene, view) {
    const first = !this.scene;
    const fresh = first || this.scene.network !== scene.network || !sameWords(this.scene, scene);
    const newText = first || !sameWords(this.scene, scene);
    this.scene = scene;
    if (first) this.order = Object.hasOwn(ORDERS, view.order ?? "") ? view.order : "effect";
    if (!Object.hasOwn(scene.orders, this.order)) this.order = Object.keys(scene.orders)[0];
    if (fresh) {
      this.quantity = scene.lanes.some(({ symbol }) => symbol === view.quantity && first)
        ? view.quantity
        : memoryOf(scene);
      this.pinned = first ? (clamped(view.unit, scene.units) ?? null) : null;
      this.pointed = null;
    }
    this.heats = scene.lanes.map(({ symbol }) => new HeatLane(symbol));
    if (newText) this.begin(first ? clamped(view.t, scene.T) : undefined);
    this.t = Math.min(this.t, scene.T - 1);
    this.layOut();
    if (fresh && !first) this.onView(this.view);
  }

  /** Start on the given step; else play once from before the turn, or show the end. */
  begin(t) {
    this.transport.stop();
    window.clearTimeout(this.starting);
    const plays = t === undefined && !reducedMotion() && this.scene.T > 1;
    this.t = t ?? (plays ? Math.max(0, (this.scene.turn ?? 0) - 2) : this.scene.T - 1);
    if (plays) this.starting = window.setTimeout(() => this.transport.play(), 700);
  }

  /** @returns {View} */
  get view() {
    return {
      t: this.t,
      unit: this.pinned ?? undefined,
      order: this.order,
      quantity: this.quantity,
    };
  }

  /** @returns {Focus} */
  get focus() {
    return (
      this.pointed ?? {
        t: this.t,
        unit: this.pinned ?? this.scene.unit,
        quantity: this.quantity,
      }
    );
  }

  /** @returns {Frame} */
  frame() {
    const { scene } = this;
    const theme = themeOf(this.root);
    const style = getComputedStyle(this.root);
    const zoom = this.large ? LARGE : 1;
    const room = this.scroller.clientWidth - this.labelWidth() - 2;
    const least = COLUMN.least * zoom;
    return {
      scene,
      theme,
      column: Math.floor(Math.min(COLUMN.most * zoom, Math.max(least, room / scene.T))),
      row: Math.max(2, Math.round((LANE_HEIGHT * zoom) / scene.units)),
      order: scene.orders[this.order],
      hue: Object.fromEntries(scene.lanes.map((lane) => [lane.symbol, lane[theme]])),
      heights: HEIGHTS,
      font: { size: parseFloat(style.fontSize), family: style.fontFamily },
      ink: style.getPropertyValue("--ink"),
      muted: style.getPropertyValue("--muted"),
      line: style.getPropertyValue("--line"),
      background: style.getPropertyValue("--page"),
    };
  }

  /** How much of the board the lanes' names take beside the columns; none where they stand above. */
  labelWidth() {
    return parseFloat(getComputedStyle(this.board).getPropertyValue("--label"));
  }

  resize() {
    const width = this.scroller.clientWidth;
    if (!this.scene || width === this.width) return;
    this.layOut();
  }

  /** Draw everything that a step does not change. */
  layOut() {
    const { scene } = this;
    const frame = this.frame();
    this.width = this.scroller.clientWidth;
    this.label = this.labelWidth();
    this.column = frame.column;
    this.rows = new Map(frame.order.map((unit, r) => [unit, r]));
    this.row = frame.row;
    this.root.dataset.theme = frame.theme;
    this.root.dataset.cell = scene.cell;
    this.root.dataset.steps = String(scene.T);
    this.root.lang = scene.language;
    this.root.setAttribute("aria-label", scene.text.stage);
    this.keys.textContent = scene.text.keys;
    this.root.style.setProperty("--column", `${frame.column}px`);
    this.root.style.setProperty("--columns", `${frame.column * scene.T}px`);
    this.lanes = [this.tokens, ...(scene.arrays.verdict ? [this.verdict] : []), this.network];
    for (const lane of [...this.lanes, ...this.heats]) lane.draw(frame);
    this.board.replaceChildren(...this.laneRows(), this.overlay);
    this.inspector.draw(frame);
    this.transport.draw(scene.text, scene.T);
    this.layTools();
    this.place();
    this.showDetails();
  }

  laneRows() {
    const { text } = this.scene;
    const label = (...children) => el("div", { class: "label" }, ...children);
    const memory = this.scene.cell === "lstm" ? "c" : "h";
    const way = (top, name, symbol) => {
      const line = el("span", { class: "way", style: `top:${top}px` }, name);
      const lane = this.scene.lanes.find((one) => one.symbol === symbol);
      if (lane) line.style.color = lane[themeOf(this.root)];
      return line;
    };
    const network = label(way(BELT, text.memory, memory));
    if (this.scene.cell === "lstm") network.append(way(BUS, text.hidden, "h"));
    network.append(
      way(58, this.scene.arrays.kept ? text.beltCaption : text.noGateCaption, ""),
      way(HEIGHTS.network - 8, text.input, ""),
    );
    network.classList.add("ways");
    const verdict = label(
      el("span", { class: "name" }, text.verdict),
      el("span", { class: "ends" }, text.verdictRange),
      el("span", { class: "end-top" }, `1 ${text.positive}`),
      el("span", { class: "end-bottom" }, `0 ${text.negative}`),
    );
    verdict.classList.add("verdict-label-column");
    const hasVerdict = Boolean(this.scene.arrays.verdict);
    return [
      el("div", { class: "row" }, label(el("span", { class: "name" }, text.words)), this.tokens.body),
      ...(hasVerdict ? [el("div", { class: "row" }, verdict, this.verdict.body)] : []),
      el("div", { class: "row" }, network, this.network.body),
      ...this.heats.map((heat) => el("div", { class: "row" }, heat.legend(), heat.body)),
    ];
  }

  layTools() {
    const { text, maxError, checked, backward, notes } = this.scene;
    this.orderSelect.replaceChildren(
      ...Object.keys(this.scene.orders).map((name) => el("option", { value: name }, text[ORDERS[name]])),
    );
    this.orderSelect.value = this.order;
    const error = maxError === null ? "NaN" : maxError.toExponential(1);
    this.check.textContent = checked ? fill(text.check, { error }) : text.changed;
    this.check.dataset.maxError = String(maxError);
    const said = [text.unknownCount, ...(backward ? [text.backward] : []), ...notes].filter(Boolean);
    this.tools.replaceChildren(
      el("label", {}, `${text.order} `, this.orderSelect),
      ...said.map((note) => el("p", { class: "said", dir: "auto" }, note)),
      this.check,
    );
  }

  /** Move to a step, clamped to the sentence. @param {number} t */
  go(t) {
    const next = Math.max(0, Math.min(this.scene.T - 1, t));
    if (next === this.t) return;
    this.t = next;
    this.place();
    this.onView(this.view);
  }

  /** @param {Partial<{quantity: string, order: string}>} choice */
  choose({ quantity, order }) {
    if (quantity) this.quantity = quantity;
    if (order && order !== this.order) {
      this.order = order;
      this.layOut();
    }
    this.place();
    this.showDetails();
    this.onView(this.view);
  }

  /** @param {number|null} unit */
  pin(unit) {
    this.pinned = unit;
    this.place();
    this.showDetails();
    this.onView(this.view);
  }

  /** @param {boolean} large */
  setLarge(large) {
    this.large = large;
    this.root.classList.toggle("is-large", large);
    this.transport.large.setAttribute("aria-pressed", String(large));
    this.layOut();
  }

  /** Show the current step and focus: all that changes from step to step. */
  place() {
    const { scene, t, column } = this;
    this.keepInSight(t); // before anything is written: it reads the layout
    this.root.dataset.t = String(t);
    this.root.dataset.unit = this.pinned === null ? "" : String(this.pinned);
    this.past.style.transform = `scaleX(${t * column})`;
    this.future.style.transform = `translateX(${(t + 1) * column}px) scaleX(${(scene.T - t - 1) * column})`;
    this.cursor.style.transform = `translateX(${t * column}px)`;
    const spoken = fill(scene.text.stepSpoken, {
      step: t + 1,
      steps: scene.T,
      word: scene.tokens[t],
      verdict: number(scene.arrays.verdict?.[t] ?? NaN),
    });
    this.tokens.step(t);
    if (scene.arrays.verdict) this.verdict.step(t);
    this.transport.step(t, fill(scene.text.step, { step: t + 1, steps: scene.T }), spoken);
    if (!this.transport.playing) this.spoken.textContent = spoken;
    this.showFocus();
  }

  showFocus() {
    const { focus } = this;
    const r = this.rows.get(focus.unit);
    for (const heat of this.heats) heat.focus(r);
    this.network.step(this.t, focus.unit);
    this.pointer.hidden = !this.pointed || this.pointed.t === this.t;
    this.pointer.style.transform = `translateX(${focus.t * this.column}px)`;
    window.cancelAnimationFrame(this.detail);
    this.detail = window.requestAnimationFrame(() => window.setTimeout(() => this.showDetails()));
  }

  /** Fill the inspector: right after the stage itself is painted, which is not to wait for it. */
  showDetails() {
    const { focus } = this;
    this.inspector.show(focus, this.pinned !== null && this.pinned === focus.unit);
  }

  /** Scroll the columns, never the page, until the current word is in view. @param {number} t */
  keepInSight(t) {
    if (this.label + this.column * this.scene.T <= this.width) return;
    const { scrollLeft } = this.scroller;
    const left = t * this.column;
    const right = left + this.column + this.label;
    if (left < scrollLeft) this.scroller.scrollLeft = left - this.column;
    else if (right > scrollLeft + this.width) this.scroller.scrollLeft = right - this.width + this.column;
  }

  /** @param {number} ms */
  pulse(ms) {
    if (!reducedMotion()) this.network.pulse(Math.min(ms, 900));
  }

  /** A hand on the stage ends the playing. @param {() => void} act */
  touch(act) {
    window.clearTimeout(this.starting);
    this.transport.stop();
    act();
  }

  /** The word, unit and quantity under the pointer. @returns {Focus|null} */
  under(event) {
    const body = event.target instanceof Element ? event.target.closest("[data-lane]") : null;
    if (!(body instanceof HTMLElement)) return null;
    const box = body.getBoundingClientRect();
    const t = Math.floor((event.clientX - box.left) / this.column);
    if (t < 0 || t >= this.scene.T) return null;
    const { lane } = body.dataset;
    const heat = this.heats.some(({ symbol }) => symbol === lane);
    const r = Math.max(0, Math.min(this.scene.units - 1, Math.floor((event.clientY - box.top) / this.row)));
    const unit = this.pinned ?? this.scene.unit;
    if (heat) return { t, unit: this.scene.orders[this.order][r], quantity: lane };
    const onMemory = lane === "network" || !this.scene.arrays.verdict;
    return { t, unit, quantity: onMemory ? memoryOf(this.scene) : "verdict" };
  }

  /** @param {PointerEvent} event */
  onPoint(event) {
    if (event.pointerType === "mouse") this.point(this.under(event));
  }

  /** @param {Focus|null} focus */
  point(focus) {
    const same =
      focus && this.pointed
        ? ["t", "unit", "quantity"].every((key) => focus[key] === this.pointed[key])
        : focus === this.pointed;
    if (same) return;
    window.clearTimeout(this.starting);
    this.transport.stop();
    this.pointed = focus;
    this.showFocus();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const focus = this.under(event);
    if (!focus) return;
    this.touch(() => {
      this.quantity = focus.quantity;
      if (this.heats.some(({ symbol }) => symbol === focus.quantity)) this.pinned = focus.unit;
      this.pointed = null;
      this.t = focus.t;
      this.place();
      this.onView(this.view);
    });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target instanceof HTMLSelectElement) return;
    const onButton = event.target instanceof HTMLButtonElement;
    const moves = {
      ArrowLeft: () => this.go(this.t - 1),
      ArrowRight: () => this.go(this.t + 1),
      ArrowUp: () => this.moveUnit(-1),
      ArrowDown: () => this.moveUnit(1),
      Home: () => this.go(0),
      End: () => this.go(this.scene.T - 1),
      Escape: () => this.pin(null),
    };
    const move = moves[event.key];
    const pressed = event.key === " " || event.key === "Enter";
    if (event.key.length === 1 && !pressed) event.stopPropagation();
    if (!move && (!pressed || onButton)) return;
    event.preventDefault();
    event.stopPropagation();
    this.pointed = null;
    window.clearTimeout(this.starting);
    if (event.key === " ") this.transport.toggle();
    else if (event.key === "Enter") this.touch(() => this.pin(this.pinned === null ? this.focus.unit : null));
    else this.touch(move);
  }

  /** Pin the unit in the next row up or down. @param {number} by */
  moveUnit(by) {
    const order = this.scene.orders[this.order];
    const r = this.rows.get(this.pinned ?? this.scene.unit);
    this.pin(order[Math.max(0, Math.min(order.length - 1, r + by))]);
  }
}

/** @param {import("../shell/payload.js").Scene} a @param {import("../shell/payload.js").Scene} b */
function sameWords(a, b) {
  return a.tokens.join("\n") === b.tokens.join("\n");
}

/** A whole number in 0..size-1, or undefined for anything else. @returns {number|undefined} */
function clamped(number, size) {
  if (!Number.isFinite(number)) return undefined;
  return Math.max(0, Math.min(size - 1, Math.trunc(number)));
}
