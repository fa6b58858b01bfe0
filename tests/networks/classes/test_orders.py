"""The same words in other orders: which orders there are, and what networks make of each."""

from math import factorial

import numpy as np
import pytest

from tests.networks.classes.conftest import made_network
from visualizer.networks import load_model
from visualizer.networks.classes.orders import answers_in_orders, some_orders

TEXT = "so good bad ball !"


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn", None])
def test_a_reading_in_another_order_is_that_of_the_words_so_typed(cell: str | None) -> None:
    network = made_network(cell)
    order = (4, 2, 0, 1, 3)
    reading = network.in_order(network.read(TEXT), order)
    typed = network.read("! bad so good ball")
    assert reading.tokens == typed.tokens == ("!", "bad", "so", "good", "ball")
    assert (reading.words, reading.unknown) == (typed.words, typed.unknown)
    assert reading.read == "! bad so good ball"
    np.testing.assert_array_equal(reading.probabilities, typed.probabilities)
    if cell is not None:
        assert reading.record is not None
        assert typed.record is not None
        np.testing.assert_array_equal(reading.record.h, typed.record.h)


def test_what_is_unknown_and_left_out_goes_along() -> None:
    network = made_network("gru")
    reading = network.in_order(network.read("zebra good ! so", max_tokens=3), (2, 0, 1))
    assert reading.tokens == ("!", "zebra", "good")
    assert reading.unknown == (False, True, False)
    assert reading.left_out == 1


@pytest.mark.parametrize("order", [(0, 1), (0, 1, 1, 3, 4), (0, 1, 2, 3, 5), (1, 2, 3, 4, 5)])
def test_what_is_no_order_of_the_words_is_refused(order: tuple[int, ...]) -> None:
    network = made_network(None)
    with pytest.raises(ValueError, match="order must name each of 5 places once"):
        network.in_order(network.read(TEXT), order)


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_of_few_words_all_orders_are_taken(steps: int) -> None:
    found = some_orders(steps)
    assert found.all
    assert len({*found.orders}) == len(found.orders) == factorial(steps)


def test_of_many_words_different_orders_are_drawn_the_same_ones_each_time() -> None:
    found = some_orders(9)
    assert not found.all
    assert len({*found.orders}) == len(found.orders) == 50
    assert all(sorted(order) == [*range(9)] for order in found.orders)
    assert found == some_orders(9)
    assert found != some_orders(9, seed=1)


def test_no_words_have_no_order() -> None:
    with pytest.raises(ValueError, match="at least 1, got 0 and 50"):
        some_orders(0)


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn", None])
def test_many_orders_at_once_are_each_read_alone(cell: str | None) -> None:
    network = made_network(cell)
    reading, orders = network.read(TEXT), some_orders(5).orders
    found = answers_in_orders(network, reading.words, orders)
    for row, order in zip(found, orders, strict=True):
        alone = network.in_order(reading, order).probabilities[-1]
        np.testing.assert_allclose(row, alone, atol=1e-6)


def test_a_bag_gives_one_number_and_the_others_do_not() -> None:
    for kind, moves in (("bag", False), ("rnn", True), ("gru", True), ("lstm", True)):
        network = load_model(f"order-{kind}")
        words = network.read("the film was good but the ending was dull").words
        found = answers_in_orders(network, words, some_orders(len(words)).orders)
        assert (len({row.tobytes() for row in found}) > 1) == moves
        assert (len({*found.argmax(axis=1).tolist()}) > 1) == moves
