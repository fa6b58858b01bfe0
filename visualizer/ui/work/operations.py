"""Runs that were changed by hand, and lists of texts on which changes are measured."""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from jaxtyping import Float

from visualizer.lexicon.language import Translator
from visualizer.networks import entry_of
from visualizer.networks.cards import Share
from visualizer.networks.judged import judged_texts
from visualizer.networks.sentiment.alterations import alterations_from
from visualizer.networks.sentiment.effects import mean_unit_effects, unit_effects
from visualizer.networks.sentiment.judged import Judged
from visualizer.networks.sentiment.surgery import Operation, accuracy_under, operate
from visualizer.ui.work.beside import kept_beside
from visualizer.ui.work.caches import kept
from visualizer.ui.work.readings import ONE_AT_A_TIME, network, reading_of

SAMPLE = 60
"""Texts over which every unit's effect is averaged: each is read once for every unit."""


@kept_beside
def operation_of(name: str, text: str, by_hand: str) -> Operation:
    """What a network makes of a readable text, with changes and without.

    Args:
        by_hand: the changes, as an address keeps them.

    Raises:
        ValueError: the text has no token.
    """
    reading = reading_of(name, text)
    if reading is None:
        raise ValueError(f"text must have at least one token, got {text[:40]!r}")
    with ONE_AT_A_TIME:
        return operate(network(name), reading, alterations_from(by_hand))


@kept_beside
def accuracy_of(name: str, by_hand: str) -> Share | None:
    """The share of the list that a network gets right under changes, see `accuracy_under`."""
    judge, texts = network(name), _judged(name)
    if not texts:
        return None
    with ONE_AT_A_TIME:
        return accuracy_under(judge, texts, alterations_from(by_hand))


@kept_beside
def effects_of(name: str, text: str, quantity: Literal["h", "c"]) -> Float[np.ndarray, " H"]:
    """How the last verdict of a readable text changes without each unit."""
    with ONE_AT_A_TIME:
        return unit_effects(network(name), text, quantity=quantity)


@kept_beside
def mean_effects_of(name: str, quantity: Literal["h", "c"]) -> Float[np.ndarray, " H"] | None:
    """How far each unit moves the last verdict in the mean over a sample of the list."""
    words = [words for words, _ in sample_of(name)]
    return mean_unit_effects(network(name), words, quantity=quantity) if words else None


def sample_of(name: str) -> Sequence[Judged]:
    """Texts from all over a network's list."""
    texts = _judged(name)
    return texts[:: max(1, len(texts) // SAMPLE)][:SAMPLE]


def sentences_of(name: str, say: Translator, *, few: bool = False) -> str:
    """What a network's list is, in the reader's language.

    Args:
        few: of the sample.
    """
    texts = len(sample_of(name) if few else _judged(name))
    if entry_of(name).task == "toy":
        return say.count(
            "{n} sentence made by the networks' own grammar",
            "{n} sentences made by the networks' own grammar",
            texts,
        )
    return say.count(
        "{n} short text that comes with the app, many of them negated",
        "{n} short texts that come with the app, many of them negated",
        texts,
    )


@kept
def _judged(name: str) -> Any:
    return judged_texts(network(name))
