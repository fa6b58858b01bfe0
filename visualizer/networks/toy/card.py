"""What is measured on a toy network: its own part of the model card."""

from dataclasses import dataclass

from visualizer.networks.cards import Card, Share
from visualizer.networks.sentiment.card import Mistake, Sizes


@dataclass(frozen=True)
class Flips:
    """At how many units h changes its sign at a word, on average over the `n` times it was read."""

    word: str
    mean: float
    n: int


@dataclass(frozen=True, kw_only=True)
class Toy(Sizes):
    """What a toy network is made of and how well it judges sentences of its language.

    All sentences measured on are different from those it learned from.

    Attributes:
        words: the language's, in the order of the grammar.
        validation_sentences: right of those that the epoch was chosen on.
        sentences: right at the end, verdict above 0.5 or below.
        steps: right after every word from the first adjective on.
        bag: right at the end by counting words, each with a weight of its own, trained on the
            same sentences.
        flips: what each of the words that deny or strengthen does to the signs of the units.
        gets_wrong: those at whose end it errs, at most six, the surest first.
    """

    words: tuple[str, ...]
    validation_sentences: Share
    sentences: Share
    steps: Share
    bag: Share
    flips: tuple[Flips, ...]
    gets_wrong: tuple[Mistake, ...]


ToyCard = Card[Toy]
