// A small network seen whole: every unit with its number as SVG, every weight a line on a canvas below.

import { css, inkOn } from "../colours.js";
import { el, setAll, svg, write } from "../dom.js";
import { fill, number, signed } from "../numbers.js";
import { apart, value } from "../board/scene.js";
import { cellNamed } from "../cells/index.js";
import { COLUMN, layoutOf, linkAt, linksOf, PILL, placeIn, SPAN, trace } from "./layout.js";
import { Paper } from "./paper.js";
import { WIDTH } from "./parts.js";
import { Tip } from "./tip.js";

/** @typedef {import("./walk.js").Frame} Frame @typedef {import("./layout.js").Link} Link @typedef {import("./layout.js").Layout} Layout */

/** Of a line: its least and further thickness; how visible it is. */
const LINE = { thin: 0.35, more: 4.2 };
const SEEN = { chosen: 1, own: 0.5, working: 0.17, all: 0.16, other: 0.05 };
/** How thick what a gate lets through is drawn. */
const FLOW = { thin: 1, more: 7 };
const VERDICT = { x: 984, r: 23 };
/** Where what a gate adds to a state is weighed by another. */
const TIMES = 568;
/** Type in pills: they are no taller. */
const LARGEST = 13.5;

export class Whole {
  /** @param {(q: string) => void} onOpen @param {(unit: number) => void} onUnit @param {(link: import("./terms.js").Place|null) => void} onPoint */
  constructor(onOpen, onUnit, onPoint) {
    this.onOpen = onOpen;
    this.onUnit = onUnit;
    this.onPoint = onPoint;
    this.paper = new Paper();
    this.above = new Paper();
    /** @type {Map<number, Paper>} all weights as they lie behind the chosen unit's, by step */
    this.grounds = new Map();
    this.grounded = "";
    this.picture = svg("svg", { role: "img" });
    this.tip = new Tip();
    this.element = el("div", { class: "walk-whole" }, this.paper.canvas, this.above.canvas, this.picture, this.tip.element);
    /** @type {((frame: Frame) => void)[]} */
    this.writers = [];
    this.built = "";
    /** @type {Layout|null} */
    this.layout = null;
    /** @type {Link[]} the largest last, which is on top */
    this.links = [];
    /** @type {object|undefined} the weights that the links are of */
    this.linked = undefined;
    /** @type {Frame|null} */
    this.frame = null;
    this.picture.addEventListener("click", (event) => this.onClick(event));
    this.picture.addEventListener("pointermove", (event) => this.onMove(event));
    this.picture.addEventListener("pointerleave", () => this.onPoint(null));
  }

  /** @param {Frame} frame */
  show(frame) {
    const { track } = frame;
    const key = [track.cell, frame.theme, track.language, track.network, frame.units].join();
    if (key !== this.built) this.build(frame);
    this.built = key;
    this.link(frame);
    for (const tell of this.writers) tell(frame);
    const name = frame.text[`step_${track.cell}_${frame.stage}`];
    setAll(this.picture, { "aria-label": fill(frame.text.wholePicture, { ...frame.words, step: frame.stage, name }) });
    this.paint(frame);
  }

  /** The links of the weights, once these are there. @param {Frame} frame */
  link({ track, units }) {
    const { weights } = apart(track);
    if (weights === this.linked || !this.layout) return;
    this.linked = weights;
    const sums = Object.keys(cellNamed(track.cell).sums);
    const all = weights ? linksOf(this.layout, /** @type {any} */ (weights), sums, units) : [];
    this.links = all.sort((a, b) => Math.abs(a.weight) - Math.abs(b.weight));
  }

