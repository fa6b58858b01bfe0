"""Sentences made of the lexicon, with and without नहीं, and a target wherever a part of one ends.

Half of every kind is negated, so that only the negator and the adjective tell what is meant.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from visualizer.networks.sentiment.examples import Example
from visualizer.networks.sentiment.hindi.lexicon import (
    Adjective,
    Agreement,
    Frame,
    Lexicon,
    Noun,
    Words,
)
from visualizer.networks.sentiment.hindi.reviews import hindi_words
from visualizer.networks.tokenizers.hindi import STOP

NEUTRAL = 0.5
DENIED_PRAISE, DENIED_BLAME, DENIED_DEGREE = -0.8, -0.65, -0.5
"""How far from neutral a denied verdict lies, for each unit that the plain one did: *not bad* is
less than good, *not very good* less than bad."""

NEGATORS = ("नहीं",) * 8 + ("न", "ना")
DEGREES = ("बहुत", "बहुत ही", "काफी", "इतना", "ज्यादा", "बेहद", "सच में", "वाकई")
POSSESSIVES = (("मेरा", "मेरी", "मेरे"), ("हमारा", "हमारी", "हमारे"), ("उसका", "उसकी", "उसके"))
ONE, SEVERAL = (
    Noun((), Agreement(feminine=False, plural=plural), "person") for plural in (False, True)
)
PERSONS = (
    *(("मैं", "हूं", ONE), ("मैं आज", "हूं", ONE), ("वह", "है", ONE), ("वो", "था", ONE)),
    *(("वह बहुत दिनों से", "है", ONE), ("हम", "हैं", SEVERAL), ("सब लोग", "थे", SEVERAL)),
    *(("आप", "हैं", SEVERAL), ("वे", "हैं", SEVERAL)),
)
"""Of whom something is said without a noun: the words, the verb and what agrees."""

PLAIN_FACTS = (
    *("यह {N} है", "वह {N} है", "यहां {N} है", "मैंने {N} के बारे में सुना", "{N} के बारे में", "{N} और {N}"),
    *("मेरे पास {N} है", "{N} कल आएगा", "कल {N} देखेंगे", "इस {N} का नाम", "{N} सोमवार को", "{N} के साथ"),
    *("वह आज घर पर है", "दुकान दस बजे खुलती है", "मैं कल आया", "हम सुबह निकले", "यह दूसरा दिन है"),
    *("उसने पानी पिया", "वह दिल्ली में रहता है", "मेरा नाम रवि है", "आज मंगलवार है", "वे दो घंटे बैठे"),
)
"""Sentences that say nothing good or bad."""

FITTING = {"thing": ("thing",), "daily": ("daily", "thing"), "person": ("person",)}
"""By kind of noun: which adjectives are said of it."""

VERBAL = (
    Frame("{N} रुक जा{T} है", "{N} नहीं रुक{T}", 0.15),
    Frame("{N} से नुकसान हुआ", "{N} से कोई नुकसान नहीं हुआ", 0.08),
    Frame("{N} से परेशानी होती है", "{N} से कोई परेशानी नहीं होती", 0.1),
    Frame("{N} देखकर गुस्सा आया", "{N} देखकर गुस्सा नहीं आया", 0.1),
    Frame("{N} ने बोर किया", "{N} ने बिल्कुल बोर नहीं किया", 0.08),
    Frame("{N} से सिर दर्द होता है", "{N} से सिर दर्द नहीं होता", 0.1),
    Frame("{N} जल्दी टूट जा{T} है", "{N} जल्दी नहीं टूट{T}", 0.1),
    Frame("{N} में गलती है", "{N} में एक भी गलती नहीं है", 0.12),
    Frame("हमें धोखा मिला", "हमें धोखा नहीं मिला", 0.06),
    Frame("मुझे डर लगा", "मुझे डर नहीं लगा", 0.2),
    Frame("मुझे पछतावा है", "मुझे कोई पछतावा नहीं है", 0.1),
    Frame("समय बेकार गया", "समय बेकार नहीं गया", 0.08),
    Frame("{N} अच्छी तरह चल{T} है", "{N} अच्छी तरह नहीं चल{T}", 0.85),
    Frame("{N} का असर होता है", "{N} का असर नहीं होता", 0.75),
    Frame("{N} में जान है", "{N} में जान नहीं है", 0.85),
    Frame("{N} ने मन मोह लिया", "{N} ने मन नहीं मोहा", 0.92),
    Frame("{N} दोबारा देखना चाहूंगा", "{N} दोबारा नहीं देखना चाहूंगा", 0.9),
    Frame("{N} से मदद मिली", "{N} से कोई मदद नहीं मिली", 0.85),
)
"""Praise and blame by verbs, beside those of the lexicon."""

_Part = tuple[Words, float | None]


@dataclass(frozen=True)
class _Said:
    """An adjective said of a noun or of no noun, and what the sentence is to mean."""

    noun: Noun
    adjective: Words
    degree: Words
    plain: float
    final: float
    negator: Words


def denied(target: float, by_degree: bool = False) -> float:
    """The verdict, 0 to 1, on a denied sentence whose plain verdict is `target`."""
    slope = DENIED_DEGREE if by_degree else DENIED_PRAISE if target > NEUTRAL else DENIED_BLAME
    return NEUTRAL + slope * (target - NEUTRAL)


def sentences(lexicon: Lexicon, count: int, seed: int) -> tuple[Example, ...]:
    """Sentences in which something is or is not as an adjective of the lexicon says.

    Raises:
        ValueError: the lexicon has no noun, or a kind of noun nothing good or bad is said of.
    """
    if not lexicon.nouns or not all(
        _fitting(lexicon, noun, praised)
        for noun in (*lexicon.nouns, ONE)
        for praised in (False, True)
    ):
        raise ValueError(
            "the lexicon must hold nouns, and praise and blame for each of their kinds"
        )
    choice = random.Random(seed)
    kinds = [kind for kind, weight in _KINDS for _ in range(weight)]
    return tuple(choice.choice(kinds)(choice, lexicon) for _ in range(count))


def framed(lexicon: Lexicon, count: int, seed: int) -> tuple[Example, ...]:
    """The lexicon's phrases with its nouns, and sentences that say nothing good or bad."""
    choice = random.Random(seed)
    facts = [Frame(fact, "", NEUTRAL) for fact in PLAIN_FACTS]
    frames = [*lexicon.frames, *VERBAL, *facts]
    return tuple(_filled(choice, lexicon, choice.choice(frames)) for _ in range(count))


