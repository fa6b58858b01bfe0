"""What is recorded is what PyTorch computed: every quantity of every way to call a module."""

import dataclasses
import math
from datetime import datetime
from typing import Any

import numpy as np
import pytest
import torch
from cases import (
    CELLS,
    QUANTITIES,
    RECORDS,
    WORDS,
    Configuration,
    assert_close,
    build,
    configurations,
    gradient_mode,
    only_call,
    record_of,
    tagger,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import outputs, run
from torch import Tensor, nn

from visualizer.core import GRURecord, LSTMRecord, RecordingError, RNNRecord, record

# torch says so once per process; it changes nothing here.
pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")


def deep(cell: str, **changes: Any) -> Configuration:
    """A two-layer bidirectional module."""
    return Configuration(cell, **{"num_layers": 2, "bidirectional": True, "B": 3, **changes})


def previous(values: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The state before each step along each direction's own order, axes (L, D, T, B, H)."""
    before = np.empty_like(values)
    before[:, 0, 0], before[:, 0, 1:] = first[:, 0], values[:, 0, :-1]
    before[:, 1, -1], before[:, 1, :-1] = first[:, 1], values[:, 1, 1:]
    return before


def float64(*values: Any) -> Tensor:
    """The numbers as written; torch's default would round them to float32 first."""
    return torch.tensor(values, dtype=torch.float64)


def fill(module: nn.Module, **values: list[Any]) -> None:
    """Set parameters to numbers written in the test."""
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            parameter.copy_(float64(*values[name]))


def logistic(v: float) -> float:
    """The logistic function of one number."""
    return 1 / (1 + math.exp(-v))


@pytest.mark.parametrize("cell", CELLS)
@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_every_quantity_equals_the_equations(cell: str, data: st.DataObject) -> None:
    configuration = data.draw(configurations(cell))
    case = build(configuration)
    with gradient_mode(configuration), record(case.module) as recording:
        returned = case.outputs()
    found = only_call(recording, RECORDS[cell])
    expected = run(case.module, case.x, case.h0, case.c0)

    for name, values in outputs(expected).items():  # the oracle itself is right
        assert_close(returned[name], values, 1e-12, name)
    assert set(found.quantities) == set(expected) == set(QUANTITIES[cell])
    for name, values in expected.items():
        assert getattr(found, name).dtype == np.float64
        assert_close(getattr(found, name), values, 1e-12, name)
    np.testing.assert_array_equal(found.x, case.x, strict=True)
    np.testing.assert_array_equal(found.h0, case.h0, strict=True)
    if isinstance(found, LSTMRecord):
        assert case.c0 is not None
        np.testing.assert_array_equal(found.c0, case.c0, strict=True)
    assert found.lengths.tolist() == [configuration.T] * configuration.B
    assert found.max_error <= 1e-12 * max(1, np.abs(found.h).max())


@pytest.mark.parametrize("cell", CELLS)
@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_float32_agrees_with_pytorch_to_1e_5(cell: str, data: st.DataObject) -> None:
    configuration = data.draw(configurations(cell))
    case = build(configuration, torch.float32)
    with gradient_mode(configuration), record(case.module) as recording:
        returned = case.outputs()
    found = only_call(recording, RECORDS[cell])

    recorded = {name: getattr(found, name) for name in QUANTITIES[cell]}
    for name, values in outputs(recorded).items():
        assert_close(values, returned[name], 1e-5, name)
    for name, values in run(case.module, case.x, case.h0, case.c0).items():
        assert recorded[name].dtype == np.float32
        assert_close(recorded[name], values, 1e-5, name)
    np.testing.assert_array_equal(found.x, case.x, strict=True)
    np.testing.assert_array_equal(found.h0, case.h0, strict=True)
    assert found.max_error <= 1e-5 * max(1, np.abs(found.h).max())


@pytest.mark.parametrize(("one", "other"), ["if", "ig", "fo", "go", "rz", "zn", "ch"])
def test_each_quantity_has_its_own_values(one: str, other: str) -> None:
    """Two quantities under each other's name are far from the equations, so they would be seen."""
    case = build(deep("gru" if one in "rz" else "lstm"))
    expected = run(case.module, case.x, case.h0, case.c0)
    found = record_of(case)
    assert np.abs(getattr(found, one) - expected[one]).max() < 1e-12
    assert np.abs(getattr(found, one) - expected[other]).max() > 0.1


def test_one_rnn_step_by_hand() -> None:
    module = nn.RNN(2, 1, dtype=torch.float64)
    fill(
        module, weight_ih_l0=[[0.5, -1.0]], weight_hh_l0=[[2.0]], bias_ih_l0=[0.1], bias_hh_l0=[0.3]
    )
    with record(module) as recording:
        module(float64([1.0, 0.25]), float64([-0.2]))
    found = only_call(recording, RNNRecord)
    h = math.tanh(0.5 * 1.0 - 1.0 * 0.25 + 0.1 + 2.0 * -0.2 + 0.3)
    assert found.h.shape == (1, 1, 1, 1, 1)
    assert found.h.item() == pytest.approx(h, abs=1e-15)
    assert found.h.item() == pytest.approx(0.24491866240370913, abs=1e-15)


def test_one_lstm_step_by_hand() -> None:
    module = nn.LSTM(1, 1, dtype=torch.float64)
    fill(
        module,
        weight_ih_l0=[[0.1], [0.2], [0.3], [0.4]],
        weight_hh_l0=[[1.0], [-1.0], [0.5], [2.0]],
        bias_ih_l0=[0.01, 0.02, 0.03, 0.04],
        bias_hh_l0=[-0.5, 1.5, 0.25, -0.75],
    )
    states = (float64([0.5]), float64([-0.8]))
    with record(module) as recording:
        module(float64([2.0]), states)
    found = only_call(recording, LSTMRecord)
    i = logistic(0.1 * 2 + 0.01 + 1.0 * 0.5 - 0.5)
    f = logistic(0.2 * 2 + 0.02 - 1.0 * 0.5 + 1.5)
    g = math.tanh(0.3 * 2 + 0.03 + 0.5 * 0.5 + 0.25)
    o = logistic(0.4 * 2 + 0.04 + 2.0 * 0.5 - 0.75)
    c = f * -0.8 + i * g
    h = o * math.tanh(c)
    for name, value in {"i": i, "f": f, "g": g, "o": o, "c": c, "h": h}.items():
        assert getattr(found, name).item() == pytest.approx(value, abs=1e-15), name
    assert (found.h0.item(), found.c0.item()) == (0.5, -0.8)


def test_one_gru_step_by_hand() -> None:
    """The reset gate scales the recurrent bias too, and z = 1 keeps the previous state."""
    module = nn.GRU(1, 1, dtype=torch.float64)
    fill(
        module,
        weight_ih_l0=[[0.1], [0.2], [0.3]],
        weight_hh_l0=[[1.0], [-1.0], [0.5]],
        bias_ih_l0=[0.01, 0.02, 0.03],
        bias_hh_l0=[-0.5, 1.5, 0.9],
    )
    with record(module) as recording:
        module(float64([2.0]), float64([0.6]))
    found = only_call(recording, GRURecord)
    r = logistic(0.1 * 2 + 0.01 + 1.0 * 0.6 - 0.5)
    z = logistic(0.2 * 2 + 0.02 - 1.0 * 0.6 + 1.5)
    n = math.tanh(0.3 * 2 + 0.03 + r * (0.5 * 0.6 + 0.9))
    h = (1 - z) * n + z * 0.6
    for name, value in {"r": r, "z": z, "n": n, "h": h}.items():
        assert getattr(found, name).item() == pytest.approx(value, abs=1e-15), name


@pytest.mark.parametrize("cell", CELLS)
def test_the_backward_direction_is_in_text_order(cell: str) -> None:
    """A change to the last word reaches every backward step, but only the last forward one."""
    case = build(Configuration(cell, bidirectional=True, T=4, B=1))
    before = record_of(case).h[0]
    case.args[0][-1] += 1
    moved = (record_of(case).h[0] != before).any(axis=(2, 3))
    assert moved.tolist() == [[False, False, False, True], [True, True, True, True]]


def test_lstm_identities_hold_along_each_direction() -> None:
    case = build(deep("lstm", T=9))
    with record(case.module) as recording:
        case.call()
    found = only_call(recording, LSTMRecord)
    c_prev = previous(found.c, found.c0)
    assert_close(found.c, found.f * c_prev + found.i * found.g, 1e-14)
    assert_close(found.h, found.o * np.tanh(found.c), 1e-14)


def test_gru_identity_holds_along_each_direction() -> None:
    case = build(deep("gru", T=9))
    with record(case.module) as recording:
        case.call()
    found = only_call(recording, GRURecord)
    h_prev = previous(found.h, found.h0)
    assert_close(found.h, (1 - found.z) * found.n + found.z * h_prev, 1e-14)


def test_a_projected_state_is_the_projection_of_the_hidden_one() -> None:
    case = build(deep("lstm", proj_size=2))
    with record(case.module) as recording:
        case.call()
    found = only_call(recording, LSTMRecord)
    for layer, direction in np.ndindex(2, 2):
        end = f"l{layer}" + ("_reverse" if direction else "")
        weight = case.module.get_parameter(f"weight_hr_{end}").detach().numpy()
        hidden = (found.o * np.tanh(found.c))[layer, direction]
        assert_close(found.h[layer, direction], hidden @ weight.T, 1e-14)
    assert (found.h0.shape[-1], found.c0.shape[-1]) == (2, 4)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("batch_first", [False, True])
def test_time_comes_first_whatever_the_module_takes(cell: str, batch_first: bool) -> None:
    """Three steps of five samples; sample 2 is told from step 2 by its numbers."""
    case = build(Configuration(cell, T=3, B=5, batch_first=batch_first))
    found = record_of(case)
    assert case.args[0].shape[:2] == ((5, 3) if batch_first else (3, 5))
    np.testing.assert_array_equal(found.x, case.x, strict=True)
    assert found.h.shape == (1, 1, 3, 5, 4)
    assert found.lengths.tolist() == [3] * 5


@pytest.mark.parametrize("cell", CELLS)
def test_inputs_may_be_given_by_name(cell: str) -> None:
    case = build(deep(cell))
    given, hx = case.args
    with record(case.module) as recording:
        case.module(given, hx)
        case.module(hx=hx, input=given)
        case.module(given, None)
        case.module(input=given, hx=None)
    by_place, by_name, none_by_place, none_by_name = recording.calls("")
    for name in ("x", "h0", *QUANTITIES[cell]):
        np.testing.assert_array_equal(getattr(by_name, name), getattr(by_place, name))
        np.testing.assert_array_equal(getattr(none_by_name, name), getattr(none_by_place, name))
    assert by_place.h0.any()
    assert not none_by_name.h0.any()


@pytest.mark.parametrize("cell", CELLS)
def test_strided_inputs_and_states_are_read_right(cell: str) -> None:
    case = build(Configuration(cell, num_layers=2, T=4, B=3))
    plain = record_of(case)
    given, hx = case.args
    wide = torch.stack([given, given + 1], dim=-1)[..., 0].transpose(0, 1).contiguous()
    strided = wide.transpose(0, 1)
    assert not strided.is_contiguous()
    with record(case.module) as recording:
        case.module(strided, hx)
    found = recording[""]
    for name in ("x", *QUANTITIES[cell]):
        assert_close(getattr(found, name), getattr(plain, name), 1e-14)


def test_the_input_that_a_hook_of_the_user_replaced_is_recorded() -> None:
    case = build(deep("gru"))
    case.module.register_forward_pre_hook(lambda _module, args: (args[0] + 1, *args[1:]))
    found = record_of(case)
    assert_close(found.x, case.x + 1, 0)
    assert_close(found.h, run(case.module, case.x + 1, case.h0, None)["h"], 1e-12)


def test_saturated_gates_are_recorded_without_nan() -> None:
    case = build(deep("lstm", scale=200.0), torch.float32)
    found = record_of(case)
    expected = case.outputs()
    assert all(np.isfinite(getattr(found, name)).all() for name in "ifgoch")
    assert_close(outputs({"h": found.h})["output"], expected["output"], 1e-5)
    assert found.max_error < 1e-5


@pytest.mark.parametrize("training", [False, True])
def test_modules_are_recorded_under_their_names(training: bool) -> None:
    model = tagger().train(training)
    with record(model) as recording:
        model(WORDS)
    encoder = only_call(recording, LSTMRecord, "encoder.lstm")
    decoder = only_call(recording, GRURecord, "decoder")
    assert set(recording) == {"encoder.lstm", "decoder"}
    embedded = model.embedding(WORDS).detach().numpy().swapaxes(0, 1)
    np.testing.assert_array_equal(encoder.x, embedded, strict=True)
    both = np.concatenate([encoder.h[0, 0], encoder.h[0, 1]], axis=-1)
    assert_close(decoder.x, both, 1e-6)
    weights = run(model.encoder.lstm, encoder.x.astype(float), encoder.h0, encoder.c0)
    assert_close(encoder.f, weights["f"], 1e-6)


def test_a_module_inside_a_container_has_the_containers_name() -> None:
    model = nn.Sequential(nn.Linear(2, 3), nn.ModuleDict({"deep": nn.ModuleList([nn.GRU(3, 2)])}))
    gru = model.get_submodule("1.deep.0")
    with record(model) as recording:
        gru(model[0](torch.ones(4, 2)))
    assert set(recording) == {"1.deep.0"}


def test_calls_are_kept_in_order() -> None:
    lstm = nn.LSTM(1, 2)
    inputs = [torch.full((length, 1), float(length)) for length in (3, 1, 4)]
    with record(lstm) as recording:
        for given in inputs:
            lstm(given)
    assert [call.x.shape[0] for call in recording.calls("")] == [3, 1, 4]
    assert [call.x.flat[0] for call in recording.calls("")] == [3, 1, 4]


def test_a_state_carried_to_the_next_call_is_its_first_state() -> None:
    lstm = nn.LSTM(1, 2, num_layers=2)
    with record(lstm) as recording:
        _, states = lstm(torch.ones(3, 1))
        lstm(torch.ones(3, 1), states)
    first, second = recording.calls("")
    assert isinstance(first, LSTMRecord)
    assert isinstance(second, LSTMRecord)
    assert_close(second.h0, first.h[:, :, -1], 1e-6)
    assert_close(second.c0, first.c[:, :, -1], 1e-6)


def test_one_record_of_a_module_called_twice_is_refused() -> None:
    model = nn.Sequential(nn.Identity(), nn.GRU(2, 2))
    with record(model) as recording:
        model(torch.ones(3, 2))
        model(torch.ones(3, 2))
    assert len(recording.calls("1")) == 2
    with pytest.raises(RecordingError, match=r"'1'.*2 .*sequences.*calls"):
        recording["1"]


def test_an_unknown_or_uncalled_module_is_a_key_error() -> None:
    model = tagger()
    with record(model) as recording:
        model(WORDS)
    for name in ("encoder", "lstm", "", "unused"):
        with pytest.raises(KeyError, match=repr(name)):
            recording[name]
        assert name not in recording
    with pytest.raises(KeyError, match="lstm"):
        recording.calls("lstm")
    assert len(recording.calls("unused")) == 0
    assert "encoder.lstm" in recording


def test_records_can_be_read_inside_the_block() -> None:
    gru = nn.GRU(2, 3)
    with record(gru) as recording:
        gru(torch.ones(4, 2))
        inside = recording[""].h.copy()
    np.testing.assert_array_equal(recording[""].h, inside)


def test_calls_outside_the_block_are_not_recorded() -> None:
    gru = nn.GRU(2, 3)
    gru(torch.ones(1, 2))
    with record(gru) as recording:
        gru(torch.ones(2, 2))
    gru(torch.ones(3, 2))
    assert recording[""].x.shape[0] == 2


def test_recordings_can_be_nested() -> None:
    model = tagger()
    with record(model) as outer:
        with record(model) as same, record(model.encoder) as part:
            model(WORDS)
        model(WORDS)
    assert [len(outer.calls(name)) for name in ("encoder.lstm", "decoder")] == [2, 2]
    assert [len(same.calls(name)) for name in ("encoder.lstm", "decoder")] == [1, 1]
    np.testing.assert_array_equal(part["lstm"].h, same["encoder.lstm"].h)
    np.testing.assert_array_equal(outer.calls("encoder.lstm")[0].h, same["encoder.lstm"].h)


def test_a_module_dropping_out_between_layers_is_recorded_in_eval_mode() -> None:
    case = build(deep("gru", dropout=0.5, T=4))
    expected = run(case.module, case.x, case.h0, case.c0)
    assert_close(record_of(case).h, expected["h"], 1e-12)


@pytest.mark.filterwarnings("ignore:dropout option adds dropout:UserWarning")
def test_dropout_of_a_single_layer_does_nothing_and_is_recorded() -> None:
    gru = nn.GRU(2, 3, dropout=0.5).train()
    with record(gru) as recording:
        output, _ = gru(torch.ones(4, 2))
    assert_close(recording[""].h[0, 0, :, 0], output.detach().numpy(), 1e-6)


# max_error


class Altered(nn.LSTM):
    """An LSTM that moves one number of one of its results."""

    moved: tuple[str, tuple[int, ...], float]

    # nn.LSTM declares one overload for each kind of input; this test has one kind.
    def forward(self, input: Tensor, hx: Any = None) -> Any:  # type: ignore[override]  it has overloads
        output, (h_n, c_n) = super().forward(input, hx)
        name, place, by = self.moved
        {"output": output, "h_n": h_n, "c_n": c_n}[name][place] += by
        return output, (h_n, c_n)


@pytest.mark.parametrize("by", [1e-3, 0.5, math.inf, math.nan])
@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("output", (0, 0, 0)),
        ("output", (2, 1, 2)),
        ("output", (4, 1, 5)),  # backward
        ("output", (0, 0, 3)),
        ("h_n", (0, 1, 1)),
        ("h_n", (3, 0, 2)),
        ("c_n", (1, 0, 0)),
        ("c_n", (2, 1, 2)),
    ],
)
def test_max_error_shows_one_wrong_number(name: str, place: tuple[int, ...], by: float) -> None:
    module = Altered(2, 3, num_layers=2, bidirectional=True, dtype=torch.float64)
    module.moved = name, place, by
    with torch.no_grad(), record(module) as recording:
        module(torch.linspace(-1, 1, 20).reshape(5, 2, 2).double())
    error = recording[""].max_error
    if math.isfinite(by):
        assert by / 2 <= error <= 2 * by
    else:
        assert not error < 1e6  # infinite or not a number


