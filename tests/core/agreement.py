"""What a test says of a record and of what a module returned, beside one number being close."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from cases import assert_close
from torch import Tensor

from visualizer.core import LSTMRecord, RNNRecord


def assert_agrees(
    found: RNNRecord, expected: Mapping[str, np.ndarray], tolerance: float = 1e-12
) -> None:
    """The record has the expected quantities, all of them, with the expected values."""
    assert set(found.quantities) == set(expected)
    for name, values in expected.items():
        assert_close(getattr(found, name), values, tolerance, name)


def tensors_in(returned: Any) -> list[Tensor]:
    """The tensors that a module returned, in order; None holds none."""
    if isinstance(returned, Tensor):
        return [returned]
    return [tensor for part in returned or () for tensor in tensors_in(part)]


def assert_same_bits(returned: Any, plain: Any) -> None:
    """Both modules returned the same tensors, in the same kinds of tuples."""
    assert type(returned) is type(plain)
    for one, other in zip(tensors_in(returned), tensors_in(plain), strict=True):
        assert (one.dtype, one.shape) == (other.dtype, other.shape)
        bits = [tensor.detach().contiguous().view(torch.uint8) for tensor in (one, other)]
        assert torch.equal(*bits)


def assert_same_record(found: RNNRecord, other: RNNRecord, tolerance: float = 0) -> None:
    """Two records hold the same quantities of the same input and first states."""
    assert type(found) is type(other)
    assert_agrees(found, {name: getattr(other, name) for name in other.quantities}, tolerance)
    for name in ("x", "h0", *(["c0"] if isinstance(other, LSTMRecord) else [])):
        assert_close(getattr(found, name), getattr(other, name), tolerance, name)
    assert found.lengths.tolist() == other.lengths.tolist()