def _predicate(choice: random.Random, lexicon: Lexicon) -> Example:
    """यह फ़िल्म बहुत अच्छी नहीं है"""
    said = _said(choice, lexicon)
    return _example(
        [
            (_subject(choice, said.noun), NEUTRAL),
            (said.degree, None),
            (said.adjective, said.plain),
            *_closing(said, _copula(choice, said.noun)),
        ],
        choice,
    )


def _attribute(choice: random.Random, lexicon: Lexicon) -> Example:
    """यह बहुत अच्छी फ़िल्म नहीं है"""
    said = _said(choice, lexicon)
    return _example(
        [
            (_determiner(choice, said.noun), None),
            (said.degree, None),
            (said.adjective, said.plain),
            (said.noun.words, said.plain),
            *_closing(said, _copula(choice, said.noun)),
        ],
        choice,
    )


def _impression(choice: random.Random, lexicon: Lexicon) -> Example:
    """मुझे फ़िल्म अच्छी नहीं लगी"""
    said = _said(choice, lexicon)
    verb = said.noun.agreement.form("लगा", "लगी", "लगे", "लगीं")
    return _example(
        [
            ((choice.choice(("मुझे", "हमें", "उसे", "मुझको")),), None),
            (_subject(choice, said.noun), NEUTRAL),
            (said.degree, None),
            (said.adjective, said.plain),
            *_closing(said, (verb,)),
        ],
        choice,
    )


