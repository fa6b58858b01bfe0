"""What a trained sentiment network gets right, and how alive its verdict is."""

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Float
from torch.nn.utils.rnn import pad_sequence

from visualizer.networks.cards import Share
from visualizer.networks.sentiment.card import Mistake, NegationReport, PairVerdicts, StrongWords
from visualizer.networks.sentiment.examples import Example, by_start, normal_words
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.sentiment.trees import Tree

BATCH_SIZE = 128
NEUTRAL = 2


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


def sentence_accuracy(network: SentimentNetwork, trees: Iterable[Tree]) -> Share:
    """The share of non-neutral sentences whose last verdict is on their side of 0.5."""
    judged = [tree for tree in trees if tree.label != NEUTRAL]
    last = [verdict[-1] for verdict in verdicts(network, list(map(normal_words, judged)))]
    return _share(
        (verdict > 0.5) == (tree.label > NEUTRAL)
        for verdict, tree in zip(last, judged, strict=True)
    )


def phrase_accuracy(network: SentimentNetwork, trees: Iterable[Tree]) -> Share:
    """The same over every non-neutral phrase, each read by itself."""
    return _target_accuracy(network, [example for tree in trees for example in by_start(tree)])


def prefix_accuracy(network: SentimentNetwork, trees: Iterable[Tree]) -> Share:
    """The same over the phrases that start a sentence, judged while the sentence is read."""
    return _target_accuracy(network, [next(by_start(tree)) for tree in trees])


def negation_report(network: SentimentNetwork, pairs: Path) -> NegationReport:
    """Read the minimal pairs of a TSV file with the columns plain, negated, kind."""
    with pairs.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    measured = [(row["kind"] == "positive", _pair_verdicts(network, row)) for row in rows]
    crossed = [positive for positive, pair in measured if _crosses(pair, positive)]
    return NegationReport(
        crossed_positive=crossed.count(True),
        n_positive=sum(positive for positive, _ in measured),
        crossed_negative=crossed.count(False),
        n_negative=sum(not positive for positive, _ in measured),
        failed=tuple(pair for positive, pair in measured if not _crosses(pair, positive)),
    )


def strong_words(network: SentimentNetwork, trees: Sequence[Tree]) -> StrongWords:
    """How far words with a leaf label of 0 or 4 move the verdict while sentences are read."""
    fresh = torch.sigmoid(network.logits(torch.zeros(network.recurrent.hidden_size))).item()
    changes = [
        abs(change)
        for tree, course in zip(trees, verdicts(network, [*map(normal_words, trees)]), strict=True)
        for change in np.diff(course, prepend=fresh)[_strong_places(tree)]
    ]
    return StrongWords(mean_change=round(float(np.mean(changes)), 4), n=len(changes))


def late_twist(
    network: SentimentNetwork, trees: Sequence[Tree], *, count: int = 400, seed: int = 0
) -> Share:
    """Join sentences of opposite labels, "A , but B": the share that ends on B's side."""
    choice = random.Random(seed)
    sides = [[t for t in trees if t.label < NEUTRAL], [t for t in trees if t.label > NEUTRAL]]
    ends_positive = [number % 2 == 1 for number in range(count)]
    texts = [
        [
            *_without_stop(normal_words(choice.choice(sides[not positive]))),
            *(",", "but"),
            *normal_words(choice.choice(sides[positive])),
        ]
        for positive in ends_positive
    ]
    last = [course[-1] > 0.5 for course in verdicts(network, texts)]
    return _share(got == positive for got, positive in zip(last, ends_positive, strict=True))


def sure_mistakes(
    network: SentimentNetwork, trees: Iterable[Tree], *, count: int = 6, longest: int = 12
) -> tuple[Mistake, ...]:
    """The short sentences on which the network is surest and wrong, the worst first."""
    short = [t for t in trees if t.label != NEUTRAL and len(t.words) <= longest]
    last = [float(course[-1]) for course in verdicts(network, list(map(normal_words, short)))]
    wrong = [
        Mistake(text=" ".join(tree.words), label=tree.label, verdict=round(verdict, 3))
        for tree, verdict in zip(short, last, strict=True)
        if (verdict > 0.5) != (tree.label > NEUTRAL)
    ]
    return tuple(sorted(wrong, key=lambda mistake: -abs(mistake.verdict - 0.5))[:count])


def _target_accuracy(network: SentimentNetwork, examples: Sequence[Example]) -> Share:
    courses = verdicts(network, [example.words for example in examples])
    return _share(
        (course[step] > 0.5) == (target > 0.5)
        for example, course in zip(examples, courses, strict=True)
        for step, target in example.targets
        if target != 0.5
    )


def _share(outcomes: Iterable[bool]) -> Share:
    counted = [bool(outcome) for outcome in outcomes]
    return Share(share=round(sum(counted) / max(len(counted), 1), 4), n=len(counted))


def _pair_verdicts(network: SentimentNetwork, row: dict[str, str]) -> PairVerdicts:
    texts = [[token.word for token in network.tokenize(row[key])] for key in ("plain", "negated")]
    plain, negated = (round(float(course[-1]), 3) for course in verdicts(network, texts))
    return PairVerdicts(row["plain"], row["negated"], plain, negated)


def _crosses(pair: PairVerdicts, positive: bool) -> bool:
    return (pair.plain_verdict > 0.5) == positive and (pair.negated_verdict > 0.5) != positive


def _strong_places(tree: Tree) -> list[int]:
    return [span.start for span in tree.spans if len(span) == 1 and span.label in (0, 4)]


def _without_stop(words: Sequence[str]) -> Iterator[str]:
    yield from words[:-1] if words[-1] == "." else words
