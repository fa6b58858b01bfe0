"""The page says of gates what the races came to, whatever that is."""

import pytest

from visualizer.lexicon.language import translator
from visualizer.networks.race.contenders import CONTENDERS
from visualizer.ui.vanishing.told import race_told, sentence_told

SAY = translator("en")


def told(recall: dict[str, int], adding: dict[str, int]) -> list[str]:
    none = dict.fromkeys(CONTENDERS, 0)
    return race_told({"recall": none | recall, "adding": none | adding}, SAY)


def test_who_holds_one_thing_without_gates_is_told_as_measured() -> None:
    holding, _, _ = told({"rnn": 20, "rnn-orthogonal": 200, "lstm-long": 200}, {})
    assert holding.startswith("**Holding one thing needs no gate.**")
    assert "gaps of up to 20 time steps" in holding
    for turning in (0, 80):
        holding, _, _ = told({"rnn-orthogonal": turning, "gru": 100}, {})
        assert holding.startswith("**Holding one thing.**")
    holding, _, _ = told({}, {})
    assert holding.count("none of the gaps") == 3


@pytest.mark.parametrize(
    ("adding", "claim"),
    [
        ({"gru": 100}, "**Choosing what to add takes gates.**"),
        ({"gru": 100, "rnn": 10}, "**Choosing what to add is easier with gates.**"),
        ({"gru": 10, "rnn-orthogonal": 10}, "**Choosing what to add:** these runs do not show"),
        ({}, "**Choosing what to add:** these runs do not show"),
    ],
)
def test_what_choosing_takes_follows_from_the_gaps(adding: dict[str, int], claim: str) -> None:
    assert told({}, adding)[1].startswith(claim)


def test_a_gate_open_for_the_length_is_praised_only_if_it_went_further() -> None:
    assert told({"lstm": 10, "lstm-long": 200}, {})[2].startswith("**A gate that is not open")
    for gaps in ({"lstm": 10, "lstm-long": 10}, {}, {"lstm": 20, "lstm-long": 10}):
        assert told(gaps, {})[2].startswith("**Gates set for the length of the task** did not")


@pytest.mark.parametrize("language", ["en", "hi"])
def test_no_gap_bridged_is_never_a_gap_of_0(language: str) -> None:
    none = dict.fromkeys(CONTENDERS, 0)
    say = translator(language)
    lines = race_told({"recall": none, "adding": none}, say)
    beside = sentence_told({"rnn": 3.6, "lstm": 2.1}, none, say)
    for line in (*lines, beside):
        assert line is not None
        assert " 0 " not in line


def test_the_sentence_names_who_lasted_longest_here_and_who_bridged_the_gaps() -> None:
    longest = dict.fromkeys(CONTENDERS, 0) | {"rnn": 20, "lstm-long": 200}
    said = sentence_told({"rnn": 3.6, "gru": 2.3, "lstm": 2.1}, longest, SAY)
    assert said is not None
    assert said.startswith("Here a change lasts longest in the RNN, but")
    assert "RNN: gaps of up to 20 time steps; LSTM with its gates set" in said
    assert said.endswith("gaps of up to 200 time steps.")
    other = sentence_told({"rnn": 0.9, "lstm": float("inf")}, longest, SAY)
    assert other is not None
    assert "longest in the LSTM" in other
    assert sentence_told({"lstm": 2.0}, longest, SAY) is None
