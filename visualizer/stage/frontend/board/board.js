// The board: all lanes on the same columns, one step, one unit in focus. A pure function of
// (root, scene, view): Streamlit's side and the exported page are shells around it.

import { cellNamed } from "../cells/index.js";
import { themeOf } from "../colours.js";
import { el } from "../dom.js";
import { fill, number } from "../numbers.js";
import { clamped, sameFocus, sameWords } from "./focus.js";
import { Inspector } from "./inspector.js";
import { Transport } from "./transport.js";

export { addressed, viewFrom } from "./focus.js";

/**
 * @typedef {import("./focus.js").View} View @typedef {import("./focus.js").Focus} Focus
 * @typedef {import("./scene.js").Scene} Scene @typedef {import("../shell/figure.js").Root} Root
 *
 * What the lanes draw with.
 * @typedef {object} Frame
 * @property {Scene} scene @property {import("../colours.js").Theme} theme
 * @property {number} column width of a word's column @property {number} row height of a unit's row
 * @property {number[]} order unit by displayed row @property {Record<string, string>} hue
 * @property {{size: number, family: string}} font
 * @property {string} ink @property {string} muted @property {string} line @property {string} background
 */
/**
 * A row of the board: `createLane(row)` of the module in lanes/ that the header's row names makes
 * one, and the board knows no more of it. `draw` draws all that no step changes and `label` what
 * stands beside it, in this order. Then `step` and `focus` move what they must, without reading the
 * layout; `pulse` shows that a step is computed, which takes so many ms. `at` says what stands `y`
 * pixels below the lane's upper edge; without a unit it is the one in focus.
 * @typedef {object} Lane
 * @property {HTMLElement} body on the columns
 * @property {(frame: Frame) => void} draw
 * @property {(frame: Frame) => HTMLElement} label
 * @property {(t: number) => void} [step]
 * @property {(focus: Focus, row: number) => void} [focus] row: where the lanes show its unit
 * @property {(ms: number) => void} [pulse]
 * @property {(y: number) => {quantity: string, unit?: number}} at
 */

/** @type {Record<string, string>} what each order is called in the wording */
const ORDERS = { index: "orderIndex", similarity: "orderSimilarity", effect: "orderEffect" };
const COLUMN = { least: 46, most: 128 };
const LANE_HEIGHT = 66;
const LARGE = 1.5;
const STEP_MS = 900;

/** @type {WeakMap<Root, Board>} */
const boards = new WeakMap();

/**
 * Show a scene in an element; called again with another scene, it goes on in place.
 * @param {Root} root @param {Scene} scene @param {import("../shell/figure.js").Options<View>} options
 */
export function mount(root, scene, { view, onView, modules }) {
  let board = boards.get(root);
  if (!board) {
    board = new Board();
    boards.set(root, board);
    root.append(board.root);
  }
  board.onView = onView;
  board.show(scene, view, modules);
}

/** @param {Root} root */
export function unmount(root) {
  boards.get(root)?.close();
  boards.delete(root);
}

const reducedMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

class Board {
  /** @type {(view: View) => void} */
  onView = () => {};

  /** @type {Scene} */
  scene;

  /** @type {Lane[]} */
  lanes = [];

  t = 0;
  order = "effect";
  quantity = "";
  /** @type {number|null} */
  pinned = null;
  /** @type {Focus|null} */
  pointed = null;

  /** @type {Map<number, number>} displayed row by unit */
  rows = new Map();
  column = 0;
  label = 0;
  width = 0;
  large = false;
  starting = 0;
  detail = 0;

  past = el("div", { class: "veil past" });
  future = el("div", { class: "veil future" });
  cursor = el("div", { class: "cursor" });
  pointer = el("div", { class: "pointer", hidden: true });
  overlay = el("div", { class: "overlay" }, this.past, this.future, this.cursor, this.pointer);
  columns = el("div", { class: "board" });
  scroller = el("div", { class: "scroller" }, this.columns);
  orderSelect = /** @type {HTMLSelectElement} */ (el("select", {}));
  tools = el("div", { class: "tools" });
  check = el("p", { class: "check" });
  spoken = el("p", { class: "spoken", "aria-live": "polite" });
  keys = el("p", { class: "spoken", id: "stage-keys" });

