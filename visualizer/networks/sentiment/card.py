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
    """A text on which the network is sure and wrong. `label` from 0, `verdict` 0 to 1."""

    text: str
    label: int
    verdict: float


@dataclass(frozen=True)
class SourceShare:
    """How many of one source's texts are right, and what its commoner label alone would get."""

    name: str
    right: Share
    majority: float


@dataclass(frozen=True)
class WeakSpot:
    """Something that such networks misread, a sentence with it, and the verdict, 0 to 1."""

    what: str
    text: str
    verdict: float


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Words with `<unk>`, numbers for each, and units."""

    vocabulary_size: int
    embedding_size: int
    hidden_size: int


@dataclass(frozen=True, kw_only=True)
class Sentiment(Sizes):
    """What a sentiment network is made of and how well it judges.

    Accuracies leave out what people labelled neutral; positive is a verdict above 0.5. What has a
    default is measured for some languages only.

    Attributes:
        labels: from how many, the least positive first, people chose.
        validation_sentences: right of those that settings and epoch were chosen on.
        sentences: right of dev.
        sources: the same for each source of dev.
        majority: of dev, what its commoner label alone would get.
        naive_bayes: of dev, what counting the same training texts' words gets.
        phrases: right of all labelled phrases of dev.
        prefixes: right of the labelled phrases that start a sentence of dev.
        everyday: right of sentences about everyday things.
        neutral_positive: of neutral ones, those judged positive, as half of them should be.
        strong_words: at words that people labelled, or the lexicon has, as strongest.
        late_twist: two dev sentences of opposite labels joined by "but" that end on the second
            one's side.
        unknown_words: of the words and signs of dev, those it does not know.
    """

    labels: int = 5
    validation_sentences: Share
    sentences: Share
    sources: tuple[SourceShare, ...] = ()
    majority: Share | None = None
    naive_bayes: Share | None = None
    phrases: Share | None = None
    prefixes: Share | None = None
    everyday: Share | None = None
    neutral_positive: Share | None = None
    negation: NegationReport | None
    strong_words: StrongWords | None = None
    late_twist: Share
    unknown_words: Share | None = None
    gets_wrong: tuple[Mistake, ...]
    weak_spots: tuple[WeakSpot, ...] = ()


SentimentCard = Card[Sentiment]
