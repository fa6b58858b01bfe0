"""What is measured on a network of classes: its own part of the model card."""

import math
from dataclasses import dataclass

from visualizer.networks.cards import Card, Share


@dataclass(frozen=True)
class ClassShare:
    """How many texts of one class are given to it."""

    name: str
    right: Share


@dataclass(frozen=True)
class ClassMistake:
    """A text of class `label` that the network gives to class `said` with this probability."""

    text: str
    label: str
    said: str
    probability: float


@dataclass(frozen=True)
class SeedRun:
    """A training with another seed, all else alike: right of the same texts, and its epoch."""

    seed: int
    texts: Share
    epochs: int


@dataclass(frozen=True)
class PaddingReport:
    """The same weights read two ways: batches of texts as they stand in the data.

    Attributes:
        trained: how the network was read in training: `packed`.
        batch: how many texts stand side by side, all as long as the longest of them.
        filler: the word whose number fills up the shorter ones.
        packed: right by the state after a text's own last word.
        padded: right by the state after what fills it up.
        filled: of all that is read, the share that is filler.
        turned: texts whose answer differs between the two.
    """

    trained: str
    batch: int
    filler: str
    packed: Share
    padded: Share
    filled: float
    turned: Share


@dataclass(frozen=True)
class TfIdfReport:
    """Words weighted by tf-idf and one linear layer, fitted to the same texts.

    Attributes:
        texts: right of the same texts that the network was measured on.
        words: how many it tells apart.
        only_it: texts that it alone gets right; `only_network` likewise.
    """

    texts: Share
    words: int
    only_it: int
    only_network: int


@dataclass(frozen=True, kw_only=True)
class Classes:
    """What a network of classes is made of and how well it tells them apart.

    All that is measured, unless said otherwise, is of texts that were neither learned nor used for
    any choice; an answer is the likeliest class at the end.

    Attributes:
        classes: their English names, in the order of the read-out.
        vocabulary_size: words with `<unk>`.
        embedding_size: numbers for each.
        hidden_size: units; None for a bag, whose state is the mean of the words.
        learned: texts learned from.
        validation: right of those that settings and epoch were chosen on.
        texts: right.
        by_class: the same for each class.
        seeds: the same for this and other seeds.
        majority: what the commonest class alone would get.
        order_free: what the best judge that cannot see order would get, knowing all sentences of
            the language; where it must guess, half.
        tf_idf: what a judge gets that counts words.
        padding: reading after padding, and packed; of networks of texts whose lengths differ much.
        unknown_words: of the words and signs read, those the network does not know.
        gets_wrong: its surest mistakes, the surest first.
    """

    classes: tuple[str, ...]
    vocabulary_size: int
    embedding_size: int
    hidden_size: int | None = None
    learned: int
    validation: Share
    texts: Share
    by_class: tuple[ClassShare, ...]
    seeds: tuple[SeedRun, ...]
    majority: Share
    order_free: Share | None = None
    tf_idf: TfIdfReport | None = None
    padding: PaddingReport | None = None
    unknown_words: Share
    gets_wrong: tuple[ClassMistake, ...]

    @property
    def mean(self) -> float:
        """The mean of the seeds' shares, 0 to 1."""
        return sum(run.texts.share for run in self.seeds) / len(self.seeds)

    @property
    def spread(self) -> tuple[float, float]:
        """The lowest and the highest of the seeds' shares."""
        shares = [run.texts.share for run in self.seeds]
        return min(shares), max(shares)


ClassesCard = Card[Classes]


def near_tie(one: Share, other: Share) -> bool:
    """Whether two shares of the same texts are too close to be told apart.

    They are if they differ by less than two standard errors of the difference of two such shares.
    """
    errors = [each.share * (1 - each.share) / max(each.n, 1) for each in (one, other)]
    return abs(one.share - other.share) <= 2 * math.sqrt(sum(errors))
