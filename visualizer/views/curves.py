"""Curves of gradients on one logarithmic axis, absolute: what the page and the figures both draw.

The axis never rescales a curve by itself: what float32 cannot hold is named, what lies below the
axis is marked at its foot.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Literal

import numpy as np
from jaxtyping import Bool, Float

from visualizer.lexicon.colours import STROKES
from visualizer.lexicon.language import N_, Translator

FLOAT32_FLOOR = float(np.finfo(np.float32).tiny)
FLOAT32_CEILING = float(np.finfo(np.float32).max)
LOWEST = -45
"""The axis ends here: float32 has nothing below 1.4e-45, not even without full precision."""
HIGHEST = 1e300
STRIDES = (1, 2, 5, 10, 20, 50, 100)
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

Kind = Literal["measured", "bound", "gates"]
KINDS: dict[Kind, str] = {
    "measured": N_("measured"),
    "bound": N_("bound"),
    "gates": N_("gates alone"),
}
"""What a curve is; `bound` and `gates` are drawn thin beside what was measured."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Curve:
    """One curve: its key in `STROKES`, what it is, and its values, >= 0; NaN is a gap."""

    key: str
    kind: Kind
    values: Float[np.ndarray, " T"]

    def name(self, say: Translator) -> str:
        """What the legend calls it."""
        name = curve_name(self.key, say)
        match self.kind:
            case "bound":
                return say("bound for {name}", name=name)
            case "gates":
                return say("gates alone, {name}", name=name)
            case _:
                return name


@dataclass(frozen=True, kw_only=True, eq=False)
class Curves:
    """Curves that share their steps and one axis, from 10^low to 10^high.

    `tokens` are the words of the steps, where they have some, and `unknown` says which of them the
    vocabulary lacks. `lags` says that the steps are distances from the end, which begin at 0 and
    at a factor of 1.
    """

    title: str
    note: str
    vertical: str
    curves: Sequence[Curve]
    tokens: Sequence[str] | None = None
    unknown: Sequence[bool] | None = None
    lags: bool = False

    def __post_init__(self) -> None:
        lengths = {curve.key: len(curve.values) for curve in self.curves}
        unknown = [key for key in lengths if key not in STROKES]
        if unknown:
            raise ValueError(f"curves must be named among {', '.join(STROKES)}, got {unknown[0]!r}")
        if len({len(curve.values) for curve in self.curves}) != 1 or not min(lengths.values()):
            raise ValueError(
                f"curves must have the same number of steps, at least one, got {lengths}"
            )
        for name, each in (("tokens", self.tokens), ("unknown", self.unknown)):
            if each is not None and len(each) != self.steps:
                raise ValueError(
                    f"{name} must be one for each of the {self.steps} steps, got {len(each)}"
                )

    @property
    def steps(self) -> int:
        """The number of steps T."""
        return len(self.curves[0].values)

    @property
    def decades(self) -> tuple[int, int]:
        """The powers of ten at the axis's ends."""
        return decades(curve.values for curve in self.curves)

    def limits(self, say: Translator) -> dict[float, str]:
        """Where float32 ends, below and above, if the axis goes that far."""
        low, high = self.decades
        found: dict[float, str] = {}
        if 10.0**low <= FLOAT32_FLOOR:
            found[FLOAT32_FLOOR] = say("below this line float32 loses its digits, then everything")
        if 10.0**high >= FLOAT32_CEILING:
            found[FLOAT32_CEILING] = say("above this line float32 has only infinity")
        return found


def sentence_curves(
    curves: Mapping[str, Float[np.ndarray, " T"]],
    *,
    tokens: Sequence[str] | None = None,
    unknown: Sequence[bool] | None = None,
    say: Translator,
) -> Curves:
    """How strongly the end depends on the state after each word, one curve a network.

    Raises:
        ValueError: no curve, an unknown key, unequal lengths, or `tokens` or `unknown` do not fit.
    """
    return Curves(
        title=say("How strongly the verdict depends on each word's state"),
        note=say(
            "Length of the gradient of the final verdict's log-odds, for the state after each "
            "word. The axis is logarithmic and absolute."
        ),
        vertical=say("gradient length, no unit"),
        curves=_of_kind("measured", curves),
        tokens=tokens,
        unknown=unknown,
    )


def lag_curves(
    curves: Mapping[str, Float[np.ndarray, " T"]],
    *,
    bounds: Mapping[str, Float[np.ndarray, " T"]] | None = None,
    gates: Mapping[str, Float[np.ndarray, " T"]] | None = None,
    say: Translator,
) -> Curves:
    """How much of a state's change is left some steps later, against the number of steps.

    Raises:
        ValueError: no curve, an unknown key or unequal lengths.
    """
    if not curves:
        raise ValueError("curves must have the same number of steps, at least one, got {}")
    return Curves(
        title=say("How much of a change is left after some steps"),
        note=say(
            "Largest factor by which a small change of the state arrives at the end in the "
            "memory: h, in an LSTM c. Above 1 gradients explode, far below they vanish."
        ),
        vertical=say("factor, no unit"),
        curves=[
            *_of_kind("bound", bounds or {}),
            *_of_kind("gates", gates or {}),
            *_of_kind("measured", curves),
        ],
        lags=True,
    )


def _of_kind(kind: Kind, curves: Mapping[str, Float[np.ndarray, " T"]]) -> list[Curve]:
    return [Curve(key=key, kind=kind, values=values) for key, values in curves.items()]


def curve_name(key: str, say: Translator) -> str:
    """The name of a curve of `STROKES`, as the legend says it."""
    return say(STROKES[key].name)


def decades(curves: Iterable[Float[np.ndarray, " T"]]) -> tuple[int, int]:
    """The powers of ten that hold all values, at least three of them, ending at the floor."""
    values = np.concatenate([curve.astype(np.float64) for curve in curves])
    found = np.minimum(values[np.isfinite(values) & (values > 0)], HIGHEST)
    if not found.size:
        return -3, 0
    low, high = floor(log10(found.min())), ceil(log10(found.max()))
    return max(LOWEST, min(low, high - 3)), max(high, LOWEST + 3)


def below_axis(values: Float[np.ndarray, " T"], low: int) -> Bool[np.ndarray, " T"]:
    """Which values have no place on an axis that begins at 10^low, 0 above all."""
    return ~(values >= 10.0**low) & ~np.isnan(values)


def labelled_powers(low: int, high: int) -> list[int]:
    """The powers of ten that an axis names: at most nine, in whole strides."""
    stride = next(step for step in STRIDES if (high - low) / step <= 8)
    return [*range(stride * ceil(low / stride), high + 1, stride)]


def scientific(value: float) -> str:
    """A number with two digits and its power of ten, as text: 5.5 × 10⁻⁸."""
    if not np.isfinite(value) or value == 0 or 0.01 <= abs(value) < 1000:
        return f"{value:.2g}" if abs(value) < 99.5 else f"{value:.0f}"
    digits, power = f"{value:.1e}".split("e")
    return f"{digits} × 10{str(int(power)).translate(RAISED)}"
