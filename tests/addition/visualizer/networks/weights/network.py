"""A task as small as can be, for the registry's tests: the mean of the words' weights judges."""

from dataclasses import dataclass

import torch
from torch import nn

from visualizer.networks.cards import Card, Share
from visualizer.networks.checkpoints import filled, hollow, stored_card, stored_vocabulary
from visualizer.networks.entries import Entry
from visualizer.networks.reading import Reading
from visualizer.networks.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True, eq=False)
class BagReading(Reading):
    """What the bag makes of a text: one verdict, 0 to 1, and no record."""

    verdict: float


class Bag(nn.Module):
    """A weight for each word."""

    def __init__(self, vocabulary: Vocabulary, card: Card[Share]) -> None:
        super().__init__()
        self.vocabulary, self.card = vocabulary, card
        self.weights = nn.Embedding(len(vocabulary), 1)

    @torch.inference_mode()
    def read(self, text: str) -> BagReading:
        """Read a text split at its spaces."""
        words = tuple(text.split())
        ids = torch.tensor(self.vocabulary.ids(words))
        return BagReading(
            text=text,
            tokens=words,
            words=words,
            unknown=tuple(word not in self.vocabulary for word in words),
            left_out=0,
            end=len(text),
            verdict=torch.sigmoid(self.weights(ids).mean()).item(),
        )


def load(entry: Entry) -> Bag:
    """The network of an entry."""
    card = stored_card(entry, Share)
    vocabulary = stored_vocabulary(entry, 3)
    with hollow():
        network = Bag(vocabulary, card)
    return filled(network, entry, card)
