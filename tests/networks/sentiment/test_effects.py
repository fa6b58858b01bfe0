"""What the verdict becomes without a unit, against one run for each with the unit held at 0."""

from typing import Literal

import numpy as np
import pytest

import visualizer as viz
from visualizer.networks import load_model
from visualizer.networks.sentiment import effects
from visualizer.networks.sentiment.effects import mean_unit_effects

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


@pytest.mark.parametrize(("name", "quantity"), CASES)
@pytest.mark.parametrize("together", [1, 100, 4096])
def test_the_mean_is_that_of_the_sizes_text_by_text(
    monkeypatch: pytest.MonkeyPatch, name: str, quantity: Literal["h", "c"], together: int
) -> None:
    """However many texts are run at once; they come in no order and have different lengths."""
    monkeypatch.setattr(effects, "TOGETHER", together)
    network = load_model(name)
    whole = TEXTS[network.language].split()
    texts = [whole[start:end] for start, end in ((0, 3), (0, 8), (2, 3), (3, 7), (1, 4))]
    alone = [viz.unit_effects(network, " ".join(words), quantity=quantity) for words in texts]
    found = mean_unit_effects(
        network,
        [[token.word for token in network.tokenize(" ".join(words))] for words in texts],
        quantity=quantity,
    )
    assert (found >= 0).all()
    np.testing.assert_allclose(found, np.abs(alone).mean(axis=0), atol=1e-6)
    assert np.abs(np.mean(alone, axis=0)).max() < found.max()  # the mean of sizes, not its size


def test_a_state_that_the_cell_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match=r"quantity must be one of h of the GRU 'sentiment-gru'"):
        viz.unit_effects(load_model("sentiment-gru"), "good", quantity="c")
    with pytest.raises(ValueError, match=r"one of h of the RNN 'toy-en-rnn-8', got 'c'"):
        mean_unit_effects(load_model("toy-en-rnn-8"), [["good"]], quantity="c")
    with pytest.raises(ValueError, match="at least one word"):
        viz.unit_effects(load_model("sentiment-gru"), "  ")
