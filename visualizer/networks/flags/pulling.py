"""Pull the flag: hold units of c and see which words the network gets wrong."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Literal, TypeAlias

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch import Tensor

from visualizer.core import Intervention
from visualizer.core.changes import Place, amount_at
from visualizer.core.records import ChangeMade
from visualizer.networks.flags.flagged import VALUES, Flagged, Property
from visualizer.networks.flags.lists import Lists
from visualizer.networks.flags.ranking import FlagValues, best_first, flag_values
from visualizer.networks.flags.runs import MODULE, Questions, Scores
from visualizer.networks.predicting.network import NextNetwork

Hold: TypeAlias = Literal["zero", "mean", "opposite"]
HOLDS: tuple[Hold, ...] = ("zero", "mean", "opposite")
"""At what units are held: 0; their mean; at each step their mean under the other flag."""

TOGETHER = 5
"""So many of the best units are also held together."""

SIDE_BY_SIDE = 4500
"""Sentences read at once: enough for the units of a small network, each held in 200 sentences."""


@dataclass(frozen=True, kw_only=True)
class Pull:
    """How often a network is right while units of its c are held.

    Attributes:
        units: which.
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


@dataclass(frozen=True)
class OtherUnits:
    """The share right at one kind of decision with one of the other units held, over all of them.

    Attributes:
        kind: of what words.
        asked: as in `Score`.
        mean: over the units.
        lowest: with the unit that matters most.
        highest: with the one that matters least.
        units: how many.
    """

    kind: str
    asked: str
    mean: float
    lowest: float
    highest: float
    units: int


def other_units(pulls: Pulls) -> tuple[OtherUnits, ...]:
    """What holding any other unit than the best one does: what luck would find."""
    found: list[OtherUnits] = []
    for place, score in enumerate(pulls.before):
        shares = [pull.scores[place].right.share for pull in pulls.each[1:]]
        mean = round(sum(shares) / len(shares), 4)
        found.append(
            OtherUnits(score.kind, score.asked, mean, min(shares), max(shares), len(shares))
        )
    return tuple(found)


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
        units: at least one.
        hold: one of `HOLDS`, or a value.

    Raises:
        ValueError: there is no such unit, or none is given.
    """
    means = flag_values(network, asked, lists.found_on)
    questions = Questions(lists.measured_on, network.vocabulary)
    (found,) = _pulled(network, questions, _value(hold, means, asked, lists.measured_on), [units])
    return found


def pulls(
    network: NextNetwork, asked: Property, lists: Lists, hold: Hold | float = "mean"
) -> Pulls:
    """Hold each unit alone, and the best ones together."""
    means = flag_values(network, asked, lists.found_on)
    questions = Questions(lists.measured_on, network.vocabulary)
    order = best_first(means)
    several = [order[:k] for k in range(1, TOGETHER + 1)]
    value = _value(hold, means, asked, lists.measured_on)
    found = _pulled(network, questions, value, [*((unit,) for unit in order), *several])
    return Pulls(
        asked=asked,
        hold=hold if isinstance(hold, str) else f"{hold:g}",
        order=order,
        before=questions.scores(network),
        each=found[: len(order)],
        together=found[len(order) :],
    )


@dataclass(frozen=True, eq=False)
class _HoldSome(Intervention):
    """In every text of a batch hold units of its own."""

    _: KW_ONLY
    held: Bool[Tensor, "B H"]
    value: Float[Tensor, "..."]

    def changed(self, values: Float[Tensor, "B U"], place: Place) -> Float[Tensor, "B U"]:
        """`value` where a unit is held."""
        return torch.where(self.held, amount_at(self.value, values, place, "value"), values)

    def told(self) -> ChangeMade:
        """That it was clamped."""
        return self._told("clamp", tuple(self.value.shape))


def _pulled(
    network: NextNetwork,
    questions: Questions,
    value: Float[Tensor, "T B H"],
    choices: Sequence[Sequence[int]],
) -> tuple[Pull, ...]:
    """The sentences read once for each choice of units, as many side by side as is quick."""
    _, B, H = value.shape
    for units in choices:
        if not units or not all(0 <= unit < H for unit in units):
            raise ValueError(f"units must be at least one of 0..{H - 1}, got {[*units]}")
    found: list[Pull] = []
    copies = max(1, SIDE_BY_SIDE // B)
    for first in range(0, len(choices), copies):
        now = choices[first : first + copies]
        held = torch.zeros(len(now), 1, H, dtype=torch.bool)
        for copy, units in enumerate(now):
            held[copy, 0, [*units]] = True
        held = held.expand(-1, B, -1).reshape(-1, H)
        change = _HoldSome(MODULE, "c", held=held, value=value.repeat(1, len(now), 1))
        scores = questions.scores_of_copies(network, len(now), change)
        found += [Pull(units=tuple(u), scores=s) for u, s in zip(now, scores, strict=True)]
    return tuple(found)


def _value(
    hold: Hold | float, found: FlagValues, asked: Property, sentences: Sequence[Flagged]
) -> Float[Tensor, "T B H"]:
    """What every unit would be held at, at every step of every sentence."""
    T, B, H = max(len(each.words) for each in sentences), len(sentences), found.values.shape[1]
    if not isinstance(hold, str):
        return torch.full((T, B, H), float(hold))
    if hold == "zero":
        return torch.zeros(T, B, H)
    values = np.tile(found.values.mean(0), (T, B, 1))
    if hold == "opposite":
        opposite = dict(zip(VALUES[asked], reversed(found.means), strict=True))
        for column, each in enumerate(sentences):
            for step, flags in enumerate(each.flags):
                flag = flags.of(asked)
                if flag is not None:
                    values[step, column] = opposite[flag]
    return torch.from_numpy(values)
