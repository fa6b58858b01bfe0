"""The sentiment network: reads word by word and gives a verdict after each."""

from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from visualizer.core import Record, record, recurrent_class
from visualizer.networks.cards import ModelCard
from visualizer.networks.sentiment.tokenizer import Token, tokenize
from visualizer.networks.vocabulary import Vocabulary

MAX_TOKENS = 64


class NothingToReadError(ValueError):
    """A text without a single word or sign."""


@dataclass(frozen=True, eq=False)
class Reading:
    """What a network made of one text.

    `tokens` are slices of `text` as typed, `words` the forms looked up, `unknown` those that the
    vocabulary lacks. Reading stopped at character `end`, with `left_out` tokens unread. `verdict`
    is the probability, after each token, that the text so far is positive, 0 to 1. `record` holds
    the recurrent layer's quantities, B = 1.
    """

    text: str
    tokens: tuple[str, ...]
    words: tuple[str, ...]
    unknown: tuple[bool, ...]
    left_out: int
    end: int
    verdict: Float[np.ndarray, " T"]
    record: Record


class SentimentNetwork(nn.Module):
    """Embedding, one recurrent layer, one linear read-out: verdict = sigmoid(w h + b).

    A step is embedded, moves the state of `recurrent`, and `readout` turns the state into one
    logit; `readout.weight[0, unit]` is that unit's effect on the verdict. Dropout acts on the
    embedded words and on the state that is read out, in training only.
    """

    card: ModelCard

    def __init__(
        self,
        cell: str,
        vocabulary: Vocabulary,
        *,
        embedding_size: int,
        hidden_size: int,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.cell = cell
        self.vocabulary = vocabulary
        self.embedding = nn.Embedding(len(vocabulary), embedding_size)
        self.recurrent = recurrent_class(cell)(embedding_size, hidden_size)
        self.readout = nn.Linear(hidden_size, 1)
        self.dropout = nn.Dropout(dropout)
        self._whole_words = frozenset(word for word in vocabulary.words if "-" in word[1:-1])

    @property
    def name(self) -> str:
        """The name under which the network is shipped."""
        return f"sentiment-{self.cell}"

    def forward(self, ids: Int[Tensor, "T B"]) -> Float[Tensor, "T B"]:
        """The logit of "positive" after every word, each text from a fresh state."""
        output, _ = self.recurrent(self.dropout(self.embedding(ids)))
        return self.logits(self.dropout(output))

    def logits(self, h: Float[Tensor, "*axes H"]) -> Float[Tensor, "*axes"]:
        """The read-out: one logit for each state. Its sigmoid is the verdict."""
        return self.readout(h).squeeze(-1)

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Split a text as the corpus is split, hyphenated words of the vocabulary kept whole."""
        return tokenize(text, whole=self._whole_words)

    def read(self, text: str, max_tokens: int = MAX_TOKENS) -> Reading:
        """Read a text from a fresh state and record every step.

        Tokens beyond `max_tokens` are left out and counted.

        Raises:
            NothingToReadError: the text has no token.
            ValueError: `max_tokens` is below 1.
        """
        if max_tokens < 1:
            raise ValueError(f"max_tokens must be at least 1, got {max_tokens}")
        tokens = self.tokenize(text)
        if not tokens:
            raise NothingToReadError(
                f"a text must have at least one word or sign, got {text[:40]!r}"
            )
        kept = tokens[:max_tokens]
        words = tuple(token.word for token in kept)
        verdict, step_record = self._record(words)
        return Reading(
            text=text,
            tokens=tuple(token.typed for token in kept),
            words=words,
            unknown=tuple(word not in self.vocabulary for word in words),
            left_out=len(tokens) - len(kept),
            end=kept[-1].end,
            verdict=verdict,
            record=step_record,
        )

    @torch.inference_mode()
    def _record(self, words: tuple[str, ...]) -> tuple[Float[np.ndarray, " T"], Record]:
        embedded = self.embedding(torch.tensor(self.vocabulary.ids(words)).unsqueeze(1))
        with record(self.recurrent) as recording:
            output, _ = self.recurrent(embedded)
        return torch.sigmoid(self.logits(output[:, 0])).numpy(), recording[""]
