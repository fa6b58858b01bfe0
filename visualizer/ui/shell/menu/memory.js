// What was chosen on other pages, kept in this tab for the case that the server forgets it: it was
// started anew, or the tab slept for long.

/** @typedef {{session: string, values: Record<string, unknown>}} Memory */

const PLACE = "chosen";

/** the session that was told of all that this tab knows */
let told = "";

/**
 * Keep what a session says; what a new session lacks of what an earlier one knew, or null.
 * @param {Memory} memory @returns {Record<string, unknown>|null}
 */
export function missing({ session, values }) {
  const before = kept();
  keep({ ...before, ...values });
  if (session === told) return null;
  told = session;
  const lost = Object.entries(before).filter(([name]) => !Object.hasOwn(values, name));
  return lost.length ? Object.fromEntries(lost) : null;
}

/** @returns {Record<string, unknown>} */
function kept() {
  try {
    const found = JSON.parse(window.sessionStorage.getItem(PLACE) ?? "{}");
    return found && typeof found === "object" && !Array.isArray(found) ? found : {};
  } catch (error) {
    // Storage may be closed to this page, or hold what something else left there.
    if (error instanceof DOMException || error instanceof SyntaxError) return {};
    throw error;
  }
}

/** @param {Record<string, unknown>} values */
function keep(values) {
  try {
    window.sessionStorage.setItem(PLACE, JSON.stringify(values));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // full or closed: then a reload forgets
  }
}
