// The menu of all pages: a button, and a panel in the top layer with a link for every page.

import { Connection } from "./connection.js";
import { missing } from "./memory.js";
import { schemeButtons } from "./scheme.js";
import { followTabs } from "./tabs.js";

/**
 * @typedef {{name: string, path: string, title: string, question: string, key: string,
 *   current: boolean}} Item
 * @typedef {{label: string, keys: string, sections: {title: string, pages: Item[]}[],
 *   language: string, lost: string, schemes: Record<string, string>,
 *   memory: import("./memory.js").Memory}} Contents
 */

const GAP = 6;
const EDGE = 8;
const MOST_COLUMNS = 3;
/** What an address says for all pages. */
const SHARED = ["lang", "present"];

/** @type {WeakMap<Node, Menu>} */
const menus = new WeakMap();

class Menu {
  constructor() {
    this.shown = "";
    /** @type {HTMLElement|null} what had the focus when a key opened the menu */
    this.before = null;
    /** @type {HTMLAnchorElement[]} */
    this.links = [];
    this.button = make("button", { type: "button", class: "menu-button", "aria-expanded": "false" });
    this.panel = make("div", { popover: "auto", class: "menu-panel" });
    this.nav = make("nav", {});
    this.hint = make("p", { class: "menu-keys" });
    this.schemes = make("div", {});
    this.panel.append(this.nav, this.schemes, this.hint);
    this.connection = new Connection();
    this.unfollow = followTabs();
    this.button.popoverTargetElement = this.panel;
    this.element = make("div", { class: "menu" });
    this.element.append(this.button, this.panel, this.connection.element);
    this.panel.addEventListener("toggle", (event) => this.toggled(event.newState === "open"));
    this.panel.addEventListener("keydown", (event) => this.onPanelKey(event));
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.onPageKey(event);
    document.addEventListener("keydown", this.onKey, { capture: true });
  }

  close() {
    document.removeEventListener("keydown", this.onKey, { capture: true });
    this.connection.close();
    this.unfollow();
    this.element.remove();
  }

  /** @param {Contents} contents @returns {boolean} whether they are new */
  draw(contents) {
    const shown = JSON.stringify(contents);
    if (shown === this.shown) return false;
    this.shown = shown;
    this.button.replaceChildren(bars(), make("span", {}, contents.label));
    this.button.setAttribute("aria-label", contents.label);
    this.button.title = contents.keys;
    this.nav.setAttribute("aria-label", contents.label);
    this.hint.textContent = contents.keys;
    this.connection.draw(contents.lost);
    this.schemes.replaceChildren(schemeButtons(contents.schemes, () => this.paths));
    this.nav.replaceChildren(...contents.sections.map((section, k) => this.section(section, k)));
    this.panel.style.setProperty("--sections", String(Math.min(MOST_COLUMNS, contents.sections.length)));
    this.links = [...this.nav.querySelectorAll("a")];
    return true;
  }

  /** The pages' paths on this server. */
  get paths() {
    return this.links.map(({ dataset }) => `${folder()}${dataset.path}`);
  }

  /** @param {{title: string, pages: Item[]}} section @param {number} number */
  section({ title, pages }, number) {
    const heading = make("h2", { id: `menu-section-${number}` }, title);
    const list = make("ul", { "aria-labelledby": heading.id });
    list.append(...pages.map((page) => this.item(page)));
    const section = make("section", {});
    section.append(heading, list);
    return section;
  }

