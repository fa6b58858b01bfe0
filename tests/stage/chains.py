"""Chains of copies of shipped networks' cells, one weight changed, and what PyTorch makes of it."""

import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import torch

from tests.stage.backwards import biases_of_each_step, of_each_step
from visualizer.networks import load_model
from visualizer.showing.scenes import weights_of
from visualizer.stage.scene_bytes import pack_weights
from visualizer.ui.work.boards import unrolled_bytes

TEXTS = {
    "sentiment-lstm": "a slow start , but the ending is brilliant and zzz",
    "sentiment-gru": "never dull",
    "sentiment-rnn": "good",
    "sentiment-hi-lstm": "फ़िल्म अच्छी नहीं है",
    "toy-en-lstm-4": "the film was not good",
    "toy-en-gru-8": "the story was dull but the ending was really funny",
    "toy-en-rnn-8": "it was bad , not good",
}


@dataclass(frozen=True)
class PackedChain:
    """A chain's bytes, those of its weights, and what must come out of them."""

    chain: bytes
    weights: bytes
    own: dict[str, Any]


def chains() -> Iterator[PackedChain]:
    """Each network with a random weight of W_hh set to random values."""
    choice = random.Random(7)
    for name, text in TEXTS.items():
        network = load_model(name)
        weights = weights_of(network.recurrent)
        assert weights
        yield PackedChain(
            unrolled_bytes(name, text, "en", "inside"),
            pack_weights(weights),
            {"name": f"{name}, {text!r}", "changes": [*_changes(network, text, choice)]},
        )


def _changes(network: Any, text: str, choice: random.Random) -> Iterator[dict[str, Any]]:
    """Another copy of the network for each; the shipped one is left alone."""
    recorded = network.read(text).record
    units, sums = recorded.h.shape[-1], len(recorded.sums)
    x = torch.tensor(recorded.x[:, 0]).double()
    for value in (-3.0, 0.75, 1.5):
        place = (choice.randrange(sums * units), choice.randrange(units))
        changed = deepcopy(network)
        with torch.no_grad():
            changed.recurrent.weight_hh_l0[place] = value
        reading = changed.read(text)
        layer = changed.recurrent.double()
        readout = changed.readout.weight.detach()[0].double()
        by_step = of_each_step(layer, x, readout)[:, place[0], place[1]]
        left = _left(layer, x, readout)
        yield {
            "row": place[0],
            "from": place[1],
            "value": value,
            "verdict": reading.verdict.tolist(),
            "h": reading.record.unit_values("h").ravel().tolist(),
            "added": by_step.tolist(),
            "left": left,
        }


def _left(layer: Any, x: torch.Tensor, readout: torch.Tensor) -> list[float]:
    """The length of the gradient by what each step's sums get from h: by a bias of its own."""
    copies = biases_of_each_step(layer, x, readout)
    return torch.linalg.vector_norm(copies, dim=1).tolist()
