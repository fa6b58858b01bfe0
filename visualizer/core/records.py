"""What a recording holds: one frozen record per call of a recurrent module.

Axes: L layer, D direction (0 forward, 1 backward), T time in text order (for the backward
direction too), B batch, E input, H hidden (the projected size for `h` where `proj_size` is set).
Every array is numpy on the CPU and read-only: float64 if the model is, float32 otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import Any, ClassVar, Literal, TypeVar

import numpy as np
from jaxtyping import Float, Int

AXES: dict[str, str] = {
    "x": "T B E",
    "h0": "L D B H",
    "c0": "L D B H",
    **dict.fromkeys("hcifgorzn", "L D T B H"),
}
"""The axes of every array by name."""

SUSPICIOUS = 0.05
"""More than rounding explains, half precision's too, in proportion to states above 1."""

ChangeKind = Literal["clamp", "scale", "add", "harden", "swap", "probe"]


@dataclass(frozen=True, kw_only=True)
class ChangeMade:
    """A change that was made in a run, field by field for whoever words it; `str` does in English.

    Attributes:
        kind: what was done; a probe changes nothing and measures a gradient.
        module: where; "" for the model itself.
        quantity: to what.
        amount: of a clamp, a scale or an addition the number, or the shape of many; of a swap the
            time at which the other record was taken; else nothing.
        layer: which, as written; None for all, here and below.
        direction: which.
        units: which.
        steps: which.
    """

    kind: ChangeKind
    module: str
    quantity: str
    amount: str | tuple[int, ...] = ""
    layer: str | None = None
    direction: str | None = None
    units: str | None = None
    steps: str | None = None

    @property
    def places(self) -> dict[str, str]:
        """Where it was made, by axis, as far as that was chosen."""
        axes = {name: getattr(self, name) for name in ("layer", "direction", "units", "steps")}
        return {name: place for name, place in axes.items() if place is not None}

    def __str__(self) -> str:
        done = {
            "clamp": "clamped to {}",
            "scale": "scaled by {}",
            "add": "plus {}",
            "harden": "rounded to 0 or 1",
            "swap": "taken from a record of {}",
            "probe": "with its gradient measured",
        }[self.kind]
        many = isinstance(self.amount, tuple)
        amount = f"values of shape {self.amount}" if many else self.amount
        where = [f"{name} {place}" for name, place in self.places.items()]
        what = f"{self.quantity} of module {self.module!r}"
        return ", ".join([f"{what} {done.format(amount)}", *where])


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class RNNRecord:
    """One call of `nn.RNN`, or calls that continue each other: the hidden state after every step.

    A record is a snapshot: it holds what was computed at the time `taken`, whatever becomes of the
    model afterwards.

    What a kind of cell is stands on its class: `cell` is its name and `quantities` what it computes
    at every step. `states` are the quantities handed from step to step, in PyTorch's order, and
    `memory` is the one of them that carries the memory. `keeps` is the gate whose value is the
    share of the memory that survives a step; None: the cell has no such gate. `gates` are those
    that let a share through, 0 to 1. `sums` are the quantities that are an activation of a sum
    W x + U h + b, in the order in which PyTorch stacks their weights.

    Attributes:
        x: what the module was given, (T, B, E).
        h0: the state before the first step, (L, D, B, H).
        lengths: the steps of each text, (B,); beyond them `x` and every quantity are NaN.
        h: the hidden state, (L, D, T, B, H): in (-1, 1) for tanh, >= 0 for relu.
        max_error: the largest absolute difference between a value recomputed from the equations
            and PyTorch's own output or h_n; of a run under `intervene`, between a recorded value
            and what the module returned. NaN where either is.
        interventions: what `intervene` changed, one by one; empty without.
        taken: when the (first) call was made.
    """

    cell: ClassVar[str] = "rnn"
    quantities: ClassVar[tuple[str, ...]] = ("h",)
    states: ClassVar[tuple[str, ...]] = ("h",)
    memory: ClassVar[str] = "h"
    keeps: ClassVar[str | None] = None
    gates: ClassVar[tuple[str, ...]] = ()
    sums: ClassVar[tuple[str, ...]] = ("h",)

    x: Float[np.ndarray, "T B E"]
    h0: Float[np.ndarray, "L D B P"]
    lengths: Int[np.ndarray, " B"]
    h: Float[np.ndarray, "L D T B P"]
    max_error: float
    interventions: tuple[ChangeMade, ...] = ()
    taken: datetime = field(default_factory=lambda: datetime.now(UTC))

    def unit_values(
        self, quantity: str, *, layer: int = 0, direction: int = 0, sample: int = 0
    ) -> Float[np.ndarray, "T H"]:
        """One quantity of one layer, direction and sample: a row per step, a column per unit.

        Raises:
            ValueError: this kind of cell does not have the quantity.
        """
        self._check("quantity", quantity, self.quantities)
        return getattr(self, quantity)[layer, direction, :, sample]

    def memory_values(
        self, *, layer: int = 0, direction: int = 0, sample: int = 0
    ) -> Float[np.ndarray, "T H"]:
        """The state that carries the memory, after each step."""
        return self.unit_values(self.memory, layer=layer, direction=direction, sample=sample)

    def kept_values(
        self, *, layer: int = 0, direction: int = 0, sample: int = 0
    ) -> Float[np.ndarray, "T H"] | None:
        """The share of each unit's memory that survives each step, 0 to 1; None for an RNN."""
        if self.keeps is None:
            return None
        return self.unit_values(self.keeps, layer=layer, direction=direction, sample=sample)

    def start(
        self, state: str, *, layer: int = 0, direction: int = 0, sample: int = 0
    ) -> Float[np.ndarray, " H"]:
        """A state before the first step.

        Raises:
            ValueError: this kind of cell hands on no such state.
        """
        self._check("state", state, self.states)
        return getattr(self, f"{state}0")[layer, direction, sample]

    @classmethod
    def weight_rows(cls, quantity: str, hidden_size: int) -> slice:
        """The rows of PyTorch's stacked weights and biases that make one quantity's sum.

        Raises:
            ValueError: the quantity has no sum of its own.
        """
        cls._check("quantity", quantity, cls.sums)
        first = cls.sums.index(quantity) * hidden_size
        return slice(first, first + hidden_size)

    @classmethod
    def _check(cls, what: str, name: str, known: tuple[str, ...]) -> None:
        if name not in known:
            raise ValueError(
                f"{what} must be one of {', '.join(known)} for a {cls.cell.upper()}, got {name!r}"
            )

    @property
    def notes(self) -> tuple[str, ...]:
        """What is unusual here, in words: values that are not finite, interventions, a check that
        failed."""
        return (*self._not_finite(), *map(str, self.interventions), *self._not_equal())

    def _not_equal(self) -> Iterator[str]:
        scale = max(1.0, float(np.abs(self.h).max(initial=0, where=np.isfinite(self.h))))
        if self.max_error > SUSPICIOUS * scale:
            yield (
                f"what the module returned is up to {self.max_error:.2g} off its cell's equations: "
                "it computes something else, or a hook changed its output; do not trust the gates"
            )

    def _not_finite(self) -> Iterator[str]:
        inside = np.arange(len(self.x))[:, None] < self.lengths
        steps, samples = np.nonzero(~np.isfinite(self.x).all(axis=2) & inside)
        if len(steps):
            yield (
                f"the input x has values that are not finite at {len(steps)} of {inside.sum()} "
                f"steps, first at step {steps[0]} of sample {samples[0]}"
            )
        for state in self.states:
            start = getattr(self, f"{state}0")
            samples = np.nonzero(~np.isfinite(start).all(axis=(0, 1, 3)))[0]
            if len(samples):
                yield (
                    f"the initial state {state}0 has values that are not finite, first in sample "
                    f"{samples[0]}"
                )

    @classmethod
    def arrays(cls) -> tuple[str, ...]:
        """The names of the arrays with float values, see `AXES`."""
        return tuple(each.name for each in fields(cls) if each.name in AXES)

    def __repr__(self) -> str:
        L, D, T, B, H = self.h.shape
        sizes = f"L={L}, D={D}, T={T}, B={B}, E={self.x.shape[2]}, H={H}, {self.h.dtype}"
        told = f"max_error={self.max_error:.1e}, taken {self.taken:%Y-%m-%d %H:%M:%S %Z}"
        return "\n  ".join([f"<{type(self).__name__} {sizes}, {told}>", *self.notes])


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class LSTMRecord(RNNRecord):
    """One call of `nn.LSTM`: gates, candidate, cell state and hidden state after every step.

    `i`, `f`, `o` are in (0, 1), `g` in (-1, 1), `c` is unbounded, `h = o * tanh(c)` in (-1, 1); all
    (L, D, T, B, H). `c0` is the cell state before the first step, (L, D, B, H). `max_error` also
    covers c_n. The rest as in `RNNRecord`.
    """

    cell: ClassVar[str] = "lstm"
    quantities: ClassVar[tuple[str, ...]] = ("i", "f", "g", "o", "c", "h")
    states: ClassVar[tuple[str, ...]] = ("h", "c")
    memory: ClassVar[str] = "c"
    keeps: ClassVar[str | None] = "f"
    gates: ClassVar[tuple[str, ...]] = ("i", "f", "o")
    sums: ClassVar[tuple[str, ...]] = ("i", "f", "g", "o")

    c0: Float[np.ndarray, "L D B H"]
    i: Float[np.ndarray, "L D T B H"]
    f: Float[np.ndarray, "L D T B H"]
    g: Float[np.ndarray, "L D T B H"]
    o: Float[np.ndarray, "L D T B H"]
    c: Float[np.ndarray, "L D T B H"]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class GRURecord(RNNRecord):
    """One call of `nn.GRU`: reset gate, update gate, candidate and hidden state after every step.

    `r`, `z` are in (0, 1), `n` in (-1, 1), all (L, D, T, B, H). PyTorch's form:
    `n = tanh(W x + r * (U h + b))`, `h = (1 - z) * n + z * h_prev`, so z = 1 keeps the previous
    state. The rest as in `RNNRecord`.
    """

    cell: ClassVar[str] = "gru"
    quantities: ClassVar[tuple[str, ...]] = ("r", "z", "n", "h")
    keeps: ClassVar[str | None] = "z"
    gates: ClassVar[tuple[str, ...]] = ("r", "z")
    sums: ClassVar[tuple[str, ...]] = ("r", "z", "n")

    r: Float[np.ndarray, "L D T B H"]
    z: Float[np.ndarray, "L D T B H"]
    n: Float[np.ndarray, "L D T B H"]


