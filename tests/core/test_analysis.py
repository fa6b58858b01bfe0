"""Orders of units, gate sums and what a step did, on records made for the question."""

from dataclasses import replace
from typing import Any

import numpy as np
import packing
import pytest
import torch
from cases import CELLS as CELL_NAMES
from cases import assert_close
from hypothesis import given, settings
from hypothesis import strategies as st
from packing import calls
from torch import nn

from visualizer.core import (
    Clamp,
    LSTMRecord,
    PreActivation,
    intervene,
    kept_share,
    order_by_effect,
    order_by_similarity,
    pre_activations,
    record,
    step_stories,
    turning_point,
)

# torch says so once per process; it changes nothing here.
pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")

CELLS = [nn.LSTM, nn.GRU, nn.RNN]


def recorded(kind: Any, T: int = 6, **options: Any) -> tuple[nn.RNNBase, Any]:
    """A fresh module of 5 units and its record of T random inputs."""
    torch.manual_seed(0)
    module = kind(3, 5, **options)
    with torch.no_grad(), record(module) as recording:
        module(torch.randn(T, 1, 3))
    return module, recording[""]


def handmade(**quantities: list[list[float]]) -> LSTMRecord:
    """An LSTM record of two units whose given quantities are (T, 2); the rest is zero."""
    T = len(next(iter(quantities.values())))
    arrays: dict[str, Any] = {q: np.zeros((1, 1, T, 1, 2), np.float32) for q in "ifgoch"}
    for q, rows in quantities.items():
        arrays[q][0, 0, :, 0] = rows
    zeros = np.zeros((1, 1, 1, 2), np.float32)
    x, lengths = np.zeros((T, 1, 1), np.float32), np.array([T])
    return LSTMRecord(x=x, h0=zeros, c0=zeros, lengths=lengths, max_error=0.0, **arrays)


@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize("bias", [True, False])
def test_gate_sums_give_back_the_recorded_gates(kind: type[nn.RNNBase], bias: bool) -> None:
    module, rec = recorded(kind, bias=bias)
    for symbol, terms in pre_activations(module, rec).items():
        state = terms.h + terms.bias_h
        if symbol == "n":
            state = rec.r[0, 0] * state
        total = torch.from_numpy(terms.x + terms.bias + state)
        value = total.tanh() if symbol in ("g", "n", "h") else total.sigmoid()
        np.testing.assert_allclose(value.numpy(), getattr(rec, symbol)[0, 0], atol=1e-6)


def test_gate_sums_of_a_second_layer_start_from_the_first() -> None:
    module, rec = recorded(nn.LSTM, num_layers=2)
    terms = pre_activations(module, rec, layer=1)["f"]
    total = torch.from_numpy(terms.x + terms.h + terms.bias)
    np.testing.assert_allclose(total.sigmoid().numpy(), rec.f[1, 0], atol=1e-6)


def test_gate_sums_of_another_cell_or_layer_are_refused() -> None:
    module, rec = recorded(nn.LSTM)
    with pytest.raises(ValueError, match="module must be the recorded LSTM, got GRU"):
        pre_activations(nn.GRU(3, 5), rec)
    with pytest.raises(ValueError, match=r"layer must be in 0..0, got 1"):
        pre_activations(module, rec, layer=1)


def test_effect_orders_from_the_strongest_push_up_to_the_strongest_down() -> None:
    h, readout = np.array([1.0, -1.0, 0.5, 0.0]), np.array([1.0, 2.0, 4.0, 9.0])
    assert order_by_effect(h, readout).tolist() == [2, 0, 3, 1]


def test_similarity_puts_like_courses_side_by_side() -> None:
    t = np.linspace(0, 6, 40)
    sine, cosine = np.sin(t), np.cos(t)
    mixed = np.stack([sine, cosine, 2 * sine + 1, 3 * cosine, sine, cosine - 4], axis=1)
    order = order_by_similarity(mixed).tolist()
    assert {frozenset(order[:3]), frozenset(order[3:])} == {
        frozenset({0, 2, 4}),
        frozenset({1, 3, 5}),
    }


@pytest.mark.parametrize("values", [np.zeros((1, 3)), np.ones((4, 1)), np.ones((4, 5))])
def test_similarity_of_units_that_never_change_is_still_an_order(values: np.ndarray) -> None:
    assert sorted(order_by_similarity(values).tolist()) == list(range(values.shape[1]))


