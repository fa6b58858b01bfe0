"""Loops over single-step cells, and the layers that compute the same."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import torch
from cases import MODULES
from oracle import run
from torch import Tensor, nn

from visualizer.core import RNNRecord

KINDS: dict[str, Any] = {"rnn": nn.RNNCell, "lstm": nn.LSTMCell, "gru": nn.GRUCell}


def flat(states: Any) -> list[Tensor]:
    """The states among what a recurrent module takes or returns: h and, for an LSTM, c."""
    return list(states) if isinstance(states, tuple) else [states]


def loop(cell: nn.RNNCellBase, x: Iterable[Tensor], state: Any = None) -> list[Any]:
    """What the cell returns at every step; the first has no state if none is given."""
    returned: list[Any] = []
    for step in x:
        state = cell(step) if state is None else cell(step, state)
        returned.append(state)
    return returned


def as_layer(cell: nn.RNNCellBase, weights: dict[str, Tensor] | None = None) -> nn.RNNBase:
    """The layer with a cell's weights, or with these instead."""
    kind = next(name for name, made in KINDS.items() if isinstance(cell, made))
    extra = {"nonlinearity": cell.nonlinearity} if isinstance(cell, nn.RNNCell) else {}
    sizes = cell.input_size, cell.hidden_size
    layer = MODULES[kind](*sizes, bias=cell.bias, dtype=torch.float64, **extra)
    values = cell.state_dict() if weights is None else weights
    layer.load_state_dict({f"{name}_l0": value for name, value in values.items()})
    return layer


def run_cell(cell: nn.RNNCellBase, x: np.ndarray, *states: np.ndarray) -> dict[str, np.ndarray]:
    """Every quantity of a loop by the equations, (1, 1, T, B, H); x (T, B, E), states (B, H)."""
    zeros = np.zeros((x.shape[1], cell.hidden_size))
    h0, c0 = (*states, zeros, zeros)[:2]
    memory = c0[None, None] if isinstance(cell, nn.LSTMCell) else None
    return run(as_layer(cell), x, h0[None, None], memory)


def assert_same_record(found: RNNRecord, wanted: RNNRecord, tolerance: float) -> None:
    """The same kind of record with the same arrays, NaN in the same places."""
    assert type(found) is type(wanted)
    assert found.lengths.tolist() == wanted.lengths.tolist()
    for name in found.arrays():
        one, other = getattr(found, name), getattr(wanted, name)
        assert one.shape == other.shape, name
        np.testing.assert_allclose(one, other, rtol=0, atol=tolerance, err_msg=name)
