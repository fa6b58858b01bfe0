"""What the card reports is counted the way it says."""

from pathlib import Path

import numpy as np

from visualizer.networks.cards import Share
from visualizer.networks.sentiment.card import Mistake
from visualizer.networks.sentiment.evaluation import negation_report, share_of, verdicts, worst
from visualizer.networks.sentiment.network import SentimentNetwork


def test_verdicts_come_in_the_order_of_the_texts(network: SentimentNetwork) -> None:
    courses = verdicts(network, [["so", "good", "so"], ["bad"], ["zebra", "good"]])
    for course, expected in zip(courses, [[0.5, 0.731, 0.5], [0.269], [0.5, 0.731]], strict=True):
        np.testing.assert_allclose(course, expected, atol=1e-3)


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


def test_a_share_has_four_places_and_says_of_how_many() -> None:
    assert share_of([True, False, True]) == Share(share=0.6667, n=3)
    assert share_of([]) == Share(share=0.0, n=0)


def test_the_surest_mistakes_come_first() -> None:
    one, two, three = (
        Mistake(text, 0, verdict) for text, verdict in zip("abc", (0.6, 0.1, 0.95), strict=True)
    )
    assert worst([one, two, three], 2) == (three, two)
