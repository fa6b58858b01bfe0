"""Changes made by hand, from the click to the picture, and every unit silenced in turn."""

import time
from statistics import median

from benchmarks.browser import Visit, chromium
from benchmarks.measurement import Measurement, new_sentences, spread
from tests.tools.server import start_server
from visualizer import load_model, unit_effects
from visualizer.core import CELLS

CHANGED = "probe.watch('click', { subtree: true, childList: true, characterData: true })"
CLICKS = 20


def measure() -> list[Measurement]:
    """One visit in which a gate is held at ever other values, and rankings without a browser."""
    with start_server() as server, chromium() as page:
        visit = Visit(page, f"{server.url}/")
        visit.enter(next(new_sentences(20, seed=4)))
        visit.settle()
        page.locator("[data-stage]").focus()
        page.keyboard.press("h")
        page.get_by_label("Units", exact=True).first.select_option("all")
        page.get_by_label("Words", exact=True).select_option("all")
        times = [_held_at(visit, 0.04 * number) for number in range(CLICKS)]
        changes = Measurement(
            "change by hand: click to 20 words painted",
            median(times),
            "ms",
            300,
            spread(times, "ms"),
        )
        errors = " | ".join(visit.errors[:3])
        return [
            changes,
            *(_ranking(cell) for cell in CELLS),
            Measurement("errors in the browser console", len(visit.errors), "errors", 0, errors),
        ]


def _held_at(visit: Visit, amount: float) -> float:
    """Milliseconds until the board shows a gate held at another value."""
    visit.page.get_by_role("spinbutton", name="Value").fill(f"{amount:.2f}")
    visit.page.evaluate(CHANGED)
    visit.page.get_by_role("button", name="Change", exact=True).click()
    taken = visit.result()
    visit.settle()
    return taken


def _ranking(cell: str) -> Measurement:
    """Every unit of a network silenced while it reads 30 words."""
    network = load_model(f"sentiment-{cell}")
    times = []
    for sentence, _ in zip(new_sentences(30, seed=5), range(12), strict=False):
        begun = time.perf_counter()
        unit_effects(network, sentence)
        times.append(1000 * (time.perf_counter() - begun))
    name = f"{cell.upper()}: each of 48 units silenced on 30 words"
    return Measurement(name, median(times[2:]), "ms", 300, spread(times[2:], "ms"))
