"""What is measured on a network that predicts: its own part of the model card."""

from dataclasses import dataclass

from visualizer.networks.cards import Card


@dataclass(frozen=True)
class Surprise:
    """How little texts were expected: the mean of -ln of what each of `n` words was given.

    Of a judge that thinks every one of V words as likely it is ln V.
    """

    nats: float
    n: int


@dataclass(frozen=True)
class SeedSurprise:
    """A training with another seed, all else alike: of the same texts, and its epoch."""

    seed: int
    texts: Surprise
    epochs: int


@dataclass(frozen=True, kw_only=True)
class Predicting:
    """What a network that predicts is made of and how well it does; a task adds its own.

    Surprises are of texts that were neither learned nor used for any choice, unless said otherwise.

    Attributes:
        vocabulary_size: words with `<unk>`; so many things can come next.
        embedding_size: numbers for each.
        hidden_size: units of each layer.
        layers: one on the other.
        learned: texts learned from.
        validation: the surprise at those that settings and epoch were chosen on.
        texts: the surprise at texts.
        unigram: of a judge that knows only how often each word comes.
        bigram: of one that knows how often each word follows each.
        seeds: the same for this and other seeds.
    """

    vocabulary_size: int
    embedding_size: int
    hidden_size: int
    layers: int = 1
    learned: int
    validation: Surprise
    texts: Surprise
    unigram: Surprise
    bigram: Surprise
    seeds: tuple[SeedSurprise, ...]


PredictingCard = Card[Predicting]
