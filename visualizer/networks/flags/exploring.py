"""Every way in which something that draws may make given words, or the beginning of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from visualizer.networks.flags.flagged import Flagged
from visualizer.networks.flags.making import Making, looked_up

Make = Callable[["Path"], tuple[Making, Callable[[], object]]]
"""Given what draws: a sentence in the making that is `Following`, and what makes it."""


@dataclass(frozen=True)
class Found:
    """What came of it: a sentence so far, or how many words fit; and what may stand behind them."""

    made: Flagged | None
    reached: int
    expected: frozenset[str]


def explored(words: Sequence[str], make: Make) -> Found:
    """Go every way that the words leave open.

    Args:
        words: as they are looked up.
    """
    made: Flagged | None = None
    furthest, expected = 0, set[str]()
    todo: list[tuple[int, ...]] = [()]
    while todo:
        path = Path(todo.pop())
        making, run = make(path)
        wanted: tuple[str, ...] = ()
        try:
            run()
        except OffTheWayError as off:
            wanted = off.words
        if making.length > furthest:
            furthest, expected = making.length, set()
        if making.length == furthest:
            expected.update(wanted)
        if making.length == len(words):
            made = made or making.done()
        todo += path.not_taken
    return Found(made if furthest == len(words) else None, furthest, frozenset(expected))


class OffTheWayError(Exception):
    """The sentence would go on with other words than the text has, or than the text at all."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(words)
        self.words = words


class Following(Making):
    """A sentence that is made only as far as it is the given words; comes before what makes it."""

    given: Sequence[str] = ()

    def _add_one(self, word: str) -> None:
        if not self._is_next(word):
            raise OffTheWayError((word,))
        super()._add_one(word)

    def pick(self, words: Sequence[str]) -> str:
        """One of those that begin with the next given word."""
        fitting = [each for each in words if self._is_next(each.split()[0])]
        if not fitting:
            raise OffTheWayError(tuple(each.split()[0] for each in words))
        return super().pick(fitting)

    def _is_next(self, word: str) -> bool:
        rest = self.given[self.length : self.length + 1]
        return looked_up(self.language, word) in rest


class Path:
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