Record = RNNRecord | LSTMRecord | GRURecord
RECORDS: dict[str, type[Record]] = {kind.cell: kind for kind in (RNNRecord, GRURecord, LSTMRecord)}
"""What each cell is, by name, in the order of the cells among each other."""

CELLS: tuple[str, ...] = tuple(RECORDS)

R = TypeVar("R", bound=RNNRecord)


def join(records: Sequence[R]) -> tuple[R, list[R]]:
    """Calls that continue each other as one record, and each again as a view of its part of that.

    The joined record has the first call's `h0` (and `c0`) and `taken`, and the largest `max_error`.
    """
    first = records[0]
    if len(records) == 1:
        return first, [first]
    names = [name for name in first.arrays() if "T" in AXES[name]]
    joined = replace(
        first,
        lengths=_read_only(np.sum([each.lengths for each in records], axis=0)),
        max_error=float(np.max([each.max_error for each in records])),
        interventions=tuple(dict.fromkeys(line for each in records for line in each.interventions)),
        **{
            name: _read_only(np.concatenate([getattr(each, name) for each in records], _time(name)))
            for name in names
        },
    )
    ends = np.cumsum([len(each.x) for each in records]).tolist()
    views = [
        replace(
            each,
            **{
                name: getattr(joined, name)[(slice(None),) * _time(name) + (slice(start, end),)]
                for name in names
            },
        )
        for each, start, end in zip(records, [0, *ends], ends, strict=False)
    ]
    return joined, views


