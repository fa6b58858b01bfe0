"""What becomes of a flag when a new subject is named: is the old one erased, or overwritten?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from jaxtyping import Float

from visualizer.core import LSTMRecord
from visualizer.networks.cards import Share
from visualizer.networks.flags.flagged import VALUES, Flagged, Property
from visualizer.networks.flags.lists import Lists, lists_of
from visualizer.networks.flags.ranking import flag_values, rank_units
from visualizer.networks.flags.runs import recorded
from visualizer.networks.predicting.network import NextNetwork


@dataclass(frozen=True)
class Spread:
    """Values of `n` cases: their mean, and within what nine of ten lie."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, kw_only=True)
class Passing:
    """One unit over the words that name a new subject.

    Its c counts along the new flag: positive towards where the unit stands when it says what the
    new subject is, negative towards the other value. `before` becomes `left` + `written` = `after`.

    Attributes:
        kept: the share of c that the forget gate lets through: f, or over several words its
            product.
        before: c before the first of the words.
        left: what of that the forget gate let through.
        written: what came in since: i * g, and of what came in earlier what f left of it.
        after: c after the last of the words.
        turned: of the cases, those that end on the new flag's side of the middle of both flags.
    """

    kept: Spread
    before: Spread
    left: Spread
    written: Spread
    after: Spread
    turned: Share


@dataclass(frozen=True, kw_only=True)
class Forgetting:
    """The story of a unit's forget gate.

    Attributes:
        asked: `gender` or `number`.
        unit: the one that tells it best.
        middle: of its two means of c.
        other: at new subjects whose flag is another one than the last subject's.
        same: at those whose flag is the same.
        elsewhere: f at all steps that name no subject.
    """

    asked: str
    unit: int
    middle: float
    other: Passing
    same: Passing
    elsewhere: Spread


@dataclass(frozen=True)
class _Case:
    """A new subject in one of the sentences."""

    column: int
    start: int
    end: int
    second: bool
    turns: bool


def forget_story(
    network: NextNetwork, asked: Property, unit: int | None = None, lists: Lists | None = None
) -> Forgetting:
    """What the forget gate of a unit does at new subjects, over a list of sentences.

    Args:
        network: with an LSTM.
        unit: by default the one that tells the flag best.
        lists: by default those of the network's task.

    Raises:
        ValueError: the network has no forget gate, or none of the sentences has such a subject.
    """
    lists = lists or lists_of(network)
    record = recorded(network, lists.measured_on)
    if not isinstance(record, LSTMRecord):
        raise ValueError(f"a network must have forget gates, {network.name} is a {network.cell}")
    if unit is None:
        unit = rank_units(network, asked, lists=lists).order[0]
    first, second = (means[unit] for means in flag_values(network, asked, lists.found_on).means)
    c, f = record.c[0, 0, :, :, unit], record.f[0, 0, :, :, unit]
    cases = [
        case
        for column, each in enumerate(lists.measured_on)
        for case in _cases(each, asked, column)
    ]
    middle, towards = (first + second) / 2, 1 if second > first else -1

    def passing(turns: bool) -> Passing:
        return _passing([case for case in cases if case.turns == turns], c, f, middle, towards)

    return Forgetting(
        asked=asked,
        unit=unit,
        middle=round(float(middle), 4),
        other=passing(True),
        same=passing(False),
        elsewhere=_spread(_elsewhere(f, lists.measured_on)),
    )


def _cases(sentence: Flagged, asked: Property, column: int) -> Iterator[_Case]:
    for last, new in pairwise(sentence.subjects):
        old, own = last.flags.of(asked), new.flags.of(asked)
        if old is not None and own is not None:
            yield _Case(column, new.start, new.end, own == VALUES[asked][1], old != own)


def _passing(
    cases: Sequence[_Case],
    c: Float[np.ndarray, "T B"],
    f: Float[np.ndarray, "T B"],
    middle: float,
    towards: int,
) -> Passing:
    if not cases:
        raise ValueError("the sentences must have new subjects of the same and of another flag")
    along = np.array([towards if case.second else -towards for case in cases])
    kept = np.array([f[case.start : case.end + 1, case.column].prod() for case in cases])
    before = along * np.array([c[case.start - 1, case.column] for case in cases])
    after = along * np.array([c[case.end, case.column] for case in cases])
    turned = after > along * middle
    return Passing(
        kept=_spread(kept),
        before=_spread(before),
        left=_spread(kept * before),
        written=_spread(after - kept * before),
        after=_spread(after),
        turned=Share(round(float(turned.mean()), 4), len(turned)),
    )


def _elsewhere(
    f: Float[np.ndarray, "T B"], sentences: Sequence[Flagged]
) -> Float[np.ndarray, " N"]:
    plain = np.zeros(f.shape, dtype=bool)
    for column, each in enumerate(sentences):
        plain[: len(each.words), column] = True
        for subject in each.subjects:
            plain[subject.start : subject.end + 1, column] = False
    return f[plain]


def _spread(values: Float[np.ndarray, " N"]) -> Spread:
    low, high = np.quantile(values, (0.05, 0.95))
    return Spread(*(round(float(each), 4) for each in (values.mean(), low, high)), n=len(values))
