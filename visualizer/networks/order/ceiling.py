"""How well the best judge can do that sees which words a sentence has and not their order."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from visualizer.networks.toy.languages import Grammar, Sentence, Words, sentence

Item = TypeVar("Item")


@dataclass(frozen=True)
class Odds:
    """The probabilities, over all that a grammar makes, that words end negative and positive."""

    negative: float
    positive: float


def odds_by_words(grammar: Grammar) -> Mapping[Words, Odds]:
    """For the words of every sentence, sorted, how often it ends either way."""
    found: dict[Words, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for made, probability in every_sentence(grammar):
        found[tuple(sorted(made.words))][made.verdicts[-1] > 0.5] += probability
    return {words: Odds(*odds) for words, odds in found.items()}


def order_free_share(odds: Mapping[Words, Odds], made: Iterable[Sentence]) -> float:
    """The share of sentences that this judge gets right; where both are as likely, half."""
    right = []
    for each in made:
        known = odds[tuple(sorted(each.words))]
        if abs(known.positive - known.negative) < 1e-9 * (known.positive + known.negative):
            right.append(0.5)
        else:
            right.append(float((known.positive > known.negative) == (each.verdicts[-1] > 0.5)))
    return sum(right) / len(right)


def every_sentence(grammar: Grammar) -> Iterator[tuple[Sentence, float]]:
    """Every way to make a sentence, with its probability; together 1."""
    return _every_way(lambda choice: sentence(grammar, cast(random.Random, choice)))


def _every_way(made: Callable[[Any], Item]) -> Iterator[tuple[Item, float]]:
    """All that can come of something that draws by chance: each draw taken every way in turn."""
    todo: list[list[int]] = [[]]
    while todo:
        path = _Path(todo.pop())
        yield made(path), path.probability
        todo += path.not_taken


class _Path:
    """Stands for `random.Random` along one way; draws beyond its given part take the first one."""

    def __init__(self, given: Sequence[int]) -> None:
        self._given = given
        self._taken: list[int] = []
        self.probability = 1.0
        self.not_taken: list[list[int]] = []

    def choice(self, items: Sequence[Item]) -> Item:
        """One of the items, all as likely."""
        return items[self._draw([1 / len(items)] * len(items))]

    def random(self) -> "_Chance":
        """Something of which only may be asked whether it is below a number."""
        return _Chance(self._draw)

    def _draw(self, shares: Sequence[float]) -> int:
        place = len(self._taken)
        if place < len(self._given):
            number = self._given[place]
        else:
            number = 0
            self.not_taken += [[*self._taken, other] for other in range(1, len(shares))]
        self._taken.append(number)
        self.probability *= shares[number]
        return number


@dataclass(frozen=True)
class _Chance:
    draw: Callable[[Sequence[float]], int]

    def __lt__(self, share: float) -> bool:
        return self.draw([share, 1 - share]) == 0
