"""Inside one cell, as a person goes through it: keys, clicks, sums that add up on the screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Visit, open_visit, serious_violations
from visualizer.networks import load_model

TEXT = "the film was not good"
PATH = "inside-one-cell"


PINNED = """cell => {
    const canvas = cell.querySelector("canvas");
    const scale = canvas.width / 1010;
    const context = canvas.getContext("2d");
    const now = [...cell.querySelectorAll("g.now, g.past")];
    return now.flatMap(part => {
        const [edge, pin] = [".walk-edge", ".walk-pin"].map(name => part.querySelector(name));
        if (!pin) return [];
        const at = name => Number(pin.getAttribute(name));
        const y = Number(edge.getAttribute("y")) + 8;
        const x = at("x") + at("width") / 2;
        const [r, g, b] = context.getImageData(x * scale, y * scale, 1, 1).data;
        return [[pin.getAttribute("fill").match(/\\d+/g).map(Number), [r, g, b]]];
    });
}"""
"""Of every strip that is there: the colours of its pin and of the strip below that."""


@pytest.fixture(scope="module")
def shared(app_url: str, browser: Browser) -> Iterator[Visit]:
    """One visit for all tests here, each of which begins with `at`."""
    visited = open_visit(
        browser, app_url, path=PATH, lang="en", inside_text=TEXT, inside_unit="5", inside_step="3"
    )
    visited.page.wait_for_selector("[data-walk][data-detailed]")
    visited.settle()
    yield visited
    visited.leave()


def walk(visited: Visit) -> Locator:
    return visited.page.locator("[data-walk]")


def at(visited: Visit, *, word: str = "good", step: str = "Write") -> Locator:
    """The figure at a word and a step, by clicks, once the arithmetic has followed the drawing."""
    figure = walk(visited)
    figure.get_by_role("button", name=re.compile(f"^{word}")).last.click()
    figure.get_by_role("button", name=step).click()
    now = [figure.get_attribute(f"data-{name}") for name in ("t", "step", "unit", "open")]
    expect(figure).to_have_attribute("data-detailed", " ".join(map(str, now)))
    return figure


def numbers(text: str | None) -> list[float]:
    found = re.findall(r"[+−]?\d+\.\d+", text or "")
    return [float(number.replace("−", "-")) for number in found]


def test_a_link_opens_the_word_the_step_and_the_unit(shared: Visit) -> None:
    figure = walk(shared)
    for name, value in (("t", "4"), ("step", "3"), ("unit", "5"), ("open", "i")):
        expect(figure).to_have_attribute(f"data-{name}", value)
    expect(figure.locator("h2")).to_have_text("unit 5 at “good”")
    for part in ("inside_t=5", "inside_step=3", "inside_unit=5", "inside_show=i"):
        shared.address(part)


def test_the_keys_go_through_steps_words_and_units_without_the_server(shared: Visit) -> None:
    figure = at(shared)
    before = len(shared.frames)
    figure.focus()
    for key, name, value in (
        ("ArrowRight", "step", "4"),
        ("ArrowRight", "step", "5"),
        ("ArrowRight", "step", "5"),  # there is no further word
        ("Home", "step", "1"),
        ("ArrowLeft", "t", "3"),
        ("Shift+ArrowLeft", "t", "2"),
        ("2", "step", "2"),
    ):
        shared.page.keyboard.press(key)
        expect(figure).to_have_attribute(f"data-{name}", value)
    expect(figure).to_have_attribute("data-open", "f")
    unit = figure.get_attribute("data-unit")
    shared.page.keyboard.press("ArrowUp")
    expect(figure).not_to_have_attribute("data-unit", unit or "")
    shared.page.keyboard.press("ArrowDown")
    expect(figure).to_have_attribute("data-unit", unit or "")
    expect(figure.locator(".spoken")).to_contain_text("Forget")
    shared.address("inside_t=3")
    shared.address("inside_step=2")
    assert len(shared.frames) == before


def test_what_is_not_worked_out_yet_has_no_number(shared: Visit) -> None:
    figure = at(shared, step="Forget")
    values = figure.locator(".walk-values > div")
    expect(values.filter(has_text="forget gate").locator("output")).to_have_text(re.compile(r"\d"))
    for name in ("input gate", "candidate", "memory c", "output gate", "says"):
        expect(values.filter(has_text=name).locator("output")).to_have_text("not yet")
    expect(figure.locator("[data-go='open o']")).to_have_text("o")
    at(shared, step="Say")
    expect(values.locator("output", has_text="not yet")).to_have_count(0)
    expect(figure.locator("[data-go='open o']")).to_have_text(re.compile(r"^o \d"))


def test_the_lesson_is_checked_with_what_was_measured(shared: Visit) -> None:
    i = load_model("sentiment-lstm").read(TEXT).record.unit_values("i")[-1]
    between = int(((i > 0.1) & (i < 0.9)).sum())
    assert 0 < between < len(i)
    expect(at(shared, step="Write").locator(".walk-lesson")).to_contain_text(
        f"of the {len(i)} values of i at “good”, {between} lie between 0.1 and 0.9"
    )


def test_the_drawing_says_what_the_list_beside_it_says(shared: Visit) -> None:
    figure = at(shared, step="Say")
    listed = dict(
        zip(
            figure.locator(".walk-values > div > span:first-child").all_text_contents(),
            figure.locator(".walk-values output").all_text_contents(),
            strict=True,
        )
    )
    drawn = dict(
        zip(
            figure.locator(".walk-cell .walk-name:has(+ .walk-number)").all_text_contents(),
            figure.locator(".walk-cell .walk-name + .walk-number").all_text_contents(),
            strict=True,
        )
    )
    assert {*listed} < {*drawn}
    assert {name: drawn[name] for name in listed} == listed
    said = figure.locator(".walk-lesson").inner_text()
    for name in ("output gate o", "tanh(c)", "says h"):
        assert abs(numbers(drawn[name])[0]) in [abs(number) for number in numbers(said)], name
    colours = figure.locator(".walk-cell").evaluate(PINNED)
    assert len(colours) == len(drawn)
    for pin, strip in colours:
        assert max(abs(a - b) for a, b in zip(pin, strip, strict=True)) <= 2, (pin, strip)


def test_the_table_of_a_sum_adds_up_to_the_gate(shared: Visit) -> None:
    figure = at(shared)
    summary = figure.locator("summary")
    summary.click()
    for symbol in ("i", "f", "g", "o"):
        figure.locator(f"[data-go='open {symbol}']").click()
        expect(figure).to_have_attribute("data-detailed", re.compile(f" {symbol}$"))
        rows = figure.locator(".walk-terms tbody tr")
        adds = [numbers(text)[0] for text in rows.locator("td:nth-child(4)").all_text_contents()]
        sofar = [numbers(text)[0] for text in rows.locator("td:nth-child(5)").all_text_contents()]
        assert sum(adds) == pytest.approx(sofar[-1], abs=0.02)
        names = rows.locator("td:nth-child(1)").all_text_contents()
        assert len(names) == 64 + 48 + 1  # every product, and the bias
        of_units = dict(zip(names, adds, strict=False))
        told = figure.locator(".walk-told").inner_text()
        strongest = re.search(r"most of all (.+), pushes it (up|down)", told)
        assert strongest
        way = {"up": 1, "down": -1}[strongest[2]]
        assert all(way * of_units[f"unit {unit}"] > 0 for unit in strongest[1].split(", "))
        (last,) = rows.last.locator("th").all_text_contents()
        assert numbers(last)[-1] == pytest.approx(sofar[-1], abs=0.002)
        out = numbers(rows.last.locator("td").text_content())[0]
        shown = numbers(figure.locator(f"[data-go='open {symbol}']").text_content())[0]
        assert out == shown
        assert figure.locator(".walk-sum svg .walk-out").text_content() == f"{symbol} = " + str(
            rows.last.locator("td").text_content()
        )
    summary.click()


def test_a_click_on_a_gate_opens_its_sum_and_one_on_a_strip_chooses_a_unit(shared: Visit) -> None:
    figure = at(shared)
    figure.locator("svg text[data-open='o']").click()
    expect(figure).to_have_attribute("data-open", "o")
    box = figure.locator(".walk-cell").bounding_box()
    assert box
    scale = box["width"] / 1010
    shared.page.mouse.click(box["x"] + 166 * scale, box["y"] + 304 * scale)  # the first of the rail
    first = figure.get_attribute("data-unit")
    shared.page.mouse.click(box["x"] + 450 * scale, box["y"] + 304 * scale)  # the last
    expect(figure).not_to_have_attribute("data-unit", first or "")
    expect(figure.locator("h2")).to_contain_text(f"unit {figure.get_attribute('data-unit')} ")


def test_a_button_keeps_the_focus_when_it_is_pressed(shared: Visit) -> None:
    figure = at(shared)
    button = figure.get_by_role("button", name="Update")
    button.focus()
    shared.page.keyboard.press("Enter")
    expect(figure).to_have_attribute("data-step", "4")
    expect(button).to_be_focused()


def test_the_page_is_accessible_at_every_step(shared: Visit) -> None:
    for step in ("Join", "Forget", "Say"):
        at(shared, step=step)
        assert serious_violations(shared.page, "body") == []


@pytest.mark.parametrize("cell", ["gru", "rnn"])
def test_other_cells_take_the_place_of_the_first(shared: Visit, cell: str) -> None:
    page = shared.page
    at(shared, step="Write")
    choice = page.get_by_role("radiogroup", name="Network")
    if not choice.count():
        choice = page.locator(".st-key-inside_network")
    choice.get_by_text(cell.upper(), exact=True).click()
    figure = walk(shared)
    expect(figure).to_have_attribute("data-cell", cell)
    steps = figure.locator(".walk-steps [data-go^=step]")
    for k in range(steps.count()):
        steps.nth(k).click()
        expect(figure).to_have_attribute("data-step", str(k + 1))
    expect(figure.locator(".walk-values output", has_text="not yet")).to_have_count(0)
    choice.get_by_text("LSTM", exact=True).click()
    expect(figure).to_have_attribute("data-cell", "lstm")


def test_a_small_network_is_seen_whole_down_to_one_product(app_url: str, browser: Browser) -> None:
    network = load_model("toy-en-lstm-8")
    record = network.read(TEXT).record
    visited = open_visit(
        browser, app_url, path=PATH, lang="en", inside_text=TEXT, inside_size="8", inside_step="5"
    )
    figure, page = walk(visited), visited.page
    for symbol in "figoch":
        for unit in range(8):
            pill = figure.locator(
                f".walk-whole rect[data-open={symbol}][data-unit='{unit}'] + text"
            )
            (shown,) = numbers(pill.text_content())
            assert shown == pytest.approx(record.unit_values(symbol)[-1, unit], abs=0.00501)
    figure.locator(".walk-whole rect[data-open=i][data-unit='2']").click()
    expect(figure).to_have_attribute("data-detailed", "4 3 2 i")  # at the step that opens it
    figure.locator(".walk-column").nth(6).hover(position={"x": 20, "y": 140})
    expect(figure.locator(".walk-column.pointed")).to_have_count(1)  # which has its name below it
    tip = figure.locator(".walk-whole .walk-tip")
    expect(tip).to_be_hidden()
    figure.locator(".walk-whole").scroll_into_view_if_needed()
    box = figure.locator(".walk-whole").bounding_box()
    assert box
    scale = box["width"] / 1010
    pill = figure.locator(".walk-whole rect[data-open=i][data-unit='2']").bounding_box()
    assert pill
    page.mouse.move(box["x"] + 470 * scale, pill["y"] + pill["height"] / 2)
    expect(tip).to_be_visible()
    said = re.match(r"weight of (?:unit|x) (\d+) in i of unit 2: (.+); it says", tip.inner_text())
    assert said
    expect(figure.locator(".walk-column.pointed")).to_have_count(1)
    name = "weight_hh_l0" if "weight of unit" in tip.inner_text() else "weight_ih_l0"
    weight = network.recurrent.get_parameter(name)[2, int(said[1])].item()
    assert numbers(said[2]) == [pytest.approx(weight, abs=0.00051)]
    verdict = figure.locator(".walk-whole rect[data-open=h][data-unit='2']").bounding_box()
    assert verdict
    page.mouse.move(verdict["x"] + verdict["width"] + 3, verdict["y"] + verdict["height"] / 2)
    expect(tip).to_contain_text("weight of unit 2 in the verdict")
    readout = network.readout.weight[0, 2].item()
    assert numbers(tip.inner_text())[0] == pytest.approx(readout, abs=0.00051)
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    expect(tip).to_be_hidden()
    figure.locator("[data-go='open c']").click()
    expect(figure.locator(".walk-told")).to_contain_text("kept: f·c")
    assert serious_violations(page, "body") == []
    visited.leave()


def test_the_board_leads_to_the_same_number_inside_the_cell(app_url: str, browser: Browser) -> None:
    visited = open_visit(
        browser, app_url, lang="en", watch_text=TEXT, watch_size="8", watch_t="4", watch_unit="6"
    )
    deeper = visited.stage.locator("a.deeper")
    visited.stage.locator(".value-row[data-choose=o]").click()
    deeper.click()
    figure = walk(visited)
    expect(figure).to_have_attribute("data-detailed", "3 5 6 o")
    expect(figure.locator("h2")).to_have_text("unit 6 at “not”")
    visited.page.go_back()
    expect(visited.stage).to_have_attribute("data-t", "3")
    visited.leave()


def test_on_a_phone_the_arithmetic_stands_as_rows_and_nothing_is_wider(
    app_url: str, browser: Browser
) -> None:
    visited = open_visit(
        browser,
        app_url,
        path=PATH,
        width=390,
        lang="hi",
        inside_step="2",
        inside_show="nonsense",
        inside_text="यह zzzz अच्छी है",
    )
    figure = walk(visited)
    expect(figure.locator(".walk-chip.unknown")).to_have_text(re.compile("^zzzz"))
    expect(figure).to_have_attribute("data-open", "f")
    expect(figure.locator(".walk-rows > div")).to_have_count(3)
    expect(figure.locator(".walk-terms")).to_be_visible()
    wide = visited.page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= 390
    figure.get_by_role("button", name="कहना").click()
    expect(figure.locator(".walk-rows output").last).to_have_text(re.compile(r"\d"))
    visited.leave()
