"""The sentiment network: reads word by word and gives a verdict after each."""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from visualizer.core import Record, record, recurrent_class
from visualizer.networks.cards import Card
from visualizer.networks.checkpoints import filled, hollow, stored_card, stored_vocabulary
from visualizer.networks.entries import CheckpointError, Entry
from visualizer.networks.reading import Reading, read_tokens
from visualizer.networks.sentiment.card import Sentiment, Sizes
from visualizer.networks.tokenizers import Token, tokenizer_of
from visualizer.networks.vocabulary import Vocabulary

MAX_TOKENS = 64
MAX_SIZE = 4096

Own = TypeVar("Own", bound=Sizes)


@dataclass(frozen=True, kw_only=True, eq=False)
class SentimentReading(Reading):
    """What a sentiment network made of one text.

    `verdict` is the probability, after each token, that the text so far is positive, 0 to 1.
    `record` holds the recurrent layer's quantities, B = 1.
    """

    verdict: Float[np.ndarray, " T"]
    record: Record


class SentimentNetwork(nn.Module):
    """Embedding, one recurrent layer, one linear read-out: verdict = sigmoid(w h + b).

    A step is embedded, moves the state of `recurrent`, and `readout` turns the state into one
    logit; `readout.weight[0, unit]` is that unit's effect on the verdict. Dropout acts on the
    embedded words and on the state that is read out, in training only.
    """

    card: Card[Any]
    """Its own part is the task's: a `Sentiment`, or that of another task it is built for."""

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
        super().__init__()
        self.name = f"sentiment-{cell}"
        self.cell = cell
        self.vocabulary = vocabulary
        self.embedding = nn.Embedding(len(vocabulary), embedding_size)
        self.recurrent = recurrent_class(cell)(embedding_size, hidden_size)
        self.readout = nn.Linear(hidden_size, 1)
        self.dropout = nn.Dropout(dropout)
        self.language = language
        self._tokenizer = tokenizer_of(language)
        self._whole_words = frozenset(word for word in vocabulary.words if "-" in word[1:-1])

    def forward(self, ids: Int[Tensor, "T B"]) -> Float[Tensor, "T B"]:
        """The logit of "positive" after every word, each text from a fresh state."""
        output, _ = self.recurrent(self.dropout(self.embedding(ids)))
        return self.logits(self.dropout(output))

    def logits(self, h: Float[Tensor, "*axes H"]) -> Float[Tensor, "*axes"]:
        """The read-out: one logit for each state. Its sigmoid is the verdict."""
        return self.readout(h).squeeze(-1)

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Split a text as the corpus is split, hyphenated words of the vocabulary kept whole."""
        return self._tokenizer.tokenize(text, whole=self._whole_words)

    def read(self, text: str, max_tokens: int = MAX_TOKENS) -> SentimentReading:
        """Read a text from a fresh state and record every step.

        Tokens beyond `max_tokens` are left out and counted.

        Raises:
            NothingToReadError: the text has no token.
            ValueError: `max_tokens` is below 1.
        """
        reading = read_tokens(text, self.tokenize(text), self.vocabulary, max_tokens)
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
    return stored_network(entry, Sentiment)


def stored_network(entry: Entry, own: type[Own]) -> SentimentNetwork:
    """The network of an entry.

    Args:
        own: the dataclass of its card's own part.

    Raises:
        CheckpointError: a file is missing, damaged or does not fit the others.
    """
    card = stored_card(entry, own)
    sizes = (card.own.embedding_size, card.own.hidden_size)
    if not all(1 <= size <= MAX_SIZE for size in sizes):
        reason = f"its sizes must be 1 to {MAX_SIZE}, got {sizes}"
        raise CheckpointError(entry.name, entry.card.name, reason)
    assert card.cell is not None
    assert card.language is not None
    vocabulary = stored_vocabulary(entry, card.own.vocabulary_size)
    with hollow():
        network = SentimentNetwork(
            card.cell,
            vocabulary,
            embedding_size=card.own.embedding_size,
            hidden_size=card.own.hidden_size,
            language=card.language,
        )
    network.name, network.card = entry.name, card
    return filled(network, entry, card)
