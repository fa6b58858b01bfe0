"""A value changed inside a run: it and all that follows equal the equations, changed alike."""

from contextlib import ExitStack
from typing import Any

import numpy as np
import pytest
import torch
from cases import (
    CELLS,
    QUANTITIES,
    RECORDS,
    Configuration,
    assert_close,
    build,
    configurations,
    gradient_mode,
    only_call,
    record_of,
)
from changed_oracle import for_sample, in_order, outputs_changed, run_changed
from hypothesis import given, settings
from hypothesis import strategies as st
from planned import Planned, as_given, plans, sources_of
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

from visualizer.core import Add, Clamp, Harden, LSTMRecord, Scale, Swap, intervene, record

# torch says so once per process; it changes nothing here.
pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")


def deep(cell: str, **changes: Any) -> Configuration:
    """A two-layer bidirectional module."""
    return Configuration(cell, **{"num_layers": 2, "bidirectional": True, "B": 3, **changes})


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float64, 1e-12), (torch.float32, 1e-5)])
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_without_effect_the_outputs_are_the_kernels(
    cell: str, dtype: torch.dtype, tolerance: float, data: st.DataObject
) -> None:
    configuration = data.draw(configurations(cell))
    quantity = data.draw(st.sampled_from(["x", *QUANTITIES[cell]]))
    nothing = data.draw(
        st.sampled_from([Scale("", quantity, factor=1), Add("", quantity, amount=0)])
    )
    case = build(configuration, dtype)
    with gradient_mode(configuration):
        plain = case.outputs()
        with intervene(case.module, nothing):
            stepwise = case.outputs()
    assert set(stepwise) == set(plain)
    for name, values in plain.items():
        assert stepwise[name].dtype == values.dtype
        assert_close(stepwise[name], values, tolerance, name)


@pytest.mark.parametrize("cell", CELLS)
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_every_change_and_all_that_follows_equal_the_equations(
    cell: str, data: st.DataObject
) -> None:
    """In one block or one for each, recorded from outside, inside or between."""
    configuration = data.draw(configurations(cell))
    case, sources = build(configuration), sources_of(configuration)
    planned = data.draw(st.lists(plans(configuration, sources), min_size=1, max_size=3))
    given_now = [as_given(plan) for plan in planned]
    groups = [[each] for each in given_now] if data.draw(st.booleans()) else [given_now]
    blocks: list[Any] = [intervene(case.module, *group) for group in groups]
    place = data.draw(st.integers(0, len(blocks)))
    blocks.insert(place, record(case.module))
    with gradient_mode(configuration), ExitStack() as stack:
        opened = [stack.enter_context(block) for block in blocks]
        returned = case.outputs()
    found = only_call(opened[place], RECORDS[cell])

    expected = run_changed(case.module, case.x, case.h0, case.c0, in_order(*planned))
    both_x = expected.pop("x")
    for name, values in expected.items():
        assert_close(getattr(found, name), values, 1e-12, name)
    if (both_x == both_x[0]).all():  # one x is recorded; a change of one direction's is not in it
        assert_close(found.x, both_x[0], 1e-12, "x")
    wanted = outputs_changed(case.module, case.x, case.h0, case.c0, in_order(*planned))
    for name, values in wanted.items():
        assert_close(returned[name], values, 1e-12, name)
    assert found.max_error <= 1e-12 * max(1, np.abs(found.h).max())
    assert len(found.interventions) == len(planned)


@pytest.mark.parametrize(("quantity", "kept"), [("f", "c"), ("o", "h"), ("z", "n"), ("c", "f")])
def test_a_change_at_one_step_reaches_it_and_the_later_ones_only(quantity: str, kept: str) -> None:
    """`kept` is computed after or beside it, so it is moved at its own step or one later."""
    case = build(Configuration("gru" if quantity == "z" else "lstm", T=5))
    plain = record_of(case)
    with intervene(case.module, Add("", quantity, amount=0.5, steps=2)):
        moved = record_of(case)
    apart = [np.abs(getattr(plain, q) - getattr(moved, q))[0, 0] for q in (quantity, kept)]
    differ = [[bool(step.max() > 1e-6) for step in steps] for steps in apart]
    at_once = kept in "ch"
    assert differ == [[False, False, True, True, True], [False, False, at_once, True, True]]


def test_an_update_gate_of_one_keeps_the_first_state() -> None:
    case = build(Configuration("gru", T=4))
    with intervene(case.module, Clamp("", "z", value=1.0)):
        output, last = case.call()
    np.testing.assert_allclose(last[0].detach(), case.h0[0, 0], rtol=1e-14)
    np.testing.assert_allclose(output.detach(), np.stack([case.h0[0, 0]] * 4), rtol=1e-14)


def test_an_open_forget_gate_and_a_shut_input_gate_keep_the_memory() -> None:
    case = build(Configuration("lstm", T=4))
    with intervene(case.module, Clamp("", "f", value=1), Clamp("", "i", value=0)):
        _, (_, c) = case.call()
    assert case.c0 is not None
    np.testing.assert_array_equal(c[0].detach(), case.c0[0, 0])


