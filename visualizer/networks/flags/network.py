"""A network of flags: built, read and recorded as every network that predicts."""

from visualizer.networks.entries import Entry
from visualizer.networks.flags.card import FlagsReport
from visualizer.networks.predicting.network import NextNetwork, predicting_network


def load(entry: Entry) -> NextNetwork:
    """The shipped network of an entry.

    Raises:
        CheckpointError: a file is missing, damaged or does not fit the others.
    """
    return predicting_network(entry, FlagsReport)
