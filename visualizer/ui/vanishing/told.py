"""In words what was measured: how far back a state reaches, which gaps were bridged."""

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


def told_beside_textbooks(rnn: int, lstm: int, say: Translator) -> str:
    """The textbooks' claim beside what was measured: the longest gaps bridged, 0 for none."""
    claim = say("Textbooks say that an LSTM bridges longer gaps than an RNN.")
    return f"{claim} {_measured_against_it(rnn, lstm, say)}"


def _measured_against_it(rnn: int, lstm: int, say: Translator) -> str:
    if not lstm and not rnn:
        return say("Here neither of them bridged any of these gaps.")
    if not rnn:
        return say(
            "Here it did: the LSTM bridged gaps of up to {lstm} time steps, the RNN none of these "
            "gaps.",
            lstm=lstm,
        )
    if lstm > rnn:
        return say(
            "Here it did: the LSTM bridged gaps of up to {lstm} time steps, the RNN of up to "
            "{rnn}.",
            lstm=lstm,
            rnn=rnn,
        )
    if not lstm:
        return say(
            "These runs do not show it: the LSTM, with a forget bias of 1, bridged none of these "
            "gaps, the RNN gaps of up to {rnn} time steps.",
            rnn=rnn,
        )
    return say(
        "These runs do not show it: the LSTM, with a forget bias of 1, bridged gaps of up to "
        "{lstm} time steps, the RNN of up to {rnn}.",
        lstm=lstm,
        rnn=rnn,
    )
