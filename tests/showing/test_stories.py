"""The sentences about a step say what was measured."""

from typing import Any

import pytest

from visualizer.core import Forgotten, StepStory, Written
from visualizer.lexicon.language import translator
from visualizer.showing.stories import tell_steps


def told(**changes: Any) -> list[str]:
    """The English sentences about one step at the word “not”."""
    fields: dict[str, Any] = {
        "before": 0.8,
        "after": 0.3,
        "flips_up": (1, 2),
        "flips_down": (3,),
        "kept": 0.706,
        "forgotten": Forgotten(unit=4, before=-1.25, kept=0.12),
        "written": Written(unit=5, amount=0.5),
    }
    story = StepStory(**fields | changes)
    (sentences,) = tell_steps([story], tokens=["not"], units=48, say=translator("en"))
    return sentences


def test_all_that_happened_is_told() -> None:
    assert told() == [
        "“not” turned the verdict negative: from 0.80 to 0.30.",
        "3 of 48 units changed their sign (2 up, 1 down).",
        "On average the units kept 71 % of their memory. The largest drop was in unit 4: of −1.25 "
        "it kept 12 %.",
        "Most was written into unit 5: +0.50.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (0.3, 0.8, "turned the verdict positive: from 0.30 to 0.80"),
        (0.5, 0.8, "turned the verdict positive: from 0.50 to 0.80"),
        (0.5, 0.3, "turned the verdict negative: from 0.50 to 0.30"),
        (0.8, 0.5, "lowered the verdict from 0.80 to 0.50"),
        (0.2, 0.5, "raised the verdict from 0.20 to 0.50"),
        (0.6, 0.8, "raised the verdict from 0.60 to 0.80"),
        (0.8, 0.6, "lowered the verdict from 0.80 to 0.60"),
        (0.4, 0.1, "lowered the verdict from 0.40 to 0.10"),
        (0.60, 0.61, "left the verdict almost unchanged at 0.61"),
        (0.60, 0.618, "left the verdict almost unchanged at 0.62"),
        (0.60, 0.582, "left the verdict almost unchanged at 0.58"),
        (0.495, 0.505, "left the verdict almost unchanged at 0.51"),
        (0.60, 0.625, "raised the verdict from 0.60 to 0.62"),
        (0.60, 0.575, "lowered the verdict from 0.60 to 0.57"),
        (0.49, 0.52, "turned the verdict positive: from 0.49 to 0.52"),
    ],
)
def test_the_verdict_sentence_fits_the_change(before: float, after: float, expected: str) -> None:
    assert expected in told(before=before, after=after)[0]


def test_one_flip_is_told_in_the_singular() -> None:
    assert told(flips_up=(), flips_down=(9,))[1] == (
        "1 of 48 units changed its sign (0 up, 1 down)."
    )


def test_no_flip_is_told_as_none() -> None:
    assert told(flips_up=(), flips_down=())[1] == "No unit's state changed its sign."


def test_a_first_step_has_nothing_to_forget() -> None:
    assert told(forgotten=None)[2:] == ["Most was written into unit 5: +0.50."]


def test_a_plain_rnn_is_told_to_have_no_gates() -> None:
    assert told(kept=None, forgotten=None, written=None)[2:] == [
        "A plain RNN has no gates: it rewrites every unit at every step."
    ]


def test_what_rounds_to_0_is_not_negative() -> None:
    assert told(written=Written(unit=5, amount=-1e-9))[-1].endswith("unit 5: +0.00.")
