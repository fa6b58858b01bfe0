"""One layer, direction and text of a record, taken out as the record of a small run."""

from typing import Any

import numpy as np
import pytest
import torch
from cases import (
    CELLS,
    MODULES,
    QUANTITIES,
    RECORDS,
    SINGLE_STEP,
    Configuration,
    assert_close,
    build,
    only_call,
    record_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from packing import calls, recorded
from torch import nn

from visualizer.core import LSTMRecord, Record, Scale, intervene, record, single

# torch says so once per process; it changes nothing here.
pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")


@st.composite
def places(draw: st.DrawFn, rec: Record) -> dict[str, int]:
    """A layer, direction and sample of a record."""
    L, D, _, B, _ = rec.h.shape
    sizes = {"layer": L, "direction": D, "sample": B}
    return {name: draw(st.integers(0, size - 1)) for name, size in sizes.items()}


def alone(module: nn.RNNBase, layer: int, direction: int, input_size: int) -> nn.RNNBase:
    """A module of one layer and the forward direction with the weights of one of many."""
    options: dict[str, Any] = {"bias": module.bias, "dtype": torch.float64}
    if module.mode == "RNN_RELU":
        options["nonlinearity"] = "relu"
    if module.proj_size:
        options["proj_size"] = module.proj_size
    kind = next(each for each in MODULES.values() if type(module) is each)
    one = kind(input_size, module.hidden_size, **options)
    end = "_reverse" if direction else ""
    one.load_state_dict(
        {
            name: getattr(module, name.replace("_l0", f"_l{layer}") + end)
            for name in one.state_dict()
        }
    )
    return one


@pytest.mark.parametrize("cell", CELLS)
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_it_is_the_record_of_a_layer_that_reads_in_that_order(
    cell: str, data: st.DataObject
) -> None:
    """A one-layer module with those weights, given its x and first state, computes the same."""
    case, rec = recorded(*data.draw(calls(cell)))
    place: Any = data.draw(places(rec))
    length = int(rec.lengths[place["sample"]])
    first = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(first + 1, length))
    part = single(rec, **place, steps=slice(first, end))

    one = alone(case.module, place["layer"], place["direction"], part.x.shape[-1])
    states = [torch.tensor(part.h0[0])]
    if isinstance(part, LSTMRecord):
        states.append(torch.tensor(part.c0[0]))
    with record(one) as recording, torch.no_grad():
        one(torch.tensor(part.x), (*states,) if len(states) > 1 else states[0])
    wanted = recording[""]
    assert type(part) is RECORDS[cell]
    assert part.lengths.tolist() == [end - first]
    for name in wanted.arrays():
        assert_close(getattr(part, name), getattr(wanted, name), 1e-12, name)


@pytest.mark.parametrize("cell", CELLS)
@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_every_value_is_one_of_the_record_bit_by_bit(cell: str, data: st.DataObject) -> None:
    _, rec = recorded(*data.draw(calls(cell)))
    place: Any = data.draw(places(rec))
    layer, direction, sample = place.values()
    part = single(rec, **place)
    steps = range(int(rec.lengths[sample]))
    assert len(part.x) == len(steps)
    for number, t in enumerate(reversed(steps) if direction else steps):
        below = [rec.x[t, sample]] if layer == 0 else list(rec.h[layer - 1, :, t, sample])
        assert part.x[number, 0].tolist() == np.concatenate(below).tolist()
        for quantity in QUANTITIES[cell]:
            values, all_values = getattr(part, quantity), getattr(rec, quantity)
            assert (
                values[0, 0, number, 0].tolist() == all_values[layer, direction, t, sample].tolist()
            )
    for name in ("h0", "c0") if cell == "lstm" else ("h0",):
        wanted = getattr(rec, name)[layer, direction, sample]
        assert getattr(part, name)[0, 0, 0].tolist() == wanted.tolist()


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("direction", [0, 1])
def test_parts_of_a_text_follow_each_other(cell: str, direction: int) -> None:
    """Each begins with the state that the one read before it ended with."""
    rec = record_of(build(Configuration(cell, T=6, bidirectional=True, num_layers=2)))
    place: Any = {"layer": 1, "direction": direction, "sample": 1}
    whole = single(rec, **place)
    parts = [single(rec, **place, steps=steps) for steps in (slice(4), slice(4, 6))]
    parts = parts[::-1] if direction else parts
    states = ("h", "c") if cell == "lstm" else ("h",)
    for name in states:
        before, after = (getattr(part, name) for part in parts)
        np.testing.assert_array_equal(np.concatenate([before, after], axis=2), getattr(whole, name))
        np.testing.assert_array_equal(getattr(parts[1], f"{name}0")[0, 0], before[0, 0, -1])
        np.testing.assert_array_equal(getattr(parts[0], f"{name}0"), getattr(whole, f"{name}0"))
    np.testing.assert_array_equal(np.concatenate([part.x for part in parts]), whole.x)


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        (slice(None), [0, 1, 2, 3]),
        (slice(1, 3), [1, 2]),
        (slice(-1, None), [3]),
        (slice(-3, -1), [1, 2]),
        (slice(2, None, 1), [2, 3]),
    ],
)
@pytest.mark.parametrize("direction", [0, 1])
def test_steps_are_counted_in_text_order_within_the_text(
    steps: slice, wanted: list[int], direction: int
) -> None:
    """Of a text of 4 steps beside one of 6; from the end means from its own."""
    rec = recorded(Configuration("gru", T=6, bidirectional=True), [6, 4])[1]
    part = single(rec, direction=direction, sample=1, steps=steps)
    order = wanted[::-1] if direction else wanted
    assert part.h[0, 0, :, 0].tolist() == rec.h[0, direction, order, 1].tolist()


