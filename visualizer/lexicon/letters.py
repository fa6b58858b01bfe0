"""Where a text may be cut: never between a letter and what belongs to it."""

import unicodedata

JOINER = "\u200d"
VIRAMA = 9
"""The combining class of the sign that joins a consonant to the next one, in any Indian script."""


def beginning(text: str, length: int) -> str:
    """At most the first letters of a text, with their vowel signs, conjuncts and joiners whole.

    Args:
        length: of the text at most, from 1; a first letter that is longer is cut all the same.
    """
    if len(text) <= length:
        return text
    end = length
    while end > 1 and _belongs_together(text[end - 1], text[end]):
        end -= 1
    return text[: end if end > 1 or not _belongs_together(text[0], text[1]) else length]


def _belongs_together(first: str, second: str) -> bool:
    return (
        unicodedata.category(second).startswith("M")
        or JOINER in (first, second)
        or unicodedata.combining(first) == VIRAMA
    )
