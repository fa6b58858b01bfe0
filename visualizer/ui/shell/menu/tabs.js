// What a tab opens lies below the window's edge as often as not; it comes into sight.

const TABS = "[data-testid='stTabs']";
/** The tab's contents are on their way from the server by then. */
const PAUSE = 400;

/** @param {Event} event */
function follow(event) {
  const tab = event.target instanceof Element ? event.target.closest(`${TABS} [role='tab']`) : null;
  if (!tab) return;
  window.setTimeout(() => {
    const tabs = tab.closest(TABS);
    if (!tabs || tabs.getBoundingClientRect().bottom <= window.innerHeight) return;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    tabs.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
  }, PAUSE);
}

/** Follow the tabs of this document; call what is returned to stop. */
export function followTabs() {
  document.addEventListener("click", follow);
  return () => document.removeEventListener("click", follow);
}
