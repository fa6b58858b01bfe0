// The cell, large: wires, gates and operators as SVG, built once for a cell; what changes from step to
// step, strips and threads, on one canvas below it.

import { css, divergingOf } from "../colours.js";
import { el, setAll, svg, write } from "../dom.js";
import { fill, number, signed } from "../numbers.js";
import { acrossAt, nearest, shareAt } from "./curves.js";
import { placeIn } from "./layout.js";
import { Paper } from "./paper.js";
import { GATE, HEIGHT, RAIL, STRIP, WIDTH } from "./parts.js";
import { Tip } from "./tip.js";

/** @typedef {import("./walk.js").Frame} Frame @typedef {import("./parts.js").Walk} Walk */

/** Larger type leaves no room for a gate's name beside its value: then it is its letter. */
const ROOMY = 14.5;
/** Beyond this a product's thread is no thicker. */
const THREAD = 0.55;
/** Below this share of it threads look the same. */
const HAIR = 0.1;
/** How far from its ends a thread bends; how near a pointer must come to it. */
const BEND = { rail: 46, gate: 44 };
const NEAR = 5;

export class Diagram {
  /** @param {(q: string) => void} onOpen @param {(unit: number) => void} onUnit @param {(place: import("./terms.js").Place|null) => void} onPoint */
  constructor(onOpen, onUnit, onPoint) {
    this.onOpen = onOpen;
    this.onUnit = onUnit;
    this.onPoint = onPoint;
    this.tip = new Tip();
    /** @type {Frame|null} */
    this.frame = null;
    this.paper = new Paper();
    this.picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" });
    this.element = el("div", { class: "walk-cell" }, this.paper.canvas, this.picture, this.tip.element);
    /** @type {{own: number, now: number[], node: SVGElement}[]} */
    this.parts = [];
    /** @type {((frame: Frame) => void)[]} */
    this.writers = [];
    this.built = "";
    /** @type {{shown: string, at: [number, number], width: number, own: number, now: number[], below?: boolean, inGate?: boolean}[]} */
    this.strips = [];
    this.picture.addEventListener("click", (event) => this.onClick(event));
    this.picture.addEventListener("pointermove", (event) => this.onMove(event));
    this.picture.addEventListener("pointerleave", () => onPoint(null));
  }

  /** @param {Frame} frame */
  show(frame) {
    const key = [frame.track.cell, frame.theme, frame.track.language, frame.track.network].join();
    if (key !== this.built) this.build(frame);
    this.built = key;
    const { stage } = frame;
    for (const { own, now, node } of this.parts)
      setAll(node, { class: now.includes(stage) ? "now" : stage >= own ? "past" : "future" });
    for (const tell of this.writers) tell(frame);
    const name = frame.text[`step_${frame.track.cell}_${stage}`];
    setAll(this.picture, { "aria-label": fill(frame.text.cellPicture, { ...frame.words, step: stage, name }) });
    this.paint(frame);
  }

  /** @param {Frame} frame */
  build(frame) {
    const { walk, hue, text } = frame;
    this.parts = [];
    this.writers = [];
    this.picture.replaceChildren(svg("rect", { x: 158, y: 4, width: 694, height: 338, rx: 14, class: "walk-frame" }));
    const reading = [1, ...walk.gates.flatMap(({ now }) => now)];
    this.strips = [
      ...walk.strips.map((strip) => ({ ...strip, width: strip.width ?? STRIP.width })),
      { shown: "hBefore", at: /** @type {[number, number]} */ ([RAIL.h, RAIL.y]), width: RAIL.hWidth, own: 1, now: reading, below: true },
      ...walk.gates.map(({ q, x, y = GATE.y, own, now }) => ({
        shown: q,
        at: /** @type {[number, number]} */ ([x - STRIP.width / 2, y + 4]),
        width: STRIP.width,
        own,
        now,
        inGate: true,
      })),
    ];
    for (const wire of walk.wires) {
      const line = svg("path", { d: wire.d, class: wire.belt ? "walk-belt" : "walk-wire" });
      const ends = wire.arrow ? [arrow(wire.d)] : [];
      this.add(wire, hue[wire.of], line, ...ends);
    }
    for (const gate of walk.gates) this.addGate(frame, gate);
    for (const operator of walk.operators) {
      const [x, y] = operator.at;
      const sign = svg("text", { x, y: y + 5.5, class: "middle walk-sign" }, operator.text);
      this.add(operator, hue[operator.of], svg("circle", { cx: x, cy: y, r: 12, class: "walk-operator" }), sign);
    }
    for (const strip of this.strips) this.addStrip(frame, strip);
    for (const { key: note, at, own, end } of walk.notes) {
      const words = svg("text", { x: at[0], y: at[1], class: end ? "end muted" : "muted" }, text[note]);
      this.add({ own, now: [] }, hue.h, words);
      if (note === "toVerdict" && frame.track.arrays.verdict) this.addVerdict(at, own);
    }
    this.addWord(frame);
    this.picture.append(svg("text", { x: 4, y: HEIGHT - 8, class: "muted" }, text.threads));
  }

