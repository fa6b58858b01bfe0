"""Whether a word negates the state: how many units have the other sign at the end with it.

A negation and a control word, put in the same place, are counted side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence

from visualizer.core import RECORDS
from visualizer.networks.sentiment.evaluation import PAIR_COLUMNS
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.sentiment.tables import read_rows
from visualizer.networks.toy.languages import GRAMMARS, denials
from visualizer.places import ASSETS

Words = tuple[str, ...]


@dataclass(frozen=True)
class Control:
    """A word that should not negate; it is put so many words before the place of what it replaces.

    Hindi puts its negation behind what it denies; where a language has only words that strengthen,
    which stand before it, that place is one word earlier.
    """

    word: str
    earlier: int = 0


CONTROLS = {
    ("sentiment", "en"): Control("really"),
    ("sentiment", "hi"): Control("ही"),
    ("toy", "en"): Control("really"),
    ("toy", "hi"): Control("बहुत", earlier=1),
}
"""By task and language."""
LISTS = {"en": "negation_pairs.tsv", "hi": "hindi_negation_pairs.tsv"}


@dataclass(frozen=True)
class Trial:
    """A text, the same with words added in one place, and with a control word there instead."""

    plain: Words
    changed: Words
    control: Words
    positive: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class SignFlips:
    """What becomes of the memory (c of an LSTM, else h) at the end of N texts that were changed.

    Attributes:
        up: units that are negative in the text and positive in the changed one.
        down: units that are positive in the text and negative in the changed one.
        units: how many there are.
        cosine: of the angle between both memories, -1..1: 1 the same direction, -1 the opposite.
    """

    up: Float[np.ndarray, " N"]
    down: Float[np.ndarray, " N"]
    units: int
    cosine: Float[np.ndarray, " N"]

    @property
    def mean(self) -> tuple[float, float, float]:
        """Up, down and cosine on the average of all texts; NaN without one."""
        if not len(self.up):
            return (np.nan, np.nan, np.nan)
        return (float(self.up.mean()), float(self.down.mean()), float(self.cosine.mean()))


def added_words(plain: Sequence[str], changed: Sequence[str]) -> tuple[int, int] | None:
    """Where words were added: first and behind the last, in `changed`.

    None where anything else differs, where words were added in several places, or none was.
    """
    blocks = SequenceMatcher(None, plain, changed, autojunk=False).get_opcodes()
    found = [block for block in blocks if block[0] != "equal"]
    if len(found) != 1 or found[0][0] != "insert":
        return None
    return found[0][3], found[0][4]


def with_control(plain: Words, changed: Words, control: Control) -> Words | None:
    """The text with the control word where words were added; None where that is not one place.

    Behind a text that has ended, nothing is strengthened or denied.
    """
    added = added_words(plain, changed)
    if added is None or (added[0] == len(plain) and not any(map(str.isalnum, plain[-1]))):
        return None
    place = max(0, added[0] - control.earlier)
    return (*plain[:place], control.word, *plain[place:])


def sign_flips(network: SentimentNetwork, pairs: Sequence[tuple[Words, Words]]) -> SignFlips:
    """Compare the memories after the last word of both texts of every pair, all read at once.

    Args:
        pairs: texts as words in corpus form, each of at least one word.
    """
    ends = last_memories(network, [text for pair in pairs for text in pair]).astype(np.float64)
    first, second = ends[0::2], ends[1::2]
    lengths = np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
    return SignFlips(
        up=_count((first < 0) & (second > 0)),
        down=_count((first > 0) & (second < 0)),
        units=ends.shape[1],
        cosine=(first * second).sum(axis=1) / np.maximum(lengths, 1e-12),
    )


@torch.inference_mode()
def last_memories(network: SentimentNetwork, texts: Sequence[Words]) -> Float[np.ndarray, "N H"]:
    """The memory after the last word of each text, read as one batch."""
    units = network.recurrent.hidden_size
    if not texts:
        return np.zeros((0, units), np.float32)
    ids = [torch.tensor(network.vocabulary.ids(words)) for words in texts]
    lengths = torch.tensor([len(each) for each in ids])
    embedded = network.embedding(pad_sequence(ids))
    packed = pack_padded_sequence(embedded, lengths, enforce_sorted=False)
    _, state = network.recurrent(packed)
    memory = state[1] if RECORDS[network.cell].memory == "c" else state
    return memory[0].numpy()


def trials(network: SentimentNetwork) -> tuple[tuple[Trial, ...], int]:
    """The listed pairs of a network's language, those that a control word can be put into.

    Returns:
        The trials, and how many pairs were listed.
    """
    task, language = network.card.task, network.language
    if task == "toy":
        made = [
            (" ".join(plain), " ".join(denied), positive)
            for plain, denied, positive in denials(GRAMMARS[language])
        ]
    else:
        rows = _rows(ASSETS / "evaluation" / LISTS[language])
        made = [(row["plain"], row["negated"], row["kind"] == "positive") for row in rows]
    control = CONTROLS[task, language]
    found = []
    for plain, negated, positive in made:
        words = [tuple(token.word for token in network.tokenize(each)) for each in (plain, negated)]
        put = with_control(words[0], words[1], control)
        if put is not None:
            found.append(Trial(words[0], words[1], put, positive))
    return tuple(found), len(made)


@cache
def _rows(path: Path) -> tuple[dict[str, str], ...]:
    return read_rows(path, PAIR_COLUMNS)


def _count(flipped: Bool[np.ndarray, "N H"]) -> Float[np.ndarray, " N"]:
    return flipped.sum(axis=1).astype(np.float64)
