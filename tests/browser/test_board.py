"""The board as a lens: what is wide, open and tall, what a click on each thing does."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, expect

import visualizer as viz
from tests.browser.conftest import Open, Visit, open_visit

TWIST = "a slow start , but the ending is brilliant and deeply moving"
WORDS = TWIST.split()
CELLS = {"lstm": "figoch", "gru": "rznh", "rnn": "h"}


@pytest.fixture(scope="module")
def shared(app_url: str, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Pages that are left as they were found."""
    visits: list[Visit] = []

    def opened(**options: Any) -> Visit:
        visits.append(visited := open_visit(browser, app_url, lang="en", text=TWIST, **options))
        visited.page.wait_for_selector("[data-stage]")
        return visited

    yield opened
    for visited in visits:
        visited.leave()


@pytest.fixture(scope="module")
def lenses(shared: Callable[..., Visit]) -> Callable[[str], Visit]:
    """One page for each cell, at its sixth word; which lane is open there is anybody's."""
    return cache(lambda cell: shared(network=cell, t="6"))


def box(part: Locator) -> dict[str, Any]:
    """Where something is on the screen, and its right and lower edge."""
    found = part.bounding_box()
    assert found
    return {**found, "right": found["x"] + found["width"], "foot": found["y"] + found["height"]}


def contrast(page: Visit, selector: str) -> list[float]:
    """The contrast of text on its own background, as WCAG counts it."""
    return page.stage.locator(selector).evaluate_all(
        """all => {
            const channels = (text) => text.match(/[\\d.]+/g).map(Number);
            const resolved = (text) => {
                const canvas = document.createElement("canvas").getContext("2d");
                canvas.fillStyle = text;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data];
            };
            const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
                .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);
            return all.map((one) => {
                const { color, backgroundColor } = getComputedStyle(one);
                const [a, b] = [light(resolved(color)), light(resolved(backgroundColor))];
                return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            });
        }"""
    )


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("text", [TWIST, TWIST.replace("slow", "zorbly")])
def test_all_of_the_board_is_in_sight_on_a_small_laptop(visit: Open, cell: str, text: str) -> None:
    page = visit(lang="en", text=text, network=cell, t="5")
    page.page.set_viewport_size({"width": 1280, "height": 720})
    page.wait("stage.getBoundingClientRect().top < 200")
    page.wait(  # it lays itself out anew
        "[...stage.querySelectorAll('[data-lane]')].every((lane) => lane.getBoundingClientRect()"
        ".bottom <= stage.querySelector('.transport').getBoundingClientRect().top)"
    )
    parts = [page.lane(name) for name in ("tokens", "verdict", "network", *CELLS[cell])]
    transport = box(page.stage.locator(".transport"))
    assert transport["foot"] <= 720
    for part in parts:
        where = box(part)
        assert where["y"] >= 0
        assert where["foot"] <= transport["y"]
    for word in range(len(WORDS)):
        chip = box(page.stage.locator(".chip").nth(word))
        assert 0 <= chip["x"] < chip["right"] <= 1280


def test_the_current_word_is_wide_and_the_others_keep_their_width(shared: Open) -> None:
    page = shared(t="5")
    page.page.keyboard.press("Home")
    widths = [box(chip)["width"] for chip in page.stage.locator(".chip").all()]
    assert len({round(width) for k, width in enumerate(widths) if k != 4}) == 1
    assert widths[4] > 2 * widths[3]
    lefts = [box(chip)["x"] for chip in page.stage.locator(".chip").all()]
    page.stage.focus()
    page.page.keyboard.press("ArrowRight")
    page.step(5)
    after = [box(chip)["x"] for chip in page.stage.locator(".chip").all()]
    assert [k for k in range(len(WORDS)) if abs(lefts[k] - after[k]) > 0.5] == [5]


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("t", [1, 6, 12])
def test_the_open_cell_stands_in_its_own_column(shared: Open, cell: str, t: int) -> None:
    page = shared(network=cell, t=str(t))
    chip = box(page.stage.locator(".chip").nth(t - 1))
    for circle in page.stage.locator(".valve").all():
        where = box(circle)
        assert chip["x"] <= where["x"]
        assert where["right"] <= chip["right"]


