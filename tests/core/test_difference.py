"""Two records compared: which steps belong together, how far apart, where they part."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from cases import CELLS, QUANTITIES, Configuration, build, record_of
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence

from visualizer.core import LSTMRecord, RNNRecord, difference, paired_steps, record


def sample(cell: str = "lstm", **sizes: Any) -> Any:
    """The record of a random run of 4 steps, 2 samples and 3 units."""
    return record_of(build(Configuration(cell, **{"T": 4, "B": 2, "hidden_size": 3, **sizes})))


def states(*values: Any) -> RNNRecord:
    """The record of an nn.RNN with these h (T,) or (T, H): one layer, direction and sample."""
    h = np.array(values, dtype=np.float64)
    h = h.reshape(1, 1, len(h), 1, -1)
    found = sample("rnn", T=h.shape[2], B=1, hidden_size=h.shape[-1])
    return replace(found, h=h)


def changed(found: Any, quantity: str, at: tuple[int, ...], value: float) -> Any:
    """The record with one value of one quantity set."""
    values = getattr(found, quantity).copy()
    values[at] = value
    return replace(found, **{quantity: values})


def pairs(words_a: str, words_b: str) -> list[tuple[int, int]]:
    """The steps that are paired when two texts of these words are compared."""
    a, b = words_a.split(), words_b.split()
    run_a, run_b = (states(*np.zeros(len(words))) for words in (a, b))
    found = difference(run_a, run_b, tokens_a=a, tokens_b=b).pairs
    assert np.issubdtype(found.dtype, np.integer)
    return [(int(i), int(j)) for i, j in found]


# Pairs


def test_runs_of_one_length_are_compared_step_by_step() -> None:
    assert difference(sample(T=3), sample(T=3, seed=1)).pairs.tolist() == [[0, 0], [1, 1], [2, 2]]


def test_runs_of_one_length_are_compared_step_by_step_whatever_their_words() -> None:
    assert pairs("so not good", "not good so") == [(0, 0), (1, 1), (2, 2)]


def test_given_pairs_are_compared_whatever_the_lengths() -> None:
    a, b = states(0.0, 0.1, 0.4), states(0.0, 0.5, 0.1, 0.9)
    found = difference(a, b, pairs=np.array([[0, 0], [1, 2], [2, 3]]))
    np.testing.assert_allclose(found.distances["h"][0, 0, :, 0], [0, 0, 0.5])
    assert found.diverges_at.tolist() == [2]
    same = difference(a, states(0.0, 0.1, 0.4), pairs=paired_steps("abc", "abc"))
    assert same.diverges_at.tolist() == [-1]


@pytest.mark.parametrize(
    "wrong", [[[0, 0, 0]], [[1, 0], [0, 1]], [[0, 0], [0, 1]], [[0, 4]], [[-1, 0]], [[0.5, 1.0]]]
)
def test_pairs_that_are_no_rising_steps_of_both_are_refused(wrong: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="pairs must be"):
        difference(states(0.0, 0.1), states(0.0, 0.5, 0.1), pairs=np.array(wrong))


@pytest.mark.parametrize("long_first", [False, True])
def test_without_words_the_longer_run_is_compared_as_far_as_the_shorter_goes(
    long_first: bool,
) -> None:
    a, b = sample(T=5 if long_first else 3), sample(T=3 if long_first else 5)
    assert difference(a, b).pairs.tolist() == [[0, 0], [1, 1], [2, 2]]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("it was good", "it was not good", [(0, 0), (1, 1), (2, 3)]),
        ("was good", "it was good", [(0, 1), (1, 2)]),
        ("it was", "it was good", [(0, 0), (1, 1)]),
        ("a b c d", "a x c y d", [(0, 0), (1, 1), (2, 2), (3, 4)]),
        ("a b c d e f", "x a b d e y z f", [(0, 1), (1, 2), (3, 3), (4, 4), (5, 7)]),
    ],
)
def test_equal_words_are_paired_around_what_was_put_in_or_taken_out(
    a: str, b: str, expected: list[tuple[int, int]]
) -> None:
    assert pairs(a, b) == expected
    assert pairs(b, a) == [(j, i) for i, j in expected]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("a b c", "a x y c", [(0, 0), (1, 1), (2, 3)]),
        ("a b b b c", "a x y c", [(0, 0), (1, 1), (2, 2), (4, 3)]),
        ("a b", "x y z", [(0, 0), (1, 1)]),
    ],
)
def test_replaced_words_are_paired_one_to_one_as_far_as_they_go(
    a: str, b: str, expected: list[tuple[int, int]]
) -> None:
    assert pairs(a, b) == expected
    assert pairs(b, a) == [(j, i) for i, j in expected]


def test_the_longest_block_decides_where_words_repeat() -> None:
    """`the film` occurs in both; the longer `the film was dull` is what is kept together."""
    assert pairs("the film the film was dull", "the film was dull") == [
        (2, 0),
        (3, 1),
        (4, 2),
        (5, 3),
    ]


def test_frequent_words_of_long_texts_are_aligned_like_any_other() -> None:
    """Python's difflib leaves out, by default, what is frequent among 200 or more."""
    words = " ".join(["very"] * 210)
    assert pairs(words, "well " + words) == [(k, k + 1) for k in range(210)]


