"""What the verdict becomes without a unit, against one run for each with the unit held at 0."""

from typing import Literal

import numpy as np
import pytest

import visualizer as viz
from visualizer.networks import load_model

CASES: list[tuple[str, Literal["h", "c"]]] = [
    ("sentiment-lstm", "h"),
    ("sentiment-lstm", "c"),
    ("sentiment-hi-gru", "h"),
    ("toy-en-rnn-8", "h"),
    ("toy-hi-lstm-8", "c"),
]
TEXTS = {"en": "the film was not good , but funny", "hi": "फ़िल्म अच्छी नहीं थी"}


@pytest.mark.parametrize(("name", "quantity"), CASES)
@pytest.mark.parametrize("length", [1, None])
def test_every_unit_is_held_at_0_at_every_step(
    name: str, quantity: Literal["h", "c"], length: int | None
) -> None:
    network = load_model(name)
    text = " ".join(TEXTS[network.language].split()[:length])
    reading = network.read(text)
    effects = viz.unit_effects(network, text, quantity=quantity)
    units = reading.record.h.shape[-1]
    assert effects.shape == (units,)
    for unit in range(0, units, 5):
        held = viz.Clamp("recurrent", quantity, value=0.0, units=[unit])
        with viz.intervene(network, held):
            without = network.read(text).verdict[-1]
        assert effects[unit] == pytest.approx(without - reading.verdict[-1], abs=1e-6)
    assert np.abs(effects).max() > 0
    assert network.read(text).verdict[-1] == reading.verdict[-1]  # nothing stays changed


def test_a_state_that_the_cell_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match=r"quantity must be one of h of the GRU 'sentiment-gru'"):
        viz.unit_effects(load_model("sentiment-gru"), "good", quantity="c")
    with pytest.raises(ValueError, match="at least one word"):
        viz.unit_effects(load_model("sentiment-gru"), "  ")
