"""Which calls of one module continue which: the states that a call is given tell."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from visualizer.core.calls import Given


class Place(NamedTuple):
    """Where a call belongs: the number of its sequence, and the steps before it there."""

    sequence: int
    steps: int


class Sequences:
    """The sequences of one module's calls.

    A call goes on with an earlier one if it was given, value by value, the states that the earlier
    one returned, and nothing has gone on with that one yet. There is no going on in two
    directions, since the backward one starts at the end, nor with texts of unequal lengths.
    """

    def __init__(self) -> None:
        self._begun = 0
        self._ends: list[tuple[Place, tuple[Tensor, ...]]] = []

    def place(self, given: Given) -> Place:
        """Where a call belongs, by what it was given."""
        if not given.fresh and _can_be_joined(given):
            first = _as_asked(given, given.states)
            for number in reversed(range(len(self._ends))):
                place, states = self._ends[number]
                if all(map(_same, states, first)):
                    del self._ends[number]
                    return place
        self._begun += 1
        return Place(self._begun - 1, 0)

    def extend(self, place: Place, given: Given, states: Sequence[Tensor]) -> None:
        """The call at this place returned these states, with which another can go on."""
        if _can_be_joined(given):
            kept = tuple(state.detach().clone() for state in _as_asked(given, states))
            self._ends.append((Place(place.sequence, place.steps + len(given.x)), kept))


def _as_asked(given: Given, states: Sequence[Tensor]) -> list[Tensor]:
    """States with their texts in the caller's order, in which they are handed on."""
    return [given.to_caller(state, axis=2) for state in states]


def _can_be_joined(given: Given) -> bool:
    return given.layout.directions == 1 and given.padding is None


def _same(a: Tensor, b: Tensor) -> bool:
    if a.shape != b.shape or a.dtype != b.dtype or a.device != b.device:
        return False
    return torch.equal(a, b) or bool(((a == b) | (a.isnan() & b.isnan())).all())
