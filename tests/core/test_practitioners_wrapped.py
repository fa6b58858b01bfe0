"""Models under what practitioners put around them: wrappers, hooks, norms and checkpoints."""

import copy
from typing import Any

import numpy as np
import pytest
import torch
from agreement import assert_agrees, assert_same_bits
from cases import assert_close, only_call
from loops import assert_same_record, run_cell
from oracle import lstm_step, run, weights_of
from practitioners import Checkpointed, NormAround, NormedLSTM, Parallel, ResidualStack, Translator
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn.utils.parametrizations import weight_norm
from watched import assert_is_the_layer, drawn, learned, recorded_as_ever

from visualizer.core import (
    Clamp,
    InterventionError,
    LSTMRecord,
    RecordingError,
    intervene,
    record,
)

# torch deprecates its own TorchScript, which its checkpoints import with the compiler.
pytestmark = pytest.mark.filterwarnings("ignore:.*torch.jit:DeprecationWarning")

T, B = 6, 2
X = torch.linspace(-2, 2, T * B * 3).reshape(T, B, 3).sin()
ZERO = np.zeros((1, 1, B, 4))


def assert_is_the_lstm(found: Any, weights: dict[str, Tensor], x: Tensor, tolerance: float) -> None:
    """The record is that of an LSTM of four units with these weights."""
    layer = nn.LSTM(3, 4)
    layer.load_state_dict(weights)
    assert_is_the_layer(found, layer, x.double().numpy(), tolerance)


def test_a_wrapped_model_is_recorded_under_the_names_it_has_there() -> None:
    model = drawn(Translator)
    source, target = torch.tensor([[4, 9, 2], [3, 0, 0]]), torch.tensor([[1, 5], [1, 7]])
    wrapped = Parallel(model)
    recording = recorded_as_ever(wrapped, lambda m: [m(source, target)])
    with record(model) as inner, record(wrapped, only="module.decoder") as part:
        wrapped(source, target)
    assert list(recording) == ["module.encoder", "module.decoder"]
    assert list(part) == ["module.decoder"]
    for name in inner:
        assert_same_record(recording[f"module.{name}"], inner[name], 0)
    with intervene(wrapped, Clamp("module.encoder", "z", value=1)):
        through_wrapper = model(source, target)
    with intervene(model, Clamp("encoder", "z", value=1)):
        assert torch.equal(wrapped(source, target), through_wrapper)


class Functional(nn.Module):
    """A layer and a cell that goes on where the layer ended."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(3, 4)
        self.cell = nn.GRUCell(3, 4)

    def forward(self, x: Tensor) -> Tensor:
        """The cell's last state (B, H)."""
        h = self.lstm(x)[1][0][0]
        for step in x:
            h = self.cell(step, h)
        return h


def test_a_functional_call_is_recorded_with_the_parameters_it_was_given() -> None:
    model, other = drawn(Functional), drawn(Functional, seed=1)
    given = {name: value.detach().requires_grad_() for name, value in other.named_parameters()}
    own = {name: value.clone() for name, value in model.state_dict().items()}

    def gradients() -> list[Any]:
        output = functional_call(model, given, (X,))
        return [output, *torch.autograd.grad(output.square().sum(), list(given.values()))]

    plain = gradients()
    with record(model) as recording:
        watched = gradients()
    assert_same_bits(watched, plain)
    assert_is_the_layer(recording["lstm"], other.lstm, X.double().numpy())
    h0 = recording["lstm"].h[0, 0, -1].astype(float)
    assert_agrees(recording["cell"], run_cell(other.cell, X.double().numpy(), h0), 1e-6)
    assert recording["cell"].max_error < 1e-6

    with record(model) as recording:
        model(X)
    assert_is_the_layer(recording["lstm"], model.lstm, X.double().numpy())
    assert all(torch.equal(value, own[name]) for name, value in model.state_dict().items())


def test_a_functional_call_is_changed_with_the_parameters_it_was_given() -> None:
    model, other = drawn(Functional), drawn(Functional, seed=1)
    keep = Clamp("lstm", "i", value=0), Clamp("lstm", "o", value=0, steps=slice(0, 3))
    given: dict[str, Tensor] = {**dict(other.named_parameters())}
    with record(model) as recording, intervene(model, *keep):
        changed = functional_call(model, given, (X,))
    with intervene(other, *keep):
        assert torch.equal(other(X), changed)
    assert not recording["lstm"].h.any()
    expected = run_cell(other.cell, X.double().numpy(), ZERO[0, 0])
    assert_close(changed.detach().double().numpy(), expected["h"][0, 0, -1], 1e-6)


