// The board: tracks on the same columns, one step, one unit in focus, one lane of each track open. A
// pure function of (root, scene, view): Streamlit's side and the exported page are shells around it.

import { themeOf } from "../colours.js";
import { el } from "../dom.js";
import { fill } from "../numbers.js";
import { held, listen } from "./bus.js";
import { Columns } from "./columns.js";
import { clamped, sameFocus } from "./focus.js";
import { Hands } from "./hands.js";
import { Inspector } from "./inspector.js";
import { answerAfter, sameWords, tracksOf } from "./scene.js";
import { Sheet } from "./sheet.js";
import { Surgery } from "./surgery.js";
import { Tools } from "./tools.js";
import { TrackView } from "./track.js";
import { Transport } from "./transport.js";
import { mounting } from "../shell/mounting.js";
import { Presenter } from "../shell/presenting.js";

export { addressed, viewFrom } from "./focus.js";

/**
 * @typedef {import("./focus.js").View} View @typedef {import("./focus.js").Focus} Focus
 * @typedef {import("./scene.js").Scene} Scene @typedef {import("./scene.js").Track} Track
 *
 * What all tracks are drawn with; `budget` is the height for an open lane's thin rows.
 * @typedef {object} Look
 * @property {import("../colours.js").Theme} theme @property {number} zoom @property {Columns} columns
 * @property {number} budget @property {boolean} fills whether its rows take all of that
 * @property {number} [least] the height of all rows of a lane together, where it is not the usual one
 * @property {boolean} several whether the board has more than one track
 * @property {{size: number, family: string}} font
 * @property {string} ink @property {string} muted @property {string} line @property {string} background
 *
 * What the lanes of a track draw with. `unit` is the tall one, `told` says a value with its name,
 * `repaint` paints a lane whose own state changed.
 * @typedef {object} Own
 * @property {Track} track @property {import("./rows.js").Rows} rows @property {string} order
 * @property {number} unit @property {Record<string, string>} hue
 * @property {(symbol: string) => boolean} isOpen @property {(lane: Lane) => void} repaint
 * @property {(symbol: string, step: number, unit: number) => string} told
 * @typedef {Look & Own} Frame
 */
/**
 * A row of a track: `createLane(row)` of the module in lanes/ that the header's row names makes one,
 * and the board knows no more of it. `draw` takes the frame and does all that no step changes, `label`
 * makes what stands beside it, in this order. Then at every column `paint` draws it, `height` px high,
 * on the picture under its body, from `columns.from` to `columns.to`; after all lanes are painted
 * `place` moves elements, for text on a canvas would lay out the page anew after each change to it.
 * `focus` moves what follows the pointer. None of them reads the layout. `pulse` shows that a step is
 * computed, which takes so many ms. `at` says what stands `y` pixels below the lane's upper edge;
 * without a unit it is the one in focus.
 * @typedef {object} Lane
 * @property {HTMLElement} body on the columns
 * @property {(frame: Frame) => void} draw
 * @property {(frame: Frame) => HTMLElement} label
 * @property {number} [height]
 * @property {(context: CanvasRenderingContext2D) => void} [paint]
 * @property {(t: number) => void} [place]
 * @property {(focus: Focus, row: number) => void} [focus] row: where the lanes show its unit
 * @property {(ms: number) => void} [pulse]
 * @property {(y: number) => {quantity: string, unit?: number}} at
 * @property {(value: number) => number} [y] how far below its upper edge a value stands
 */

const STEP_MS = 900;
/** So many ms after the board the inspector follows; where keys or moves come fast, after a pause. */
const DETAILS = { after: 20, pause: 100 };
/** An open lane's rows take a share of the window's height beyond what all else needs, within bounds. */
const ROWS = { share: 0.6, rest: 500, least: 142, thin: 48, most: 360, framed: 800 };

/** The same share for all the tracks of a comparison together. */
const COMPARED = 0.9;

