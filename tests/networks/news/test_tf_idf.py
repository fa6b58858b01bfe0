"""Words weighed by tf-idf, against the formula worked out word by word."""

import math

import pytest
import torch

from visualizer.networks.classes.material import Text
from visualizer.networks.news.tf_idf import TfIdf, tf_idf_answers


def text(words: str, label: int = 0) -> Text:
    return Text(words, tuple(words.split()), label)


LEARNED = [
    text("ball goal ball", 0),
    text("goal cup", 0),
    text("share price cup", 1),
    text("price cup", 1),
]


def test_vectors_are_the_formula() -> None:
    space = TfIdf(LEARNED)
    assert len(space) == 3  # ball and share stand in one text only
    (row,) = space.vectors([text("price price cup unheard")]).to_dense()
    price, cup = (1 + math.log(2)) * (math.log(5 / 3) + 1), math.log(5 / 4) + 1
    length = math.hypot(price, cup)
    assert sorted(row.tolist()) == pytest.approx([0, cup / length, price / length])


def test_a_text_of_unknown_words_is_all_zeros() -> None:
    vectors = TfIdf(LEARNED).vectors([text("unheard words"), text("cup")]).to_dense()
    assert torch.equal(vectors[0], torch.zeros(3))
    assert vectors[1].norm().item() == pytest.approx(1)


def test_it_learns_which_words_belong_to_which_class_and_no_order() -> None:
    learned = [
        text(f"the {word} of {word}s", label)
        for label, word in enumerate(("ball", "share"))
        for _ in range(4)
    ]
    judged = [text("share of the shares"), text("of balls the ball"), text("ball ball ball of")]
    said, n_words = tf_idf_answers(learned, learned, judged, (1.0, 1.0))
    assert said == [1, 0, 0]
    assert n_words == 6
