"""The sums behind each gate: how much the input, the previous state and the bias put in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from visualizer.core.modules import Layout, Recurrent, Weights, layout_of, weights_now
from visualizer.core.records import GRURecord, LSTMRecord, Record

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
        One `PreActivation` for each of the record's `sums`. Unitless, unbounded.
    Raises:
        ValueError: `module` and `record` are of different cells, `layer` or `direction` is not in
            the record, or the module's weights have changed since the record was taken.
    """
    part = _part(module, record, layer, direction)
    terms = _terms(part)
    if not record.interventions:  # after which the values need not follow from the weights
        _check_unchanged(part, terms)
    return terms


@torch.no_grad()
def check_same_weights(
    module: Recurrent, record: Record, *, layer: int = 0, direction: int = 0
) -> None:
    """Refuse a module whose weights do not lead to what a run without interventions recorded.

    Raises:
        ValueError: as `pre_activations`.
    """
    part = _part(module, record, layer, direction)
    _check_unchanged(part, _terms(part))


class StackedWeights(NamedTuple):
    """What one layer and direction multiplies with, in the order of its record's `sums`.

    PyTorch's own rows: `K` is H for an RNN, 3H for a GRU, 4H for an LSTM. Missing biases are zeros.
    """

    ih: Float[np.ndarray, "K E"]
    hh: Float[np.ndarray, "K P"]
    b_ih: Float[np.ndarray, " K"]
    b_hh: Float[np.ndarray, " K"]


@torch.no_grad()
def stacked_weights(module: Recurrent, *, layer: int = 0, direction: int = 0) -> StackedWeights:
    """The weights of one layer and direction as they are now.

    `pre_activations` of a record that was taken with them follows from these and what was read.

    Raises:
        ValueError: the module has no such layer or direction.
    """
    layout = layout_of(module)
    for name, place, size in (
        ("layer", layer, layout.layers),
        ("direction", direction, layout.directions),
    ):
        if place not in range(size):
            raise ValueError(f"{name} must be in 0..{size - 1}, got {place}")
    return _stacked(weights_now(module, layer, direction))


class _Part(NamedTuple):
    """One layer and direction of a record: what it read at every step, and its weights now."""

    record: Record
    place: tuple[int, int]
    layout: Layout
    x: Float[np.ndarray, "T B E"]
    h_prev: Float[np.ndarray, "T B P"]
    weights: Weights


def _part(module: Recurrent, record: Record, layer: int, direction: int) -> _Part:
    layout = layout_of(module)
    _check_place(layout, record, layer, direction)
    weights = weights_now(module, layer, direction)
    x = record.x if layer == 0 else np.concatenate(list(record.h[layer - 1]), axis=-1)
    recorded, now = (x.shape[-1], record.h.shape[-1]), (weights.ih.shape[1], weights.hh.shape[1])
    if recorded != now:
        raise ValueError(
            f"module must be the recorded one, with {recorded[0]} inputs and {recorded[1]} units, "
            f"got {now[0]} and {now[1]}"
        )
    h_prev = _h_prev(record, layer, direction)
    return _Part(record, (layer, direction), layout, x, h_prev, weights)


def _check_place(layout: Layout, record: Record, layer: int, direction: int) -> None:
    """Refuse a module of another cell or build, and a layer or direction that is not there."""
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


def _terms(part: _Part) -> dict[str, PreActivation]:
    """What the weights make of the input and the previous state, by symbol."""
    ih, hh, *biases = _stacked(part.weights)
    with np.errstate(invalid="ignore", over="ignore"):  # an infinite input is shown as it is
        from_x, from_h = part.x @ ih.T, part.h_prev @ hh.T
    names = part.record.sums
    blocks = (np.split(values, len(names), axis=-1) for values in (from_x, from_h, *biases))
    return {
        symbol: PreActivation(
            x=x,
            h=h,
            bias=b_x if symbol == "n" else b_x + b_h,
            bias_h=b_h if symbol == "n" else np.zeros_like(b_h),
        )
        for symbol, x, h, b_x, b_h in zip(names, *blocks, strict=True)
    }


def _stacked(weights: Weights) -> StackedWeights:
    ih, hh, b_ih, b_hh, _ = weights
    zeros = np.zeros(len(ih), dtype=_array(ih).dtype)
    biases = (zeros if bias is None else _array(bias) for bias in (b_ih, b_hh))
    return StackedWeights(_array(ih), _array(hh), *biases)


def _check_unchanged(part: _Part, terms: Mapping[str, PreActivation]) -> None:
    """Refuse weights that do not lead to what was recorded."""
    dtype = part.weights.ih.dtype
    for symbol, (values, size) in _expected(part, terms).items():
        recorded = getattr(part.record, symbol)[part.place]
        with np.errstate(invalid="ignore", over="ignore"):
            off = np.abs(values - recorded)
            allowed = SLACK.get(dtype, 0.1) * np.maximum(1, np.abs(recorded))
            allowed += ROUNDINGS * torch.finfo(dtype).eps * size
            other = ~(off <= allowed) & np.isfinite(recorded)
        if other.any():
            raise ValueError(
                "module must have the weights it was recorded with at "
                f"{part.record.taken:%H:%M:%S %Z}, got others: {symbol} differs by "
                f"{off[other].max():.2g}; record it again"
            )


def _expected(
    part: _Part, terms: Mapping[str, PreActivation]
) -> dict[str, tuple[Float[np.ndarray, "T B H"], Float[np.ndarray, "T B H"]]]:
    """What follows from the weights, by symbol.

    Beside each value the size of what it is a sum of, without signs: it may be a small rest.
    """
    record, weights = part.record, part.weights
    ih, hh = np.abs(_array(weights.ih)), np.abs(_array(weights.hh))
    with np.errstate(invalid="ignore", over="ignore"):
        together = np.abs(part.x) @ ih.T + np.abs(part.h_prev) @ hh.T
    sizes = np.split(together, len(terms), axis=-1)
    expected = {
        symbol: (_activated(symbol, terms[symbol], part), size)
        for symbol, size in zip(terms, sizes, strict=True)
    }
    if isinstance(record, LSTMRecord) and weights.hr is not None:
        shown, hr = record.o[part.place] * np.tanh(record.c[part.place]), _array(weights.hr)
        expected["h"] = (shown @ hr.T, np.abs(shown) @ np.abs(hr).T)
    return expected


def _activated(symbol: str, term: PreActivation, part: _Part) -> Float[np.ndarray, "T B H"]:
    """The gate, candidate or plain cell's state that follows from its sum."""
    if isinstance(part.record, GRURecord) and symbol == "n":
        r = part.record.r[part.place]
        return np.tanh(term.x + term.bias + r * (term.h + term.bias_h))
    total = term.x + term.h + term.bias
    if symbol in ("g", "h"):
        relu = symbol == "h" and part.layout.nonlinearity == "relu"
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
