"""What a browser asks for is taken as far as it fits the scene, whatever it is."""

from typing import Any

import pytest

from tests.stage.test_scene_bytes import track
from visualizer.stage.wishes import Chosen, Wish, wish_from
from visualizer.views.scene import Scene

SCENE = Scene(tracks=[track(), track("gru", name="other", columns=[0, 1, 6])])
HERE = {"track": "other", "t": 2, "unit": 1, "quantity": "z"}


def test_a_wish_is_what_was_asked_for() -> None:
    assert wish_from({"open": ["other"]}, SCENE) == Wish(open=("other",))
    assert wish_from({"open": ["other", "sentiment-lstm"]}, SCENE).open == (
        "sentiment-lstm",
        "other",
    )
    assert wish_from({"sums": "other"}, SCENE) == Wish(sums="other")
    chosen = Chosen(track="other", t=2, unit=1, quantity="z")
    assert wish_from({"chosen": HERE}, SCENE) == Wish(chosen=chosen)
    assert wish_from({"chosen": HERE | {"quantity": "verdict"}}, SCENE).chosen


@pytest.mark.parametrize(
    ("given", "kept"), [({"t": 99}, (6, 1)), ({"t": -5.5}, (0, 1)), ({"unit": 1e300}, (2, 3))]
)
def test_numbers_are_clamped(given: dict[str, Any], kept: tuple[int, int]) -> None:
    chosen = wish_from({"chosen": HERE | given}, SCENE).chosen
    assert chosen
    assert (chosen.t, chosen.unit) == kept


@pytest.mark.parametrize(
    "said",
    [
        None,
        7,
        "open",
        [],
        {},
        {"open": "other"},
        {"open": ["none", 3, None]},
        {"sums": ["other"]},
        {"sums": {}},
        {"chosen": "other"},
        {"chosen": HERE | {"track": ["other"]}},
        {"chosen": HERE | {"t": float("nan")}},
        {"chosen": HERE | {"t": "2"}},
        {"chosen": HERE | {"unit": True}},
        {"chosen": HERE | {"quantity": "f"}},
        {"chosen": HERE | {"quantity": ["z"]}},
    ],
)
def test_nonsense_is_no_wish(said: object) -> None:
    assert wish_from(said, SCENE) == Wish()
