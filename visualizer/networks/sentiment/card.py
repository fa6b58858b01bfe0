"""What is measured on a sentiment network: its own part of the model card."""

from dataclasses import dataclass

from visualizer.networks.cards import Card, Share


@dataclass(frozen=True)
class PairVerdicts:
    """A sentence and its negation, each with its verdict, 0 to 1."""

    plain: str
    negated: str
    plain_verdict: float
    negated_verdict: float


@dataclass(frozen=True)
class NegationReport:
    """How many pairs cross: the plain verdict on its side of 0.5, the negated on the other."""

    crossed_positive: int
    n_positive: int
    crossed_negative: int
    n_negative: int
    failed: tuple[PairVerdicts, ...]


@dataclass(frozen=True)
class StrongWords:
    """Mean |change of verdict| at the `n` words that people labelled 0 or 4 by themselves."""

    mean_change: float
    n: int


@dataclass(frozen=True)
class Mistake:
    """A sentence on which the network is sure and wrong. `label` 0 to 4, `verdict` 0 to 1."""

    text: str
    label: int
    verdict: float


@dataclass(frozen=True)
class Sentiment:
    """What a sentiment network is made of and how well it judges.

    Accuracies leave out what people labelled neutral; positive is a verdict above 0.5. `prefixes`
    are the labelled phrases that start a sentence. `late_twist` joins two dev sentences of
    opposite labels with ", but" and counts those that end on the second one's side.
    """

    vocabulary_size: int
    embedding_size: int
    hidden_size: int
    validation_sentences: Share
    sentences: Share
    phrases: Share
    prefixes: Share
    negation: NegationReport | None
    strong_words: StrongWords
    late_twist: Share
    gets_wrong: tuple[Mistake, ...]


SentimentCard = Card[Sentiment]
