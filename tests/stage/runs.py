"""Recurrent layers as the browser runs them, and what PyTorch makes of the same."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import torch

from tests.showing.samples import MODULES
from visualizer.core import CELLS, Record, pre_activations, record, stacked_weights
from visualizer.core.modules import layout_of
from visualizer.networks import load_model

SIZES = ((1, 1, 1), (3, 1, 4), (2, 7, 1), (5, 3, 6), (4, 17, 9))
"""Inputs, units and steps."""
NETWORKS = ("toy-en-lstm-8", "toy-en-gru-8", "toy-en-rnn-8", "sentiment-lstm")
SENTENCE = "the story was dull but the ending was really funny"
WITHIN = {torch.float32: 1e-5, torch.float64: 0}
"""How far the browser may be off, by PyTorch's precision; it rounds once, at the end."""


def runs() -> Iterator[dict[str, Any]]:
    """Random modules of every cell and both precisions, and shipped networks reading a sentence."""
    for cell in CELLS:
        options = [{}, {"bias": False}, *([{"nonlinearity": "relu"}] if cell == "rnn" else [])]
        for own, dtype, sizes, fresh in product(options, WITHIN, SIZES, (True, False)):
            yield _random(cell, sizes, dtype, fresh=fresh, **own)
    for name in NETWORKS:
        network = load_model(name)
        yield _run(name, network.recurrent, network.read(SENTENCE).record)


def _random(
    cell: str, sizes: tuple[int, int, int], dtype: torch.dtype, *, fresh: bool, **options: Any
) -> dict[str, Any]:
    """A stock module with numbers that single precision has, whatever it computes in."""
    inputs, units, steps = sizes
    torch.manual_seed(1)
    module = MODULES[cell](inputs, units, **options).to(dtype)
    x = torch.randn(steps, 1, inputs).to(dtype)
    h0, c0 = torch.randn(2, 1, 1, units).to(dtype)
    start = None if fresh else (h0, c0) if cell == "lstm" else h0
    with torch.no_grad(), record(module) as recording:
        module(x, start)
    name = f"{cell} {options} of {units} units, {inputs} inputs, {steps} steps, {dtype}, {fresh=}"
    return _run(name, module, recording[""], fresh=fresh)


def _run(name: str, module: Any, recorded: Record, *, fresh: bool = True) -> dict[str, Any]:
    layout = layout_of(module)
    states = () if fresh else recorded.states
    return {
        "name": name,
        "layer": {
            "cell": recorded.cell,
            "units": layout.hidden_size,
            "inputs": layout.input_size,
            "nonlinearity": layout.nonlinearity,
        },
        "weights": _flat(stacked_weights(module)._asdict()),
        "x": recorded.x.ravel().tolist(),
        "start": _flat({state: recorded.start(state) for state in states}),
        "arrays": _flat({q: recorded.unit_values(q) for q in recorded.quantities}),
        "sums": _flat(_sums(module, recorded)),
        "within": WITHIN[next(module.parameters()).dtype],
    }


def _sums(module: Any, recorded: Record) -> dict[str, np.ndarray]:
    """What the activations are taken of: each sum of `core`'s terms."""
    sums = {}
    for q, terms in pre_activations(module, recorded).items():
        gate = recorded.unit_values("r")[:, None] if q == "n" else 1
        sums[q] = terms.x + terms.bias + gate * (terms.h + terms.bias_h)
    return sums


def _flat(arrays: dict[str, np.ndarray]) -> dict[str, list[float]]:
    return {name: values.ravel().tolist() for name, values in arrays.items()}