def test_a_hook_that_collects_activations_sees_what_it_always_saw() -> None:
    model, seen = drawn(ResidualStack, kinds=[nn.LSTM, nn.LSTM]), []
    x = torch.linspace(-2, 3, 40).reshape(5, 2, 4)
    model.layers[0].register_forward_hook(lambda _m, _a, output: seen.append(output[0].detach()))
    recording = recorded_as_ever(model, lambda m: [m(x)])
    plain, watched = seen
    assert torch.equal(watched, plain)
    np.testing.assert_array_equal(recording["layers.0"].h[0, 0], watched.numpy())
    with intervene(model, Clamp("layers.0", "h", value=0.5)):
        model(x)
    assert (seen[2] == 0.5).all()


def test_a_hook_that_alters_the_output_shows_in_the_error() -> None:
    """The record has what the module gave in the end, and how far that is from the equations."""

    def damp(_module: nn.Module, _args: Any, output: Any) -> Any:
        return output[0] * 0.5, output[1]

    model, plain = drawn(nn.LSTM, 3, 4), drawn(nn.LSTM, 3, 4)(X)[0]
    model.register_forward_hook(damp)
    recording = recorded_as_ever(model, lambda m: m(X)[:1])
    found = only_call(recording, LSTMRecord)
    np.testing.assert_array_equal(found.h[0, 0], (plain * 0.5).detach().numpy())
    first = run(model, X[:1].double().numpy(), ZERO, ZERO)
    for gate in "ifgoc":  # further on the gates are computed from an h the LSTM never had
        assert_close(getattr(found, gate)[:, :, :1], first[gate], 1e-6, gate)
    assert found.max_error > np.abs(plain[0].detach().numpy()).max() / 2 - 1e-6 > 1e-2


def test_a_hook_that_alters_the_input_is_recorded_as_part_of_the_model() -> None:
    model = drawn(nn.LSTM, 3, 4)
    weights = copy.deepcopy(model.state_dict())
    model.register_forward_pre_hook(lambda _module, args: (args[0] * 2, *args[1:]))
    recording = recorded_as_ever(model, lambda m: m(X)[:1])
    assert_is_the_lstm(recording[""], weights, X * 2, 1e-6)


def test_an_lstm_that_norms_its_output_by_inheritance_is_recorded_with_its_error() -> None:
    """Its gates would follow from its output only if that were what it goes on from."""
    model = drawn(NormedLSTM, 3, 4)
    recording = recorded_as_ever(model, lambda m: m(X)[:1])
    found = only_call(recording, LSTMRecord)
    output = model(X)[0].detach().double().numpy()
    assert_close(found.h[0, 0], output, 1e-6)

    w, h, c, errors = weights_of(model, 0, 0), ZERO[0, 0], ZERO[0, 0], []
    before = np.concatenate([ZERO[0], output[:-1]])
    for t in range(T):
        step = lstm_step(w, X[t].double().numpy(), before[t], c)
        h, c = step["h"], step["c"]
        errors.append(np.abs(h - output[t]).max())
        for gate in "ifgoc":
            assert_close(getattr(found, gate)[0, 0, t], step[gate], 1e-6, f"{gate} at {t}")
    h_n, c_n = (state[0].detach().numpy() for state in model(X)[1])
    errors += [np.abs(h - h_n).max(), np.abs(c - c_n).max()]
    assert found.max_error == pytest.approx(max(errors), abs=1e-5)
    assert found.max_error > 0.5


def test_an_lstm_that_norms_its_output_by_inheritance_cannot_be_changed() -> None:
    model = nn.ModuleDict({"normed": drawn(NormedLSTM, 3, 4)})
    with (
        pytest.raises(InterventionError, match=r"'normed'.*forward of its own.*NormedLSTM"),
        intervene(model, Clamp("normed", "f", value=1)),
    ):
        pytest.fail("the module was not refused")


def test_an_lstm_with_the_norm_around_it_is_recorded_exactly_and_can_be_changed() -> None:
    by_inheritance = drawn(NormedLSTM, 3, 4)
    inside = nn.LSTM(3, 4)
    inside.load_state_dict(by_inheritance.state_dict(), strict=False)
    model = NormAround(inside)
    model.norm.load_state_dict(by_inheritance.norm.state_dict())
    recording = recorded_as_ever(model, lambda m: m(X)[:1])
    assert torch.equal(model(X)[0], by_inheritance(X)[0])
    assert_is_the_lstm(recording["lstm"], inside.state_dict(), X, 1e-6)
    with intervene(model, Clamp("lstm", "h", value=0.3)):
        assert_close(model(X)[0].detach().numpy(), np.zeros((T, B, 4)), 1e-4)