/** Pixels across a printed page, upright, between its margins. */
const PAPER = 680;
/** What a presented board has around it. */
const AROUND = 24;

export const { mount, unmount } = mounting(() => new Board());

const reducedMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const inFrame = window.self !== window.top;

export class Board {
  /** @type {(view: View) => void} */
  onView = () => {};
  /** @type {import("../shell/figure.js").Ask} */
  ask = () => {};
  /** @type {import("./predict.js").Game|null} asks before it shows, where the scene has questions */
  game = null;

  /** @type {Scene} */
  scene;
  /** @type {(Track|null)[]} those whose numbers are here */
  tracks = [];
  /** @type {TrackView[]} the same */
  views = [];
  /** @type {Sheet[]} what the tracks are drawn on, by number */
  sheets = [];

  t = 0;
  /** the track that was touched last, by number */
  track = 0;
  /** @type {Set<number>} */
  open = new Set([0]);
  order = "effect";
  quantity = "";
  all = false;
  printed = false;
  /** @type {number|null} */
  pinned = null;
  /** @type {Focus|null} */
  pointed = null;

  columns = new Columns();
  width = 0;
  tall = 0;
  label = 0;
  scrolled = 0;
  starting = 0;
  detail = 0;
  /** when the inspector was filled last */
  filled = -Infinity;
  /** the last turn of the page that was obeyed */
  obeyed = -1;
  /** @type {(() => void)[]} */
  ears = [];

  cursor = el("div", { class: "cursor" });
  pointer = el("div", { class: "pointer", hidden: true });
  overlay = el("div", { class: "overlay" }, this.cursor, this.pointer);
  board = el("div", { class: "board" }, this.overlay);
  scroller = el("div", { class: "scroller" }, this.board);
  spoken = el("p", { class: "spoken", "aria-live": "polite" });
  keys = el("p", { class: "spoken", id: "stage-keys" });

