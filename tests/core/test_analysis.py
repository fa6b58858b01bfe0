"""Orders of units, gate sums and what a step did, on records made for the question."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from visualizer.core import (
    LSTMRecord,
    kept_share,
    order_by_effect,
    order_by_similarity,
    pre_activations,
    record,
    step_stories,
    turning_point,
)

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
