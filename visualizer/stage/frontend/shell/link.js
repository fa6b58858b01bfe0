// What a page's controls are set to, in the address: nothing to see. Where the change of one is a step
// for a person, such as another part of the page, Back undoes it.

import { search, written } from "./address.js";

/**
 * @typedef {object} Link
 * @property {import("./address.js").Values} values by full names
 * @property {string} path the page's, below the app's own; late runs of a page that was left are not heard
 * @property {string[]} foreign prefixes of names that go @property {string[]} steps names
 * @typedef {object} Shown
 * @property {Link} link @property {import("./figure.js").Ask} ask
 * @property {string} told the address that the page was asked to follow last
 * @property {string[]} asked the steps that it was asked for and has not shown yet
 * @typedef {import("./figure.js").Root} Root
 */

/** As many steps as a person may take while the page is still to follow the first. */
const MOST_ASKED = 20;

/** @type {Map<Root, Shown>} */
const shown = new Map();

/** @param {Root} root @param {Link} link @param {import("./figure.js").Options<{}>} options */
export function mount(root, link, { ask = () => {} }) {
  const { link: known, told = "", asked = [] } = shown.get(root) ?? {};
  const now = { link, ask, told, asked };
  shown.set(root, now);
  if (!isHere(link)) return;
  const before = search.read();
  const next = linked(before, link);
  const apart = link.steps.some((name) => before.has(name) && before.get(name) !== next.get(name));
  const answered = asked.indexOf(stepsOf(link.steps, next));
  asked.splice(0, answered + 1);
  if (!apart) {
    if (String(next) !== String(before)) search.write(next);
  } else if (answered >= 0) {
    // Gone back or forward once more meanwhile, and asked for that too.
  } else if (known?.steps.some((name) => known.values[name] !== link.values[name])) search.push(next);
  else if (told !== String(before)) follow(now); // gone back or forward before this was there
  else search.write(next);
}

/** What the steps are set to. @param {string[]} steps @param {URLSearchParams} parameters */
function stepsOf(steps, parameters) {
  return JSON.stringify(steps.map((name) => parameters.get(name)));
}

/** @param {Root} root */
export function unmount(root) {
  shown.delete(root);
}

export const addressed = () => ({});
export const viewFrom = () => ({});

/** @param {URLSearchParams} parameters @param {Link} link */
export function linked(parameters, { values, foreign }) {
  const next = written(parameters, { prefix: "" }, {}, values);
  for (const name of [...next.keys()])
    if (foreign.some((prefix) => name.startsWith(`${prefix}_`))) next.delete(name);
  return next;
}

/**
 * Back and Forward between steps of one page: its controls follow. Streamlit would run the page as if it
 * were opened anew, with what it knew of the address; between pages it does the right thing.
 * @param {PopStateEvent} event
 */
function onPop(event) {
  const here = [...shown.values()].filter(({ link }) => isHere(link));
  if (here.length) event.stopImmediatePropagation();
  for (const each of here) {
    const now = search.read();
    const { steps, values } = each.link;
    if (steps.some((name) => now.has(name) && now.get(name) !== values[name])) follow(each);
  }
}

/** Whether the address is still the page's. @param {Link} link */
function isHere({ path }) {
  return window.location.pathname.split("/").pop() === path;
}

/** Ask the page to show what the address says. @param {Shown} shown */
function follow(shown) {
  const now = search.read();
  shown.told = String(now);
  shown.asked.push(stepsOf(shown.link.steps, now));
  shown.asked.splice(0, shown.asked.length - MOST_ASKED);
  shown.ask({ chosen: Object.fromEntries(now) });
}

// Capturing, so that it comes before Streamlit's own.
if (typeof window !== "undefined") window.addEventListener("popstate", onPop, { capture: true });
