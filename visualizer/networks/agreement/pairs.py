"""Read the agreement pairs: sentences that differ in one word or two, and of which one is right."""

from dataclasses import dataclass
from pathlib import Path

from visualizer.networks.sentiment.tables import read_rows
from visualizer.networks.tokenizers import tokenizer_of

FILE = "pairs_cap300.tsv"
COLUMNS = ("template", "condition", "grammatical", "ungrammatical")


@dataclass(frozen=True)
class Pair:
    """Two sentences of one template, in words as they are looked up."""

    template: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def read_pairs(folder: Path) -> tuple[Pair, ...]:
    """All pairs of a folder, in their order.

    Raises:
        OSError: the file cannot be read.
        ValueError: it lacks a column.
    """
    return tuple(
        Pair(row["template"], _words(row["grammatical"]), _words(row["ungrammatical"]))
        for row in read_rows(folder / FILE, COLUMNS)
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokenizer_of("en").tokenize(text))
