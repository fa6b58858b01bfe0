// Presenting: one figure alone, as large as the window, with a bar of the keys that work. For a class.

import { el } from "../dom.js";

/**
 * What a figure lends: its text and keys, a step on and back, and to be drawn anew.
 * @typedef {{back: () => void, forward: () => void, redraw: () => void}} Hands
 * @typedef {[keys: string, what: string][]} Keys a space parts keys, which do alike
 */

const NAME = "present";
/** What "Large type" was called in links. */
const OLDER = ["large", "watch_large"];
/** The type that everything is measured for. */
const TYPE = 14;

/** @type {Presenter|null} */
let presented = null;
/** @type {Set<Presenter>} */
const all = new Set();

export class Presenter {
  /** @type {import("./address.js").Bar|null} */
  bar = null;
  isBlack = false;
  /** @type {{element: Element, top: number}|null} where the page was before */
  place = null;

  /** @param {HTMLElement} root of the figure @param {Hands} hands */
  constructor(root, hands) {
    this.root = root;
    this.hands = hands;
    this.button = el("button", { type: "button", class: "present" });
    this.button.addEventListener("click", () => this.set(!this.on));
    this.leave = el("button", { type: "button", class: "leave" });
    this.leave.addEventListener("click", () => this.set(false));
    this.keys = el("div", { class: "present-keys" });
    this.black = el("div", { class: "present-black", hidden: true });
    this.black.addEventListener("click", () => this.setBlack(false));
    root.append(this.black);
    window.addEventListener("resize", this.onResize);
    root.addEventListener("keydown", (event) => {
      if (this.on && event.key === "Tab") this.keepInside(event);
    });
    all.add(this);
  }

  onResize = () => {
    if (this.on) this.hands.redraw();
  };

  close() {
    window.removeEventListener("resize", this.onResize);
    all.delete(this);
    if (!this.on) return;
    presented = null;
    show(false);
    for (const other of all) other.begin();
  }

  get on() {
    return presented === this;
  }

  /** How large everything is drawn. */
  get zoom() {
    return parseFloat(getComputedStyle(this.root).fontSize) / TYPE;
  }

  /** @param {Record<string, string>} text @param {Keys} keys */
  draw(text, keys) {
    this.button.textContent = text.present;
    this.button.title = text.presentHint;
    this.button.setAttribute("aria-keyshortcuts", "F");
    this.button.setAttribute("aria-pressed", String(this.on));
    const caps = (/** @type {string} */ all) => all.split(" ").map((key) => el("kbd", {}, key));
    this.leave.replaceChildren(...caps("Esc"), ` ${text.leave}`);
    this.keys.replaceChildren(
      ...keys.map(([each, what]) => el("span", {}, ...caps(each), ` ${what}`)),
      this.leave,
    );
  }

  /** Present at once if the address says so. @param {import("./address.js").Bar} [bar] where it is kept */
  begin(bar = this.bar ?? undefined) {
    if (bar) this.bar = bar;
    const said = bar?.read();
    const wanted = [NAME, ...OLDER].some((name) => said?.get(name) === "1");
    if (wanted && !presented && this.root.isConnected) this.set(true);
  }

  /** @param {boolean} on */
  set(on) {
    if (on) this.place = placeOf(this.root);
    presented = on ? this : null;
    this.setBlack(false);
    show(on);
    this.root.classList.toggle("is-presented", on);
    this.button.setAttribute("aria-pressed", String(on));
    if (this.bar) this.bar.write(marked(this.bar.read(), on));
    this.hands.redraw();
    this.root.focus({ preventScroll: true });
    const { place } = this;
    if (!on && place) requestAnimationFrame(() => place.element.scrollTo({ top: place.top, behavior: "instant" }));
  }

  /** Tab goes around in what is presented, nowhere behind it. @param {KeyboardEvent} event */
  keepInside(event) {
    const all = [...this.root.querySelectorAll("button, input, select, [tabindex]")];
    const stops = /** @type {HTMLElement[]} */ (all).filter((each) => each.tabIndex >= 0 && each.checkVisibility());
    const { activeElement } = /** @type {Document|ShadowRoot} */ (this.root.getRootNode());
    const at = stops.indexOf(/** @type {HTMLElement} */ (activeElement));
    const next = event.shiftKey ? at - 1 : at + 1;
    event.preventDefault();
    (stops[next] ?? (event.shiftKey && at < 0 ? stops.at(-1) : this.root))?.focus();
  }

  /** @param {boolean} black */
  setBlack(black) {
    this.isBlack = black;
    this.black.hidden = !black;
  }

  /** What a key does here, those of a clicker too. @param {string} key @returns {(() => void)|undefined} */
  moves(key) {
    const toggle = () => this.set(!this.on);
    if (!this.on) return key.toLowerCase() === "f" ? toggle : undefined;
    if (this.isBlack) return () => this.setBlack(false);
    /** @type {Record<string, () => void>} */
    const moves = {
      PageDown: this.hands.forward,
      PageUp: this.hands.back,
      b: () => this.setBlack(true),
      ".": () => this.setBlack(true),
      f: toggle,
      escape: toggle,
    };
    return moves[key] ?? moves[key.toLowerCase()];
  }
}

/** @param {URLSearchParams} parameters @param {boolean} on */
function marked(parameters, on) {
  const next = new URLSearchParams(parameters);
  for (const name of OLDER) next.delete(name);
  if (on) next.set(NAME, "1");
  else next.delete(NAME);
  return next;
}

/** The rest of the page goes out of sight, and out of the way of Tab. @param {boolean} on */
function show(on) {
  document.documentElement.toggleAttribute("data-presented", on);
}

/** What scrolls around a figure, and how far it is scrolled. @param {Node} node */
function placeOf(node) {
  /** @type {Node|null} */
  let each = node;
  while (each && !(each instanceof Element && each !== node && each.scrollTop > 0))
    each = each.parentNode ?? (each instanceof ShadowRoot ? each.host : null);
  return each instanceof Element ? { element: each, top: each.scrollTop } : null;
}

/**
 * Where nothing has the focus, keys are for the figure that is presented; F presents the first one.
 * @param {KeyboardEvent} event
 */
function onLostKey(event) {
  if (document.activeElement !== document.body || event.ctrlKey || event.metaKey || event.altKey) return;
  if (presented) {
    const { key, shiftKey } = event;
    presented.root.focus({ preventScroll: true });
    const passed = new KeyboardEvent("keydown", { key, shiftKey, cancelable: true, bubbles: true });
    if (!presented.root.dispatchEvent(passed)) event.preventDefault();
  } else if (event.key.toLowerCase() === "f" && all.size) {
    event.preventDefault();
    [...all][0].set(true);
  }
}

if (typeof document !== "undefined") document.addEventListener("keydown", onLostKey);
