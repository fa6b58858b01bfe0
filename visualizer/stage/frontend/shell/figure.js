// Streamlit's side of every figure: bytes in, what is looked at kept in the address, nothing sent back.

import { AddressWriter, readerOf, search } from "./address.js";
import { modulesNamed } from "./modules.js";
import { unpack } from "./payload.js";

/**
 * What every header says to the shell.
 * @typedef {object} Header
 * @property {string} kind the module that shows it @property {string[]} needs further ones
 * @property {import("./address.js").Place|null} address null: nothing is kept there
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
 * @template V
 * @typedef {{view: V, onView: (view: V) => void, modules: import("./modules.js").Modules}} Options
 */

/** @type {WeakMap<Root, Figure>} */
const figures = new WeakMap();

// Not async: Streamlit runs what comes late from an earlier call as that call's cleanup.
/** @param {{data: Uint8Array|ArrayBuffer, parentElement: Root}} component */
export default function ({ data, parentElement: root }) {
  const figure = figures.get(root) ?? new Figure(root);
  figures.set(root, figure);
  const header = unpack(data instanceof Uint8Array ? data : new Uint8Array(data));
  figure.show(header).catch((error) => console.error(`${header.kind} cannot be shown:`, error));
  return () => {
    figure.close();
    if (figures.get(root) === figure) figures.delete(root);
  };
}

class Figure {
  asked = 0;

  /** @type {Kind<any, any>|null} */
  kind = null;

  /** @param {Root} root */
  constructor(root) {
    this.root = root;
    this.address = new AddressWriter(search);
  }

  /** Show a header once its modules are there, unless a later one was asked for by then. @param {any} header */
  async show(header) {
    const asked = ++this.asked;
    const [modules] = await Promise.all([modulesNamed([header.kind, ...header.needs]), styled(this.root)]);
    if (asked !== this.asked) return;
    const kind = modules[header.kind];
    if (this.kind !== kind) this.kind?.unmount(this.root);
    this.kind = kind;
    const view = kind.viewFrom(readerOf(search.read(), header.address));
    const onView = (/** @type {any} */ now) => {
      if (header.address) this.address.write(header.address, kind.addressed(now), header.link);
    };
    kind.mount(this.root, header, { view, onView, modules });
  }

  close() {
    this.asked++;
    this.address.stop();
    this.kind?.unmount(this.root);
  }
}

/** Waits for the root's style sheet and what it imports: sizes and colours are read from it. @param {Root} root */
async function styled(root) {
  const link = /** @type {HTMLLinkElement|null} */ (root.querySelector("link[rel=stylesheet]"));
  const rules = [...(link?.sheet?.cssRules ?? [])];
  const imported = rules.filter((rule) => rule instanceof CSSImportRule);
  if (!link || (rules.length && imported.every(({ styleSheet }) => styleSheet))) return;
  await new Promise((resolve) => {
    for (const event of ["load", "error"]) link.addEventListener(event, resolve, { once: true });
  });
}
