"""What a measured reach comes to, in words."""

import numpy as np

from visualizer.lexicon.language import Translator
from visualizer.networks.untrained import Reach
from visualizer.views.curves import FLOAT32_CEILING, FLOAT32_FLOOR, curve_name, scientific


def reach_told(cell: str, reach: Reach, say: Translator) -> str:
    """What the curve comes to at its far end, and where float32 would have lost it."""
    lags, far = len(reach.measured) - 1, float(reach.measured[-1])
    name = curve_name(cell, say)
    if not lags:
        return say("**{name}**: one step has no earlier one to compare with.", name=name)
    told = [
        say.count(
            "**{name}**: {n} step back the factor is {factor}, {rate} a step.",
            "**{name}**: {n} steps back the factor is {factor}, {rate} a step.",
            lags,
            name=name,
            factor=scientific(far),
            rate=f"{far ** (1 / lags):.2f}",
        )
    ]
    below = np.flatnonzero(reach.measured < FLOAT32_FLOOR)
    above = np.flatnonzero(~(reach.measured <= FLOAT32_CEILING))
    if len(below):
        told.append(
            say.count(
                "From {n} step back it is less than float32 can hold: training would see 0.",
                "From {n} steps back it is less than float32 can hold: training would see 0.",
                int(below[0]),
            )
        )
    if len(above):
        told.append(
            say.count(
                "From {n} step back it is more than float32 can hold: training would see infinity "
                "or NaN.",
                "From {n} steps back it is more than float32 can hold: training would see infinity "
                "or NaN.",
                int(above[0]),
            )
        )
    return " ".join(told)
