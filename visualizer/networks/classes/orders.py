"""The same words in many orders: what order alone does to an answer."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import torch
from jaxtyping import Float

from visualizer.networks.classes.network import ClassNetwork

MOST_ORDERS = 50
SEED = 0

Order = tuple[int, ...]
"""The place that each word had, from 0."""


@dataclass(frozen=True, kw_only=True)
class Orders:
    """Orders of so many words; whether they are `all` that there are, else drawn by chance."""

    orders: tuple[Order, ...]
    all: bool


def some_orders(steps: int, *, most: int = MOST_ORDERS, seed: int = SEED) -> Orders:
    """All orders of so many words if they are few, else different ones drawn by chance.

    Raises:
        ValueError: `steps` or `most` is below 1.
    """
    if steps < 1 or most < 1:
        raise ValueError(f"steps and most must be at least 1, got {steps} and {most}")
    if math.factorial(steps) <= most:
        return Orders(orders=tuple(permutations(range(steps))), all=True)
    draw, found = random.Random(seed), dict[Order, None]()
    while len(found) < most:
        found[tuple(draw.sample(range(steps), steps))] = None
    return Orders(orders=tuple(found), all=False)


@torch.inference_mode()
def answers_in_orders(
    network: ClassNetwork, words: Sequence[str], orders: Sequence[Order]
) -> Float[np.ndarray, "N C"]:
    """The probability of each class at the end of the words in each order.

    Args:
        words: as they are looked up.
    """
    ids = network.vocabulary.ids(words)
    if network.recurrent is None:
        each = [network.bag_answer([ids[place] for place in order]) for order in orders]
        return torch.stack(each).numpy()
    together = torch.tensor(ids)[torch.tensor(orders)].T
    h = network.states(network.embedding(together))
    return torch.softmax(network.readout(h[-1]), -1).numpy()
