"""What a recording holds: one frozen record per call of a recurrent module.

Axes: L layer, D direction (0 forward, 1 backward), T time in text order (for the backward
direction too), B batch, E input, H hidden (the projected size for `h` where `proj_size` is set).
Every array is numpy on the CPU and read-only: float64 if the model is, float32 otherwise.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from jaxtyping import Float, Int


@dataclass(frozen=True, kw_only=True, eq=False)
class RNNRecord:
    """One call of `nn.RNN`: the hidden state `h` after every step.

    `h` is in (-1, 1) for tanh and >= 0 for relu. `max_error` is the largest absolute difference
    between a value recomputed from the equations and PyTorch's own output or h_n.
    """

    cell: ClassVar[str] = "rnn"
    quantities: ClassVar[tuple[str, ...]] = ("h",)

    x: Float[np.ndarray, "T B E"]
    h0: Float[np.ndarray, "L D B P"]
    lengths: Int[np.ndarray, " B"]
    h: Float[np.ndarray, "L D T B P"]
    max_error: float

    def unit_values(
        self, quantity: str, *, layer: int = 0, direction: int = 0, sample: int = 0
    ) -> Float[np.ndarray, "T H"]:
        """One quantity of one layer, direction and sample: a row per step, a column per unit.

        Raises:
            ValueError: this kind of cell does not have the quantity.
        """
        if quantity not in self.quantities:
            raise ValueError(
                f"quantity must be one of {', '.join(self.quantities)} for a {self.cell.upper()}, "
                f"got {quantity!r}"
            )
        return getattr(self, quantity)[layer, direction, :, sample]


@dataclass(frozen=True, kw_only=True, eq=False)
class LSTMRecord(RNNRecord):
    """One call of `nn.LSTM`: gates, candidate, cell state and hidden state after every step.

    `i`, `f`, `o` are in (0, 1), `g` in (-1, 1), `c` is unbounded, `h = o * tanh(c)` in (-1, 1).
    `max_error` also covers c_n.
    """

    cell: ClassVar[str] = "lstm"
    quantities: ClassVar[tuple[str, ...]] = ("i", "f", "g", "o", "c", "h")

    c0: Float[np.ndarray, "L D B H"]
    i: Float[np.ndarray, "L D T B H"]
    f: Float[np.ndarray, "L D T B H"]
    g: Float[np.ndarray, "L D T B H"]
    o: Float[np.ndarray, "L D T B H"]
    c: Float[np.ndarray, "L D T B H"]


@dataclass(frozen=True, kw_only=True, eq=False)
class GRURecord(RNNRecord):
    """One call of `nn.GRU`: reset gate, update gate, candidate and hidden state after every step.

    `r`, `z` are in (0, 1), `n` in (-1, 1). PyTorch's form: `n = tanh(W x + r * (U h + b))`,
    `h = (1 - z) * n + z * h_prev`, so z = 1 keeps the previous state.
    """

    cell: ClassVar[str] = "gru"
    quantities: ClassVar[tuple[str, ...]] = ("r", "z", "n", "h")

    r: Float[np.ndarray, "L D T B H"]
    z: Float[np.ndarray, "L D T B H"]
    n: Float[np.ndarray, "L D T B H"]


Record = RNNRecord | LSTMRecord | GRURecord
