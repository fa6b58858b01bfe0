"""Which unit matters: what the last verdict becomes without each of them."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import torch
from jaxtyping import Float
from torch.nn.utils.rnn import pad_sequence

from visualizer.core import Scale, intervene
from visualizer.networks.sentiment.network import SentimentNetwork

TOGETHER = 4096
"""Texts, each once for every unit, that are run at once."""


def unit_effects(
    network: SentimentNetwork, text: str, *, quantity: Literal["h", "c"] = "h"
) -> Float[np.ndarray, " H"]:
    """How the last verdict changes when a unit is held at 0 at every step, for each unit in turn.

    What follows a step is computed from the changed state, so an effect counts all that a unit did
    on the way, not only what it says at the end. All units are run at once, as a batch.

    Args:
        network: one that judges sentences.
        text: what it reads, of at least one word or sign.
        quantity: `h`, what a unit says; of an LSTM also `c`, what it remembers.

    Returns:
        The verdict without a unit less the verdict as it is, (H,), each in [-1, 1].

    Raises:
        NothingToReadError: the text has no token.
        ValueError: the network's cell has no such state.
    """
    reading = network.read(text)
    _check_state(network, quantity)
    return _without(network, [reading.words], quantity)[0] - reading.verdict[-1]


def mean_unit_effects(
    network: SentimentNetwork,
    texts: Sequence[Sequence[str]],
    *,
    quantity: Literal["h", "c"] = "h",
) -> Float[np.ndarray, " H"]:
    """How far each unit moves the last verdict, up or down, in the mean over texts.

    Args:
        texts: their words, in corpus form; at least one text, none empty.

    Returns:
        The mean size of `unit_effects`, (H,), each in [0, 1].

    Raises:
        ValueError: the network's cell has no such state.
    """
    _check_state(network, quantity)
    units = network.recurrent.hidden_size
    few = max(1, TOGETHER // units)
    ordered = sorted(texts, key=len)
    total = np.zeros(units)
    for first in range(0, len(ordered), few):
        some = ordered[first : first + few]
        total += np.abs(_without(network, some, quantity) - _as_it_is(network, some)).sum(axis=0)
    return total / len(texts)


def _check_state(network: SentimentNetwork, quantity: str) -> None:
    states = ("h", "c") if network.cell == "lstm" else ("h",)
    if quantity not in states:
        raise ValueError(
            f"quantity must be one of {', '.join(states)} of the {network.cell.upper()} "
            f"{network.name!r}, got {quantity!r}"
        )


def _without(
    network: SentimentNetwork, texts: Sequence[Sequence[str]], quantity: str
) -> Float[np.ndarray, "N H"]:
    """The last verdict of each text without each unit."""
    units = network.recurrent.hidden_size
    every = [words for words in texts for _ in range(units)]
    silenced = Scale("recurrent", quantity, factor=(1 - torch.eye(units)).repeat(len(texts), 1))
    with intervene(network, silenced):
        return _last(network, every).reshape(len(texts), units)


def _as_it_is(
    network: SentimentNetwork, texts: Sequence[Sequence[str]]
) -> Float[np.ndarray, "N 1"]:
    return _last(network, texts)[:, None]


@torch.inference_mode()
def _last(network: SentimentNetwork, texts: Sequence[Sequence[str]]) -> Float[np.ndarray, " N"]:
    ids = pad_sequence([torch.tensor(network.vocabulary.ids(words)) for words in texts])
    ends = torch.tensor([len(words) - 1 for words in texts])
    logits = network(ids)[ends, torch.arange(len(texts))]
    return torch.sigmoid(logits).numpy()
