// The cell with its loop, the chain of its copies, and all between: boxes, strips and links on a canvas,
// words and numbers above it as elements.

import { css, pixelOf, rgb } from "../colours.js";
import { el, setAll, sizeCanvas, write } from "../dom.js";
import { shortened } from "../letters.js";
import { fill, number, signed } from "../numbers.js";
import { quantityOf } from "../board/scene.js";
import { cellNamed } from "../cells/index.js";
import { between, linkPath, placesOf } from "./geometry.js";

/** @typedef {import("./unrolled.js").Frame} Frame @typedef {import("./geometry.js").Places} Places */

const MATRIX = ["W", "hh"];
const BEFORE = "t−1";
const HEAD = 7;
const DOT = 4;
/** A window that has nothing but this is lower than a page. */
const TIGHT = 0.95;
/** So many decimals there is room for below a copy. */
const WIDEST = 4;
/** What a word leaves free of its column. */
const MARGIN = 9;

export class Chain {
  /** @type {Frame|null} */
  frame = null;
  /** @type {{chip: HTMLElement, verdict: HTMLElement, pill: HTMLElement, adds: HTMLElement}[]} */
  copies = [];
  /** @type {Record<string, {now: HTMLCanvasElement, trained: HTMLCanvasElement|null}>} */
  strips = {};
  /** @type {object|null} what the strips were made of, and how they look */
  made = null;
  look = "";
  /** @type {object|null} */
  own = null;
  /** @type {Places|null} */
  places = null;
  sized = "";
  /** how far it is scrolled, and whether what is out of sight is as it should be */
  scrolled = 0;
  isWhole = false;
  /** the copy that was brought into sight last, and in what size */
  seen = "";
  /** @type {number|undefined} the copy that is pointed at */
  pointed = undefined;
  /** whether what the copies add takes more room than they have */
  isLong = false;
  /** @type {string[]} the words, cut where there is no room, and for which room */
  words = [];
  fit = "";