  /** @param {{own: number, now: number[]}} when @param {string|undefined} colour @param {...SVGElement} nodes */
  add({ own, now }, colour, ...nodes) {
    const node = svg("g", { style: `--q:${colour ?? "currentcolor"}` }, ...nodes);
    this.parts.push({ own, now, node });
    this.picture.append(node);
    return node;
  }

  /** @param {Frame} frame @param {import("./parts.js").Gate} gate */
  addGate({ hue, activation }, gate) {
    const { q, x, y = GATE.y } = gate;
    const wide = activation(q) === "tanh" ? 44 : 28;
    const box = { x: x - GATE.width / 2, y, width: GATE.width, height: GATE.height, rx: 7, class: "walk-gate" };
    const pill = { x: x - wide / 2, y: y + GATE.height - 3, width: wide, height: 19, rx: 9.5, class: "walk-pill" };
    this.add(
      gate,
      hue[q],
      svg("rect", { ...box, "data-open": q }),
      svg("rect", pill),
      svg("text", { x, y: y + GATE.height + 10.5, class: "middle walk-activation" }, activation(q) ?? ""),
    );
  }

  /** The name and the unit's number of a strip. @param {Frame} frame @param {Diagram["strips"][number]} strip */
  addStrip({ hue, text, walk }, strip) {
    const { shown, at, width, own, now, below, inGate } = strip;
    const [x, y] = at;
    const line = y + (inGate ? 33 : below ? 32 : -8);
    const name = svg("text", { x: x + (inGate ? 2 : 0), y: line, class: "walk-name", "data-open": inGate || walk.mixes?.[shown] ? shown : undefined });
    const figure = svg("text", { x: x + width - (inGate ? 2 : 0), y: line, class: "end walk-number" });
    const edge = svg("rect", { x: x - 0.5, y: y - 0.5, width: width + 1, height: STRIP.height + 1, rx: 1, class: "walk-edge" });
    const pin = svg("rect", { y: y - 3.5, height: STRIP.height + 7, rx: 2, class: "walk-pin" });
    this.add({ own, now }, hue[walk.shown[shown].of], edge, pin, name, figure);
    this.writers.push((frame) => {
      const there = frame.stage >= own;
      const figured = frame.valueOf(shown, frame.unit);
      const place = frame.places[frame.unit];
      const step = width / frame.track.units;
      const thick = Math.max(7, step + 2);
      write(name, inGate && frame.type > ROOMY ? shown : fill(text[`of_${shown}`], frame.words));
      write(figure, there ? told(walk.shown[shown].of, frame, figured) : "");
      setAll(pin, {
        x: x + (place + 0.5) * step - thick / 2,
        width: thick,
        fill: there ? css(frame.colourOf(shown)(figured)) : "none",
        visibility: there ? "visible" : "hidden",
      });
    });
  }

  /** The verdict before and after, below its note. @param {[number, number]} at @param {number} own */
  addVerdict([x, y], own) {
    const change = svg("text", { x, y: y + 20, class: "end walk-number" });
    this.add({ own, now: [] }, undefined, change);
    this.writers.push(({ stage, track, t }) => {
      const { verdict } = track.arrays;
      const before = t ? verdict[t - 1] : track.axis.start;
      write(change, stage >= own ? `${number(before)} → ${number(verdict[t])}` : "");
    });
  }

