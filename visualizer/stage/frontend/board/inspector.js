// The one place for details: the pointed value's arithmetic, its unit's course, what happened.

import { el, svg } from "../dom.js";
import { fill, number, signed } from "../numbers.js";
import { equation, pushes, verdictEquation } from "../cells/equations.js";
import { quantityOf, value } from "./scene.js";

/** @typedef {import("./board.js").Frame} Frame @typedef {import("./focus.js").Focus} Focus */

const COURSE = { width: 300, height: 96 };
const STRONGEST = 4;

export class Inspector {
  /** @type {Frame} */
  frame;
  /** @type {{symbol: string, row: HTMLElement, shown: HTMLElement, bar: HTMLElement}[]} */
  cells = [];
  push = el("span", { class: "number" });
  sentences = el("div", {});
  /** @type {number|null} the unit whose course is drawn */
  courseUnit = null;
  /** @type {number|null} the step that is told of */
  told = null;
  cursor = svg("line", {});

  /** @param {{onQuantity: (q: string) => void, onPin: () => void, onStep: (t: number) => void}} on */
  constructor(on) {
    this.on = on;
    this.title = el("h3", {});
    this.pin = el("button", { type: "button", class: "pin" });
    this.pin.addEventListener("click", on.onPin);
    this.formula = el("div", { class: "formula" });
    this.role = el("p", { class: "role" });
    this.rows = el("div", { class: "unit-values" });
    this.course = el("div", { class: "course" });
    this.hint = el("p", { class: "hint" });
    this.story = el("div", { class: "story" });
    this.element = el("aside", { class: "inspector" });
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.frame = frame;
    const { text } = frame.scene;
    this.element.setAttribute("aria-label", text.inspector);
    this.hint.textContent = text.pinHint;
    this.courseTitle = el("h4", {}, text.course);
    this.element.replaceChildren(
      el("div", { class: "head" }, this.title, this.pin),
      this.formula,
      this.role,
      this.rows,
      this.courseTitle,
      this.course,
      this.hint,
      el("h4", {}, text.happened),
      this.story,
    );
    this.buildRows();
    this.buildStory();
    this.courseUnit = null;
    this.told = null;
  }

  buildRows() {
    const { scene, hue } = this.frame;
    this.cells = scene.lanes.map(({ symbol, name, role }) => {
      const shown = el("span", { class: "number" });
      const bar = el("span", { class: "bar" }, el("span", {}));
      const label = el("span", { class: "name" }, `${name} `, el("b", {}, symbol));
      label.style.color = hue[symbol];
      const row = el("button", { type: "button", class: "value-row", title: role }, label, bar, shown);
      row.addEventListener("click", () => this.on.onQuantity(symbol));
      return { symbol, row, shown, bar: /** @type {HTMLElement} */ (bar.firstChild) };
    });
    this.push = el("span", { class: "number" });
    const push = el("div", { class: "value-row push" }, el("span", { class: "name" }, scene.text.push));
    push.append(this.push);
    const rows = this.cells.map(({ row }) => row);
    this.rows.replaceChildren(...rows, ...(scene.arrays.readout ? [push] : []));
  }

  /** @param {Focus} focus @param {boolean} pinned */
  show({ t, unit, quantity }, pinned) {
    const { scene } = this.frame;
    const { text } = scene;
    const onVerdict = quantity === "verdict";
    const word = scene.tokens[t];
    this.title.textContent = onVerdict
      ? fill(text.verdictAt, { word })
      : fill(text.unitAt, { unit: scene.numbers[unit], word });
    this.pin.textContent = pinned ? text.unpin : text.pin;
    this.pin.setAttribute("aria-pressed", String(pinned));
    const lines = onVerdict ? verdictEquation(scene, t) : equation(scene, quantity, t, unit);
    this.formula.replaceChildren(...lines.map((parts) => this.line(parts)));
    if (onVerdict && scene.arrays.readout) this.formula.append(...this.strongestPushes(t));
    const lane = scene.lanes.find(({ symbol }) => symbol === quantity);
    this.role.textContent = lane ? `${lane.name} ${lane.symbol}: ${lane.role}` : "";
    this.showUnit(t, unit, quantity);
    this.showCourse(t, unit);
    this.tell(t);
  }

  /** @param {import("../cells/parts.js").Part[]} parts */
  line(parts) {
    const spans = parts.map(({ text, sub, q }) => {
      const span = el("span", {}, text, ...(sub ? [el("sub", {}, sub)] : []));
      if (q) span.style.color = this.frame.hue[q];
      if (q) span.className = "symbol";
      return span;
    });
    return el("div", {}, ...spans);
  }

  /** @param {number} t */
  strongestPushes(t) {
    const { scene } = this.frame;
    const { text } = scene;
    const strongest = pushes(scene, t).slice(0, STRONGEST);
    return [
      el("h4", {}, text.pushes),
      ...strongest.map(({ unit, push }) =>
        el("div", {}, `${fill(text.pushUnit, { unit: scene.numbers[unit] })}: ${signed(push, 3)}`),
      ),
    ];
  }

