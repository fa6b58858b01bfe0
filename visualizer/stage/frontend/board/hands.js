// What hands do on the board: pointing, clicking, tapping, keys.

/**
 * @typedef {import("./board.js").Board} Board @typedef {import("./focus.js").Focus} Focus
 */

/** Below this width the inspector comes to the finger as a sheet. */
const PHONE = 640;

export class Hands {
  /** @param {Board} board */
  constructor(board) {
    this.board = board;
    board.root.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
    board.root.addEventListener("click", (event) => this.onClick(event));
    board.board.addEventListener("pointermove", (event) => this.onPoint(event));
    board.board.addEventListener("pointerleave", () => board.point(null));
    for (const part of [board.board, board.inspector.element])
      part.addEventListener("pointerdown", () => board.touch(() => {}));
  }

  /** The view of the track in which an element lies. @param {Element} target */
  viewOf(target) {
    return this.board.shownTracks.find(({ element }) => element.contains(target));
  }

  /** The word, unit and quantity under the pointer. @param {MouseEvent} event @returns {Focus|null} */
  under(event) {
    const target = /** @type {Element} */ (event.target);
    const view = this.viewOf(target);
    if (!view) return null;
    const here = { track: view.number, t: this.board.t, unit: view.frame.unit };
    const chosen = chosenBy(target);
    if (chosen) return view.track.at[this.board.t] < 0 ? null : { ...here, quantity: chosen.quantity };
    const lane = view.laneOf(target);
    if (!lane) return null;
    const box = lane.body.getBoundingClientRect();
    const t = this.board.columns.at(event.clientX - box.left);
    if (t < 0 || view.track.at[t] < 0) return null;
    return { ...here, t, ...lane.at(event.clientY - box.top) };
  }

  /** @param {PointerEvent} event */
  onPoint(event) {
    if (event.pointerType === "mouse") this.board.point(this.under(event));
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    if (this.board.game?.hit(event)) return;
    const target = /** @type {Element} */ (event.target);
    const chosen = chosenBy(target);
    const view = this.viewOf(target);
    if (chosen) {
      this.board.touch(() => {
        if (view) this.board.track = view.number;
        const column = chosen.step === undefined ? this.board.t : this.board.active.track.columns[chosen.step];
        this.board.t = column ?? this.board.t;
        this.board.choose({ quantity: chosen.quantity });
      });
      if (!target.closest("[role=tab], .chip")) this.raise(true); // those open a lane, a column
      return;
    }
    const focus = this.under(event);
    if (!focus) return;
    this.board.touch(() => {
      this.board.track = focus.track;
      this.board.t = focus.t;
      if (focus.quantity !== "verdict") {
        this.board.pinned = focus.unit;
        for (const each of this.board.shownTracks) each.setUnit(this.board.pinned);
      }
      this.board.choose({ quantity: focus.quantity });
    });
    this.raise(true);
  }

  /** On a small screen the inspector comes to the finger, and goes again. @param {boolean} up */
  raise(up) {
    const { root, presenter, game } = this.board;
    const sheet = up && root.clientWidth <= PHONE && !presenter.on && !game?.on;
    root.classList.toggle("sheet-up", sheet);
    if (!sheet) return;
    this.board.inspector.element.scrollTop = 0;
    root.querySelector("[data-lane-open] .tall-mark")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.altKey || event.ctrlKey || event.metaKey || target instanceof HTMLSelectElement) return;
    if (target instanceof HTMLInputElement && (target.type === "number" || target.form)) {
      event.stopPropagation();
      if (event.key === "Escape" && target.form) this.board.surgery.toggle(false);
      return;
    }
    const onButton = target instanceof HTMLButtonElement;
    const { presenter, game } = this.board;
    const move = presenter.moves(event.key) ?? game?.moves(event.key, onButton) ?? this.moves(event.key);
    const pressed = event.key === " " || event.key === "Enter";
    if (event.key.length === 1 && !pressed) event.stopPropagation();
    if (!move && (!pressed || onButton)) return;
    event.preventDefault();
    event.stopPropagation();
    this.board.pointed = null;
    window.clearTimeout(this.board.starting);
    if (event.key === " ") this.board.transport.toggle();
    else if (event.key === "Enter" && !move) this.board.touch(() => this.board.pin(this.board.pinned === null ? this.board.focus.unit : null));
    else if (move) this.board.touch(move);
  }

  /** What a key does. @param {string} key @returns {(() => void)|undefined} */
  moves(key) {
    const symbol = /^[1-9]$/.test(key) ? this.board.active.symbols[Number(key) - 1] : undefined;
    if (symbol) return () => this.board.choose({ quantity: symbol });
    const page = this.board.active.frame.rows.shown - 1;
    /** @type {Record<string, () => void>} */
    const moves = {
      ArrowLeft: () => this.board.go(this.board.t - 1),
      ArrowRight: () => this.board.go(this.board.t + 1),
      ArrowUp: () => this.board.moveUnit(-1),
      ArrowDown: () => this.board.moveUnit(1),
      PageUp: () => this.board.moveUnit(-page),
      PageDown: () => this.board.moveUnit(page),
      Home: () => this.board.go(0),
      End: () => this.board.go(this.board.scene.T - 1),
      a: () => this.board.choose({ all: !this.board.all }),
      A: () => this.board.choose({ all: !this.board.all }),
      h: () => this.board.surgery.toggle(),
      H: () => this.board.surgery.toggle(),
      Escape: () => {
        if (this.board.root.classList.contains("sheet-up")) this.raise(false);
        else if (this.board.surgery.isOpen) this.board.surgery.toggle(false);
        else this.board.pin(null);
      },
    };
    return Object.hasOwn(moves, key) ? moves[key] : undefined;
  }
}

/** The quantity that an element stands for, and the step if it is another than the current one. @param {Element} target */
function chosenBy(target) {
  const element = /** @type {HTMLElement|null} */ (target.closest("[data-choose]"));
  if (!element) return null;
  const { choose = "", step } = element.dataset;
  return { quantity: choose, step: step === undefined ? undefined : Number(step) };
}
