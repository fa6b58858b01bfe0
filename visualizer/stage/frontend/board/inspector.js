// The one place for details: the pointed value's arithmetic, its unit's course, what happened.

import { el, svg } from "../dom.js";
import { fill, number, signed } from "../numbers.js";
import { equation, pushes, usedIn, verdictEquation } from "../cells/equations.js";
import { isComing } from "../cells/sums.js";
import { Formula } from "./formula.js";
import { quantityOf, value, valueAsItIs } from "./scene.js";

/** @typedef {import("./board.js").Frame} Frame @typedef {import("./focus.js").Focus} Focus */

const COURSE = { width: 300, height: 96 };
const STRONGEST = 4;
/** Lines of more steps are drawn thin. */
const DENSE = 80;

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

  /** whether a sum is shown whose terms are still to come */
  lacks = false;

  /**
   * @param {{onPin: () => void, onUnit: (unit: number) => void, onMove: (rows: number) => void,
   *   onStep: (t: number) => void, onClose: () => void}} on
   */
  constructor(on) {
    this.on = on;
    this.title = el("h2", {});
    this.pin = this.button("pin", on.onPin);
    this.up = this.button("icon", () => on.onMove(-1), arrow("M12 19V6M6 11l6-6 6 6"));
    this.down = this.button("icon", () => on.onMove(1), arrow("M12 5v13M6 13l6 6 6-6"));
    this.shut = this.button("icon shut", on.onClose, arrow("M6 6l12 12M18 6L6 18"));
    this.field = /** @type {HTMLInputElement} */ (el("input", { type: "number", class: "unit-field" }));
    this.field.addEventListener("change", () => this.pickUnit());
    this.formula = new Formula("formula");
    this.used = new Formula("used");
    this.role = el("p", { class: "role" });
    this.deeper = /** @type {HTMLAnchorElement} */ (el("a", { class: "deeper", target: "_self" }));
    this.rows = el("div", { class: "unit-values" });
    this.course = el("div", { class: "course" });
    this.hint = el("p", { class: "hint" });
    this.story = el("div", { class: "story" });
    this.element = el("aside", { class: "inspector" });
    for (const event of ["pointerover", "pointerout"])
      this.element.addEventListener(event, (moved) => this.light(/** @type {PointerEvent} */ (moved)));
  }

  /** @param {string} kind @param {() => void} act @param {...Node} inside */
  button(kind, act, ...inside) {
    const button = el("button", { type: "button", class: kind }, ...inside);
    button.addEventListener("click", act);
    return button;
  }

  /** @param {Frame} frame */
  draw(frame) {
    this.frame = frame;
    const { text, numbers } = frame.track;
    this.element.setAttribute("aria-label", text.inspector);
    this.hint.textContent = text.pinHint;
    this.deeper.textContent = text.deeper ?? "";
    this.deeper.title = text.deeperHint ?? "";
    this.courseTitle = el("h3", {}, text.course);
    for (const [button, name] of /** @type {[HTMLElement, string][]} */ ([
      [this.up, text.unitUp],
      [this.down, text.unitDown],
      [this.shut, text.close],
    ])) {
      button.setAttribute("aria-label", name);
      button.title = name;
    }
    this.field.min = String(Math.min(...numbers));
    this.field.max = String(Math.max(...numbers));
    this.element.replaceChildren(
      el("div", { class: "head" }, this.title, this.deeper, this.shut),
      this.formula.element,
      this.used.element,
      this.role,
      el("div", { class: "unit-tools" }, el("label", {}, `${text.unitNumber} `, this.field), this.up, this.down, this.pin),
      this.rows,
      this.courseTitle,
      this.course,
      this.hint,
      el("h3", {}, text.happened),
      this.story,
    );
    this.buildRows();
    this.buildStory();
    this.courseUnit = null;
    this.told = null;
  }

  /** Go to the unit that was typed, or the nearest that is shown. */
  pickUnit() {
    const { numbers } = this.frame.track;
    const wanted = this.field.valueAsNumber;
    if (!Number.isFinite(wanted)) return;
    const near = numbers.reduce((best, n, unit) => (Math.abs(n - wanted) < Math.abs(numbers[best] - wanted) ? unit : best), 0);
    this.field.value = String(numbers[near]);
    this.on.onUnit(near);
  }

  /** While a symbol of an equation is pointed at, its quantity's own row is lit. @param {PointerEvent} event */
  light(event) {
    const part = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("span[data-choose]"));
    const symbol = event.type === "pointerover" ? part?.dataset.choose : undefined;
    if (part && symbol) part.title = this.frame.told(symbol, Number(part.dataset.step ?? this.told), this.courseUnit ?? 0);
    for (const cell of this.cells) cell.row.classList.toggle("lit", cell.symbol === symbol);
  }

  buildRows() {
    const { track, hue } = this.frame;
    this.cells = track.lanes.map(({ symbol, shown: read, name, role }) => {
      const shown = el("span", { class: "number" });
      const bar = el("span", { class: "bar" }, el("span", {}));
      const label = el("span", { class: "name" }, `${name} `, el("b", {}, read));
      label.style.color = hue[symbol];
      const row = el("button", { type: "button", class: "value-row", title: role, "data-choose": symbol }, label, bar, shown);
      return { symbol, row, shown, bar: /** @type {HTMLElement} */ (bar.firstChild) };
    });
    this.push = el("span", { class: "number" });
    const push = el("div", { class: "value-row push" }, el("span", { class: "name" }, track.text.push));
    push.append(this.push);
    const rows = this.cells.map(({ row }) => row);
    this.rows.replaceChildren(...rows, ...(track.arrays.readout ? [push] : []));
  }

  /** @param {Focus} focus @param {boolean} pinned */
  show({ t: column, unit, quantity }, pinned) {
    const { track } = this.frame;
    const { text } = track;
    const t = track.at[column];
    this.element.classList.toggle("nothing", t < 0);
    if (t < 0) {
      this.title.textContent = fill(text.noStep, { name: track.name });
      this.empty();
      return;
    }
    const onVerdict = quantity === "verdict";
    const word = track.tokens[t];
    this.title.textContent = onVerdict
      ? fill(text.verdictAt, { word })
      : fill(text.unitAt, { unit: track.numbers[unit], word });
    this.pin.textContent = pinned ? text.unpin : text.pin;
    this.pin.setAttribute("aria-pressed", String(pinned));
    this.field.value = String(track.numbers[unit]);
    const asItIs = onVerdict ? track.arrays["ghost.verdict"]?.[t] : valueAsItIs(track, quantity, t, unit);
    const lines = [
      ...(onVerdict ? verdictEquation(track, t) : equation(track, quantity, t, unit)),
      ...(asItIs === undefined ? [] : [[{ text: `  ${fill(text.asItIs, { value: number(asItIs, 3) })}` }]]),
    ];
    this.formula.show(this.frame, lines, t, ...(onVerdict && track.arrays.readout ? this.strongestPushes(t) : []));
    this.lacks = track.sumsApart && !onVerdict && isComing(track, quantity);
    const used = onVerdict ? [] : usedIn(track, quantity, t, unit);
    this.used.show(this.frame, used, t);
    const lane = track.lanes.find(({ symbol }) => symbol === quantity);
    this.role.textContent = lane ? `${lane.name} ${lane.shown}: ${lane.role}` : "";
    this.deeper.hidden = !track.deeper || onVerdict;
    if (!track.deeper) this.deeper.removeAttribute("href");
    else this.deeper.href = `${track.deeper}&inside_t=${t + 1}&inside_unit=${unit}&inside_show=${quantity}`;
    this.showUnit(t, unit, quantity);
    this.showCourse(t, unit);
    this.tell(t);
  }

  /** Keep nothing of what was shown. */
  empty() {
    for (const part of [this.formula, this.used]) part.show(this.frame, [], 0);
    this.course.replaceChildren();
    this.courseUnit = null;
    this.deeper.removeAttribute("href");
  }

  /** @param {number} t */
  strongestPushes(t) {
    const { track } = this.frame;
    const { text } = track;
    const strongest = pushes(track, t).slice(0, STRONGEST);
    return [
      el("h3", {}, text.pushes),
      ...strongest.map(({ unit, push }) => {
        const said = `${fill(text.unit, { unit: track.numbers[unit] })}: ${signed(push, 3)}`;
        const button = this.button("push-unit", () => this.on.onUnit(unit));
        button.textContent = said;
        return el("div", {}, button);
      }),
    ];
  }

  /** @param {number} t @param {number} unit @param {string} quantity */
  showUnit(t, unit, quantity) {
    const { track, theme } = this.frame;
    for (const { symbol, row, shown, bar } of this.cells) {
      const lane = quantityOf(track, symbol);
      const v = value(track, symbol, t, unit);
      shown.textContent = number(v, 3);
      row.setAttribute("aria-pressed", String(symbol === quantity));
      const share = Number.isNaN(v) ? 0 : Math.min(1, Math.abs(v) / lane.bound);
      const signedScale = lane.scale !== "gate";
      bar.style.width = `${(signedScale ? 50 : 100) * share}%`;
      bar.style.left = signedScale ? `${v < 0 ? 50 - 50 * share : 50}%` : "0";
      bar.style.background = signedScale ? track.ramp[v < 0 ? "negative" : "positive"][theme] : lane[theme];
    }
    const { readout } = track.arrays;
    if (readout) this.push.textContent = signed(readout[unit] * value(track, "h", t, unit), 3);
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
    return ((t + 0.5) / this.frame.track.T) * COURSE.width;
  }

  /** @param {number} unit */
  drawCourse(unit) {
    const { track, line, ink } = this.frame;
    const { width, height } = COURSE;
    const bound = this.reach(unit);
    const y = (/** @type {number} */ v) => height / 2 - (v / bound) * (height / 2 - 3);
    const levels = [...new Set([bound, 1, 0, -1, -bound])].map((v) =>
      svg("line", { x1: 0, x2: width, y1: y(v), y2: y(v), stroke: line, "stroke-dasharray": v ? "2 4" : "" }),
    );
    const scale = [bound, -bound].map((v) =>
      svg("text", { x: 2, y: y(v) + (v > 0 ? 11 : -4), class: "scale" }, number(v, 0)),
    );
    const paths = track.lanes.map(({ symbol }) => this.courseOf(symbol, unit, bound, y));
    const name = fill(track.text.coursePicture, { unit: track.numbers[unit] });
    const attributes = { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": name };
    this.courseUnit = unit;
    this.cursor = svg("line", { y1: 0, y2: height, stroke: ink });
    this.course.replaceChildren(svg("svg", attributes, ...levels, ...scale, ...paths, this.cursor));
  }

  /** How far the picture of a unit's course reaches: as far as colours do, or farther where values do. @param {number} unit */
  reach(unit) {
    const { track } = this.frame;
    let most = Math.max(...track.lanes.map((lane) => lane.bound));
    for (const { symbol } of track.lanes)
      for (let t = 0; t < track.T; t++) {
        const size = Math.abs(value(track, symbol, t, unit));
        if (Number.isFinite(size) && size > most) most = Math.ceil(size);
      }
    return most;
  }

  /**
   * One quantity's line, with gaps where there is no number.
   * @param {string} symbol @param {number} unit @param {number} bound @param {(v: number) => number} y
   */
  courseOf(symbol, unit, bound, y) {
    const { track, hue } = this.frame;
    let d = "";
    for (let t = 0; t < track.T; t++) {
      const v = Math.max(-bound, Math.min(bound, value(track, symbol, t, unit)));
      if (Number.isNaN(v)) continue;
      const gap = t === 0 || Number.isNaN(value(track, symbol, t - 1, unit));
      d += `${gap ? "M" : "L"}${this.courseX(t).toFixed(1)} ${y(v).toFixed(1)}${gap ? "h0.1" : ""}`;
    }
    return svg("path", { d, stroke: hue[symbol], class: `course-line q-${symbol}${track.T > DENSE ? " dense" : ""}` });
  }

  /** What the step did; the paragraphs stay, their words change. @param {number} t */
  tell(t) {
    if (this.told === t) return;
    this.told = t;
    const sentences = this.frame.track.stories[t];
    while (this.sentences.children.length < sentences.length)
      this.sentences.append(el("p", { dir: "auto" }));
    [...this.sentences.children].forEach((paragraph, k) => {
      paragraph.textContent = sentences[k] ?? "";
    });
  }

  /** The biggest turn of the whole text, and the way to it. */
  buildStory() {
    const { track } = this.frame;
    const { verdict } = track.arrays;
    this.sentences = el("div", {});
    this.story.replaceChildren(this.sentences);
    const { turn } = track;
    if (turn === null) return;
    const before = turn > 0 ? verdict[turn - 1] : track.axis.start;
    const said = fill(track.text.turn, {
      word: track.tokens[turn],
      before: number(before),
      after: number(verdict[turn]),
    });
    const go = el("button", { type: "button" }, track.text.goToTurn);
    go.addEventListener("click", () => this.on.onStep(track.columns[turn]));
    this.story.append(el("p", { class: "turn", dir: "auto" }, said, " ", go));
  }
}

/** @param {string} d */
function arrow(d) {
  return svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "thin" }, svg("path", { d }));
}