def test_interventions_are_applied_in_order_and_outer_blocks_first() -> None:
    case = build(Configuration("rnn", T=1))
    clamp, scale = Clamp("", "h", value=0.5), Scale("", "h", factor=3)

    def result(*blocks: tuple[Any, ...]) -> float:
        with ExitStack() as stack:
            for block in blocks:
                stack.enter_context(intervene(case.module, *block))
            return case.call()[0].unique().item()

    assert result((clamp, scale)) == result((clamp,), (scale,)) == 1.5
    assert result((scale, clamp)) == result((scale,), (clamp,)) == 0.5


def test_an_inner_block_ends_before_the_outer_one() -> None:
    case = build(Configuration("rnn", T=1))
    with intervene(case.module, Clamp("", "h", value=0.5)):
        with intervene(case.module, Add("", "h", amount=2)):
            assert (case.call()[0] == 2.5).all()
        assert (case.call()[0] == 0.5).all()


def test_steps_are_counted_in_each_call() -> None:
    gru = nn.GRU(1, 2)
    with intervene(gru, Clamp("", "h", value=9, steps=-1)):
        for T in (1, 4, 2):
            output, last = gru(torch.ones(T, 1))
            assert (output == 9).all(dim=1).tolist() == [False] * (T - 1) + [True]
            assert (last == 9).all()


@pytest.mark.parametrize(
    "units", [[0, 2], (0, -2), range(0, 4, 2), np.array([0, 2]), slice(0, 3, 2)]
)
def test_units_and_steps_may_be_any_sequence(units: Any) -> None:
    case = build(Configuration("lstm", T=4, B=1))
    with intervene(case.module, Clamp("", "h", value=9, units=units, steps=units)):
        output, _ = case.call()
    assert [*map(tuple, torch.argwhere(output[:, 0] == 9).tolist())] == [
        (0, 0),
        (0, 2),
        (2, 0),
        (2, 2),
    ]


@pytest.mark.parametrize("number", [0.1, np.array(0.1), torch.full((4,), 0.1, dtype=torch.float64)])
def test_numbers_keep_their_precision_in_a_float64_model(number: Any) -> None:
    """A float32 0.1 is another number."""
    case = build(Configuration("gru"))
    zero, one = Clamp("", "h", value=0), Clamp("", "h", value=1)
    for changes in (
        [Clamp("", "h", value=number)],
        [zero, Add("", "h", amount=number)],
        [one, Scale("", "h", factor=number)],
    ):
        with intervene(case.module, *changes):
            assert (case.call()[0] == 0.1).all()


@pytest.mark.parametrize("value", [np.full((2, 1, 4), 0.25), torch.full((4,), 0.25).double()])
def test_values_of_another_precision_leave_the_models_alone(value: Any) -> None:
    case = build(Configuration("lstm"), torch.float32)
    with intervene(case.module, Clamp("", "f", value=value, steps=[0, 1])):
        output, (h, c) = case.call()
        found = record_of(case)
    assert output.dtype == h.dtype == c.dtype == torch.float32
    assert isinstance(found, LSTMRecord)
    assert found.f.dtype == np.float32
    assert (found.f[0, 0, :2] == 0.25).all()


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("enforce_sorted", [False, True])
def test_packed_sequences_are_changed_as_each_would_be_alone(
    cell: str, enforce_sorted: bool
) -> None:
    """Values lie along the batch in the caller's order, and steps in each text's."""
    lengths = [4, 3, 1] if enforce_sorted else [1, 4, 3]
    case = build(deep(cell, T=4))
    amounts = np.arange(6.0).reshape(2, 3, 1)
    planned = [
        Planned("Add", "h", amounts, 4, steps=[1, -1], units=slice(0, 2)),
        Planned("Scale", "x", 0.5, 4, steps=0, layer=1, direction=1),
    ]
    packed = pack_padded_sequence(
        case.args[0], torch.tensor(lengths), enforce_sorted=enforce_sorted
    )
    with intervene(case.module, *map(as_given, planned)), record(case.module) as recording:
        output, states = case.module(packed, case.args[1])
    found = only_call(recording, RECORDS[cell])
    assert isinstance(output, PackedSequence)
    returned = pad_packed_sequence(output)[0].detach().numpy()
    last = states[0] if isinstance(states, tuple) else states
    for b, T in enumerate(lengths):
        here = for_sample(in_order(*planned), b, B=3)
        c0 = None if case.c0 is None else case.c0[:, :, b : b + 1]
        arguments = case.x[:T, b : b + 1], case.h0[:, :, b : b + 1], c0, here
        wanted = outputs_changed(case.module, *arguments)
        assert_close(returned[:T, b], wanted["output"][:, 0], 1e-12)
        assert_close(last[:, b].detach().numpy(), wanted["h_n"][:, 0], 1e-12)
        for name, values in run_changed(case.module, *arguments).items():
            if name != "x":
                assert_close(getattr(found, name)[:, :, :T, b], values[:, :, :, 0], 1e-12, name)
        assert np.isnan(found.h[:, :, T:, b]).all()
    assert found.max_error < 1e-12


