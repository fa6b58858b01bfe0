"""What a network makes of a text before it computes: the tokens it reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from visualizer.networks.tokenizers import Token
from visualizer.networks.vocabulary import Vocabulary


class NothingToReadError(ValueError):
    """A text without a single word or sign."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """How a text was read; each task adds what its network computed.

    `tokens` are slices of `text` as typed, `words` the forms looked up, `unknown` those that the
    vocabulary lacks. Reading stopped at character `end`, with `left_out` tokens unread.
    """

    text: str
    tokens: tuple[str, ...]
    words: tuple[str, ...]
    unknown: tuple[bool, ...]
    left_out: int
    end: int

    @property
    def read(self) -> str:
        """The part of the text that was read."""
        return self.text[: self.end]


def read_tokens(
    text: str, tokens: Sequence[Token], vocabulary: Vocabulary, max_tokens: int
) -> Reading:
    """What is read of a text that was split; tokens beyond `max_tokens` are left out and counted.

    Raises:
        NothingToReadError: there is no token.
        ValueError: `max_tokens` is below 1.
    """
    if max_tokens < 1:
        raise ValueError(f"max_tokens must be at least 1, got {max_tokens}")
    if not tokens:
        raise NothingToReadError(f"a text must have at least one word or sign, got {text[:40]!r}")
    kept = tokens[:max_tokens]
    words = tuple(token.word for token in kept)
    return Reading(
        text=text,
        tokens=tuple(token.typed for token in kept),
        words=words,
        unknown=tuple(word not in vocabulary for word in words),
        left_out=len(tokens) - len(kept),
        end=kept[-1].end,
    )


def reordered(reading: Reading, order: Sequence[int]) -> Reading:
    """The same words in another order; its text is the words between spaces.

    Args:
        order: the place that each word had, from 0.

    Raises:
        ValueError: `order` does not name every place once.
    """
    if sorted(order) != [*range(len(reading.tokens))]:
        places = len(reading.tokens)
        raise ValueError(f"order must name each of {places} places once, got {[*order][:80]}")
    tokens = tuple(reading.tokens[place] for place in order)
    text = " ".join(tokens)
    return Reading(
        text=text,
        tokens=tokens,
        words=tuple(reading.words[place] for place in order),
        unknown=tuple(reading.unknown[place] for place in order),
        left_out=reading.left_out,
        end=len(text),
    )
