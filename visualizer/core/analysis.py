"""What a recording shows: orders of units, and what happened while a text was read."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from visualizer.core.records import GRURecord, LSTMRecord, Record

START_VERDICT = 0.5
"""Before the first word the read-out has seen nothing; changes are measured from even odds."""


def order_by_similarity(values: Float[np.ndarray, "T H"]) -> Int[np.ndarray, " H"]:
    """Units ordered so that neighbours take similar courses over the text.

    The order of the Fiedler vector of the units' correlations: the smoothest way to lay them out
    along one line. A unit that never changes counts as similar to none.

    Source:
        Atkins, Boman, Hendrickson, "A spectral algorithm for seriation", 1998.
    """
    exact = values.astype(np.float64)  # squares of large float32 values would not fit
    centred = exact - exact.mean(axis=0)
    norms = np.linalg.norm(centred, axis=0)
    unit_courses = centred / np.where(norms > 0, norms, 1)
    similarity = (1 + unit_courses.T @ unit_courses) / 2
    laplacian = np.diag(similarity.sum(axis=0)) - similarity
    _, vectors = np.linalg.eigh(laplacian)
    fiedler = vectors[:, min(1, len(laplacian) - 1)]
    return np.argsort(fiedler * np.sign(fiedler[np.abs(fiedler).argmax()]), kind="stable")


def order_by_effect(
    h_last: Float[np.ndarray, " H"], readout: Float[np.ndarray, " H"]
) -> Int[np.ndarray, " H"]:
    """Units from the one that pushes the final verdict up most to the one that pushes it down most.

    A unit's push is `readout * h`, its term in the verdict's logit.
    """
    return np.argsort(-(readout * h_last), kind="stable")


def kept_share(record: Record) -> Float[np.ndarray, " T"] | None:
    """The share of memory that survives each step: the mean of f (LSTM) or z (GRU) over units.

    In 0..1; of the first layer, direction and sample, see `single`. None for an RNN, which has no
    gate.
    """
    kept = record.kept_values()
    return None if kept is None else kept.mean(axis=1)


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """The unit whose memory lost most at a step: it held `before` and kept the share `kept`."""

    unit: int
    before: float
    kept: float


@dataclass(frozen=True, kw_only=True)
class Written:
    """The unit into which most was written at a step, and how much."""

    unit: int
    amount: float


@dataclass(frozen=True, kw_only=True)
class StepStory:
    """What one step did; every number is measured on the record.

    The verdict went from `before` to `after`, both None without a read-out. `flips_up` and
    `flips_down` are the units whose state (c, or h where there is no c) changed sign. `forgotten`
    is None at a step that found nothing to forget; it and `written` are None for an RNN, which
    rewrites everything. Of a step with values that are not finite nothing more can be told.
    """

    before: float | None
    after: float | None
    flips_up: tuple[int, ...]
    flips_down: tuple[int, ...]
    kept: float | None
    forgotten: Forgotten | None
    written: Written | None
    finite: bool = True


def step_stories(record: Record, verdict: Float[np.ndarray, " T"] | None) -> tuple[StepStory, ...]:
    """Tell every step of the first layer, direction and sample, see `single` for others.

    Args:
        verdict: probability after each step, if there is a read-out; before the first step it is
            taken as 0.5.

    Raises:
        ValueError: `verdict` has not one value per recorded step.
    """
    memory = record.memory_values()
    if verdict is not None and len(verdict) != len(memory):
        raise ValueError(
            f"verdict must have {len(memory)} values, one per step, got {len(verdict)}"
        )
    verdicts: list[float | None] = [None] * (len(memory) + 1)
    if verdict is not None:
        verdicts = [START_VERDICT, *verdict.tolist()]
    previous = np.concatenate([record.start(record.memory)[None], memory[:-1]])
    up, down = (previous < 0) & (memory > 0), (previous > 0) & (memory < 0)
    with np.errstate(invalid="ignore"):  # infinite values; of those steps nothing is told
        forgotten, written = _forgotten(record, previous), _written(record)
    kept = kept_share(record)
    values = [record.unit_values(quantity) for quantity in record.quantities]
    finite = np.isfinite(np.concatenate([previous, *values], axis=1))
    return tuple(
        StepStory(
            before=verdicts[t],
            after=verdicts[t + 1],
            flips_up=tuple(up[t].nonzero()[0].tolist()),
            flips_down=tuple(down[t].nonzero()[0].tolist()),
            kept=None if kept is None else float(kept[t]),
            forgotten=forgotten[t],
            written=written[t],
            finite=bool(finite[t].all()),
        )
        for t in range(len(memory))
    )


def turning_point(verdict: Float[np.ndarray, " T"]) -> int:
    """The step that moved the verdict furthest, counted from even odds before the first."""
    return int(np.abs(np.diff(verdict, prepend=START_VERDICT)).argmax())


def _forgotten(record: Record, previous: Float[np.ndarray, "T H"]) -> list[Forgotten | None]:
    kept = record.kept_values()
    if kept is None:
        return [None] * len(previous)
    units = np.abs((1 - kept) * previous).argmax(axis=1).tolist()
    return [
        Forgotten(unit=unit, before=float(before[unit]), kept=float(share[unit]))
        if before[unit]
        else None
        for unit, before, share in zip(units, previous, kept, strict=True)
    ]


def _written(record: Record) -> list[Written | None]:
    if isinstance(record, LSTMRecord):
        amounts = record.unit_values("i") * record.unit_values("g")
    elif isinstance(record, GRURecord):
        amounts = (1 - record.unit_values("z")) * record.unit_values("n")
    else:
        return [None] * len(record.unit_values("h"))
    units = np.abs(amounts).argmax(axis=1).tolist()
    return [
        Written(unit=unit, amount=float(amount[unit]))
        for unit, amount in zip(units, amounts, strict=True)
    ]
