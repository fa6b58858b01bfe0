"""What travels to the curves is what was measured, on the axis that the figures have."""

import re
from typing import Any

import numpy as np
import pytest

from tests.stage.unpacking import unpack
from visualizer.lexicon.language import translator
from visualizer.stage.curves_bytes import pack_curves
from visualizer.views.curves import STROKES, lag_curves, sentence_curves

ENGLISH = translator("en")
WORDS = ("not", "zzxq", "good")


def sent(*values: float, **options: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Header and arrays of one curve over lags."""
    return unpack(
        pack_curves(lag_curves({"rnn": np.array(values)}, say=ENGLISH, **options), say=ENGLISH)
    )


def test_every_curve_arrives_bit_for_bit_with_its_looks() -> None:
    values = {"rnn": np.array([1e-200, np.nan, 1 / 3]), "lstm c": np.array([0.0, np.inf, 2.0])}
    curves = sentence_curves(values, tokens=WORDS, unknown=[False, True, False], say=ENGLISH)
    header, arrays = unpack(pack_curves(curves, say=ENGLISH))
    for number, (key, each) in enumerate(values.items()):
        np.testing.assert_array_equal(arrays[str(number)], each)
        look, stroke = header["curves"][number], STROKES[key]
        assert (look["key"], look["kind"], look["name"]) == (key, "measured", stroke.name)
        assert (look["light"], look["dark"]) == (stroke.light, stroke.dark)
        assert (look["dash"], look["marker"]) == (stroke.dash, stroke.marker)
    assert (header["tokens"], header["unknown"]) == ([*WORDS], [False, True, False])
    assert (header["steps"], header["lags"]) == (3, False)
    assert header["text"]["unknownCount"].startswith("1 word is not in the vocabulary")


def test_the_axis_holds_all_values_with_few_whole_powers_of_ten() -> None:
    header, _ = sent(1, 3e-12, 5.0)
    assert (header["low"], header["high"]) == (-12, 1)
    assert header["ticks"] == [-12, -10, -8, -6, -4, -2, 0]
    header, _ = sent(1, 0.02, 5e3)
    assert (header["low"], header["high"]) == (-2, 4)
    assert header["ticks"] == [*range(-2, 5)]
    header, _ = sent(1, 0.5)
    assert (header["low"], header["high"], header["ticks"]) == (-3, 0, [-3, -2, -1, 0])


@pytest.mark.parametrize(
    ("value", "limits"),
    [
        (1e-37, {}),
        (1e-39, {float(np.finfo(np.float32).tiny): "below"}),
        (1e39, {float(np.finfo(np.float32).max): "above"}),
    ],
)
def test_the_ends_of_float32_are_named_where_the_axis_reaches_them(
    value: float, limits: dict[float, str]
) -> None:
    header, _ = sent(1, value)
    assert {each["value"]: each["text"].split()[0] for each in header["limits"]} == limits


def test_bounds_and_gates_travel_before_what_was_measured_and_say_so() -> None:
    aids = {"bounds": {"rnn": np.array([1, 0.9])}, "gates": {"rnn": np.array([1, 0.8])}}
    header, arrays = sent(1, 0.7, **aids)
    assert [look["kind"] for look in header["curves"]] == ["bound", "gates", "measured"]
    assert [values[1] for values in arrays.values()] == [0.9, 0.8, 0.7]
    assert header["kinds"] == {"measured": "measured", "bound": "bound", "gates": "gates alone"}
    assert [*sent(1, 0.7)[0]["kinds"]] == ["measured"]


def test_lags_are_spoken_of_as_steps_back_and_words_as_words() -> None:
    lags, words = (
        unpack(pack_curves(curves, say=ENGLISH))[0]
        for curves in (
            lag_curves({"rnn": np.ones(3)}, say=ENGLISH),
            sentence_curves({"rnn": np.ones(3)}, tokens=WORDS, say=ENGLISH),
        )
    )
    assert (lags["lags"], words["lags"]) == (True, False)
    assert lags["text"]["horizontal"] == "steps back from the end"
    assert lags["text"]["moment"] == "{n} steps back"
    assert words["text"]["moment"] == "after “{word}”, step {step} of {steps}"
    assert (lags["tokens"], words["tokens"]) == (None, [*WORDS])


def test_nothing_english_is_left_in_hindi() -> None:
    say = translator("hi")
    values = dict.fromkeys(STROKES, np.geomspace(1e-60, 1e60, 3))
    names = {"RNN", "GRU", "LSTM", "h", "c", "float32", "Home", "End", "NaN", "F"}
    glosses = {"log", "odds", "infinity"}
    for curves in (
        lag_curves(values, bounds=values, gates=values, say=say),
        sentence_curves(values, tokens=WORDS, unknown=[True] * 3, say=say),
    ):
        header, _ = unpack(pack_curves(curves, say=say))
        assert header["language"] == "hi"
        assert header["text"]["picture"] == f"{curves.title}। {curves.note}"
        said = [header["title"], header["note"], header["vertical"], *header["text"].values()]
        said += [*header["kinds"].values(), *(each["text"] for each in header["limits"])]
        for text in [*said, *(look["name"] for look in header["curves"])]:
            left = set(re.findall("[A-Za-z][A-Za-z0-9]*", re.sub("{[^}]*}", " ", text)))
            assert left <= names | glosses, text
