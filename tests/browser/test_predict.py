"""Predict, then reveal: what comes is covered, asked about, and measured, in the browser alone."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open, Visit, serious_violations
from tests.browser.test_presenting import LAST_ROW, SMALLEST_TEXT
from visualizer.networks import load_model
from visualizer.showing.questions import questions
from visualizer.views.questions import Question

TEXT = "a slow start, but the ending is brilliant and deeply moving"
TELLING = {"slow", "start", "ending", "brilliant", "deeply", "moving"}
"""Those of its words that the page has no use for."""
READ_OUT = """root => [...root.querySelectorAll("*"), root].flatMap(each =>
    [...each.attributes].map(one => one.value).concat(
        [...each.childNodes].filter(one => one.nodeType === 3).map(one => one.data))).join("\\n")"""
"""All that the stage's elements say, in text and attributes alike."""


def asked_of(language: str = "en") -> list[Question]:
    return questions(load_model("sentiment-lstm").read(TEXT), language)


def opened(visit: Open, **parameters: str) -> Visit:
    said = {"lang": "en", "watch_text": TEXT, "watch_network": "lstm", "watch_predict": "1"}
    return visit(**{**said, **parameters})


def panel_of(visited: Visit) -> Locator:
    panel = visited.stage.locator(".question")
    expect(panel).to_be_visible()
    return panel


def press(visited: Visit, *keys: str) -> None:
    visited.stage.focus()
    for key in keys:
        visited.page.keyboard.press(key)


def test_nothing_that_is_covered_can_be_read_and_no_way_leads_past_a_question(visit: Open) -> None:
    visited = opened(visit, watch_predict="0")
    reading = load_model("sentiment-lstm").read(TEXT)
    press(visited, "End")
    expect(visited.stage).to_have_attribute("data-t", str(len(reading.tokens) - 1))
    press(visited, "p")
    visited.address("watch_predict=1")
    for step, question in enumerate(asked_of()):
        assert question.step == step  # of this sentence every word is asked about
        expect(panel_of(visited).get_by_role("heading")).to_have_text(question.prompt)
        for key in ("ArrowRight", "End"):
            press(visited, key)
        visited.stage.get_by_role("button", name="Play").click()
        expect(visited.stage).to_have_attribute("data-t", str(max(0, step - 1)))
        expect(visited.stage.locator(".chip")).to_have_count(step)
        said = visited.stage.evaluate(READ_OUT)
        for word in TELLING & {*reading.tokens[step:]}:
            assert f"“{word}”" in str(vars(question)) or not re.search(rf"\b{word}\b", said), word
        assert "Biggest turn" not in said
        press(visited, str(question.place + 1), "Enter")
    press(visited, "Escape")
    expect(visited.stage.locator(".question")).to_have_count(0)
    expect(visited.stage.get_by_text("Biggest turn")).to_be_visible()
    visited.page.wait_for_function("() => !location.search.includes('predict')")


def test_clicks_on_the_board_and_keys_answer_and_the_score_is_kept(visit: Open) -> None:
    visited = opened(visit)
    asked, panel = asked_of(), panel_of(visited)
    frames = len(visited.frames)

    def click(place: Locator) -> None:
        box = place.bounding_box()
        assert box
        visited.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    right = 0
    for number, question in enumerate(asked):
        wrong = number % 3 == 2
        choice = (question.place + wrong) % len(question.choices)
        on_board = visited.stage.locator(f".mark-choice[data-choice='{choice}']")
        if question.gates and choice < len(question.gates):
            visited.stage.locator(f".label [data-choose='{question.gates[choice]}']").last.click()
        elif number % 2 == 0 and on_board.is_visible():
            click(on_board)
        else:
            press(visited, str(choice + 1))
        right += not wrong
        if question.kind != "turn":
            expect(panel.locator(".graded")).to_have_text("Not right." if wrong else "Right.")
            told = f"{question.value:+.3f}".replace("-", "−")
            if question.kind == "keep":
                told = f"{question.value:.3f}"
            if question.place < len(question.values) or question.kind == "verdict":
                expect(panel.locator(".is-answer")).to_contain_text(told)
            expect(visited.stage).to_have_attribute("data-t", str(question.step))
        panel.get_by_role("button", name="Next").click()
    scored = f"{right} of {len(asked)} right"
    expect(panel.get_by_role("heading")).to_have_text(scored)
    places = [question.place for question in asked]
    most = max(places.count(place) for place in range(4))
    expect(panel).to_contain_text(f"would have got {most} of {len(asked)}.")
    expect(panel.get_by_role("row")).to_have_count(len(asked) + 1)
    assert len(visited.frames) == frames  # no word to the server
    visited.page.reload()
    expect(panel.get_by_role("heading")).to_have_text(scored)
    panel.get_by_role("button", name="Start again").click()
    expect(panel.get_by_role("heading")).to_have_text(asked[0].prompt)
    visited.enter("good")
    expect(panel).to_contain_text("Nothing in this run is clear enough to be asked")


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_presented_the_question_is_read_from_the_last_row(visit: Open, lang: str) -> None:
    visited = opened(visit, lang=lang, present="1")
    visited.page.set_viewport_size({"width": 1280, "height": 720})
    panel = panel_of(visited)
    for question in asked_of(lang)[:7]:
        expect(panel.get_by_role("heading")).to_have_text(question.prompt)
        for key in ("", "1"):
            if key:
                press(visited, key)
            size, text = visited.stage.evaluate(SMALLEST_TEXT)
            assert size >= LAST_ROW, text
            assert panel.evaluate("e => e.getBoundingClientRect().bottom <= innerHeight")
        press(visited, "Enter")


def test_a_phone_has_the_question_below_the_board_and_a_tap_on_a_gate_answers(visit: Open) -> None:
    visited = opened(visit, lang="hi")
    visited.page.set_viewport_size({"width": 390, "height": 844})
    asked, panel = asked_of("hi"), panel_of(visited)
    gate = next(question for question in asked if question.kind == "gate")
    for question in asked[: asked.index(gate)]:
        expect(panel.get_by_role("heading")).to_have_text(question.prompt)
        panel.locator(".choice").nth(question.place).click()
        panel.locator(".next").click()
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert visited.page.evaluate(wide)
    assert panel.evaluate("e => e.getBoundingClientRect().top > innerHeight * 0.4")
    assert serious_violations(visited.page, "body") == []
    visited.stage.locator(f".lane-tabs [data-choose='{gate.gates[0]}']").click()
    expect(panel.locator(".outcomes li").first).to_contain_text(gate.choices[0])
