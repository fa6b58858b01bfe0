"""Inside one cell: a step of the walk, another unit, a weight that a long chain shares."""

from statistics import median
from urllib.parse import urlencode

from benchmarks.browser import Visit, chromium, traffic
from benchmarks.measurement import Measurement, spread
from tests.tools.server import start_server
from visualizer.core import CELLS
from visualizer.pages import page_named

STEP = (
    "probe.watch('keydown', "
    "{ attributes: true, attributeFilter: ['data-t', 'data-step', 'data-unit'] })"
)
WEIGHT = "probe.watch('{event}', {{ attributes: true, attributeFilter: ['data-value'] }})"
UNROLLING = """async () => {
    const times = [];
    const stage = probe.stage();
    let last = await probe.frame();
    while (["0", "100"].includes(stage.dataset.fold)) last = await probe.frame();
    while (!["0", "100"].includes(stage.dataset.fold)) {
        const now = await probe.frame();
        times.push(now - last);
        last = now;
    }
    return times;
}"""
ROUNDS = 8
LONG = " ".join(["the story was slow and dull", "but the end was really good"] * 4)[:-16]
"""Forty-odd words."""


def measure() -> list[Measurement]:
    """One visit: through the steps of every cell and through units, by keys."""
    rows: list[Measurement] = []
    with start_server() as server, chromium() as page:
        visit = Visit(page, f"{server.url}/{page_named('inside').path}", shows="[data-walk]")
        before = len(visit.frames)
        for cell in CELLS:
            page.locator(".st-key-inside_network").get_by_text(cell.upper(), exact=True).click()
            page.wait_for_selector(f"[data-walk][data-cell={cell}]")
            visit.settle()
            before = len(visit.frames)
            page.locator("[data-walk]").focus()
            steps = _times(visit, ["ArrowLeft"] * 12 + ["ArrowRight"] * 12)
            name = f"{cell.upper()}: key press to the next step's drawing"
            rows.append(Measurement(name, median(steps), "ms", 16, spread(steps, "ms")))
            page.keyboard.press("ArrowDown")  # from the first unit there is no way up
            units = _times(visit, ["ArrowUp", "ArrowDown"] * ROUNDS)
            name = f"{cell.upper()}: key press to the next unit's drawing"
            rows.append(Measurement(name, median(units), "ms", 16, spread(units, "ms")))
            rows.append(traffic(f"{cell.upper()}: websocket frames meanwhile", visit, before))
        rows += _chains(visit, server.url)
        errors = " | ".join(visit.errors[:3])
        rows.append(
            Measurement("errors in the browser console", len(visit.errors), "errors", 0, errors)
        )
    return rows


def _chains(visit: Visit, url: str) -> list[Measurement]:
    """A weight of 48 units changed in all copies of every cell that a long sentence needs."""
    rows: list[Measurement] = []
    page = visit.page
    for cell in CELLS:
        said = {"inside_part": "unrolled", "inside_network": cell, "inside_text": LONG}
        page.goto(f"{url}/{page_named('inside').path}?{urlencode({'lang': 'en', **said})}")
        figure = page.locator(f"[data-unrolled][data-cell={cell}][data-entry][data-fold='100']")
        figure.wait_for()
        visit.settle()
        before = len(visit.frames)
        words = f"{figure.locator('.chain-word').count()} words"
        box = figure.get_by_role("spinbutton").bounding_box()
        assert box is not None
        x, y = box["x"] + 20, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 5, y)
        drags = [_moved(visit, x + 5 + (9 if k % 2 else 0), y) for k in range(1, 2 * ROUNDS)]
        page.mouse.up()
        name = f"{cell.upper()}, {words}: drag of the weight to every copy's drawing"
        rows.append(Measurement(name, median(drags), "ms", 16, spread(drags, "ms")))
        figure.focus()
        steps = _times(visit, ["ArrowLeft", "ArrowRight"] * ROUNDS)
        name = f"{cell.upper()}, {words}: key press to the next copy's drawing"
        rows.append(Measurement(name, median(steps), "ms", 16, spread(steps, "ms")))
        page.evaluate(f"() => {{ window.frames_ = ({UNROLLING})(); }}")
        page.keyboard.press("u")
        frames = page.evaluate("window.frames_")
        name = f"{cell.upper()}, {words}: from frame to frame while it folds"
        rows.append(Measurement(name, median(frames), "ms", 34, spread(frames, "ms")))
        rows.append(traffic(f"{cell.upper()}, {words}: websocket frames meanwhile", visit, before))
    return rows


def _moved(visit: Visit, x: float, y: float) -> float:
    """Milliseconds that a move of the pointer takes."""
    visit.page.evaluate(WEIGHT.format(event="pointermove"))
    visit.page.mouse.move(x, y)
    time = visit.result()
    visit.page.wait_for_timeout(150)
    return time


def _times(visit: Visit, keys: list[str]) -> list[float]:
    times = []
    for key in keys:
        visit.page.evaluate(STEP)
        visit.page.keyboard.press(key)
        times.append(visit.result())
        visit.page.wait_for_timeout(150)  # the arithmetic follows
    return times
