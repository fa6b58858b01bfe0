"""How two runs go on side by side, as sentences in the reader's language, true by construction."""

from collections.abc import Sequence

import numpy as np

from visualizer.lexicon.language import Translator
from visualizer.showing.pairs import Pair

HALF = 0.5
ROUNDED = 0.005
"""Verdicts that are less apart are shown as the same number."""
MIRRORED = -0.9
"""From which cosine on a memory counts as mirrored."""
MOST, FEW = 0.5, 0.25
"""From which share of the units on a word turns the state, and below which it does not."""


def told(pair: Pair, names: tuple[str, str], say: Translator) -> list[str]:
    """Where two texts part and how their difference goes on, then the verdicts."""
    if pair.same_words:
        same = say(
            "Both texts are the same to the network, word by word: the states never part, and the "
            "verdict is {verdict} twice. Change a word in one of them.",
            verdict=f"{pair.first.verdict[-1]:.2f}",
        )
        return [same]
    parting = " ".join([_where(pair, names, say), *course_told(pair, say)])
    return [parting, verdicts_told(pair, names, say)]


def course_told(pair: Pair, say: Translator) -> list[str]:
    """How the distance of the memories goes on from where they part."""
    parting = pair.parting
    if parting is None:
        return [_never(pair, say)]
    memory = pair.first.record.memory
    course = pair.distances[memory][parting:]
    words = _words(pair)[parting:]
    begin = say(
        "The memories ({symbol}) are first apart after “{word}”, by {distance}.",
        symbol=memory,
        word=words[0],
        distance=f"{course[0]:.2f}",
    )
    return [begin, _lasting(course, words, say)]


def verdicts_told(pair: Pair, names: tuple[str, str], say: Translator) -> str:
    """Both verdicts at the end, and where they are furthest apart on the way."""
    a, b = np.array(pair.alignment.pairs).T
    apart = pair.second.verdict[b] - pair.first.verdict[a]
    furthest = int(np.abs(apart).argmax())
    at = pair.alignment.pairs[furthest]
    ends = (pair.first.verdict[-1], pair.second.verdict[-1])
    numbers = {
        "first": names[0],
        "second": names[1],
        "a": f"{ends[0]:.2f}",
        "b": f"{ends[1]:.2f}",
        "change": _signed(round(float(ends[1]), 2) - round(float(ends[0]), 2)),
    }
    end = say("Verdict at the end: {first} {a}, {second} {b}, a change of {change}.", **numbers)
    if abs(apart[furthest]) < ROUNDED:
        return end
    on_the_way = say(
        "They are furthest apart after “{word}”: {a} and {b}.",
        word=_words(pair)[furthest],
        a=f"{pair.first.verdict[at[0]]:.2f}",
        b=f"{pair.second.verdict[at[1]]:.2f}",
    )
    return f"{end} {on_the_way}"


def claim_told(
    shares: tuple[float, float],
    controls: tuple[float, float],
    cosines: tuple[float, float],
    say: Translator,
) -> str:
    """Whether a negation turns the state, by the mean share of the units whose sign it changes.

    Args:
        shares: with the negation, of texts that praise and of those that blame, 0..1.
        controls: the same with the control word.
        cosines: of the memories with and without the negation, likewise, -1..1.
    """
    measured = say(
        "“Negates the state” would be a change of sign in 100 % of the units and a cosine of −1. "
        "On the average of the list a negation changes {praise} % of the signs where it denies "
        "praise and {blame} % where it denies blame, the control word {praise_control} % and "
        "{blame_control} %.",
        praise=_percent(shares[0]),
        blame=_percent(shares[1]),
        praise_control=_percent(controls[0]),
        blame_control=_percent(controls[1]),
    )
    concluded = f"{measured} {_conclusion(shares, controls, say)}"
    if max(cosines) <= MIRRORED:
        return concluded
    whole = say(
        "The memory as a whole is not mirrored: its cosine is {praise} on average where praise is "
        "denied and {blame} where blame is.",
        praise=f"{cosines[0]:.2f}".replace("-", "−"),
        blame=f"{cosines[1]:.2f}".replace("-", "−"),
    )
    return f"{concluded} {whole}"