def single(
    record: R,
    *,
    layer: int = 0,
    direction: int = 0,
    sample: int = 0,
    steps: slice = slice(None),
) -> R:
    """One layer, direction and text of a record, in the order in which that direction reads.

    A record of its own, L = D = B = 1, without the padding past the text's end: `x` is what the
    layer read, `h0` (and `c0`) the state before its first step. A backward direction's steps run
    from the text's last to its first.

    Args:
        steps: which part of the text, in text order.

    Raises:
        ValueError: no such layer, direction, sample or step.
    """
    L, D, _, B, _ = record.h.shape
    for name, place, size in (
        ("layer", layer, L),
        ("direction", direction, D),
        ("sample", sample, B),
    ):
        if place not in range(size):
            raise ValueError(f"{name} must be in 0..{size - 1}, got {place}")
    length = int(record.lengths[sample])
    first, end, stride = steps.indices(length)
    if stride != 1 or first >= end:
        raise ValueError(f"steps must be a range within 0..{length - 1}, got {steps}")
    order = slice(first, end) if direction == 0 else np.arange(first, end)[::-1]
    before = first - 1 if direction == 0 else end

    def state(name: str) -> np.ndarray:
        if 0 <= before < length:
            return getattr(record, name)[layer, direction, before, sample][None, None, None]
        return getattr(record, f"{name}0")[layer, direction, sample][None, None, None]

    below = record.x if layer == 0 else np.concatenate(list(record.h[layer - 1]), axis=-1)
    arrays: dict[str, np.ndarray] = {
        quantity: getattr(record, quantity)[layer, direction, order, sample][None, None, :, None]
        for quantity in record.quantities
    }
    arrays |= {f"{name}0": state(name) for name in record.states}
    arrays |= {"x": below[order, sample][:, None], "lengths": np.array([end - first])}
    changes: dict[str, Any] = {name: _read_only(array) for name, array in arrays.items()}
    return replace(record, **changes)


def _time(name: str) -> int:
    """The number of the time axis."""
    return AXES[name].split().index("T")


def _read_only(array: np.ndarray) -> np.ndarray:
    array.setflags(write=False)
    return array
