"""A model run twice, unrecorded and recorded, and what a record must then hold."""

import copy
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
import torch
from agreement import assert_agrees, assert_same_bits
from cases import assert_close
from oracle import run
from torch import Tensor, nn

from visualizer.core import LSTMRecord, Recording, RNNRecord, record

M = TypeVar("M", bound=nn.Module)


def drawn(make: Callable[..., M], *args: Any, seed: int = 0, **options: Any) -> M:
    """A new model with weights from a seed, twice PyTorch's own so that its gates move.

    The global random state is left alone.
    """
    with torch.random.fork_rng(), torch.no_grad():
        torch.manual_seed(seed)
        model = make(*args, **options)
        for parameter in model.parameters():
            parameter.mul_(2)
    return model


def learned(model: nn.Module, run_model: Callable[[Any], Sequence[Tensor]]) -> list[Any]:
    """What a run from a fixed random state returns, and the gradients it leaves behind."""
    with torch.random.fork_rng():
        torch.manual_seed(3)
        outputs = run_model(model)
        torch.stack([output.square().sum() for output in outputs]).sum().backward()
    return [list(outputs), [parameter.grad for parameter in model.parameters()]]


def recorded_as_ever(model: nn.Module, run_model: Callable[[Any], Sequence[Tensor]]) -> Recording:
    """The recording of a run and its backward pass, both bit for bit those of an unrecorded twin.

    Every parameter must have its part in them, or the test would say less than it seems to.
    """
    plain = learned(copy.deepcopy(model), run_model)
    with record(model) as recording:
        watched = learned(model, run_model)
    assert all(gradient is not None and gradient.any() for gradient in plain[1])
    assert_same_bits(watched, plain)
    return recording


def assert_is_the_layer(
    found: RNNRecord, layer: nn.RNNBase, x: np.ndarray, tolerance: float = 1e-6
) -> None:
    """The record holds what the equations give for this input, from no state before it."""
    assert not found.h0.any()
    zero = np.zeros(found.h0.shape)
    memory = zero if isinstance(found, LSTMRecord) else None
    assert_close(found.x, x, tolerance, "x")
    assert_agrees(found, run(layer, x, zero, memory), tolerance)
    assert found.lengths.tolist() == [len(x)] * x.shape[1]
    assert found.max_error < tolerance


def numbers(values: Tensor) -> np.ndarray:
    """As float64 numpy."""
    return values.detach().double().numpy()


def softmax(scores: np.ndarray) -> np.ndarray:
    """Along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)