def test_effective_weights_are_used_where_they_are_parametrized() -> None:
    case = build(Configuration("lstm", num_layers=2))
    for name in ("weight_hh_l0", "weight_ih_l1"):
        nn.utils.parametrizations.weight_norm(case.module, name)
        with torch.no_grad():
            case.module.get_parameter(f"parametrizations.{name}.original0").mul_(1.5)
    plain = case.outputs()
    with intervene(case.module, Scale("", "f", factor=1)):
        stepwise = case.outputs()
    for name, values in plain.items():
        assert_close(stepwise[name], values, 1e-12, name)


@pytest.mark.parametrize("quantity", ["i", "f", "o", "r", "z"])
@pytest.mark.parametrize(("units", "steps"), [(None, None), ([0, 2], [1, 4])])
def test_a_hardened_gate_is_0_or_1_and_all_that_follows_is_computed_from_it(
    quantity: str, units: list[int] | None, steps: list[int] | None
) -> None:
    case = build(deep("gru" if quantity in "rz" else "lstm", scale=2.0))

    def hardened(q: str, _layer: int, _direction: int, t: int, values: np.ndarray) -> np.ndarray:
        if q != quantity or t not in (steps or range(5)):
            return values
        after = values.copy()
        after[:, units or slice(None)] = values[:, units or slice(None)] > 0.5
        return after

    with intervene(case.module, Harden("", quantity, units=units, steps=steps)):
        found = record_of(case)
        returned = case.outputs()
    arguments = (case.module, case.x, case.h0, case.c0, hardened)
    expected = run_changed(*arguments)
    for name in found.quantities:
        assert_close(getattr(found, name), expected[name], 1e-12, name)
    for name, values in outputs_changed(*arguments).items():
        assert_close(returned[name], values, 1e-12, name)
    changed = getattr(found, quantity)[:, :, steps or slice(None)][..., units or slice(None)]
    assert {*np.unique(changed)} == {0, 1}
    (told,) = found.interventions
    assert str(told).startswith(f"{quantity} of module '' rounded to 0 or 1")


def test_a_gate_half_open_is_rounded_to_0() -> None:
    lstm = nn.LSTM(1, 2)
    with torch.no_grad():
        for parameter in lstm.parameters():
            parameter.zero_()
    with intervene(lstm, Harden("", "f")), record(lstm) as recording:
        lstm(torch.ones(2, 1))
    found = only_call(recording, LSTMRecord)
    assert (found.f == 0).all()
    assert (found.i == 0.5).all()


@pytest.mark.parametrize("cell", CELLS)
def test_after_the_whole_state_is_swapped_the_run_is_the_other_one(cell: str) -> None:
    """The two texts differ up to step 2 and agree from step 3 on."""
    case = build(Configuration(cell, T=6, num_layers=2))
    other = record_of(case)
    case.args[0][:3] += 1
    plain = record_of(case)
    swaps = [Swap("", q, source=other, steps=[2]) for q in ("ch" if cell == "lstm" else "h")]
    with intervene(case.module, *swaps):
        found = record_of(case)
    assert np.abs(plain.h[:, :, 3:] - other.h[:, :, 3:]).max() > 1e-3
    for name in QUANTITIES[cell]:
        value, goal = getattr(found, name), getattr(other, name)
        assert_close(value[:, :, 3:], goal[:, :, 3:], 1e-13, name)
        assert_close(value[0, :, :2], getattr(plain, name)[0, :, :2], 1e-13, name)
    np.testing.assert_array_equal(found.h[:, :, 2], other.h[:, :, 2])


@pytest.mark.parametrize("cell", CELLS)
def test_gradients_of_a_changed_run_are_right(cell: str) -> None:
    """With respect to what was clamped, the inputs, the states and the parameters."""
    case = build(Configuration(cell, T=3, B=2, hidden_size=2, input_size=2, bidirectional=True))
    value = torch.rand(2, 1, 1, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    quantity = {"rnn": "h", "lstm": "f", "gru": "z"}[cell]
    hx = case.args[1]
    leaves = [value, case.args[0], *(hx if isinstance(hx, tuple) else [hx])]
    leaves += [*case.module.parameters()]

    def call(*_: Tensor) -> tuple[Tensor, ...]:
        clamp = Clamp("", quantity, value=value, units=1, steps=[0, 2])
        with intervene(case.module, clamp, Scale("", "x", factor=value[0, 0, 0])):
            output, states = case.call()
        return output, *(states if isinstance(states, tuple) else [states])

    for leaf in leaves:
        leaf.requires_grad_()
    assert torch.autograd.gradcheck(call, leaves)
    assert torch.autograd.grad(call()[0].square().sum(), value)[0].all()


@pytest.mark.parametrize("mode", [torch.enable_grad, torch.no_grad, torch.inference_mode])
def test_results_belong_to_the_gradient_mode_of_the_run(mode: Any) -> None:
    gru = nn.GRU(2, 2)
    with mode(), intervene(gru, Clamp("", "z", value=0.5)):
        output, _ = gru(torch.ones(3, 2))
    assert output.requires_grad == (mode is torch.enable_grad)
    assert output.is_inference() == (mode is torch.inference_mode)
