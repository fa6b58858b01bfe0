"""The sums behind each gate: how much the input, the previous state and the bias put in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from visualizer.core.modules import Layout, Recurrent, layout_of, weights_now
from visualizer.core.records import GRURecord, LSTMRecord, Record

PARTS: dict[str, tuple[str, ...]] = {
    "lstm": ("i", "f", "g", "o"),
    "gru": ("r", "z", "n"),
    "rnn": ("h",),
}
"""The quantities with a sum of their own, in the order of PyTorch's stacked weights."""

ROUNDINGS = 64
"""Rounding errors that a sum of many terms may gather, each in proportion to the terms' size."""

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
    if layer >= layout.layers or direction >= layout.directions:
        raise ValueError(
            f"module must be the recorded one, with {record.h.shape[:2]} layers and directions, "
            f"got {(layout.layers, layout.directions)}"
        )
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
    h_prev = _h_prev(record, layer, direction)
    with np.errstate(invalid="ignore", over="ignore"):  # an infinite input is shown as it is
        x_terms, h_terms = x @ ih.T, h_prev @ hh.T
        size = np.abs(x) @ np.abs(ih).T + np.abs(h_prev) @ np.abs(hh).T
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
        sizes = dict(zip(names, np.split(size, len(names), axis=-1), strict=True))
        expected = {
            symbol: (_activated(symbol, sums, record, layout, (layer, direction)), sizes[symbol])
            for symbol in sums
        }
        if isinstance(record, LSTMRecord) and weights.hr is not None:
            shown = record.o[layer, direction] * np.tanh(record.c[layer, direction])
            hr = _array(weights.hr)
            expected["h"] = (shown @ hr.T, np.abs(shown) @ np.abs(hr).T)
        for symbol, (values, rounded) in expected.items():
            recorded = getattr(record, symbol)[layer, direction]
            _check_unchanged(symbol, values, recorded, rounded, record.taken, weights.ih.dtype)
    return sums


def _check_unchanged(
    symbol: str,
    values: np.ndarray,
    recorded: np.ndarray,
    size: np.ndarray,
    taken: datetime,
    dtype: torch.dtype,
) -> None:
    """Refuse weights that do not lead to what was recorded.

    Args:
        size: the terms behind each value without their signs, of which it may be a small rest.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        off = np.abs(values - recorded)
        allowed = SLACK.get(dtype, 0.1) * np.maximum(1, np.abs(recorded))
        allowed += ROUNDINGS * torch.finfo(dtype).eps * size
        other = ~(off <= allowed) & np.isfinite(recorded)
    if other.any():
        raise ValueError(
            f"module must have the weights it was recorded with at {taken:%H:%M:%S %Z}, got "
            f"others: {symbol} differs by {off[other].max():.2g}; record it again"
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
