"""Jacobians between states: against autograd on the equations, PyTorch's cells and made cases."""

from typing import Any

import numpy as np
import pytest
import torch
import torch_oracle
from cases import (
    CELLS,
    MODULES,
    SINGLE_STEP,
    Configuration,
    assert_close,
    build,
    record_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from packing import calls, lengths_of, recorded
from torch import Tensor, nn
from untouched import untouched

from visualizer.core import (
    Memory,
    Record,
    Scale,
    intervene,
    memory,
    record,
    single,
    step_jacobians,
)

# torch says so once per process; it changes nothing here.
pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")


def pair_jacobians(module: nn.Module, w: dict[str, Tensor], x: Tensor, start: Any) -> np.ndarray:
    """d state_t / d state_s of every t >= s >= -1, (T + 1, T + 1, N, N); -1 comes first, as 0.

    Each row is a run of the equations from state s on, its whole Jacobian found by torch.func.
    """
    T, sizes = len(x), [len(part) for part in start]

    def later(state: Tensor, s: int) -> Tensor:
        parts, found = state.split(sizes), [state]
        for t in range(s, T):
            parts = torch_oracle.step_of(module, w, x[t], parts)
            found.append(torch.cat(parts))
        return torch.stack(found)

    state, N = torch.cat(start), sum(sizes)
    jacobians = torch.full((T + 1, T + 1, N, N), torch.nan, dtype=torch.float64)
    for s in range(T + 1):
        jacobians[s:, s] = torch.func.jacrev(later)(state, s)
        state = later(state, s)[1] if s < T else state
    return jacobians.numpy()


def half_life_of(influence: np.ndarray) -> float:
    """The lag at which the geometric mean over all s first falls to 1/2, by its definition."""
    T = len(influence)
    before = 1.0
    for lag in range(1, T):
        pairs = [influence[s + lag, s] for s in range(T - lag)]
        now = float(np.prod([pair ** (1 / len(pairs)) for pair in pairs]))
        if now <= 0.5:
            share = np.log(before / 0.5) / np.log(before / now) if now else 1
            return lag - 1 + float(share)
        before = now
    return np.inf


def assert_measures(found: Memory, jacobians: np.ndarray, record: Record) -> None:
    """Everything in a `Memory` follows from the Jacobians of all pairs and the record's gates."""
    T, N = len(jacobians) - 1, jacobians.shape[-1]
    steps = jacobians[np.arange(1, T + 1), np.arange(T)]
    pairs = jacobians[1:, 1:]
    P = record.h.shape[-1]
    first = P if record.cell == "lstm" else 0
    gate = {"lstm": "f", "gru": "z"}.get(record.cell)
    gates = None if gate is None else single(record).unit_values(gate)
    assert found.size == P
    assert_close(found.factors, steps, 1e-12, "factors")
    wanted = {
        name: np.full((T, T), np.nan)
        for name in ("frobenius", "h_frobenius", "spectral", "h_spectral", "bound")
    }
    columns, kept = (np.full((T, T, N - first), np.nan) for _ in range(2))
    for t in range(T):
        for s in range(t + 1):
            whole, h = pairs[t, s], pairs[t, s, :P, :P]
            wanted["frobenius"][t, s] = np.sqrt((whole**2).sum())
            wanted["h_frobenius"][t, s] = np.sqrt((h**2).sum())
            wanted["spectral"][t, s] = np.linalg.svd(whole)[1].max()
            wanted["h_spectral"][t, s] = np.linalg.svd(h)[1].max()
            wanted["bound"][t, s] = np.prod(
                [np.linalg.svd(steps[k])[1][0] for k in range(s + 1, t + 1)]
            )
            columns[t, s] = [np.linalg.norm(whole[:, unit]) for unit in range(first, N)]
            if gates is not None:
                kept[t, s] = np.prod(gates[s + 1 : t + 1], axis=0)
    wanted |= {"units": columns} if gates is None else {"units": columns, "gates": kept}
    for name, values in wanted.items():
        value, later = getattr(found, name), np.tri(T, dtype=bool)
        assert value.dtype == np.float64
        assert np.isnan(value[~later]).all(), name
        assert_close(value[later], values[later], 1e-10, name)
    assert (found.gates is None) == (gates is None)
    assert_close(found.steps, np.array([np.linalg.svd(step)[1][0] for step in steps]), 1e-12)
    reach = [np.linalg.svd(pairs[T - 1, s, first:])[1].max() for s in range(T)]
    assert_close(found.reach, np.array(reach), 1e-10, "reach")
    slack = 1 + 1e-10
    assert (found.reach <= found.bound[T - 1] * slack).all()
    assert (found.spectral <= found.bound * slack)[np.tri(T, dtype=bool)].all()
    assert (found.spectral <= found.frobenius * slack)[np.tri(T, dtype=bool)].all()
    expected = half_life_of(np.sqrt((columns**2).mean(axis=2)))
    assert found.half_life == pytest.approx(expected, rel=1e-8)
    lives = [half_life_of(columns[..., unit]) for unit in range(N - first)]
    assert found.unit_half_lives.tolist() == pytest.approx(lives, rel=1e-8)


@pytest.mark.parametrize("cell", CELLS)
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_every_pairs_jacobian_is_the_one_of_autograd_on_the_equations(
    cell: str, data: st.DataObject
) -> None:
    configuration, packed = data.draw(calls(cell))
    case, rec = recorded(configuration, packed)
    lengths = lengths_of(configuration, packed)
    layer = data.draw(st.integers(0, configuration.num_layers - 1))
    direction = data.draw(st.integers(0, int(configuration.bidirectional)))
    sample = data.draw(st.integers(0, configuration.B - 1))
    place: Any = {"layer": layer, "direction": direction, "sample": sample}
    found = memory(case.module, rec, **place)

    states = [torch.from_numpy(each) for each in (case.h0, case.c0) if each is not None]
    _, kept = torch_oracle.run(case.module, torch.from_numpy(case.x), (*states,), lengths)
    read = [kept["x", layer, direction, t, sample].detach() for t in range(lengths[sample])]
    jacobians = pair_jacobians(
        case.module,
        torch_oracle.weights_of(case.module, layer, direction),
        torch.stack(read[::-1] if direction else read),
        [state[layer, direction, sample] for state in states],
    )
    assert_measures(found, jacobians, single(rec, **place))
    factors = step_jacobians(case.module, rec, **place)
    np.testing.assert_array_equal(factors, found.factors)


@pytest.mark.parametrize("cell", CELLS)
def test_in_a_loop_of_cells_every_step_is_the_jacobian_of_the_cell(cell: str) -> None:
    """Of PyTorch's own cell, from its input and state."""
    torch.manual_seed(0)
    step = SINGLE_STEP[cell](3, 4, dtype=torch.float64)
    x, sizes = torch.randn(4, 2, 3, dtype=torch.float64), [4, 4] if cell == "lstm" else [4]

    def after(state: Tensor, x: Tensor) -> Tensor:
        parts = state.split(sizes, dim=-1)
        returned = step(x, parts if cell == "lstm" else parts[0])
        return torch.cat(returned, -1) if cell == "lstm" else returned

    states = [torch.randn(2, sum(sizes), dtype=torch.float64)]
    with record(step) as recording:
        for now in x:
            states.append(after(states[-1], now).detach())
    rec = recording[""]
    for sample in (0, 1):
        found = memory(step, rec, sample=sample)
        for t in range(4):
            at = (states[t][sample], x[t, sample])
            wanted: Any = torch.autograd.functional.jacobian(after, at)
            assert_close(found.factors[t], wanted[0].numpy(), 1e-14, f"step {t}")


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("direction", [0, 1])
def test_all_steps_together_are_the_jacobian_of_the_whole_module(cell: str, direction: int) -> None:
    """Of PyTorch's own kernel, from the states before to those after the text."""
    case = build(Configuration(cell, T=6, B=1, bidirectional=True, proj_size=3 * (cell == "lstm")))
    hx = case.args[1] if cell == "lstm" else (case.args[1],)

    def last(*states: Tensor) -> tuple[Tensor, ...]:
        _, returned = case.module(case.args[0], states if cell == "lstm" else states[0])
        parts = returned if cell == "lstm" else (returned,)
        return tuple(part[direction, 0] for part in parts)

    blocks: Any = torch.autograd.functional.jacobian(last, hx)
    wanted = torch.cat([torch.cat([each[:, direction, 0] for each in row], 1) for row in blocks])
    product = np.eye(len(wanted))
    for factor in memory(case.module, record_of(case), direction=direction).factors:
        product = factor @ product
    assert_close(product, wanted.numpy(), 1e-13)


@pytest.mark.parametrize("cell", CELLS)
def test_a_float32_record_is_measured_in_float64(cell: str) -> None:
    """Its products do not round again: only the recorded values have."""
    case, exact = (
        build(Configuration(cell, T=6), dtype) for dtype in (torch.float32, torch.double)
    )
    exact.module.load_state_dict(case.module.state_dict())
    x, hx = case.args
    with record(exact.module) as recording:
        exact.module(
            x.double(), tuple(each.double() for each in hx) if cell == "lstm" else hx.double()
        )
    found, wanted = memory(case.module, record_of(case)), memory(exact.module, recording[""])
    seen = np.tri(6, dtype=bool)
    for name in ("frobenius", "h_frobenius", "spectral", "h_spectral", "units", "bound"):
        value = getattr(found, name)
        assert value.dtype == np.float64
        assert_close(value[seen], getattr(wanted, name)[seen], 1e-5, name)


def test_the_effective_weights_of_a_parametrized_module_count() -> None:
    case = build(Configuration("gru", T=3, B=1))
    nn.utils.parametrizations.weight_norm(case.module, "weight_hh_l0")
    with torch.no_grad():
        case.module.get_parameter("parametrizations.weight_hh_l0.original0").mul_(1.5)
    x, h0 = (torch.from_numpy(each).reshape(-1, each.shape[-1]) for each in (case.x, case.h0))
    jacobians = pair_jacobians(case.module, torch_oracle.weights_of(case.module), x, (h0[0],))
    rec = record_of(case)
    with untouched(case.module):
        found = memory(case.module, rec)
    assert_measures(found, jacobians, rec)


def linear_memory(weight_hh: Any, T: int) -> Memory:
    """Of an RNN that stays at zero, so that every step's Jacobian is `weight_hh`."""
    weights = torch.as_tensor(weight_hh, dtype=torch.float64)
    rnn = nn.RNN(1, len(weights), bias=False, dtype=torch.float64)
    with torch.no_grad():
        rnn.get_parameter("weight_hh_l0").copy_(weights)
    with record(rnn) as recording:
        rnn(torch.zeros(T, 1, dtype=torch.float64))
    return memory(rnn, recording[""])


def gated_memory(cell: str, gates: list[list[float]]) -> Memory:
    """Of a module without a way from h to the gates, which are as given, (T, H): 0 and 1 too.

    The output gate of an LSTM is shut, so that h shows nothing.
    """
    wanted = torch.tensor(gates, dtype=torch.float64)
    H, block = wanted.shape[1], 1  # f of (i, f, g, o) and z of (r, z, n) come second
    module = MODULES[cell](H, H, dtype=torch.float64)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.zero_()
        module.get_parameter("weight_ih_l0")[block * H : (block + 1) * H] = torch.eye(H)
        if cell == "lstm":
            module.get_parameter("bias_ih_l0")[3 * H :] = -1e4
    with record(module) as recording:
        module(torch.logit(wanted).clamp(-1000, 1000))
    return memory(module, recording[""])


@pytest.mark.parametrize(
    ("weight_hh", "lives", "whole"),
    [
        (np.eye(1) * 0.5, [1.0], 1.0),
        (np.eye(3) * 0.5, [1.0] * 3, 1.0),
        (np.eye(2) * 0.25, [0.5] * 2, 0.5),
        (np.eye(2) * 0.8, [np.log(0.5) / np.log(0.8)] * 2, np.log(0.5) / np.log(0.8)),
        (np.zeros((2, 2)), [1.0] * 2, 1.0),
        (np.eye(2), [np.inf] * 2, np.inf),
        (np.eye(2) * 1.5, [np.inf] * 2, np.inf),
        ([[0, 0.5], [-0.5, 0]], [1.0] * 2, 1.0),  # a turn that shrinks
        (np.diag([0.5, 1.0]), [1.0, np.inf], np.inf),  # never below 1 / sqrt(2) as a whole
        ([[0, 1], [0, 0]], [1.0, 2.0], 2.0),  # unit 1 hands on to unit 0, which forgets
        ([[0, 3], [0, 0]], [1.0, 2.0], 2.0),  # first grows, then is gone
        ([[0.5, 8], [0, 0.5]], [1.0, np.inf], np.inf),
    ],
)
def test_half_lives_of_constant_steps_are_as_by_hand(
    weight_hh: Any, lives: list[float], whole: float
) -> None:
    found = linear_memory(weight_hh, T=6)
    assert found.half_life == pytest.approx(whole, rel=1e-12)
    assert found.unit_half_lives.tolist() == pytest.approx(lives, rel=1e-12)


def test_a_half_life_that_the_text_is_too_short_for_is_infinite() -> None:
    """0.8 ** 3 is above a half, 0.8 ** 4 below."""
    assert [linear_memory([[0.8]], T).half_life for T in (1, 2, 4)] == [np.inf] * 3
    assert linear_memory([[0.8]], 5).half_life == pytest.approx(np.log(0.5) / np.log(0.8))
    assert linear_memory([[0.7]], 3).half_life == pytest.approx(np.log(0.5) / np.log(0.7))


@pytest.mark.parametrize("cell", ["lstm", "gru"])
@pytest.mark.parametrize("gate", [0.1, 0.5, 0.7, 0.9])
def test_a_memory_behind_a_constant_gate_halves_as_the_gate_says(cell: str, gate: float) -> None:
    wanted = np.log(0.5) / np.log(gate)
    assert gated_memory(cell, [[gate, gate]] * 9).half_life == pytest.approx(wanted, rel=1e-9)
    unlike = gated_memory(cell, [[gate, 0.5]] * 9)
    assert unlike.unit_half_lives.tolist() == pytest.approx([wanted, 1.0], rel=1e-9)
    assert unlike.frobenius[4, 3] == pytest.approx(np.hypot(gate, 0.5))
    assert unlike.spectral[4, 3] == pytest.approx(max(gate, 0.5))


def test_what_an_lstm_does_not_show_is_in_its_memory_only() -> None:
    """Its h is shut off: the identity of (h, c) at a lag of 0, nothing of h from there on."""
    found = gated_memory("lstm", [[0.8, 0.8]] * 3)
    assert found.frobenius[0, 0] == 2
    assert found.h_frobenius[0, 0] == pytest.approx(np.sqrt(2))
    assert found.h_frobenius[1, 0] == found.h_spectral[1, 0] == 0
    assert found.units[1, 0].tolist() == pytest.approx([0.8, 0.8])


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_half_lives_are_of_the_geometric_mean_over_the_text(cell: str) -> None:
    """Lag 1: sqrt(0.9 * 0.4) = 0.6; lag 2: 0.36. An arithmetic mean would be 0.65 at lag 1."""
    found = gated_memory(cell, [[0.3], [0.9], [0.4], [0.9], [0.4]])
    wanted = 1 + np.log(0.6 / 0.5) / np.log(0.6 / 0.36)
    assert found.unit_half_lives.tolist() == pytest.approx([wanted], rel=1e-9)
    assert found.gates is not None
    column = [1, 0.9, 0.36, 0.324, 0.1296]
    assert found.gates[:, 0, 0].tolist() == pytest.approx(column, rel=1e-12)
    assert found.units[:, 0, 0].tolist() == pytest.approx(column, rel=1e-9)


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_a_shut_gate_keeps_nothing_from_before_and_all_that_comes_after(cell: str) -> None:
    found = gated_memory(cell, [[1.0], [1.0], [0.0], [1.0]])
    assert found.gates is not None
    for values in (found.gates, found.units):
        kept = np.nan_to_num(values[..., 0]).tolist()
        assert kept == [[1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 1, 1]]


SHEAR = np.array([[1.0, 2.0], [0.5, -1.0]])


def exactly(wanted: Any) -> Any:
    """Equal but for rounding, however small."""
    return pytest.approx(np.asarray(wanted).tolist(), rel=1e-11, abs=0)


@pytest.mark.parametrize("scale", [1e-20, 1e20])
def test_norms_far_below_and_above_one_stay_exact(scale: float) -> None:
    """Up to 1e-200 and 1e200, whose squares no float64 holds."""
    found = linear_memory(SHEAR * scale, T=11)
    for lag in range(11):
        power, size, pair = np.linalg.matrix_power(SHEAR, lag), scale**lag, (10, 10 - lag)
        singular = np.linalg.svd(power)[1][0] * size
        assert found.frobenius[pair] == exactly(np.linalg.norm(power) * size)
        assert found.h_frobenius[pair] == exactly(np.linalg.norm(power) * size)
        assert found.spectral[pair] == exactly(singular)
        assert found.h_spectral[pair] == exactly(singular)
        assert found.reach[10 - lag] == exactly(singular)
        assert found.bound[pair] == exactly(np.linalg.svd(SHEAR)[1][0] ** lag * size)
        assert found.units[pair].tolist() == exactly(np.linalg.norm(power, axis=0) * size)
    shrunk = np.log(0.5) / np.log(np.linalg.norm(SHEAR * scale) / np.sqrt(2))
    assert found.half_life == exactly(shrunk if scale < 1 else np.inf)


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_a_single_step_far_below_or_above_one_is_exact(scale: float) -> None:
    found = linear_memory(np.eye(2) * scale, T=2)
    assert found.frobenius[1, 0] == exactly(scale * np.sqrt(2))
    assert found.spectral[1, 0] == exactly(scale)
    assert found.bound[1, 0] == exactly(scale)
    assert found.units[1, 0].tolist() == exactly([scale] * 2)
    assert found.steps.tolist() == exactly([scale] * 2)
    life = np.log(0.5) / np.log(scale) if scale < 1 else np.inf
    assert found.half_life == exactly(life)
    assert found.unit_half_lives.tolist() == exactly([life] * 2)


def test_gates_far_below_one_stay_exact() -> None:
    found = gated_memory("lstm", [[1e-20]] * 11)
    assert found.gates is not None
    assert found.gates[:, 0, 0].tolist() == exactly([1e-20**t for t in range(11)])
    assert found.units[:, 0, 0].tolist() == exactly([1e-20**t for t in range(11)])


@pytest.mark.parametrize("cell", CELLS)
def test_measuring_leaves_the_module_and_the_record_as_they_are(cell: str) -> None:
    case = build(Configuration(cell))
    rec = record_of(case)
    before = {name: getattr(rec, name).copy() for name in rec.arrays()}
    with untouched(case.module):
        found = memory(case.module, rec)
        assert found.spectral.shape == found.bound.shape
        step_jacobians(case.module, rec)
    for name, values in before.items():
        np.testing.assert_array_equal(getattr(rec, name), values)


def refused(message: str, module: Any, rec: Record, **place: int) -> None:
    """Both functions refuse it, in the same words."""
    for measure in (memory, step_jacobians):
        with pytest.raises(ValueError, match=message):
            measure(module, rec, **place)


@pytest.mark.parametrize("cell", CELLS)
def test_a_changed_run_is_refused(cell: str) -> None:
    case = build(Configuration(cell))
    with intervene(case.module, Scale("", "h", factor=1)):
        rec = record_of(case)
    refused(r"record must be of an unchanged run, got .*scaled by 1", case.module, rec)


BLOCKS = [("rnn", "h")] + [("lstm", gate) for gate in "ifgo"] + [("gru", gate) for gate in "rzn"]


@pytest.mark.parametrize(("cell", "gate"), BLOCKS)
@pytest.mark.parametrize(
    ("weight", "change"),
    [
        ("weight_hh_l0", 0.5),
        ("weight_ih_l0_reverse", 0.5),
        ("bias_hh_l0", 0.5),
        ("bias_hh_l0", np.nan),
    ],
)
def test_weights_that_have_changed_since_are_refused(
    cell: str, gate: str, weight: str, change: float
) -> None:
    """Whichever gate they are of; those of the other direction do not matter."""
    case = build(Configuration(cell, bidirectional=True))
    rec = record_of(case)
    H, number = 4, {"rnn": "h", "lstm": "ifgo", "gru": "rzn"}[cell].index(gate)
    with torch.no_grad():
        case.module.get_parameter(weight)[number * H : (number + 1) * H] += change
    direction = int(weight.endswith("reverse"))
    message = "module must have the weights it was recorded with at .*record it again"
    refused(message, case.module, rec, direction=direction)
    memory(case.module, rec, direction=1 - direction)


def test_a_projection_that_has_changed_since_is_refused() -> None:
    case = build(Configuration("lstm", proj_size=2))
    rec = record_of(case)
    with torch.no_grad():
        case.module.get_parameter("weight_hr_l0").neg_()
    refused("module must have the weights it was recorded with", case.module, rec)


def growing(weight_hh: Tensor, T: int) -> tuple[nn.RNN, Record]:
    """A relu module whose values grow from step to step, and its record."""
    H, dtype = len(weight_hh), weight_hh.dtype
    rnn = nn.RNN(1, H, nonlinearity="relu", bias=False, dtype=dtype)
    with torch.no_grad():
        rnn.get_parameter("weight_hh_l0").copy_(weight_hh)
        rnn.get_parameter("weight_ih_l0").fill_(0.3)
    with record(rnn) as recording:
        rnn(torch.ones(T, 1, dtype=dtype))
    assert recording[""].h.max() > 1e12
    return rnn, recording[""]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_what_large_values_round_by_is_no_sign_of_other_weights(dtype: torch.dtype) -> None:
    weights = torch.rand(8, 8, dtype=dtype, generator=torch.Generator().manual_seed(0))
    found = memory(*growing(weights, T=30))
    wanted = np.linalg.norm(np.linalg.matrix_power(weights.double().numpy(), 29))
    assert found.frobenius[29, 0] == pytest.approx(wanted, rel=1e-10)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_what_cancelling_values_round_by_is_no_sign_of_other_weights(dtype: torch.dtype) -> None:
    """Unit 16 is what is left of large terms, other than it should be by as much as it is."""
    weights = torch.diag(torch.full((17,), 3.0, dtype=dtype))
    row = torch.randn(16, dtype=dtype, generator=torch.Generator().manual_seed(0))
    weights[16] = torch.cat([row - row.mean(), torch.zeros(1, dtype=dtype)])
    found = memory(*growing(weights, T=50))
    assert found.frobenius[49, 48] >= 3 * np.sqrt(16)


@pytest.mark.parametrize(
    ("module", "message"),
    [
        (nn.GRU(3, 4), "module must be the recorded LSTM, got GRU"),
        (nn.LSTM(3, 5), "module must be the recorded one, with 3 inputs and 4 units, got 3 and 5"),
        (nn.LSTM(2, 4), "module must be the recorded one, with 3 inputs and 4 units, got 2 and 4"),
        (nn.LSTM(3, 4, proj_size=2), "module must be the recorded one, .*got 3 and 2"),
        (nn.LSTM(3, 4), "module must have the weights it was recorded with"),
        (nn.LSTMCell(3, 4), "module must have the weights it was recorded with"),
    ],
)
def test_a_record_of_another_module_is_refused(module: Any, message: str) -> None:
    refused(message, module, record_of(build(Configuration("lstm"))))


@pytest.mark.parametrize("place", [{"layer": 1}, {"direction": 1}, {"layer": 1, "direction": 1}])
def test_a_record_of_more_layers_or_directions_than_the_module_has_is_refused(
    place: dict[str, int],
) -> None:
    rec = record_of(build(Configuration("lstm", num_layers=2, bidirectional=True)))
    refused("module must", build(Configuration("lstm")).module, rec, **place)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ({"layer": 2}, r"layer must be in 0\.\.1, got 2"),
        ({"layer": -1}, r"layer must be in 0\.\.1, got -1"),
        ({"direction": 1}, r"direction must be in 0\.\.0, got 1"),
        ({"sample": 2}, r"sample must be in 0\.\.1, got 2"),
        ({"sample": -1}, r"sample must be in 0\.\.1, got -1"),
    ],
)
def test_a_place_that_is_not_there_is_refused(place: dict[str, int], message: str) -> None:
    case = build(Configuration("gru", num_layers=2))
    refused(message, case.module, record_of(case), **place)
