"""Rows of words in two orders: what is the same is the same bit by bit."""

import numpy as np
import pytest

from visualizer.views.orders import Ordered, OrderRow


def row(typed: list[float], now: list[float]) -> OrderRow:
    both = (np.array(each, dtype=np.float32) for each in (typed, now))
    return OrderRow(key="lstm", name="LSTM", **dict(zip(("typed", "now"), both, strict=True)))


def test_only_equal_bits_are_the_same() -> None:
    assert row([0.25, 0.75], [0.25, 0.75]).same
    least = float(np.nextafter(np.float32(0.75), np.float32(1)))
    assert not row([0.25, 0.75], [0.25, least]).same
    assert not row([0.0, 1.0], [-0.0, 1.0]).same


def test_a_turn_is_another_likeliest_class_and_the_change_is_that_of_the_first() -> None:
    turned, stays = row([0.2, 0.8], [0.7, 0.3]), row([0.2, 0.8], [0.4, 0.6])
    assert (turned.answers, turned.turned) == ((1, 0), True)
    assert turned.change == pytest.approx(-0.5)
    assert (stays.turned, stays.change) == (False, pytest.approx(-0.2))


@pytest.mark.parametrize("order", [(0,), (0, 0), (1, 2)])
def test_what_is_no_order_of_the_words_is_refused(order: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="order must name each of 2 places once"):
        Ordered(
            tokens=("a", "b"),
            unknown=(False, False),
            language="en",
            order=order,
            classes=("x", "y"),
            rows=(),
            told="",
        )
