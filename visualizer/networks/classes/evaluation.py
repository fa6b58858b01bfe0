"""What can be measured on any network of classes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from torch.nn.utils.rnn import pad_sequence

from visualizer.networks.classes.card import ClassMistake, ClassShare
from visualizer.networks.classes.material import Text, majority
from visualizer.networks.classes.network import ClassNetwork
from visualizer.networks.sentiment.evaluation import share_of

BATCH_SIZE = 256


@torch.inference_mode()
def answers(network: ClassNetwork, texts: Sequence[Text]) -> Float[np.ndarray, "N C"]:
    """The probability of each class at the end of each text, every text read to its own end."""
    network.eval()
    found = np.zeros((len(texts), len(network.classes)), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda number: len(texts[number].words))
    for first in range(0, len(order), BATCH_SIZE):
        numbers = order[first : first + BATCH_SIZE]
        ids = [torch.tensor(network.vocabulary.ids(texts[number].words)) for number in numbers]
        lengths = torch.tensor([len(each) for each in ids])
        logits = network(pad_sequence(ids), lengths)
        last = logits[lengths - 1, torch.arange(len(ids))]
        found[numbers] = torch.softmax(last, -1).numpy()
    return found


def right_of(found: Float[np.ndarray, "N C"], texts: Sequence[Text]) -> tuple[bool, ...]:
    """Whether the likeliest class is each text's own."""
    labels = np.array([text.label for text in texts])
    return tuple(map(bool, found.argmax(axis=1) == labels))


def measured(network: ClassNetwork, texts: tuple[Text, ...]) -> dict[str, Any]:
    """Fields of the card's own part that every task has, of texts held out."""
    found = answers(network, texts)
    right = right_of(found, texts)
    return {
        "texts": share_of(right),
        "by_class": tuple(
            ClassShare(
                name,
                share_of(
                    each for each, text in zip(right, texts, strict=True) if text.label == label
                ),
            )
            for label, name in enumerate(network.classes)
        ),
        "majority": majority(texts),
        "unknown_words": share_of(
            word not in network.vocabulary for text in texts for word in text.words
        ),
        "gets_wrong": sure_mistakes(network, found, texts),
    }


def sure_mistakes(
    network: ClassNetwork,
    found: Float[np.ndarray, "N C"],
    texts: Sequence[Text],
    *,
    count: int = 6,
    longest: int = 30,
) -> tuple[ClassMistake, ...]:
    """The short texts on which the network is surest and wrong, the surest first."""
    wrong = [
        ClassMistake(
            text.text,
            network.classes[text.label],
            network.classes[said.argmax()],
            round(float(said.max()), 3),
        )
        for said, text in zip(found, texts, strict=True)
        if said.argmax() != text.label and len(text.words) <= longest
    ]
    return tuple(sorted(wrong, key=lambda mistake: -mistake.probability)[:count])
