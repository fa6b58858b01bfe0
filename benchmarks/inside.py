"""Inside one cell, until it is painted: steps, units, pointing, a weight dragged by hand."""

from statistics import median
from urllib.parse import urlencode

from benchmarks.browser import POINT, Visit, chromium, traffic
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
DRAGS = 30
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
        rows += _whole(visit)
        rows += _by_hand(visit)
        rows += _chains(visit, server.url)
        errors = " | ".join(visit.errors[:3])
        rows.append(
            Measurement("errors in the browser console", len(visit.errors), "errors", 0, errors)
        )
    return rows


def _whole(visit: Visit) -> list[Measurement]:
    """The same in a network that is seen whole, down to its single weights."""
    page = visit.page
    page.locator(".st-key-inside_size").get_by_text("8", exact=True).click()
    page.wait_for_selector("[data-walk].is-whole")
    visit.settle()
    before = len(visit.frames)
    page.locator("[data-walk]").focus()
    steps = _times(visit, ["ArrowLeft"] * 12 + ["ArrowRight"] * 12)
    rows = [
        Measurement(
            "seen whole: key press to the next step's drawing",
            median(steps),
            "ms",
            16,
            spread(steps, "ms"),
        )
    ]
    columns = [
        place for each in page.locator(".walk-column").all() if (place := each.bounding_box())
    ]
    points = []
    for k in range(24):
        place = columns[k % 11]
        page.evaluate(POINT)
        page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        points.append(visit.result())
    name = "seen whole: pointing at a product to its weight's light"
    rows.append(Measurement(name, median(points), "ms", 16, spread(points, "ms")))
    return [*rows, traffic("seen whole: websocket frames meanwhile", visit, before)]


def _by_hand(visit: Visit) -> list[Measurement]:
    """A weight is dragged: of the network that the part opens on, and of a large one."""
    page = visit.page
    page.get_by_text("2 · By hand", exact=True).click()
    page.wait_for_selector("[data-hand]")
    figure = page.locator("[data-hand]")
    visit.settle()
    rows = [*_dragged(visit, "RNN of 1 unit, 8 steps")]
    figure.get_by_role("button", name="Overwrite").click()
    figure.get_by_role("button", name="3", exact=True).click()
    visit.settle()
    return [*rows, *_dragged(visit, "LSTM of 3 units, 8 steps")]


def _dragged(visit: Visit, name: str) -> list[Measurement]:
    page, before = visit.page, len(visit.frames)
    weight = page.locator("[data-hand] .hand-weights [role=spinbutton]").first
    place = weight.bounding_box()
    assert place
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y)  # from here on it is a drag
    times = []
    for by in range(10, 10 + 3 * DRAGS, 3):
        page.evaluate(POINT)
        page.mouse.move(x + by, y)
        times.append(visit.result())
    page.mouse.up()
    return [
        Measurement(
            f"{name}: a weight dragged, to the board", median(times), "ms", 16, spread(times, "ms")
        ),
        traffic(f"{name}: websocket frames meanwhile", visit, before),
    ]


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
