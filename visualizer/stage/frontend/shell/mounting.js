// How a kind of figure comes into an element and goes: one figure for each, which goes on in place.

/**
 * @typedef {import("./figure.js").Root} Root
 *
 * What is shown in an element. `show` is told what it begins with as often as it is given content.
 * @typedef {object} Shown
 * @property {HTMLElement} root @property {(view: any) => void} onView
 * @property {import("./figure.js").Ask} [ask] @property {import("./presenting.js").Presenter} presenter
 * @property {(content: any, view: any, modules: import("./modules.js").Modules) => void} show
 * @property {() => void} remove
 */

/**
 * A kind's `mount`, which shows content in an element, and its `unmount`.
 * @param {(view: any) => Shown} create a new figure, by what it begins with
 */
export function mounting(create) {
  /** @type {WeakMap<Root, Shown>} */
  const figures = new WeakMap();
  return {
    /** @param {Root} root @param {any} content @param {import("./figure.js").Options<any>} options */
    mount(root, content, { view, onView, modules, ask, bar }) {
      let figure = figures.get(root);
      if (!figure) {
        figure = create(view);
        figures.set(root, figure);
        root.append(figure.root);
      }
      figure.onView = onView;
      figure.ask = ask ?? (() => {});
      figure.show(content, view, modules);
      figure.presenter.begin(bar);
    },

    /** @param {Root} root */
    unmount(root) {
      figures.get(root)?.remove();
      figures.delete(root);
    },
  };
}
