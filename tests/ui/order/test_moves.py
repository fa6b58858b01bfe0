"""Orders from addresses and browsers: what is none is not taken."""

import pytest

from visualizer.ui.order.runs import places_from, places_text


def test_an_order_comes_back_from_its_text() -> None:
    for order in ((1, 0), (2, 0, 1), tuple(range(11, -1, -1))):
        text = places_text(order)
        assert text is not None
        assert places_from(text, len(order)) == order
    assert places_text((2, 0, 1)) == "3.1.2"
    assert places_text((0, 1, 2)) is None


@pytest.mark.parametrize(
    "said",
    [
        *("", "1", "1.2", "1.2.2", "0.1.2", "1.2.4", "3.2.1.4", "1,2,3", "a.b.c", "1.2.", "-1.2.3"),
        *("१.२.३", "²", "1.2.3" + "9" * 5000, None, 3, ["1", "2", "3"]),
    ],
)
def test_what_is_no_order_of_three_words_is_not_taken(said: object) -> None:
    assert places_from(said, 3) is None
