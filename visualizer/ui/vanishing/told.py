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
        "so that says little about the kinds of networks: where memory must be long, in part 3, "
        "the RNN bridged gaps of up to {rnn} steps, the LSTM with its gates set for the task's "
        "length of up to {lstm}.",
        name=lasting.upper(),
        rnn=longest["rnn"],
        lstm=longest["lstm-long"],
    )


def race_told(longest: Mapping[str, Mapping[str, int]], say: Translator) -> list[str]:
    """What the races say of gates.

    Args:
        longest: the longest gap that was bridged, by task and contender, 0 for none.
    """
    recall, adding = longest["recall"], longest["adding"]
    return [_holding(recall, say), _choosing(adding, say), _open_long(recall, say)]


def _holding(longest: Mapping[str, int], say: Translator) -> str:
    """Whether one thing can be held without gates."""
    plain, turning = longest["rnn"], longest["rnn-orthogonal"]
    named = {"plain": plain, "turning": turning, "gated": _best_gated(longest)}
    if not turning:
        return say("**Holding one thing:** none of the RNNs bridged any of these gaps.")
    if turning >= named["gated"]:
        return say(
            "**Holding one thing needs no gate:** an RNN whose Wₕₕ starts orthogonal bridged gaps "
            "of up to {turning} steps, no network with gates a longer one; with PyTorch's own "
            "start it bridged {plain}.",
            **named,
        )
    return say(
        "**Holding one thing:** an RNN whose Wₕₕ starts orthogonal bridged gaps of up to {turning} "
        "steps, with PyTorch's own start {plain}; the best network with gates {gated}.",
        **named,
    )


def _choosing(longest: Mapping[str, int], say: Translator) -> str:
    """Whether gates are needed to choose what is added to the memory."""
    plain = max(longest["rnn"], longest["rnn-orthogonal"])
    named = {"plain": plain, "gated": _best_gated(longest)}
    if named["gated"] and not plain:
        return say(
            "**Choosing what to add takes gates:** networks with gates bridged gaps of up to "
            "{gated} steps, neither of the RNNs any of these gaps.",
            **named,
        )
    if named["gated"] > plain:
        return say(
            "**Choosing what to add is easier with gates:** networks with gates bridged gaps of up "
            "to {gated} steps, the RNNs of up to {plain}.",
            **named,
        )
    return say(
        "**Choosing what to add:** these runs do not show that it takes gates: the RNNs bridged "
        "gaps of up to {plain} steps, networks with gates of up to {gated}.",
        **named,
    )


def _open_long(longest: Mapping[str, int], say: Translator) -> str:
    """Whether a gate has to be open for as long as the task lasts."""
    named = {"usual": longest["lstm"], "long": longest["lstm-long"]}
    if named["long"] > named["usual"]:
        return say(
            "**A gate that is not open that long forgets:** with a forget bias of 1 an LSTM "
            "bridged gaps of up to {usual} steps, with its gates set for the length of the task "
            "of up to {long}.",
            **named,
        )
    return say(
        "**Gates set for the length of the task** did not carry the LSTM further here: gaps of up "
        "to {long} steps, with a forget bias of 1 of up to {usual}.",
        **named,
    )


def _best_gated(longest: Mapping[str, int]) -> int:
    return max(gap for name, gap in longest.items() if CONTENDERS[name].cell != "rnn")
