"""What can be measured on a sentiment network of any language."""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Float
from torch.nn.utils.rnn import pad_sequence

from visualizer.networks.cards import Share
from visualizer.networks.sentiment.card import Mistake, NegationReport, PairVerdicts
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.sentiment.tables import read_rows

BATCH_SIZE = 128
PAIR_COLUMNS = ("plain", "negated", "kind")


@torch.inference_mode()
def verdicts(
    network: SentimentNetwork, texts: Sequence[Sequence[str]]
) -> list[Float[np.ndarray, " T"]]:
    """The verdict after every word of each text, texts given as words in corpus form."""
    network.eval()
    found: dict[int, Float[np.ndarray, " T"]] = {}
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    for first in range(0, len(order), BATCH_SIZE):
        numbers = order[first : first + BATCH_SIZE]
        ids = [torch.tensor(network.vocabulary.ids(texts[number])) for number in numbers]
        batch = torch.sigmoid(network(pad_sequence(ids))).numpy()
        found |= {n: batch[: len(texts[n]), column] for column, n in enumerate(numbers)}
    return [found[number] for number in range(len(texts))]


def share_of(outcomes: Iterable[bool]) -> Share:
    """The share of what came out right, to four places."""
    counted = [bool(outcome) for outcome in outcomes]
    return Share(share=round(sum(counted) / max(len(counted), 1), 4), n=len(counted))


def negation_report(network: SentimentNetwork, pairs: Path) -> NegationReport:
    """Read the minimal pairs of a TSV file with the columns plain, negated, kind."""
    measured = [
        (row["kind"] == "positive", _pair_verdicts(network, row))
        for row in read_rows(pairs, PAIR_COLUMNS)
    ]
    crossed = [positive for positive, pair in measured if _crosses(pair, positive)]
    return NegationReport(
        crossed_positive=crossed.count(True),
        n_positive=sum(positive for positive, _ in measured),
        crossed_negative=crossed.count(False),
        n_negative=sum(not positive for positive, _ in measured),
        failed=tuple(pair for positive, pair in measured if not _crosses(pair, positive)),
    )


def late_twist(
    network: SentimentNetwork,
    negative: Sequence[Sequence[str]],
    positive: Sequence[Sequence[str]],
    *,
    turn: Sequence[str],
    stop: str,
    count: int = 400,
    seed: int = 0,
) -> Share:
    """Join sentences of opposite labels, "A, but B": the share that ends on B's side.

    Args:
        negative: sentences in words; `positive` likewise.
        turn: the words between A and B.
        stop: the sign that A loses where it ends with it.
    """
    choice = random.Random(seed)
    sides = (negative, positive)
    ends_positive = [number % 2 == 1 for number in range(count)]
    texts = [
        [*_without(stop, choice.choice(sides[not ends])), *turn, *choice.choice(sides[ends])]
        for ends in ends_positive
    ]
    last = [course[-1] > 0.5 for course in verdicts(network, texts)]
    return share_of(got == ends for got, ends in zip(last, ends_positive, strict=True))


def worst(mistakes: Iterable[Mistake], count: int) -> tuple[Mistake, ...]:
    """The mistakes in which the network is surest."""
    return tuple(sorted(mistakes, key=lambda mistake: -abs(mistake.verdict - 0.5))[:count])


def _pair_verdicts(network: SentimentNetwork, row: dict[str, str]) -> PairVerdicts:
    texts = [[token.word for token in network.tokenize(row[key])] for key in ("plain", "negated")]
    plain, negated = (round(float(course[-1]), 3) for course in verdicts(network, texts))
    return PairVerdicts(row["plain"], row["negated"], plain, negated)


def _crosses(pair: PairVerdicts, positive: bool) -> bool:
    return (pair.plain_verdict > 0.5) == positive and (pair.negated_verdict > 0.5) != positive


def _without(stop: str, words: Sequence[str]) -> Sequence[str]:
    return words[:-1] if words[-1] == stop else words
