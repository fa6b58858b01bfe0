"""Texts with a label, from several sources, in the words that the network looks up."""

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from visualizer.networks.sentiment.tables import read_rows
from visualizer.networks.text_network import MAX_TOKENS
from visualizer.networks.tokenizers import tokenizer_of

COLUMNS = ("source", "label", "text")
SHORTEST = 12
LABELS = {"negative": False, "positive": True}


@dataclass(frozen=True)
class Review:
    """A text with its words and whether it was labelled positive."""

    source: str
    positive: bool
    text: str
    words: tuple[str, ...]

    @property
    def read(self) -> tuple[str, ...]:
        """The words up to where reading stops."""
        return self.words[:MAX_TOKENS]

    @property
    def pieces(self) -> tuple[tuple[str, ...], ...]:
        """All words in pieces as long as what is read; a short rest is left out."""
        starts = range(0, len(self.words), MAX_TOKENS)
        pieces = tuple(self.words[start : start + MAX_TOKENS] for start in starts)
        return (pieces[0], *(piece for piece in pieces[1:] if len(piece) >= SHORTEST))


def read_reviews(path: Path, whole: Container[str]) -> tuple[Review, ...]:
    """The texts of a file with the columns source, label, text; those without words are left out.

    Args:
        whole: words with hyphens that stay in one piece.

    Raises:
        OSError: the file cannot be read.
        ValueError: a column is missing or a label is neither positive nor negative.
    """
    found = (_review(row, whole) for row in read_rows(path, COLUMNS))
    return tuple(review for review in found if review.words)


def hindi_words(text: str, whole: Container[str] = frozenset()) -> tuple[str, ...]:
    """The words and signs of a text in the form in which they are looked up."""
    return tuple(token.word for token in tokenizer_of("hi").tokenize(text, whole))


def _review(row: dict[str, str], whole: Container[str]) -> Review:
    if row["label"] not in LABELS:
        raise ValueError(f"a label must be one of {', '.join(LABELS)}, got {row['label'][:40]!r}")
    words = hindi_words(row["text"], whole)
    return Review(row["source"], LABELS[row["label"]], row["text"], words)
