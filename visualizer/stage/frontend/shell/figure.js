// Streamlit's side of every figure: bytes in, what is looked at kept in the address, nothing sent back.

import { el } from "../dom.js";
import { AddressWriter, readerOf, search } from "./address.js";
import { modulesNamed } from "./modules.js";
import { unpack } from "./payload.js";

/**
 * What every header says to the shell.
 * @typedef {object} Header
 * @property {string} kind the module that shows it @property {string[]} needs further ones
 * @property {import("./address.js").Place|null} address null: nothing is kept there
 * @property {boolean} [unseen] it brings something to other figures and shows nothing
 * @property {Record<string, string>} [link] what the address says besides, under full names
 *
 * @typedef {HTMLElement|ShadowRoot} Root
 */
/**
 * What a module that a header's `kind` names offers. `mount` on the same root again goes on in
 * place; it gets the modules that the header needs, and tells `onView` what a person looks at.
 * `addressed` says a view as the address does, `viewFrom` reads it from there and trusts nothing.
 * @template H, V
 * @typedef {object} Kind
 * @property {(root: Root, header: H, options: Options<V>) => void} mount
 * @property {(root: Root) => void} unmount
 * @property {(view: V) => import("./address.js").Values} addressed
 * @property {(read: (name: string) => string|undefined) => V} viewFrom
 */
/**
 * What a figure asks its shell for: numbers of further tracks by name, the sums of one, or that the
 * page hears what was chosen, or what is to be changed by hand.
 * @typedef {(wish: {open?: string[], sums?: string, chosen?: Record<string, unknown>,
 *   operation?: Record<string, unknown>}) => void} Ask
 */
/**
 * @template V
 * @typedef {object} Options
 * @property {V} view @property {(view: V) => void} onView
 * @property {import("./modules.js").Modules} modules @property {Ask} [ask]
 * @property {import("./address.js").Bar} [bar] where it is kept that a figure is presented
 */

/** @type {WeakMap<Root, Figure>} */
const figures = new WeakMap();

// Not async: Streamlit runs what comes late from an earlier call as that call's cleanup.
/**
 * @param {{data: Uint8Array|ArrayBuffer, parentElement: Root,
 *   setTriggerValue?: (name: string, value: unknown) => void}} component
 */
export default function ({ data, parentElement: root, setTriggerValue }) {
  const figure = figures.get(root) ?? new Figure(root);
  figures.set(root, figure);
  figure.send = setTriggerValue ?? (() => {});
  figure.show(data instanceof Uint8Array ? data : new Uint8Array(data));
  return () => {
    figure.close();
    if (figures.get(root) === figure) figures.delete(root);
  };
}

class Figure {
  asked = 0;
  /** what was wished for last, so that nothing is asked twice in a row */
  wished = "";
  /** @type {(name: string, value: unknown) => void} */
  send = () => {};

  /** @type {Kind<any, any>|null} */
  kind = null;

  /** @param {Root} root */
  constructor(root) {
    this.root = root;
    this.address = new AddressWriter(search);
  }

  /** Show bytes once their modules are there, unless later ones came by then. @param {Uint8Array} bytes */
  async show(bytes) {
    const asked = ++this.asked;
    const header = await unpack(bytes);
    try {
      const sheet = header.unseen ? undefined : styled(this.root);
      const [modules] = await Promise.all([modulesNamed([header.kind, ...header.needs]), sheet]);
      if (asked === this.asked) this.mount(header, modules);
    } catch (error) {
      console.error(`${header.kind} cannot be shown:`, error);
    }
  }

  /** @param {any} header @param {import("./modules.js").Modules} modules */
  mount(header, modules) {
    const kind = modules[header.kind];
    if (this.kind !== kind) this.kind?.unmount(this.root);
    this.kind = kind;
    this.wished = "";
    const view = kind.viewFrom(readerOf(search.read(), header.address));
    const onView = (/** @type {any} */ now) => {
      if (header.address) this.address.write(header.address, kind.addressed(now), header.link);
    };
    kind.mount(this.root, header, {
      view,
      onView,
      modules,
      ask: (/** @type {Parameters<Ask>[0]} */ wish) => this.wish(wish),
      bar: search,
    });
  }

  /** Tell the page of a wish, unless it is the one it was told last. @param {Parameters<Ask>[0]} wish */
  wish(wish) {
    const said = JSON.stringify(wish);
    if (said === this.wished) return;
    this.wished = said;
    for (const [name, value] of Object.entries(wish)) this.send(name, value);
  }

  close() {
    this.asked++;
    this.address.stop();
    this.kind?.unmount(this.root);
  }
}

/** Waits for the root's style sheet and what it imports: sizes and colours are read from it. @param {Root} root */
async function styled(root) {
  const link = /** @type {HTMLLinkElement} */ (root.querySelector("link[rel=stylesheet]") ?? linked(root));
  const rules = [...(link.sheet?.cssRules ?? [])];
  const imported = rules.filter((rule) => rule instanceof CSSImportRule);
  if (rules.length && imported.every(({ styleSheet }) => styleSheet)) return;
  await new Promise((resolve) => {
    for (const event of ["load", "error"]) link.addEventListener(event, resolve, { once: true });
  });
}

/** @param {Root} root */
function linked(root) {
  const link = el("link", { rel: "stylesheet", href: new URL("figure.css", import.meta.url).href });
  root.prepend(link);
  return link;
}
