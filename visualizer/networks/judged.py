"""For each task, the texts with verdicts on which changes of its networks are measured."""

from collections.abc import Callable, Sequence
from typing import Any

from visualizer.networks.registry import entry_of
from visualizer.networks.sentiment import judged as sentiment
from visualizer.networks.toy import judged as toy

LISTS: dict[str, Callable[[Any], Sequence[sentiment.Judged]]] = {
    "sentiment": sentiment.judged_texts,
    "toy": toy.judged_texts,
}


def judged_texts(network: Any) -> Sequence[sentiment.Judged]:
    """Those of a network's task, in its language: words, and whether they are positive."""
    task = entry_of(network.name).task
    return LISTS[task](network) if task in LISTS else []
