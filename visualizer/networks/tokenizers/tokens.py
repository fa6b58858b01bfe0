"""What every tokenizer gives, and what it is asked."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Token:
    """One word or sign: `typed` is the exact slice `text[start:end]`, `word` its corpus form."""

    typed: str
    word: str
    start: int
    end: int


class Split(Protocol):
    """Split any text into tokens, in linear time; only space and what is unseen is left out."""

    def __call__(self, text: str, whole: Container[str] = frozenset()) -> tuple[Token, ...]:
        """Words with hyphens stay in one piece if their corpus form is in `whole`."""
        ...


@dataclass(frozen=True)
class Tokenizer:
    """One language's way with texts.

    Attributes:
        tokenize: splits a text as its networks' corpora are split.
        as_written: a text of those corpora as people write it; it splits into the same words.
    """

    tokenize: Split
    as_written: Callable[[str], str]
