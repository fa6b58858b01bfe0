"""Which unit tells a flag, what it is under each value, and sentences read while units are held."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from visualizer.core import Clamp, intervene
from visualizer.networks.flags.flagged import VALUES, Flagged, Property
from visualizer.networks.flags.lists import Lists
from visualizer.networks.flags.pulling import Hold
from visualizer.networks.flags.ranking import Ranking, flag_values, rank_units
from visualizer.networks.flags.runs import MODULE
from visualizer.networks.predicting.network import NextNetwork, NextReading

ENDS = (0.01, 0.99)
"""The shares of a unit's values that lie below its `low` and below its `high`."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FlagFacts:
    """What is known of the units of c and one flag from sentences to find units on.

    Attributes:
        asked: `gender` or `number`.
        ranking: how well each unit tells it.
        first: each unit's mean under the first of the flag's values, `second` under the other one.
        mean: over all of those steps.
        low: between this and `high` nearly all of its values lie.
    """

    asked: Property
    ranking: Ranking
    first: Float[np.ndarray, " H"]
    second: Float[np.ndarray, " H"]
    mean: Float[np.ndarray, " H"]
    low: Float[np.ndarray, " H"]
    high: Float[np.ndarray, " H"]

    @property
    def best(self) -> int:
        """The unit that tells the flag best."""
        return self.ranking.order[0]

    def says_second(self, unit: int, values: Float[np.ndarray, " T"]) -> np.ndarray:
        """Whether a unit says the second of the flag's values, being on that one's side."""
        first, second = self.first[unit], self.second[unit]
        return (values > (first + second) / 2) == (second > first)


def flag_facts(network: NextNetwork, asked: Property, lists: Lists) -> FlagFacts:
    """Find out about the units of c and one flag."""
    found = flag_values(network, asked, lists.found_on)
    first, second = found.means
    low, high = np.quantile(found.values, ENDS, axis=0)
    return FlagFacts(
        asked=asked,
        ranking=rank_units(network, asked, lists),
        first=first,
        second=second,
        mean=found.values.mean(0),
        low=low,
        high=high,
    )


def held_values(
    facts: FlagFacts, units: Sequence[int], hold: Hold, sentence: Flagged | None
) -> float | Float[np.ndarray, " U"] | Float[np.ndarray, "T 1 U"]:
    """At what units are held: 0, their means, or at each step their means under the other value.

    Args:
        sentence: which is read; of one without flags the other value is not known, so the units
            are held at their means.
    """
    chosen = [*units]
    if hold == "zero":
        return 0.0
    if hold == "mean" or sentence is None:
        return facts.mean[chosen]
    by_value = dict(zip(VALUES[facts.asked], (facts.second, facts.first), strict=True))
    rows = [
        facts.mean if flags.of(facts.asked) is None else by_value[str(flags.of(facts.asked))]
        for flags in sentence.flags
    ]
    return np.stack(rows)[:, None, chosen]


def read_pulled(
    network: NextNetwork,
    text: str,
    facts: FlagFacts,
    units: Sequence[int],
    hold: Hold,
    sentence: Flagged | None,
) -> NextReading:
    """Read a text while units of c are held, as `held_values` says.

    Raises:
        NothingToReadError: the text has no token.
        InterventionError: there is no such unit.
    """
    value = held_values(facts, units, hold, sentence)
    with intervene(network, Clamp(MODULE, "c", value=value, units=[*units])):
        return network.read(text)
