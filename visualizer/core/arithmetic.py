"""The sums behind each gate: how much the input, the previous state and the bias put in."""

from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float
from torch import nn

from visualizer.core.modules import weights_in_use
from visualizer.core.records import Record

PARTS: dict[str, tuple[str, ...]] = {
    "lstm": ("i", "f", "g", "o"),
    "gru": ("r", "z", "n"),
    "rnn": ("h",),
}
"""The quantities with a sum of their own, in the order of PyTorch's stacked weights."""


@dataclass(frozen=True, kw_only=True)
class PreActivation:
    """The three terms of one pre-activation: their sum is what goes into the non-linearity.

    For a GRU's candidate the state's term counts after its product with the reset gate:
    `n = tanh(x + bias + r * (h + bias_h))`. `bias_h` is zero everywhere else.
    """

    x: Float[np.ndarray, "T B H"]
    h: Float[np.ndarray, "T B H"]
    bias: Float[np.ndarray, " H"]
    bias_h: Float[np.ndarray, " H"]


@torch.no_grad()
def pre_activations(
    module: nn.RNNBase, record: Record, *, layer: int = 0
) -> dict[str, PreActivation]:
    """The terms of every gate and candidate of one layer, in its forward direction.

    Args:
        module: the module that was recorded, with the weights it had then.

    Returns:
        One `PreActivation` per symbol of `PARTS`. Unitless, unbounded.
    Raises:
        ValueError: `module` and `record` are of different cells, or `layer` is not in the record.
    """
    if not module.mode.lower().startswith(record.cell):
        raise ValueError(f"module must be the recorded {record.cell.upper()}, got {module.mode}")
    if not 0 <= layer < len(record.h):
        raise ValueError(f"layer must be in 0..{len(record.h) - 1}, got {layer}")
    weights = weights_in_use(module, layer).detached()
    h = record.h[layer, 0]
    h_prev = np.concatenate([record.h0[layer, :1], h[:-1]])
    x = record.x if layer == 0 else np.concatenate(list(record.h[layer - 1]), axis=-1)
    x_terms = x @ weights.ih.numpy().T
    h_terms = h_prev @ weights.hh.numpy().T
    zeros = np.zeros(len(weights.ih), dtype=x_terms.dtype)
    b_ih = zeros if weights.b_ih is None else weights.b_ih.numpy()
    b_hh = zeros if weights.b_hh is None else weights.b_hh.numpy()

    names = PARTS[record.cell]
    return {
        symbol: PreActivation(
            x=x_part,
            h=h_part,
            bias=b_x if symbol == "n" else b_x + b_h,
            bias_h=b_h if symbol == "n" else np.zeros_like(b_h),
        )
        for symbol, x_part, h_part, b_x, b_h in zip(
            names,
            *(np.split(terms, len(names), axis=-1) for terms in (x_terms, h_terms, b_ih, b_hh)),
            strict=True,
        )
    }
