"""What the card of a network of flags says."""

from collections.abc import Sequence
from dataclasses import replace

from visualizer.networks.flags.card import FlagStory, SeedStory
from visualizer.networks.flags.flagged import PROPERTIES, Property
from visualizer.networks.flags.forgetting import forget_story
from visualizer.networks.flags.lists import Lists
from visualizer.networks.flags.pulling import Pull, other_units, pull, pulls
from visualizer.networks.flags.ranking import rank_units
from visualizer.networks.flags.runs import Questions
from visualizer.networks.predicting.network import NextNetwork


def seed_stories(
    networks: Sequence[NextNetwork],
    lists: Lists,
    properties: Sequence[Property] = PROPERTIES,
    first_seed: int = 0,
) -> tuple[SeedStory, ...]:
    """What is measured on the networks of some seeds."""
    questions = Questions(lists.measured_on, networks[0].vocabulary)
    return tuple(
        SeedStory(
            seed=first_seed + number,
            scores=questions.scores(network),
            flags=tuple(flag_story(network, asked, lists) for asked in properties),
        )
        for number, network in enumerate(networks)
    )


def flag_story(network: NextNetwork, asked: Property, lists: Lists) -> FlagStory:
    """All that is measured of one flag in one network."""
    ranking = rank_units(network, asked, lists)
    pulled = pulls(network, asked, lists, "mean")
    return FlagStory(
        ranking=ranking,
        best=pulled.each[0],
        others=tuple(each for each in other_units(pulled) if each.asked == asked),
        together=tuple(_only(asked, each) for each in pulled.together[1:]),
        opposite=pull(network, asked, lists, ranking.order[:1], "opposite"),
        forgetting=forget_story(network, asked, lists),
    )


def _only(asked: Property, pulled: Pull) -> Pull:
    return replace(pulled, scores=tuple(score for score in pulled.scores if score.asked == asked))
