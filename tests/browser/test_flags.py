"""Flags, as a person raises one, pulls it and builds a sentence."""

from playwright.sync_api import expect

import visualizer as viz
from tests.browser.conftest import Open
from visualizer.core import Clamp, intervene
from visualizer.networks.flag_lists import lists_of
from visualizer.networks.flags.ranking import rank_units

TEXT = "Alice sings so Tom laughs and he dances."


def test_what_comes_next_is_read_step_by_step(visit: Open) -> None:
    visited = visit(path="flags", lang="en", flags_text=TEXT, flags_t="6")
    expected = visited.lane("expected")
    reading = viz.load_model("flags-lstm").read(TEXT)
    for step, words in ((5, ("she", "he", "they")), (6, ("dances", "dance"))):
        rows = expected.locator(".expected-row")
        for row, word in enumerate(words):
            expect(rows.nth(row)).to_have_text(f"{word}{reading.expected(word)[step]:.2f}")
        assert f"“{words[0]}” {reading.expected(words[0])[step]:.2f}" in (
            expected.get_attribute("aria-label") or ""
        )
        visited.stage.focus()
        visited.page.keyboard.press("ArrowRight")
    unit = rank_units(
        viz.load_model("flags-lstm"), "gender", lists_of(viz.load_model("flags-lstm"))
    ).order[0]
    shown = visited.stage.locator("[data-lane='flag-0'] b")
    c = reading.record.c[0, 0, 7, 0, unit]
    expect(shown).to_have_text(f"{c:+.2f}".replace("-", "−"))


def test_a_unit_is_held_by_a_click_and_the_address_keeps_it(visit: Open) -> None:
    visited = visit(
        path="flags",
        lang="en",
        flags_part="pull",
        flags_hold="zero",
        flags_held="3",
        flags_text=TEXT,
        flags_pull_t="6",
    )
    page = visited.page
    page.locator(".st-key-flags_held").get_by_role("button").first.click()
    network = viz.load_model("flags-lstm")
    best = rank_units(network, "gender", lists_of(network)).order[0]
    with intervene(network, Clamp("recurrent", "c", value=0.0, units=sorted({3, best}))):
        held = network.read(TEXT)
    he = f"he{network.read(TEXT).expected('he')[5]:.2f} →{held.expected('he')[5]:.2f}"
    expect(visited.lane("expected").locator(".expected-row").nth(1)).to_have_text(he)
    visited.address("flags_held=")
    visited.settle()
    page.reload()
    expect(visited.lane("expected").locator(".expected-row").nth(1)).to_have_text(he)


def test_a_sentence_is_built_by_keys(visit: Open) -> None:
    visited = visit(path="flags", lang="en")
    page = visited.page
    page.get_by_role("button", name="Build a sentence").focus()
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Subject").focus()
    page.keyboard.type("Mary")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Mary likes Tom and she sings.")).to_be_visible()
    page.get_by_role("button", name="Write it into the box").press("Enter")
    expect(page.get_by_label("Sentence", exact=True)).to_have_value("Mary likes Tom and she sings.")
    expect(visited.stage.locator(".chip").first).to_have_text("Mary")
