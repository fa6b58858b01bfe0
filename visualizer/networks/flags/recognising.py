"""Whether a text is a sentence of a made language, or its beginning, and what may come next.

The grammar that makes sentences recognises them: every draw is taken every way that the words of
the text leave open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from visualizer.networks.flags.clauses import Clauses, Grammar
from visualizer.networks.flags.flagged import Flagged
from visualizer.networks.flags.grammar import grammar_of
from visualizer.networks.flags.making import looked_up
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


@dataclass(frozen=True)
class _Found:
    """What came of it: a sentence so far, or how many words fit; and what may stand behind them."""

    made: Flagged | None
    reached: int
    expected: frozenset[str]


@lru_cache(maxsize=256)
def _recognised(language: str, words: tuple[str, ...]) -> _Found:
    """Go every way that the words leave open."""
    grammar = grammar_of(language)
    made: Flagged | None = None
    furthest, expected = 0, set[str]()
    todo: list[tuple[int, ...]] = [()]
    while todo:
        path = _Path(todo.pop())
        making = _Following(grammar, path, words)
        wanted: tuple[str, ...] = ()
        try:
            grammar.sentence(making)
        except _OffTheWayError as off:
            wanted = off.words
        if making.length > furthest:
            furthest, expected = making.length, set()
        if making.length == furthest:
            expected.update(wanted)
        if making.length == len(words):
            made = made or making.done()
        todo += path.not_taken
    return _Found(made if furthest == len(words) else None, furthest, frozenset(expected))


class _OffTheWayError(Exception):
    """The sentence would go on with other words than the text has, or than the text at all."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(words)
        self.words = words


class _Following(Clauses):
    """A sentence that is made only as far as it is the given words."""

    def __init__(self, grammar: Grammar, choice: "_Path", given: Sequence[str]) -> None:
        super().__init__(grammar, choice)
        self._given = given

    def _add_one(self, word: str) -> None:
        if not self._is_next(word):
            raise _OffTheWayError((word,))
        super()._add_one(word)

    def pick(self, words: Sequence[str]) -> str:
        """One of those that begin with the next given word."""
        fitting = [each for each in words if self._is_next(each.split()[0])]
        if not fitting:
            raise _OffTheWayError(tuple(each.split()[0] for each in words))
        return super().pick(fitting)

    def _is_next(self, word: str) -> bool:
        rest = self._given[self.length : self.length + 1]
        return looked_up(self.language, word) in rest


class _Path:
    """Draws along one way; beyond its given part it takes the first one and notes the others."""

    def __init__(self, given: Sequence[int]) -> None:
        self._given = given
        self._taken: list[int] = []
        self.not_taken: list[tuple[int, ...]] = []

    def choice(self, seq: Sequence[str], /) -> str:
        """One of the items."""
        different = list(dict.fromkeys(seq))
        return different[self._draw(len(different))]

    def random(self) -> "_Chance":
        """Something of which only may be asked whether it is below a number."""
        return _Chance(self._draw)

    def _draw(self, n: int) -> int:
        place = len(self._taken)
        if place < len(self._given):
            number = self._given[place]
        else:
            number = 0
            self.not_taken += [(*self._taken, other) for other in range(1, n)]
        self._taken.append(number)
        return number


@dataclass(frozen=True)
class _Chance:
    draw: Callable[[int], int]

    def __lt__(self, share: float) -> bool:
        return self.draw(2) == 0
