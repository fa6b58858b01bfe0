"""The sentences on which units of a network are found, and those on which all is measured."""

from dataclasses import dataclass

from visualizer.networks.flags.flagged import Flagged
from visualizer.networks.flags.grammar import flagged_sentences
from visualizer.networks.predicting.network import NextNetwork

SENTENCES = 200
"""So many of each, enough to answer while a reader waits."""


@dataclass(frozen=True)
class Lists:
    """Sentences that no network learned from: to find units on, and others to measure on."""

    found_on: tuple[Flagged, ...]
    measured_on: tuple[Flagged, ...]


def flag_lists(language: str, n: int = SENTENCES) -> Lists:
    """Those of a made language of clauses."""
    return Lists(
        flagged_sentences(language, "ranked_on", n), flagged_sentences(language, "measured", n)
    )


def lists_of(network: NextNetwork, n: int = SENTENCES) -> Lists:
    """Those of a shipped network's task."""
    return flag_lists(network.language, n)
