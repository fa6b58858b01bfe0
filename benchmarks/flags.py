"""Flags: from a click on a unit to the run with it held, and from the menu to the page."""

from statistics import median

from benchmarks.browser import Visit, chromium
from benchmarks.measurement import Measurement, spread
from tests.tools.server import start_server
from visualizer.pages import page_named

PULLS = 18
UNITS = 16
"""Each is held in addition to those before it, then the first ones no more."""
UNCOUNTED = 3
VISITS = 7
PAGE = page_named("flags")
HELD = """number => {
  const pill = document.querySelectorAll(".st-key-flags_held button")[number];
  const lane = () => probe.stage().querySelector("[data-lane='expected']");
  const before = lane();
  const began = performance.now();
  pill.click();
  return new Promise((done) => {
    const look = async () => {
      if (lane() === before) return requestAnimationFrame(look);
      done((await probe.painted()) - began);
    };
    requestAnimationFrame(look);
  });
}"""
"""Milliseconds from a click on a further unit until its run is on the board."""


def measure() -> list[Measurement]:
    """One visit: units held one after the other, then the page opened by the menu."""
    with start_server() as server, chromium() as page:
        visit = Visit(page, f"{server.url}/{PAGE.path}")
        page.goto(f"{server.url}/{PAGE.path}?lang=en&flags_part=pull&flags_hold=zero")
        page.wait_for_selector(".st-key-flags_held")
        page.wait_for_selector("[data-stage]")
        visit.settle()
        pulls = []
        for number in range(PULLS):
            pulls.append(page.evaluate(HELD, number % UNITS))
            visit.settle()
        opened = [
            visit.open_by_menu(PAGE, "[data-stage] [data-lane='expected']") for _ in range(VISITS)
        ]
        counted = pulls[UNCOUNTED:]
        return [
            Measurement(
                "Flags: a unit held to new picture",
                median(counted),
                "ms",
                250,
                spread(counted, "ms"),
            ),
            Measurement(
                "Flags: menu to the board", median(opened[1:]), "ms", 1000, spread(opened[1:], "ms")
            ),
            Measurement(
                "Flags: errors in the browser console",
                len(visit.errors),
                "errors",
                0,
                " | ".join(visit.errors[:3]),
            ),
        ]