# Distances


@pytest.mark.parametrize("cell", CELLS)
def test_distances_are_euclidean_over_units_at_each_pair(cell: str) -> None:
    sizes: dict[str, Any] = {"num_layers": 2, "bidirectional": True}
    a, b = sample(cell, **sizes), sample(cell, seed=1, **sizes)
    found = difference(a, b).distances
    assert set(found) == set(QUANTITIES[cell])
    for name, distances in found.items():
        apart = getattr(a, name) - getattr(b, name)
        np.testing.assert_allclose(distances, np.sqrt((apart**2).sum(axis=-1)), rtol=1e-12)
        assert distances.shape == (2, 2, 4, 2), "layer, direction, pair, sample"


def test_distances_are_those_of_the_paired_steps() -> None:
    """Three and four make five."""
    a, b = states([0, 0], [1, 1]), states([9, 9], [0, 0], [4, 5])
    found = difference(a, b, tokens_a=["so", "good"], tokens_b=["not", "so", "good"])
    np.testing.assert_allclose(found.distances["h"][0, 0, :, 0], [0, 5], rtol=1e-12)


def test_distances_of_projected_states_are_over_their_units() -> None:
    a, b = sample(proj_size=2), sample(proj_size=2, seed=1)
    found = difference(a, b)
    for name in "hc":
        apart = np.linalg.norm(getattr(a, name) - getattr(b, name), axis=-1)
        np.testing.assert_allclose(found.distances[name], apart, rtol=1e-12)


# Flips


@pytest.mark.parametrize("cell", CELLS)
def test_flips_are_where_the_memory_changes_its_sign(cell: str) -> None:
    a, b = sample(cell, bidirectional=True, T=6), sample(cell, bidirectional=True, T=6, seed=1)
    memory_a, memory_b = (a.c, b.c) if cell == "lstm" else (a.h, b.h)
    found = difference(a, b)
    assert found.flips_up.dtype == found.flips_down.dtype == bool
    np.testing.assert_array_equal(found.flips_up, (memory_a < 0) & (memory_b > 0), strict=True)
    np.testing.assert_array_equal(found.flips_down, (memory_a > 0) & (memory_b < 0), strict=True)
    assert found.flips_up.any()
    assert found.flips_down.any()
    back = difference(b, a)
    np.testing.assert_array_equal(back.flips_up, found.flips_down)