  /** The word and what it is as numbers. @param {Frame} frame */
  addWord({ hue, text }) {
    const word = svg("text", { x: 654, y: 373, class: "middle walk-word" });
    const box = svg("rect", { x: 594, y: 354, width: 120, height: 27, rx: 8, class: "walk-box" });
    const said = svg("text", { x: RAIL.x, y: RAIL.y + 32, class: "walk-name" });
    const edge = svg("rect", { x: RAIL.x - 0.5, y: RAIL.y - 0.5, width: RAIL.xWidth + 1, height: STRIP.height + 1, rx: 1, class: "walk-edge" });
    const from = svg("text", { x: 4, y: RAIL.y - 4, class: "muted" });
    this.add({ own: 1, now: [1, 2, 3, 4, 5] }, hue.x, box, word, said, edge, from);
    this.writers.push((frame) => {
      write(word, frame.short);
      write(said, fill(text.xAs, { ...frame.words, n: frame.inputs }));
      write(from, fill(text.from, frame.words));
    });
  }

  /** @param {Frame} frame */
  paint(frame) {
    this.frame = frame;
    if (frame.narrow || !frame.width) return;
    const context = this.paper.at(WIDTH, HEIGHT, frame.width / WIDTH);
    for (const gate of frame.walk.gates) if (gate.now.includes(frame.stage)) this.paintThreads(context, frame, gate);
    if (frame.stage === 1) this.paintFan(context, frame);
    this.paintPointed(context, frame);
    const { track } = frame;
    for (const { shown, at, width, own, now } of this.strips) {
      if (frame.stage < own) continue;
      context.globalAlpha = now.includes(frame.stage) || own === 1 ? 1 : 0.45;
      const colour = frame.colourOf(shown);
      const step = width / track.units;
      frame.units.forEach((unit, place) => {
        context.fillStyle = css(colour(frame.valueOf(shown, unit)));
        context.fillRect(at[0] + place * step, at[1], step + 0.2, STRIP.height);
      });
    }
    context.globalAlpha = 1;
    const step = RAIL.xWidth / frame.inputs;
    const colour = divergingOf(track, frame.theme, 1);
    for (let k = 0; k < frame.inputs; k++) {
      context.fillStyle = css(colour(track.arrays.x[frame.t * frame.inputs + k]));
      context.fillRect(RAIL.x + k * step, RAIL.y, step + 0.2, STRIP.height);
    }
  }

  /** What each number adds to a gate's sum. @param {CanvasRenderingContext2D} context @param {Frame} frame @param {import("./parts.js").Gate} gate */
  paintThreads(context, frame, gate) {
    const sum = frame.sumOf(gate.q);
    if (!sum) return;
    const strong = gate.q === frame.open;
    const y = footOf(gate);
    const thick = (/** @type {import("./terms.js").Product} */ { adds }) => Math.min(1, Math.abs(adds) / THREAD);
    const stroke = (/** @type {number} */ sign, /** @type {number} */ size) => {
      context.strokeStyle = sign < 0 ? frame.negative : frame.positive;
      context.lineWidth = 0.5 + 3 * size;
      context.globalAlpha = (strong ? 0.18 : 0.05) + (strong ? 0.72 : 0.25) * size;
      context.stroke();
    };
    const all = [...sum.x, ...sum.h].reverse();
    for (const sign of [-1, 1]) {
      context.beginPath(); // those that all look the same, at once
      for (const product of all) if (thick(product) < HAIR && product.adds < 0 === sign < 0) thread(context, frame.railX(product), gate.x, y);
      stroke(sign, HAIR / 2);
    }
    for (const product of all) {
      if (thick(product) < HAIR) continue;
      context.beginPath();
      thread(context, frame.railX(product), gate.x, y);
      stroke(product.adds, thick(product));
    }
    context.globalAlpha = 1;
  }

