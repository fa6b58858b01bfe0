"""The network of classes: reads word by word and gives each class a probability after each."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from visualizer.core import Record, record, recurrent_class
from visualizer.networks.classes.card import Classes, ClassesCard
from visualizer.networks.entries import CheckpointError, Entry
from visualizer.networks.reading import Reading, reordered
from visualizer.networks.text_network import MAX_TOKENS, TextNetwork, stored_network
from visualizer.networks.vocabulary import Vocabulary

MAX_CLASSES = 64


@dataclass(frozen=True, kw_only=True, eq=False)
class ClassReading(Reading):
    """What a network of classes made of one text.

    `classes` are English names, in the order of the columns of `probabilities`, which after each
    token are 0 to 1 and together 1. `record` holds the recurrent layer's quantities, B = 1; it is
    None for a bag.
    """

    classes: tuple[str, ...]
    probabilities: Float[np.ndarray, "T C"]
    record: Record | None

    @property
    def answer(self) -> str:
        """The likeliest class at the end."""
        return self.classes[int(self.probabilities[-1].argmax())]


class ClassNetwork(TextNetwork):
    """Embedding, one recurrent layer or none, one linear read-out: softmax(W h + b).

    Without a recurrent layer it is a bag: h is the mean of the embedded words so far. Dropout acts
    on the embedded words and on h, in training only.

    Args:
        cell: `lstm`, `gru` or `rnn`; None for a bag.
        classes: their English names.
        hidden_size: units of the recurrent layer; None for a bag.
    """

    card: ClassesCard

    def __init__(
        self,
        cell: str | None,
        vocabulary: Vocabulary,
        classes: Sequence[str],
        *,
        embedding_size: int,
        hidden_size: int | None = None,
        dropout: float = 0.0,
        language: str = "en",
    ) -> None:
        super().__init__(
            f"classes-{cell or 'bag'}",
            cell,
            vocabulary,
            embedding_size=embedding_size,
            dropout=dropout,
            language=language,
        )
        self.classes = tuple(classes)
        self.recurrent = None
        if cell is not None:
            assert hidden_size is not None
            self.recurrent = recurrent_class(cell)(embedding_size, hidden_size)
        self.readout = nn.Linear(hidden_size or embedding_size, len(self.classes))

    def forward(
        self, ids: Int[Tensor, "T B"], lengths: Int[Tensor, " B"] | None = None
    ) -> Float[Tensor, "T B C"]:
        """The logits after every word, each text from a fresh state.

        Args:
            lengths: read packed, every text to its own end; what is given beyond is of no
                meaning. None: read all that `ids` holds, what fills up short texts too.
        """
        return self.readout(self.dropout(self.states(self.dropout(self.embedding(ids)), lengths)))

    def states(
        self, embedded: Float[Tensor, "T B E"], lengths: Int[Tensor, " B"] | None = None
    ) -> Float[Tensor, "T B H"]:
        """h after every word; for a bag the mean of the words so far."""
        if self.recurrent is None:
            counts = torch.arange(1, len(embedded) + 1, device=embedded.device)
            return embedded.cumsum(0) / counts[:, None, None]
        if lengths is None:
            return self.recurrent(embedded)[0]
        packed = pack_padded_sequence(embedded, lengths, enforce_sorted=False)
        return pad_packed_sequence(self.recurrent(packed)[0], total_length=len(embedded))[0]

    def bag_answer(self, ids: Sequence[int]) -> Float[Tensor, " C"]:
        """What a bag makes of the words with these numbers, in any order.

        They are sorted before anything is computed, so that the same words give the same numbers to
        the last bit.
        """
        words = self.embedding(torch.tensor(sorted(ids)))
        return torch.softmax(self.readout(words.sum(0) / len(ids)), 0)

    def read(self, text: str, max_tokens: int = MAX_TOKENS) -> ClassReading:
        """Read a text from a fresh state and record every step.

        Tokens beyond `max_tokens` are left out and counted.

        Raises:
            NothingToReadError: the text has no token.
            ValueError: `max_tokens` is below 1.
        """
        return self._read(self.read_words(text, max_tokens))

    def in_order(self, reading: Reading, order: Sequence[int]) -> ClassReading:
        """Read the words of a reading in another order, from a fresh state.

        Args:
            order: the place that each word had, from 0.

        Raises:
            ValueError: `order` does not name every place once.
        """
        return self._read(reordered(reading, order))

    def _read(self, reading: Reading) -> ClassReading:
        probabilities, step_record = self._run(self.vocabulary.ids(reading.words))
        return ClassReading(
            **{field.name: getattr(reading, field.name) for field in fields(Reading)},
            classes=self.classes,
            probabilities=probabilities,
            record=step_record,
        )

    @torch.inference_mode()
    def _run(self, ids: Sequence[int]) -> tuple[Float[np.ndarray, "T C"], Record | None]:
        if self.recurrent is None:
            answers = [self.bag_answer(ids[: t + 1]) for t in range(len(ids))]
            return torch.stack(answers).numpy(), None
        embedded = self.embedding(torch.tensor(ids).unsqueeze(1))
        with record(self.recurrent) as recording:
            h = self.states(embedded)
        return torch.softmax(self.readout(h[:, 0]), -1).numpy(), recording[""]


def load(entry: Entry) -> ClassNetwork:
    """The shipped network of an entry.

    Raises:
        CheckpointError: a file is missing, damaged or does not fit the others.
    """

    def built(card: ClassesCard, vocabulary: Vocabulary) -> ClassNetwork:
        _check_sizes(entry, card)
        assert card.language is not None
        return ClassNetwork(
            card.cell,
            vocabulary,
            card.own.classes,
            embedding_size=card.own.embedding_size,
            hidden_size=card.own.hidden_size,
            language=card.language,
        )

    return stored_network(entry, Classes, built)


def _check_sizes(entry: Entry, card: ClassesCard) -> None:
    own = card.own
    if card.cell is None and own.hidden_size is not None:
        reason = f"a bag has no units, got {own.hidden_size}"
        raise CheckpointError(entry.name, entry.card.name, reason)
    if not 2 <= len(own.classes) <= MAX_CLASSES:
        reason = f"it must tell 2 to {MAX_CLASSES} classes apart, got {len(own.classes)}"
        raise CheckpointError(entry.name, entry.card.name, reason)
