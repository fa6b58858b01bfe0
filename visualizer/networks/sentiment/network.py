"""The sentiment network: reads word by word and gives a verdict after each."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from visualizer.core import Record, record, recurrent_class
from visualizer.networks.cards import Card
from visualizer.networks.entries import Entry
from visualizer.networks.reading import Reading
from visualizer.networks.sentiment.card import Sentiment, Sizes
from visualizer.networks.text_network import MAX_TOKENS, TextNetwork, stored_network
from visualizer.networks.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True, eq=False)
class SentimentReading(Reading):
    """What a sentiment network made of one text.

    `verdict` is the probability, after each token, that the text so far is positive, 0 to 1.
    `record` holds the recurrent layer's quantities, B = 1.
    """

    verdict: Float[np.ndarray, " T"]
    record: Record


class SentimentNetwork(TextNetwork):
    """Embedding, one recurrent layer, one linear read-out: verdict = sigmoid(w h + b).

    A step is embedded, moves the state of `recurrent`, and `readout` turns the state into one
    logit; `readout.weight[0, unit]` is that unit's effect on the verdict. Dropout acts on the
    embedded words and on the state that is read out, in training only.
    """

    cell: str

    def __init__(
        self,
        cell: str,
        vocabulary: Vocabulary,
        *,
        embedding_size: int,
        hidden_size: int,
        dropout: float = 0.0,
        language: str = "en",
    ) -> None:
        super().__init__(
            f"sentiment-{cell}",
            cell,
            vocabulary,
            embedding_size=embedding_size,
            dropout=dropout,
            language=language,
        )
        self.recurrent = recurrent_class(cell)(embedding_size, hidden_size)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, ids: Int[Tensor, "T B"]) -> Float[Tensor, "T B"]:
        """The logit of "positive" after every word, each text from a fresh state."""
        output, _ = self.recurrent(self.dropout(self.embedding(ids)))
        return self.logits(self.dropout(output))

    def logits(self, h: Float[Tensor, "*axes H"]) -> Float[Tensor, "*axes"]:
        """The read-out: one logit for each state. Its sigmoid is the verdict."""
        return self.readout(h).squeeze(-1)

    def read(self, text: str, max_tokens: int = MAX_TOKENS) -> SentimentReading:
        """Read a text from a fresh state and record every step.

        Tokens beyond `max_tokens` are left out and counted.

        Raises:
            NothingToReadError: the text has no token.
            ValueError: `max_tokens` is below 1.
        """
        reading = self.read_words(text, max_tokens)
        verdict, step_record = self._record(reading.words)
        return SentimentReading(**vars(reading), verdict=verdict, record=step_record)

    @torch.inference_mode()
    def _record(self, words: tuple[str, ...]) -> tuple[Float[np.ndarray, " T"], Record]:
        embedded = self.embedding(torch.tensor(self.vocabulary.ids(words)).unsqueeze(1))
        with record(self.recurrent) as recording:
            output, _ = self.recurrent(embedded)
        return torch.sigmoid(self.logits(output[:, 0])).numpy(), recording[""]


def load(entry: Entry) -> SentimentNetwork:
    """The shipped network of an entry.

    Raises:
        CheckpointError: a file is missing, damaged or does not fit the others.
    """
    return judging_network(entry, Sentiment)


def judging_network(entry: Entry, own: type[Sizes]) -> SentimentNetwork:
    """The network of an entry of this or another task that it is built for.

    Args:
        own: the dataclass of its card's own part.

    Raises:
        CheckpointError: a file is missing, damaged or does not fit the others.
    """
    return stored_network(entry, own, _built)


def _built(card: Card[Any], vocabulary: Vocabulary) -> SentimentNetwork:
    assert card.cell is not None
    assert card.language is not None
    return SentimentNetwork(
        card.cell,
        vocabulary,
        embedding_size=card.own.embedding_size,
        hidden_size=card.own.hidden_size,
        language=card.language,
    )
