"""What a network makes of a text before it computes: the tokens it reads."""

from dataclasses import dataclass


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
