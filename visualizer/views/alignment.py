"""Two texts on the same columns: steps that belong together share one, others have their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from jaxtyping import Int


@dataclass(frozen=True, kw_only=True)
class Alignment:
    """In which column each step of two texts stands, rising in both.

    Attributes:
        a: the column of each step of the first text.
        b: of the second one.
        pairs: the steps that share a column, (step of a, step of b), rising in both.
        shared: the columns of `pairs`.
    """

    a: tuple[int, ...]
    b: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]
    shared: tuple[int, ...]


def aligned(steps_a: int, steps_b: int, pairs: Int[np.ndarray, "N 2"]) -> Alignment:
    """The columns of two texts.

    Of steps without a partner between two pairs those of the first text come first.

    Args:
        pairs: the steps that belong together, rising in both.

    Raises:
        ValueError: `pairs` are not rising, or beyond the texts.
    """
    together = [(int(a), int(b)) for a, b in pairs]
    ends = [(-1, -1), *together, (steps_a, steps_b)]
    if any(not (a < c and b < d) for (a, b), (c, d) in pairwise(ends)):
        raise ValueError(f"pairs must rise within {steps_a} and {steps_b} steps, got {together}")
    columns_a, columns_b, shared = list[int](), list[int](), list[int]()
    column = 0
    for (a, b), (next_a, next_b) in pairwise(ends):
        alone_a, alone_b = next_a - a - 1, next_b - b - 1
        columns_a += range(column, column + alone_a)
        columns_b += range(column + alone_a, column + alone_a + alone_b)
        column += alone_a + alone_b
        if len(shared) < len(together):
            columns_a.append(column)
            columns_b.append(column)
            shared.append(column)
            column += 1
    return Alignment(
        a=tuple(columns_a), b=tuple(columns_b), pairs=tuple(together), shared=tuple(shared)
    )


def own_steps(
    words: Sequence[str], others: Sequence[str], pairs: Sequence[tuple[int, int]]
) -> tuple[int, ...]:
    """The steps whose word the other text has not beside it, by the (own, other) steps paired."""
    same = {own for own, other in pairs if words[own] == others[other]}
    return tuple(step for step in range(len(words)) if step not in same)
