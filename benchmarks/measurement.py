"""One measured number beside its budget."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

WORDS = (
    *("film", "story", "cast", "plot", "ending", "music", "script", "and", "but", "with", "very"),
    *("never", "not", "always", "is", "was", "feels", "seems", "looks", "good", "bad", "slow"),
    *("dull", "funny", "sad", "warm", "clever", "dumb", "moving", "tired", "fresh", "strange"),
)


@dataclass(frozen=True)
class Measurement:
    """A number, its unit and what it may be at most; without a budget it is there to compare."""

    name: str
    measured: float
    unit: str
    budget: float | None = None
    detail: str = ""

    @property
    def ratio(self) -> float | None:
        """Measured over budget: 1 is just kept. None where there is no budget, or it is zero."""
        return self.measured / self.budget if self.budget else None

    @property
    def kept(self) -> bool:
        """Whether the budget is kept."""
        return self.budget is None or self.measured <= self.budget


def percentile_95(values: Sequence[float]) -> float:
    """The value that 19 of 20 stay under."""
    return quantiles(values, n=20, method="inclusive")[-1]


def spread(values: Sequence[float], unit: str) -> str:
    """Median, 95th percentile, worst and count, in words."""
    return (
        f"median {median(values):.3g}, 95 % {percentile_95(values):.3g}, "
        f"worst {max(values):.3g} {unit}, n={len(values)}"
    )


def new_sentences(words: int, *, seed: int) -> Iterator[str]:
    """Sentences of so many words that nobody typed before, each with a first word of its own."""
    rng = random.Random(seed)
    for number in range(1_000_000):
        yield " ".join([f"w{seed}x{number}", *rng.choices(WORDS, k=words - 1)])
