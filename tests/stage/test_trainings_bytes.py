"""What travels to the time machine is what was measured, for every moment of every training."""

import re
from typing import Any

import numpy as np
import pytest

from tests.stage.unpacking import unpack
from visualizer.lexicon.colours import STROKES
from visualizer.lexicon.language import translator
from visualizer.stage.trainings_bytes import pack_trainings
from visualizer.views.trainings import Course, Trainings

ENGLISH = translator("en")


def course(measured: int, *, T: int = 4) -> Course:
    """A training measured every 10 steps, each value told apart from every other."""
    return Course(
        steps=np.arange(measured) * 10,
        accuracy=np.linspace(0.1, 0.9, measured),
        gradient=10.0 ** -np.arange(measured * T).reshape(measured, T),
    )


def test_every_measurement_arrives_bit_for_bit_in_float64() -> None:
    long, short = course(3), course(2)
    packed = pack_trainings(Trainings(courses={"gru": long, "rnn": short}, chance=0.1), say=ENGLISH)
    header, arrays = unpack(packed)
    assert header["moments"] == [0, 10, 20]
    assert header["measured"] == [3, 2]
    assert (header["T"], header["chance"]) == (4, 0.1)
    for number, each in enumerate((long, short)):
        assert np.array_equal(arrays[f"accuracy{number}"], each.accuracy)
        assert np.array_equal(arrays[f"gradient{number}"], each.gradient)
    looks = [(look["key"], look["kind"], look["name"]) for look in header["looks"]]
    assert looks == [("gru", "measured", "GRU"), ("rnn", "measured", "RNN")]
    assert header["looks"][0]["dash"] == STROKES["gru"].dash


def test_one_axis_holds_the_gradients_of_all_moments() -> None:
    trainings = Trainings(courses={"gru": course(3), "rnn": course(2)}, chance=0.1)
    header, _ = unpack(pack_trainings(trainings, say=ENGLISH))
    assert (header["low"], header["high"]) == (-11, 0)
    assert set(header["ticks"]) <= set(range(-11, 1))


@pytest.mark.parametrize(("planned", "end"), [(0, 20), (20, 20), (50, 50)])
def test_the_axis_of_a_training_that_goes_on_has_room_for_the_rest(planned: int, end: int) -> None:
    trainings = Trainings(courses={"rnn": course(3)}, chance=0.1, planned=planned)
    header, _ = unpack(pack_trainings(trainings, say=ENGLISH))
    assert header["end"] == end


def test_float32_and_values_that_are_no_numbers_arrive_as_they_are() -> None:
    gradient = np.array([[0, np.nan, np.inf, 1e-38]], dtype=np.float32)
    odd = Course(steps=np.array([0]), accuracy=np.array([np.nan]), gradient=gradient)
    packed = pack_trainings(Trainings(courses={"lstm": odd}, chance=0.1), say=ENGLISH)
    _, arrays = unpack(packed)
    assert np.array_equal(arrays["gradient0"], gradient, equal_nan=True)
    assert np.isnan(arrays["accuracy0"]).all()


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({}, None),
        ({"address": "race"}, {"prefix": "race", "bare": False}),
        ({"address": "race", "bare": True}, {"prefix": "race", "bare": True}),
    ],
)
def test_the_moment_is_kept_in_the_address_where_that_is_asked_for(
    options: dict[str, Any], place: dict[str, object] | None
) -> None:
    trainings = Trainings(courses={"rnn": course(1)}, chance=0.1)
    header, _ = unpack(pack_trainings(trainings, say=ENGLISH, **options))
    assert header["address"] == place
    assert (header["kind"], header["needs"]) == ("plots/trainings", [])


@pytest.mark.parametrize("address", ["", "a b", "watch_", "_t", "ä"])
def test_an_address_that_is_no_prefix_is_refused(address: str) -> None:
    trainings = Trainings(courses={"rnn": course(1)}, chance=0.1)
    with pytest.raises(ValueError, match="address must be of small letters"):
        pack_trainings(trainings, say=ENGLISH, address=address)


def test_nothing_english_is_left_in_hindi() -> None:
    trainings = Trainings(courses=dict.fromkeys(STROKES, course(2)), chance=0.1)
    header, _ = unpack(pack_trainings(trainings, say=translator("hi")))
    assert header["language"] == "hi"
    names = [look["name"] for look in header["looks"]]
    for text in [header["title"], header["note"], *names, *header["text"].values()]:
        left = set(re.findall("[A-Za-z][A-Za-z0-9]*", re.sub("{[^}]*}", " ", text)))
        kept = {"RNN", "GRU", "LSTM", "h", "c", "t", "loss", "Home", "End", "Space", "F"} | {
            "float32"
        }
        assert left <= kept, text


def test_trainings_of_sequences_of_unequal_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match=r"same number of time steps, got {'rnn': 4, 'gru': 5}"):
        Trainings(courses={"rnn": course(1), "gru": course(1, T=5)}, chance=0.1)
