"""Two texts on the same columns: every step has one, those that belong together share it."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.core import paired_steps
from visualizer.views.alignment import aligned, own_steps

texts = st.lists(st.sampled_from("abc"), min_size=1, max_size=12)


@given(texts, texts)
def test_columns_rise_and_only_paired_steps_share_one(a: list[str], b: list[str]) -> None:
    pairs = paired_steps(a, b)
    found = aligned(len(a), len(b), pairs)
    for columns, text in ((found.a, a), (found.b, b)):
        assert len(columns) == len(text)
        assert all(one < next_ for one, next_ in pairwise(columns))
    both = {*found.a} & {*found.b}
    assert {*found.a} | {*found.b} == {*range(len(a) + len(b) - len(both))}
    assert both == {*found.shared}
    assert [(found.a.index(k), found.b.index(k)) for k in found.shared] == [*found.pairs]
    assert [*map(tuple, pairs)] == [*found.pairs]


@given(texts, texts)
def test_marked_are_the_steps_whose_word_the_other_has_not_beside_it(
    a: list[str], b: list[str]
) -> None:
    found = aligned(len(a), len(b), paired_steps(a, b))
    words = dict(zip(found.b, b, strict=True))
    marked = own_steps(a, b, found.pairs)
    assert [*marked] == [t for t, column in enumerate(found.a) if words.get(column) != a[t]]


def test_an_added_word_has_a_column_of_its_own() -> None:
    a = ["the", "film", "is", "good"]
    b = ["the", "film", "is", "not", "so", "good"]
    found = aligned(len(a), len(b), paired_steps(a, b))
    assert found.a == (0, 1, 2, 5)
    assert found.b == (0, 1, 2, 3, 4, 5)
    assert found.shared == (0, 1, 2, 5)
    assert own_steps(b, a, [(j, i) for i, j in found.pairs]) == (3, 4)


def test_between_two_pairs_the_first_texts_own_steps_come_first() -> None:
    found = aligned(2, 2, np.array([[0, 0]]))
    assert (found.a, found.b) == ((0, 1), (0, 2))


@pytest.mark.parametrize("pairs", [[[1, 0], [0, 1]], [[0, 0], [0, 1]], [[0, 3]], [[-1, 0]]])
def test_pairs_that_do_not_rise_within_the_texts_are_refused(pairs: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="pairs must rise within 2 and 3 steps"):
        aligned(2, 3, np.array(pairs))
