"""Which calls of one module continue which: the states that a call is given tell."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

import torch
from torch import Tensor

from visualizer.core.calls import Given


class Position(NamedTuple):
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
        self._ends: dict[bytes, list[Position]] = {}

    def position(self, given: Given) -> Position:
        """Where a call belongs, by what it was given."""
        if not given.fresh and _can_be_joined(given):
            ends = self._ends.get(_digest(_as_asked(given, given.states)))
            if ends:
                return ends.pop()
        self._begun += 1
        return Position(self._begun - 1, 0)

    def extend(self, position: Position, given: Given, states: Sequence[Tensor]) -> None:
        """The call at this position returned these states, with which another can go on."""
        if _can_be_joined(given):
            ends = self._ends.setdefault(_digest(_as_asked(given, states)), [])
            ends.append(Position(position.sequence, position.steps + len(given.x)))


def _as_asked(given: Given, states: Sequence[Tensor]) -> list[Tensor]:
    """States with their texts in the caller's order, in which they are handed on."""
    return [given.to_caller(state, axis=2) for state in states]


def _can_be_joined(given: Given) -> bool:
    return given.layout.directions == 1 and given.padding is None


def _digest(states: Sequence[Tensor]) -> bytes:
    """A fingerprint of states: one for all that are equal value by value, others for others."""
    digest = blake2b(digest_size=16)
    for state in states:
        # Adding 0 makes 0 of -0, which is equal to it.
        values = (state.detach() + 0.0).contiguous().view(torch.uint8)
        digest.update(f"{tuple(state.shape)} {state.dtype}".encode())
        digest.update(values.cpu().numpy().tobytes())
    return digest.digest()
