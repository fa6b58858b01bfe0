// The address bar, where the browser keeps what a person looks at; the server never hears of it.

/**
 * Where a figure's values stand in an address: behind a prefix of its own, "" for none. Shared links
 * stay good: `bare` takes a value also from its name alone, `renamed` from the name it had before.
 * @typedef {{prefix: string, bare?: boolean, renamed?: Record<string, string>}} Place
 *
 * By name; what is undefined or null goes.
 * @typedef {Record<string, string|number|undefined|null>} Values
 *
 * The part of the address that is read and written.
 * @typedef {{read: () => URLSearchParams, write: (parameters: URLSearchParams) => void}} Bar
 */

const PAUSE = 150;

/** The name a value has in the address, then those that it may have in older links. */
function namesOf(/** @type {Place} */ { prefix, bare, renamed }, /** @type {string} */ name) {
  const older = [...(bare ? [name] : []), ...(renamed?.[name] ? [renamed[name]] : [])];
  return [prefix ? `${prefix}_${name}` : name, ...older];
}

/**
 * What an address says of a figure: by name the text, undefined if nothing.
 * @param {URLSearchParams} parameters @param {Place|null} place null: nothing is kept
 * @returns {(name: string) => string|undefined}
 */
export function readerOf(parameters, place) {
  return (name) => {
    const names = place ? namesOf(place, name) : [];
    return names.map((each) => parameters.get(each)).find((text) => text !== null) ?? undefined;
  };
}

/**
 * An address with a figure's values in it, and nothing under their older names; all else stays.
 * @param {URLSearchParams} parameters @param {Place} place @param {Values} values
 * @param {Values} [link] values with their full names
 */
export function written(parameters, place, values, link = {}) {
  const named = Object.entries(values).map(([name, value]) => ({ names: namesOf(place, name), value }));
  const next = new URLSearchParams(parameters);
  for (const { names } of named) for (const older of names.slice(1)) next.delete(older);
  const all = [...Object.entries(link), ...named.map(({ names, value }) => [names[0], value])];
  for (const [name, value] of /** @type {[string, string|number|undefined|null][]} */ (all)) {
    if (value === undefined || value === null) next.delete(name);
    else next.set(name, String(value));
  }
  return next;
}

/** A whole number >= 0 of at most six digits, undefined for anything else. @param {string|undefined} text */
export function whole(text) {
  return /^\d{1,6}$/.test(text ?? "") ? Number(text) : undefined;
}

/** @param {URLSearchParams} parameters */
const searching = (parameters) => `${window.location.pathname}?${parameters}${window.location.hash}`;

/** @type {Bar & {push: (parameters: URLSearchParams) => void}} push: a step that Back undoes */
export const search = {
  read: () => new URLSearchParams(window.location.search),
  write: (parameters) => replace(searching(parameters)),
  push: (parameters) => window.history.pushState(window.history.state, "", searching(parameters)),
};

/** @type {Bar} */
export const fragment = {
  read: () => new URLSearchParams(window.location.hash.slice(1)),
  write: (parameters) => replace(`#${parameters}`),
};

/** @param {string} url */
function replace(url) {
  window.history.replaceState(window.history.state, "", url);
}

/** Writes to the address once the person has paused; others may write to it in between. */
export class AddressWriter {
  timer = 0;

  /** @param {Bar} bar */
  constructor(bar) {
    this.bar = bar;
  }

  /** @param {Place} place @param {Values} values @param {Values} [link] */
  write(place, values, link) {
    this.stop();
    const path = globalThis.location?.pathname;
    const now = () => {
      // Another page's address is not to be written to by the one that was left.
      if (globalThis.location?.pathname === path) this.bar.write(written(this.bar.read(), place, values, link));
    };
    this.timer = window.setTimeout(now, PAUSE);
  }

  stop() {
    window.clearTimeout(this.timer);
  }
}
