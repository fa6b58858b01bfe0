"""The network that predicts: after every word each word it knows has a probability to be next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from visualizer.core import Record, record, recurrent_class
from visualizer.networks.cards import Card
from visualizer.networks.entries import CheckpointError, Entry
from visualizer.networks.predicting.card import Predicting
from visualizer.networks.reading import Reading
from visualizer.networks.text_network import MAX_TOKENS, TextNetwork, stored_network
from visualizer.networks.vocabulary import Vocabulary

MAX_LAYERS = 8


@dataclass(frozen=True, kw_only=True, eq=False)
class NextReading(Reading):
    """What a network that predicts made of one text.

    `classes` are the words that can come next, all that the network knows, in the order of the
    columns of `probabilities`: those after each token for the next one, 0 to 1 and together 1.
    `first` are the same before the first token. `record` holds the recurrent layers' quantities,
    B = 1.
    """

    classes: tuple[str, ...]
    probabilities: Float[np.ndarray, "T V"]
    first: Float[np.ndarray, " V"]
    record: Record

    def expected(self, word: str) -> Float[np.ndarray, " T"]:
        """What a word is given to be next, after every token.

        Raises:
            ValueError: the network does not know the word, as it is looked up.
        """
        if word not in self.classes:
            raise ValueError(f"a word must be one that the network knows, got {word[:40]!r}")
        return self.probabilities[:, self.classes.index(word)]


class NextNetwork(TextNetwork):
    """Embedding, one or more recurrent layers, a linear read-out: softmax(W h + b) for the next.

    The state before the first word is zero, so what comes first is softmax(b). Dropout acts on the
    embedded words and on h of the last layer, in training only.

    Args:
        cell: `lstm`, `gru` or `rnn`.
        layers: each reads the h of the one below.
    """

    cell: str

    def __init__(
        self,
        cell: str,
        vocabulary: Vocabulary,
        *,
        embedding_size: int,
        hidden_size: int,
        layers: int = 1,
        dropout: float = 0.0,
        language: str = "en",
    ) -> None:
        super().__init__(
            f"predicting-{cell}",
            cell,
            vocabulary,
            embedding_size=embedding_size,
            dropout=dropout,
            language=language,
        )
        self.recurrent = recurrent_class(cell)(embedding_size, hidden_size, num_layers=layers)
        self.readout = nn.Linear(hidden_size, len(vocabulary))

    @property
    def classes(self) -> tuple[str, ...]:
        """The words that can come next, as they are looked up."""
        return self.vocabulary.words

    def forward(
        self, ids: Int[Tensor, "T B"], lengths: Int[Tensor, " B"] | None = None
    ) -> Float[Tensor, "T B V"]:
        """The logits of what comes after every word, each text from a fresh state.

        Args:
            lengths: read packed, every text to its own end; what is given beyond is of no
                meaning. None: read all that `ids` holds.
        """
        embedded = self.dropout(self.embedding(ids))
        if lengths is None:
            h, _ = self.recurrent(embedded)
        else:
            packed = pack_padded_sequence(embedded, lengths, enforce_sorted=False)
            h, _ = pad_packed_sequence(self.recurrent(packed)[0], total_length=len(ids))
        return self.readout(self.dropout(h))

    def read(self, text: str, max_tokens: int = MAX_TOKENS) -> NextReading:
        """Read a text from a fresh state and record every step.

        Tokens beyond `max_tokens` are left out and counted.

        Raises:
            NothingToReadError: the text has no token.
            ValueError: `max_tokens` is below 1.
        """
        reading = self.read_words(text, max_tokens)
        probabilities, step_record = self._run(self.vocabulary.ids(reading.words))
        return NextReading(
            **vars(reading),
            classes=self.classes,
            probabilities=probabilities,
            first=torch.softmax(self.readout.bias.detach(), 0).numpy(),
            record=step_record,
        )

    @torch.inference_mode()
    def _run(self, ids: Sequence[int]) -> tuple[Float[np.ndarray, "T V"], Record]:
        embedded = self.embedding(torch.tensor(ids).unsqueeze(1))
        with record(self.recurrent) as recording:
            h, _ = self.recurrent(embedded)
        return torch.softmax(self.readout(h[:, 0]), -1).numpy(), recording[""]


def load(entry: Entry) -> NextNetwork:
    """The shipped network of an entry whose task measures nothing of its own.

    Raises:
        CheckpointError: a file is missing, damaged or does not fit the others.
    """
    return predicting_network(entry, Predicting)


def predicting_network(entry: Entry, own: type[Predicting]) -> NextNetwork:
    """The shipped network of an entry.

    Args:
        own: the dataclass of its card's own part.

    Raises:
        CheckpointError: a file is missing, damaged or does not fit the others.
    """

    def built(card: Card[Any], vocabulary: Vocabulary) -> NextNetwork:
        if not 1 <= card.own.layers <= MAX_LAYERS:
            reason = f"its layers must be 1 to {MAX_LAYERS}, got {card.own.layers}"
            raise CheckpointError(entry.name, entry.card.name, reason)
        assert card.cell is not None
        assert card.language is not None
        return NextNetwork(
            card.cell,
            vocabulary,
            embedding_size=card.own.embedding_size,
            hidden_size=card.own.hidden_size,
            layers=card.own.layers,
            language=card.language,
        )

    return stored_network(entry, own, built)