def test_the_part_of_a_part_that_is_all_of_it_is_the_same() -> None:
    rec = recorded(Configuration("lstm", bidirectional=True, num_layers=2), [3, 5])[1]
    part = single(rec, layer=1, direction=1)
    again = single(part)
    for name in part.arrays():
        np.testing.assert_array_equal(getattr(again, name), getattr(part, name))


def test_the_loop_of_a_cell_is_taken_apart_by_sample() -> None:
    cell, x = SINGLE_STEP["lstm"](2, 3), torch.arange(24.0).reshape(4, 3, 2) / 10
    with record(cell) as recording, torch.no_grad():
        state = cell(x[0])
        for step in x[1:]:
            state = cell(step, state)
    rec = only_call(recording, LSTMRecord)
    part = single(rec, sample=2, steps=slice(1, 4))
    np.testing.assert_array_equal(part.x[:, 0], x[1:, 2])
    assert_close(part.c[0, 0, -1, 0], state[1][2].numpy(), 1e-6)
    assert part.c0[0, 0, 0].tolist() == rec.c[0, 0, 0, 2].tolist()


def test_it_keeps_what_is_known_of_the_whole_run() -> None:
    case = build(Configuration("rnn", T=4))
    with intervene(case.module, Scale("", "h", factor=0.5)):
        rec = record_of(case)
    part = single(rec, sample=1, steps=slice(1, 2))
    assert part.interventions == rec.interventions != ()
    assert (part.taken, part.max_error) == (rec.taken, rec.max_error)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("place", [{}, {"layer": 1, "direction": 1}])
def test_it_is_read_only_and_leaves_the_record_alone(cell: str, place: dict[str, Any]) -> None:
    rec = record_of(build(Configuration(cell, num_layers=2, bidirectional=True)))
    before = {name: getattr(rec, name).copy() for name in (*rec.arrays(), "lengths")}
    part = single(rec, **place)
    for name, values in before.items():
        np.testing.assert_array_equal(getattr(rec, name), values)
        with pytest.raises(ValueError, match="read-only"):
            getattr(part, name)[...] = 0


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ({"layer": 2}, r"layer must be in 0\.\.1, got 2"),
        ({"layer": -1}, r"layer must be in 0\.\.1, got -1"),
        ({"direction": 1}, r"direction must be in 0\.\.0, got 1"),
        ({"direction": -1}, r"direction must be in 0\.\.0, got -1"),
        ({"sample": 2}, r"sample must be in 0\.\.1, got 2"),
        ({"sample": -1}, r"sample must be in 0\.\.1, got -1"),
    ],
)
def test_a_place_that_is_not_there_is_refused(place: dict[str, Any], message: str) -> None:
    rec = record_of(build(Configuration("rnn", num_layers=2)))
    with pytest.raises(ValueError, match=message):
        single(rec, **place)


@pytest.mark.parametrize(
    "steps",
    [slice(2, 2), slice(3, 1), slice(4, 6), slice(0, 4, 2), slice(None, None, -1), slice(0, -4)],
)
def test_steps_that_are_no_range_of_the_text_are_refused(steps: slice) -> None:
    """Steps past the end of a short text are not there, though the batch goes on."""
    rec = recorded(Configuration("gru", T=6), [6, 4])[1]
    with pytest.raises(ValueError, match=r"steps must be a range within 0\.\.3, got slice"):
        single(rec, sample=1, steps=steps)
