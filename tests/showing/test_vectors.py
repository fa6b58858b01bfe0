"""What is said of word vectors follows from the network's own numbers."""

import numpy as np
import pytest

from visualizer.lexicon.language import translator
from visualizer.networks import load_model
from visualizer.networks.classes.words import (
    embedding_cosines,
    embedding_cost,
    nearest_words,
    one_hot_cost,
)
from visualizer.showing.vectors import (
    alike_told,
    cosines_table,
    cost_table,
    cost_told,
    costs,
    known_like,
    neighbours_table,
)

SAY = translator("en")


def test_costs_are_the_weights_that_there_are() -> None:
    network = load_model("news-lstm")
    own, other = embedding_cost(network), one_hot_cost(network)
    table = cost_table(own, other, SAY)
    assert table["embedding"] == ["48", "334,944", "9,216", "344,160", "9,216"]
    assert table["one-hot"] == ["6,978", "0", "1,339,776", "1,339,776", "1,339,776"]
    assert table["one-hot to embedding"] == ["145.4 ×", "–", "145.4 ×", "3.9 ×", "145.4 ×"]
    kept = network.embedding.weight.numel() + network.recurrent.weight_ih_l0.numel()
    assert [*costs(own, other, SAY).values()][1] == (kept, 192 * 6978)
    told = cost_told(own, other, len(network.vocabulary), 192, SAY)[0]
    assert "6,978 × 48 + 192 × 48 = 344,160" in told
    assert "192 × 6,978 = 1,339,776" in told


def test_neighbours_have_no_neighbourhood_as_one_hot() -> None:
    network = load_model("news-gru")
    found = nearest_words(network, "software")
    table = neighbours_table("software", found, SAY)
    assert table["word"] == [each.word for each in found]
    assert {*table["cosine of one-hot"]} == {"0.000"}
    assert float(table["cosine in the embedding"][0]) == pytest.approx(found[0].cosine, abs=5e-4)


def test_the_most_and_least_alike_are_named() -> None:
    cosines = np.array([[1, 0.5, -0.75], [0.5, 1, 0.25], [-0.75, 0.25, 1]])
    told = alike_told(["a", "b", "c"], cosines, SAY)
    assert "Most alike in the embedding: “a” and “b”, 0.50." in told
    assert "Least alike: “a” and “c”, −0.75." in told
    assert alike_told(["a"], np.ones((1, 1)), SAY).startswith("There is one word alone")
    assert "Least" not in alike_told(["a", "b"], cosines[:2, :2], SAY)


def test_the_table_of_cosines_is_theirs() -> None:
    network = load_model("order-lstm")
    words = ["good", "bad"]
    table = cosines_table(words, embedding_cosines(network, words), SAY)
    assert [*table] == ["cosine", "good", "bad"]
    assert table["good"][0] == table["bad"][1] == "1.00"
    assert table["good"][1] == table["bad"][0]


def test_known_words_are_offered_by_spelling_or_as_they_come() -> None:
    vocabulary = load_model("news-lstm").vocabulary
    assert "software" in known_like("sofware", vocabulary)
    offered = known_like("qqqqqq", vocabulary)
    assert len(offered) == 6
    assert all(word in vocabulary for word in offered)