@pytest.mark.parametrize("cell", CELLS)
def test_max_error_shows_what_a_hook_of_the_user_changed(cell: str) -> None:
    case = build(deep(cell))
    case.module.register_forward_hook(lambda _module, _args, result: (result[0] + 0.25, result[1]))
    assert 0.2 < record_of(case).max_error < 1


@pytest.mark.parametrize("cell", CELLS)
def test_max_error_shows_a_module_that_computes_something_else(
    cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The equations with these weights do not give what this forward pass returned."""
    case, other = build(deep(cell)), build(deep(cell, seed=1))
    monkeypatch.setattr(case.module, "forward", other.module.forward)
    assert record_of(case).max_error > 0.1


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_weights_changed_around_the_forward_pass_do_not_give_a_false_record(
    cell: str, when: str
) -> None:
    """Either the record is of the weights that PyTorch used or `max_error` says it is not."""
    case = build(deep(cell))
    honest = record_of(case)

    def change(module: nn.Module, *_: object) -> None:
        with torch.no_grad():
            for parameter in module.parameters():
                parameter.mul_(-1)

    if when == "before":
        case.module.register_forward_pre_hook(change)
        honest = record_of(build(deep(cell)))
        change(case.module)
    else:
        case.module.register_forward_hook(change)
    found = record_of(case)
    true = all(
        np.allclose(getattr(found, name), getattr(honest, name), atol=1e-12)
        for name in QUANTITIES[cell]
    )
    assert true != (found.max_error > 0.1)


# Records


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("read_first", [False, True])
def test_records_are_snapshots(cell: str, read_first: bool) -> None:
    """Weights, inputs and results changed in place afterwards do not reach the record."""
    case = build(deep(cell))
    expected = run(case.module, case.x, case.h0, case.c0)
    with torch.no_grad(), record(case.module) as recording:
        output, states = case.call()
        if read_first:
            _ = recording[""].h
        flat = [*states] if isinstance(states, tuple) else [states]
        given = [case.args[1]] if cell != "lstm" else [*case.args[1]]
        for tensor in (output, *flat, case.args[0], *given, *case.module.parameters()):
            tensor.fill_(7)
    found = only_call(recording, RECORDS[cell])
    for name, values in expected.items():
        assert_close(getattr(found, name), values, 1e-12, name)
    np.testing.assert_array_equal(found.x, case.x)
    np.testing.assert_array_equal(found.h0, case.h0)
    if isinstance(found, LSTMRecord):
        np.testing.assert_array_equal(found.c0, case.c0)
    assert found.max_error < 1e-12


def test_training_inside_the_block_gives_each_call_its_own_weights() -> None:
    case = build(deep("lstm"))
    first = run(case.module, case.x, case.h0, case.c0)
    with record(case.module) as recording:
        case.call()[0].square().sum().backward()
        with torch.no_grad():
            for parameter in case.module.parameters():
                assert parameter.grad is not None
                parameter -= 0.5 * parameter.grad
        case.call()
    second = run(case.module, case.x, case.h0, case.c0)
    assert np.abs(first["f"] - second["f"]).max() > 0.01
    for call, expected in zip(recording.calls(""), (first, second), strict=True):
        assert isinstance(call, LSTMRecord)
        assert_close(call.f, expected["f"], 1e-12)
        assert call.max_error < 1e-12


@pytest.mark.parametrize("cell", CELLS)
def test_records_are_frozen_numpy_on_the_cpu(cell: str) -> None:
    found = record_of(build(deep(cell)))
    kinds = {"max_error": float, "interventions": tuple, "taken": datetime}
    for entry in dataclasses.fields(found):
        kind = kinds.get(entry.name, np.ndarray)
        assert type(getattr(found, entry.name)) is kind, entry.name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(found, entry.name, None)


def test_unit_values_picks_one_layer_direction_and_sample() -> None:
    found = record_of(build(deep("gru", T=4)))
    assert isinstance(found, GRURecord)
    chosen = found.unit_values("z", layer=1, direction=0, sample=2)
    np.testing.assert_array_equal(chosen, found.z[1, 0, :, 2], strict=True)
    np.testing.assert_array_equal(found.unit_values("h"), found.h[0, 0, :, 0], strict=True)


@pytest.mark.parametrize(("cell", "quantity"), [("rnn", "c"), ("lstm", "z"), ("gru", "x")])
def test_unit_values_of_another_cells_quantity_are_refused(cell: str, quantity: str) -> None:
    found = record_of(build(Configuration(cell)))
    with pytest.raises(ValueError, match=rf"one of h?.* for a {cell.upper()}, got '{quantity}'"):
        found.unit_values(quantity)


@pytest.mark.parametrize("kind", [nn.GRU, nn.RNN])
def test_a_run_under_autocast_is_recorded(kind: Any) -> None:
    module = kind(3, 4, num_layers=2)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16), record(module) as recording:
        output, _ = module(torch.linspace(-1, 1, 30).reshape(5, 2, 3))
    rec = recording[""]
    np.testing.assert_allclose(rec.h[1, 0], output.float().numpy(), atol=1e-6)
    assert rec.max_error < 0.02  # bfloat16 keeps eight bits


def test_record_arrays_cannot_be_written() -> None:
    module = nn.GRU(3, 4)
    with torch.no_grad(), record(module) as recording:
        module(torch.ones(5, 2, 3))
    with pytest.raises(ValueError, match="read-only"):
        recording[""].h[0] = 0
