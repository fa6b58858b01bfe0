"""Packed texts are recorded each as if it had run alone, in the order the caller gave them."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from agreement import assert_same_bits
from cases import (
    CELLS,
    RECORDS,
    Case,
    Configuration,
    assert_close,
    build,
    configurations,
    gradient_mode,
    only_call,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from loops import flat
from oracle import outputs, run
from torch import Tensor, nn
from torch.nn.utils.rnn import (
    PackedSequence,
    pack_padded_sequence,
    pack_sequence,
    pad_packed_sequence,
)

from visualizer.core import LSTMRecord, RNNRecord, record

# torch says so once per process; it changes nothing here.
pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")


def call_packed(case: Case, packed: PackedSequence) -> tuple[PackedSequence, list[Tensor]]:
    """What PyTorch returns for packed input and the case's states."""
    output, states = case.module(packed, *case.args[1:], **case.kwargs)
    return output, flat(states)


def alone(case: Case, b: int, length: int) -> dict[str, np.ndarray]:
    """What the equations give for one text of the case by itself."""
    c0 = None if case.c0 is None else case.c0[:, :, [b]]
    return run(case.module, case.x[:length, [b]], case.h0[:, :, [b]], c0)


def assert_each_text_alone(case: Case, lengths: list[int], found: RNNRecord) -> None:
    """Every text of the record equals the equations on it alone, with NaN after its end."""
    for b, length in enumerate(lengths):
        expected = alone(case, b, length)
        assert set(expected) == set(found.quantities)
        for name, values in expected.items():
            recorded = getattr(found, name)[:, :, :, [b]]
            assert_close(recorded[:, :, :length], values, 1e-12, f"{name} of text {b}")
            assert np.isnan(recorded[:, :, length:]).all(), name
        np.testing.assert_array_equal(found.x[:length, b], case.x[:length, b], strict=True)
        assert np.isnan(found.x[length:, b]).all()


def assert_returned_is_right(
    case: Case, lengths: list[int], output: PackedSequence, states: list[Tensor]
) -> None:
    """PyTorch itself returned what the equations give: the oracle is right about packed texts."""
    padded = pad_packed_sequence(output)[0].detach().numpy()
    for b, length in enumerate(lengths):
        wanted = outputs(alone(case, b, length))
        assert_close(padded[:length, [b]], wanted["output"], 1e-12)
        for name, state in zip(("h_n", "c_n"), states, strict=False):
            assert_close(state[:, [b]].detach().numpy(), wanted[name], 1e-12, name)


@pytest.mark.parametrize("cell", CELLS)
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_every_packed_text_equals_the_equations_on_it_alone(cell: str, data: st.DataObject) -> None:
    lengths = data.draw(
        st.lists(st.integers(1, 6), min_size=1, max_size=5)
        | st.builds(lambda T, B: [T] * B, st.integers(1, 4), st.integers(1, 4))
    )
    enforce_sorted = data.draw(st.booleans())
    if enforce_sorted:
        lengths.sort(reverse=True)
    drawn = data.draw(configurations(cell))
    configuration = replace(drawn, batched=True, T=max(lengths), B=len(lengths))
    case, batch_first = build(configuration), data.draw(st.booleans())
    x = torch.from_numpy(case.x.swapaxes(0, 1) if batch_first else case.x)
    packed = pack_padded_sequence(x, torch.tensor(lengths), batch_first, enforce_sorted)

    with gradient_mode(configuration):
        plain, plain_states = call_packed(case, packed)
        with record(case.module) as recording:
            output, states = call_packed(case, packed)
    found = only_call(recording, RECORDS[cell])

    assert_returned_is_right(case, lengths, plain, plain_states)
    assert_each_text_alone(case, lengths, found)
    assert found.lengths.tolist() == lengths
    np.testing.assert_array_equal(found.h0, case.h0, strict=True)
    if isinstance(found, LSTMRecord):
        np.testing.assert_array_equal(found.c0, case.c0)
    assert found.max_error <= 1e-12 * max(1, np.nanmax(np.abs(found.h)))
    assert_same_bits(states, plain_states)
    assert_same_bits(output, plain)  # with the batch sizes and both orders