@pytest.mark.parametrize(("cell", "symbol"), [(c, q) for c in ("lstm", "gru") for q in CELLS[c]])
def test_what_stands_for_a_quantity_shows_it_at_the_current_word_and_chooses_it(
    lenses: Callable[[str], Visit], cell: str, symbol: str
) -> None:
    page = lenses(cell)
    record = viz.load_model(f"sentiment-{cell}").read(TWIST).record
    things = page.stage.locator(f":is(.valve, .way, .label .name)[data-choose='{symbol}']")
    assert things.count() >= (1 if symbol in "ch" else 2)
    unit = int(page.stage.locator(".unit-name").first.inner_text().removeprefix("unit "))
    for thing in things.all():
        page.stage.locator(".chip").first.hover()
        thing.hover()
        expect(page.stage.locator("h2")).to_have_text(f"unit {unit} at “the”")
        value = f"{record.unit_values(symbol)[5, unit]:.3f}".replace("-", "−")
        expect(page.stage.locator(".formula")).to_have_text(re.compile(rf"^{symbol}.*{value}$"))
        thing.click()
        expect(page.lane(symbol)).to_have_attribute("data-lane-open", "")
        assert page.state("t") == "5"  # a click on a circle is no step
        assert page.stage.locator("[data-lane-open]").count() == 1
    page.address(f"watch_show={symbol}")


def test_a_symbol_or_number_of_the_equation_chooses_its_quantity_and_word(visit: Open) -> None:
    page = visit(lang="en", text=TWIST, t="6", show="c")
    lines = page.stage.locator(".formula > div")
    gate = lines.nth(1).locator("[data-choose='f']")
    gate.hover()
    expect(page.stage.locator(".value-row.lit")).to_contain_text("forget gate f")
    gate.click()
    expect(page.lane("f")).to_have_attribute("data-lane-open", "")
    page.stage.locator(".used [data-choose='c'][data-step]").last.click()
    page.step(4)
    expect(page.lane("c")).to_have_attribute("data-lane-open", "")
    expect(page.stage.locator("h2")).to_contain_text("“but”")


def test_digits_open_lanes_and_a_opens_all(visit: Open) -> None:
    page = visit(lang="en", text=TWIST, t="3")
    page.stage.focus()
    for number, symbol in enumerate(CELLS["lstm"], start=1):
        page.page.keyboard.press(str(number))
        expect(page.lane(symbol)).to_have_attribute("data-lane-open", "")
        assert page.stage.locator("[data-lane-open]").count() == 1
    slim = box(page.lane("f"))["height"]
    page.page.keyboard.press("9")
    page.page.keyboard.press("a")
    expect(page.stage.locator("[data-lane-open]")).to_have_count(6)
    assert box(page.lane("f"))["height"] > 5 * slim
    page.address("watch_all=1")
    page.page.reload()
    page.page.wait_for_selector("[data-stage]")
    expect(page.stage.locator("[data-lane-open]")).to_have_count(6)
    page.stage.get_by_role("button", name="All lanes").click()
    expect(page.stage.locator("[data-lane-open]")).to_have_count(1)


def test_up_and_down_move_the_tall_row_and_its_numbers_are_the_units(visit: Open) -> None:
    page = visit(lang="en", text=TWIST, t="3", unit="0", order="index", show="i")
    heights = []
    for _ in range(3):
        heights.append(box(page.lane("i").locator(".tall-mark"))["y"])
        page.stage.focus()
        page.page.keyboard.press("ArrowDown")
    assert heights == sorted(heights)
    expect(page.stage.locator(".unit-name").first).to_have_text("unit 3")
    page.page.keyboard.press("PageDown")
    page.wait("stage.dataset.unit === '47'")


def test_a_units_number_can_be_typed(visit: Open) -> None:
    page = visit(lang="en", text=TWIST, t="3")
    field = page.stage.get_by_role("spinbutton", name="Unit")
    for typed, unit in (("7", "7"), ("999", "47"), ("-3", "0")):
        field.fill(typed)
        field.press("Enter")
        page.wait(f"stage.dataset.unit === '{unit}'")
        expect(field).to_have_value(unit)


@pytest.mark.parametrize("dark", [False, True])
def test_words_ahead_are_outlined_and_can_be_read(shared: Open, dark: bool) -> None:
    page = shared(t="1", dark=dark)
    ahead = contrast(page, ".chip.ahead")
    assert len(ahead) == len(WORDS) - 1
    assert min(ahead) >= 4.5
    assert min(contrast(page, ".chip")) >= 4.5


def test_play_does_not_look_like_forward(shared: Open) -> None:
    page = shared(t="3")

    def look(name: str) -> tuple[str, str, str]:
        return page.stage.get_by_role("button", name=name, exact=True).evaluate(
            """button => {
                const icon = getComputedStyle(button.querySelector("svg"));
                const { backgroundColor, borderRadius } = getComputedStyle(button);
                return [icon.fill, backgroundColor, borderRadius];
            }"""
        )

    assert all(a != b for a, b in zip(look("Play"), look("Forward"), strict=True))
    assert look("Back") == look("Forward")


