"""What becomes of a flag when a new subject is named: is the old one erased, or overwritten?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from jaxtyping import Float

from visualizer.core import LSTMRecord
from visualizer.networks.cards import Share
from visualizer.networks.flags.flagged import VALUES, Flagged, Property, Subject
from visualizer.networks.flags.lists import Lists
from visualizer.networks.flags.ranking import best_first, flag_values
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
    """One unit over words that name somebody, on average over the cases.

    Its c counts along the flag that is to stand afterwards: positive towards where the unit stands
    when it says that flag, negative towards the other. `before` becomes `left` + `written` =
    `after`.

    Attributes:
        kept: the share of c that the forget gate lets through: f, or over several words its
            product.
        before: c before the first of the words.
        left: what of that the forget gate let through.
        written: what came in since: i * g, and of what came in earlier what f left of it.
        after: c after the last of the words.
        settled: c at the last step but one that is said of the subject then in force: the word
            before the joint or the stop.
        stands: of the cases, those in which that is on the flag's side of the middle of both flags.
    """

    kept: Spread
    before: Spread
    left: Spread
    written: Spread
    after: Spread
    settled: Spread
    stands: Share


@dataclass(frozen=True, kw_only=True)
class Forgetting:
    """The story of a unit's forget gate.

    Attributes:
        asked: `gender` or `number`.
        unit: the one that tells it best.
        middle: of its two means of c.
        other: at new subjects whose flag is another one than the last subject's.
        same: at new subjects whose flag is the same.
        passed_by: at names and nouns of the other flag that are no subjects, where the subject's
            flag is to stand.
        elsewhere: f at all steps that name nobody.
    """

    asked: str
    unit: int
    middle: float
    other: Passing | None
    same: Passing | None
    passed_by: Passing | None
    elsewhere: Spread


def forget_story(
    network: NextNetwork, asked: Property, lists: Lists, unit: int | None = None
) -> Forgetting:
    """What the forget gate of a unit does where somebody is named; None where nobody is so.

    Args:
        network: with an LSTM.
        unit: by default the one that tells the flag best.

    Raises:
        ValueError: the network has no forget gate.
    """
    record = recorded(network, lists.measured_on)
    if not isinstance(record, LSTMRecord):
        raise ValueError(f"a network must have forget gates, {network.name} is a {network.cell}")
    found = flag_values(network, asked, lists.found_on)
    if unit is None:
        unit = best_first(found)[0]
    first, second = (means[unit] for means in found.means)
    watched = _Watched(
        c=record.c[0, 0, :, :, unit],
        f=record.f[0, 0, :, :, unit],
        middle=float(first + second) / 2,
        towards=1 if second > first else -1,
    )
    cases = [
        case
        for column, each in enumerate(lists.measured_on)
        for case in _new_subjects(each, asked, column)
    ]
    passed = [
        case
        for column, each in enumerate(lists.measured_on)
        for case in _passed_by(each, asked, column)
    ]
    return Forgetting(
        asked=asked,
        unit=unit,
        middle=round(watched.middle, 4),
        other=watched.passing([case for case in cases if case.differs]),
        same=watched.passing([case for case in cases if not case.differs]),
        passed_by=watched.passing([case for case in passed if case.differs]),
        elsewhere=watched.elsewhere(lists.measured_on),
    )


@dataclass(frozen=True)
class _Case:
    """Somebody named in one of the sentences.

    Attributes:
        last: the last step but one that is said of the subject then in force.
        second: the flag that is to stand then, counted 0 or 1.
        differs: whether the flag that was there before, or passes by, is another one.
    """

    column: int
    where: Subject
    last: int
    second: bool
    differs: bool


def _new_subjects(sentence: Flagged, asked: Property, column: int) -> Iterator[_Case]:
    for before, new in pairwise(sentence.subjects):
        flag, was = new.flags.of(asked), before.flags.of(asked)
        if flag is not None and was is not None:
            last = _last_step(sentence, new)
            yield _Case(column, new, last, flag == VALUES[asked][1], flag != was)


def _passed_by(sentence: Flagged, asked: Property, column: int) -> Iterator[_Case]:
    for other in sentence.others:
        flag, passes = sentence.flags[other.start - 1].of(asked), other.flags.of(asked)
        if flag is not None and passes is not None:
            last = _last_step(sentence, other)
            yield _Case(column, other, last, flag == VALUES[asked][1], flag != passes)


def _last_step(sentence: Flagged, named: Subject) -> int:
    """The last but one that is said of whoever is in force when somebody has been named."""
    starts = [subject.start for subject in sentence.subjects if subject.start > named.end]
    return max(named.end, min(starts, default=len(sentence.words)) - 2)


@dataclass(frozen=True, kw_only=True)
class _Watched:
    """One unit in all sentences."""

    c: Float[np.ndarray, "T B"]
    f: Float[np.ndarray, "T B"]
    middle: float
    towards: int

    def passing(self, cases: Sequence[_Case]) -> Passing | None:
        """What becomes of its c; None without a case."""
        if not cases:
            return None
        columns = np.array([case.column for case in cases])
        starts = np.array([case.where.start for case in cases])
        ends = np.array([case.where.end for case in cases])
        along = np.array([self.towards if case.second else -self.towards for case in cases])
        kept = np.array(
            [self.f[s : e + 1, n].prod() for s, e, n in zip(starts, ends, columns, strict=True)]
        )
        before, after = along * self.c[starts - 1, columns], along * self.c[ends, columns]
        settled = along * self.c[[case.last for case in cases], columns]
        stands = settled > along * self.middle
        return Passing(
            kept=_spread(kept),
            before=_spread(before),
            left=_spread(kept * before),
            written=_spread(after - kept * before),
            after=_spread(after),
            settled=_spread(settled),
            stands=Share(round(float(stands.mean()), 4), len(stands)),
        )

    def elsewhere(self, sentences: Sequence[Flagged]) -> Spread:
        """Its forget gate where nobody is named."""
        plain = np.zeros(self.f.shape, dtype=bool)
        for column, each in enumerate(sentences):
            plain[: len(each.words), column] = True
            for named in (*each.subjects, *each.others):
                plain[named.start : named.end + 1, column] = False
        return _spread(self.f[plain])


def _spread(values: Float[np.ndarray, " N"]) -> Spread:
    low, high = np.quantile(values, (0.05, 0.95))
    return Spread(*(round(float(each), 4) for each in (values.mean(), low, high)), n=len(values))
