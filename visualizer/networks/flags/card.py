"""What is measured on a network of flags: its own part of the model card."""

from dataclasses import dataclass

from visualizer.networks.cards import Card
from visualizer.networks.flags.forgetting import Forgetting
from visualizer.networks.flags.pulling import OtherUnits, Pull
from visualizer.networks.flags.ranking import Ranking
from visualizer.networks.flags.runs import Scores
from visualizer.networks.predicting.card import Predicting


@dataclass(frozen=True, kw_only=True)
class FlagStory:
    """One flag in one network.

    Attributes:
        ranking: how well each unit of c tells it.
        best: the unit that tells it best held at its mean.
        others: each other unit held at its mean, at decisions that the flag is asked of.
        together: the best two held at their means, the best three and so on, at such decisions.
        opposite: the best unit held at what it is under the other flag.
        forgetting: what becomes of the flag where somebody is named.
    """

    ranking: Ranking
    best: Pull
    others: tuple[OtherUnits, ...]
    together: tuple[Pull, ...]
    opposite: Pull
    forgetting: Forgetting


@dataclass(frozen=True, kw_only=True)
class SeedStory:
    """What was measured on the network of one seed.

    Attributes:
        seed: of the training.
        scores: how often it is right.
        flags: gender and number, as far as the task has them.
    """

    seed: int
    scores: Scores
    flags: tuple[FlagStory, ...]


@dataclass(frozen=True, kw_only=True)
class FlagsReport(Predicting):
    """What a network of flags is made of and how it keeps them.

    Attributes:
        sentences: on so many flags are measured, and units found on as many others; neither were
            learned or used for any choice.
        stories: of every seed; the first one ships.
    """

    sentences: int
    stories: tuple[SeedStory, ...]


FlagsCard = Card[FlagsReport]
