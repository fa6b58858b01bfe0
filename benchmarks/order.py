"""Does order matter: from a shuffle to new verdicts, and from the menu to the page's words."""

from statistics import median

from benchmarks.browser import Visit, chromium
from benchmarks.measurement import Measurement, spread
from tests.tools.server import start_server
from visualizer.pages import page_named

SHUFFLES = 23
UNCOUNTED = 3
VISITS = 7
PAGE = page_named("order")
WORDS = "[data-words]"
SHUFFLE = """root => new Promise((done) => {
  const began = performance.now();
  root.querySelector("[data-tool='shuffle']").click();
  const moved = performance.now();
  const answered = () => {
    if (root.hasAttribute("aria-busy")) return requestAnimationFrame(answered);
    requestAnimationFrame(() => done([moved - began, performance.now() - began]));
  };
  requestAnimationFrame(answered);
})"""
"""Milliseconds until the words have moved, and until what networks say of them is on the screen."""


def measure() -> list[Measurement]:
    """One visit: shuffles of both data, then the page opened by the menu."""
    with start_server() as server, chromium() as page:
        visit = Visit(page, f"{server.url}/{PAGE.path}", shows=WORDS)
        visit.settle()
        made = _shuffles(visit)
        page.get_by_text("News", exact=True).click()
        page.locator(f"{WORDS} [data-network='bag']", has_text="Sci/Tech").wait_for()
        visit.settle()
        news = _shuffles(visit)
        opened = [visit.open_by_menu(PAGE, f"{WORDS} [data-network='lstm']") for _ in range(VISITS)]
        return [
            _row("Does order matter: shuffle to new verdicts, made language", made, 250),
            _row("Does order matter: shuffle to new verdicts, news", news, 250),
            _row("Does order matter: menu to words with verdicts", opened[1:], 1000),
            Measurement(
                "Does order matter: errors in the browser console",
                len(visit.errors),
                "errors",
                0,
                " | ".join(visit.errors[:3]),
            ),
        ]


def _row(name: str, times: list[float], budget: float) -> Measurement:
    return Measurement(name, median(times), "ms", budget, spread(times, "ms"))


def _shuffles(visit: Visit) -> list[float]:
    times = []
    for _ in range(SHUFFLES):
        moved, answered = visit.page.locator(WORDS).evaluate(SHUFFLE)
        assert moved <= answered
        times.append(answered)
        visit.page.wait_for_timeout(500)  # the rest of the page follows
    return times[UNCOUNTED:]
