"""What a language brings to the training of its sentiment networks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from visualizer.networks.cards import Share
from visualizer.networks.sentiment.card import Sentiment
from visualizer.networks.sentiment.examples import Example
from visualizer.networks.sentiment.fitting import Recipe
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True)
class Account:
    """What the card says in words, as in `Card`."""

    data: str
    source: str
    licence: str
    training: str
    selection: str


@dataclass(frozen=True, kw_only=True)
class Material:
    """What networks of one language learn from, and how they are judged.

    Attributes:
        vocabulary: the words they know.
        examples: what they are fitted to.
        recipes: how, for each cell.
        validate: the share right on the sentences that choose epoch and settings.
        measure: the card's numbers, none of them from sentences that were learned or chosen on.
        account: what was done.
    """

    vocabulary: Vocabulary
    examples: tuple[Example, ...]
    recipes: Mapping[str, Recipe]
    validate: Callable[[SentimentNetwork], Share]
    measure: Callable[[SentimentNetwork], Sentiment]
    account: Account