  /** @param {Frame} frame */
  build(frame) {
    const { walk, units, inputs, hue, text, named, track } = frame;
    const layout = layoutOf(walk, units.length, inputs);
    const { before, states, told, valves, joins } = walk.whole;
    this.layout = layout;
    this.linked = undefined;
    this.writers = [];
    this.picture.replaceChildren();
    setAll(this.picture, { viewBox: `0 0 ${WIDTH} ${layout.height}` });
    this.element.style.aspectRatio = `${WIDTH} / ${layout.height}`;
    this.head(COLUMN.said, 22, "hBefore", hue.h);
    this.text(COLUMN.said, 40, "muted", (now) => fill(text.ordered, { about: now.track.about }));
    this.text(COLUMN.said, layout.word[0] - 27, "bold", (now) => fill(text.xAs, { ...now.words, n: now.inputs }));
    layout.word.forEach((y, place) => {
      this.text(COLUMN.said - 6, y + 4, "end", () => `x${subscript(place)}`);
      const node = this.pill(COLUMN.said, y, PILL.said, PILL.tall);
      this.writers.push((now) => {
        const said = now.track.arrays.x[now.t * inputs + place];
        this.fill(node, now, { said, colour: now.signed, there: true, working: true });
      });
    });
    units.forEach((unit, place) => {
      this.text(COLUMN.said - 6, layout.said[place] + 4, "end", () => `h${subscript(named(unit))}`, hue.h, unit);
      this.column(COLUMN.said, layout.said[place], PILL.said, PILL.tall, { unit, shown: "hBefore", own: 1, now: [1, 2, 3, 4, 5] });
    });
    for (const block of layout.blocks) {
      const name = text[`of_${block.shown}`];
      const activation = block.shown === block.q ? ` ${frame.activation(block.q)}` : "";
      this.text(COLUMN.blocks + PILL.block, block.head, "end bold", () => name + activation, hue[block.q]);
      units.forEach((unit, place) =>
        this.column(COLUMN.blocks, block.ys[place], PILL.block, layout.tall, { ...block, unit, open: block.q }),
      );
    }
    if (before) this.head(COLUMN.before + PILL.state / 2, 22, before.shown, hue[walk.shown[before.shown].of], true);
    for (const state of states) this.head(state.x + PILL.state / 2, 22, state.shown, hue[walk.shown[state.shown].of], true);
    told.forEach(({ shown, own }, k) =>
      this.text(COLUMN.told, 22 + 17 * k, "middle muted", (now) => (now.stage >= own ? `${k ? "+ " : ""}${shortOf(text[`of_${shown}`])}` : "")),
    );
    layout.rows.forEach((y, place) => {
      const unit = units[place];
      if (before) this.column(COLUMN.before, y, PILL.state, PILL.tall, { ...before, unit });
      for (const state of states) {
        const open = walk.mixes?.[state.shown] && state.shown;
        this.column(state.x, y, PILL.state, PILL.tall, { ...state, unit, open });
      }
      told.forEach(({ shown, own }, k) =>
        this.text(COLUMN.told, y + (k ? 22 : -12), "middle mono", (now) => (now.stage >= own ? signed(now.valueOf(shown, unit)) : ""), undefined, unit),
      );
      for (const valve of valves) this.valve(valve, y, unit, hue);
      for (const { by, times, now } of joins)
        if (times) this.valve({ by, x: TIMES, into: "", now, text: "×" }, blockOf(layout, by).ys[place], unit, hue);
      this.text(states[0].x + PILL.state / 2, y + 29, "middle muted", () => fill(text.unit, { unit: named(unit) }), undefined, unit);
    });
    for (const { by, times } of joins)
      if (times) this.text(TIMES, blockOf(layout, by).head, "middle muted", () => times);
    this.text(4, layout.height - 3, "muted", () => text.lines);
    if (track.arrays.verdict) this.verdict(layout.height / 2, text, states[states.length - 1].own);
  }

  /** @param {number} x @param {number} y @param {string} shown @param {string} colour @param {boolean} [middle] */
  head(x, y, shown, colour, middle = false) {
    this.text(x, y, middle ? "middle bold" : "bold", (now) => fill(now.text[`of_${shown}`], now.words), colour);
  }

  /** Words that stand somewhere; those of a unit are bold where it is the chosen one. @param {number} x @param {number} y @param {string} kind @param {(frame: Frame) => string} said @param {string} [colour] @param {number} [unit] */
  text(x, y, kind, said, colour, unit) {
    const node = svg("text", { x, y, class: kind, style: colour && `fill:${colour}` });
    this.picture.append(node);
    this.writers.push((frame) => {
      write(node, said(frame));
      if (unit !== undefined) setAll(node, { class: unit === frame.unit ? `${kind} chosen` : kind });
    });
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} tall @param {Record<string, string|number>} [data] */
  pill(x, y, width, tall, data = {}) {
    const box = svg("rect", { x, y: y - tall / 2, width, height: tall, rx: tall / 2, ...data });
    const figure = svg("text", { x: x + width / 2, y: y + 4.4, class: "middle" });
    this.picture.append(box, figure);
    return { box, figure };
  }

