"""Loops over nn.RNNCell, nn.LSTMCell and nn.GRUCell are recorded as the layers they make."""

import itertools
from typing import Any

import numpy as np
import pytest
import torch
from agreement import assert_same_bits
from cases import (
    CELLS,
    QUANTITIES,
    RECORDS,
    Configuration,
    assert_close,
    gradient_mode,
    only_call,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from loops import KINDS, flat, loop, run_cell
from torch import Tensor, nn

from visualizer.core import LSTMRecord, RecordingError, RNNRecord, record


def cell_of(kind: str, **options: Any) -> nn.RNNCellBase:
    """A float64 cell of three inputs and four units."""
    torch.manual_seed(0)
    return KINDS[kind](3, 4, dtype=torch.float64, **options)


def text(seed: int, T: int = 5, B: int = 2) -> Tensor:
    """Inputs of B texts, three numbers a step."""
    draws = torch.Generator().manual_seed(seed)
    return torch.randn(T, B, 3, dtype=torch.float64, generator=draws)


def assert_is_the_loop(
    found: RNNRecord, cell: nn.RNNCellBase, x: Tensor, *states: np.ndarray
) -> None:
    """A record holds what the equations give for these inputs and first states."""
    expected = run_cell(cell, x.numpy(), *states)
    assert set(expected) == set(found.quantities)
    for name, values in expected.items():
        assert_close(getattr(found, name), values, 1e-12, name)
    np.testing.assert_array_equal(found.x, x.numpy(), strict=True)
    assert found.lengths.tolist() == [len(x)] * x.shape[1]
    assert found.max_error <= 1e-12 * max(1, np.abs(found.h).max(initial=0))


@st.composite
def loops(draw: st.DrawFn, kind: str) -> tuple[nn.RNNCellBase, Tensor, list[Tensor], str]:
    """A cell, its inputs (T, B, E) or (T, E), its first states (perhaps none), gradient mode."""
    draws = torch.Generator().manual_seed(draw(st.integers(0, 2**31)))
    scale, E, H = (
        draw(st.sampled_from([0.3, 1.0, 2.0])),
        draw(st.integers(1, 5)),
        draw(st.integers(1, 6)),
    )
    extra: dict[str, Any] = {}
    if kind == "rnn":
        extra["nonlinearity"] = draw(st.sampled_from(["tanh", "relu"]))
    cell: nn.RNNCellBase = KINDS[kind](E, H, bias=draw(st.booleans()), dtype=torch.float64, **extra)
    with torch.no_grad():
        for parameter in cell.parameters():
            parameter.uniform_(-scale, scale, generator=draws)
    batch = draw(st.sampled_from([(), (1,), (3,)]))

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=draws, dtype=torch.float64)

    x = normal(draw(st.integers(1, 6)), *batch, E)
    states = [normal(*batch, H) for _ in range(2 if kind == "lstm" else 1)]
    mode = draw(st.sampled_from(["on", "no_grad", "inference_mode"]))
    return cell, x, states if draw(st.booleans()) else [], mode


@pytest.mark.parametrize("kind", CELLS)
@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_a_loop_equals_the_equations(kind: str, data: st.DataObject) -> None:
    cell, x, states, mode = data.draw(loops(kind))
    first: Any = None if not states else tuple(states) if kind == "lstm" else states[0]
    with gradient_mode(Configuration(kind, gradients=mode)):
        plain = loop(cell, x, first)
        with record(cell) as recording:
            returned = loop(cell, x, first)
    found = only_call(recording, RECORDS[kind])

    B = x.shape[1] if x.dim() == 3 else 1
    rows = [state.reshape(B, -1).numpy() for state in states]
    assert_is_the_loop(found, cell, x.reshape(len(x), B, -1), *rows)
    wanted = rows or [np.zeros((B, cell.hidden_size))] * 2
    assert_close(found.h0[0, 0], wanted[0], 0)
    if isinstance(found, LSTMRecord):
        assert_close(found.c0[0, 0], wanted[1], 0)
    for one, other in zip(returned, plain, strict=True):
        assert all(map(torch.equal, flat(one), flat(other)))


@pytest.mark.parametrize("kind", CELLS)
def test_calls_are_kept_one_by_one(kind: str) -> None:
    cell, x = cell_of(kind), text(1)
    with record(cell) as recording:
        returned = loop(cell, x)
    joined, calls = recording[""], recording.calls("")
    assert len(calls) == len(x)
    for t, call in enumerate(calls):
        assert call.h.shape == (1, 1, 1, 2, 4)
        assert call.lengths.tolist() == [1, 1]
        np.testing.assert_array_equal(call.x, x[[t]].numpy())
        np.testing.assert_array_equal(call.h[0, 0, 0], flat(returned[t])[0].detach().numpy())
        for name in QUANTITIES[kind]:
            np.testing.assert_array_equal(getattr(call, name), getattr(joined, name)[:, :, [t]])
        if t:
            np.testing.assert_array_equal(call.h0, calls[t - 1].h[:, :, 0])


