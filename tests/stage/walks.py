"""Walks through cells of shipped networks, and what PyTorch's values and `core` make of them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from visualizer.core import pre_activations
from visualizer.networks import load_model
from visualizer.showing.scenes import weights_of
from visualizer.stage.scene_bytes import pack_weights
from visualizer.ui.work.boards import walk_bytes

NETWORKS = (
    "sentiment-lstm",
    "sentiment-gru",
    "sentiment-rnn",
    "sentiment-hi-lstm",
    "toy-en-lstm-4",
    "toy-hi-gru-8",
    "toy-en-rnn-8",
)
SENTENCES = 2


@dataclass(frozen=True)
class PackedWalk:
    """A walk's bytes, those of its weights, and what must come out of them."""

    walk: bytes
    weights: bytes
    own: dict[str, Any]


def walks() -> Iterator[PackedWalk]:
    """Random words of each network's vocabulary, some that it does not know, and one word alone."""
    choice = random.Random(4)
    for name in NETWORKS:
        network = load_model(name)
        known = [word for word in network.vocabulary.words if word.isalpha()]
        for length in [*(choice.randint(3, 9) for _ in range(SENTENCES)), 1]:
            text = " ".join(choice.choice([*known, "zzz"]) for _ in range(length))
            weights = weights_of(network.recurrent)
            assert weights
            own = _own(name, network, text)
            yield PackedWalk(walk_bytes(name, text, "en", "inside"), pack_weights(weights), own)


def _own(name: str, network: Any, text: str) -> dict[str, Any]:
    reading = network.read(text)
    record = reading.record
    sums = {}
    for symbol, terms in pre_activations(network.recurrent, record).items():
        from_h = terms.h + terms.bias_h
        if symbol == "n":
            from_h = record.r[0, 0] * from_h
        sums[symbol] = (terms.x + terms.bias + from_h)[:, 0].tolist()
    states = {q: record.unit_values(q) for q in record.quantities}
    before = {
        q: np.concatenate([record.start(q)[None], states[q][:-1]]).tolist() for q in record.states
    }
    return {
        "name": f"{name}, {text!r}",
        "sums": sums,
        "values": {q: values.tolist() for q, values in states.items()},
        "before": before,
    }