def _doubt(choice: random.Random, lexicon: Lexicon) -> Example:
    """मुझे नहीं लगता कि फ़िल्म अच्छी है"""
    said = _said(choice, lexicon)
    doubted = bool(said.negator)
    opening = ("मुझे", "नहीं", "लगता", "कि") if doubted else ("मुझे", "लगता", "है", "कि")
    return _example(
        [
            (opening, None),
            (_subject(choice, said.noun), NEUTRAL),
            (said.degree, None),
            (said.adjective, said.final),
            (_copula(choice, said.noun), said.final),
        ],
        choice,
    )


def _neither(choice: random.Random, lexicon: Lexicon) -> Example:
    """न कहानी अच्छी है न अभिनय"""
    first, second = _alike(choice, lexicon)
    neither, nor = choice.choice((("न", "न"), ("न तो", "और न ही"), ("ना", "ना"), ("न तो", "न")))
    ends = [denied(first.plain), denied(second.plain)]
    return _example(
        [
            (tuple(neither.split()), None),
            (first.noun.words, None),
            (first.adjective, ends[0]),
            (_copula(choice, first.noun), ends[0]),
            (tuple(nor.split()), None),
            (second.noun.words, ends[0]),
            (second.adjective, ends[1]),
            (_copula(choice, second.noun), ends[1]),
        ],
        choice,
    )


def _both(choice: random.Random, lexicon: Lexicon) -> Example:
    """कहानी अच्छी है और अभिनय भी अच्छा है; न सिर्फ़ कहानी अच्छी है बल्कि अभिनय भी"""
    first, second = _alike(choice, lexicon)
    opening, joint = choice.choice((((), ("और",)), (("न", "सिर्फ"), ("बल्कि",))))
    return _example(
        [
            (opening, None),
            (first.noun.words, None),
            (first.adjective, first.plain),
            (_copula(choice, first.noun), first.plain),
            (joint, None),
            ((*second.noun.words, "भी"), first.plain),
            (second.adjective, second.plain),
            (_copula(choice, second.noun), second.plain),
        ],
        choice,
    )


def _alone(choice: random.Random, lexicon: Lexicon) -> Example:
    """बहुत अच्छी नहीं"""
    said = _said(choice, lexicon)
    return _example(
        [(said.degree, None), (said.adjective, said.plain), *_closing(said, ())], choice
    )


def _person(choice: random.Random, lexicon: Lexicon) -> Example:
    """मैं आज बहुत खुश नहीं हूँ"""
    who, copula, noun = choice.choice(PERSONS)
    said = _said(choice, lexicon, noun)
    return _example(
        [
            (tuple(who.split()), NEUTRAL),
            (said.degree, None),
            (said.adjective, said.plain),
            *_closing(said, (copula,)),
        ],
        choice,
    )


_KINDS: tuple[tuple[Callable[[random.Random, Lexicon], Example], int], ...] = (
    *((_predicate, 7), (_attribute, 4), (_impression, 3), (_alone, 2)),
    *((_person, 2), (_doubt, 1), (_neither, 1), (_both, 1)),
)
"""What makes a sentence, and how often."""


def _said(choice: random.Random, lexicon: Lexicon, noun: Noun | None = None) -> _Said:
    """A noun, an adjective that may be said of it, praise and blame alike, denied half the time."""
    noun = noun or choice.choice(lexicon.nouns)
    praised, degree = choice.random() < 0.5, choice.random() < 0.3
    adjective = choice.choice(_fitting(lexicon, noun, praised))
    negator = (choice.choice(NEGATORS),) if choice.random() < 0.5 else ()
    return _Said(
        noun=noun,
        adjective=adjective.agreeing(noun.agreement),
        degree=_degree(choice, bool(negator)) if degree else (),
        plain=adjective.target,
        final=denied(adjective.target, degree) if negator else adjective.target,
        negator=negator,
    )


def _fitting(lexicon: Lexicon, noun: Noun, praised: bool) -> list[Adjective]:
    kinds = (
        {"thing"}
        if noun.of == "thing"
        else {noun.of, "thing"}
        if noun.of == "daily"
        else {"person"}
    )
    return [
        adjective
        for adjective in lexicon.adjectives
        if adjective.of in kinds and (adjective.target > NEUTRAL) == praised
    ]


