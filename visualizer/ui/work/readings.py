"""Networks and what they make of texts: loaded once, read in turns, shared by everyone."""

from threading import Lock
from typing import Any

from visualizer.networks import load_model
from visualizer.networks.reading import NothingToReadError
from visualizer.ui.work.beside import kept_beside
from visualizer.ui.work.caches import kept_for_good

ONE_AT_A_TIME = Lock()
"""Readings of many people take turns: side by side they would only contend for the interpreter."""


@kept_for_good
def network(name: str) -> Any:
    """A network, loaded when it is first asked for, never changed.

    Raises:
        ValueError: no network has this name.
        CheckpointError: its files are missing or damaged; asked again, it is tried again.
    """
    return load_model(name)


@kept_beside
def reading_of(name: str, text: str) -> Any | None:
    """What a network makes of a text; None if there is nothing to read in it.

    Raises:
        CheckpointError: the network's files are missing or damaged.
    """
    reader = network(name)
    try:
        with ONE_AT_A_TIME:
            return reader.read(text)
    except NothingToReadError:
        return None
