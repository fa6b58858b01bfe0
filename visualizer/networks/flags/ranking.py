"""Find the flag: how well each unit tells gender or number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Bool, Float, Int

from visualizer.networks.cards import Share
from visualizer.networks.flags.flagged import VALUES, Flagged, Property
from visualizer.networks.flags.lists import Lists
from visualizer.networks.flags.runs import recorded
from visualizer.networks.predicting.network import NextNetwork

SHUFFLES = 20
RIDGE = 1e-6
"""Keeps weights finite where a unit never changes; too small to change any other."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FlagValues:
    """One quantity of every unit at every step at which the subject in force has a flag.

    Attributes:
        values: a row for each step.
        second: whether the flag is the second of its `VALUES`: feminine, plural.
        stretches: the steps of one subject at which it has one flag have one number.
    """

    values: Float[np.ndarray, "N H"]
    second: Bool[np.ndarray, " N"]
    stretches: Int[np.ndarray, " N"]

    @property
    def means(self) -> tuple[Float[np.ndarray, " H"], Float[np.ndarray, " H"]]:
        """Each unit's mean where the flag is the first of its values, and where it is the other."""
        return self.values[~self.second].mean(0), self.values[self.second].mean(0)


@dataclass(frozen=True)
class UnitRank:
    """How well a unit tells a flag: its correlation with it, -1 to 1.

    Attributes:
        found: on the sentences by which units are ranked.
        again: on other sentences.
    """

    unit: int
    found: float
    again: float


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The units by how well they tell one flag.

    Attributes:
        asked: `gender` or `number`.
        quantity: of the units, such as `c`.
        units: the one that tells it best on the sentences to rank by first.
        found_on: steps of those sentences; `again_on` of the others.
        shuffles: how often the subjects' flags were dealt out anew among the subjects of the other
            sentences.
        shuffled_mean: the mean of |r| over all units and shuffles.
        shuffled_largest: the largest of them.
        best: of the other sentences' steps, those that the first unit tells, being above or below
            the middle of its two means.
        together: those that all units together tell: a weighted sum of them, its weights fitted to
            the sentences to rank by.
        commoner: what the commoner value alone would get.
    """

    asked: str
    quantity: str
    units: tuple[UnitRank, ...]
    found_on: int
    again_on: int
    shuffles: int
    shuffled_mean: float
    shuffled_largest: float
    best: Share
    together: Share
    commoner: Share

    @property
    def order(self) -> tuple[int, ...]:
        """The units, the best first."""
        return tuple(each.unit for each in self.units)


def flag_values(
    network: NextNetwork, asked: Property, sentences: Sequence[Flagged], quantity: str = "c"
) -> FlagValues:
    """What every unit was where the subject in force has a flag."""
    values = getattr(recorded(network, sentences), quantity)[0, 0]
    steps, columns, second, stretches, stretch = [], [], [], [], 0
    for column, each in enumerate(sentences):
        starts = {subject.start for subject in each.subjects}
        last = None
        for step, flags in enumerate(each.flags):
            stretch += step in starts or flags.of(asked) != last
            last = flags.of(asked)
            if last is not None:
                steps.append(step)
                columns.append(column)
                second.append(last == VALUES[asked][1])
                stretches.append(stretch)
    return FlagValues(
        values=values[steps, columns], second=np.array(second), stretches=np.array(stretches)
    )


def rank_units(network: NextNetwork, asked: Property, lists: Lists, quantity: str = "c") -> Ranking:
    """Rank the units on some sentences and measure them on others.

    Args:
        quantity: of the network's cell.
    """
    found = flag_values(network, asked, lists.found_on, quantity)
    again = flag_values(network, asked, lists.measured_on, quantity)
    by, other = correlations(found.values, found.second), correlations(again.values, again.second)
    shuffled = np.abs([correlations(again.values, each) for each in _shuffled(again)])
    order = best_first(found)
    return Ranking(
        asked=asked,
        quantity=quantity,
        units=tuple(UnitRank(u, _rounded(by[u]), _rounded(other[u])) for u in order),
        found_on=len(found.second),
        again_on=len(again.second),
        shuffles=SHUFFLES,
        shuffled_mean=_rounded(shuffled.mean()),
        shuffled_largest=_rounded(shuffled.max()),
        best=_told_by_one(order[0], found, again),
        together=_told_by_all(found, again),
        commoner=_share(np.full(len(again.second), again.second.mean() >= 0.5), again),
    )


def best_first(found: FlagValues) -> tuple[int, ...]:
    """The units by how well they tell the flag, the best first."""
    told = -np.abs(correlations(found.values, found.second))
    return tuple(np.argsort(told, kind="stable").tolist())


def correlations(
    values: Float[np.ndarray, "N H"], second: Bool[np.ndarray, " N"]
) -> Float[np.ndarray, " H"]:
    """Pearson's r of each unit with a flag that counts 0 or 1; 0 of a unit that never changes."""
    x = values.astype(np.float64) - values.mean(0)
    y = second - second.mean()
    lengths = np.sqrt((x**2).sum(0) * (y**2).sum())
    return np.divide(y @ x, lengths, out=np.zeros(values.shape[1]), where=lengths > 0)


def _shuffled(found: FlagValues) -> list[Bool[np.ndarray, " N"]]:
    """The flags of whole subjects dealt out anew: steps of one subject are no independent cases."""
    draws = np.random.default_rng(0)
    names, first = np.unique(found.stretches, return_index=True)
    own = found.second[first]
    place = np.searchsorted(names, found.stretches)
    return [draws.permutation(own)[place] for _ in range(SHUFFLES)]


def _told_by_one(unit: int, found: FlagValues, again: FlagValues) -> Share:
    first, second = (means[unit] for means in found.means)
    above = again.values[:, unit] > (first + second) / 2
    return _share(above == (second > first), again)


def _told_by_all(found: FlagValues, again: FlagValues) -> Share:
    x = _with_one(found.values)
    weights = np.linalg.solve(x.T @ x + RIDGE * np.eye(x.shape[1]), x.T @ found.second)
    return _share(_with_one(again.values) @ weights > 0.5, again)


def _with_one(values: Float[np.ndarray, "N H"]) -> Float[np.ndarray, "N K"]:
    return np.c_[values.astype(np.float64), np.ones(len(values))]


def _share(said: Bool[np.ndarray, " N"], told: FlagValues) -> Share:
    return Share(round(float((said == told.second).mean()), 4), len(said))


def _rounded(value: Any) -> float:
    return round(float(value), 4)
