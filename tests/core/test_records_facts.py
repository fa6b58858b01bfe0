"""What the record classes say of their cells holds for PyTorch's own modules."""

from typing import Any, get_args

import numpy as np
import pytest
import torch
from cases import MODULES, SINGLE_STEP, Configuration, build, record_of
from oracle import sigmoid, weights_of
from torch import Tensor, nn

from visualizer.core import (
    CELLS,
    RECORDS,
    Clamp,
    GRURecord,
    Record,
    intervene,
    record,
    recurrent_class,
)
from visualizer.core.modules import CLASSES, Cell, layout_of

T, B, E, H = 4, 2, 3, 5
KEPT = 0.8


def layer(cell: str) -> Any:
    """One layer with weights drawn anew, in float64."""
    return build(Configuration(cell, input_size=E, hidden_size=H)).module


def recorded(module: Any, x: Tensor, states: list[Tensor]) -> Record:
    """The record of one call that begins with these states."""
    with torch.no_grad(), record(module) as recording:
        module(x, tuple(states) if len(states) > 1 else states[0])
    return recording[""]


def drawn(*shape: int, seed: int = 0) -> Tensor:
    """Normal numbers."""
    draws = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=draws, dtype=torch.float64)


def test_cells_go_from_the_plainest_to_the_one_with_a_memory_of_its_own() -> None:
    assert CELLS == ("rnn", "gru", "lstm")
    assert [RECORDS[cell].cell for cell in CELLS] == [*CELLS]
    assert get_args(Cell) == tuple(CLASSES) == CELLS


@pytest.mark.parametrize("cell", CELLS)
def test_states_are_what_pytorch_hands_on_in_its_order(cell: str) -> None:
    module = layer(cell)
    given = [drawn(1, B, H, seed=seed) for seed in range(len(RECORDS[cell].states))]
    found = recorded(module, drawn(T, B, E), given)
    with torch.no_grad():
        last = module(drawn(T, B, E), tuple(given) if len(given) > 1 else given[0])[1]
    returned = last if isinstance(last, tuple) else (last,)
    for state, start, end in zip(found.states, given, returned, strict=True):
        for sample in range(B):
            np.testing.assert_array_equal(found.start(state, sample=sample), start[0, sample])
            values = found.unit_values(state, sample=sample)
            np.testing.assert_allclose(values[-1], end[0, sample], rtol=0, atol=1e-12)


@pytest.mark.parametrize("cell", CELLS)
def test_every_state_is_a_quantity_and_has_a_start(cell: str) -> None:
    kind = RECORDS[cell]
    assert set(kind.states) <= set(kind.quantities)
    starts = [name for name in kind.arrays() if name.endswith("0")]
    assert starts == [f"{state}0" for state in kind.states]
    assert kind.memory in kind.states


@pytest.mark.parametrize("cell", CELLS)
def test_of_the_memory_the_share_survives_that_the_keeping_gate_says(cell: str) -> None:
    """Two runs that differ in their memory alone, every sum held at what it is."""
    module, kind = layer(cell), RECORDS[cell]
    held = [Clamp("", symbol, value=KEPT if symbol == kind.keeps else 0.3) for symbol in kind.sums]
    memories = []
    for seed in range(2):
        states = [drawn(1, B, H, seed=seed if state == kind.memory else 9) for state in kind.states]
        with intervene(module, *held):
            found = recorded(module, drawn(T, B, E), states)
        start = found.start(kind.memory)
        memories.append(np.concatenate([start[None], found.memory_values()]))
    apart = memories[0] - memories[1]
    assert np.abs(apart[0]).min() > 0
    share = 0 if kind.keeps is None else KEPT
    for t in range(T):
        np.testing.assert_allclose(apart[t + 1], share * apart[t], rtol=0, atol=1e-12)


