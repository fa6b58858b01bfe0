"""The sentences on which units of a network are found, and those on which all is measured."""

from dataclasses import dataclass

from visualizer.networks.flags.flagged import Flagged
from visualizer.networks.flags.grammar import flagged_sentences


@dataclass(frozen=True)
class Lists:
    """Sentences that no network learned from: to find units on, and others to measure on."""

    found_on: tuple[Flagged, ...]
    measured_on: tuple[Flagged, ...]


def clause_lists(language: str, n: int) -> Lists:
    """So many of each of a made language of clauses."""
    return Lists(
        flagged_sentences(language, "ranked_on", n), flagged_sentences(language, "measured", n)
    )