def test_neither_zero_nor_nan_is_a_flip() -> None:
    signs = [-1, 0, 1, np.nan]
    a, b = states(*np.repeat(signs, 4)), states(*signs * 4)
    found = difference(a, b)
    up = [(signs[k // 4], signs[k % 4]) for k in np.flatnonzero(found.flips_up)]
    down = [(signs[k // 4], signs[k % 4]) for k in np.flatnonzero(found.flips_down)]
    assert (up, down) == ([(-1, 1)], [(1, -1)])


def test_flips_are_those_of_the_paired_steps() -> None:
    a, b = states(-1, -1), states(1, -1, 1)
    found = difference(a, b, tokens_a=["so", "good"], tokens_b=["not", "so", "good"])
    assert found.flips_up[0, 0, :, 0, 0].tolist() == [False, True]
    assert not found.flips_down.any()


# Where they part


@pytest.mark.parametrize("cell", CELLS)
def test_a_run_never_parts_from_itself(cell: str) -> None:
    found = difference(sample(cell), sample(cell), tolerance=0)
    assert np.issubdtype(found.diverges_at.dtype, np.integer)
    assert found.diverges_at.tolist() == [-1, -1]
    assert not any(distances.any() for distances in found.distances.values())


@pytest.mark.parametrize(
    ("cell", "quantity"), [("rnn", "h"), ("gru", "h"), ("lstm", "h"), ("lstm", "c")]
)
def test_runs_part_at_the_first_pair_where_any_state_value_differs(
    cell: str, quantity: str
) -> None:
    """Whatever its layer, direction and unit; each sample for itself."""
    a = sample(cell, num_layers=2, bidirectional=True, B=3)
    b = changed(a, quantity, (1, 1, 3, 0, 2), 7)
    b = changed(b, quantity, (0, 1, 1, 2, 0), 7)
    b = changed(b, quantity, (1, 0, 2, 2, 1), 7)
    assert difference(a, b).diverges_at.tolist() == [3, -1, 1]


@pytest.mark.parametrize(("cell", "quantities"), [("lstm", "ifgo"), ("gru", "rzn")])
def test_gates_alone_do_not_make_runs_part(cell: str, quantities: str) -> None:
    a = sample(cell)
    for quantity in quantities:
        assert difference(a, changed(a, quantity, (0, 0, 0, 0, 0), 7)).diverges_at[0] == -1


def test_the_tolerance_is_kept_and_may_be_reached_but_not_exceeded() -> None:
    a, b = states(0, 0, 0), states(0, 0.25, -0.5)
    at = {tolerance: difference(a, b, tolerance=tolerance) for tolerance in (0, 0.25, 0.5)}
    assert [found.diverges_at.tolist() for found in at.values()] == [[1], [2], [-1]]
    assert [found.tolerance for found in at.values()] == [0, 0.25, 0.5]


def test_the_tolerance_is_one_in_a_hundred_thousand_unless_given() -> None:
    near, far = (difference(states(0), states(value)) for value in (0.9e-5, 1.1e-5))
    assert near.tolerance == 1e-5
    assert (near.diverges_at.tolist(), far.diverges_at.tolist()) == ([-1], [0])


def test_the_tolerance_is_absolute() -> None:
    assert difference(states(1000.0), states(1000.001)).diverges_at.tolist() == [0]


def test_parting_is_counted_in_pairs_not_in_steps() -> None:
    a, b = states(1, 2, 3), states(0, 0, 1, 2, 9)
    found = difference(a, b, tokens_a=["u", "v", "w"], tokens_b=["x", "y", "u", "v", "w"])
    assert found.pairs.tolist() == [[0, 2], [1, 3], [2, 4]]
    assert found.diverges_at.tolist() == [2]


@pytest.mark.parametrize("same", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_in_both_does_not_make_them_part(same: float) -> None:
    assert difference(states(0, same), states(0, same)).diverges_at.tolist() == [-1]


@pytest.mark.parametrize(("a", "b"), [(np.nan, 0), (0, np.nan), (np.inf, 0), (-np.inf, np.inf)])
def test_what_is_not_finite_in_one_makes_them_part(a: float, b: float) -> None:
    found = difference(states([0, 1], [0, a]), states([0, 1], [0, b]), tolerance=1e9)
    assert found.diverges_at.tolist() == [1]


def test_packed_texts_part_where_only_one_has_ended() -> None:
    """Steps past the end of both are equal, past the end of one they are not."""
    lstm = nn.LSTM(1, 2)

    def run(*lengths: int) -> Any:
        texts = pad_sequence([torch.ones(length, 1) for length in lengths])
        packed = pack_padded_sequence(texts, torch.tensor(lengths), enforce_sorted=False)
        with torch.no_grad(), record(lstm) as recording:
            lstm(packed)
        return recording[""]

    assert difference(run(2, 4, 1), run(2, 4, 1)).diverges_at.tolist() == [-1, -1, -1]
    assert difference(run(2, 4, 1), run(3, 4, 1)).diverges_at.tolist() == [2, -1, -1]


# Refusals


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"cell": "gru"}, r"(?i)LSTM.*GRU"),
        ({"num_layers": 2}, "layer.*1.*2"),
        ({"bidirectional": True}, "direction.*1.*2"),
        ({"B": 3}, r"(batch|sample).*2.*3"),
        ({"hidden_size": 5}, "unit.*3.*5"),
        ({"proj_size": 2}, "unit.*3.*2"),
    ],
)
def test_runs_of_other_sizes_are_refused(changes: dict[str, Any], message: str) -> None:
    a, b = sample(), sample(**changes)
    with pytest.raises(ValueError, match=message):
        difference(a, b)


@pytest.mark.parametrize("length", [3, 4])
@pytest.mark.parametrize("which", ["tokens_a", "tokens_b"])
def test_words_that_do_not_match_the_steps_are_refused(which: str, length: int) -> None:
    """Also where the runs are of one length and the words would not be needed."""
    right = {"tokens_a": ["w"] * 4, "tokens_b": ["w"] * length}
    wrong: dict[str, Any] = right | {which: ["w"] * 6}
    with pytest.raises(ValueError, match=f"{which}.*6|6.*{which}"):
        difference(sample(), sample(T=length), **wrong)


@pytest.mark.parametrize("tolerance", [-1e-9, -1, float("nan"), -float("inf")])
def test_a_negative_tolerance_or_nan_is_refused(tolerance: float) -> None:
    with pytest.raises(ValueError, match=f"tolerance.*{tolerance}"):
        difference(sample(), sample(), tolerance=tolerance)


def test_comparing_leaves_the_records_as_they_are() -> None:
    a, b = sample(), sample(seed=1)
    before = [getattr(found, name).copy() for found in (a, b) for name in QUANTITIES["lstm"]]
    difference(a, b)
    after = [getattr(found, name) for found in (a, b) for name in QUANTITIES["lstm"]]
    assert isinstance(a, LSTMRecord)
    for old, new in zip(before, after, strict=True):
        np.testing.assert_array_equal(old, new)


def test_replaced_tokens_are_paired_in_order_and_added_ones_with_none() -> None:
    one = ["the", "film", "was", "not", "good", "at", "all"]
    other = ["the", "old", "movie", "was", "good"]
    pairs = paired_steps(one, other)
    assert [(one[a], other[b]) for a, b in pairs] == [
        ("the", "the"),
        ("film", "old"),
        ("was", "was"),
        ("good", "good"),
    ]
    assert len(paired_steps([], other)) == 0
