"""The made languages of clauses, and their sentences in parts that never mix."""

import random
from collections.abc import Iterator
from functools import cache
from typing import Literal, TypeAlias
from zlib import crc32

from visualizer.networks.flags.clauses import Clauses, Grammar
from visualizer.networks.flags.english import English
from visualizer.networks.flags.flagged import Flagged
from visualizer.networks.flags.hindi import Hindi
from visualizer.networks.flags.making import looked_up
from visualizer.networks.vocabulary import UNKNOWN, Vocabulary

GRAMMARS: dict[str, Grammar] = {"en": English(), "hi": Hindi()}

Part: TypeAlias = Literal["learned", "chosen_on", "ranked_on", "measured"]
PARTS: dict[Part, range] = {
    "learned": range(7),
    "chosen_on": range(7, 8),
    "ranked_on": range(8, 9),
    "measured": range(9, 10),
}
"""Of ten parts of all sentences, those for each use."""


def grammar_of(language: str) -> Grammar:
    """The made language of a language.

    Raises:
        ValueError: there is none; the message lists those there are.
    """
    if language not in GRAMMARS:
        raise ValueError(f"a language must be one of {', '.join(GRAMMARS)}, got {language!r}")
    return GRAMMARS[language]


def vocabulary_of(language: str) -> Vocabulary:
    """The words of a made language, in its order."""
    words = grammar_of(language).words
    return Vocabulary((UNKNOWN, *(looked_up(language, word) for word in words)))


@cache
def flagged_sentences(language: str, part: Part, n: int, seed: int = 0) -> tuple[Flagged, ...]:
    """`n` different sentences of one part, the same ones for a seed.

    To which part a sentence belongs follows from its words alone, so that whatever the seeds are
    no sentence of one part is one of another.
    """
    found: dict[tuple[str, ...], Flagged] = {}
    for made in _endless(grammar_of(language), seed):
        if _tenth(made.words) in PARTS[part]:
            found.setdefault(made.words, made)
        if len(found) == n:
            break
    return tuple(found.values())


def _endless(grammar: Grammar, seed: int) -> Iterator[Flagged]:
    choice = random.Random(seed)
    while True:
        yield grammar.sentence(Clauses(grammar, choice))


def _tenth(words: tuple[str, ...]) -> int:
    return crc32(" ".join(words).encode()) % 10