  /** One number of a unit, which is there from a step on. @param {number} x @param {number} y @param {number} width @param {number} tall @param {{unit: number, shown: string, own: number, now: number[], open?: string}} what */
  column(x, y, width, tall, { unit, shown, own, now, open }) {
    const node = this.pill(x, y, width, tall, { "data-unit": unit, ...(open ? { "data-open": open } : {}) });
    this.writers.push((frame) => {
      this.fill(node, frame, {
        said: frame.valueOf(shown, unit),
        colour: frame.colourOf(shown),
        gate: frame.isGate(shown),
        there: frame.stage >= own,
        working: now.includes(frame.stage),
        chosen: unit === frame.unit,
      });
    });
  }

  /**
   * @param {{box: SVGElement, figure: SVGElement}} pill @param {Frame} frame
   * @param {{said: number, colour: (value: number) => import("../colours.js").RGB, there: boolean, working: boolean, chosen?: boolean, gate?: boolean}} what
   */
  fill({ box, figure }, frame, { said, colour, there, working, chosen = false, gate = false }) {
    const is = there && Number.isFinite(said);
    const ground = colour(said);
    const kind = `walk-node${is ? "" : " empty"}${is && !working ? " past" : ""}${chosen ? " chosen" : ""}`;
    setAll(box, { class: kind, fill: is ? css(ground) : null });
    setAll(figure, {
      class: `middle mono walk-figure${chosen ? " chosen" : ""}`,
      style: `font-size:${Math.min(frame.type, LARGEST)}px${is && working ? `;fill:${inkOn(ground)}` : ""}`,
    });
    write(figure, is ? (gate ? number(said) : signed(said)) : "");
  }

  /** Where a gate weighs what runs along. @param {import("./parts.js").Valve} valve @param {number} y @param {number} unit @param {Record<string, string>} hue */
  valve({ by, x, now, text }, y, unit, hue) {
    const ring = svg("circle", { cx: x, cy: y, class: "walk-operator" });
    const sign = svg("text", { x, y: y + (text.length > 1 ? 3.5 : 4), class: "middle walk-small" }, text);
    this.picture.append(ring, sign);
    this.writers.push((frame) => {
      const [is, on] = [unit === frame.unit, now.includes(frame.stage)];
      const wide = text.length > 1 ? 17 : is ? 8 : 6;
      setAll(ring, { r: wide, style: is && on ? `stroke:${hue[by ?? "h"]};stroke-width:2.5` : null });
    });
  }

  /** @param {number} y @param {Record<string, string>} text @param {number} own */
  verdict(y, text, own) {
    const ring = svg("circle", { cx: VERDICT.x, cy: y, r: VERDICT.r });
    const figure = svg("text", { x: VERDICT.x, y: y + 4.4, class: "middle mono chosen" });
    this.picture.append(ring, figure);
    this.text(VERDICT.x + VERDICT.r, y - VERDICT.r - 9, "end bold", () => text.verdict);
    this.writers.push(({ stage, track, t }) => {
      setAll(ring, { class: stage >= own ? "walk-node chosen" : "walk-node empty", fill: stage >= own ? "var(--page)" : null });
      write(figure, stage >= own ? number(track.arrays.verdict[t]) : "");
    });
  }

  /** @param {Frame} frame */
  paint(frame) {
    this.frame = frame;
    const { layout, links } = this;
    if (!layout || !frame.width) return;
    const context = this.paper.at(WIDTH, layout.height, frame.width / WIDTH);
    const most = links.length ? Math.abs(links[links.length - 1].weight) : 1;
    context.drawImage(this.ground(frame, layout, most).canvas, 0, 0, WIDTH, layout.height);
    const own = links.filter(({ to }) => frame.units[to] === frame.unit);
    const drawn = own.map((link) => ({ link, seen: this.seen(frame, link) })).sort((a, b) => a.seen - b.seen);
    for (const { link, seen } of drawn) if (seen >= SEEN.own) stroke(context, frame, link, most, seen);
    this.paintFlows(context, frame, layout);
    this.paintPointed(frame);
  }