@pytest.mark.parametrize("kind", CELLS)
def test_interleaved_loops_are_kept_apart(kind: str) -> None:
    """Three texts take turns; the third has a step more than the others."""
    cell, texts = cell_of(kind), [text(seed, T) for seed, T in ((1, 4), (2, 4), (3, 5))]
    states: list[Any] = [None] * 3
    with record(cell) as recording:
        for t in range(5):
            for k, x in enumerate(texts):
                if t < len(x):
                    states[k] = loop(cell, [x[t]], states[k])[0]
    found = recording.sequences("")
    assert len(found) == 3
    for sequence, x in zip(found, texts, strict=True):
        assert_is_the_loop(sequence, cell, x)
    assert [call.x[0, 0, 0] for call in recording.calls("")[:3]] == [x[0, 0, 0] for x in texts]
    with pytest.raises(RecordingError, match=r"3 separate sequences.*\.sequences\(''\)"):
        recording[""]


@pytest.mark.parametrize("kind", CELLS)
def test_a_branch_begins_a_sequence_of_its_own(kind: str) -> None:
    """As in a beam search: two words are tried after the same state, then one after each."""
    cell, x = cell_of(kind), text(4)
    with record(cell) as recording:
        trunk = loop(cell, x[:2])[-1]
        left, right = loop(cell, x[[2]], trunk)[0], loop(cell, x[[3]], trunk)[0]
        loop(cell, x[[4]], right)
        loop(cell, x[[0]], left)
    first, second = recording.sequences("")
    assert_is_the_loop(first, cell, x[[0, 1, 2, 0]])
    assert_is_the_loop(second, cell, x[[3, 4]], *[s.detach().numpy() for s in flat(trunk)])
    np.testing.assert_array_equal(second.h0[0, 0], first.h[0, 0, 1])


@pytest.mark.parametrize("kind", CELLS)
def test_a_beam_that_is_reordered_begins_anew(kind: str) -> None:
    """Rows of the batch taken in another order are not the states that were returned."""
    cell, x = cell_of(kind), text(5)
    with record(cell) as recording:
        state = loop(cell, x[:2])[-1]
        swapped = tuple(s.flip(0) for s in flat(state))
        loop(cell, x[2:], swapped if kind == "lstm" else swapped[0])
    assert [len(sequence.x) for sequence in recording.sequences("")] == [2, 3]


@pytest.mark.parametrize("kind", CELLS)
def test_stacked_cells_are_recorded_each_under_its_name(kind: str) -> None:
    torch.manual_seed(1)
    make = KINDS[kind]
    stack = nn.ModuleList([make(3, 4, dtype=torch.float64), make(4, 2, dtype=torch.float64)])
    low, high = stack
    assert isinstance(low, nn.RNNCellBase)
    assert isinstance(high, nn.RNNCellBase)
    x, states = text(6), [None, None]
    with record(stack) as recording:
        for step in x:
            states[0] = loop(low, [step], states[0])[0]
            states[1] = loop(high, [flat(states[0])[0]], states[1])[0]
    assert list(recording) == ["0", "1"]
    assert_is_the_loop(recording["0"], low, x)
    assert_is_the_loop(recording["1"], high, torch.from_numpy(recording["0"].h[0, 0].copy()))


@pytest.mark.parametrize("kind", CELLS)
def test_states_of_a_cell_may_be_none_or_given_by_name(kind: str) -> None:
    cell, x = cell_of(kind), text(7, 3)
    with record(cell) as recording:
        state = cell(x[0], None)
        cell(hx=cell(x[1], hx=state), input=x[2])
    assert_is_the_loop(recording[""], cell, x)


@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize("wrong", [0, 2, 3])
def test_max_error_of_a_loop_is_that_of_its_worst_call(kind: str, wrong: int) -> None:
    """One number of what one call returns is moved; what follows goes on from there."""
    cell, count = cell_of(kind), itertools.count()

    def move(_module: nn.Module, _args: Any, state: Any) -> None:
        if next(count) == wrong:
            flat(state)[-1][1, 2] += 0.25

    cell.register_forward_hook(move)
    with torch.no_grad(), record(cell) as recording:
        loop(cell, text(8, 4))
    errors = [call.max_error for call in recording.calls("")]
    assert [error > 1e-12 for error in errors] == [t == wrong for t in range(4)]
    assert errors[wrong] == pytest.approx(0.25, abs=1e-9)
    assert recording[""].max_error == errors[wrong]


@pytest.mark.parametrize("kind", CELLS)
def test_a_loop_learns_as_in_an_unrecorded_run(kind: str) -> None:
    cell, x = cell_of(kind), text(9)

    def gradients() -> tuple[Tensor, ...]:
        total = torch.stack([flat(state)[0] for state in loop(cell, x)]).square().sum()
        return torch.autograd.grad(total, [*cell.parameters()])

    plain = gradients()
    with record(cell):
        recorded = gradients()
    assert all(gradient.any() for gradient in plain)
    assert_same_bits(recorded, plain)
