"""What the stage shows: one text read by one layer and direction of one network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One reading of one text by one layer and direction of one network, all of it measured.

    `quantities` holds every recorded quantity by symbol, in text order; `memory` names the one that
    carries the cell's memory. `numbers` are the shown units' own. `sums` holds the terms of each
    pre-activation by symbol and term (`x`, `h`: (T, H); `bias`, `bias_h`: (H,)), where they are
    known, `start` the states before the first step, which is the last word's if the direction
    reads `backward`. `kept` is the share of memory that survives each step, `orders` are
    permutations of the units by name, `stories` the sentences told about each step, `notes` what
    to know beforehand. A network with a read-out has a `verdict` in 0..1, which turned most at
    step `turn`, and weights for it. `worded` says that the steps are words, `checked` that
    `max_error` is the distance from PyTorch's own output.
    """

    network: str
    cell: str
    memory: str
    tokens: Sequence[str]
    unknown: Sequence[bool]
    numbers: Sequence[int]
    quantities: Mapping[str, Float[np.ndarray, "T H"]]
    sums: Mapping[str, Mapping[str, np.ndarray]]
    start: Mapping[str, Float[np.ndarray, " H"]]
    kept: Float[np.ndarray, " T"] | None
    orders: Mapping[str, Sequence[int]]
    stories: Sequence[Sequence[str]]
    unit: int
    max_error: float
    checked: bool = True
    worded: bool = True
    backward: bool = False
    notes: Sequence[str] = ()
    verdict: Float[np.ndarray, " T"] | None = None
    turn: int | None = None
    readout: Float[np.ndarray, " H"] | None = None
    readout_bias: float = 0.0
