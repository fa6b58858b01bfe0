"""Calls of random modules whose texts may be of unequal lengths, and so packed."""

from collections.abc import Sequence
from typing import Any

import torch
from cases import Case, Configuration, build, configurations
from hypothesis import strategies as st
from torch.nn.utils.rnn import pack_padded_sequence

from visualizer.core import RNNRecord, record


@st.composite
def calls(draw: st.DrawFn, cell: str) -> tuple[Configuration, list[int] | None]:
    """Anything `record` supports for this cell, with the texts' lengths if they are packed."""
    configuration = draw(configurations(cell))
    T, B = configuration.T, configuration.B
    if not configuration.batched or draw(st.booleans()):
        return configuration, None
    others = draw(st.lists(st.integers(1, T), min_size=B - 1, max_size=B - 1))
    return configuration, draw(st.permutations([T, *others]))


def lengths_of(configuration: Configuration, lengths: Sequence[int] | None) -> list[int]:
    """How many steps each text has."""
    return [configuration.T] * configuration.B if lengths is None else [*lengths]


def returned(case: Case, lengths: Sequence[int] | None) -> Any:
    """What the module returns, for packed input if there are lengths."""
    if lengths is None:
        return case.call()
    x, *states = case.args
    packed = pack_padded_sequence(
        x, torch.tensor(lengths), batch_first=case.module.batch_first, enforce_sorted=False
    )
    return case.module(packed, *states, **case.kwargs)


def recorded(configuration: Configuration, lengths: Sequence[int] | None) -> tuple[Case, RNNRecord]:
    """A case of this configuration and the record of its call."""
    case = build(configuration)
    with record(case.module) as recording:
        returned(case, lengths)
    return case, recording[""]