  /** @param {Item} page */
  item({ name, path, title, question, key, current }) {
    const link = make("a", { href: addressOf(path), "data-page": name, "data-path": path, "data-key": key });
    if (current) link.setAttribute("aria-current", "page");
    const words = make("span", { class: "menu-words" });
    words.append(make("b", {}, title), make("span", {}, question));
    link.append(words, make("kbd", { "aria-hidden": "true" }, key.toUpperCase()));
    link.setAttribute("aria-keyshortcuts", key);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      this.choose(link);
    });
    const item = make("li", {});
    item.append(link);
    return item;
  }

  /** @param {HTMLAnchorElement} link */
  choose(link) {
    this.panel.hidePopover();
    if (!link.hasAttribute("aria-current")) goTo(addressOf(String(link.dataset.path)));
  }

  /** @param {boolean} open */
  toggled(open) {
    this.button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    const { left, bottom } = this.button.getBoundingClientRect();
    const room = window.innerWidth - this.panel.offsetWidth - EDGE;
    this.panel.style.left = `${Math.max(EDGE, Math.min(left, room))}px`;
    this.panel.style.top = `${Math.max(EDGE, bottom + GAP)}px`; // also where the button is scrolled away
    (this.links.find((link) => link.hasAttribute("aria-current")) ?? this.links[0])?.focus();
  }

  /** @param {KeyboardEvent} event */
  onPageKey(event) {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.before = focused();
    // Focus at once: the toggle event comes later than a quick second key.
    this.toggled(this.panel.togglePopover());
  }

  /** @param {KeyboardEvent} event */
  onPanelKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const root = /** @type {ShadowRoot} */ (this.panel.getRootNode());
    const at = this.links.indexOf(/** @type {HTMLAnchorElement} */ (root.activeElement));
    const last = this.links.length - 1;
    /** @type {Record<string, number>} */
    const targets = {
      ArrowDown: Math.min(last, at + 1),
      ArrowUp: Math.max(0, at - 1),
      Home: 0,
      End: last,
    };
    if (event.key === "Escape") {
      this.panel.hidePopover();
      (this.before ?? this.button).focus({ preventScroll: true });
      this.before = null;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const named = this.links.find((link) => link.dataset.key === event.key.toLowerCase());
    if (event.key in targets) this.links[targets[event.key]].focus();
    else if (named) this.choose(named);
    else {
      if (event.key.length === 1) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

/** What has the focus, be it within a component; null for nothing. @returns {HTMLElement|null} */
function focused() {
  let { activeElement } = document;
  while (activeElement?.shadowRoot?.activeElement) ({ activeElement } = activeElement.shadowRoot);
  return activeElement instanceof HTMLElement && activeElement !== document.body ? activeElement : null;
}

/**
 * Go to a page as if a person had gone forward to it: one step in the history, where Streamlit's own
 * way makes two. It may still hear of a run of the page that is left, and would step back and forth.
 * @param {string} address
 */
function goTo(address) {
  window.history.pushState({}, "", address);
  const replace = window.history.replaceState.bind(window.history);
  window.history.pushState = (...entry) => replace(...entry);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

/** The page is there: from now on steps are steps. */
function arrived() {
  if (Object.hasOwn(window.history, "pushState")) Reflect.deleteProperty(window.history, "pushState");
}

/** A page's address, in the same language, presented if this one is. @param {string} path */
function addressOf(path) {
  const now = new URLSearchParams(window.location.search);
  const kept = new URLSearchParams([...now].filter(([name]) => SHARED.includes(name)));
  return kept.size ? `${folder()}${path}?${kept}` : `${folder()}${path}`;
}

/** Where the pages are on this server. */
function folder() {
  return window.location.pathname.replace(/[^/]*$/, "");
}

function bars() {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 16 16");
  icon.setAttribute("aria-hidden", "true");
  const lines = document.createElementNS("http://www.w3.org/2000/svg", "path");
  lines.setAttribute("d", "M2 4h12M2 8h12M2 12h12");
  icon.append(lines);
  return icon;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Record<string, string>} attributes @param {string} [text]
 * @returns {HTMLElementTagNameMap[K]}
 */
function make(tag, attributes, text) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

/**
 * @param {{data: Uint8Array|ArrayBuffer, parentElement: HTMLElement|ShadowRoot,
 *   setTriggerValue: (name: string, value: unknown) => void}} component
 */
export default function ({ data, parentElement, setTriggerValue }) {
  let menu = menus.get(parentElement);
  if (!menu) {
    menu = new Menu();
    menus.set(parentElement, menu);
    parentElement.append(menu.element);
  }
  /** @type {Contents} */
  const contents = JSON.parse(new TextDecoder().decode(data));
  document.documentElement.lang = contents.language;
  if (menu.draw(contents)) arrived();
  // A new session knows no part of the page that runs by itself until the page has run as a whole.
  menu.connection.onBack = () => setTriggerValue("memory", {});
  const lost = missing(contents.memory);
  if (lost) setTriggerValue("memory", lost);
  return () => {
    menus.get(parentElement)?.close();
    menus.delete(parentElement);
  };
}