  /** All weights at a step, none chosen: what takes longest is drawn once. @param {Frame} frame @param {Layout} layout @param {number} most */
  ground(frame, layout, most) {
    const drawn = [this.built, this.links.length, frame.width, window.devicePixelRatio].join();
    if (drawn !== this.grounded) this.grounds.clear();
    this.grounded = drawn;
    const known = this.grounds.get(frame.stage);
    if (known) return known;
    const paper = new Paper();
    this.grounds.set(frame.stage, paper);
    const context = paper.at(WIDTH, layout.height, frame.width / WIDTH);
    for (const link of this.links) stroke(context, frame, link, most, this.seen({ ...frame, unit: -1 }, link));
    return paper;
  }

  /** The weight that is pointed at, on a canvas of its own. @param {Frame} frame */
  paintPointed(frame) {
    const { layout, links } = this;
    if (!layout || !frame.width) return;
    const pointed = this.pointedLink(frame);
    this.above.canvas.style.display = pointed ? "" : "none"; // a layer less to lay over the others
    if (pointed) {
      const context = this.above.at(WIDTH, layout.height, frame.width / WIDTH);
      const most = Math.abs(links[links.length - 1].weight);
      context.globalAlpha = 1;
      context.strokeStyle = frame.ink;
      context.lineWidth = LINE.thin + 2.5 + (LINE.more * Math.abs(pointed.weight)) / most;
      trace(context, pointed);
      context.stroke();
      stroke(context, frame, pointed, most, 1);
    }
    const { readout } = frame.track.arrays;
    if (frame.pointed?.q === "verdict") {
      this.tip.show(frame, readout[frame.pointed.unit], { left: (COLUMN.told - 30) / WIDTH, top: 0.52 });
      return;
    }
    const top = pointed ? Math.max(0, Math.min(pointed.from, pointed.into) - 60) : 0;
    this.tip.show(frame, pointed?.weight ?? null, { left: (SPAN.from + 12) / WIDTH, top: top / layout.height });
  }

  /** How visible a weight is at a step. @param {Frame} frame @param {Link} link */
  seen({ stage, units, unit, open, walk }, { q, to }) {
    const block = walk.whole.blocks.find((each) => each.q === q);
    if (stage !== 1 && !block?.now.includes(stage)) return SEEN.other;
    if (units[to] !== unit) return stage === 1 ? SEEN.all : SEEN.working;
    return q === open ? SEEN.chosen : SEEN.own;
  }

  /** What goes from number to number without a weight. @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Layout} layout */
  paintFlows(context, frame, { blocks, rows, height }) {
    const { walk, units, hue, stage, track, t } = frame;
    const { before, states, joins, valves, crosses = [] } = walk.whole;
    const block = (/** @type {string} */ q) => blockOf({ blocks }, q);
    const from = COLUMN.blocks + PILL.block;
    rows.forEach((y, place) => {
      const unit = units[place];
      const is = unit === frame.unit;
      const line = (/** @type {string} */ colour, /** @type {boolean} */ on, /** @type {() => void} */ way, width = is && on ? 2.4 : 1.2) => {
        context.globalAlpha = on ? (is ? 1 : 0.3) : is ? 0.28 : 0.1;
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.beginPath();
        way();
        context.stroke();
      };
      for (const { by, x, now, below } of valves) {
        if (!by) continue;
        const start = block(by).ys[place];
        const end = below ? y + 7 : y - 7;
        const lift = below ? 46 : -46;
        line(hue[by], now.includes(stage), () => {
          context.moveTo(from, start);
          context.bezierCurveTo(from + 80, start, x, end + lift, x, end);
        });
      }
      for (const { by, to, now } of crosses) {
        const [start, end] = [block(by).ys[place], block(to).ys[place]];
        line(hue[by], now.includes(stage), () => {
          context.moveTo(from, start);
          context.bezierCurveTo(from + 46, start, from + 46, end, from, end);
        });
      }
      joins.forEach(({ by, into, now }, k) => {
        const start = block(by).ys[place];
        const x = states[into].x;
        const end = y + (joins.length > 1 ? 3 + 3 * k : 0);
        line(hue[by], now.includes(stage), () => {
          context.moveTo(from, start);
          context.bezierCurveTo((from + x) / 2, start, (from + x) / 2, end, x, end);
        });
      });
      states.forEach(({ shown, x, flows }, k) => {
        const left = k ? states[k - 1].x : COLUMN.before;
        const gate = valves.find(({ into }) => into === shown);
        if (!gate?.by) return;
        const open = stage >= gate.now[0] ? value(track, gate.by, t, unit) : 0;
        line(hue[walk.shown[shown].of], flows.includes(stage), () => {
          context.moveTo(left + PILL.state, y);
          context.lineTo(x, y);
        }, FLOW.thin + FLOW.more * open);
      });
      const { readout } = track.arrays;
      if (!readout) return;
      const own = states[states.length - 1].own;
      const most = Math.max(...[...readout].map(Math.abs));
      const isPointed = frame.pointed?.q === "verdict" && frame.pointed.unit === unit;
      line(readout[unit] < 0 ? frame.negative : frame.positive, stage >= own || isPointed, () => {
        trace(context, { from: y, into: height / 2 }, verdictSpan(states));
      }, LINE.thin + (LINE.more * Math.abs(readout[unit])) / most + (isPointed ? 2 : 0));
    });
    context.globalAlpha = 1;
  }