def _conclusion(shares: tuple[float, float], controls: tuple[float, float], say: Translator) -> str:
    if max(controls) >= min(shares):
        return say("The control word does as much: the claim cannot be held on this network.")
    if min(shares) >= MOST:
        return say("So on this network it holds for most units, of praise and of blame.")
    if max(shares) < FEW:
        return say("So on this network it does not hold.")
    if shares[0] >= MOST:
        return say(
            "So on this network it holds for most units where praise is denied, but not where "
            "blame is."
        )
    if shares[1] >= MOST:
        return say(
            "So on this network it holds for most units where blame is denied, but not where "
            "praise is."
        )
    return say("So on this network it holds for a part of the units alone.")


def _where(pair: Pair, names: tuple[str, str], say: Translator) -> str:
    """At which words the texts part."""
    a, b = pair.alignment.a, pair.alignment.b
    first, second = (
        dict(zip(columns, reading.tokens, strict=True))
        for columns, reading in ((a, pair.first), (b, pair.second))
    )
    same = {
        column
        for column, (i, j) in zip(pair.alignment.shared, pair.alignment.pairs, strict=True)
        if pair.first.words[i] == pair.second.words[j]
    }
    column = next(k for k in range(max(a[-1], b[-1]) + 1) if k not in same)
    lead = (
        "" if same else say("The texts have no word in common; they are compared by place.") + " "
    )
    if column in first and column in second:
        return lead + say(
            "The texts part where {first} has “{one}” and {second} “{other}”.",
            first=names[0],
            second=names[1],
            one=first[column],
            other=second[column],
        )
    name, word = (names[0], first[column]) if column in first else (names[1], second[column])
    return lead + say("The texts part at “{word}”, which only {name} has.", word=word, name=name)


def _never(pair: Pair, say: Translator) -> str:
    """Why the states of different texts are never apart."""
    last = pair.alignment.pairs[-1]
    if last != (len(pair.first.words) - 1, len(pair.second.words) - 1):
        return say(
            "Up to the last word that both have, the states are the same; what comes then only one "
            "of them reads."
        )
    return say(
        "The states are the same all the same: the words in which the texts differ are not in the "
        "vocabulary, and the network reads all such words alike."
    )


def _lasting(course: np.ndarray, words: Sequence[str], say: Translator) -> str:
    peak = int(course.argmax())
    end = len(course) - 1
    numbers = {
        "word": words[peak],
        "distance": f"{course[peak]:.2f}",
        "share": _percent(float(course[-1] / course[peak])),
    }
    if end == 0:
        return say("No further word of both follows, so how long it lasts cannot be seen here.")
    if peak == end:
        return say(
            "The distance is largest at the last word that both have, “{word}”: {distance}. It "
            "does not die out in this text.",
            **numbers,
        )
    below = [n for n in range(peak + 1, end + 1) if course[n] < HALF * course[peak]]
    if below:
        return say.count(
            "The distance is largest at “{word}”, {distance}; {n} word later less than half of it "
            "is left, at the end {share} %.",
            "The distance is largest at “{word}”, {distance}; {n} words later less than half of it "
            "is left, at the end {share} %.",
            below[0] - peak,
            **numbers,
        )
    return say(
        "The distance is largest at “{word}”, {distance}, and never falls to half of that: at the "
        "end {share} % is left.",
        **numbers,
    )


def _words(pair: Pair) -> Sequence[str]:
    """The word at each shared column; where they differ, both, to stand between quotation marks."""
    first, second = pair.first, pair.second
    return [
        second.tokens[b]
        if first.words[a] == second.words[b]
        else f"{first.tokens[a]}” / “{second.tokens[b]}"
        for a, b in pair.alignment.pairs
    ]


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def _signed(value: float) -> str:
    return f"{value:+z.2f}".replace("-", "−")
