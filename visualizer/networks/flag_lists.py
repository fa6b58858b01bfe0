"""For each task whose networks keep flags, the sentences on which those are found and measured."""

from collections.abc import Callable

from visualizer.networks.agreement.frames import agreement_lists
from visualizer.networks.flags.flagged import PROPERTIES, Property
from visualizer.networks.flags.lists import Lists, clause_lists
from visualizer.networks.predicting.network import NextNetwork
from visualizer.networks.registry import entry_of

SENTENCES = 200
"""So many to find units on and as many to measure on while a reader waits."""

LISTS: dict[str, Callable[[str, int], Lists]] = {
    "flags": clause_lists,
    "agreement": lambda _, n: agreement_lists(n),
}
"""By task, given the language of its network and how many sentences."""


def lists_of(network: NextNetwork, n: int = SENTENCES) -> Lists:
    """Sentences of a shipped network's task and language that it did not learn from.

    Raises:
        ValueError: the network's task has none.
    """
    task = entry_of(network.name).task
    if task not in LISTS:
        raise ValueError(f"a network must be of {' or '.join(LISTS)}, got {network.name}")
    return LISTS[task](network.language, n)


def properties_of(network: NextNetwork) -> tuple[Property, ...]:
    """The flags that a shipped network's sentences have."""
    return ("number",) if entry_of(network.name).task == "agreement" else PROPERTIES