@pytest.mark.parametrize("cell", CELLS)
def test_sums_are_stacked_in_the_order_of_pytorchs_weights(cell: str) -> None:
    """Each block of the weights, counted in that order, makes the quantity of its name."""
    module = layer(cell)
    states = [drawn(1, B, H, seed=seed) for seed in range(len(RECORDS[cell].states))]
    x = drawn(T, B, E)
    found, weights = recorded(module, x, states), weights_of(module, 0, 0)
    assert len(weights.ih) == H * len(found.sums)
    for block, symbol in enumerate(found.sums):
        for t in range(T):
            h_prev = found.h[0, 0, t - 1] if t else found.h0[0, 0]
            from_state = weights.from_state(block, h_prev, H)
            if isinstance(found, GRURecord) and symbol == "n":
                from_state = found.r[0, 0, t] * from_state
            total = weights.from_input(block, x[t].numpy(), H) + from_state
            value = np.tanh(total) if symbol in "gnh" else sigmoid(total)
            np.testing.assert_allclose(
                getattr(found, symbol)[0, 0, t], value, rtol=0, atol=1e-12, err_msg=symbol
            )


@pytest.mark.parametrize(("cell", "symbol"), [(c, s) for c in CELLS for s in RECORDS[c].sums])
def test_the_rows_of_a_sum_move_its_quantity_and_no_other_sum(cell: str, symbol: str) -> None:
    module = layer(cell)
    states = [drawn(1, B, H, seed=seed) for seed in range(len(RECORDS[cell].states))]
    before = recorded(module, drawn(1, B, E), states)
    with torch.no_grad():
        module.bias_ih_l0[before.weight_rows(symbol, H)] += 60
    after = recorded(module, drawn(1, B, E), states)
    np.testing.assert_allclose(getattr(after, symbol), 1)
    for other in set(before.sums) - {symbol, "n"}:
        np.testing.assert_array_equal(getattr(after, other), getattr(before, other))


@pytest.mark.parametrize("cell", CELLS)
def test_the_helpers_read_the_layer_direction_and_text_asked_for(cell: str) -> None:
    found = record_of(build(Configuration(cell, num_layers=2, bidirectional=True, B=3)))
    place = {"layer": 1, "direction": 1, "sample": 2}
    memory = {"rnn": "h", "gru": "h", "lstm": "c"}[cell]
    np.testing.assert_array_equal(found.memory_values(**place), getattr(found, memory)[1, 1, :, 2])
    for state in found.states:
        np.testing.assert_array_equal(
            found.start(state, **place), getattr(found, f"{state}0")[1, 1, 2]
        )
    kept, gate = found.kept_values(**place), {"gru": "z", "lstm": "f"}.get(cell)
    if gate is None:
        assert kept is None
    else:
        assert kept is not None
        np.testing.assert_array_equal(kept, getattr(found, gate)[1, 1, :, 2])


@pytest.mark.parametrize(
    ("cell", "state", "message"),
    [
        ("rnn", "c", "state must be one of h for a RNN, got 'c'"),
        ("lstm", "f", "state must be one of h, c for a LSTM, got 'f'"),
    ],
)
def test_a_start_of_what_is_no_state_is_refused(cell: str, state: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        record_of(build(Configuration(cell))).start(state)


@pytest.mark.parametrize(
    ("cell", "symbol", "message"),
    [
        ("gru", "f", "quantity must be one of r, z, n for a GRU, got 'f'"),
        ("lstm", "c", "quantity must be one of i, f, g, o for a LSTM, got 'c'"),
    ],
)
def test_rows_of_what_has_no_sum_are_refused(cell: str, symbol: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        RECORDS[cell].weight_rows(symbol, H)


@pytest.mark.parametrize("cell", CELLS)
def test_the_class_of_a_cell_is_pytorchs_own(cell: str) -> None:
    assert recurrent_class(cell) is MODULES[cell]
    modules: list[nn.RNNBase | nn.RNNCellBase] = [recurrent_class(cell)(2, 3)]
    modules.append(SINGLE_STEP[cell](2, 3))
    assert [layout_of(module).cell for module in modules] == [cell, cell]


def test_an_unknown_cell_is_refused_with_the_choices() -> None:
    with pytest.raises(ValueError, match="one of lstm, gru, rnn, got 'qrnn'"):
        recurrent_class("qrnn")