def test_kept_share_is_the_mean_of_the_keeping_gate() -> None:
    _, lstm = recorded(nn.LSTM)
    _, gru = recorded(nn.GRU)
    _, rnn = recorded(nn.RNN)
    np.testing.assert_array_equal(kept_share(lstm), lstm.f[0, 0, :, 0].mean(axis=1))
    np.testing.assert_array_equal(kept_share(gru), gru.z[0, 0, :, 0].mean(axis=1))
    assert kept_share(rnn) is None


def test_the_turning_point_is_the_largest_change_from_even_odds_on() -> None:
    assert turning_point(np.array([0.1, 0.2, 0.4])) == 0
    assert turning_point(np.array([0.5, 0.6, 0.2, 0.3])) == 2


def test_a_step_tells_verdict_flips_forgetting_and_writing() -> None:
    rec = handmade(
        c=[[1.0, -2.0], [-0.5, 0.5]],
        f=[[1.0, 1.0], [0.9, 0.25]],
        i=[[1.0, 1.0], [0.5, 1.0]],
        g=[[1.0, -1.0], [-0.75, 0.5]],
    )
    first, second = step_stories(rec, np.array([0.75, 0.25]))
    assert (first.before, first.after) == (0.5, 0.75)
    assert first.forgotten is None
    assert (first.flips_up, first.flips_down) == ((), ())
    assert (second.before, second.after) == (0.75, 0.25)
    assert (second.flips_up, second.flips_down) == ((1,), (0,))
    assert second.forgotten is not None
    assert (second.forgotten.unit, second.forgotten.before) == (1, -2.0)
    assert second.forgotten.kept == 0.25
    assert second.written is not None
    assert (second.written.unit, second.written.amount) == (1, 0.5)


def test_a_gru_writes_what_it_does_not_keep() -> None:
    _, rec = recorded(nn.GRU)
    for t, story in enumerate(step_stories(rec, np.full(6, 0.5))):
        written = (1 - rec.z[0, 0, t, 0]) * rec.n[0, 0, t, 0]
        assert story.written is not None
        assert abs(story.written.amount) == np.abs(written).max()


def test_an_rnn_has_nothing_to_tell_of_gates() -> None:
    _, rec = recorded(nn.RNN)
    for story in step_stories(rec, np.full(6, 0.5)):
        assert (story.kept, story.forgotten, story.written) == (None, None, None)


def test_a_verdict_of_another_length_is_refused() -> None:
    _, rec = recorded(nn.RNN)
    with pytest.raises(ValueError, match="verdict must have 6 values, one per step, got 2"):
        step_stories(rec, np.zeros(2))


def total_of(terms: PreActivation, r: np.ndarray) -> np.ndarray:
    """What goes into the non-linearity, by the class docstring; `r` counts for a candidate n."""
    return terms.x + terms.bias + r * (terms.h + terms.bias_h)


@pytest.mark.parametrize("cell", CELL_NAMES)
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_gate_sums_of_any_layer_and_direction_give_back_the_gates(
    cell: str, data: st.DataObject
) -> None:
    """Packed too; past a text's end there are none."""
    configuration, packed = data.draw(calls(cell))
    case, found = packing.recorded(configuration, packed)
    rec: Any = found
    layer = data.draw(st.integers(0, configuration.num_layers - 1))
    direction = data.draw(st.integers(0, int(configuration.bidirectional)))
    sums = pre_activations(case.module, rec, layer=layer, direction=direction)
    assert "".join(sums) == {"rnn": "h", "lstm": "ifgo", "gru": "rzn"}[cell]
    inside = np.arange(configuration.T)[:, None] < rec.lengths
    for symbol, terms in sums.items():
        wanted = getattr(rec, symbol)[layer, direction]
        r = rec.r[layer, direction] if symbol == "n" else np.ones(1)
        total = torch.from_numpy(total_of(terms, r))
        value = total.tanh() if symbol in "gnh" else total.sigmoid()
        value = total.relu() if configuration.nonlinearity == "relu" else value
        assert_close(value.numpy()[inside], wanted[inside], 1e-12, symbol)
        assert np.isnan(value.numpy()[~inside]).all()


def test_gate_sums_of_the_other_direction_are_not_the_same() -> None:
    """Each direction has weights of its own and another step before each."""
    module, rec = recorded(nn.GRU, bidirectional=True)
    forward, backward = (pre_activations(module, rec, direction=d)["z"] for d in (0, 1))
    weights = module.get_parameter("weight_hh_l0_reverse").detach().numpy()[5:10]
    np.testing.assert_allclose(backward.h[2], rec.h[0, 1, 3] @ weights.T, atol=1e-6)
    np.testing.assert_allclose(backward.h[-1], 0)
    np.testing.assert_allclose(forward.h[0], 0)
    assert np.abs(forward.x - backward.x).max() > 0.1


