"""The same weights after padding and packed: what each reads, and how many each gets right."""

import numpy as np
import pytest
import torch

from tests.networks.classes.conftest import TEXTS, made_network, text_of
from visualizer.networks.classes.padding import (
    BATCH_SIZE,
    packed_numbers,
    padding_report,
    read_both_ways,
)

LONG = (*TEXTS, text_of("so " * 20 + "good", 0))


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_both_runs_are_pytorchs_own(cell: str) -> None:
    network = made_network(cell)
    both = read_both_ways(network, "so good !", 7)
    ids = torch.tensor([1, 2, 6, 0, 0, 0, 0]).unsqueeze(1)
    with torch.inference_mode():
        assert network.recurrent is not None
        h, _ = network.recurrent(network.embedding(ids))
        expected = torch.softmax(network.readout(h[:, 0]), -1).numpy()
    assert both.tokens == both.words == ("so", "good", "!")
    np.testing.assert_allclose(both.padded_probabilities, expected, atol=1e-6)
    np.testing.assert_allclose(both.packed_probabilities, expected[:3], atol=1e-6)
    np.testing.assert_allclose(both.packed_probabilities, network.read("so good !").probabilities)
    np.testing.assert_allclose(both.padded.h[0, 0], h.numpy(), atol=1e-6)
    assert both.packed.h.shape[2:] == (3, 1, 5)
    np.testing.assert_allclose(both.packed.h[0, 0], h[:3].numpy(), atol=1e-6)
    assert max(both.padded.max_error, both.packed.max_error) < 1e-6


def test_what_has_no_runs_to_compare_is_refused() -> None:
    with pytest.raises(ValueError, match="classes-bag is a bag"):
        read_both_ways(made_network(None), "good", 3)
    with pytest.raises(ValueError, match="steps must be at least the 2 of the text, got 1"):
        read_both_ways(made_network("gru"), "so good", 1)


@pytest.mark.parametrize("cell", ["lstm", "rnn"])
def test_the_report_counts_what_reading_one_by_one_gives(cell: str) -> None:
    network = made_network(cell, seed=7)
    with torch.no_grad():
        network.embedding.weight *= 4  # what fills up has a say
    report = padding_report(network, LONG)
    packed, padded, turned, filled, read = 0, 0, 0, 0, 0
    for number, text in enumerate(LONG):
        first = number // BATCH_SIZE * BATCH_SIZE
        steps = max(len(each.words) for each in LONG[first : first + BATCH_SIZE])
        both = read_both_ways(network, text.text, steps)
        own = both.packed_probabilities[-1].argmax()
        last = both.padded_probabilities[-1].argmax()
        packed, padded = packed + (own == text.label), padded + (last == text.label)
        turned, read = turned + (own != last), read + steps
        filled += steps - len(text.words)
    n = len(LONG)
    assert (report.packed.n, report.padded.n) == (n, n)
    assert report.packed.share == pytest.approx(packed / n, abs=1e-4)
    assert report.padded.share == pytest.approx(padded / n, abs=1e-4)
    assert report.turned.share == pytest.approx(turned / n, abs=1e-4)
    assert report.filled == pytest.approx(filled / read, abs=1e-4)
    assert turned > 0
    assert (report.trained, report.filler) == ("packed", "<unk>")


def test_texts_of_one_length_are_read_alike() -> None:
    report = padding_report(made_network("gru"), [text_of("so good !", 0), text_of("bad so so", 1)])
    assert (report.filled, report.turned.share) == (0, 0)
    assert report.packed == report.padded


def test_the_lessons_batch_is_packed_as_the_lesson_says() -> None:
    data, sizes = packed_numbers([[1, 2, 3, 4, 5], [6, 7, 8], [9]])
    assert data == [1, 6, 9, 2, 7, 3, 8, 4, 5]
    assert sizes == [3, 2, 2, 1, 1]


@pytest.mark.parametrize("rows", [[], [[1], []], [[1], [2, 3]]])
def test_what_cannot_be_packed_is_refused(rows: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="the longest row first, got lengths"):
        packed_numbers(rows)
