"""What a task brings to the training of its networks of classes."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from visualizer.networks.cards import Share
from visualizer.networks.sentiment.material import Account
from visualizer.networks.vocabulary import Vocabulary


@dataclass(frozen=True)
class Text:
    """A text, its words as they are looked up, and the number of its class."""

    text: str
    words: tuple[str, ...]
    label: int


@dataclass(frozen=True)
class Lesson:
    """Words read from a fresh state; at some steps each class has a probability to be learned."""

    words: tuple[str, ...]
    targets: tuple[tuple[int, tuple[float, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What was chosen on the validation texts.

    Attributes:
        spread: the standard deviation of the embedding's first numbers.
        unknown: the share of words that are made unknown in training, see `Material.droppable`.
    """

    epochs: int
    learning_rate: float
    embedding_size: int
    hidden_size: int | None = None
    spread: float = 0.1
    dropout: float = 0.0
    unknown: float = 0.0
    batch_size: int = 64
    largest_gradient: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Material:
    """What the networks of a task and language learn from, and how they are judged.

    Attributes:
        classes: English names, by number.
        vocabulary: the words they know.
        lessons: what they are fitted to, by cell; a bag's is `bag`.
        weights: of each class in what is made small.
        validation: the texts that choose epoch and settings.
        held_out: the texts measured on, used for nothing else.
        recipes: how to fit, by cell.
        droppable: the words that may be made unknown in training; None: any.
        beside: what other judges get, as fields of the card's own part; given what the network
            gets right of the texts held out, in their order.
        padded: whether reading after padding is measured too.
        account: what was done.
    """

    classes: tuple[str, ...]
    vocabulary: Vocabulary
    lessons: Mapping[str, tuple[Lesson, ...]]
    weights: tuple[float, ...]
    validation: tuple[Text, ...]
    held_out: tuple[Text, ...]
    recipes: Mapping[str, Recipe]
    droppable: frozenset[str] | None = None
    beside: Callable[[tuple[bool, ...]], Mapping[str, Any]] = field(default=lambda _: {})
    padded: bool = False
    account: Account

    def fingerprint(self, cell: str) -> str:
        """The same for the same lessons and words, and hardly for others."""
        content = repr((self.vocabulary.words, self.lessons[cell], self.validation, self.weights))
        return hashlib.sha256(content.encode()).hexdigest()


def majority(texts: tuple[Text, ...]) -> Share:
    """What the commonest class of these texts alone would get."""
    labels = [text.label for text in texts]
    return Share(round(max(map(labels.count, set(labels))) / len(labels), 4), len(labels))