  /** @param {(t: number) => void} onCopy @param {(by: number) => void} onDrag of the weight, by so many pixels; NaN when it begins */
  constructor(onCopy, onDrag) {
    this.canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { role: "img" }));
    this.labels = el("div", { class: "chain-labels", role: "group" });
    this.inner = el("div", { class: "chain-inner" }, this.canvas, this.labels);
    this.scroller = el("div", { class: "chain-scroller" }, this.inner);
    this.gutter = el("div", { class: "chain-gutter", "aria-hidden": "true" });
    this.element = el("div", { class: "chain" }, this.gutter, this.scroller);
    this.loop = el("span", { class: "chain-loop", "aria-hidden": "true" }, MATRIX[0], el("sub", {}, MATRIX[1]));
    this.total = el("b", { class: "chain-figure" });
    this.all = el("span", { class: "chain-all" });
    this.onDrag = onDrag;
    this.scroller.addEventListener("scroll", () => {
      this.scrolled = this.scroller.scrollLeft;
      const { frame, places } = this;
      if (frame && places && frame.fold < 1) this.place(frame, places);
      this.complete();
    });
    this.canvas.addEventListener("pointermove", (event) => this.point(this.copyAt(event.offsetX)));
    this.canvas.addEventListener("pointerleave", () => this.point(undefined));
    this.canvas.addEventListener("click", (event) => {
      const t = this.copyAt(event.offsetX);
      if (t !== undefined) onCopy(t);
    });
  }

  /** Where numbers are too long for all to stand side by side, that of the copy pointed at is shown. @param {number|undefined} t */
  point(t) {
    if (this.pointed === t) return;
    this.pointed = t;
    if (this.isLong && this.frame && this.places) this.place(this.frame, this.places);
  }

  /** The copy under a point. @param {number} x */
  copyAt(x) {
    const { frame, places } = this;
    if (!frame || !places || !places.fold) return undefined;
    const t = Math.round((x - places.x(0)) / ((places.x(1) - places.x(0)) || 1));
    return t >= 0 && t < frame.track.T ? t : undefined;
  }

  /** Everything that is there once for a scene. @param {import("../board/scene.js").Track} track */
  build(track) {
    const { text, tokens, unknown } = track;
    this.copies = tokens.map((_, t) => {
      /** @type {Record<string, string>} */
      const more = unknown[t] ? { class: "chain-word unknown", title: text.unknownWord } : { class: "chain-word" };
      const chip = el("button", { type: "button", "data-copy": t, dir: "auto", ...more });
      const pill = el("span", { class: "chain-pill", "aria-hidden": "true" });
      this.drags(pill);
      return { chip, pill, verdict: el("span", { class: "chain-figure" }), adds: el("span", { class: "chain-figure" }) };
    });
    const states = stripsOf(track);
    this.names = ["before", "now"].flatMap((when) =>
      states.map((state) => el("span", { class: "chain-name", "data-state": state, "aria-hidden": "true" }, state, ...(when === "before" ? [el("sub", {}, BEFORE)] : []))),
    );
    this.labels.replaceChildren(...this.copies.flatMap(({ verdict, pill, chip, adds }) => [verdict, pill, chip, adds]), ...this.names, this.loop, this.total, this.all);
    this.labels.setAttribute("aria-label", text.copies);
    this.rows = ["rowVerdict", states.length > 1 ? "rowStates" : "rowState", "rowShared", "rowWord", "rowAdds"].map((name) => el("span", {}, text[name]));
    this.gutter.replaceChildren(...this.rows);
    write(this.all, text.all);
    this.made = null;
    this.fit = "";
  }

  /** A number on a link is dragged like the one in the field. @param {HTMLElement} pill */
  drags(pill) {
    let last = 0;
    pill.addEventListener("pointerdown", (event) => {
      last = event.clientX;
      pill.setPointerCapture(event.pointerId);
      this.onDrag(NaN);
      event.preventDefault();
    });
    pill.addEventListener("pointermove", (event) => {
      if (!pill.hasPointerCapture(event.pointerId)) return;
      this.onDrag(event.clientX - last);
      last = event.clientX;
    });
  }

  /** Draw what is in sight; the rest waits for `complete`. @param {Frame} frame */
  show(frame) {
    this.frame = frame;
    this.isWhole = false;
    const { track, t, fold, zoom, space, text } = frame;
    const states = cellNamed(track.cell).states.length;
    this.isLong = frame.digits > WIDEST;
    this.places = placesOf({ T: track.T, t, states, space, zoom, fold, tightness: frame.presented ? TIGHT : 1 });
    this.place(frame, this.places);
    this.fill(frame, this.places, (k) => this.isNear(k));
    this.paint(frame, this.places, (k) => this.isNear(k));
    const told = fold < 0.5 ? fill(text.folding, { word: track.tokens[t], k: t }) : fill(text.unrolling, { n: track.T, word: track.tokens[t] });
    setAll(this.canvas, { "aria-label": told });
  }

  /** Draw what is out of sight too, unless it is drawn. */
  complete() {
    const { frame, places } = this;
    if (!frame || !places || this.isWhole) return;
    this.isWhole = true;
    const all = () => true;
    if (frame.track.T === [...frame.track.tokens.keys()].filter((k) => this.isNear(k)).length) return;
    this.fill(frame, places, all);
    this.paint(frame, places, all);
  }

  /** Whether a copy, or a neighbour of it, is in sight. @param {number} k */
  isNear(k) {
    const { frame, places } = this;
    if (!frame || !places) return false;
    const x = places.x(k) - this.scrolled;
    return x > -2 * places.pitch && x < frame.space + 2 * places.pitch;
  }

  /** The words and numbers; what is the same is left alone. @param {Frame} frame @param {Places} places @param {(k: number) => boolean} isDrawn */
  fill(frame, places, isDrawn) {
    const { track, outcome, added, total, digits, value, isChanged } = frame;
    const words = this.fitted(frame, places);
    const weight = value === null ? "…" : number(value);
    this.copies.forEach(({ chip, verdict, pill, adds }, t) => {
      if (!isDrawn(t)) return;
      const isAlone = t === frame.t && frame.fold === 0;
      const told = isAlone ? track.tokens[t] : words[t];
      write(chip, told);
      write(verdict, number(outcome ? outcome.verdicts[t] : track.arrays.verdict[t]));
      write(pill, weight);
      write(adds, added ? signedOrNone(added[t], digits) : "…");
      setAll(chip, { "aria-pressed": String(t === frame.t), "aria-label": told === track.tokens[t] ? null : track.tokens[t] });
      setAll(pill, { class: isChanged ? "chain-pill is-changed" : "chain-pill" });
    });
    write(this.total, added ? signedOrNone(total, digits) : "…");
  }

  /** Every word as there is room for it, measured once for a width and a size of type. @param {Frame} frame @param {Places} places */
  fitted({ track, zoom }, { pitch }) {
    const room = pitch - MARGIN * zoom;
    const fit = `${room} ${zoom}`;
    if (this.fit === fit) return this.words;
    this.fit = fit;
    const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    context.font = getComputedStyle(this.copies[0].chip).font;
    this.words = track.tokens.map((token) => {
      let letters = [...token].length;
      let told = token;
      while (letters > 2 && context.measureText(told).width > room) told = shortened(token, --letters);
      return told;
    });
    return this.words;
  }

  /** @param {Frame} frame @param {Places} places */
  place({ t, fold, track, zoom, hue, space }, places) {
    const { x, width, height, strip, thin, gap, group, aside } = places;
    const size = `${width}x${height}`;
    if (this.sized !== size) {
      this.sized = size;
      setAll(this.inner, { style: `width:${width}px;height:${height}px` });
    }
    const seen = `${t} ${size} ${space} ${fold}`;
    if (this.seen !== seen) this.bring(places, t);
    this.seen = seen;
    const shown = Math.max(0, 2 * fold - 1); // later than the copies, which are too close for numbers at first
    const put = (/** @type {HTMLElement} */ node, /** @type {number} */ at, /** @type {number} */ y, /** @type {number} */ opacity, lift = false, colour = "") => {
      const style = `transform:translate(calc(${at.toFixed(1)}px - 50%),${y.toFixed(1)}px)${opacity < 1 ? `;opacity:${opacity.toFixed(2)}` : ""}${lift ? ";z-index:1" : ""}${colour && `;color:${colour}`}`;
      setAll(node, { style: opacity > 0 ? style : "visibility:hidden" });
    };
    if (shown <= 0) this.keepFocus(t);
    this.copies.forEach(({ chip, verdict, pill, adds }, k) => {
      const others = fold === 1 || this.isNear(k) ? shown : 0; // on the way those out of sight are left alone
      const own = k === t ? 1 : others;
      put(verdict, x(k), 0, own, k === t);
      put(chip, x(k), places.words, own, k === t);
      put(pill, ...places.pill(k), own, k === t);
      put(adds, x(k), places.figures, this.isLong && k !== t && k !== this.pointed ? 0 : others);
    });
    put(this.total, x(track.T), places.figures, 1);
    put(this.all, x(track.T), places.words + 4 * zoom, shown);
    const states = (this.names?.length ?? 0) / 2;
    this.names?.forEach((name, k) => {
      const before = k < states;
      const at = x(t) + (before ? -1 : 1) * aside - group / 2 + (k % states) * (strip + thin + gap) + thin + strip / 2;
      put(name, at, places.top + zoom, before ? Math.max(0, 1 - 4 * fold) : 1, false, hue[name.dataset.state ?? "h"]);
    });
    put(this.loop, places.name[0], places.name[1], Math.max(0, 1 - 2 * fold));
    const middles = [
      (places.chart + places.chartFoot) / 2,
      places.strips + places.tall / 2,
      places.bottom + 26 * zoom,
      places.words + 14 * zoom,
      places.bars,
    ];
    this.rows?.forEach((row, k) => setAll(row, { style: `top:${middles[k]}px${k === 2 ? `;opacity:${shown}` : ""}` }));
  }

  /** A word that goes out of sight hands its focus to the one that stays. @param {number} t */
  keepFocus(t) {
    const { activeElement } = /** @type {Document|ShadowRoot} */ (this.labels.getRootNode());
    const at = this.copies.findIndex(({ chip }) => chip === activeElement);
    if (at < 0 || at === t) return;
    const { chip } = this.copies[t];
    setAll(chip, { style: null });
    chip.focus({ preventScroll: true });
  }

  /** The chosen copy comes into sight. @param {Places} places @param {number} t */
  bring({ fold, sight, x, pitch, width }, t) {
    const space = this.frame?.space ?? width;
    const isIn = x(t) - pitch >= this.scrolled && x(t) + pitch <= this.scrolled + space;
    if (fold === 1 && (isIn || width <= space)) return;
    if (this.scrolled !== sight) this.scroller.scrollLeft = sight;
    this.scrolled = sight;
  }

  /** @param {Frame} frame @param {Places} places @param {(k: number) => boolean} isDrawn */
  paint(frame, places, isDrawn) {
    const { track, t, fold, zoom } = frame;
    const ratio = window.devicePixelRatio || 1;
    const sized = `${places.width}x${places.height}@${ratio}`;
    if (this.canvas.dataset.sized !== sized) {
      this.context = sizeCanvas(this.canvas, places.width, places.height);
      this.canvas.dataset.sized = sized;
    }
    const context = /** @type {CanvasRenderingContext2D} */ (this.context);
    context.clearRect(0, 0, places.width, places.height);
    context.imageSmoothingEnabled = false;
    this.image(frame);
    if (fold) this.paintChosen(context, frame, places);
    this.paintVerdicts(context, frame, places);
    // In the order of the words, the chosen copy on top.
    const order = [...track.tokens.keys()].filter((k) => k !== t && fold > 0 && isDrawn(k)).concat(t);
    this.paintLinks(context, frame, places, isDrawn);
    for (const k of order) this.paintArrows(context, frame, places, k);
    for (const k of order) this.paintCopy(context, frame, places, k);
    this.paintThreads(context, frame, places, isDrawn);
    this.paintBars(context, frame, places, zoom);
  }

  /** Every state's values as a picture of T columns, once for a change of them. @param {Frame} frame */
  image({ track, outcome, trained, theme, isChanged }) {
    const of = outcome ?? track;
    if (this.made === of && this.look === theme) return;
    const isOther = this.look !== theme || this.own !== trained;
    [this.made, this.look, this.own] = [of, theme, trained];
    for (const state of cellNamed(track.cell).states) {
      const pixel = pixelOf(track, quantityOf(track, state), theme);
      const before = isOther ? undefined : this.strips[state];
      this.strips[state] = {
        now: pictureOf((outcome?.course ?? track).arrays[state], track, pixel, before?.now),
        trained: isChanged && trained ? (before?.trained ?? pictureOf(trained.course.arrays[state], track, pixel)) : null,
      };
    }
  }

  /** A band down the chosen copy's column. @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Places} places */
  paintChosen(context, { panel, t, fold }, { x, pitch, height }) {
    context.globalAlpha = fold;
    context.fillStyle = panel;
    context.beginPath();
    context.roundRect(x(t) - pitch / 2 + 2, 0, pitch - 4, height, 8);
    context.fill();
    context.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Places} places */
  paintVerdicts(context, { track, outcome, isChanged, ink, line, t, fold, muted, zoom }, { x, chart, chartFoot, width, pitch }) {
    const y = (/** @type {number} */ p) => between(chartFoot, chart, p);
    context.lineWidth = 1;
    context.strokeStyle = line;
    for (const level of [0, 0.5, 1]) {
      context.setLineDash(level === 0.5 ? [] : [3, 4]);
      strokeLine(context, 0, y(level), width, y(level));
    }
    context.setLineDash([]);
    const now = outcome?.verdicts ?? track.arrays.verdict;
    const own = track.arrays.verdict;
    context.globalAlpha = fold;
    context.strokeStyle = ink;
    context.lineWidth = 2 * zoom;
    context.lineJoin = "round";
    context.beginPath();
    for (let k = 0; k < track.T; k++) context.lineTo(x(k), y(now[k]));
    context.stroke();
    for (let k = 0; k < track.T; k++) {
      context.globalAlpha = k === t ? 1 : fold;
      if (isChanged) {
        const wide = Math.min(pitch * 0.3, 13 * zoom);
        context.lineWidth = 2 * zoom;
        context.strokeStyle = muted;
        strokeLine(context, x(k) - wide, y(own[k]), x(k) + wide, y(own[k]));
      }
      context.fillStyle = ink;
      context.beginPath();
      context.arc(x(k), y(now[k]), DOT * zoom, 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 1;
  }

  /** x comes in from below, h goes out above. @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Places} places @param {number} k */
  paintArrows(context, { ink, hue, page, fold, zoom }, { x, top, bottom, words, chartFoot }, k) {
    const draw = (/** @type {string} */ colour, /** @type {number} */ from, /** @type {number} */ to) => {
      const foot = to + HEAD * zoom;
      context.strokeStyle = page; // over the loops
      context.lineWidth = 6 * zoom;
      if (fold < 1) strokeLine(context, x(k), from - 2 * zoom, x(k), foot);
      context.strokeStyle = context.fillStyle = colour;
      context.lineWidth = 1.8 * zoom;
      strokeLine(context, x(k), from, x(k), foot);
      arrowHead(context, x(k), to, 0, -HEAD * zoom);
    };
    draw(ink, words - 1, bottom + 1);
    draw(hue.h, top, chartFoot + 6 * zoom);
  }

  /** What every copy hands to the next: folded, they are one loop. @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Places} places @param {(k: number) => boolean} isDrawn */
  paintLinks(context, frame, places, isDrawn) {
    const { track, hue, page, fold, zoom } = frame;
    const { x, box, links, depth, reach } = places;
    const states = cellNamed(track.cell).states;
    const head = HEAD * zoom;
    states.forEach((state, s) => {
      const y = links[s];
      const draw = (/** @type {number} */ from, /** @type {number} */ to) => {
        const path = new Path2D(linkPath({ x: from + box / 2, y }, { x: to - box / 2 - head, y }, depth[s], reach));
        context.strokeStyle = page;
        context.lineWidth = (state === "c" ? 9 : 6) * zoom;
        if (fold < 1) context.stroke(path);
        context.strokeStyle = context.fillStyle = hue[state];
        context.lineWidth = (state === "c" ? 5 : 2.4) * zoom;
        context.stroke(path);
        arrowHead(context, to - box / 2, y, head, 0);
      };
      if (track.T > 1) for (let k = fold ? 1 : track.T - 1; k < track.T; k++) if (isDrawn(k)) draw(x(k - 1), x(k));
      if (fold < 1 && track.T < 2) {
        context.globalAlpha = 1 - fold;
        draw(x(0), x(0));
        context.globalAlpha = 1;
      }
      // What the first copy starts from: nothing.
      context.globalAlpha = fold;
      context.strokeStyle = context.fillStyle = hue[state];
      context.lineWidth = 1.5 * zoom;
      context.setLineDash([3, 3]);
      strokeLine(context, x(0) - box / 2 - 16 * zoom, y, x(0) - box / 2 - head, y);
      context.setLineDash([]);
      arrowHead(context, x(0) - box / 2, y, head, 0);
      context.globalAlpha = 1;
    });
  }

  /** @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Places} places @param {number} k */
  paintCopy(context, { track, t, fold, ink, line, page, muted, neutral, zoom, entry }, places, k) {
    const { x, box, top, bottom, strips, tall, strip, thin, gap, group, aside } = places;
    const left = x(k) - box / 2;
    const isChosen = k === t;
    context.fillStyle = page;
    context.strokeStyle = isChosen ? ink : muted;
    context.lineWidth = (isChosen ? 2.2 : 1.2) * zoom;
    context.beginPath();
    context.roundRect(left, top, box, bottom - top, 8 * zoom);
    context.fill();
    context.stroke();
    const draw = (/** @type {number} */ step, /** @type {number} */ from, /** @type {number} */ mark) =>
      stripsOf(track).forEach((state, s) => {
        const at = Math.round(from + s * (strip + thin + gap));
        const { now, trained } = this.strips[state];
        if (step < 0) {
          context.fillStyle = neutral;
          context.fillRect(at + thin, strips, strip, tall);
        } else {
          context.drawImage(now, step, 0, 1, track.units, at + thin, strips, strip, tall);
          if (trained) context.drawImage(trained, step, 0, 1, track.units, at, strips, thin - 1, tall);
        }
        context.strokeStyle = line;
        context.lineWidth = 1;
        context.strokeRect(at + thin - 0.5, strips - 0.5, strip + 1, tall + 1);
        if (state === "h" && entry && mark >= 0) {
          const high = Math.max(2, tall / track.units);
          context.strokeStyle = ink;
          context.lineWidth = 1.4 * zoom;
          context.strokeRect(at + thin - 1, strips + (mark * tall) / track.units - 1, strip + 2, high + 2);
        }
      });
    draw(k, x(k) + aside - group / 2, entry?.from ?? -1);
    if (fold < 0.25 && isChosen) {
      context.globalAlpha = 1 - 4 * fold;
      draw(k - 1, x(k) - aside - group / 2, entry?.from ?? -1);
      context.globalAlpha = 1;
    }
  }

  /** The one weight, from the unit it comes from to the one it goes to; folded, within the one cell. @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Places} places @param {(k: number) => boolean} isDrawn */
  paintThreads(context, { track, entry, value, fold, zoom, t, page, positive, negative }, { x, strips, tall, box, group, aside }, isDrawn) {
    if (!entry || value === null) return;
    const y = (/** @type {number} */ unit) => strips + ((unit + 0.5) * tall) / track.units;
    const draw = (/** @type {number} */ from, /** @type {number} */ to) => {
      const path = new Path2D(linkPath({ x: from, y: y(entry.from) }, { x: to, y: y(entry.to) }, 0, (to - from) / 2));
      context.strokeStyle = page;
      context.lineWidth = 4 * zoom;
      context.stroke(path);
      context.strokeStyle = context.fillStyle = value < 0 ? negative : positive;
      context.lineWidth = 1.8 * zoom;
      context.stroke(path);
      context.beginPath();
      context.arc(to, y(entry.to), 3 * zoom, 0, 2 * Math.PI);
      context.fill();
    };
    const unrolled = Math.max(0, 2 * fold - 1);
    context.globalAlpha = unrolled;
    if (unrolled) for (let k = 1; k < track.T; k++) if (isDrawn(k)) draw(x(k - 1) + aside + group / 2, x(k) - box / 2);
    context.globalAlpha = Math.max(0, 1 - 4 * fold);
    if (context.globalAlpha) draw(x(t) - aside + group / 2, x(t) + aside - group / 2 - 4 * zoom);
    context.globalAlpha = 1;
  }

  /** What every copy adds; folded, the bars stand on one another and reach the sum. @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Places} places @param {number} zoom */
  paintBars(context, { track, added, total, fold, line, muted, ink, positive, negative }, { x, bars, barTall, width, pitch }, zoom) {
    const { low, high } = reachOf(added ?? []);
    const scale = (2 * barTall) / (high - low || 1);
    const zero = high > low ? bars + barTall + low * scale : bars;
    context.strokeStyle = line;
    context.lineWidth = 1;
    strokeLine(context, 0, zero, width, zero);
    if (!added) return;
    const wide = Math.min(pitch * 0.46, 34 * zoom);
    const draw = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ by, /** @type {number} */ w) => {
      context.fillStyle = by < 0 ? negative : positive;
      const [a, b] = [zero - from * scale, zero - (from + by) * scale];
      context.fillRect(at - w / 2, Math.min(a, b), w, Math.max(by ? 1 : 0, Math.abs(a - b)));
    };
    let sofar = 0;
    added.forEach((each, k) => {
      const at = x(k) - (1 - fold) * wide * 0.6;
      draw(at, sofar * (1 - fold), each, wide);
      sofar += each;
    });
    const at = x(track.T) + (1 - fold) * wide * 0.6;
    draw(at, 0, total, wide);
    context.strokeStyle = ink;
    context.lineWidth = 1.5 * zoom;
    context.strokeRect(at - wide / 2, Math.min(zero, zero - total * scale), wide, Math.abs(total * scale));
    context.strokeStyle = muted;
    context.globalAlpha = fold;
    context.lineWidth = 1;
    strokeLine(context, x(track.T) - pitch / 2, bars - barTall, x(track.T) - pitch / 2, bars + barTall);
    context.globalAlpha = 1;
  }
}

