// What was answered in this tab, by what was read: a round goes on where it stood.

/** @typedef {import("./asking.js").Progress} Progress */

const PLACE = "predicted";
/** So many are kept, those played last. */
const MOST = 40;

/** What was answered of one run; null if nothing was. @param {string} id @returns {Progress|null} */
export function held(id) {
  const found = all()[id];
  if (!found || !Array.isArray(found.given) || typeof found.seen !== "number") return null;
  return found;
}

/** @param {string} id @param {Progress} progress */
export function keep(id, progress) {
  const { [id]: _, ...others } = all();
  const last = Object.entries(others).slice(1 - MOST);
  try {
    window.sessionStorage.setItem(PLACE, JSON.stringify(Object.fromEntries([...last, [id, progress]])));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // full or closed: then a reload forgets
  }
}

/** @returns {Record<string, any>} */
function all() {
  try {
    const found = JSON.parse(window.sessionStorage.getItem(PLACE) ?? "{}");
    return found && typeof found === "object" && !Array.isArray(found) ? found : {};
  } catch (error) {
    // Storage may be closed to this page, or hold what something else left there.
    if (error instanceof DOMException || error instanceof SyntaxError) return {};
    throw error;
  }
}
