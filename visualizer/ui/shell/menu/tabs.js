// What a tab opens lies below the window's edge as often as not; it comes into sight.

const TABS = "[data-testid='stTabs']";
const EVENTS = ["pointerdown", "keydown"];
/** So long the contents of a tab may be on their way from the server. */
const PATIENCE = 3000;

/** @param {Event} event */
function follow(event) {
  const tab = event.target instanceof Element ? event.target.closest(`${TABS} [role='tab']`) : null;
  const tabs = tab?.closest(TABS);
  if (!tabs) return;
  const before = tabs.clientHeight;
  const grown = new ResizeObserver(() => {
    const isNew = tabs.clientHeight !== before;
    if (!isNew || tabs.getBoundingClientRect().bottom <= window.innerHeight) return;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    tabs.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
  });
  grown.observe(tabs);
  window.setTimeout(() => grown.disconnect(), PATIENCE);
}

/** Follow the tabs of this document; call what is returned to stop. */
export function followTabs() {
  // A tab opens as it is pressed, and what is under the pointer by the time of the click is another.
  for (const event of EVENTS) document.addEventListener(event, follow, { capture: true });
  return () => {
    for (const event of EVENTS) document.removeEventListener(event, follow, { capture: true });
  };
}
