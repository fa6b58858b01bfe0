"""Presenting: any figure alone, large, by keys and a clicker, at 1280 by 720 as in a class."""

import re

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from tests.browser.conftest import Open, open_visit, serious_violations
from visualizer.pages import PAGES, page_named

TWIST = "a slow start, but the ending is brilliant and deeply moving"
FIGURES = {
    "board": ("", "[data-stage]"),
    "cell": ("inside-one-cell", "[data-walk]"),
    "hand": ("inside-one-cell?inside_part=hand", "[data-hand]"),
    "chain": ("inside-one-cell?inside_part=unrolled", "[data-unrolled]"),
    "words": ("does-order-matter", "[data-words]"),
    "flags": ("flags?flags_part=pull", "[data-stage]"),
    "knobs": ("vanishing-gradients?vanishing_part=knobs", "[data-curves]"),
    "race": ("vanishing-gradients?vanishing_part=race", "[data-trainings]"),
}
MOVES = {"race": "data-after", "cell": "data-step", "words": "data-order"}
"""What the arrow keys change, where it is no word."""
LAST_ROW = 14.0
"""Pixels of the smallest text that is to be read from the last row, at 720 of them: a fiftieth."""

SMALLEST_TEXT = """root => [...root.querySelectorAll("*")]
    .filter(each => [...each.childNodes].some(c => c.nodeType === 3 && c.data.trim()))
    .filter(each => each.getClientRects().length && !each.closest(".spoken"))
    .filter(each => !each.closest("kbd, tspan"))
    .map(each => [parseFloat(getComputedStyle(each).fontSize)
        * (m => m ? Math.hypot(m.a, m.b) : 1)(each.getScreenCTM?.()), each.textContent])
    .sort((a, b) => a[0] - b[0])[0]"""
"""Its size in pixels, and the text."""

each_figure = pytest.mark.parametrize("name", FIGURES)


def opened(visit: Open, name: str, **parameters: str) -> tuple[Page, Locator]:
    """A page's figure in a window as a projector shows it."""
    visited = visit(lang="en", text=TWIST)
    page = visited.page
    page.set_viewport_size({"width": 1280, "height": 720})
    path, kind = FIGURES[name]
    joined = "&".join([f"{key}={value}" for key, value in parameters.items()])
    page.goto(f"{visited.url}/{path}{'&' if '?' in path else '?'}lang=en&{joined}")
    figure = page.locator(kind).first
    expect(figure).to_be_visible()
    visited.settle()
    return page, figure


def box(part: Locator) -> FloatRect:
    """Where something is on the screen."""
    found = part.bounding_box()
    assert found
    return found


@each_figure
def test_a_figure_fills_the_window_alone_and_the_address_keeps_it(visit: Open, name: str) -> None:
    page, figure = opened(visit, name)
    figure.get_by_role("button", name="Present").click()
    assert box(figure) == {"x": 0, "y": 0, "width": 1280, "height": 720}
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    expect(page.get_by_role("button", name="Pages", exact=True)).to_be_hidden()
    page.wait_for_function("() => new URLSearchParams(location.search).get('present') === '1'")
    page.reload()
    expect(figure).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    assert box(figure)["height"] == 720
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "present" not in page.evaluate("location.search")
    figure.focus()
    page.keyboard.press("f")
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    figure.get_by_role("button", name="leave").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@each_figure
def test_a_presented_figure_is_read_from_the_last_row_and_nothing_is_cut(
    visit: Open, name: str
) -> None:
    page, figure = opened(visit, name, present="1")
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    for step in range(1, 6 if name == "cell" else 2):
        if name == "cell":
            expect(figure).to_have_attribute("data-detailed", re.compile(rf"^\d+ {step} "))
        smallest = figure.evaluate(SMALLEST_TEXT)
        assert smallest[0] >= LAST_ROW, smallest
        assert figure.evaluate("root => root.scrollHeight <= root.clientHeight + 1")
        assert figure.evaluate("root => root.scrollWidth <= root.clientWidth")
        page.keyboard.press("ArrowRight")
    bar = box(figure.locator(".transport"))
    assert bar["y"] + bar["height"] == pytest.approx(720, abs=1.5)
    assert serious_violations(page, "body") == []


def test_a_presented_board_shows_every_word_every_lane_and_the_cell(visit: Open) -> None:
    _, stage = opened(visit, "board", text=TWIST, t="5", present="1")
    chips = stage.locator(".chip")
    for k in (0, chips.count() - 1):
        place = box(chips.nth(k))
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 1280
        assert place["y"] >= 0
    for symbol in "figoch":
        lane = box(stage.locator(f"[data-lane='{symbol}']"))
        assert lane["y"] + lane["height"] <= box(stage.locator(".transport"))["y"]
    foot = box(stage.locator("[data-lane='h']"))
    assert box(stage.locator(".transport"))["y"] - foot["y"] - foot["height"] < 60  # it fills


