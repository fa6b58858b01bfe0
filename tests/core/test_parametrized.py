"""Under a parametrization the weights that count are those that the forward pass computed."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from cases import CELLS, MODULES, QUANTITIES, RECORDS, assert_close, only_call
from loops import KINDS, as_layer, flat, loop
from oracle import run
from torch import Tensor, nn
from torch.nn.utils import parametrizations
from torch.nn.utils import weight_norm as legacy_weight_norm

from visualizer.core import record

# torch deprecates the weight_norm of hooks for the parametrization.
pytestmark = pytest.mark.filterwarnings("ignore:.*weight_norm.* is deprecated:FutureWarning")

PARAMETRIZATIONS: dict[str, Callable[..., nn.Module]] = {
    "weight_norm": parametrizations.weight_norm,
    "spectral_norm": parametrizations.spectral_norm,
    "orthogonal": parametrizations.orthogonal,
    "legacy weight_norm": legacy_weight_norm,
}
E, H, T, B = 3, 4, 5, 2


def numbers(*shape: int, seed: int) -> Tensor:
    """Normal float64 numbers."""
    draws = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, dtype=torch.float64, generator=draws)


def parametrized(module: nn.Module, how: str, *names: str) -> Any:
    """The module with large weights under a parametrization; names are of its weights."""
    torch.manual_seed(0)
    with torch.no_grad():
        for k, parameter in enumerate(module.parameters()):
            parameter.copy_(numbers(*parameter.shape, seed=k))
    for name in names:
        PARAMETRIZATIONS[how](module, name)
    if how == "weight_norm":  # as training would move the lengths away from those of the weights
        with torch.no_grad():
            for name in names:
                module.get_parameter(f"parametrizations.{name}.original0").mul_(0.5)
    elif how == "legacy weight_norm":
        with torch.no_grad():
            for name in names:
                module.get_parameter(f"{name}_g").mul_(0.5)
    return module


def layer_of(cell: str, how: str) -> nn.RNNBase:
    """Two layers in two directions, some of whose weights are parametrized."""
    module = MODULES[cell](E, H, num_layers=2, bidirectional=True, dtype=torch.float64)
    return parametrized(module, how, "weight_hh_l0", "weight_ih_l1_reverse", "weight_hh_l1")


def cell_of(cell: str, how: str) -> nn.RNNCellBase:
    """A cell both of whose weights are parametrized."""
    return parametrized(KINDS[cell](E, H, dtype=torch.float64), how, "weight_ih", "weight_hh")


def effective(module: nn.Module, name: str) -> Tensor:
    """A weight from its parts, by the definition of the parametrization."""
    parts = {path: value.detach() for path, value in module.state_dict().items()}
    inside = f"parametrizations.{name}."
    if f"{name}_g" in parts:
        g, v = parts[f"{name}_g"], parts[f"{name}_v"]
        return g * v / v.norm(dim=1, keepdim=True)
    if f"{inside}original1" in parts:
        g, v = parts[f"{inside}original0"], parts[f"{inside}original1"]
        return g * v / v.norm(dim=1, keepdim=True)
    if f"{inside}0._u" in parts:
        weight, u, v = (parts[inside + end] for end in ("original", "0._u", "0._v"))
        return weight / (u @ weight @ v)
    if f"{inside}original" not in parts:
        return parts[name]
    weight = getattr(module, name).detach()
    tall = weight if len(weight) >= weight.shape[1] else weight.mT
    assert_close((tall.mT @ tall).numpy(), np.eye(tall.shape[1]), 1e-12, "orthogonal")
    return weight


def buffers(module: nn.Module) -> dict[str, bytes]:
    """Everything that is saved of a module, bit for bit."""
    return {name: value.numpy().tobytes() for name, value in module.state_dict().items()}


@pytest.mark.parametrize("how", PARAMETRIZATIONS)
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("training", [True, False])
def test_a_layer_is_recorded_with_its_effective_weights(
    how: str, cell: str, training: bool
) -> None:
    module, twin = (layer_of(cell, how).train(training) for _ in range(2))
    assert buffers(module) == buffers(twin)
    started, x = buffers(module), numbers(T, B, E, seed=9)
    with record(module) as recording:
        output, states = module(x)
    found = only_call(recording, RECORDS[cell])
    plain, plain_states = twin(x)

    assert torch.equal(output, plain)
    assert all(map(torch.equal, flat(states), flat(plain_states)))
    assert buffers(module) == buffers(twin)
    assert (buffers(module) != started) == (training and how == "spectral_norm")

    bare = MODULES[cell](E, H, num_layers=2, bidirectional=True, dtype=torch.float64)
    bare.load_state_dict({name: effective(twin, name) for name in bare.state_dict()})
    zero = np.zeros((2, 2, B, H))
    expected = run(bare, x.numpy(), zero, zero if cell == "lstm" else None)
    for name in QUANTITIES[cell]:
        assert_close(getattr(found, name), expected[name], 1e-12, name)
    assert found.max_error < 1e-12


@pytest.mark.parametrize("how", PARAMETRIZATIONS)
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("training", [True, False])
def test_a_cell_is_recorded_with_its_effective_weights(how: str, cell: str, training: bool) -> None:
    """Each step has its own where spectral_norm goes on in training."""
    module, twin = (cell_of(cell, how).train(training) for _ in range(2))
    started, x = buffers(module), numbers(T, B, E, seed=9)
    with record(module) as recording:
        returned = loop(module, x)
    found = only_call(recording, RECORDS[cell])

    states: Any = [np.zeros((1, 1, B, H))] * 2
    plain = None
    for t in range(T):
        plain = loop(twin, x[[t]], plain)[0]
        assert all(map(torch.equal, flat(returned[t]), flat(plain)))
        names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        layer = as_layer(twin, {name: effective(twin, name) for name in names})
        step = run(layer, x[[t]].numpy(), states[0], states[1] if cell == "lstm" else None)
        states = [step["h"][:, :, 0], step.get("c", step["h"])[:, :, 0]]
        for name in QUANTITIES[cell]:
            assert_close(getattr(found, name)[:, :, [t]], step[name], 1e-12, f"{name} at {t}")
    assert buffers(module) == buffers(twin)
    assert (buffers(module) != started) == (training and how == "spectral_norm")
    assert found.max_error < 1e-12


@pytest.mark.parametrize("training", [True, False])
def test_the_modes_of_a_parametrization_are_left_as_found(training: bool) -> None:
    cell = cell_of("lstm", "spectral_norm").train(training)
    cell.get_submodule("parametrizations.weight_hh").train(not training)
    modes = {name: module.training for name, module in cell.named_modules()}
    with record(cell):
        loop(cell, numbers(T, B, E, seed=1))
    assert {name: module.training for name, module in cell.named_modules()} == modes


@pytest.mark.parametrize("make", [layer_of, cell_of])
def test_gradients_reach_the_parts_of_a_parametrized_weight(make: Callable[..., Any]) -> None:
    module, twin = (make("gru", "weight_norm") for _ in range(2))
    x, gradients = numbers(B, E, seed=3), []
    with record(module):
        for each in (module, twin):
            result = each(x)
            (result[0] if isinstance(result, tuple) else result).square().sum().backward()
            gradients.append([parameter.grad for parameter in each.parameters()])
    assert all(map(torch.equal, *gradients))
