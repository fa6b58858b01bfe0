"""What a task brings to the training of its networks that predict."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from visualizer.networks.predicting.network import NextNetwork
from visualizer.networks.sentiment.material import Account
from visualizer.networks.vocabulary import Vocabulary

Words: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What was chosen on the validation texts.

    Attributes:
        spread: the standard deviation of the embedding's first numbers.
        unknown: the share of words read that are made unknown in training; none of those to come.
    """

    epochs: int
    learning_rate: float
    embedding_size: int
    hidden_size: int
    layers: int = 1
    spread: float = 0.5
    dropout: float = 0.0
    unknown: float = 0.0
    batch_size: int = 64
    largest_gradient: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Material:
    """What the networks of a task and language learn from, and how they are judged.

    Attributes:
        vocabulary: the words they know.
        texts: what they learn, words as they are looked up.
        validation: the texts that choose epoch and settings.
        held_out: the texts whose surprise is measured, used for nothing else.
        recipe: how to fit.
        own: the dataclass of the card's own part, a `Predicting`.
        measure: its fields that only this task has; given the networks of all seeds, of which the
            first one ships, and the first seed.
        account: what was done.
    """

    vocabulary: Vocabulary
    texts: tuple[Words, ...]
    validation: tuple[Words, ...]
    held_out: tuple[Words, ...]
    recipe: Recipe
    own: type[Any]
    measure: Callable[[tuple[NextNetwork, ...], int], Mapping[str, Any]]
    account: Account

    def fingerprint(self) -> str:
        """The same for the same texts and words, and hardly for others."""
        content = repr((self.vocabulary.words, self.texts, self.validation))
        return hashlib.sha256(content.encode()).hexdigest()