def weight_normed() -> Any:
    """An LSTM with both weights normed, after a step of training has moved lengths alone."""
    model = drawn(nn.LSTM, 3, 4)
    for name in ("weight_ih_l0", "weight_hh_l0"):
        weight_norm(model, name)
        with torch.no_grad():
            model.get_parameter(f"parametrizations.{name}.original0").mul_(0.6)
    return model


def test_an_lstm_with_weight_norm_is_recorded_with_the_weights_that_count() -> None:
    model = weight_normed()
    recording = recorded_as_ever(model, lambda m: m(X)[:1])
    weights = {name: getattr(model, name) for name in ("bias_ih_l0", "bias_hh_l0")}
    for name in ("weight_ih_l0", "weight_hh_l0"):
        length, direction = (
            model.get_parameter(f"parametrizations.{name}.original{k}") for k in (0, 1)
        )
        weights[name] = length * direction / direction.norm(dim=1, keepdim=True)
        assert not torch.allclose(weights[name], direction, atol=0.01)
    assert list(recording) == [""]
    assert_is_the_lstm(recording[""], weights, X, 1e-6)


def test_gradients_reach_the_lengths_of_normed_weights_through_a_change() -> None:
    model = weight_normed()
    with record(model) as recording, intervene(model, Clamp("", "f", value=0)):
        model(X)[0].square().sum().backward()
    found = only_call(recording, LSTMRecord)
    assert_close(found.c, found.i * found.g, 1e-6)
    for name in ("weight_ih_l0", "weight_hh_l0"):
        gradient = model.get_parameter(f"parametrizations.{name}.original0").grad
        blocks = gradient[:, 0].reshape(4, 4).any(dim=1)
        assert blocks.tolist() == [True, False, True, True]  # i, f, g, o


def test_a_checkpointed_lstm_is_recorded_once_where_nothing_follows_it() -> None:
    """Computing again stops at the last value that the backward pass needs, within the LSTM."""
    model = drawn(Checkpointed)
    recording = recorded_as_ever(model, lambda m: [m(X)])
    assert len(recording.calls("lstm")) == 1
    assert_is_the_layer(recording["lstm"], model.lstm, X.double().numpy())


def test_a_checkpointed_lstm_is_computed_again_as_another_call_that_equals_the_first() -> None:
    model = drawn(Checkpointed, with_head=True)
    plain = learned(copy.deepcopy(model), lambda m: [m(X)])
    with record(model) as recording:
        output = model(X)
        (first,) = recording.calls("lstm")
        kept = {name: getattr(first, name).copy() for name in first.arrays()}
        output.square().sum().backward()
    assert_same_bits([[output], [parameter.grad for parameter in model.parameters()]], plain)
    assert len(recording.calls("lstm")) == 2
    again = recording.sequences("lstm")[1]
    assert_is_the_layer(again, model.lstm, X.double().numpy())
    for name, values in kept.items():
        np.testing.assert_array_equal(getattr(first, name), values)
        np.testing.assert_array_equal(getattr(again, name), values)
    with pytest.raises(RecordingError, match="2 separate sequences"):
        recording["lstm"]


@pytest.mark.parametrize("with_head", [False, True])
def test_a_backward_pass_after_the_block_computes_again_unrecorded(with_head: bool) -> None:
    model = drawn(Checkpointed, with_head=with_head)
    plain = learned(copy.deepcopy(model), lambda m: [m(X)])
    with record(model) as recording:
        output = model(X)
    output.square().sum().backward()
    assert_same_bits([[output], [parameter.grad for parameter in model.parameters()]], plain)
    assert_is_the_layer(recording["lstm"], model.lstm, X.double().numpy())


@pytest.mark.parametrize("with_head", [False, True])
def test_a_checkpointed_lstm_is_changed_in_both_passes(with_head: bool) -> None:
    model = drawn(Checkpointed, with_head=with_head)
    twin = copy.deepcopy(model)
    twin.checkpointing = False
    results = []
    for each in (model, twin):
        with intervene(each, Clamp("lstm", "f", value=1), Clamp("lstm", "o", value=0.5, steps=2)):
            results.append(learned(each, lambda m: [m(X)]))
    assert_same_bits(*results)
    biases = model.lstm.get_parameter("bias_ih_l0").grad
    assert biases is not None
    assert biases.reshape(4, 4).any(dim=1).tolist() == [True, False, True, True]  # i, f, g, o
