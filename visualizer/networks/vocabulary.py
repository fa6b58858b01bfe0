"""The words a network knows, and the number of each."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

UNKNOWN = "<unk>"
"""The entry that stands for every other word. No typed text yields it: `<` is its own token."""
UNKNOWN_ID = 0


def normal_form(word: str) -> str:
    """The form in which a word is looked up: NFKC, lower case."""
    return unicodedata.normalize("NFKC", word).lower()


@dataclass(frozen=True)
class Vocabulary:
    """Words in a fixed order, `<unk>` first. A word's place is its row in the embedding.

    Raises:
        ValueError: the first word is not `<unk>`, or a word is empty or occurs twice.
    """

    words: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.words[:1] != (UNKNOWN,):
            raise ValueError(f"the first word must be {UNKNOWN}, got {self.words[:1]}")
        if not all(isinstance(word, str) and word for word in self.words):
            raise ValueError("every word must be a string of at least one character")
        if len(self._index) != len(self.words):
            raise ValueError(f"words must differ, got {len(self.words) - len(self._index)} twice")

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word: str) -> bool:
        return word in self._index and word != UNKNOWN

    def ids(self, words: Sequence[str]) -> list[int]:
        """The number of each word; 0 for a word that is not in the vocabulary."""
        return [self._index.get(word, UNKNOWN_ID) for word in words]

    def save(self, path: Path) -> None:
        """Write the words as a JSON list."""
        path.write_text(json.dumps(self.words, ensure_ascii=False, indent=0), encoding="utf-8")

    @cached_property
    def _index(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.words)}


def count_words(sentences: Iterable[Sequence[str]], *, at_least: int = 2) -> Vocabulary:
    """The words that occur `at_least` times, the most frequent first, equals by alphabet."""
    counts = Counter(normal_form(word) for sentence in sentences for word in sentence)
    frequent = [word for word, count in counts.items() if count >= at_least]
    return Vocabulary((UNKNOWN, *sorted(frequent, key=lambda word: (-counts[word], word))))


def read_vocabulary(path: Path) -> Vocabulary:
    """Read what `save` wrote.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not a JSON list of different words that starts with `<unk>`.
    """
    words = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(words, list):
        raise ValueError(f"a vocabulary must be a list of words, got {type(words).__name__}")
    return Vocabulary(tuple(words))
