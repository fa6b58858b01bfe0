"""What tests of the networks of classes share."""

import pytest
import torch

from visualizer.networks.classes.material import Lesson, Material, Recipe, Text
from visualizer.networks.classes.network import ClassNetwork
from visualizer.networks.sentiment.material import Account
from visualizer.networks.vocabulary import Vocabulary

WORDS = Vocabulary(("<unk>", "so", "good", "bad", "ball", "so-so", "!"))
NAMES = ("up", "down", "round")


def made_network(cell: str | None, seed: int = 0) -> ClassNetwork:
    """Random weights, three classes."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = ClassNetwork(
            cell,
            WORDS,
            NAMES,
            embedding_size=4,
            hidden_size=None if cell is None else 5,
            dropout=0.5,
        )
    return network.eval()


def text_of(words: str, label: int) -> Text:
    return Text(words, tuple(words.split()), label)


TEXTS = tuple(
    text_of(f"{before} {word} {after}".strip(), label)
    for before in ("so", "! so so", "bad so")
    for after in ("", "!", "so so so !")
    for label, word in enumerate(("good", "bad", "ball"))
)


@pytest.fixture
def material() -> Material:
    """A language in which the word in the middle, or the first "bad", decides."""
    lessons = tuple(
        Lesson(
            text.words, ((len(text.words) - 1, tuple(float(c == text.label) for c in range(3))),)
        )
        for text in TEXTS
    )
    recipe = Recipe(
        **{"epochs": 4, "learning_rate": 0.05, "batch_size": 8, "spread": 0.5, "unknown": 0.1},
        **{"embedding_size": 4, "hidden_size": 5, "dropout": 0.1},
    )
    return Material(
        classes=NAMES,
        vocabulary=WORDS,
        lessons={"lstm": lessons, "gru": lessons, "rnn": lessons, "bag": lessons},
        weights=(1.0, 1.0, 1.0),
        validation=TEXTS[::2],
        held_out=TEXTS[1::2],
        recipes={
            **dict.fromkeys(("lstm", "gru", "rnn"), recipe),
            "bag": Recipe(epochs=4, learning_rate=0.05, embedding_size=4),
        },
        padded=True,
        account=Account(data="", source="", licence="", training="made up", selection=""),
    )
