"""In words what was measured: how far back a state reaches, which gaps were bridged."""

from collections.abc import Mapping

import numpy as np

from visualizer.lexicon.language import Translator
from visualizer.networks.race.contenders import CONTENDERS
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


def sentence_told(
    lives: Mapping[str, float], longest: Mapping[str, int], say: Translator
) -> str | None:
    """What the half-lives on a sentence do not say of the networks, and where that is seen.

    Args:
        lives: of a change of the memory, in words, by cell; infinite where more than half is left.
        longest: the longest gap that each contender bridged in the race of recall.

    Returns:
        None where nothing can be compared.
    """
    if len(lives) < 2:
        return None
    lasting = max(lives, key=lambda cell: lives[cell])
    return say(
        "Here a change lasts longest in the {name}, but judging a sentence takes no long memory, "
        "so that says little about the kinds of networks. Where memory must be long, in part 3, "
        "they bridged, RNN: {rnn}; LSTM with its gates set for the task's length: {lstm}.",
        name=lasting.upper(),
        rnn=_reached(longest["rnn"], say),
        lstm=_reached(longest["lstm-long"], say),
    )


def race_told(longest: Mapping[str, Mapping[str, int]], say: Translator) -> list[str]:
    """What the races say of gates.

    Args:
        longest: the longest gap that was bridged, by task and contender, 0 for none.
    """
    recall, adding = longest["recall"], longest["adding"]
    return [_holding(recall, say), _choosing(adding, say), _open_long(recall, say)]


def _reached(gap: int, say: Translator) -> str:
    """The longest gap that was bridged, in words."""
    if not gap:
        return say("none of the gaps")
    return say("gaps of up to {n} time steps", n=say.number(gap))


def _holding(longest: Mapping[str, int], say: Translator) -> str:
    """Whether one thing can be held without gates."""
    gated = _best_gated(longest)
    named = {
        "turning": _reached(longest["rnn-orthogonal"], say),
        "plain": _reached(longest["rnn"], say),
        "gated": _reached(gated, say),
    }
    if 0 < longest["rnn-orthogonal"] >= gated:
        return say(
            "**Holding one thing needs no gate.** Bridged by an RNN whose Wₕₕ starts orthogonal: "
            "{turning}; by one with PyTorch's own start: {plain}; by the best network with gates: "
            "{gated}.",
            **named,
        )
    return say(
        "**Holding one thing.** Bridged by an RNN whose Wₕₕ starts orthogonal: {turning}; by one "
        "with PyTorch's own start: {plain}; by the best network with gates: {gated}.",
        **named,
    )


def _choosing(longest: Mapping[str, int], say: Translator) -> str:
    """Whether gates are needed to choose what is added to the memory."""
    plain, gated = max(longest["rnn"], longest["rnn-orthogonal"]), _best_gated(longest)
    named = {"plain": _reached(plain, say), "gated": _reached(gated, say)}
    if gated and not plain:
        return say(
            "**Choosing what to add takes gates.** Bridged by networks with gates: {gated}; by the "
            "RNNs: {plain}.",
            **named,
        )
    if gated > plain:
        return say(
            "**Choosing what to add is easier with gates.** Bridged by networks with gates: "
            "{gated}; by the RNNs: {plain}.",
            **named,
        )
    return say(
        "**Choosing what to add:** these runs do not show that it takes gates. Bridged by the "
        "RNNs: {plain}; by networks with gates: {gated}.",
        **named,
    )


def _open_long(longest: Mapping[str, int], say: Translator) -> str:
    """Whether a gate has to be open for as long as the task lasts."""
    usual, long = longest["lstm"], longest["lstm-long"]
    named = {"usual": _reached(usual, say), "long": _reached(long, say)}
    if long > usual:
        return say(
            "**A gate that is not open that long forgets.** Bridged by an LSTM with a forget bias "
            "of 1: {usual}; by one with its gates set for the length of the task: {long}.",
            **named,
        )
    return say(
        "**Gates set for the length of the task** did not carry the LSTM further here. Bridged: "
        "{long}; with a forget bias of 1: {usual}.",
        **named,
    )


def _best_gated(longest: Mapping[str, int]) -> int:
    return max(gap for name, gap in longest.items() if CONTENDERS[name].cell != "rnn")
