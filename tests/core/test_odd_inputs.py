"""Inputs and models at the edge: not finite, empty, strided, of half precision; what is said."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
import torch
from cases import CELLS, QUANTITIES, Configuration, assert_close, build, record_of
from loops import KINDS, flat, loop, run_cell
from oracle import outputs, run
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_sequence
from untouched import untouched

from visualizer.core import record

NOT_FINITE = [torch.nan, torch.inf, -torch.inf]


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("value", NOT_FINITE)
def test_an_input_that_is_not_finite_is_recorded_and_noted(cell: str, value: float) -> None:
    case = build(Configuration(cell, T=6, B=3))
    plain = record_of(case)
    case.args[0][2, 1, 0] = case.args[0][4, 0, 2] = case.args[0][4, 0, 1] = value
    returned = case.outputs()
    found = record_of(case)
    np.testing.assert_array_equal(found.x, case.args[0].numpy())
    np.testing.assert_array_equal(outputs({"h": found.h})["output"], returned["output"])
    assert len(found.notes) == 1
    assert re.search("input x .*not finite at 2 of 18 steps.*step 2 of sample 1", found.notes[0])
    for name in QUANTITIES[cell]:  # what came before, and the other texts, are as ever
        one, other = getattr(found, name)[0, 0], getattr(plain, name)[0, 0]
        assert_close(one[:2], other[:2], 1e-14, name)
        assert_close(one[:, 2], other[:, 2], 1e-14, name)
    assert found.notes[0] in repr(found)
    assert plain.notes == ()


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("value", NOT_FINITE)
def test_a_first_state_that_is_not_finite_is_noted(cell: str, value: float) -> None:
    case = build(Configuration(cell, num_layers=2, bidirectional=True, T=3, B=4))
    names = ["h0", "c0"] if cell == "lstm" else ["h0"]
    for state, sample in zip(flat(case.args[1]), (2, 1), strict=False):
        state[3, sample, 0] = value
    found = record_of(case)
    for name, sample, note in zip(names, (2, 1), found.notes, strict=False):
        assert re.search(f"state {name} .*not finite.*sample {sample}", note)
        assert np.isfinite(getattr(found, name)).sum() == getattr(found, name).size - 1
    assert len(found.notes) == len(names)


def test_notes_count_the_steps_of_packed_texts_and_not_their_padding() -> None:
    texts = [torch.ones(length, 2) for length in (2, 4, 1)]
    gru = nn.GRU(2, 3)
    with record(gru) as recording:
        gru(pack_sequence(texts, enforce_sorted=False))
        texts[1][3, 1] = torch.nan
        gru(pack_sequence(texts, enforce_sorted=False))
    clean, odd = recording.calls("")
    assert clean.notes == ()
    assert re.search("at 1 of 7 steps.*step 3 of sample 1", odd.notes[0])


@pytest.mark.parametrize("kind", CELLS)
def test_notes_count_the_steps_of_a_loop(kind: str) -> None:
    cell, x = KINDS[kind](2, 3), torch.ones(4, 2, 2)
    x[2, 1, 0] = torch.inf
    with record(cell) as recording:
        loop(cell, x)
    assert re.search("at 1 of 8 steps.*step 2 of sample 1", recording[""].notes[0])


@pytest.mark.parametrize("kind", CELLS)
def test_a_batch_of_none_is_recorded(kind: str) -> None:
    case = build(Configuration(kind, num_layers=2, bidirectional=True, T=3, B=1))
    with record(case.module) as recording:
        case.module(case.args[0][:, :0])
    found = recording[""]
    assert found.h.shape == (2, 2, 3, 0, 4)
    assert (found.x.shape, found.lengths.shape, found.max_error) == ((3, 0, 3), (0,), 0)
    cell = KINDS[kind](3, 4)
    with record(cell) as recording:
        loop(cell, torch.ones(3, 0, 3))
    assert recording[""].h.shape == (1, 1, 3, 0, 4)
    assert "B=0" in repr(recording[""])
    assert recording[""].notes == ()


@pytest.mark.parametrize("cell", CELLS)
def test_a_text_of_no_length_is_torchs_own_error(cell: str) -> None:
    module = build(Configuration(cell)).module
    with untouched(module), record(module) as recording:
        with pytest.raises(RuntimeError, match="sequence length to be larger than 0"):
            module(torch.ones(0, 2, 3, dtype=torch.float64))
        assert len(recording) == 0


def strided(values: Tensor) -> Tensor:
    """The same numbers, with others in between."""
    return torch.stack([values, values + 1], dim=-1)[..., 0]


@pytest.mark.parametrize("kind", CELLS)
def test_strided_inputs_and_states_of_cells_are_read_right(kind: str) -> None:
    torch.manual_seed(0)
    cell = KINDS[kind](3, 4, dtype=torch.float64)
    x, states = (torch.randn(n, 2, m, dtype=torch.float64) for n, m in ((5, 3), (2, 4)))
    first: Any = tuple(map(strided, states)) if kind == "lstm" else strided(states[0])
    with record(cell) as recording:
        loop(cell, strided(x), first)
    expected = run_cell(cell, x.numpy(), *states.numpy())
    for name in QUANTITIES[kind]:
        assert_close(getattr(recording[""], name), expected[name], 1e-12, name)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.bfloat16, 0.05), (torch.float16, 0.006)])
def test_half_precision_is_recorded_as_float32(
    cell: str, dtype: torch.dtype, tolerance: float
) -> None:
    case = build(Configuration(cell, num_layers=2, bidirectional=True, T=4), torch.float32)
    module, x = case.module.to(dtype), case.args[0].to(dtype)
    single = KINDS[cell](3, 4, dtype=dtype)
    with record(nn.ModuleList([module, single])) as recording:
        output, _ = module(x)
        steps = loop(single, x)
    found, looped = recording["0"], recording["1"]
    for each in (found, looped):
        assert {getattr(each, name).dtype for name in each.arrays()} == {np.dtype(np.float32)}
        assert 0 <= each.max_error < tolerance
        np.testing.assert_array_equal(each.x, x.float().numpy())
    np.testing.assert_array_equal(
        outputs({"h": found.h})["output"], output.detach().float().numpy()
    )
    np.testing.assert_array_equal(
        looped.h[0, 0], torch.stack([flat(s)[0] for s in steps]).detach().float().numpy()
    )
    zero = np.zeros((2, 2, 2, 4))
    expected = run(module, x.double().numpy(), zero, zero if cell == "lstm" else None)
    for name in QUANTITIES[cell]:
        assert_close(getattr(found, name), expected[name].astype(np.float32), tolerance, name)


def test_a_record_says_when_it_was_taken() -> None:
    gru = nn.GRU(2, 2)
    times = [datetime.now(UTC)]
    with record(gru) as recording:
        for _ in range(2):
            gru(torch.ones(1, 2))
            times.append(datetime.now(UTC))
    for call, before, after in zip(recording.calls(""), times, times[1:], strict=False):
        assert before <= call.taken <= after
        assert call.taken.utcoffset() == timedelta(0)
        assert f"{call.taken:%Y-%m-%d %H:%M:%S}" in repr(call)


@pytest.mark.parametrize("cell", CELLS)
def test_a_record_is_summed_up_without_its_arrays(cell: str) -> None:
    found = record_of(build(Configuration(cell, num_layers=2, bidirectional=True, T=70, B=40)))
    told = repr(found)
    assert told == str(found)
    assert "\n" not in told
    assert len(told) < 160
    for part in (type(found).__name__, "L=2", "D=2", "T=70", "B=40", "E=3", "H=4", "float64"):
        assert re.search(rf"{part}\b", told), part
    assert f"max_error={found.max_error:.1e}" in told


@pytest.mark.parametrize("kind", CELLS)
def test_a_loop_is_a_snapshot_of_the_weights_at_each_step(kind: str) -> None:
    """Weights that change between the steps and afterwards do not reach what was recorded."""
    torch.manual_seed(2)
    cell, x, state = KINDS[kind](3, 4, dtype=torch.float64), torch.ones(3, 2, 3).double(), None
    expected, states = [], [np.zeros((2, 4))] * 2
    with record(cell) as recording, torch.no_grad():
        for t in range(3):
            expected.append(run_cell(cell, x[[t]].numpy(), *states))
            states = [expected[t]["h"][0, 0, 0], expected[t].get("c", expected[t]["h"])[0, 0, 0]]
            state = loop(cell, x[[t]], state)[0]
            for parameter in cell.parameters():
                parameter.mul_(-0.5)
    for name in QUANTITIES[kind]:
        wanted = np.concatenate([step[name] for step in expected], axis=2)
        assert_close(getattr(recording[""], name), wanted, 1e-12, name)
    assert recording[""].max_error < 1e-12