  constructor() {
    this.inspector = new Inspector({
      onPin: () => this.touch(() => this.pin(this.pinned === null ? this.focus.unit : null)),
      onUnit: (unit) => this.touch(() => this.pin(unit)),
      onMove: (by) => this.touch(() => this.moveUnit(by)),
      onStep: (t) => this.touch(() => this.go(t)),
      onClose: () => this.hands.raise(false),
    });
    this.transport = new Transport(
      {
        go: (t) => this.go(t),
        step: () => this.t,
        steps: () => this.scene.T,
        played: (ms) => this.pulse(ms),
      },
      STEP_MS,
    );
    this.tools = new Tools({
      onOrder: (order) => this.touch(() => this.choose({ order })),
      onTrack: (track) => this.touch(() => this.toggleTrack(track)),
      onAll: () => this.touch(() => this.choose({ all: !this.all })),
    });
    this.surgery = new Surgery({
      onChange: (operation) => this.touch(() => this.ask({ operation })),
      onToggle: () => this.touch(() => this.layOut()),
    });
    this.figure = el(
      "div",
      { class: "figure" },
      this.surgery.element,
      this.scroller,
      this.tools.element,
      this.transport.element,
    );
    this.root = el(
      "section",
      { class: "stage", "data-stage": "", role: "group", tabindex: 0, "aria-describedby": "stage-keys" },
      this.tools.tracks,
      this.tools.notes,
      el("div", { class: "halves" }, this.figure, this.inspector.element),
      this.spoken,
      this.keys,
    );
    this.presenter = new Presenter(this.root, {
      back: () => this.go(this.t - 1),
      forward: () => this.go(this.t + 1),
      redraw: () => this.drawAnew(),
    });
    this.transport.aside = [this.presenter.keys];
    this.tools.aside = [this.presenter.button, this.surgery.button];
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.scroller);
    this.observer.observe(this.board);
    document.fonts.addEventListener("loadingdone", this.drawAnew); // words were measured in another
    window.addEventListener("beforeprint", this.toPaper);
    window.addEventListener("afterprint", this.fromPaper);
    this.scroller.addEventListener("scroll", () => this.onScroll(), { passive: true });
    this.hands = new Hands(this);
  }

  drawAnew = () => {
    if (this.scene && this.isThere) this.layOut();
  };

  /** A page that is being left shows it no longer, or without its style sheet. */
  get isThere() {
    return this.scroller.clientWidth > 0 && Number.isFinite(parseFloat(getComputedStyle(this.overlay).left));
  }

  /** On paper nothing scrolls: all columns, as large as they fit. */
  toPaper = () => {
    if (!this.scene) return;
    this.printed = true;
    this.layOut();
    const width = this.label + this.columns.total;
    this.figure.style.zoom = String(Math.min(1, PAPER / width));
  };

  fromPaper = () => {
    if (!this.printed) return;
    this.printed = false;
    this.figure.style.zoom = "";
    this.layOut();
  };

  remove() {
    document.fonts.removeEventListener("loadingdone", this.drawAnew);
    window.removeEventListener("beforeprint", this.toPaper);
    window.removeEventListener("afterprint", this.fromPaper);
    window.clearTimeout(this.starting);
    window.clearTimeout(this.detail);
    this.transport.stop();
    this.presenter.close();
    this.observer.disconnect();
    this.hear([]);
    this.root.remove();
  }

  /** @param {Scene} scene @param {View} view where to begin @param {import("../shell/modules.js").Modules} modules */
  show(scene, view, modules) {
    const first = !this.scene;
    const before = { scene: this.scene, tracks: this.tracks };
    this.scene = scene;
    this.tracks = tracksOf(scene);
    this.game = modules["board/predict"]?.gameOf(this, first && view.predict) ?? null;
    const newText = first || before.scene.T !== scene.T || this.hasOtherWords(before.tracks);
    const fresh = newText || this.hasOtherNetworks(before.scene);
    if (first || before.scene.tracks.length !== scene.tracks.length) this.open = new Set(this.usual);
    if (first) this.take(view);
    else if (fresh) {
      this.pinned = null;
      this.track = 0;
    }
    if (fresh) this.pointed = null;
    this.columns.count = scene.T;
    if (newText) this.begin(first ? clamped(view.t, scene.T) : undefined);
    this.t = Math.min(this.t, scene.T - 1);
    const looked = new Map(fresh ? [] : this.views.map(({ number, frame }) => [number, frame?.unit]));
    this.views = this.tracks.flatMap((track, n) => {
      if (!track) return [];
      const sheet = (this.sheets[n] ??= new Sheet());
      track.unit = Math.min(looked.get(n) ?? track.unit, track.units - 1); // of the same run, changed
      return [new TrackView(track, n, sheet, modules)];
    });
    this.game?.cover();
    if (fresh && !first) this.quantity = this.opening;
    if (!this.isKnown(this.quantity)) this.quantity = this.opening;
    this.game?.openLane();
    const { orders } = this.tracks[this.active.number] ?? this.active.track;
    if (!Object.hasOwn(orders, this.order)) this.order = Object.keys(orders)[0];
    if (newText) this.scrolled = this.scroller.scrollLeft = 0;
    this.layOut();
    this.hearApart();
    this.onView(this.view);
    this.want();
  }

  /** Whether no track that was here reads the same words now. @param {(Track|null)[]} before */
  hasOtherWords(before) {
    const pairs = this.tracks.flatMap((track, n) => (track && before[n] ? [[before[n], track]] : []));
    return !pairs.length || pairs.some(([one, other]) => !sameWords(one, other));
  }

  /** @param {Scene} before */
  hasOtherNetworks(before) {
    const said = (/** @type {Scene} */ { tracks }) => tracks.map(({ name, network }) => `${name}\n${network}`);
    return said(this.scene).join("\n\n") !== said(before).join("\n\n");
  }

  /** The tracks that are open at first. */
  get usual() {
    return this.scene.compared ? [...this.scene.tracks.keys()] : [0];
  }

  /** Take what an address or the page says, as far as it fits. @param {View} view */
  take({ track, unit, order, quantity, open, all }) {
    const { tracks } = this.scene;
    const fits = (open ?? []).filter((n) => n < tracks.length);
    if (fits.length) this.open = new Set(fits);
    this.track = clamped(track, tracks.length) ?? this.track;
    if (!this.open.has(this.track)) this.track = Math.min(...this.open);
    if (unit !== undefined) this.pinned = clamped(unit, tracks[this.track].units) ?? null;
    this.order = order ?? this.order;
    this.quantity = quantity ?? this.quantity;
    this.all = all ?? this.all;
  }

  /** Say which open tracks are missing. */
  want() {
    const wanted = [...this.open].filter((n) => !this.tracks[n]);
    if (wanted.length) this.ask({ open: [...this.open].map((n) => this.scene.tracks[n].name) });
  }

  /** Listen for what comes apart from the scene: weights, sums, and what the page wants shown. */
  hearApart() {
    const details = this.tracks.flatMap((track) =>
      track ? [`weights/${track.weights}`, `sums/${track.id}`] : [],
    );
    const ears = [...new Set(details)].map((name) => listen(name, () => this.showDetails()));
    const { remote } = this.scene;
    if (remote) ears.push(listen(`remote/${remote}`, () => this.obey()));
    this.hear(ears);
    this.obey();
  }

  /** @param {(() => void)[]} ears */
  hear(ears) {
    for (const stop of this.ears) stop();
    this.ears = ears;
  }

  /** Show what the page wants shown, each turn of it once. */
  obey() {
    const said = this.scene.remote ? held(`remote/${this.scene.remote}`) : undefined;
    if (!said || said.turn <= this.obeyed) return;
    this.obeyed = said.turn;
    const numbered = (/** @type {string} */ name) => this.scene.tracks.findIndex((track) => track.name === name);
    const { t, track, open, ...rest } = said.view;
    const view = {
      ...rest,
      track: track === undefined ? undefined : numbered(track),
      open: open?.map(numbered).filter((/** @type {number} */ n) => n >= 0),
    };
    this.touch(() => {
      this.take(view);
      if (!this.isKnown(this.quantity)) this.quantity = this.opening;
      this.pointed = null;
      this.t = clamped(t, this.scene.T) ?? this.t;
      this.layOut();
      this.onView(this.view);
      this.want();
    });
  }

  /** The open tracks that are here; the first that is here as long as none of them is. */
  get shownTracks() {
    const open = this.views.filter(({ number }) => this.open.has(number));
    return open.length ? open : this.views.slice(0, 1);
  }

  /** The view of the track that was touched last. */
  get active() {
    const shown = this.shownTracks;
    return shown.find(({ number }) => number === this.track) ?? shown[0];
  }

  get opening() {
    return this.active.opening;
  }

  /** Whether a track has a lane for a quantity, or it is the verdict's. @param {string} quantity */
  isKnown(quantity) {
    return this.views.some((view) => view.hasLane(quantity));
  }

  /** Start on the given step; else play once from the first word, or show the end. @param {number} [t] */
  begin(t) {
    this.transport.stop();
    window.clearTimeout(this.starting);
    if (this.game?.on) return;
    const begin = t ?? clamped(this.scene.begin ?? undefined, this.scene.T);
    const plays = begin === undefined && !reducedMotion() && this.scene.T > 1;
    this.t = begin ?? (plays ? 0 : this.scene.T - 1);
    if (plays) this.starting = window.setTimeout(() => this.transport.play(), 700);
  }

  /** @returns {View} */
  get view() {
    return {
      t: this.t,
      track: this.track,
      unit: this.pinned ?? undefined,
      order: this.order,
      quantity: this.quantity,
      open: [...this.open].sort((a, b) => a - b),
      usual: this.usual,
      all: this.all,
      predict: this.game?.on,
    };
  }

  /** @returns {Focus} */
  get focus() {
    const { active } = this;
    return (
      this.pointed ?? {
        track: active.number,
        t: this.t,
        unit: active.frame.unit,
        quantity: this.shown,
      }
    );
  }

  /** The quantity whose details show where nothing is pointed at. */
  get shown() {
    return this.quantity === "verdict" || this.active.hasLane(this.quantity) ? this.quantity : this.opening;
  }

  resize() {
    const { clientWidth } = this.scroller;
    if (!this.isThere || !this.scene || (clientWidth === this.width && this.board.offsetHeight === this.tall)) return;
    this.layOut();
  }

  /** @returns {Look} */
  look() {
    const theme = themeOf(this.root);
    const style = getComputedStyle(this.root);
    const { zoom } = this.presenter;
    this.width = this.scroller.clientWidth;
    this.label = parseFloat(getComputedStyle(this.overlay).left);
    const tokens = this.tracks.flatMap((track) => track?.tokens ?? []);
    const letters = tokens.reduce((most, token) => Math.max(most, token.length), 1);
    this.columns.layOut({ count: this.scene.T, letters, room: this.width - this.label - 2, zoom });
    const height = inFrame ? ROWS.framed : window.innerHeight;
    const side = Boolean(this.scene.compared);
    const each = side ? COMPARED / this.shownTracks.length : ROWS.share;
    return {
      theme,
      zoom,
      columns: this.columns,
      budget: this.presenter.on
        ? this.all || side
          ? ROWS.thin
          : ROWS.least
        : Math.max(side ? ROWS.thin : ROWS.least, Math.min(ROWS.most, (height - ROWS.rest) * each)),
      fills: this.presenter.on,
      least: side && this.presenter.on ? ROWS.thin : undefined,
      several: this.scene.tracks.length > 1,
      font: { size: parseFloat(style.fontSize), family: style.fontFamily },
      ink: style.getPropertyValue("--ink"),
      muted: style.getPropertyValue("--muted"),
      line: style.getPropertyValue("--line"),
      background: style.getPropertyValue("--page"),
    };
  }

  /** Draw everything that a step does not change. */
  layOut() {
    const { scene, root } = this;
    root.classList.toggle("has-tracks", scene.tracks.length > 1 && !scene.compared);
    root.classList.toggle("is-compared", Boolean(scene.compared));
    const look = this.look();
    root.dataset.theme = look.theme;
    root.dataset.cell = this.active.track.cell;
    root.dataset.steps = String(scene.T);
    root.lang = scene.language;
    root.setAttribute("aria-label", scene.text.stage);
    this.keys.textContent = scene.text.keys;
    root.style.setProperty("--zoom", String(look.zoom));
    root.style.setProperty("--columns", `${this.columns.total}px`);
    root.style.setProperty("--lens", `${this.columns.lens}px`);
    this.drawTracks(look);
    this.surgery.draw(scene.surgery, this.active.frame);
    if (this.presenter.on)
      this.drawTracks({ ...look, budget: Math.max(ROWS.thin, look.budget + this.spare(look)) });
    this.inspector.draw(this.active.frame);
    this.transport.draw(scene.text, scene.T);
    this.presenter.draw(scene.text, this.game?.on ? this.game.keys : scene.keys);
    this.tools.draw(this);
    this.game?.draw();
    if (this.printed) this.columns.room = this.columns.total;
    this.columns.see(this.printed ? 0 : this.scrolled);
    this.place({ anew: true });
    this.showDetails();
  }

  /** The height that each open lane gets more, or less, where the board is as high as the window. @param {Look} look */
  spare({ zoom }) {
    const lanes = this.shownTracks.reduce((sum, { symbols }) => sum + (this.all ? symbols.length : 1), 0);
    const others = [this.tools.tracks, this.transport.element, this.surgery.element];
    const rest = others.reduce((sum, { offsetHeight }) => sum + offsetHeight, AROUND * zoom);
    return Math.floor((this.root.clientHeight - rest - this.board.offsetHeight) / lanes);
  }

  /** @param {Look} look */
  drawTracks(look) {
    /** @type {Track|null} */
    let above = null;
    const shown = this.shownTracks;
    const sections = this.scene.tracks.map(({ name, units }, n) => {
      const view = shown.find(({ number }) => number === n);
      const element = view?.element ?? el("section", { class: "track", "data-track": name, "data-units": units });
      const open = this.open.has(n) || Boolean(view);
      element.dataset.open = String(open);
      element.hidden = !open;
      if (!view) {
        element.replaceChildren(open ? this.scene.text.loading : "");
        return element;
      }
      view.draw(look, {
        chosen: this.quantity,
        all: this.all,
        order: this.order,
        unit: this.pinned,
        above,
      });
      above = view.track;
      return element;
    });
    this.board.replaceChildren(...sections, this.overlay);
    for (const view of shown) view.settle();
    this.tall = this.board.offsetHeight;
  }

  /** Move to a step, clamped to the board. @param {number} t */
  go(t) {
    const wanted = Math.max(0, Math.min(this.scene.T - 1, t));
    const next = this.game?.reach(wanted) ?? wanted;
    if (next === this.t) return;
    this.t = next;
    this.place();
    this.onView(this.view);
  }

  /** @param {Partial<{quantity: string, order: string, all: boolean}>} choice */
  choose(choice) {
    Object.assign(this, choice);
    this.pointed = null;
    this.layOutAgain();
    if (this.all && choice.quantity)
      this.root.querySelector(`[data-lane="${CSS.escape(choice.quantity)}"]`)?.scrollIntoView({ block: "nearest" });
    this.onView(this.view);
    this.tell();
  }

  /** Draw everything anew; what has the focus keeps it. */
  layOutAgain() {
    const held = focusedIn(this.root);
    this.layOut();
    if (held) /** @type {HTMLElement|null} */ (this.root.querySelector(held))?.focus({ preventScroll: true });
  }

  /** Open or close a track; one stays open. @param {number} track */
  toggleTrack(track) {
    if (!this.open.has(track)) this.open.add(track);
    else if (this.open.size > 1) this.open.delete(track);
    this.track = this.open.has(track) ? track : Math.min(...this.open);
    this.pointed = null;
    this.layOut();
    this.onView(this.view);
    this.want();
    this.tell();
  }

  /** @param {number|null} unit */
  pin(unit) {
    this.pinned = unit === null ? null : (clamped(unit, this.active.track.units) ?? null);
    for (const view of this.shownTracks) view.setUnit(this.pinned);
    this.place({ anew: true });
    this.showDetails();
    this.onView(this.view);
    this.tell();
  }

  /** Let the page hear what was chosen, if it wants to; a step alone is no choice. */
  tell() {
    if (this.scene.heard)
      this.ask({ chosen: { ...this.focus, track: this.scene.tracks[this.focus.track].name } });
  }

  /**
   * Show the current step and focus: all that changes from step to step.
   * @param {{anew?: boolean}} [how] anew: every column changed, not only what lies between two steps
   */
  place({ anew = false } = {}) {
    const { scene, t, columns } = this;
    columns.go(t);
    this.keepInSight(); // before anything is written: it reads the layout
    if (anew) columns.all();
    this.paint();
    this.root.dataset.t = String(t);
    this.root.dataset.unit = this.pinned === null ? "" : String(this.pinned);
    this.cursor.style.transform = `translateX(${columns.x(t)}px)`;
    const spoken = this.spokenStep();
    this.transport.step(t, fill(scene.text.step, { step: t + 1, steps: scene.T }), spoken);
    if (!this.transport.playing) this.spoken.textContent = spoken;
    this.game?.place();
    this.showFocus();
  }

  spokenStep() {
    const { scene, t, active } = this;
    const step = active.track.at[t];
    if (step < 0 && this.game?.on) return "";
    if (step < 0) return fill(scene.text.noStep, { name: active.track.name });
    return fill(scene.text.stepSpoken, {
      step: t + 1,
      steps: scene.T,
      word: active.track.tokens[step],
      verdict: answerAfter(active.track, step),
    });
  }

  showFocus() {
    const { focus } = this;
    this.columns.all(); // another unit changes every column
    for (const view of this.shownTracks) view.focus(focus);
    this.pointer.hidden = !this.pointed || this.pointed.t === this.t;
    this.pointer.style.transform = `translateX(${this.columns.x(focus.t)}px)`;
    this.pointer.style.width = `${this.columns.column}px`;
    const due = Math.max(DETAILS.after, this.filled + DETAILS.pause - performance.now());
    this.detail ||= window.setTimeout(() => this.showDetails(), due);
  }

  /** Fill the inspector: after the board itself is painted, which is not to wait for it. */
  showDetails() {
    window.clearTimeout(this.detail);
    this.detail = 0;
    this.filled = performance.now();
    const { focus } = this;
    const view = this.views.find(({ number }) => number === focus.track) ?? this.active;
    if (!view.frame) return;
    if (this.inspector.frame !== view.frame) this.inspector.draw(view.frame);
    this.inspector.show(focus, this.pinned !== null && this.pinned === focus.unit);
    this.surgery.follow(view.frame, focus);
    if (this.inspector.lacks) this.ask({ sums: view.track.name });
  }

  /** Scroll the columns, never the page, until the current word is in sight; choose what to draw. */
  keepInSight() {
    const { columns } = this;
    if (columns.total > columns.room) {
      const wanted = columns.keeping(this.scrolled);
      if (wanted !== this.scrolled) this.scroller.scrollLeft = this.scrolled = wanted;
    }
    if (columns.misses(this.scrolled)) columns.see(this.scrolled);
  }

  /** Draw what a hand scrolled into sight. */
  onScroll() {
    this.scrolled = this.scroller.scrollLeft;
    if (!this.columns.misses(this.scrolled)) return;
    this.columns.see(this.scrolled);
    this.paint();
    this.showFocus();
  }

  /** Draw what the columns call for, then move what stands on it. */
  paint() {
    for (const view of this.shownTracks) view.paint();
    for (const view of this.shownTracks) view.place(this.t);
  }

  /** @param {number} ms */
  pulse(ms) {
    if (reducedMotion()) return;
    for (const view of this.shownTracks) view.pulse(ms);
  }

  /** A hand on the stage ends the playing. @param {() => void} act */
  touch(act) {
    window.clearTimeout(this.starting);
    this.transport.stop();
    act();
  }

  /** @param {Focus|null} focus */
  point(focus) {
    if (sameFocus(focus, this.pointed)) return;
    this.pointed = focus;
    this.showFocus();
  }

  /** Pin the unit in the next row up or down. @param {number} by */
  moveUnit(by) {
    const { order, r } = this.active.frame.rows;
    this.pin(order[Math.max(0, Math.min(order.length - 1, r + by))]);
  }
}

/** Where to find again what has the focus and will be drawn anew. @param {HTMLElement} root */
function focusedIn(root) {
  const { activeElement } = /** @type {Document|ShadowRoot} */ (root.getRootNode());
  if (!activeElement || !root.contains(activeElement)) return "";
  if (activeElement.matches(".chip")) return ".chip[aria-current]";
  const choice = activeElement.getAttribute("data-choose");
  const kind = activeElement.getAttribute("role") === "tab" ? "[role=tab]" : ".value-row";
  return choice && activeElement.matches(kind) ? `${kind}[data-choose="${choice}"]` : "";
}
