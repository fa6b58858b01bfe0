"""What tests of the networks that predict share."""

import pytest
import torch

from visualizer.networks.predicting.card import Predicting
from visualizer.networks.predicting.material import Material, Recipe
from visualizer.networks.predicting.network import NextNetwork
from visualizer.networks.sentiment.material import Account
from visualizer.networks.vocabulary import Vocabulary

WORDS = Vocabulary(("<unk>", "a", "b", "c", "!"))


def made_network(cell: str = "lstm", layers: int = 1, seed: int = 0) -> NextNetwork:
    """Random weights."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = NextNetwork(
            cell, WORDS, embedding_size=3, hidden_size=4, layers=layers, dropout=0.5
        )
    return network.eval()


TEXTS = tuple(tuple("abc" * n + "!") for n in range(1, 6))
OTHERS = (("b", "c", "!"), ("a", "b", "c", "a", "!"))


@pytest.fixture
def material() -> Material:
    """A language in which c follows b follows a."""
    return Material(
        vocabulary=WORDS,
        texts=TEXTS * 4,
        validation=OTHERS,
        held_out=TEXTS[1:3],
        recipe=Recipe(
            epochs=4, learning_rate=0.05, embedding_size=3, hidden_size=4, batch_size=4, unknown=0.1
        ),
        own=Predicting,
        measure=lambda networks, seed: {},  # noqa: ARG005  as it is called
        account=Account(data="", source="", licence="", training="made up", selection=""),
    )