/** @param {ArrayLike<number>} values @param {import("../board/scene.js").Track} track @param {(value: number) => number} pixel @param {HTMLCanvasElement} [canvas] */
function pictureOf(values, { T, units }, pixel, canvas = document.createElement("canvas")) {
  if (canvas.width !== T || canvas.height !== units) [canvas.width, canvas.height] = [T, units];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const picture = context.createImageData(T, units);
  const pixels = new Uint32Array(picture.data.buffer);
  for (let t = 0; t < T; t++) for (let unit = 0; unit < units; unit++) pixels[unit * T + t] = pixel(values[t * units + unit]);
  context.putImageData(picture, 0, 0);
  return canvas;
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} toX @param {number} toY */
function strokeLine(context, x, y, toX, toY) {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(toX, toY);
  context.stroke();
}

/** An arrow's head whose point is at x, y. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} alongX @param {number} alongY */
function arrowHead(context, x, y, alongX, alongY) {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - alongX - alongY / 2, y - alongY + alongX / 2);
  context.lineTo(x - alongX + alongY / 2, y - alongY - alongX / 2);
  context.fill();
}

/** The strips in a copy, from the left: h at the right, where it leaves. @param {import("../board/scene.js").Track} track */
const stripsOf = ({ cell }) => [...cellNamed(cell).states].reverse();

/** Between which values bars and their running sum lie, 0 among them. @param {ArrayLike<number>} added */
function reachOf(added) {
  let [low, high, sofar] = [0, 0, 0];
  for (const each of Array.from(added)) {
    sofar += each;
    [low, high] = [Math.min(low, each, sofar), Math.max(high, each, sofar)];
  }
  return { low, high };
}

/** @param {number} value @param {number} digits */
const signedOrNone = (value, digits) => (value === 0 ? "0" : signed(value, digits));

/** The colours of a drawing. @param {import("../board/scene.js").Track} track @param {import("../colours.js").Theme} theme */
export function inksOf(track, theme) {
  const { negative, positive, neutral } = track.ramp;
  return { negative: css(rgb(negative[theme])), positive: css(rgb(positive[theme])), neutral: css(rgb(neutral[theme])) };
}
