"""Words in another order than they were typed in, and what networks make of both."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float


@dataclass(frozen=True, kw_only=True)
class OrderRow:
    """What one network makes of the words as typed, and of the same words in the order now.

    Attributes:
        key: what tells it from the others: its cell, or `bag`.
        name: what it is called.
        typed: the probability of each class, each 0 to 1, for the words as typed.
        now: likewise for the order now.
        told: what the order did, in short.
    """

    key: str
    name: str
    typed: Float[np.ndarray, " C"]
    now: Float[np.ndarray, " C"]
    told: str = ""

    @property
    def same(self) -> bool:
        """Whether both are the same numbers, compared bit by bit."""
        return self.typed.dtype == self.now.dtype and self.typed.tobytes() == self.now.tobytes()

    @property
    def answers(self) -> tuple[int, int]:
        """The likeliest class as typed, and now."""
        return int(self.typed.argmax()), int(self.now.argmax())

    @property
    def turned(self) -> bool:
        """Whether the answer is another one."""
        first, second = self.answers
        return first != second

    @property
    def change(self) -> float:
        """By how much the class that was likeliest as typed is likelier now, -1 to 1."""
        first = self.answers[0]
        return float(self.now[first]) - float(self.typed[first])


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """Words that can be moved, and a row for each network that reads them.

    Attributes:
        tokens: the words as typed; `unknown` says which of them no network here knows.
        language: of the words.
        order: the place that each word had, from 0, from the first word now to the last.
        classes: what the classes are called.
        rows: the networks.
        told: what follows from all rows, in a sentence.
    """

    tokens: Sequence[str]
    unknown: Sequence[bool]
    language: str
    order: Sequence[int]
    classes: Sequence[str]
    rows: Sequence[OrderRow]
    told: str

    def __post_init__(self) -> None:
        if sorted(self.order) != [*range(len(self.tokens))]:
            raise ValueError(
                f"order must name each of {len(self.tokens)} places once, got {[*self.order][:80]}"
            )

    @property
    def moved(self) -> bool:
        """Whether the words stand otherwise than as typed."""
        return [*self.order] != [*range(len(self.order))]
