"""What a board says of a run that was changed by hand is measured on the two runs."""

import re
from functools import cache
from typing import Any

import numpy as np
import pytest

from visualizer.core import CELLS, RECORDS
from visualizer.lexicon.language import translator
from visualizer.lexicon.quantities import lane_order
from visualizer.networks import load_model
from visualizer.networks.sentiment.alterations import alteration_from, alterations_from, bounds
from visualizer.networks.sentiment.surgery import Operation, operate
from visualizer.showing.scenes import scene_of_reading
from visualizer.showing.surgery import UNFIT, scene_of_operation, surgery_of
from visualizer.views.surgery import Mark

TEXT = "The film was not good, but it was not bad"
ENGLISH, HINDI = translator("en"), translator("hi")
CLASH = "Two changes meet in one place; the later one counts there."


@cache
def shipped(name: str) -> Any:
    return load_model(name)


def operated(said: str, *, name: str = "sentiment-lstm", text: str = TEXT) -> Operation:
    network = shipped(name)
    return operate(network, network.read(text), alterations_from(said))


def chips(said: str, say: Any = ENGLISH, **where: Any) -> list[str]:
    return [chip.short for chip in surgery_of(operated(said, **where), say).chips]


def told(said: str, **where: Any) -> list[str]:
    return [*surgery_of(operated(said, **where), ENGLISH).told]


@pytest.mark.parametrize(
    ("said", "english", "hindi"),
    [
        ("f hold 1 all all", "f = 1 · all units · every word", "f = 1 · सभी यूनिटें · हर शब्द पर"),
        (
            "c hold -2.5 17 good/1",
            "c = −2.5 · unit 17 · at “good”",
            "c = −2.5 · यूनिट 17 · “good” पर",
        ),
        (
            "g scale -0.25 3,4,5,9 not/2+",
            "g × −0.25 · units 3–5, 9 · from “not (2)” on",
            "g × −0.25 · यूनिटें 3–5, 9 · “not (2)” से अंत तक",
        ),
        (
            "gates harden 0 all the/1-",
            "all gates 0 or 1 · all units · up to “The”",  # as it was typed
            "सभी गेट 0 या 1 · सभी यूनिटें · “The” तक",
        ),
        (
            "o harden 0 1,2 not/1,%2C/1",
            "o 0 or 1 · units 1–2 · at “not (1)”, at “,”",
            "o 0 या 1 · यूनिटें 1–2 · “not (1)” पर, “,” पर",
        ),
        (
            "h take %3Cb%3Egood%7B0%7D all all",
            "h ← “<b>good{0}” · all units · every word",
            "h ← “<b>good{0}” · सभी यूनिटें · हर शब्द पर",
        ),
    ],
)
def test_a_chip_says_what_where_and_when(said: str, english: str, hindi: str) -> None:
    assert chips(said) == [english]
    assert chips(said, HINDI) == [hindi]
    (chip,) = surgery_of(operated(said), ENGLISH).chips
    assert (chip.told, chip.fits, chip.alteration) == (english, True, said)


@pytest.mark.parametrize(
    ("said", "short", "why"),
    [
        ("z hold 0 all all", "z = 0 · all units · every word", "quantity"),
        ("f hold 0 99 all", "f = 0 · unit 99 · every word", "units"),
        ("f hold 0 all dull/2+", "f = 0 · all units · from “dull (2)” on", "words"),
        ("f take good 3 bad/1", "f ← “good” · unit 3 · at “bad”", "source"),
    ],
)
def test_a_chip_that_does_not_fit_says_why_in_the_readers_language(
    said: str, short: str, why: str
) -> None:
    for say in (ENGLISH, HINDI):
        chip = surgery_of(operated(f"{said};f hold 1 all all"), say).chips[0]
        assert not chip.fits
        assert chip.told == f"{chip.short} – {say(UNFIT[why])}"
        if say is ENGLISH:
            assert chip.short == short
    (alone,) = surgery_of(operated(said), ENGLISH).told
    assert alone == "None of these changes fits this text and network, so nothing is changed."
    assert [*surgery_of(operated(said), HINDI).told] == [HINDI(alone)] != [alone]


