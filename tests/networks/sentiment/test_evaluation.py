"""What the card reports is counted the way it says."""

from pathlib import Path

import numpy as np
import pytest
import torch

from visualizer.networks.cards import Share
from visualizer.networks.sentiment.card import Mistake
from visualizer.networks.sentiment.evaluation import (
    late_twist,
    negation_report,
    phrase_accuracy,
    prefix_accuracy,
    sentence_accuracy,
    strong_words,
    sure_mistakes,
    verdicts,
)
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.sentiment.trees import parse_tree
from visualizer.networks.vocabulary import Vocabulary

TREES = [
    parse_tree("(4 (2 so) (4 good))"),
    parse_tree("(1 (0 bad) (2 so))"),
    parse_tree("(3 (0 bad) (3 (2 so) (2 so)))"),
    parse_tree("(2 (2 so) (4 good))"),
]


@pytest.fixture
def network() -> SentimentNetwork:
    """A plain cell without memory: "good" reads 0.73, "bad" 0.27, all else 0.5."""
    made = SentimentNetwork(
        "rnn", Vocabulary(("<unk>", "so", "good", "bad")), embedding_size=1, hidden_size=1
    )
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.zero_()
        made.embedding.weight[:, 0] = torch.tensor([0.0, 0.0, 9.0, -9.0])
        made.recurrent.get_parameter("weight_ih_l0").fill_(1.0)
        made.readout.weight.fill_(1.0)
    return made


def test_verdicts_come_in_the_order_of_the_texts(network: SentimentNetwork) -> None:
    courses = verdicts(network, [["so", "good", "so"], ["bad"], ["zebra", "good"]])
    for course, expected in zip(courses, [[0.5, 0.731, 0.5], [0.269], [0.5, 0.731]], strict=True):
        np.testing.assert_allclose(course, expected, atol=1e-3)


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
    assert late_twist(network, clear, count=10) == Share(share=1.0, n=10)
    assert late_twist(network, crossed, count=10) == Share(share=0.0, n=10)


def test_the_surest_short_mistakes_come_first(network: SentimentNetwork) -> None:
    wrong = parse_tree("(1 (2 so) (4 good))")
    assert sure_mistakes(network, [*TREES, wrong], count=1) == (Mistake("so good", 1, 0.731),)
    assert len(sure_mistakes(network, [*TREES, wrong])) == 2
    assert sure_mistakes(network, [wrong], longest=1) == ()


def test_a_pair_crosses_only_from_its_side_to_the_other(
    network: SentimentNetwork, tmp_path: Path
) -> None:
    rows = ["good\tgood bad\tpositive", "good\tso good\tpositive", "good\tbad good\tnegative"]
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text(
        "\n".join(["plain\tnegated\tkind", *rows, "bad\tgood\tnegative"]), encoding="utf-8"
    )
    report = negation_report(network, pairs)
    assert (report.crossed_positive, report.n_positive) == (1, 2)
    assert (report.crossed_negative, report.n_negative) == (1, 2)
    assert [(pair.plain, pair.negated) for pair in report.failed] == [
        ("good", "so good"),
        ("good", "bad good"),
    ]
