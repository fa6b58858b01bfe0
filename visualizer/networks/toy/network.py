"""A toy network: built, read and recorded as the networks for real texts are."""

from visualizer.networks.entries import Entry
from visualizer.networks.sentiment.network import SentimentNetwork, judging_network
from visualizer.networks.toy.card import Toy


def load(entry: Entry) -> SentimentNetwork:
    """The shipped network of an entry.

    Raises:
        CheckpointError: a file is missing, damaged or does not fit the others.
    """
    return judging_network(entry, Toy)
