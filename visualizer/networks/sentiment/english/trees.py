"""Sentiment trees: a sentence and the labels people gave to each of its phrases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

LABELS = range(5)
"""0 very negative, 1 negative, 2 neutral, 3 positive, 4 very positive."""

_PIECE = re.compile(r"\((?P<label>\S+) |(?P<word>[^()\s](?:[^()]*[^()\s])?)|(?P<close>\))")


@dataclass(frozen=True)
class Span:
    """The phrase `words[start:end]` and its label; `split` is where its second half starts.

    A span of one word has no `split`.
    """

    start: int
    end: int
    label: int
    split: int | None = None

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Tree:
    """One sentence with every labelled span, halves before the span they make up."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def label(self) -> int:
        """The label of the whole sentence."""
        return self.spans[-1].label

    def text_of(self, span: Span) -> tuple[str, ...]:
        """The words of one span."""
        return self.words[span.start : span.end]


def parse_tree(line: str) -> Tree:
    """Read one tree in bracket form, such as `(3 (2 a) (3 (3 good) (2 film)))`.

    A node around a single node is one span with the outer label.

    Raises:
        ValueError: the line is not one binary tree with labels 0 to 4.
    """
    words: list[str] = []
    spans: list[Span] = []
    open_nodes: list[tuple[int, int, list[int]]] = []
    for piece in _PIECE.finditer(line.strip()):
        if piece["label"] is not None:
            if spans and not open_nodes:
                raise ValueError(f"a line must hold one tree, got {line[:60]!r}")
            open_nodes.append((_label(piece["label"]), len(words), []))
        elif piece["word"] is not None:
            words.append(piece["word"])
        else:
            _close(open_nodes, spans, len(words), line)
    if open_nodes or not spans:
        raise ValueError(f"a tree must be closed, got {line[:60]!r}")
    return Tree(tuple(words), tuple(spans))


def read_trees(path: Path) -> tuple[Tree, ...]:
    """Read a file of trees, one a line; empty lines are skipped.

    Raises:
        ValueError: a line is no tree; the message names the file and the line.
    """
    return tuple(_numbered_trees(path))


def _numbered_trees(path: Path) -> Iterator[Tree]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield parse_tree(line)
                except ValueError as error:
                    raise ValueError(f"{path.name}, line {number}: {error}") from error


def _label(text: str) -> int:
    if text not in {str(label) for label in LABELS}:
        raise ValueError(f"a label must be 0 to 4, got {text!r}")
    return int(text)


def _close(
    open_nodes: list[tuple[int, int, list[int]]], spans: list[Span], end: int, line: str
) -> None:
    if not open_nodes:
        raise ValueError(f"a bracket closes that was never opened in {line[:60]!r}")
    label, start, half_starts = open_nodes.pop()
    if open_nodes:
        open_nodes[-1][2].append(start)
    match half_starts:
        case [] if end - start == 1:
            spans.append(Span(start, end, label))
        case [_]:
            spans[-1] = replace(spans[-1], label=label)
        case [_, split]:
            spans.append(Span(start, end, label, split))
        case _:
            raise ValueError(f"a span must be one word or two spans, got {line[:60]!r}")
