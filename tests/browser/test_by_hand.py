"""A network set by hand, as a person sets it: dragging, typing, keys, links, a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Visit, open_visit, serious_violations

PATH = "inside-one-cell"


@pytest.fixture(scope="module")
def shared(app_url: str, browser: Browser) -> Iterator[Visit]:
    """One visit for the tests here that begin with a preset."""
    visited = open_visit(browser, app_url, path=PATH, lang="en", inside_part="hand")
    visited.page.wait_for_selector("[data-hand]")
    visited.settle()
    yield visited
    visited.leave()


def preset(visited: Visit, name: str) -> Locator:
    """The figure with one of its networks as it begins."""
    figure = visited.page.locator("[data-hand]")
    figure.get_by_role("button", name=name).click()
    expect(figure).to_have_attribute("data-own", "false")
    return figure


def values(figure: Locator, q: str) -> list[str]:
    """A quantity of the first unit at every step, as the board says it."""
    return figure.locator(f"[data-at$=' 0 {q}']").all_text_contents()


def test_the_board_answers_while_a_weight_is_dragged_without_the_server(shared: Visit) -> None:
    figure, page = preset(shared, "Latch"), shared.page
    before, states = len(shared.frames), values(figure, "h")
    weight = figure.get_by_role("spinbutton", name="weight from h (t−1) into h of unit 1")
    place = weight.bounding_box()
    assert place
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 20, y)
    page.mouse.move(x - 50, y)
    expect(weight).to_have_attribute("aria-valuenow", "0.5")
    dragged = values(figure, "h")
    assert dragged[:2] == states[:2]
    assert dragged[4] != states[4]
    expect(figure).to_have_attribute("data-own", "true")
    page.mouse.up()
    expect(figure.locator(".formula")).to_contain_text("0.5·")
    shared.address("inside_hand_weights=6_0.5_0")
    weight.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowDown")
    expect(weight).to_have_attribute("aria-valuenow", "-0.4")
    number = figure.get_by_role("spinbutton", name="x at step 1")
    number.focus()
    page.keyboard.press("Shift+ArrowUp")
    expect(figure.get_by_label("Sequence of numbers")).to_have_value("1 1 0 0 0 −1 0 0")
    figure.get_by_role("button", name="Back to the network").click()
    assert values(figure, "h") == states
    assert len(shared.frames) == before


def test_what_cannot_be_read_stays_marked_and_the_last_valid_goes_on(shared: Visit) -> None:
    figure, page = preset(shared, "Counter"), shared.page
    figure.get_by_role("spinbutton", name="weight from x into h of unit 1").click()
    field = figure.locator(".hand-weights input")
    for wrong in ("many", "NaN", "1e30"):
        field.fill(wrong)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(figure.locator(".hand-numbers .hand-wrong")).to_contain_text(f"“{wrong}”")
        assert values(figure, "h")[-1] == "5.00"
    figure.locator(".hand-result").click()
    expect(field).to_have_value("1e30")
    field.fill("२")
    field.press("Enter")
    expect(field).to_have_count(0)
    assert values(figure, "h")[-1] == "10.00"
    for name in ("Latch", "Toggle"):  # of the same shape, and of another
        figure.get_by_role("spinbutton", name="weight from x into").first.click()
        field.fill("oops")
        preset(shared, name)
        expect(field).to_have_count(0)
        expect(figure.locator(".hand-numbers .hand-wrong")).to_be_empty()
    preset(shared, "Counter")
    sequence = figure.get_by_label("Sequence of numbers")
    for text, steps in (("", 8), ("1 f c r", 8), ("7", 1), ("1 " * 20, 16)):
        sequence.fill(text)
        expect(figure.locator("[data-at]")).to_have_count(steps)
    expect(figure.locator(".hand-rows .hand-wrong")).to_have_text("The first 16 steps are read.")
    assert values(figure, "h")[-1] == "16.00"
    sequence.fill("")
    sequence.press_sequentially("1 2 f")  # an F here presents nothing
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(sequence).to_have_value("1 2 f")


def test_keys_go_over_the_board_and_every_network_is_accessible(shared: Visit) -> None:
    for name in ("Toggle", "a, then b", "Overwrite"):
        figure = preset(shared, name)
        figure.locator("summary").first.click()
        assert serious_violations(shared.page, "body") == []
        figure.locator("summary").first.click()
    cell = figure.locator("[data-at='4 0 f']")
    cell.click()
    for key, t, show in (("ArrowRight", 5, "f"), ("ArrowDown", 5, "i"), ("End", 7, "i")):
        shared.page.keyboard.press(key)
        expect(figure.locator(f"[data-at='{t} 0 {show}']")).to_be_focused()
    expect(figure.locator(".inspector h3")).to_have_text("input gate i, unit 1, step 8")
    figure.locator("[data-at='7 0 c']").hover()
    expect(figure.locator(".formula")).to_contain_text("= −0.716")
    expect(figure).to_have_attribute("data-show", "i")
    slider = figure.get_by_role("slider", name="layers")
    slider.focus()
    shared.page.keyboard.press("ArrowRight")
    expect(figure.locator(".hand-total")).to_contain_text("531,057 parameters")


def test_other_parts_and_languages_lose_nothing(shared: Visit) -> None:
    figure, page = preset(shared, "Overwrite"), shared.page
    figure.get_by_role("button", name="letters").click()
    figure.get_by_role("button", name="2", exact=True).click()
    figure.get_by_label("Sequence of letters").fill("hello")
    shared.address("inside_hand_sequence=hello")
    before = values(figure, "c")
    page.get_by_text("1 · Step by step").click()
    page.wait_for_selector("[data-walk]")
    page.get_by_text("2 · By hand").click()
    expect(figure.get_by_label("Sequence of letters")).to_have_value("hello")
    assert values(figure, "c") == before
    page.get_by_text("हिन्दी").click()
    expect(figure.get_by_label("अक्षरों का अनुक्रम")).to_have_value("hello")
    assert values(figure, "c") == before
    page.get_by_text("English").click()
    expect(figure.get_by_label("Sequence of letters")).to_have_value("hello")


def test_a_link_made_up_by_hand_opens_on_a_phone_and_nothing_is_wider(
    app_url: str, browser: Browser
) -> None:
    visited = open_visit(
        browser,
        app_url,
        path=PATH,
        width=390,
        lang="hi",
        inside_part="hand",
        inside_hand_preset="nothing",
        inside_hand_cell="lstm",
        inside_hand_units="3",
        inside_hand_reads="2",
        inside_hand_sequence="1 2 अ;7",
        inside_hand_weights="1_NaN_" + "9" * 400,
        inside_hand_t="900000",
        inside_hand_show="constructor",
    )
    figure = visited.page.locator("[data-hand]")
    expect(figure.locator("[data-row='0']")).to_have_value("1 2 अ")
    expect(figure.locator(".hand-rows .hand-wrong").first).to_contain_text("“अ”")
    for q in "figoch":
        assert all(re.fullmatch(r"−?\d\.\d\d", told) for told in values(figure, q))
    wide = visited.page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= 390
    visited.leave()
