"""What a network that predicts is seen to remember of its subject, and what it expects next."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

NEITHER = -1
"""Where a subject has neither value of a flag."""


@dataclass(frozen=True, kw_only=True)
class FlagCourse:
    """One unit of the memory that tells a flag, and what is true after every step.

    Attributes:
        name: what it tells, shown.
        unit: which.
        values: what the flag can say, shown; the first one is the one that counts as 0.
        means: what the unit is under each of both on average, elsewhere.
        low: between this and `high` its values are drawn, the same in every text.
        true: after every step the place of what is true among the values; `NEITHER` for none.
        told: the course of it in words.
    """

    name: str
    unit: int
    values: tuple[str, str]
    means: tuple[float, float]
    low: float
    high: float
    true: Sequence[int]
    told: str


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Some of the words that may come next, after every step, with their probabilities.

    Attributes:
        words: K of them after every step, as they are written.
        forms: how many of these, the first ones, are forms between which the subject decides.
        shares: their probabilities, 0 to 1.
        ghost: the same in the run without changes by hand; None: nothing was changed.
    """

    words: Sequence[Sequence[str]]
    forms: Sequence[int]
    shares: Float[np.ndarray, "T K"]
    ghost: Float[np.ndarray, "T K"] | None = None

    def __post_init__(self) -> None:
        sizes = {len(row) for row in self.words}
        if sizes != {self.shares.shape[1]} or len(self.words) != len(self.shares):
            raise ValueError(
                f"words must be one for each of {self.shares.shape} shares, got {len(self.words)} "
                f"rows of {sorted(sizes)}"
            )