  /** @param {number} t @param {number} unit @param {string} quantity */
  showUnit(t, unit, quantity) {
    const { scene, theme } = this.frame;
    for (const { symbol, row, shown, bar } of this.cells) {
      const lane = quantityOf(scene, symbol);
      const v = value(scene, symbol, t, unit);
      shown.textContent = number(v, 3);
      row.setAttribute("aria-pressed", String(symbol === quantity));
      const share = Number.isNaN(v) ? 0 : Math.min(1, Math.abs(v) / lane.bound);
      const signedScale = lane.scale !== "gate";
      bar.style.width = `${(signedScale ? 50 : 100) * share}%`;
      bar.style.left = signedScale ? `${v < 0 ? 50 - 50 * share : 50}%` : "0";
      bar.style.background = signedScale ? scene.ramp[v < 0 ? "negative" : "positive"][theme] : lane[theme];
    }
    const { readout } = scene.arrays;
    if (readout) this.push.textContent = signed(readout[unit] * value(scene, "h", t, unit), 3);
  }

  /** The unit's quantities as lines; drawn anew only when the unit changes. @param {number} t @param {number} unit */
  showCourse(t, unit) {
    if (this.courseUnit !== unit) this.drawCourse(unit);
    const x = String(this.courseX(t));
    this.cursor.setAttribute("x1", x);
    this.cursor.setAttribute("x2", x);
  }

  /** @param {number} t */
  courseX(t) {
    return ((t + 0.5) / this.frame.scene.T) * COURSE.width;
  }

  /** @param {number} unit */
  drawCourse(unit) {
    const { scene, line, ink } = this.frame;
    const { width, height } = COURSE;
    const bound = Math.max(...scene.lanes.map((lane) => lane.bound));
    const y = (/** @type {number} */ v) => height / 2 - (v / bound) * (height / 2 - 3);
    const levels = [...new Set([bound, 1, 0, -1, -bound])].map((v) =>
      svg("line", { x1: 0, x2: width, y1: y(v), y2: y(v), stroke: line, "stroke-dasharray": v ? "2 4" : "" }),
    );
    const scale = [bound, -bound].map((v) =>
      svg("text", { x: 2, y: y(v) + (v > 0 ? 11 : -4), class: "scale" }, number(v, 0)),
    );
    const paths = scene.lanes.map(({ symbol }) => this.courseOf(symbol, unit, bound, y));
    const name = fill(scene.text.coursePicture, { unit: scene.numbers[unit] });
    const attributes = { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": name };
    this.courseUnit = unit;
    this.cursor = svg("line", { y1: 0, y2: height, stroke: ink });
    this.course.replaceChildren(svg("svg", attributes, ...levels, ...scale, ...paths, this.cursor));
  }

  /**
   * One quantity's line, with gaps where there is no number.
   * @param {string} symbol @param {number} unit @param {number} bound @param {(v: number) => number} y
   */
  courseOf(symbol, unit, bound, y) {
    const { scene, hue } = this.frame;
    let d = "";
    for (let t = 0; t < scene.T; t++) {
      const v = Math.max(-bound, Math.min(bound, value(scene, symbol, t, unit)));
      if (Number.isNaN(v)) continue;
      const gap = t === 0 || Number.isNaN(value(scene, symbol, t - 1, unit));
      d += `${gap ? "M" : "L"}${this.courseX(t).toFixed(1)} ${y(v).toFixed(1)}${gap ? "h0.1" : ""}`;
    }
    return svg("path", { d, stroke: hue[symbol], class: `course-line q-${symbol}` });
  }

  /** What the step did; the paragraphs stay, their words change. @param {number} t */
  tell(t) {
    if (this.told === t) return;
    this.told = t;
    const sentences = this.frame.scene.stories[t];
    while (this.sentences.children.length < sentences.length)
      this.sentences.append(el("p", { dir: "auto" }));
    [...this.sentences.children].forEach((paragraph, k) => {
      paragraph.textContent = sentences[k] ?? "";
    });
  }

  /** The biggest turn of the whole text, and the way to it. */
  buildStory() {
    const { scene } = this.frame;
    const { verdict } = scene.arrays;
    this.sentences = el("div", {});
    this.story.replaceChildren(this.sentences);
    const { turn } = scene;
    if (turn === null) return;
    const before = turn > 0 ? verdict[turn - 1] : 0.5;
    const said = fill(scene.text.turn, {
      word: scene.tokens[turn],
      before: number(before),
      after: number(verdict[turn]),
    });
    const go = el("button", { type: "button" }, scene.text.goToTurn);
    go.addEventListener("click", () => this.on.onStep(turn));
    this.story.append(el("p", { class: "turn", dir: "auto" }, said, " ", go));
  }
}
