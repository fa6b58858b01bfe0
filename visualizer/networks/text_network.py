"""What all networks that read a text have in common: words, their vectors, and stored files."""

from collections.abc import Callable
from typing import Any, TypeVar

from torch import nn

from visualizer.networks.cards import Card
from visualizer.networks.checkpoints import filled, hollow, stored_card, stored_vocabulary
from visualizer.networks.entries import CheckpointError, Entry
from visualizer.networks.reading import Reading, read_tokens
from visualizer.networks.tokenizers import Token, tokenizer_of
from visualizer.networks.vocabulary import Vocabulary

MAX_TOKENS = 64
MAX_SIZE = 4096


class TextNetwork(nn.Module):
    """Splits a text, looks its words up and embeds them; a task adds what it makes of them.

    Args:
        name: by which it is loaded.
        cell: of its recurrent layer; None if it has none.
        dropout: for tasks to act with, in training only.
    """

    card: Card[Any]
    """Its own part is the task's."""

    def __init__(
        self,
        name: str,
        cell: str | None,
        vocabulary: Vocabulary,
        *,
        embedding_size: int,
        dropout: float,
        language: str,
    ) -> None:
        super().__init__()
        self.name = name
        self.cell = cell
        self.vocabulary = vocabulary
        self.language = language
        self.embedding = nn.Embedding(len(vocabulary), embedding_size)
        self.dropout = nn.Dropout(dropout)
        self._tokenizer = tokenizer_of(language)
        self._whole_words = frozenset(word for word in vocabulary.words if "-" in word[1:-1])

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Split a text as the corpus is split, hyphenated words of the vocabulary kept whole."""
        return self._tokenizer.tokenize(text, whole=self._whole_words)

    def read_words(self, text: str, max_tokens: int) -> Reading:
        """The tokens of a text that `read` goes through.

        Raises:
            NothingToReadError: the text has no token.
            ValueError: `max_tokens` is below 1.
        """
        return read_tokens(text, self.tokenize(text), self.vocabulary, max_tokens)


Net = TypeVar("Net", bound=TextNetwork)


def stored_network(
    entry: Entry, own: type[Any], build: Callable[[Card[Any], Vocabulary], Net]
) -> Net:
    """The network of an entry, its files checked.

    Args:
        own: the dataclass of its card's own part, with `vocabulary_size`, `embedding_size` and
            `hidden_size`.
        build: makes the network of a card and its words; its numbers are read afterwards.

    Raises:
        CheckpointError: a file is missing, damaged or does not fit the others.
    """
    card = stored_card(entry, own)
    units = () if card.cell is None else (card.own.hidden_size or 0,)
    sizes = (card.own.embedding_size, *units)
    if not all(1 <= size <= MAX_SIZE for size in sizes):
        reason = f"its sizes must be 1 to {MAX_SIZE}, got {sizes}"
        raise CheckpointError(entry.name, entry.card.name, reason)
    vocabulary = stored_vocabulary(entry, card.own.vocabulary_size)
    with hollow():
        network = build(card, vocabulary)
    network.name, network.card = entry.name, card
    return filled(network, entry, card)
