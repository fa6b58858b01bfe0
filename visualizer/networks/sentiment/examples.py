"""What a sentiment network is trained on: word sequences with a target at some of the steps."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import numpy as np

Item = TypeVar("Item")
Sides = tuple[list[Item], list[Item], list[Item]]
"""Items by their target: negative, neutral, positive."""

Connective = tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """Words read from a fresh state; `targets` are pairs of a step and a verdict, 0 to 1."""

    words: tuple[str, ...]
    targets: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Joining:
    """Words that join A and B, and the weights of 1, A and B in the verdict on both."""

    connectives: tuple[Connective, ...]
    weights: tuple[float, float, float]


def sides(items: Iterable[Item], target: Callable[[Item], float]) -> Sides[Item]:
    """Items whose target is negative, neutral and positive."""
    found: Sides[Item] = ([], [], [])
    for item in items:
        found[(target(item) > 0.5) - (target(item) < 0.5) + 1].append(item)
    return found


def drawn(choice: random.Random, sides: Sides[Item]) -> Item:
    """A neutral item one time in five, else a negative or a positive one alike."""
    weights = [weight * bool(side) for weight, side in zip((2, 1, 2), sides, strict=True)]
    return choice.choice(choice.choices(sides, weights=weights)[0])


def joinings(
    pieces: Sequence[Example],
    contrast: Joining,
    addition: Joining,
    count: int,
    seed: int,
    *,
    longest: int = 50,
) -> tuple[Example, ...]:
    """Join two to four pieces by a contrast or an addition; the targets follow their weights."""
    choice = random.Random(seed)
    by_side = sides(pieces, lambda piece: piece.targets[-1][1])
    chains = (_chain(choice, by_side, contrast, addition) for _ in iter(int, 1))
    return tuple(islice((chain for chain in chains if len(chain.words) <= longest), count))


def joined(
    first: Example,
    connective: Connective,
    second: Example,
    weights: tuple[float, float, float],
) -> Example:
    """`first connective second`: the targets of `first` stay, those of `second` are combined."""
    offset = len(first.words) + len(connective)
    constant, of_first, of_second = weights
    base = constant + of_first * first.targets[-1][1]
    combined = (
        (offset + step, float(np.clip(base + of_second * target, 0, 1)))
        for step, target in second.targets
    )
    return Example((*first.words, *connective, *second.words), (*first.targets, *combined))


def _chain(
    choice: random.Random, by_side: Sides[Example], contrast: Joining, addition: Joining
) -> Example:
    chain = drawn(choice, by_side)
    for _ in range(choice.choice((1, 1, 1, 2, 2, 3))):
        joining = contrast if choice.random() < 0.5 else addition
        connective = choice.choice(joining.connectives)
        chain = joined(chain, connective, drawn(choice, by_side), joining.weights)
    return chain
