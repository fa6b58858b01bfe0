"""Whether a text is a sentence of a made language, or its beginning, and what may come next.

The grammar that makes sentences recognises them: every draw is taken every way that the words of
the text leave open.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from visualizer.networks.flags.clauses import Clauses
from visualizer.networks.flags.exploring import Following, Found, Path, explored
from visualizer.networks.flags.flagged import Flagged
from visualizer.networks.flags.grammar import grammar_of
from visualizer.networks.flags.making import Making, looked_up
from visualizer.networks.tokenizers import tokenizer_of


class OutsideError(ValueError):
    """A text that no sentence of the made language begins with.

    Attributes:
        step: the first word that cannot stand where it stands, from 0.
        typed: that word.
        known: whether the language has it at all.
        expected: words that could stand there, as they are written.
    """

    def __init__(self, step: int, typed: str, known: bool, expected: tuple[str, ...]) -> None:
        rule = f"word {step + 1} must be one of {', '.join(expected)}"
        super().__init__(f"{rule}, got {typed[:40]!r}")
        self.step = step
        self.typed = typed
        self.known = known
        self.expected = expected


def flagged(language: str, text: str) -> Flagged:
    """A sentence of the made language, or the beginning of one, with its flags.

    Raises:
        OutsideError: no sentence begins so; says where it leaves the language and what could stand
            there.
        ValueError: no such language.
    """
    tokens = tokenizer_of(language).tokenize(text)
    words = tuple(token.word for token in tokens)
    found = _recognised(language, words)
    if found.made is None:
        known = {looked_up(language, word) for word in grammar_of(language).words}
        step = found.reached
        expected = ordered(language, found.expected)
        raise OutsideError(step, tokens[step].typed, words[step] in known, expected)
    return replace(found.made, text=text)


def continuations(language: str, text: str) -> tuple[str, ...]:
    """The words that may come next, as they are written; none behind a whole sentence's end.

    Raises:
        OutsideError: no sentence begins so.
        ValueError: no such language.
    """
    words = flagged(language, text).words
    return ordered(language, _recognised(language, words).expected)


def ordered(language: str, words: frozenset[str]) -> tuple[str, ...]:
    """Some of a language's words in its order."""
    return tuple(word for word in grammar_of(language).words if word in words)


@lru_cache(maxsize=256)
def _recognised(language: str, words: tuple[str, ...]) -> Found:
    grammar = grammar_of(language)

    def make(path: Path) -> tuple[Making, Callable[[], object]]:
        made = _Following(grammar, path)
        made.given = words
        return made, lambda: grammar.sentence(made)

    return explored(words, make)


class _Following(Following, Clauses):
    """Clauses that are made only as far as they are given."""