def test_the_verdicts_told_are_those_of_the_two_runs() -> None:
    for said, name in (
        ("f hold 1 all all", "sentiment-lstm"),
        ("i hold 0 all all", "sentiment-lstm"),
        ("z hold 0 all all", "sentiment-gru"),
        ("n scale -0.5 0 the/1-", "sentiment-gru"),
        ("h scale -1 2 all", "toy-en-rnn-8"),
    ):
        operation = operated(said, name=name)
        first = surgery_of(operation, ENGLISH).told[0].replace("−", "-")
        assert first.startswith("Verdict at the end: ")
        before, after, change = map(float, re.findall(r"[-+]?\d\.\d\d", first))
        assert before == round(float(shipped(name).read(TEXT).verdict[-1]), 2)
        assert after == round(float(operation.reading.verdict[-1]), 2)
        assert change == pytest.approx(after - before, abs=1e-9)  # what is read adds up
        assert "(-0.00)" not in first
        hindi = surgery_of(operation, HINDI).told[0].replace("−", "-")
        assert sorted(re.findall(r"[-+]?\d\.\d\d", hindi)) == sorted(
            re.findall(r"[-+]?\d\.\d\d", first)
        )


@pytest.mark.parametrize(
    ("said", "name", "sentence"),
    [
        (
            "f hold 1 all all",
            "sentiment-lstm",
            "First to differ: forget gate f, at “The”, word 1.",
        ),
        (
            "c hold 2 3 not/2",
            "sentiment-lstm",
            "First to differ: cell state c, hidden state h, at “not”, word 10.",
        ),
        (
            "r hold 0 all good/1+",
            "sentiment-gru",
            "First to differ: reset gate r, candidate n, hidden state h, at “good”, word 5.",
        ),
    ],
)
def test_what_differs_first_is_told_with_its_word(said: str, name: str, sentence: str) -> None:
    assert sentence in told(said, name=name)


@pytest.mark.parametrize("said", ["f hold 1 all all", "i hold 0.5 all good/1", "h hold 0 5 bad/1"])
def test_where_the_verdict_moves_first_is_told_where_it_is_later(said: str) -> None:
    operation = operated(said)
    moves = np.abs(operation.reading.verdict - operation.original.verdict) >= 0.01
    first = operation.first_apart()
    assert first
    found = [each for each in surgery_of(operation, ENGLISH).told if "verdict moves" in each]
    if not moves.any():
        assert found == ["The verdict moves nowhere by 0.01 or more."]
    elif moves.argmax() == first[0]:
        assert found == []
    else:
        word, number = operation.reading.tokens[moves.argmax()], moves.argmax() + 1
        (sentence,) = found
        assert sentence == (f"The verdict moves by 0.01 or more first at “{word}”, word {number}.")


def test_a_change_without_effect_says_so() -> None:
    for said in ("h scale 1 all all", f"c take {TEXT.replace(' ', '%20')} all all"):
        first, second = told(said)
        assert first.endswith("(+0.00).")
        assert second == "Nothing differs: the network had these values anyway."
    assert "The verdict moves nowhere by 0.01 or more." in told("o scale 0.99 3 all")


@pytest.mark.parametrize(
    ("said", "clash"),
    [
        ("f hold 1 all all", 0),
        ("f hold 1 all all;f hold 0 3 not/1", 1),
        ("f hold 1 1,2 all;f hold 0 2,3 all", 1),
        ("f hold 1 all not/1+;f hold 0 all bad/1-", 1),
        ("f hold 1 all all;f take good%20film 3 all", 1),
        ("f scale 0.5 all all;f hold 0 3 all", 1),  # of the scaling nothing is left there
        ("gates harden 0 all all;f hold 0.5 3 all", 1),
        ("f hold 1 all all;f hold 0 3 all;f hold 0.5 4 all", 1),  # once
        ("f hold 1 all all;i hold 0 all all", 0),
        ("f hold 1 1,2 all;f hold 0 3,4 all", 0),
        ("f hold 1 all not/1;f hold 0 all not/2", 0),
        ("f hold 1 all not/1+;f hold 0 all film/1-", 0),
        ("f hold 0.7 all all;f scale 0.5 3 all", 0),  # both count
        ("f hold 0.7 all all;gates harden 0 all all", 0),
        ("f hold 1 all all;f hold 0 3 dull/1", 0),  # does not fit
        ("f hold 0 3 dull/1;f hold 1 all all", 0),
    ],
)
def test_two_changes_of_one_place_are_told_once_and_only_where_one_is_lost(
    said: str, clash: int
) -> None:
    assert told(said).count(CLASH) == clash


