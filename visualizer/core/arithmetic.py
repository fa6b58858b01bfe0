"""The sums behind each gate: how much the input, the previous state and the bias put in."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from visualizer.core.modules import Layout, Recurrent, layout_of, weights_now
from visualizer.core.records import GRURecord, Record

PARTS: dict[str, tuple[str, ...]] = {
    "lstm": ("i", "f", "g", "o"),
    "gru": ("r", "z", "n"),
    "rnn": ("h",),
}
"""The quantities with a sum of their own, in the order of PyTorch's stacked weights."""

SLACK: dict[torch.dtype, float] = {torch.float64: 1e-8, torch.float32: 1e-3}
"""How far a value computed anew may be from the recorded one, absolute below 1 and relative above:
rounding alone stays far below; half precision has 0.1."""


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
    module: Recurrent, record: Record, *, layer: int = 0, direction: int = 0
) -> dict[str, PreActivation]:
    """The terms of every gate and candidate of one layer and direction.

    Args:
        module: the module that was recorded, with the weights it had then.

    Returns:
        One `PreActivation` per symbol of `PARTS`. Unitless, unbounded.
    Raises:
        ValueError: `module` and `record` are of different cells, `layer` or `direction` is not in
            the record, or the module's weights have changed since the record was taken.
    """
    layout = layout_of(module)
    if layout.cell != record.cell:
        raise ValueError(
            f"module must be the recorded {record.cell.upper()}, got {layout.cell.upper()}"
        )
    for name, place, size in (
        ("layer", layer, len(record.h)),
        ("direction", direction, record.h.shape[1]),
    ):
        if place not in range(size):
            raise ValueError(f"{name} must be in 0..{size - 1}, got {place}")
    weights = weights_now(module, layer, direction)
    ih, hh, b_ih, b_hh = (None if weight is None else _array(weight) for weight in weights[:4])
    assert ih is not None
    assert hh is not None
    x = record.x if layer == 0 else np.concatenate(list(record.h[layer - 1]), axis=-1)
    if x.shape[-1] != ih.shape[1] or record.h.shape[-1] != hh.shape[1]:
        raise ValueError(
            f"module must be the recorded one, with {x.shape[-1]} inputs and {record.h.shape[-1]} "
            f"units, got {ih.shape[1]} and {hh.shape[1]}"
        )
    with np.errstate(invalid="ignore", over="ignore"):  # an infinite input is shown as it is
        x_terms, h_terms = x @ ih.T, _h_prev(record, layer, direction) @ hh.T
    zeros = np.zeros(len(ih), dtype=x_terms.dtype)
    names = PARTS[record.cell]
    parts = (x_terms, h_terms, zeros if b_ih is None else b_ih, zeros if b_hh is None else b_hh)
    sums = {
        symbol: PreActivation(
            x=x_part,
            h=h_part,
            bias=b_x if symbol == "n" else b_x + b_h,
            bias_h=b_h if symbol == "n" else np.zeros_like(b_h),
        )
        for symbol, x_part, h_part, b_x, b_h in zip(
            names, *(np.split(part, len(names), axis=-1) for part in parts), strict=True
        )
    }
    if not record.interventions:  # after which the values need not follow from the weights
        _check_unchanged(record, sums, layout, (layer, direction), weights.ih.dtype)
    return sums


def _check_unchanged(
    record: Record,
    sums: Mapping[str, PreActivation],
    layout: Layout,
    place: tuple[int, int],
    dtype: torch.dtype,
) -> None:
    """Refuse weights that do not lead to what was recorded."""
    for symbol in sums:
        recorded = getattr(record, symbol)[place]
        with np.errstate(invalid="ignore", over="ignore"):
            off = np.abs(_activated(symbol, sums, record, layout, place) - recorded)
            off /= np.maximum(1, np.abs(recorded))
        largest = off.max(initial=0, where=np.isfinite(off))
        if largest > SLACK.get(dtype, 0.1):
            raise ValueError(
                f"module must have the weights it was recorded with at {record.taken:%H:%M:%S %Z}, "
                f"got others: {symbol} differs by {largest:.2g}; record it again"
            )


def _activated(
    symbol: str,
    sums: Mapping[str, PreActivation],
    record: Record,
    layout: Layout,
    place: tuple[int, int],
) -> Float[np.ndarray, "T B H"]:
    """The gate, candidate or plain cell's state that follows from its sum."""
    term = sums[symbol]
    if isinstance(record, GRURecord) and symbol == "n":
        return np.tanh(term.x + term.bias + record.r[place] * (term.h + term.bias_h))
    total = term.x + term.h + term.bias
    if symbol in ("g", "h"):
        relu = symbol == "h" and layout.nonlinearity == "relu"
        return np.maximum(total, 0) if relu else np.tanh(total)
    return 1 / (1 + np.exp(-np.clip(total, -80, 80)))


def _h_prev(record: Record, layer: int, direction: int) -> Float[np.ndarray, "T B P"]:
    """The state before each step along the direction."""
    h, h0 = record.h[layer, direction], record.h0[layer, direction]
    if direction == 0:
        return np.concatenate([h0[None], h[:-1]])
    h_prev = np.concatenate([h[1:], h0[None]])
    h_prev[record.lengths - 1, np.arange(len(h0))] = h0
    return h_prev


def _array(weight: Tensor) -> np.ndarray:
    dtype = torch.float64 if weight.dtype == torch.float64 else torch.float32
    return weight.detach().to("cpu", dtype).numpy()
