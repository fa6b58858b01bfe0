"""What words cost and which are near, against numbers worked out otherwise."""

import numpy as np
import pytest
import torch

from tests.networks.classes.conftest import made_network
from visualizer.networks.classes.words import (
    embedding_cosines,
    embedding_cost,
    nearest_words,
    one_hot_cosine,
    one_hot_cost,
)


@pytest.mark.parametrize(("cell", "rows"), [("lstm", 20), ("gru", 15), ("rnn", 5), (None, 3)])
def test_costs_are_those_of_the_first_product(cell: str | None, rows: int) -> None:
    network = made_network(cell)
    dense, hot = embedding_cost(network), one_hot_cost(network)
    assert (dense.numbers, dense.table) == (4, 7 * 4)
    assert dense.weights == dense.multiplications == rows * 4
    assert (hot.numbers, hot.table) == (7, 0)
    assert hot.weights == hot.multiplications == rows * 7


def test_the_first_product_with_one_hot_words_can_be_the_same() -> None:
    """Rows of the embedding through W are columns of a matrix that one-hot words would have."""
    network = made_network("rnn")
    assert network.recurrent is not None
    weight = network.recurrent.get_parameter("weight_ih_l0").detach()
    wide = weight @ network.embedding.weight.detach().T
    assert wide.numel() == one_hot_cost(network).weights
    hot = torch.nn.functional.one_hot(torch.tensor([2, 6]), 7).float()
    np.testing.assert_allclose(
        hot @ wide.T, network.embedding(torch.tensor([2, 6])).detach() @ weight.T, atol=1e-6
    )


def test_the_nearest_words_are_those_of_the_largest_cosine() -> None:
    network = made_network(None, seed=2)
    vectors = network.embedding.weight.detach().numpy()
    found = nearest_words(network, "good", count=3)
    cosines = {
        word: float(v @ vectors[2] / np.linalg.norm(v) / np.linalg.norm(vectors[2]))
        for word, v in zip(network.vocabulary.words, vectors, strict=True)
        if word not in ("<unk>", "good")
    }
    expected = sorted(cosines, key=lambda word: -cosines[word])[:3]
    assert [each.word for each in found] == expected
    for each in found:
        assert each.cosine == pytest.approx(cosines[each.word], abs=1e-5)


def test_only_words_asked_for_are_given() -> None:
    found = nearest_words(made_network(None), "good", among=["bad", "ball", "zebra", "good"])
    assert {each.word for each in found} == {"bad", "ball"}


def test_an_unknown_word_is_refused() -> None:
    for word in ("zebra", "<unk>"):
        with pytest.raises(ValueError, match=f"must be one that classes-bag knows, got '{word}'"):
            nearest_words(made_network(None), word)


def test_one_hot_words_are_all_equally_far() -> None:
    assert one_hot_cosine("good", "good") == 1
    assert {one_hot_cosine("good", other) for other in ("bad", "great", "zebra")} == {0}


def test_cosines_of_words_are_those_of_their_vectors() -> None:
    network = made_network("gru", seed=3)
    words = ["ball", "good", "so"]
    vectors = network.embedding.weight.detach().numpy()[[4, 2, 1]].astype(float)
    lengths = np.linalg.norm(vectors, axis=1)
    expected = vectors @ vectors.T / np.outer(lengths, lengths)
    np.testing.assert_allclose(embedding_cosines(network, words), expected, atol=1e-6)
    assert embedding_cosines(network, []).shape == (0, 0)
    with pytest.raises(ValueError, match="words must be ones that classes-gru knows, got 'zebra'"):
        embedding_cosines(network, ["ball", "zebra"])
