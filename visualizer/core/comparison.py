"""Two runs side by side: how far their states are apart, step by step, and where they part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from jaxtyping import Bool, Float, Int

from visualizer.core.records import Record


@dataclass(frozen=True, eq=False)
class Difference:
    """How two records differ; N is the number of aligned steps.

    Attributes:
        pairs: the aligned steps, (step of a, step of b).
        distances: for each quantity the Euclidean distance over the units; >= 0, unitless.
        flips_up: units whose memory (c of an LSTM, else h) is negative in a and positive in b.
        flips_down: units whose memory is positive in a and negative in b.
        diverges_at: for each text the first row of `pairs` where some unit of a state (h, or c of
            an LSTM) differs by more than `tolerance`; -1 if none does.
        tolerance: absolute, in the unit of the states, which is none.
    """

    pairs: Int[np.ndarray, "N 2"]
    distances: Mapping[str, Float[np.ndarray, "L D N B"]]
    flips_up: Bool[np.ndarray, "L D N B H"]
    flips_down: Bool[np.ndarray, "L D N B H"]
    diverges_at: Int[np.ndarray, " B"]
    tolerance: float


def difference(
    record_a: Record,
    record_b: Record,
    *,
    tokens_a: Sequence[str] | None = None,
    tokens_b: Sequence[str] | None = None,
    pairs: Int[np.ndarray, "N 2"] | None = None,
    tolerance: float = 1e-5,
) -> Difference:
    """Compare two runs of modules of one make, such as two texts or a run and its intervention.

    Runs of equal length are compared step by step. Others are aligned: by their tokens, if both are
    given, along the longest stretches of equal ones, replaced ones paired in order; else from
    their first steps on, as far as both go. A value that is NaN in both counts as equal, one that
    is NaN in one as a difference.

    Args:
        tokens_a: what `record_a` read at each step.
        tokens_b: what `record_b` read at each step.
        pairs: the steps to compare instead, (step of a, step of b), rising in both, such as
            `paired_steps` gives for texts of any length.
        tolerance: how far a state may be off and still count as the same.

    Raises:
        ValueError: the records differ in cell, layers, directions, batch or units, the tokens are
            not one for each step, `pairs` are no rising steps of both, or `tolerance` is negative.
    Source:
        Alignment: difflib.SequenceMatcher.
    """
    _check_comparable(record_a, record_b)
    if not tolerance >= 0:
        raise ValueError(f"tolerance must be 0 or more, got {tolerance}")
    for name, tokens, record in (
        ("tokens_a", tokens_a, record_a),
        ("tokens_b", tokens_b, record_b),
    ):
        if tokens is not None and len(tokens) != len(record.x):
            raise ValueError(
                f"{name} must have one token for each of {len(record.x)} steps, got {len(tokens)}"
            )
    if pairs is None:
        pairs = _aligned(len(record_a.x), len(record_b.x), tokens_a, tokens_b)
    else:
        pairs = _checked_pairs(pairs, len(record_a.x), len(record_b.x))

    def both(quantity: str) -> tuple[np.ndarray, np.ndarray]:
        values = (getattr(record_a, quantity), getattr(record_b, quantity))
        a, b = (each[:, :, steps] for each, steps in zip(values, pairs.T, strict=True))
        return a, b

    memory_a, memory_b = both(record_a.memory)
    return Difference(
        pairs=pairs,
        distances={q: np.linalg.norm(_apart(*both(q)), axis=-1) for q in record_a.quantities},
        flips_up=(memory_a < 0) & (memory_b > 0),
        flips_down=(memory_a > 0) & (memory_b < 0),
        diverges_at=_first_apart([both(state) for state in record_a.states], tolerance),
        tolerance=tolerance,
    )


def _check_comparable(record_a: Record, record_b: Record) -> None:
    a, b = ((each.cell, *each.h.shape[:2], *each.h.shape[3:]) for each in (record_a, record_b))
    if a != b:
        raise ValueError(
            "record_a and record_b must have the same cell, layers, directions, batch and units, "
            f"got {a} and {b}"
        )


def _aligned(
    steps_a: int, steps_b: int, tokens_a: Sequence[str] | None, tokens_b: Sequence[str] | None
) -> Int[np.ndarray, "N 2"]:
    if steps_a == steps_b or tokens_a is None or tokens_b is None:
        steps = np.arange(min(steps_a, steps_b))
        return np.stack([steps, steps], axis=1)
    return paired_steps(tokens_a, tokens_b)


def _checked_pairs(
    pairs: Int[np.ndarray, "N 2"], steps_a: int, steps_b: int
) -> Int[np.ndarray, "N 2"]:
    checked = np.asarray(pairs)
    fits = checked.ndim == 2 and checked.shape[1] == 2 and np.issubdtype(checked.dtype, np.integer)
    if not fits or (np.diff(checked, axis=0) <= 0).any() or (checked < 0).any():
        raise ValueError(f"pairs must be rising steps (N, 2) from 0, got {pairs}")
    if (checked >= (steps_a, steps_b)).any():
        raise ValueError(f"pairs must be within {steps_a} and {steps_b} steps, got {pairs}")
    return checked


def paired_steps(tokens_a: Sequence[str], tokens_b: Sequence[str]) -> Int[np.ndarray, "N 2"]:
    """The steps of two texts that belong together, (step of a, step of b), rising in both.

    They lie along the longest stretches of equal tokens; of replaced ones they are paired in order,
    as far as both go.

    Source:
        difflib.SequenceMatcher.
    """
    blocks = SequenceMatcher(None, tokens_a, tokens_b, autojunk=False).get_opcodes()
    paired = [
        pair
        for what, start_a, end_a, start_b, end_b in blocks
        if what in ("equal", "replace")
        for pair in zip(range(start_a, end_a), range(start_b, end_b), strict=False)
    ]
    return np.array(paired, dtype=np.int64).reshape(-1, 2)


def _apart(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """`a - b`, and 0 where both are the same infinity."""
    with np.errstate(invalid="ignore"):
        return np.where(a == b, 0, a - b)


def _first_apart(
    states: Sequence[tuple[np.ndarray, np.ndarray]], tolerance: float
) -> Int[np.ndarray, " B"]:
    """The first aligned step at which any state of any layer and direction is apart."""
    different = [
        ~((np.abs(_apart(a, b)) <= tolerance) | (np.isnan(a) & np.isnan(b))) for a, b in states
    ]
    apart = np.any([each.any(axis=(0, 1, 4)) for each in different], axis=0)
    never = np.ones((1, apart.shape[1]), dtype=bool)
    first = np.concatenate([apart, never]).argmax(axis=0)
    return np.where(first == len(apart), -1, first)
