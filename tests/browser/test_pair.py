"""Two sentences on one board, as a person goes through them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import visualizer as viz
from tests.browser.conftest import Open, Visit
from visualizer.lexicon.language import translator
from visualizer.networks import load_model
from visualizer.showing.export import pair_page
from visualizer.showing.pairs import paired

A, B = "the film was good but it was dull", "the film was not good but it was dull"
UNIT = 3
SHARED = {"pair_text": A, "pair_second": B, "pair_size": "8", "pair_t": "5"}


def formula(visited: Visit) -> str:
    return visited.stage.locator(".formula").inner_text().replace("−", "-")


def lane(track: str, symbol: str) -> str:
    return f"[data-track='{track}'] [data-lane='{symbol}'][data-lane-open]"


def test_both_texts_and_their_difference_are_stepped_through_together(visit: Open) -> None:
    visited = visit(path="two-sentences", lang="en", pair_unit=str(UNIT), **SHARED)
    stage, keyboard = visited.stage, visited.page.keyboard
    for track in ("A", "B", "B − A"):
        expect(stage.locator(lane(track, "c"))).to_be_visible()
    chips = [stage.locator(f"[data-track='{track}'] .chip") for track in ("A", "B")]
    for word in ("good", "dull"):
        boxes = [each.get_by_text(word, exact=True).bounding_box() for each in chips]
        assert boxes[0]
        assert boxes[1]
        assert boxes[0]["x"] == pytest.approx(boxes[1]["x"], abs=1)
    expect(chips[1].nth(3)).to_have_accessible_name(
        re.compile("“not”.*not in the other text at this place")
    )
    stage.focus()
    keyboard.press("1")
    for track in ("A", "B", "B − A"):
        expect(stage.locator(lane(track, "f"))).to_be_visible()
        expect(stage.locator(lane(track, "c"))).to_have_count(0)
    stage.locator(lane("B − A", "f")).locator(".tall-mark").hover(force=True)
    stage.locator("[data-track='B − A'] .label [data-choose='f']").click()
    network = load_model("toy-en-lstm-8")
    first, second = (network.read(text).record.f[0, 0, :, 0, UNIT] for text in (A, B))
    wanted = f"{second[4]:.3f} - {first[3]:.3f}"
    expect(stage.locator(".formula")).to_contain_text(wanted.replace("-", "−"))
    assert f"= {second[4] - first[3]:.3f}" in formula(visited)
    keyboard.press("ArrowLeft")
    expect(stage.locator(".inspector h2")).to_have_text("Only one of A and B has a word here.")
    assert (visited.state("t"), visited.state("unit")) == ("3", str(UNIT))
    visited.address("pair_t=4")
    keyboard.press("a")
    expect(stage.locator("[data-track='A'] [data-lane='network']")).to_be_visible()
    expect(stage.locator("[data-track='B − A'] [data-lane='network']")).to_have_count(0)


def test_a_class_sees_all_three_tracks_at_once(visit: Open) -> None:
    visited = visit(path="two-sentences", lang="en", pair_t="5", present="1", width=1280)
    visited.page.set_viewport_size({"width": 1280, "height": 720})
    visited.settle()
    bar = visited.stage.locator(".transport").bounding_box()
    lanes = visited.stage.locator("[data-lane-open]")
    expect(lanes).to_have_count(3)
    last = lanes.last.bounding_box()
    assert bar
    assert last
    assert last["y"] + last["height"] <= bar["y"]
    assert visited.stage.evaluate("root => root.scrollHeight <= root.clientHeight + 1")


def test_a_second_text_a_reload_and_back_between_the_parts(visit: Open) -> None:
    visited = visit(path="two-sentences", lang="en", **SHARED)
    browsed = visited.page
    box = browsed.get_by_label("Sentence B", exact=True)
    box.fill("the film was bad")
    box.press("Enter")
    expect(browsed.get_by_text("A has “good” and B “bad”")).to_be_visible()
    visited.address("pair_second=the+film+was+bad")
    browsed.get_by_text("2 · Two networks", exact=True).click()
    expect(visited.stage.locator("[data-track='LSTM untrained']")).to_be_visible()
    visited.address("pair_part=networks")
    visited.settle()
    browsed.go_back()
    expect(browsed.get_by_label("Sentence B", exact=True)).to_have_value("the film was bad")
    visited.settle()
    browsed.reload()
    expect(browsed.get_by_text("A has “good” and B “bad”")).to_be_visible()
    expect(browsed.get_by_label("Sentence A", exact=True)).to_have_value(A)


def test_the_page_to_keep_opens_all_three_tracks(browser: Browser, tmp_path: Path) -> None:
    network = viz.load_model("toy-en-lstm-8")
    pair = paired(network.read(A), network.read(B))
    path = tmp_path / "two.html"
    page_text = pair_page((network, network), pair, ("A", "B"), translator("en"))
    path.write_text(page_text, encoding="utf-8")
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    for track in ("A", "B", "B − A"):
        expect(
            page.locator(f"[data-track='{track}'] [data-lane='c'][data-lane-open]")
        ).to_be_visible()
    page.locator("[data-track='B − A'] .label [data-choose='c']").click()
    expect(page.locator(".formula")).to_contain_text("c(B) − c(A)")
    assert errors == []
    page.close()