def _alike(choice: random.Random, lexicon: Lexicon) -> tuple[_Said, _Said]:
    """Two that are both praise or both blame."""
    first = _said(choice, lexicon)
    while True:
        second = _said(choice, lexicon)
        if (first.plain > NEUTRAL) == (second.plain > NEUTRAL):
            return first, second


def _degree(choice: random.Random, denied: bool) -> Words:
    if denied and choice.random() < 0.3:
        return (choice.choice(("बिल्कुल", "उतना", "खास", "कोई")),)
    return tuple(choice.choice(DEGREES).split())


def _subject(choice: random.Random, noun: Noun) -> Words:
    return (*_determiner(choice, noun), *noun.words)


def _determiner(choice: random.Random, noun: Noun) -> Words:
    if choice.random() < 0.45:
        return ()
    if choice.random() < 0.5:
        return (choice.choice(("ये", "वे") if noun.agreement.plural else ("यह", "वह", "ये")),)
    return (noun.agreement.form(*choice.choice(POSSESSIVES)),)


def _copula(choice: random.Random, noun: Noun) -> Words:
    past = noun.agreement.form("था", "थी", "थे", "थीं")
    present = "हैं" if noun.agreement.plural else "है"
    return (choice.choice((present, present, past)),) if choice.random() < 0.85 else ()


def _closing(said: _Said, verb: Words) -> tuple[_Part, ...]:
    """The negator, if there is one, and the verb."""
    return ((said.negator, said.final), (verb, said.final))


def _filled(choice: random.Random, lexicon: Lexicon, frame: Frame) -> Example:
    """A frame with a noun in it; from the negator on it means what it means as a whole."""
    negated = bool(frame.negated) and choice.random() < 0.5
    text = frame.negated if negated else frame.plain
    noun = choice.choice([noun for noun in lexicon.nouns if noun.of != "person"])
    praise = choice.choice(_fitting(lexicon, noun, praised=True)).agreeing(noun.agreement)
    final = denied(frame.target) if negated else frame.target
    pieces = _agreeing(text, noun.agreement).split()
    decided = next((at for at, piece in enumerate(pieces) if piece in DENIERS), len(pieces) - 1)
    parts: list[_Part] = []
    for at, piece in enumerate(pieces):
        before = pieces[at + 1] if at + 1 < len(pieces) else ""
        words = _filling(piece, before, noun, praise)
        parts.append((words, final if at >= decided else NEUTRAL if piece == "{N}" else None))
    return _example(parts, choice)


DENIERS = ("नहीं", "न", "मत")
POSTPOSITIONS = ("ने", "से", "में", "का", "के")


def _agreeing(frame: str, noun: Agreement) -> str:
    """A frame whose verbs agree with its noun, as all do but those after ने, से and में."""
    plural_verb = noun.plural and ("{T}" in frame or "पसंद" in frame)
    filled = frame.replace("{A}", noun.form("आया", "आई", "आए", "आईं"))
    filled = filled.replace("{L}", noun.form("लगा", "लगी", "लगे", "लगीं"))
    filled = filled.replace("{T}", noun.form("ता", "ती", "ते"))
    return filled.removesuffix("है") + "हैं" if plural_verb and filled.endswith("है") else filled


def _filling(piece: str, before: str, noun: Noun, praise: Words) -> Words:
    """The words that stand for one piece of a frame."""
    if piece == "{N}":
        return noun.oblique if before in POSTPOSITIONS else noun.words
    return praise if piece == "{B}" else hindi_words(piece)


def _example(parts: Sequence[_Part], choice: random.Random) -> Example:
    """The parts one after the other; a target stands at a part's last word. Some get a stop."""
    words: list[str] = []
    targets: list[tuple[int, float]] = []
    for part, target in parts:
        words += part
        if part and target is not None:
            targets.append((len(words) - 1, target))
    if choice.random() < 0.3:
        words.append(STOP)
        targets.append((len(words) - 1, targets[-1][1]))
    return Example(tuple(words), tuple(targets))