  /** Everything goes to every gate. @param {CanvasRenderingContext2D} context @param {Frame} frame */
  paintFan(context, frame) {
    context.strokeStyle = frame.ink;
    context.lineWidth = 0.6;
    context.globalAlpha = 0.25;
    for (const gate of frame.walk.gates) {
      const y = footOf(gate);
      context.beginPath();
      for (let place = 0; place < frame.track.units; place++) thread(context, frame.railX({ group: "h", place }), gate.x, y);
      for (let place = 0; place < frame.inputs; place++) thread(context, frame.railX({ group: "x", place }), gate.x, y);
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  /** The thread of the product that is pointed at. @param {CanvasRenderingContext2D} context @param {Frame} frame */
  paintPointed(context, frame) {
    const { pointed, walk } = frame;
    const gate = walk.gates.find(({ q }) => q === pointed?.q);
    const product = pointed && frame.sumOf(pointed.q)?.[pointed.group].find(({ place }) => place === pointed.place);
    if (!gate || !product || pointed.unit !== frame.unit) {
      this.tip.show(frame, null);
      return;
    }
    const width = 1 + 3 * Math.min(1, Math.abs(product.adds) / THREAD);
    for (const [colour, wide] of [[frame.ink, width + 2.5], [product.adds < 0 ? frame.negative : frame.positive, width]]) {
      context.strokeStyle = String(colour);
      context.lineWidth = Number(wide);
      context.beginPath();
      thread(context, frame.railX(product), gate.x, footOf(gate));
      context.stroke();
    }
    this.tip.show(frame, product.weight, { left: Math.min(0.5, frame.railX(product) / WIDTH), top: (RAIL.y + STRIP.height + 6) / HEIGHT });
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const open = opensAt(event);
    if (open) this.onOpen(open);
    const strip = this.stripAt(placeIn(this.element.getBoundingClientRect(), event));
    if (strip) this.onUnit(strip.share);
  }

  /** @param {MouseEvent} event */
  onMove(event) {
    const at = placeIn(this.element.getBoundingClientRect(), event);
    this.picture.style.cursor = opensAt(event) || this.stripAt(at) ? "pointer" : "";
    this.onPoint(this.productAt(at));
  }

  /** The strip below a pointer, and how far along it that is. @param {number[]} at */
  stripAt([x, y]) {
    const strip = this.strips.find(
      ({ at, width }) => x >= at[0] && x < at[0] + width && y >= at[1] - 4 && y < at[1] + STRIP.height + 4,
    );
    return strip && { share: (x - strip.at[0]) / strip.width };
  }

  /** The product of the open sum whose number or thread is below a pointer. @param {number[]} at @returns {import("./terms.js").Place|null} */
  productAt([x, y]) {
    const { frame } = this;
    const gate = frame?.walk.gates.find(({ q }) => q === frame.open);
    const sum = frame?.sumOf(frame.open);
    if (!frame || !gate || !sum) return null;
    const foot = footOf(gate);
    const way = foot - RAIL.y + 1;
    const along = (y - RAIL.y + 1) / way;
    if (y > RAIL.y + STRIP.height || along > 1) return null;
    const share = along <= 0 ? 0 : shareAt(along, -BEND.rail / way, 1 + BEND.gate / way);
    const distance = (/** @type {import("./terms.js").Product} */ product) => Math.abs(acrossAt(frame.railX(product), gate.x, share) - x);
    const found = nearest([...sum.x, ...sum.h], distance, NEAR);
    return found && { q: frame.open, unit: frame.unit, group: found.group, place: found.place };
  }
}

/** What a click opens. @param {Event} event */
const opensAt = ({ target }) => /** @type {Element} */ (target).getAttribute("data-open");

/** Where what a gate reads arrives. @param {import("./parts.js").Gate} gate */
const footOf = ({ foot, y = GATE.y }) => foot ?? y + GATE.height + 16;

/** @param {string} of @param {Frame} frame @param {number} value */
function told(of, { track }, value) {
  const isGate = track.lanes.find(({ symbol }) => symbol === of)?.scale === "gate";
  return isGate ? number(value, 3) : signed(value, 3);
}

/** A head at the end of a wire that runs to the right, or up. @param {string} d */
function arrow(d) {
  const across = d.match(/H([\d.]+)$/);
  if (!across) {
    const [, x, y] = /** @type {RegExpMatchArray} */ (d.match(/^M([\d.]+) [\d.]+V([\d.]+)$/));
    return svg("path", { d: `M${Number(x) - 6} ${Number(y) + 6}l6 -9 6 9z`, class: "walk-head" });
  }
  const heights = [...d.matchAll(/(?:M[\d.]+ |V|Q[\d.]+ [\d.]+ [\d.]+ )([\d.]+)/g)];
  const y = Number(heights[heights.length - 1][1]);
  return svg("path", { d: `M${Number(across[1]) - 4} ${y - 6}l12 6 -12 6z`, class: "walk-head" });
}

/** @param {CanvasRenderingContext2D} context @param {number} from @param {number} x @param {number} y */
function thread(context, from, x, y) {
  context.moveTo(from, RAIL.y - 1);
  context.bezierCurveTo(from, RAIL.y - 1 - BEND.rail, x, y + BEND.gate, x, y);
}
