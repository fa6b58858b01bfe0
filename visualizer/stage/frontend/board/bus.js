// What comes for boards apart from their scenes, as weights do: by name the last of it, and who waits.

/** As many as the layers and directions of any network that one page shows. */
const MOST = 256;

/** @type {Map<string, any>} */
const values = new Map();
/** @type {Map<string, Set<() => void>>} */
const waiting = new Map();

/** @param {string} name @param {any} value */
export function publish(name, value) {
  values.delete(name);
  values.set(name, value);
  for (const oldest of [...values.keys()].slice(0, -MOST)) values.delete(oldest);
  for (const tell of waiting.get(name) ?? []) tell();
}

/** What came last under a name; undefined if nothing did. @param {string} name */
export function held(name) {
  return values.get(name);
}

/** Be told of everything that comes under a name; call what is returned to hear no more. */
export function listen(/** @type {string} */ name, /** @type {() => void} */ tell) {
  const all = waiting.get(name) ?? new Set();
  waiting.set(name, all.add(tell));
  return () => {
    all.delete(tell);
    if (!all.size) waiting.delete(name);
  };
}

/**
 * A figure that shows nothing: what its header brings is published.
 * @param {(header: any) => string} nameOf @param {(header: any) => any} valueOf
 * @returns {import("../shell/figure.js").Kind<any, {}>}
 */
export function bringer(nameOf, valueOf) {
  return {
    mount: (_, header) => publish(nameOf(header), valueOf(header)),
    unmount: () => {},
    addressed: () => ({}),
    viewFrom: () => ({}),
  };
}