  constructor() {
    this.inspector = new Inspector({
      onQuantity: (quantity) => this.touch(() => this.choose({ quantity })),
      onPin: () => this.touch(() => this.pin(this.pinned === null ? this.focus.unit : null)),
      onStep: (t) => this.touch(() => this.go(t)),
    });
    this.transport = new Transport(
      {
        go: (t) => this.go(t),
        step: () => this.t,
        steps: () => this.scene.T,
        played: (ms) => this.pulse(ms),
        large: () => this.touch(() => this.setLarge(!this.large)),
      },
      STEP_MS,
    );
    const figure = el("div", { class: "figure" }, this.scroller, this.transport.element);
    this.root = el(
      "section",
      { class: "stage", "data-stage": "", role: "group", tabindex: 0, "aria-describedby": "stage-keys" },
      this.tools,
      el("div", { class: "halves" }, figure, this.inspector.element),
      this.spoken,
      this.keys,
    );
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.scroller);
    this.listen();
  }

  listen() {
    this.orderSelect.addEventListener("change", () =>
      this.touch(() => this.choose({ order: this.orderSelect.value })),
    );
    this.root.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
    this.columns.addEventListener("pointermove", (event) => this.onPoint(event));
    this.columns.addEventListener("pointerleave", () => this.point(null));
    this.columns.addEventListener("click", (event) => this.onClick(event));
    for (const part of [this.columns, this.inspector.element])
      part.addEventListener("pointerdown", () => this.touch(() => {}));
  }

  close() {
    window.clearTimeout(this.starting);
    window.cancelAnimationFrame(this.detail);
    this.transport.stop();
    this.observer.disconnect();
    this.root.remove();
  }

  /** @param {Scene} scene @param {View} view where to begin @param {import("../shell/modules.js").Modules} modules */
  show(scene, view, modules) {
    const first = !this.scene;
    const newText = first || !sameWords(this.scene, scene);
    const fresh = newText || this.scene.network !== scene.network;
    this.scene = scene;
    if (first) this.order = view.order ?? this.order;
    if (!Object.hasOwn(scene.orders, this.order)) this.order = Object.keys(scene.orders)[0];
    if (fresh) {
      const asked = first && this.isOfUnits(view.quantity) ? view.quantity : undefined;
      this.quantity = asked ?? cellNamed(scene.cell).memory;
      this.pinned = first ? (clamped(view.unit, scene.units) ?? null) : null;
      this.pointed = null;
    }
    this.lanes = scene.rows.map((row) => modules[`lanes/${row.lane}`].createLane(row));
    if (newText) this.begin(first ? clamped(view.t, scene.T) : undefined);
    this.t = Math.min(this.t, scene.T - 1);
    this.layOut();
    this.onView(this.view);
  }

  /** Whether a quantity has a value for each unit, as the verdict has not. @param {string} [quantity] */
  isOfUnits(quantity) {
    return this.scene.lanes.some(({ symbol }) => symbol === quantity);
  }

  /** Start on the given step; else play once from before the turn, or show the end. @param {number} [t] */
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
      font: { size: parseFloat(style.fontSize), family: style.fontFamily },
      ink: style.getPropertyValue("--ink"),
      muted: style.getPropertyValue("--muted"),
      line: style.getPropertyValue("--line"),
      background: style.getPropertyValue("--page"),
    };
  }

  /** How much of the board the lanes' names take beside the columns; none where they stand above. */
  labelWidth() {
    return parseFloat(getComputedStyle(this.columns).getPropertyValue("--label"));
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
    this.root.dataset.theme = frame.theme;
    this.root.dataset.cell = scene.cell;
    this.root.dataset.steps = String(scene.T);
    this.root.lang = scene.language;
    this.root.setAttribute("aria-label", scene.text.stage);
    this.keys.textContent = scene.text.keys;
    this.root.style.setProperty("--column", `${frame.column}px`);
    this.root.style.setProperty("--columns", `${frame.column * scene.T}px`);
    for (const lane of this.lanes) lane.draw(frame);
    const rows = this.lanes.map((lane) => el("div", { class: "row" }, lane.label(frame), lane.body));
    this.columns.replaceChildren(...rows, this.overlay);
    this.inspector.draw(frame);
    this.transport.draw(scene.text, scene.T);
    this.layTools();
    this.place();
    this.showDetails();
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
    for (const lane of this.lanes) lane.step?.(t);
    this.transport.step(t, fill(scene.text.step, { step: t + 1, steps: scene.T }), spoken);
    if (!this.transport.playing) this.spoken.textContent = spoken;
    this.showFocus();
  }

  showFocus() {
    const { focus } = this;
    const row = this.rows.get(focus.unit) ?? 0;
    for (const lane of this.lanes) lane.focus?.(focus, row);
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
    if (reducedMotion()) return;
    for (const lane of this.lanes) lane.pulse?.(ms);
  }

  /** A hand on the stage ends the playing. @param {() => void} act */
  touch(act) {
    window.clearTimeout(this.starting);
    this.transport.stop();
    act();
  }

  /** The word, unit and quantity under the pointer. @param {MouseEvent} event @returns {Focus|null} */
  under(event) {
    const lane = this.lanes.find(({ body }) => body.contains(/** @type {Node} */ (event.target)));
    if (!lane) return null;
    const box = lane.body.getBoundingClientRect();
    const t = Math.floor((event.clientX - box.left) / this.column);
    if (t < 0 || t >= this.scene.T) return null;
    return { t, unit: this.pinned ?? this.scene.unit, ...lane.at(event.clientY - box.top) };
  }

  /** @param {PointerEvent} event */
  onPoint(event) {
    if (event.pointerType === "mouse") this.point(this.under(event));
  }

  /** @param {Focus|null} focus */
  point(focus) {
    if (sameFocus(focus, this.pointed)) return;
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
      if (this.isOfUnits(focus.quantity)) this.pinned = focus.unit;
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
    /** @type {Record<string, () => void>} */
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
    const r = this.rows.get(this.pinned ?? this.scene.unit) ?? 0;
    this.pin(order[Math.max(0, Math.min(order.length - 1, r + by))]);
  }
}
