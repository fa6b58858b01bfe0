"""What a sentiment network gets right on English trees, and how alive its verdict is."""

from collections.abc import Iterable, Sequence

import numpy as np
import torch

from visualizer.networks.cards import Share
from visualizer.networks.sentiment.card import Mistake, StrongWords
from visualizer.networks.sentiment.english.phrases import by_start, normal_words
from visualizer.networks.sentiment.english.trees import Tree
from visualizer.networks.sentiment.evaluation import late_twist, share_of, verdicts, worst
from visualizer.networks.sentiment.examples import Example
from visualizer.networks.sentiment.network import SentimentNetwork

NEUTRAL = 2


def sentence_accuracy(network: SentimentNetwork, trees: Iterable[Tree]) -> Share:
    """The share of non-neutral sentences whose last verdict is on their side of 0.5."""
    judged = [tree for tree in trees if tree.label != NEUTRAL]
    last = [verdict[-1] for verdict in verdicts(network, list(map(normal_words, judged)))]
    return share_of(
        (verdict > 0.5) == (tree.label > NEUTRAL)
        for verdict, tree in zip(last, judged, strict=True)
    )


def phrase_accuracy(network: SentimentNetwork, trees: Iterable[Tree]) -> Share:
    """The same over every non-neutral phrase, each read by itself."""
    return _target_accuracy(network, [example for tree in trees for example in by_start(tree)])


def prefix_accuracy(network: SentimentNetwork, trees: Iterable[Tree]) -> Share:
    """The same over the phrases that start a sentence, judged while the sentence is read."""
    return _target_accuracy(network, [next(by_start(tree)) for tree in trees])


def strong_words(network: SentimentNetwork, trees: Sequence[Tree]) -> StrongWords:
    """How far words with a leaf label of 0 or 4 move the verdict while sentences are read."""
    fresh = torch.sigmoid(network.logits(torch.zeros(network.recurrent.hidden_size))).item()
    changes = [
        abs(change)
        for tree, course in zip(trees, verdicts(network, [*map(normal_words, trees)]), strict=True)
        for change in np.diff(course, prepend=fresh)[_strong_places(tree)]
    ]
    return StrongWords(mean_change=round(float(np.mean(changes)), 4), n=len(changes))


def twists(network: SentimentNetwork, trees: Sequence[Tree], *, count: int = 400) -> Share:
    """Join sentences of opposite labels, "A , but B": the share that ends on B's side."""
    sides = (
        [normal_words(tree) for tree in trees if tree.label < NEUTRAL],
        [normal_words(tree) for tree in trees if tree.label > NEUTRAL],
    )
    return late_twist(network, *sides, turn=(",", "but"), stop=".", count=count)


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
    return worst(wrong, count)


def _target_accuracy(network: SentimentNetwork, examples: Sequence[Example]) -> Share:
    courses = verdicts(network, [example.words for example in examples])
    return share_of(
        (course[step] > 0.5) == (target > 0.5)
        for example, course in zip(examples, courses, strict=True)
        for step, target in example.targets
        if target != 0.5
    )


def _strong_places(tree: Tree) -> list[int]:
    return [span.start for span in tree.spans if len(span) == 1 and span.label in (0, 4)]