@each_figure
def test_every_key_of_the_bar_does_what_it_says(visit: Open, name: str) -> None:
    page, figure = opened(visit, name, present="1")
    step = MOVES.get(name, "data-t")
    keys = figure.locator(".present-keys kbd").all_text_contents()
    assert keys[:2] == ["←", "→"]
    assert keys[-2:] == ["B", "Esc"]
    begin = figure.get_attribute(step)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    back = figure.get_attribute(step)
    page.keyboard.press("ArrowRight")
    assert len({begin, back, figure.get_attribute(step)}) >= 2
    if "␣" in keys:
        page.keyboard.press("Home")
        page.keyboard.press(" ")
        expect(figure.get_by_role("button", name="Pause")).to_be_visible()
        page.keyboard.press(" ")
        expect(figure.get_by_role("button", name="Play")).to_be_visible()
    if "A" in keys:
        page.keyboard.press("3")
        expect(figure.locator("[data-lane='g']")).to_have_attribute("data-lane-open", "")
        page.keyboard.press("a")
        expect(figure.locator("[data-lane-open]")).to_have_count(6)
        unit = figure.locator(".tall-mark").first
        assert unit.is_visible()


@each_figure
def test_a_clicker_steps_and_makes_the_screen_black(visit: Open, name: str) -> None:
    page, figure = opened(visit, name, present="1")
    step = MOVES.get(name, "data-t")
    page.keyboard.press("Home")
    begin = figure.get_attribute(step)
    page.keyboard.press("PageDown")
    expect(figure).not_to_have_attribute(step, str(begin))
    page.keyboard.press("PageUp")
    expect(figure).to_have_attribute(step, str(begin))
    black = figure.locator(".present-black")
    for key in ("b", "."):
        page.keyboard.press(key)
        expect(black).to_be_visible()
        assert box(black) == {"x": 0, "y": 0, "width": 1280, "height": 720}
        page.keyboard.press("PageDown")  # the light goes on, no step is lost
        expect(black).to_be_hidden()
        expect(figure).to_have_attribute(step, str(begin))


def test_presenting_goes_on_on_the_next_page_and_part(visit: Open) -> None:
    page, _ = opened(visit, "board", present="1")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("navigation")).to_be_visible()
    number = PAGES.index(page_named("vanishing"))
    page.keyboard.press(str(number + 1))
    curves = page.locator("[data-curves]")
    expect(curves).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    assert box(curves)["height"] == 720
    page.go_back()
    expect(page.locator("[data-stage]")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()


@pytest.mark.parametrize("name", ["board", "race"])
def test_keys_reach_the_figure_wherever_the_focus_was_lost(visit: Open, name: str) -> None:
    page, figure = opened(visit, name, present="1")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("navigation")).to_be_visible()
    page.keyboard.press("Escape")  # the menu's, not the figure's
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    page.evaluate("() => document.activeElement.blur()")
    step = MOVES.get(name, "data-t")
    page.keyboard.press("Home")
    expect(figure).to_have_attribute(step, "0")
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("f")
    expect(page.get_by_role("heading", level=1)).to_be_hidden()


@each_figure
def test_tab_goes_around_in_a_presented_figure(visit: Open, name: str) -> None:
    page, figure = opened(visit, name, present="1")
    inside = "root => root.getRootNode().activeElement !== null && root.matches(':focus-within')"
    for key in ("Tab", "Shift+Tab"):
        for _ in range(14):
            page.keyboard.press(key)
            assert figure.evaluate(inside)


def test_leaving_goes_back_to_where_the_page_was(visit: Open) -> None:
    page, figure = opened(visit, "race")
    figure.get_by_role("button", name="Present").scroll_into_view_if_needed()
    page.mouse.wheel(0, 150)
    page.wait_for_timeout(300)
    figure.focus()
    page.wait_for_timeout(300)
    before = box(figure)["y"]
    page.keyboard.press("f")
    assert box(figure)["y"] == 0
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert box(figure)["y"] == pytest.approx(before, abs=2)


def test_with_all_lanes_open_the_chosen_one_is_in_sight(visit: Open) -> None:
    page, stage = opened(visit, "board", present="1")
    page.keyboard.press("a")
    for digit, symbol in ((6, "h"), (1, "f"), (5, "c")):
        page.keyboard.press(str(digit))
        place = box(stage.locator(f"[data-lane='{symbol}']"))
        assert place["y"] >= 0
        assert place["y"] + place["height"] <= 721


def test_links_to_large_type_open_presented(visit: Open) -> None:
    page, stage = opened(visit, "board", watch_large="1")
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    assert box(stage)["height"] == 720
    page.wait_for_function("() => !location.search.includes('large')")
    assert "present=1" in page.evaluate("location.search")


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_a_larger_window_shows_everything_larger(browser: Browser, app_url: str, lang: str) -> None:
    visited = open_visit(browser, app_url, lang=lang, present="1", text=TWIST)
    sizes = []
    for width, height in ((1280, 720), (1920, 1080)):
        visited.page.set_viewport_size({"width": width, "height": height})
        visited.wait(f"stage.clientHeight === {height}")
        visited.settle()
        chip = visited.stage.locator(".chip").first
        sizes.append(box(chip)["height"])
        assert visited.stage.evaluate("root => root.scrollHeight <= root.clientHeight + 1")
    assert sizes[1] > 1.3 * sizes[0]
    visited.leave()