  /** The link of what is pointed at. @param {Frame} frame */
  pointedLink({ pointed, places }) {
    if (!pointed) return null;
    const [to, place] = [places[pointed.unit], pointed.group === "h" ? places[pointed.place] : pointed.place];
    return this.links.find((link) => link.q === pointed.q && link.to === to && link.group === pointed.group && link.place === place) ?? null;
  }

  /** @param {MouseEvent} event */
  onMove(event) {
    const found = this.found(event);
    const isHit = Boolean(/** @type {Element} */ (event.target).getAttribute("data-unit"));
    this.picture.style.cursor = found || isHit ? "pointer" : "";
    this.onPoint(isHit ? null : found);
  }

  /** The weight below a pointer; those that can be seen best come first. @param {MouseEvent} event */
  found(event) {
    const { frame } = this;
    if (!frame) return null;
    const [x, y] = placeIn(this.element.getBoundingClientRect(), event);
    const toVerdict = this.verdictAt(frame, x, y);
    if (toVerdict !== null) return { q: "verdict", unit: toVerdict, group: /** @type {const} */ ("h"), place: toVerdict };
    const own = this.links.filter(({ to }) => frame.units[to] === frame.unit);
    const strong = own.filter((link) => this.seen(frame, link) >= SEEN.own);
    const link = linkAt(strong.filter(({ q }) => q === frame.open), x, y) ?? linkAt(strong, x, y) ?? linkAt(this.links, x, y);
    if (!link) return null;
    const { q, group, place, to } = link;
    return { q, unit: frame.units[to], group, place: group === "h" ? frame.units[place] : place };
  }

  /** The unit whose weight in the verdict is below a pointer. @param {Frame} frame @param {number} x @param {number} y */
  verdictAt({ walk, units, track }, x, y) {
    if (!this.layout || !track.arrays.readout) return null;
    const into = this.layout.height / 2;
    const links = this.layout.rows.map((from, place) => ({ from, into, unit: units[place] }));
    return linkAt(links, x, y, verdictSpan(walk.whole.states))?.unit ?? null;
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = /** @type {Element} */ (event.target);
    const unit = target.getAttribute("data-unit");
    const open = target.getAttribute("data-open");
    if (unit !== null) this.onUnit(Number(unit));
    if (open) this.onOpen(open);
    if (unit !== null) return;
    const link = this.found(event);
    if (!link) return;
    this.onUnit(link.unit);
    if (link.q !== "verdict") this.onOpen(link.q);
  }
}

/** @param {Pick<Layout, "blocks">} layout @param {string} q */
const blockOf = ({ blocks }, q) => /** @type {import("./layout.js").Block} */ (blocks.find((each) => each.q === q));

/** Where the weights of the verdict begin and end. @param {import("./parts.js").WholeState[]} states */
const verdictSpan = (states) => ({ from: states[states.length - 1].x + PILL.state, into: VERDICT.x - VERDICT.r });

/** @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Link} link @param {number} most @param {number} seen */
function stroke(context, frame, link, most, seen) {
  context.globalAlpha = seen;
  context.strokeStyle = link.weight < 0 ? frame.negative : frame.positive;
  context.lineWidth = LINE.thin + (LINE.more * Math.abs(link.weight)) / most;
  trace(context, link);
  context.stroke();
}

/** A number below the line. @param {number} k */
function subscript(k) {
  return [...String(k)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}

/** The part of a quantity's name that says what it is made of: "kept: f·c" is long in a column. @param {string} name */
function shortOf(name) {
  return name.split(":")[0];
}
