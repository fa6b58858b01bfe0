// Predict, then reveal, on a board: all from some column on is covered, and before the next one opens a
// question about it is asked.

import { el } from "../dom.js";
import { choiceAt, choiceOfGate, cut, Round, zonesOf } from "./asking.js";
import { Curtain, MARK } from "./curtain.js";
import { held, keep } from "./rounds.js";
import { QuestionPanel } from "./question.js";

/** @typedef {import("./board.js").Board} Board @typedef {import("./asking.js").Zone} Zone */

const UNITS = ["flip", "move", "keep"];

/**
 * What asks on a board whose scene has questions; null for another.
 * @param {Board} board @param {boolean} begins whether it is to ask at once
 */
export function gameOf(board, begins) {
  if (!board.scene.asked) {
    board.game?.remove();
    return null;
  }
  const game = board.game ?? new Game(board);
  game.take(begins);
  return game;
}

export class Game {
  on = false;
  id = "";
  /** @type {Round} */
  round;
  /** @type {{pinned: number|null, quantity: string}|null} what was looked at before */
  before = null;
  /** @type {Zone[]} where the choices of the open question are */
  zones = [];
  /** @type {Record<string, import("./asking.js").Down>} the lanes that show */
  lanes = {};

  /** @param {Board} board */
  constructor(board) {
    this.board = board;
    this.panel = new QuestionPanel({
      onAnswer: (choice) => board.touch(() => this.answer(choice)),
      onNext: () => this.goOn(),
      onAgain: () => board.touch(() => this.again()),
      onLeave: () => board.touch(() => this.set(false)),
    });
    this.curtain = new Curtain();
    board.overlay.prepend(this.curtain.element);
    this.button = el("button", { type: "button", class: "predict", "aria-keyshortcuts": "P" });
    this.button.addEventListener("click", () => board.touch(() => this.set(!this.on)));
    board.tools.aside.unshift(this.button);
  }

  remove() {
    this.panel.element.remove();
    this.curtain.element.remove();
    this.board.root.classList.remove("predicting");
    this.board.tools.aside = this.board.tools.aside.filter((each) => each !== this.button);
  }

  /** Take the questions of the board's scene; what was answered before in this tab stays. @param {boolean} begins */
  take(begins) {
    const { scene } = this.board;
    const id = scene.tracks.map(({ id }) => id).join(" ");
    const asked = scene.asked ?? [];
    this.on ||= begins;
    if (id === this.id && !begins) {
      this.round = this.round.saidAs(asked); // perhaps in another language
      return;
    }
    this.id = id;
    this.round = new Round(asked, scene.T, held(id));
    if (this.on) this.begin();
  }

  /** Show what may be seen, or ask for the first column. */
  begin() {
    const last = Math.max(0, this.round.seen - 1);
    this.board.t = this.round.isOver ? last : this.round.reach(this.round.seen);
    this.openLane();
  }

  /** @param {boolean} on */
  set(on) {
    const { board } = this;
    if (on && !this.on) this.before = { pinned: board.pinned, quantity: board.quantity };
    else if (!on && this.before) Object.assign(board, this.before); // the questions chose others
    this.on = on;
    board.hands.raise(false);
    if (board.surgery.isOpen) board.surgery.toggle(false);
    if (on) this.begin();
    else board.root.focus({ preventScroll: true });
    this.panel.said = "";
    this.cover();
    board.layOutAgain();
    if (on) this.panel.title.focus({ preventScroll: true });
    board.onView(board.view);
  }

  /** Give the board's views what may be seen of their tracks. */
  cover() {
    const { board } = this;
    for (const view of board.views) {
      const whole = board.tracks[view.number] ?? view.track;
      view.track = this.on ? cut(whole, this.round.seen) : whole;
    }
  }

  /** Where one may go; on the way to it columns open, or a question does. @param {number} t */
  reach(t) {
    if (!this.on) return t;
    const { now, seen, isOver, shown } = this.round;
    if (isOver && shown && t === this.board.t) this.goOn(); // a step beyond the last one
    const to = this.round.reach(t);
    if (this.round.now) this.board.transport.stop();
    if (this.round.seen === seen && this.round.now === now) {
      if (to !== t) this.board.place(); // the slider goes back
      return to;
    }
    this.openLane();
    this.show(to);
    return to;
  }

  /** Show the board anew at a column. @param {number} t */
  show(t) {
    const { board } = this;
    board.t = t;
    board.pointed = null;
    keep(this.id, this.round.progress);
    this.cover();
    board.layOutAgain();
    board.onView(board.view);
  }

  /** Open the lane that the question is about. */
  openLane() {
    const { now } = this.round;
    if (now && UNITS.includes(now.kind)) this.board.quantity = now.quantity;
  }

  /** @param {number} choice */
  answer(choice) {
    const { board } = this;
    const asked = this.round.answer(choice);
    if (!asked) return;
    if (asked.units.length) board.pinned = asked.units[asked.answer];
    this.show(this.round.seen - 1);
    board.pulse(board.transport.ms);
  }

