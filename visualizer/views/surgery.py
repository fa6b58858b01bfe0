"""What a board shows of a run that was changed by hand, and what it offers to change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Where a quantity was changed by hand: at these steps, in these units; None for all."""

    quantity: str
    steps: Sequence[int] | None = None
    units: Sequence[int] | None = None


@dataclass(frozen=True, kw_only=True)
class Ghost:
    """The same run without the changes."""

    quantities: Mapping[str, Float[np.ndarray, "T H"]]
    verdict: Float[np.ndarray, " T"] | None = None


@dataclass(frozen=True, kw_only=True)
class Chip:
    """One change: in short, in whole, whether it fits the text and the network, and as the address
    keeps it."""

    short: str
    told: str
    fits: bool
    alteration: str


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A change that one click makes, as the address keeps it."""

    name: str
    formula: str
    alteration: str


@dataclass(frozen=True, kw_only=True)
class Surgery:
    """What can be changed in a run, and what was.

    Attributes:
        limits: between which values each quantity can be held, by symbol.
        factors: by what it can be multiplied.
        presets: changes of one click.
        chips: the changes that were made, in their order.
        told: what they did, in sentences.
        undone: whether there is a change to undo.
        fixed: nothing can be changed, as on a page that was kept.
    """

    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    factors: tuple[float, float] = (0.0, 1.0)
    presets: Sequence[Preset] = ()
    chips: Sequence[Chip] = ()
    told: Sequence[str] = ()
    undone: bool = False
    fixed: bool = False