def test_texts_keep_the_order_in_which_they_were_given() -> None:
    """Text k holds the number k, and h0 the number -k."""
    lengths = [2, 4, 1, 3]
    texts = [torch.full((length, 1), float(k)) for k, length in enumerate(lengths)]
    h0 = -torch.arange(4.0).reshape(1, 4, 1)
    gru = nn.GRU(1, 1)
    with record(gru) as recording:
        gru(pack_sequence(texts, enforce_sorted=False), h0)
    found = recording[""]
    assert found.lengths.tolist() == lengths
    assert found.lengths.dtype == np.int64
    assert found.h0.flatten().tolist() == [0, -1, -2, -3]
    for k, length in enumerate(lengths):
        assert found.x[:length, k, 0].tolist() == [k] * length
    assert np.isnan(found.h[0, 0, :, :, 0]).sum(axis=0).tolist() == [2, 0, 3, 1]


@pytest.mark.parametrize("cell", CELLS)
def test_packed_float32_agrees_to_1e_5(cell: str) -> None:
    lengths = [3, 1, 5]
    configuration = Configuration(cell, num_layers=3, bidirectional=True, T=5, B=3)
    case = build(configuration, torch.float32)
    packed = pack_padded_sequence(case.args[0], torch.tensor(lengths), enforce_sorted=False)
    with record(case.module) as recording:
        case.module(hx=case.args[1], input=packed)  # by name
    found = recording[""]
    assert found.h.dtype == np.float32
    assert 0 <= found.max_error < 1e-5
    for b, length in enumerate(lengths):
        for name, values in alone(case, b, length).items():
            assert_close(getattr(found, name)[:, :, :length, [b]], values, 1e-5, name)


@pytest.mark.parametrize("which", ["output", "h_n", "c_n"])
@pytest.mark.parametrize("b", [0, 1, 2])
@pytest.mark.parametrize("direction", [0, 1])
def test_max_error_shows_one_wrong_number_of_any_text(which: str, b: int, direction: int) -> None:
    """Also in the last states of a text that ends before the others."""

    def move(_module: nn.Module, _args: Any, result: Any) -> None:
        output, (h_n, c_n) = result
        place = -1 if direction else 0  # the first step's forward, the last step's backward units
        values = {"output": output.data[place], "h_n": h_n[direction, b], "c_n": c_n[direction, b]}
        values[which][place] += 0.25

    lstm = nn.LSTM(2, 3, bidirectional=True)
    lstm.register_forward_hook(move)
    texts = [torch.ones(length, 2) for length in (2, 4, 1)]
    with torch.no_grad(), record(lstm) as recording:
        lstm(pack_sequence(texts, enforce_sorted=False))
    assert 0.1 < recording[""].max_error < 0.5


@pytest.mark.parametrize("cell", CELLS)
def test_a_change_to_the_last_word_of_a_text_reaches_its_backward_steps_alone(cell: str) -> None:
    case = build(Configuration(cell, bidirectional=True, T=5, B=2))

    def states() -> np.ndarray:
        packed = pack_sequence([case.args[0][:5, 0], case.args[0][:3, 1]])
        with record(case.module) as recording:
            call_packed(case, packed)
        return np.nan_to_num(recording[""].h[0], nan=9.0)

    before = states()
    case.args[0][2, 1] += 1
    moved = (states() != before).any(axis=-1)
    assert not moved[:, :, 0].any()
    assert moved[0, :, 1].tolist() == [False, False, True, False, False]
    assert moved[1, :, 1].tolist() == [True, True, True, False, False]


@pytest.mark.parametrize("cell", CELLS)
def test_a_packed_run_learns_as_in_an_unrecorded_run_and_stays_as_recorded(cell: str) -> None:
    """Gradients are the same; what is changed in place afterwards does not reach the record."""
    lengths = [2, 4, 1]
    case = build(Configuration(cell, num_layers=2, bidirectional=True, T=4, B=3))
    texts = [case.args[0][:length, b].clone() for b, length in enumerate(lengths)]
    packed = pack_sequence(texts, enforce_sorted=False)
    expected = [alone(case, b, length) for b, length in enumerate(lengths)]

    def outcome() -> tuple[Tensor, ...]:
        output, states = call_packed(case, packed)
        total = output.data.square().sum() + states[-1].sum()
        return output.data, *torch.autograd.grad(total, [*case.module.parameters()])

    plain = outcome()
    with record(case.module) as recording:
        returned = outcome()
    assert_same_bits(returned, plain)
    with torch.no_grad():
        for tensor in (returned[0], packed.data, *flat(case.args[1]), *case.module.parameters()):
            tensor.fill_(7)
    for b, length in enumerate(lengths):
        for name, values in expected[b].items():
            assert_close(getattr(recording[""], name)[:, :, :length, [b]], values, 1e-12, name)
