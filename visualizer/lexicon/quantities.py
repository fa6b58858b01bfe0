"""The one table of what a recurrent network computes: symbol, name, range and hue.

Figures, the stage and prose all take colours and ranges from here, so that a quantity looks the
same on every page. The hues of one cell's quantities stay apart in normal vision, deuteranopia and
protanopia, and reach a contrast of 4.5:1 as text on the page (tests/lexicon/test_quantities.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from visualizer.lexicon.language import N_

Scale = Literal["gate", "signed", "state"]
"""`gate`: 0..1, background to hue. `signed`: -1..1, diverging. `state`: symmetric, see `bound`."""


@dataclass(frozen=True)
class Quantity:
    """One recorded quantity. `name` and `role` are messages for the catalogue."""

    symbol: str
    name: str
    role: str
    scale: Scale
    light: str
    dark: str
    bound: float = 1.0

    @property
    def range(self) -> tuple[float, float]:
        """The fixed range of its colour scale; a value beyond it is drawn with a mark."""
        return (0.0 if self.scale == "gate" else -self.bound, self.bound)


QUANTITIES: dict[str, Quantity] = {
    quantity.symbol: quantity
    for quantity in (
        Quantity(
            "r",
            N_("reset gate"),
            N_("how much of the previous state goes into the candidate"),
            "gate",
            "#c22a12",
            "#ff6f55",
        ),
        Quantity(
            "z",
            N_("update gate"),
            N_("how much of the previous state is kept: 1 keeps all, 0 replaces it"),
            "gate",
            "#017895",
            "#4fdcea",
        ),
        Quantity(
            "f",
            N_("forget gate"),
            N_("how much of each unit's memory is kept: 1 keeps all, 0 erases"),
            "gate",
            "#b5530a",
            "#f4713c",
        ),
        Quantity(
            "i",
            N_("input gate"),
            N_("how much of the candidate is written: 1 writes all, 0 nothing"),
            "gate",
            "#0f7b5f",
            "#4fe0a0",
        ),
        Quantity(
            "g",
            N_("candidate"),
            N_("what would be written into memory, from -1 to 1"),
            "signed",
            "#7d1450",
            "#ee6fa6",
        ),
        Quantity(
            "n",
            N_("candidate"),
            N_("the new state on offer, from -1 to 1"),
            "signed",
            "#7a0d4f",
            "#f45aa5",
        ),
        Quantity(
            "o",
            N_("output gate"),
            N_("how much of the memory is shown: 1 shows all, 0 hides it"),
            "gate",
            "#0b6fb3",
            "#a3cdfb",
        ),
        Quantity(
            "c",
            N_("cell state"),
            N_("the memory itself, carried from step to step"),
            "state",
            "#4f3b00",
            "#f0d24a",
            bound=2.0,
        ),
        Quantity(
            "h",
            N_("hidden state"),
            N_("what the unit says to the next step and to the verdict, from -1 to 1"),
            "signed",
            "#5420c4",
            "#9b7bf7",
        ),
    )
}
"""By symbol, in the order in which the eye should meet the quantities of any cell."""


def lane_order(symbols: Iterable[str]) -> tuple[str, ...]:
    """Symbols of `QUANTITIES` in its order."""
    return tuple(sorted(symbols, key=[*QUANTITIES].index))
