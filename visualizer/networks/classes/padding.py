"""Padding against packing: the same network read after what fills a text up, and at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

from visualizer.core import Record, record
from visualizer.networks.classes.card import PaddingReport
from visualizer.networks.classes.material import Text
from visualizer.networks.classes.network import ClassNetwork
from visualizer.networks.sentiment.evaluation import share_of
from visualizer.networks.vocabulary import UNKNOWN_ID

FILLER_ID = UNKNOWN_ID
"""PyTorch fills up with zeros unless told otherwise, and so did the lesson: the unknown word."""
BATCH_SIZE = 16
"""Texts side by side, as in the lesson."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Paddings:
    """One text beside longer ones, read both ways by the same weights.

    Attributes:
        tokens: the text's own, of `n` steps; the padded run has `steps` of them.
        words: the same as they are looked up.
        packed: the run that ends with the text, T = n.
        padded: the run that goes on through what fills up, T = steps.
        packed_probabilities: of each class after every step; the last row answers.
        padded_probabilities: likewise.
    """

    tokens: tuple[str, ...]
    words: tuple[str, ...]
    packed: Record
    padded: Record
    packed_probabilities: Float[np.ndarray, "n C"]
    padded_probabilities: Float[np.ndarray, "steps C"]


@torch.inference_mode()
def read_both_ways(network: ClassNetwork, text: str, steps: int) -> Paddings:
    """Read a text packed, and filled up to a number of steps.

    Raises:
        NothingToReadError: the text has no token.
        ValueError: the network has no recurrent layer, or `steps` is less than the text has.
    """
    if network.recurrent is None:
        raise ValueError(f"a network must have a recurrent layer, {network.name} is a bag")
    reading = network.read(text)
    n = len(reading.tokens)
    if steps < n:
        raise ValueError(f"steps must be at least the {n} of the text, got {steps}")
    ids = torch.full((steps, 1), FILLER_ID)
    ids[:n, 0] = torch.tensor(network.vocabulary.ids(reading.words))
    embedded = network.embedding(ids)
    with record(network.recurrent) as whole:
        padded, _ = network.recurrent(embedded)
    with record(network.recurrent) as own:
        output, _ = network.recurrent(pack_padded_sequence(embedded, torch.tensor([n])))
    packed, _ = pad_packed_sequence(output)
    return Paddings(
        tokens=reading.tokens,
        words=reading.words,
        packed=own[""],
        padded=whole[""],
        packed_probabilities=_probabilities(network, packed),
        padded_probabilities=_probabilities(network, padded),
    )


def _probabilities(network: ClassNetwork, h: Float[Tensor, "T B H"]) -> Float[np.ndarray, "T C"]:
    return torch.softmax(network.readout(h[:, 0]), -1).numpy()


def packed_numbers(rows: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """What PyTorch packs sequences of numbers to, the longest first.

    Returns:
        All numbers, step by step, and how many sequences have a step.

    Raises:
        ValueError: there is none, one is empty, or they do not get shorter.
    """
    lengths = [len(row) for row in rows]
    if not rows or 0 in lengths or lengths != sorted(lengths, reverse=True):
        raise ValueError(f"rows must hold numbers, the longest row first, got lengths {lengths}")
    together = pad_sequence([torch.tensor(row) for row in rows])
    packed = pack_padded_sequence(together, torch.tensor(lengths))
    return packed.data.tolist(), packed.batch_sizes.tolist()


@torch.inference_mode()
def padding_report(network: ClassNetwork, texts: Sequence[Text]) -> PaddingReport:
    """Read texts in batches, in their order, each batch as long as its longest text."""
    network.eval()
    packed, padded, turned, read, filled = [], [], [], 0, 0
    for first in range(0, len(texts), BATCH_SIZE):
        batch = texts[first : first + BATCH_SIZE]
        ids = [torch.tensor(network.vocabulary.ids(text.words)) for text in batch]
        lengths = torch.tensor([len(each) for each in ids])
        together = pad_sequence(ids, padding_value=FILLER_ID)
        own = network(together, lengths)[lengths - 1, torch.arange(len(batch))].argmax(-1)
        last = network(together)[-1].argmax(-1)
        labels = torch.tensor([text.label for text in batch])
        packed += (own == labels).tolist()
        padded += (last == labels).tolist()
        turned += (own != last).tolist()
        read, filled = read + together.numel(), filled + together.numel() - int(lengths.sum())
    return PaddingReport(
        trained="packed",
        batch=BATCH_SIZE,
        filler=network.vocabulary.words[FILLER_ID],
        packed=share_of(packed),
        padded=share_of(padded),
        filled=round(filled / max(read, 1), 4),
        turned=share_of(turned),
    )
