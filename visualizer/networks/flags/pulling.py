"""Pull the flag: hold units of c and see which words the network gets wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from jaxtyping import Float

from visualizer.core import Clamp, intervene
from visualizer.networks.flags.flagged import VALUES, Flagged, Property
from visualizer.networks.flags.lists import Lists
from visualizer.networks.flags.ranking import FlagValues, flag_values, rank_units
from visualizer.networks.flags.runs import MODULE, Questions, Scores
from visualizer.networks.predicting.network import NextNetwork, NextReading

Hold: TypeAlias = Literal["zero", "mean", "opposite"]
HOLDS: tuple[Hold, ...] = ("zero", "mean", "opposite")
"""At what units are held: 0; their mean; at each step their mean under the other flag."""

TOGETHER = 5
"""So many of the best units are also held together."""


@dataclass(frozen=True, kw_only=True)
class Pull:
    """How often a network is right while units of its c are held.

    Attributes:
        units: which; none for the network as it is.
        scores: at each kind of decision.
    """

    units: tuple[int, ...]
    scores: Scores


@dataclass(frozen=True, kw_only=True)
class Pulls:
    """One flag pulled, unit by unit and by several.

    Attributes:
        asked: `gender` or `number`.
        hold: at what units were held.
        order: the units by how well they tell the flag, the best first.
        before: the network as it is.
        each: every unit held alone, in that order.
        together: the best one, the best two, and so on.
    """

    asked: str
    hold: str
    order: tuple[int, ...]
    before: Scores
    each: tuple[Pull, ...]
    together: tuple[Pull, ...]


def pull(
    network: NextNetwork,
    asked: Property,
    lists: Lists,
    units: Sequence[int],
    hold: Hold | float = "mean",
) -> Pull:
    """Hold units of c at every step and measure on sentences that no network learned from.

    Args:
        asked: the flag whose other value `opposite` stands for.
        hold: one of `HOLDS`, or a value.

    Raises:
        InterventionError: there is no such unit.
    """
    means = flag_values(network, asked, lists.found_on)
    questions = Questions(lists.measured_on, network.vocabulary)
    return _Puller(network, asked, lists.measured_on, questions, means, hold).pull(units)


def pulls(
    network: NextNetwork, asked: Property, lists: Lists, hold: Hold | float = "mean"
) -> Pulls:
    """Hold each unit alone, and the best ones together."""
    order = rank_units(network, asked, lists).order
    means = flag_values(network, asked, lists.found_on)
    questions = Questions(lists.measured_on, network.vocabulary)
    puller = _Puller(network, asked, lists.measured_on, questions, means, hold)
    return Pulls(
        asked=asked,
        hold=hold if isinstance(hold, str) else f"{hold:g}",
        order=order,
        before=questions.scores(network),
        each=tuple(puller.pull([unit]) for unit in order),
        together=tuple(puller.pull(order[:k]) for k in range(1, TOGETHER + 1)),
    )


@dataclass(frozen=True)
class _Puller:
    network: NextNetwork
    asked: Property
    sentences: Sequence[Flagged]
    questions: Questions
    means: FlagValues
    hold: Hold | float

    def pull(self, units: Sequence[int]) -> Pull:
        chosen = [*units]
        if not chosen:
            return Pull(units=(), scores=self.questions.scores(self.network))
        value = self._value(chosen)
        change = Clamp(MODULE, "c", value=value, units=chosen)
        return Pull(units=tuple(chosen), scores=self.questions.scores(self.network, change))

    def _value(self, units: Sequence[int]) -> float | Float[np.ndarray, "..."]:
        match self.hold:
            case "zero":
                return 0.0
            case "mean":
                return self.means.values[:, units].mean(0)
            case "opposite":
                return self._opposite()[..., units]
            case _:
                return float(self.hold)

    def _opposite(self) -> Float[np.ndarray, "T B H"]:
        """Each unit's mean under the other flag, and where there is none its mean."""
        first, second = self.means.means
        T, B = self.questions.ids.shape
        values = np.tile(self.means.values.mean(0), (T, B, 1))
        for column, each in enumerate(self.sentences):
            for step, flags in enumerate(each.flags):
                if flags.of(self.asked) is not None:
                    is_first = flags.of(self.asked) == VALUES[self.asked][0]
                    values[step, column] = second if is_first else first
        return values


def held_at(
    network: NextNetwork, asked: Property, lists: Lists, units: Sequence[int]
) -> dict[str, Float[np.ndarray, " U"]]:
    """What units are held at, by name: `zero`, `mean`, and their means under each of both flags.

    Such as `masculine` and `feminine`.
    """
    found = flag_values(network, asked, lists.found_on)
    chosen = [*units]
    first, second = VALUES[asked]
    return {
        "zero": np.zeros(len(chosen), dtype=np.float32),
        "mean": found.values[:, chosen].mean(0),
        first: found.means[0][chosen],
        second: found.means[1][chosen],
    }


def read_held(
    network: NextNetwork, text: str, units: Sequence[int], values: float | Float[np.ndarray, " U"]
) -> NextReading:
    """Read a text while units of c are held at every step.

    Raises:
        NothingToReadError: the text has no token.
        InterventionError: there is no such unit.
    """
    change = Clamp(MODULE, "c", value=values, units=[*units])
    with intervene(network, change):
        return network.read(text)
