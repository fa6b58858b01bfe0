"""What is measured on trees is counted the way the card says."""

import pytest

from visualizer.networks.cards import Share
from visualizer.networks.sentiment.card import Mistake
from visualizer.networks.sentiment.english.measures import (
    phrase_accuracy,
    prefix_accuracy,
    sentence_accuracy,
    strong_words,
    sure_mistakes,
    twists,
)
from visualizer.networks.sentiment.english.trees import parse_tree
from visualizer.networks.sentiment.network import SentimentNetwork

TREES = [
    parse_tree("(4 (2 so) (4 good))"),
    parse_tree("(1 (0 bad) (2 so))"),
    parse_tree("(3 (0 bad) (3 (2 so) (2 so)))"),
    parse_tree("(2 (2 so) (4 good))"),
]


def test_neutral_sentences_are_not_counted(network: SentimentNetwork) -> None:
    assert sentence_accuracy(network, TREES) == Share(share=0.6667, n=3)


def test_phrases_are_read_by_themselves_and_prefixes_within_the_sentence(
    network: SentimentNetwork,
) -> None:
    assert phrase_accuracy(network, TREES) == Share(share=round(6 / 8, 4), n=8)
    assert prefix_accuracy(network, TREES) == Share(share=round(4 / 5, 4), n=5)


def test_strong_words_are_measured_against_the_word_before(network: SentimentNetwork) -> None:
    assert strong_words(network, TREES).n == 4
    assert strong_words(network, TREES).mean_change == pytest.approx(0.231, abs=1e-3)


def test_a_late_twist_counts_where_the_verdict_ends(network: SentimentNetwork) -> None:
    clear = [parse_tree("(4 (2 so) (4 good))"), parse_tree("(0 (2 so) (0 bad))")]
    crossed = [parse_tree("(0 (2 so) (4 good))"), parse_tree("(4 (2 so) (0 bad))")]
    assert twists(network, clear, count=10) == Share(share=1.0, n=10)
    assert twists(network, crossed, count=10) == Share(share=0.0, n=10)


def test_the_surest_short_mistakes_come_first(network: SentimentNetwork) -> None:
    wrong = parse_tree("(1 (2 so) (4 good))")
    assert sure_mistakes(network, [*TREES, wrong], count=1) == (Mistake("so good", 1, 0.731),)
    assert len(sure_mistakes(network, [*TREES, wrong])) == 2
    assert sure_mistakes(network, [wrong], longest=1) == ()
