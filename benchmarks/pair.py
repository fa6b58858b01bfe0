"""Two sentences: from Enter on the second text until both boards are painted, and stepping."""

from itertools import islice
from statistics import median

from benchmarks.browser import STEP, Visit, chromium, traffic
from benchmarks.measurement import Measurement, new_sentences, spread
from tests.tools.server import start_server
from visualizer.pages import page_named

TEXTS = 23
UNCOUNTED = 3
"""Of them the first ones, in which the browser gets the weights."""


def measure() -> list[Measurement]:
    """One visit: second texts of 20 words, then steps through them."""
    with start_server() as server, chromium() as page:
        visit = Visit(page, f"{server.url}/{page_named('pair').path}")
        visit.settle()
        times = [_entered(visit, text) for text in islice(new_sentences(20, seed=3), TEXTS)]
        counted = times[UNCOUNTED:]
        page.locator("[data-stage]").focus()
        page.keyboard.press("Home")
        visit.settle()
        before, steps = len(visit.frames), []
        for key in ["ArrowRight"] * 15 + ["ArrowLeft"] * 15:
            page.evaluate(STEP)
            page.keyboard.press(key)
            steps.append(visit.result())
            page.wait_for_timeout(60)  # the arithmetic follows
        return [
            Measurement(
                "Two sentences: Enter on the second text to painted",
                median(counted),
                "ms",
                300,
                spread(counted, "ms"),
            ),
            Measurement(
                "Two sentences: key press to changed picture",
                median(steps),
                "ms",
                16,
                spread(steps, "ms"),
            ),
            traffic("Two sentences: websocket frames while stepping", visit, before),
            Measurement(
                "Two sentences: errors in the browser console",
                len(visit.errors),
                "errors",
                0,
                " | ".join(visit.errors[:3]),
            ),
        ]


def _entered(visit: Visit, text: str) -> float:
    page = visit.page
    page.get_by_label("Sentence B", exact=True).fill(text)
    page.evaluate("word => probe.watchSentence(word)", text.split()[0])
    page.keyboard.press("Enter")
    taken = visit.result()
    visit.settle()
    return taken
