"""Words that can be moved, as they travel."""

from dataclasses import replace

import numpy as np
import pytest

from tests.stage.unpacking import unpack
from visualizer.lexicon.language import translator
from visualizer.stage.order_bytes import pack_ordered, words_id
from visualizer.stage.order_wording import order_keys, order_wording
from visualizer.views.orders import Ordered, OrderRow

ROW = OrderRow(
    key="bag",
    name="Bag",
    typed=np.array([0.1, 0.9], dtype=np.float32),
    now=np.array([0.1, 0.9], dtype=np.float32),
    told="same",
)
ORDERED = Ordered(
    tokens=("good", "<b>"),
    unknown=(False, True),
    language="en",
    order=(1, 0),
    classes=("x", "y"),
    rows=(ROW,),
    told="all",
)


def test_what_was_measured_travels_as_it_is() -> None:
    header, _ = unpack(pack_ordered(ORDERED, say=translator("en"), heard=7))
    assert header["kind"] == "order/words"
    assert (header["tokens"], header["order"]) == (["good", "<b>"], [1, 0])
    assert header["unknown"] == [False, True]
    (row,) = header["rows"]
    np.testing.assert_array_equal(np.array(row["now"], dtype=np.float32), ROW.now)
    assert row["same"] is True
    assert header["heard"] == 7


def test_other_words_or_another_language_have_another_name() -> None:
    names = {
        words_id(each)
        for each in (
            ORDERED,
            replace(ORDERED, tokens=("good", "bad")),
            replace(ORDERED, tokens=("<b>", "good")),
            replace(ORDERED, language="hi"),
        )
    }
    assert len(names) == 4
    assert words_id(replace(ORDERED, order=(0, 1))) == words_id(ORDERED)


@pytest.mark.parametrize("language", ["en", "hi"])
def test_every_message_says_something(language: str) -> None:
    say = translator(language)
    assert all(text.strip() for text in order_wording(say).values())
    assert all(what for _, what in order_keys(say))
