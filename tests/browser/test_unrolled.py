"""Folded and unrolled, as a person goes through it: a cell, its copies, the weight they share."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import torch
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Visit, open_visit, serious_violations
from visualizer.networks import load_model

TEXT = "the story was dull but the ending was really funny"
PATH = "inside-one-cell"
NAME = "toy-en-gru-8"
ENTRY = {"sum": "n", "to": "5", "from": "0"}


@pytest.fixture(scope="module")
def shared(app_url: str, browser: Browser) -> Iterator[Visit]:
    """One visit for the tests here, each of which begins with `at`."""
    looked_at: dict[str, Any] = {f"inside_unrolled_{name}": value for name, value in ENTRY.items()}
    visited = open_visit(
        browser,
        app_url,
        path=PATH,
        lang="en",
        inside_part="unrolled",
        inside_network="gru",
        inside_size="8",
        inside_text=TEXT,
        inside_unrolled_t="4",
        inside_unrolled_fold="30",
        inside_unrolled_value="-2.5",
        **looked_at,
    )
    visited.page.wait_for_selector("[data-unrolled][data-detailed]")
    visited.settle()
    yield visited
    visited.leave()


def chain(visited: Visit) -> Locator:
    return visited.page.locator("[data-unrolled]")


def every_copy_says(figure: Locator, weight: str) -> None:
    """Those out of sight a moment later."""
    pills = figure.locator(".chain-pill")
    expect(pills).to_have_text([weight] * pills.count())
    assert pills.count() > 5


def numbers(texts: list[str]) -> list[float]:
    found = [re.search(r"[+−-]?\d+(\.\d+)?", text) for text in texts]
    return [float(each.group().replace("−", "-")) for each in found if each]


def test_a_link_opens_it_as_it_was_and_other_parts_and_languages_leave_it_so(shared: Visit) -> None:
    page, figure = shared.page, chain(shared)

    def is_as_it_was() -> None:
        for name, value in {"t": "3", "fold": "30", "entry": "n 5 0", "value": "-2.5"}.items():
            expect(figure).to_have_attribute(f"data-{name}", value)

    is_as_it_was()
    parts = page.locator(".st-key-inside_part")
    parts.get_by_text(re.compile("^1 ·")).click()
    expect(page.locator("[data-walk]")).to_be_visible()
    shared.settle()
    parts.get_by_text(re.compile("^3 ·")).click()
    expect(figure).to_be_visible()
    is_as_it_was()
    for language, word in (("हिन्दी", "खोलें"), ("English", "Unroll")):
        page.get_by_text(language, exact=True).last.click()
        expect(figure.locator(".unroll")).to_have_text(word)
        is_as_it_was()


def test_the_numbers_on_the_screen_are_pytorchs_with_that_weight(shared: Visit) -> None:
    figure = chain(shared)
    changed = deepcopy(load_model(NAME))
    units = changed.recurrent.hidden_size
    with torch.no_grad():
        changed.recurrent.weight_hh_l0[2 * units + 5, 0] = -2.5  # r, z, n
    before, after = load_model(NAME).read(TEXT).verdict, changed.read(TEXT).verdict
    assert abs(before - after).max() > 0.1
    figure.locator("summary").click()
    rows = figure.locator(".unrolled-table tbody tr")
    expect(rows).to_have_count(11)  # with that of the sum
    columns = [numbers(rows.locator(f"td:nth-of-type({k})").all_text_contents()) for k in (1, 2, 3)]
    assert columns[0][:-1] == pytest.approx(before.tolist(), abs=6e-4)
    assert columns[1] == pytest.approx(after.tolist(), abs=6e-4)
    x = torch.tensor(changed.read(TEXT).record.x)
    log_odds = changed.logits(changed.recurrent(x)[0][-1])[0]
    (gradient,) = torch.autograd.grad(log_odds, [changed.recurrent.weight_hh_l0])
    total = columns[0][-1]
    assert total == pytest.approx(float(gradient[2 * units + 5, 0]), abs=1e-3, rel=1e-2)
    assert sum(columns[2]) == pytest.approx(total, abs=0.006)
    every_copy_says(figure, "−2.50")
    figure.locator("summary").click()


def test_keys_drags_and_what_is_typed_change_every_copy_without_the_server(shared: Visit) -> None:
    page, figure = shared.page, chain(shared)
    frames = len(shared.frames)
    figure.focus()
    for key, name, value in (
        ("r", "value", re.compile(r"^-?\d\.\d{5,}")),
        ("ArrowRight", "t", "4"),
        ("Home", "t", "0"),
        ("u", "fold", "100"),
        ("ArrowUp", "value", re.compile(r"^-?\d\.\d{1,4}$")),
        ("End", "t", "9"),
    ):
        page.keyboard.press(key)
        expect(figure).to_have_attribute(f"data-{name}", value)
    field = figure.get_by_role("spinbutton")
    field.fill("2")
    expect(figure).to_have_attribute("data-value", "2")
    for nonsense in ("2x", "NaN", "1e30", "11"):
        field.fill(nonsense)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(figure.locator(".weight-help")).to_contain_text("from −10 to 10")
        expect(figure).to_have_attribute("data-value", "2")
    expect(field).to_have_value("11")
    page.keyboard.press("Shift+ArrowUp")
    expect(field).to_have_value("2.5")
    every_copy_says(figure, "2.50")
    for part in (field, figure.locator(".chain-pill").nth(3)):
        before = figure.get_attribute("data-value")
        box = part.bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 20, y, steps=4)
        page.mouse.up()
        expect(figure).not_to_have_attribute("data-value", str(before))
    expect(figure.locator(".weight-change")).to_contain_text("in place of")
    assert len(shared.frames) == frames
    shared.address("inside_unrolled_t=10")
    shared.address("inside_unrolled_fold=100")
    figure.locator(".weight-reset").click()
    page.wait_for_function("() => !location.search.includes('inside_unrolled_value')")


def test_folded_one_word_is_there_and_both_are_accessible(shared: Visit) -> None:
    page, figure = shared.page, chain(shared)
    slider = figure.get_by_role("slider")
    words = figure.locator(".chain-word")
    slider.fill("100")
    assert [words.nth(k).is_visible() for k in range(words.count())] == [True] * 10
    assert serious_violations(page, "body") == []
    slider.fill("0")
    figure.focus()
    page.keyboard.press("Home")
    assert [words.nth(k).is_visible() for k in range(words.count())] == [True] + [False] * 9
    words.first.focus()
    page.keyboard.press("ArrowRight")
    expect(words.nth(1)).to_be_focused()
    matrix = figure.locator(".matrix")
    matrix.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(figure).to_have_attribute("data-entry", "n 6 1")
    expect(matrix).to_be_focused()
    figure.get_by_label("to unit").select_option("0")
    figure.locator("[data-sum='z']").click()
    expect(figure).to_have_attribute("data-entry", "z 0 1")
    assert serious_violations(page, "body") == []


def test_on_a_phone_it_unrolls_by_itself_and_nothing_is_wider(
    app_url: str, browser: Browser
) -> None:
    visited = open_visit(
        browser,
        app_url,
        path=PATH,
        width=390,
        still=False,
        lang="hi",
        inside_part="unrolled",
        inside_text="यह zzzz फ़िल्म अच्छी नहीं है लेकिन अंत मज़ेदार है",
        inside_unrolled_value="nonsense",
        inside_unrolled_from="99",
        inside_unrolled_sum="x",
    )
    figure = chain(visited)
    expect(figure).to_have_attribute("data-fold", "100")
    expect(figure.locator(".chain-word.unknown")).to_have_text(re.compile("^zzzz"))
    expect(figure).to_have_attribute("data-entry", re.compile("^[ifgo] \\d+ 47$"))
    wide = "() => document.documentElement.scrollWidth"
    assert visited.page.evaluate(wide) <= 390
    expect(figure.locator(".chain-word[aria-pressed=true]")).to_be_in_viewport(ratio=0.9)
    figure.get_by_role("button", name="मोड़ें").click()
    expect(figure).to_have_attribute("data-fold", "0")
    assert visited.page.evaluate(wide) <= 390
    visited.leave()
