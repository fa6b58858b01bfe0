"""Interventions as a test means them: what they must do and how the library is asked for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from cases import QUANTITIES, Configuration, build, record_of
from hypothesis import strategies as st

from visualizer.core import Add, Clamp, RNNRecord, Scale, Swap

Selection = int | Sequence[int] | slice | None
KINDS: dict[str, Any] = {"Clamp": Clamp, "Scale": Scale, "Add": Add, "Swap": Swap}
ARGUMENTS = {"Clamp": "value", "Scale": "factor", "Add": "amount", "Swap": "source"}


def chosen(selection: Selection, n: int) -> list[int]:
    """The indices below n that an int, a sequence, a slice or None selects."""
    if selection is None:
        return [*range(n)]
    if isinstance(selection, slice):
        return [*range(n)[selection]]
    indices = [selection] if isinstance(selection, int) else selection
    return [range(n)[index] for index in indices]


@dataclass(frozen=True)
class Planned:
    """One intervention as its contract means it, for calls of T steps: a `Change`."""

    kind: str
    quantity: str
    operand: Any
    T: int
    units: Selection = None
    steps: Selection = None
    layer: int | None = None
    direction: int | None = None

    def __call__(
        self, quantity: str, layer: int, direction: int, t: int, values: np.ndarray
    ) -> np.ndarray:
        """The values after the intervention."""
        here = self.layer in (None, layer) and self.direction in (None, direction)
        steps = chosen(self.steps, self.T)
        if quantity != self.quantity or not here or t not in steps:
            return values
        units = chosen(self.units, values.shape[-1])
        old = values[:, units]
        if self.kind == "Swap":
            source = getattr(self.operand, quantity)
            operand = (source[t] if quantity == "x" else source[layer, direction, t])[:, units]
        else:
            operand = np.broadcast_to(self.operand, (len(steps), *old.shape))[steps.index(t)]
        after = values.copy()
        after[:, units] = {"Scale": old * operand, "Add": old + operand}.get(self.kind, operand)
        return after


def as_given(planned: Planned) -> Any:
    """The library's intervention that a test has planned; arrays are given as tensors."""
    operand = planned.operand
    if isinstance(operand, np.ndarray):
        operand = torch.from_numpy(operand)
    return KINDS[planned.kind](
        "",
        planned.quantity,
        **{ARGUMENTS[planned.kind]: operand},
        units=planned.units,
        steps=planned.steps,
        layer=planned.layer,
        direction=planned.direction,
    )


def sources_of(configuration: Configuration) -> list[RNNRecord]:
    """Records of another run of the same sizes: of one sample and of as many."""
    others = [
        replace(configuration, seed=configuration.seed + 1, B=B) for B in (1, configuration.B)
    ]
    return [record_of(build(other)) for other in others]


@st.composite
def selections(draw: st.DrawFn, n: int) -> Selection:
    """At least one of n, in any of the ways to say it; no index twice."""
    kind = draw(st.sampled_from(["all", "int", "list", "slice"]))
    if kind == "all":
        return None
    if kind == "int":
        return draw(st.integers(-n, n - 1))
    if kind == "list":
        indices = draw(st.lists(st.integers(0, n - 1), min_size=1, unique=True))
        return [index - draw(st.sampled_from([0, n])) for index in indices]
    start = draw(st.integers(0, n - 1))
    stop = draw(st.integers(start + 1, n))
    return slice(
        start - draw(st.sampled_from([0, n])),
        None if stop == n else stop,
        draw(st.sampled_from([None, 1, 2])),
    )


@st.composite
def plans(draw: st.DrawFn, configuration: Configuration, sources: list[RNNRecord]) -> Planned:
    """Any intervention on the one call of a module of this configuration."""
    B, T, D = configuration.B, configuration.T, 1 + configuration.bidirectional
    quantity = draw(st.sampled_from(["x", *QUANTITIES[configuration.cell]]))
    layers: list[int | None] = [*range(configuration.num_layers)]
    if quantity != "x" or len(layers) == 1:
        layers.append(None)
    layer, direction = draw(st.sampled_from(layers)), draw(st.sampled_from([None, *range(D)]))
    given_out = configuration.proj_size or configuration.hidden_size
    sizes = {"x": D * given_out if layer else configuration.input_size, "h": given_out}
    size = sizes.get(quantity, configuration.hidden_size)
    units, steps = draw(selections(size)), draw(selections(T))

    kind = draw(st.sampled_from([*KINDS] if quantity != "x" or not layer else [*KINDS][:3]))
    if kind == "Swap":
        operand = draw(st.sampled_from(sources))
    elif draw(st.booleans()):
        operand = draw(st.sampled_from([-1, -0.5, 0, 0.5, 2]))
    else:
        full = (len(chosen(steps, T)), B, len(chosen(units, size)))
        shape = [n if draw(st.booleans()) else 1 for n in full]
        while shape and shape[0] == 1 and draw(st.booleans()):
            del shape[0]
        operand = np.random.default_rng(configuration.seed).normal(size=shape)
    return Planned(kind, quantity, operand, T, units, steps, layer, direction)
