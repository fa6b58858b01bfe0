// The address bar, where the browser keeps what a person looks at; the server never hears of it.

const PAUSE = 150;

/** What the address says, undefined if nothing. @param {string} name */
export function textFromAddress(name) {
  return new URLSearchParams(window.location.search).get(name) ?? undefined;
}

/** A whole number >= 0, undefined for anything else. @param {string} name */
export function wholeFromAddress(name) {
  const text = textFromAddress(name) ?? "";
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

/** Writes to the address, once the person has paused. */
export class AddressWriter {
  timer = 0;

  /** @param {Record<string, string|number|undefined>} values what is undefined goes */
  write(values) {
    this.stop();
    this.timer = window.setTimeout(() => writeNow(values), PAUSE);
  }

  stop() {
    window.clearTimeout(this.timer);
  }
}

/** @param {Record<string, string|number|undefined>} values */
function writeNow(values) {
  const address = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) address.delete(name);
    else address.set(name, String(value));
  }
  const url = `${window.location.pathname}?${address}${window.location.hash}`;
  window.history.replaceState(window.history.state, "", url);
}
