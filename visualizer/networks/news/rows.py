"""News from AG's collection: their topic, their text as people type it, repeats left out."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from visualizer.networks.tokenizers.english import as_written

CLASSES = ("World", "Sports", "Business", "Sci/Tech")
"""The topics, by their number in the files."""
FILES = ("dtc_train.csv", "dtc_ub_train.csv")
"""Those of one style; the third file's style alone gives its topics away."""
ALIKE = 40
"""Texts that begin with so many equal letters count as one."""

_LEFTOVERS = {
    r"\b(?:amp|#38) ;": "&",
    r"\b(?:quot|#34) ;": '"',
    r"\b(?:lt|#60) ;": "<",
    r"\b(?:gt|#62) ;": ">",
    r" ?#39 ?; ?(?=s )": "'",
    r"#39 ?;": "'",
}
_LOST_APOSTROPHE = re.compile(r"(?<=\w) (?=s(?: |$))")


@dataclass(frozen=True)
class Row:
    """A text and the number of its topic."""

    label: int
    text: str


def read_news(folder: Path) -> tuple[Row, ...]:
    """The texts of a folder, every one once.

    Of texts that begin alike the first stays; if they have several topics, none does.

    Raises:
        OSError: a file cannot be read.
        ValueError: a row has not a topic's number and a text; the message names file and line.
    """
    return distinct(row for name in FILES for row in _read(folder / name))


def distinct(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The first of texts that begin with the same letters; none if their topics differ."""
    alike: dict[str, list[Row]] = {}
    for row in rows:
        alike.setdefault(beginning(row.text), []).append(row)
    return tuple(each[0] for each in alike.values() if len({row.label for row in each}) == 1)


def beginning(text: str) -> str:
    """The first letters of a text, all else left out."""
    return "".join(filter(str.isalpha, text.lower()))[:ALIKE]


def as_typed(text: str) -> str:
    """A text of the files as people type it.

    The files part signs from words, have lost apostrophes and kept what is left of HTML:
    `Iraq s oil , quot ; he said .` is `Iraq's oil, " he said.`
    """
    whole = text.replace("\t", " ").replace("``", '"').replace("''", '"')
    for pattern, sign in _LEFTOVERS.items():
        whole = re.sub(pattern, sign, whole)
    return as_written(_LOST_APOSTROPHE.sub(" '", whole))


def _read(path: Path) -> Iterable[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        for row in rows:
            if len(row) != 2 or row[0] not in map(str, range(len(CLASSES))) or not row[1].strip():
                rule = f"must be a topic, 0 to {len(CLASSES) - 1}, and a text"
                raise ValueError(f"{path.name}, line {rows.line_num}: {rule}")
            yield Row(int(row[0]), as_typed(row[1]))
