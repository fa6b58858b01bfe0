"""What the stage says: nothing is left empty, and words, steps and directions are told apart."""

from itertools import product

import pytest

from visualizer.lexicon.language import translator
from visualizer.stage.wording import (
    belt_wording,
    beyond_wording,
    changed_wording,
    deeper_wording,
    no_gate_wording,
    predict_wording,
    tracks_wording,
    unknown_wording,
    wording,
)

SAY = translator("en")
BESIDES = (belt_wording, beyond_wording, tracks_wording, deeper_wording, changed_wording)


@pytest.mark.parametrize("language", ["en", "hi"])
def test_every_message_says_something(language: str) -> None:
    for worded, verdict in product((True, False), repeat=2):
        said = wording(translator(language), worded=worded, verdict=verdict)
        said |= predict_wording(translator(language), tabs=True)
        for besides in BESIDES:
            said |= besides(translator(language))
        said |= no_gate_wording(translator(language), worded=worded)
        assert [key for key, text in said.items() if not text.strip()] == []


def test_a_step_is_named_by_its_word_or_by_its_number() -> None:
    words, steps = (wording(SAY, worded=each) for each in (True, False))
    assert words["unitAt"] == "unit {unit} at “{word}”"
    assert steps["unitAt"] == "unit {unit} at t = {word}"
    assert words["turn"] == "Biggest turn: “{word}”, from {before} to {after}"
    assert steps["turn"] == "Biggest turn: t = {word}, from {before} to {after}"


def test_without_a_verdict_none_is_spoken_of_at_a_step() -> None:
    for worded in (True, False):
        without, given = (
            wording(SAY, worded=worded, verdict=each)["stepSpoken"] for each in (False, True)
        )
        assert "verdict" not in without
        assert "{verdict}" in given


@pytest.mark.parametrize(
    ("unknown", "told"), [(0, ""), (1, "1 word is not in "), (7, "7 words are not in ")]
)
def test_unknown_words_are_counted(unknown: int, told: str) -> None:
    said = unknown_wording(SAY, unknown)["unknownCount"]
    assert said.startswith(told)
    assert bool(said) == bool(unknown)