  /** Go on to the next question, step by step as if played; at once where that is hurried. */
  goOn() {
    const { board, round } = this;
    if (round.now) return;
    if (round.isOver) {
      round.advance();
      this.draw();
      return;
    }
    const target = round.next?.step ?? round.steps;
    const hurried = board.transport.playing || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    board.touch(() => {});
    if (hurried || target <= round.seen) this.go(round.advance());
    else {
      board.go(round.seen - 1);
      board.go(round.seen);
      if (!round.now && !round.isOver) board.transport.play();
    }
  }

  /** @param {number} t */
  go(t) {
    if (this.round.now) this.openLane();
    this.show(t);
  }

  again() {
    this.round = new Round(this.round.asked, this.round.steps);
    this.board.pinned = null;
    this.panel.said = "";
    this.begin();
    this.show(this.board.t);
  }

  get keys() {
    return this.board.scene.predictKeys ?? [];
  }

  /** What a key does. @param {string} key @param {boolean} onButton @returns {(() => void)|undefined} */
  moves(key, onButton) {
    if (key.toLowerCase() === "p") return () => this.set(!this.on);
    if (!this.on) return undefined;
    const choice = /^[1-9]$/.test(key) && this.round.now ? Number(key) - 1 : -1;
    if (choice >= 0) return () => this.answer(choice);
    if (key === "Escape") return () => this.set(false);
    if (key.toLowerCase() === "h") return () => {}; // changed by hand, the run would be another
    return key === "Enter" && !onButton ? () => this.goOn() : undefined;
  }

  /** Whether a click answered the open question. @param {MouseEvent} event */
  hit(event) {
    const { now } = this.round;
    if (!this.on || !now) return false;
    const target = /** @type {HTMLElement} */ (event.target);
    const { choose } = /** @type {HTMLElement|null} */ (target.closest("[data-choose]"))?.dataset ?? {};
    if (!this.board.board.contains(target)) return false;
    const box = this.board.overlay.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const choice = choose === undefined ? choiceAt(this.zones, x, y) : choiceOfGate(now, choose);
    if (choice === null || target.closest(".label") && choose === undefined) return false;
    this.board.touch(() => this.answer(choice));
    return true;
  }

  /** Draw what no step changes: the button, the panel, and where the lanes stand. */
  draw() {
    const { board, round } = this;
    const { text } = board.scene;
    this.button.textContent = text.predict;
    this.button.title = text.predictHint;
    this.button.setAttribute("aria-pressed", String(this.on));
    board.root.classList.toggle("predicting", this.on);
    if (!this.on) {
      this.panel.element.remove();
      return;
    }
    if (!this.panel.element.isConnected) board.inspector.element.before(this.panel.element);
    const covered = round.seen < round.steps;
    if (covered) board.surgery.told.replaceChildren(); // it tells of the end
    const note = covered ? [text.coveredFrom.replace("{n}", String(round.seen + 1)), text.uncoveredBelow] : [];
    this.panel.draw(text, round, note.join(" ").trim());
    const view = board.active;
    this.lanes = Object.fromEntries(
      view.shown.map(({ lane, top }) => {
        const row = view.lanes.find((each) => each.lane === lane)?.row;
        const place = { y: view.element.offsetTop + top, height: lane.height ?? lane.body.offsetHeight };
        return [row?.symbol ?? row?.lane ?? "", place];
      }),
    );
  }

  /** Place the curtain, and on it the choices. */
  place() {
    const { board, round } = this;
    const { columns } = board;
    if (!this.on) {
      this.curtain.element.hidden = true;
      this.zones = [];
      return;
    }
    const { now, seen } = round;
    const { rows, zoom, track, font } = board.active.frame;
    const end = columns.total;
    const edge = seen < board.scene.T ? columns.x(seen) : end;
    this.curtain.place({ edge, end, seen, words: this.lanes.tokens, columns, told: this.told(), font: font.size });
    const size = MARK * zoom;
    const lane = board.active.lanes.find(({ row }) => row.lane === "verdict")?.lane;
    const verdict = seen ? track.arrays.verdict?.[seen - 1] : track.axis.start;
    this.zones = now
      ? zonesOf(now, {
          lanes: this.lanes,
          edge,
          end,
          size,
          level: lane?.y?.(verdict) ?? 0,
          column: (step) => ({ x: columns.x(step), width: columns.width(step) }),
          row: (unit) => {
            const r = rows.rowOf.get(unit) ?? -1;
            return r < rows.first || r > rows.last ? null : { y: rows.y(r), height: rows.heightOf(r) };
          },
        })
      : [];
    this.curtain.mark(this.zones, edge, size);
  }

  /** The covered words that the open question names, by column. @returns {Map<number, string>} */
  told() {
    const { now } = this.round;
    const track = this.board.tracks.find((each) => each);
    if (!now || !track) return new Map();
    const steps = now.kind === "turn" ? now.steps : [now.step];
    return new Map(steps.map((step) => [track.columns[step], track.tokens[step]]));
  }
}