def test_a_new_sentence_begins_at_its_first_word(visit: Open) -> None:
    page = visit(lang="en", text="good film " * 20, width=390)
    page.stage.focus()
    page.page.keyboard.press("End")
    page.enter("a dull story")
    page.wait("stage.dataset.steps === '3'")
    chip = box(page.stage.locator(".chip").first)
    assert chip["x"] >= 0
    assert chip["right"] <= 390


def test_a_tap_brings_the_values_arithmetic_to_the_finger(app_url: str, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{app_url}/?lang=en&text={TWIST.replace(' ', '+')}&t=6")
    stage = page.locator("[data-stage]")
    stage.wait_for()
    tabs = stage.get_by_role("tab")
    expect(tabs).to_have_count(6)
    tabs.nth(1).tap()
    expect(stage.locator("[data-lane='i']")).to_have_attribute("data-lane-open", "")
    stage.locator("[data-lane='i']").tap(position={"x": 300, "y": 40})
    sheet = stage.locator(".inspector")
    where = sheet.bounding_box()
    assert where
    assert where["y"] < 844 - 100
    assert where["y"] + where["height"] <= 845
    formula = stage.locator(".formula").bounding_box()
    assert formula
    assert formula["y"] + 60 < 844
    unit = stage.get_attribute("data-unit")
    stage.get_by_role("button", name="The unit in the row below").tap()
    assert stage.get_attribute("data-unit") not in ("", unit)
    for target in (*tabs.all(), *stage.locator(".unit-tools .icon").all()):
        size = target.bounding_box()
        assert size
        assert min(size["width"], size["height"]) >= 43
    stage.get_by_role("button", name="Close").tap()
    expect(stage).not_to_have_class(re.compile("sheet-up"))
    context.close()


def test_every_unit_of_a_lane_is_reached_by_its_row(visit: Open) -> None:
    page = visit(lang="en", text="the film is not good", t="2", order="index", unit="20")
    record = viz.load_model("sentiment-lstm").read("the film is not good").record
    for unit in (0, 19, 20, 21, 47):
        page.page.mouse.move(*page.place("o", t=3, row=unit, units=48))
        expect(page.stage.locator("h2")).to_have_text(f"unit {unit} at “not”")
        shown = page.stage.get_by_role("button", name="output gate o").locator(".number")
        expect(shown).to_have_text(f"{record.unit_values('o')[3, unit]:.3f}")


def test_what_is_painted_of_a_lane_is_its_numbers_colours(visit: Open) -> None:
    page = visit(lang="en", text="the film is not good", t="5", order="index", unit="0", show="f")
    record = viz.load_model("sentiment-lstm").read("the film is not good").record
    lane, picture = box(page.lane("f")), box(page.stage.locator("canvas"))
    values = record.unit_values("f")
    seen = []
    for t in range(5):
        chip = box(page.stage.locator(".chip").nth(t))
        at = (chip["x"] + 6 - picture["x"], lane["y"] + lane["height"] - 1.5 - picture["y"])
        pixel = page.stage.locator("canvas").evaluate(
            "(canvas, [x, y]) => [...canvas.getContext('2d').getImageData(x, y, 1, 1).data]",
            [*at],
        )
        seen.append(255 - pixel[2])  # a gate's ramp goes from pale to orange: blue falls
    assert np.corrcoef(seen, values[:, 47])[0, 1] > 0.99


def test_words_are_measured_again_once_their_font_is_there(app_url: str, browser: Browser) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1360, "height": 800})
    page = context.new_page()
    page.route("**/*.woff2", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    page.goto(f"{app_url}/?lang=en&text={TWIST.replace(' ', '+')}&t=9")
    page.wait_for_selector("[data-stage]")
    page.wait_for_function("() => document.fonts.status === 'loaded' && document.fonts.size > 0")
    page.wait_for_function(
        """() => {
            const stage = [...document.querySelectorAll("*")]
                .map((node) => node.shadowRoot?.querySelector("[data-stage]")).find((one) => one);
            return [...stage.querySelectorAll(".chip")]
                .every((chip) => chip.scrollWidth <= chip.clientWidth + 1);
        }"""
    )
    context.close()


@pytest.mark.parametrize("width", [1280, 1024, 390])
def test_words_of_usual_length_are_never_cut(visit: Open, width: int) -> None:
    text = "I wanted to hate it, yet I could not stop smiling at the zorbly and moving end of it"
    page = visit(lang="en", text=text, t="3", width=width)
    cut = page.stage.locator(".chip").evaluate_all(
        """all => all.filter((one) => one.scrollWidth > one.clientWidth)
            .map((one) => one.textContent)"""
    )
    assert cut == []
