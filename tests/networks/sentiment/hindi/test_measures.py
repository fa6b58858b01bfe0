"""What is measured in Hindi is counted the way the card says."""

from pathlib import Path

import pytest
import torch

from visualizer.networks.cards import Share
from visualizer.networks.sentiment.card import Mistake, SourceShare
from visualizer.networks.sentiment.hindi.lexicon import Adjective, Lexicon
from visualizer.networks.sentiment.hindi.measures import (
    accuracy,
    everyday,
    majority,
    naive_bayes,
    source_shares,
    strong_words,
    sure_mistakes,
    unknown_words,
    weak_spots,
)
from visualizer.networks.sentiment.hindi.reviews import Review
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.vocabulary import Vocabulary


def review(source: str, positive: bool, text: str) -> Review:
    return Review(source, positive, text, tuple(text.split()))


REVIEWS = [
    review("shop", True, "है अच्छा"),
    review("shop", False, "है अच्छा"),
    review("film", False, "बुरा"),
    review("film", False, "अच्छा अच्छा बुरा"),
    review("title", True, "बुरा"),
]


@pytest.fixture
def network() -> SentimentNetwork:
    """A plain cell without memory: अच्छा reads 0.73, बुरा 0.27, all else 0.5."""
    vocabulary = Vocabulary(("<unk>", "है", "अच्छा", "बुरा"))
    made = SentimentNetwork("rnn", vocabulary, embedding_size=1, hidden_size=1, language="hi")
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.zero_()
        made.embedding.weight[:, 0] = torch.tensor([0.0, 0.0, 9.0, -9.0])
        made.recurrent.get_parameter("weight_ih_l0").fill_(1.0)
        made.readout.weight.fill_(1.0)
    return made


def test_each_source_is_counted_by_itself_beside_its_commoner_label(
    network: SentimentNetwork,
) -> None:
    assert accuracy(network, REVIEWS) == Share(0.6, 5)
    assert source_shares(network, REVIEWS) == (
        SourceShare("film", Share(1.0, 2), 1.0),
        SourceShare("shop", Share(0.5, 2), 0.5),
        SourceShare("title", Share(0.0, 1), 1.0),
    )
    assert majority(REVIEWS) == Share(0.6, 5)


def test_naive_bayes_counts_words_and_labels() -> None:
    training = [
        review("a", True, "अच्छा है"),
        review("a", False, "बुरा है है"),
        review("a", False, "बुरा"),
    ]
    judged = [review("a", True, "अच्छा"), review("a", False, "बुरा"), review("a", False, "नया")]
    assert naive_bayes(training, judged) == Share(1.0, 3)
    assert naive_bayes(training, [review("a", True, "है")]) == Share(0.0, 1)


def test_unknown_words_are_counted_each_time() -> None:
    vocabulary = Vocabulary(("<unk>", "है"))
    made = SentimentNetwork("rnn", vocabulary, embedding_size=1, hidden_size=1, language="hi")
    assert unknown_words(made, REVIEWS) == Share(round(7 / 9, 4), 9)


def test_everyday_sentences_leave_the_neutral_ones_to_their_own_share(
    network: SentimentNetwork, tmp_path: Path
) -> None:
    path = tmp_path / "everyday.tsv"
    rows = ["text\tkind", "अच्छा है\tpositive", "यह अच्छा\tpositive", "बुरा\tnegative"]
    path.write_text("\n".join([*rows, "वह अच्छा\tneutral", "वह\tneutral"]), encoding="utf-8")
    assert everyday(network, path) == (Share(round(2 / 3, 4), 3), Share(0.5, 2))


def test_strong_words_are_the_lexicons_strongest(network: SentimentNetwork) -> None:
    strong = Adjective(("अच्छा",), ("अच्छी",), ("अच्छे",), 0.95, "thing")
    weak = Adjective(("बुरा",), ("बुरी",), ("बुरे",), 0.2, "thing")
    found = strong_words(network, REVIEWS[:3], Lexicon((strong, weak), (), (), frozenset()))
    assert found.n == 2
    assert found.mean_change == pytest.approx(0.231, abs=1e-3)
    assert strong_words(network, REVIEWS, Lexicon((), (), (), frozenset())).n == 0


def test_the_surest_short_mistakes_come_first(network: SentimentNetwork) -> None:
    wrong = review("film", True, "बुरा बुरा बुरा")
    assert sure_mistakes(network, [*REVIEWS, wrong], longest=2) == (
        Mistake("है अच्छा", 0, 0.731),
        Mistake("बुरा", 1, 0.269),
    )
    assert len(sure_mistakes(network, [*REVIEWS, wrong])) == 3
    assert len(sure_mistakes(network, [*REVIEWS, wrong], count=1)) == 1


def test_weak_spots_are_read_by_the_network_itself(network: SentimentNetwork) -> None:
    assert {spot.verdict for spot in weak_spots(network)} == {0.5}