@pytest.mark.parametrize("kind", CELLS)
def test_gate_sums_of_a_direction_that_is_not_there_are_refused(kind: type[nn.RNNBase]) -> None:
    module, rec = recorded(kind)
    with pytest.raises(ValueError, match=r"direction must be in 0\.\.0, got 1"):
        pre_activations(module, rec, direction=1)
    with pytest.raises(ValueError, match=r"direction must be in 0\.\.0, got -1"):
        pre_activations(module, rec, direction=-1)


@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_gate_sums_after_a_training_step_are_refused_until_recorded_again(
    kind: Any, dtype: torch.dtype
) -> None:
    torch.manual_seed(0)
    module, x = kind(3, 5, bidirectional=True, dtype=dtype), torch.randn(6, 2, 3, dtype=dtype)
    with record(module) as recording:
        module(x)[0].sum().backward()
    before = recording[""]
    pre_activations(module, before, direction=1)
    torch.optim.SGD(module.parameters(), lr=0.1).step()
    for direction in (0, 1):
        with pytest.raises(ValueError, match=r"module must have the weights .*record it again"):
            pre_activations(module, before, direction=direction)
    with record(module) as recording:
        module(x)
    pre_activations(module, recording[""], direction=1)


def test_gate_sums_of_a_changed_run_are_not_held_against_the_weights() -> None:
    """A clamped gate does not follow from its sum; the sums are those of the states as changed."""
    torch.manual_seed(0)
    module, x = nn.LSTM(3, 5), torch.randn(6, 1, 3)
    with torch.no_grad(), record(module) as recording, intervene(module, Clamp("", "i", value=0)):
        module(x)
    rec = recording[""]
    terms = pre_activations(module, rec)["f"]
    total = torch.from_numpy(terms.x + terms.h + terms.bias)
    assert isinstance(rec, LSTMRecord)
    np.testing.assert_allclose(total.sigmoid().numpy(), rec.f[0, 0], atol=1e-6)


@pytest.mark.parametrize("kind", CELLS)
def test_without_a_verdict_the_rest_of_the_story_is_the_same(kind: type[nn.RNNBase]) -> None:
    _, rec = recorded(kind)
    told, untold = step_stories(rec, np.linspace(0, 1, 6)), step_stories(rec, None)
    assert [(story.before, story.after) for story in untold] == [(None, None)] * 6
    assert untold == tuple(replace(story, before=None, after=None) for story in told)
    assert all(story.finite for story in untold)


@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_the_story_says_from_which_step_on_values_are_not_finite(kind: Any, value: float) -> None:
    """An input that is none at step 3: the steps before it tell what they told without."""
    torch.manual_seed(0)
    module, x = kind(3, 5), torch.randn(6, 1, 3)
    with torch.no_grad(), record(module) as recording:
        module(x)
    plain = step_stories(recording[""], None)
    x[3] = value
    x[4, 0, 0] = np.nan
    with torch.no_grad(), record(module) as recording:
        module(x)
    rec = recording[""]
    stories = step_stories(rec, None)
    memory = rec.unit_values("c" if kind is nn.LSTM else "h")
    sound = [
        all(np.isfinite(rec.unit_values(quantity)[t]).all() for quantity in rec.quantities)
        and np.isfinite(memory[max(t - 1, 0)]).all()
        for t in range(6)
    ]
    assert [story.finite for story in stories] == sound
    assert sound[:3] == [True] * 3
    assert sound[4:] == [False] * 2
    assert stories[:3] == plain[:3]


def test_a_story_that_starts_from_no_number_tells_so_at_its_first_step() -> None:
    """Though tanh makes a finite state of an infinite one."""
    rnn = nn.RNN(1, 1)
    with torch.no_grad():
        rnn.get_parameter("weight_hh_l0").fill_(1)
    with torch.no_grad(), record(rnn) as recording:
        rnn(torch.ones(3, 1, 1), torch.full((1, 1, 1), torch.inf))
    assert np.isfinite(recording[""].h).all()
    stories = step_stories(recording[""], None)
    assert [story.finite for story in stories] == [False, True, True]


def test_an_infinite_memory_behind_an_open_gate_is_told_as_not_finite() -> None:
    rec = handmade(c=[[np.inf, 1.0], [np.inf, 1.0]], f=[[1.0, 1.0], [1.0, 0.5]])
    stories = step_stories(rec, None)
    assert [story.finite for story in stories] == [False, False]