def test_the_scene_is_the_changed_run_with_the_unchanged_as_its_ghost() -> None:
    for name, said in (
        ("sentiment-lstm", "f hold 1 3,17 not/1;z hold 1 all all;gates harden 0 all bad/1"),
        ("sentiment-gru", "z hold 1 all all"),
        ("toy-en-rnn-8", "h scale 2 all all"),
    ):
        operation = operated(said, name=name)
        (track,) = scene_of_operation(shipped(name), operation, ENGLISH).tracks
        plain = shipped(name).read(TEXT)
        assert track.ghost
        for quantity in plain.record.quantities:
            np.testing.assert_array_equal(
                track.ghost.quantities[quantity], plain.record.unit_values(quantity)
            )
            np.testing.assert_array_equal(
                track.quantities[quantity], operation.reading.record.unit_values(quantity)
            )
        assert track.ghost.verdict is not None
        np.testing.assert_array_equal(track.ghost.verdict, plain.verdict)
        assert track.verdict is not None
        np.testing.assert_array_equal(track.verdict, operation.reading.verdict)


def test_marks_are_where_it_was_changed_and_nowhere_else() -> None:
    operation = operated("f hold 1 3,17 not/1;z hold 1 all all;gates harden 0 all bad/1")
    (track,) = scene_of_operation(shipped("sentiment-lstm"), operation, ENGLISH).tracks
    assert [*track.marks] == [
        Mark(quantity="f", steps=(3,), units=(3, 17)),
        *(Mark(quantity=gate, steps=(10,)) for gate in "ifo"),
    ]
    taken = operated("h take The%20film%20was%20good 5 all", text="The film was not good")
    (track,) = scene_of_operation(shipped("sentiment-lstm"), taken, ENGLISH).tracks
    assert [*track.marks] == [Mark(quantity="h", steps=(0, 1, 2, 4), units=(5,))]


def test_where_nothing_is_changed_the_scene_is_the_readings_own() -> None:
    network = shipped("sentiment-lstm")
    for said in ("", "z hold 1 all all"):
        operation = operated(said)
        (track,) = scene_of_operation(network, operation, ENGLISH).tracks
        (plain,) = scene_of_reading(network, operation.original, ENGLISH).tracks
        assert (track.ghost, [*track.marks]) == (None, [])
        assert (track.id, track.checked, [*track.stories]) == (
            plain.id,
            plain.checked,
            [*plain.stories],
        )
    assert surgery_of(operated(""), ENGLISH).told == []
    assert surgery_of(operated(""), ENGLISH).chips == []


@pytest.mark.parametrize("cell", CELLS)
def test_every_preset_is_a_change_that_fits_its_cell_and_does_what_it_says(cell: str) -> None:
    name = f"sentiment-{cell}"
    said = surgery_of(operated("", name=name), ENGLISH)
    assert (*said.limits,) == lane_order(RECORDS[cell].quantities)
    assert said.limits == {q: bounds(q, "hold") for q in said.limits}
    for preset in said.presets:
        assert alteration_from(preset.alteration)
        operation = operated(preset.alteration, name=name)
        assert operation.changes
        assert operation.first_apart()
        if match := re.fullmatch(r"(\w) = (\d)", preset.formula):
            values = operation.reading.record.unit_values(match[1])
            assert (values == float(match[2])).all()
        for say in (ENGLISH, HINDI):  # surgery.js tells by this which ones are pressed
            worded = surgery_of(operation, say)
            pressed = [
                each.alteration
                for each in worded.presets
                if worded.chips[0].short
                == f"{each.formula} · {say('all units')} · {say('every word')}"
            ]
            assert pressed == [preset.alteration]
    names = {preset.name: preset.formula for preset in said.presets}
    wanted = {
        "lstm": {
            "remember for ever": "f = 1",
            "forget always": "f = 0",
            "write nothing": "i = 0",
            "say nothing": "o = 0",
        },
        "gru": {"remember for ever": "z = 1", "forget always": "z = 0"},
        "rnn": {"say nothing": "h = 0"},
    }[cell]
    assert wanted.items() <= names.items()
