"""What the copies of W_hh add to its gradient: autograd with a clone for each step."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from visualizer.core import CELLS, stacked_weights
from visualizer.core.modules import layout_of

SIZES = ((1, 1, 1), (3, 4, 7), (5, 48, 9))
"""Inputs, units and steps."""
LAYERS = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
STEPS = {"rnn": nn.RNNCell, "gru": nn.GRUCell, "lstm": nn.LSTMCell}


def backwards() -> Iterator[dict[str, Any]]:
    """Random layers of every cell in double precision, with numbers that single precision has."""
    for cell in CELLS:
        options = [{}, *([{"nonlinearity": "relu"}] if cell == "rnn" else [])]
        for own in options:
            for sizes in SIZES:
                yield _random(cell, sizes, **own)


def _random(cell: str, sizes: tuple[int, int, int], **options: Any) -> dict[str, Any]:
    inputs, units, steps = sizes
    torch.manual_seed(3)
    layer = LAYERS[cell](inputs, units, **options)
    for weight in layer.parameters():
        weight.data.mul_(1.5)
    layer = layer.double()
    x = torch.randn(steps, inputs).double()
    readout = torch.randn(units).double()
    by_step = of_each_step(layer, x, readout)
    stacked = {name: values.ravel() for name, values in stacked_weights(layer)._asdict().items()}
    return {
        "name": f"{cell} {options} of {units} units, {steps} steps",
        "layer": {
            "cell": cell,
            "units": units,
            "inputs": inputs,
            "nonlinearity": layout_of(layer).nonlinearity,
        },
        "weights": {name: values.tolist() for name, values in stacked.items()},
        "x": x.ravel().tolist(),
        "readout": readout.tolist(),
        "gradients": by_step.ravel().tolist(),
    }


def of_each_step(layer: Any, x: Tensor, readout: Tensor) -> np.ndarray:
    """The gradient of readout · h at the end by each step's own copy of W_hh: (T, K, H).

    Raises:
        AssertionError: they do not add up to the gradient that the layer itself gets.
    """
    found = _by_copies(layer, x, readout, "weight_hh")
    layer.zero_grad()
    (layer(x[:, None])[0][-1, 0] @ readout).backward()
    torch.testing.assert_close(found.sum(dim=0), layer.weight_hh_l0.grad)
    return found.numpy()


def biases_of_each_step(layer: Any, x: Tensor, readout: Tensor) -> Tensor:
    """The same by each step's own copy of the bias that is added to W_hh h: (T, K)."""
    return _by_copies(layer, x, readout, "bias_hh")


def _by_copies(layer: Any, x: Tensor, readout: Tensor, name: str) -> Tensor:
    cell = layer.mode.split("_")[0].lower()
    options = {"nonlinearity": layer.nonlinearity} if cell == "rnn" else {}
    step = STEPS[cell](layer.input_size, layer.hidden_size, **options).to(x.dtype)
    own: Mapping[str, Tensor] = {
        key.removesuffix("_l0"): weight.detach() for key, weight in layer.named_parameters()
    }
    copies = [own[name].clone().requires_grad_() for _ in x]
    zeros = torch.zeros(1, layer.hidden_size, dtype=x.dtype)
    state = (zeros, zeros) if cell == "lstm" else zeros
    for each, copy in zip(x, copies, strict=True):
        state = torch.func.functional_call(step, {**own, name: copy}, (each[None], state))
    last = state[0] if cell == "lstm" else state
    return torch.stack(torch.autograd.grad(last[0] @ readout, copies))
