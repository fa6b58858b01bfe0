"""What is said of words in two orders, and of many, is what the numbers are."""

from dataclasses import replace

import numpy as np
import pytest

from visualizer.lexicon.language import translator
from visualizer.networks import entry_of, load_model
from visualizer.networks.cards import Share
from visualizer.networks.checkpoints import stored_card
from visualizer.networks.classes.card import Classes, SeedRun
from visualizer.networks.classes.orders import answers_in_orders, some_orders
from visualizer.showing.order import class_names, ordered_of
from visualizer.showing.order_told import (
    Spread,
    made_told,
    measured_table,
    news_told,
    orders_named,
    spread_of,
    spreads_table,
    spreads_told,
)
from visualizer.views.orders import Ordered

SAY = translator("en")
KINDS = ("bag", "rnn", "gru", "lstm")
TEXT = "the film was good but the ending was dull"
SWAPPED = (5, 6, 7, 8, 4, 0, 1, 2, 3)
"""The other way round: the ending was dull but the film was good."""


def ordered(order: tuple[int, ...], kinds: tuple[str, ...] = KINDS) -> Ordered:
    networks = {kind: load_model(f"order-{kind}") for kind in kinds}
    typed = {kind: network.read(TEXT) for kind, network in networks.items()}
    now = {kind: networks[kind].in_order(typed[kind], order) for kind in kinds}
    return ordered_of(typed, now, order, language="en", say=SAY)


def test_the_bag_stays_bit_for_bit_and_the_others_turn() -> None:
    found = ordered(SWAPPED)
    bag, *others = found.rows
    assert bag.name == "Bag"
    assert bag.same
    assert bag.told == "exactly the same, bit for bit"
    for row in others:
        assert row.turned
        assert row.told.startswith("turned: “negative” −")
        assert row.told.endswith(f"{abs(100 * row.change):.1f} points")
    assert found.told == (
        "The same numbers, bit for bit, in both orders: Bag. "
        "Another answer because of the order alone: RNN, GRU, LSTM."
    )


def test_rows_are_the_networks_own_probabilities() -> None:
    found = ordered(SWAPPED)
    network = load_model("order-gru")
    np.testing.assert_array_equal(found.rows[2].typed, network.read(TEXT).probabilities[-1])
    other = "the ending was dull but the film was good"
    np.testing.assert_array_equal(found.rows[2].now, network.read(other).probabilities[-1])
    assert found.classes == ["negative", "positive"]


def test_sameness_is_compared_and_not_assumed_of_a_bag() -> None:
    networks = {"bag": load_model("order-lstm")}  # under a name that it has not
    typed = {"bag": networks["bag"].read(TEXT)}
    now = {"bag": networks["bag"].in_order(typed["bag"], SWAPPED)}
    found = ordered_of(typed, now, SWAPPED, language="en", say=SAY)
    assert "exactly the same" not in found.rows[0].told
    assert found.told == "Another answer because of the order alone: Bag."


def test_words_as_typed_are_told_as_such() -> None:
    found = ordered(tuple(range(9)))
    assert not found.moved
    assert {row.told for row in found.rows} == {"as typed"}
    assert found.told.startswith("The words stand as typed.")


def test_equal_words_exchanged_are_the_same_text_to_every_network() -> None:
    found = ordered((5, 1, 2, 3, 4, 0, 6, 7, 8))  # the two "the"
    assert found.moved
    assert all(row.same for row in found.rows)
    assert found.told == ("The same numbers, bit for bit, in both orders: Bag, RNN, GRU, LSTM.")


def test_class_names_are_said_and_unknown_ones_stay() -> None:
    assert class_names(["World", "mine"], translator("hi"))[1] == "mine"
    assert class_names(["World"], translator("hi")) != ["World"]


def spreads() -> dict[str, Spread]:
    found = {}
    for kind in KINDS:
        network = load_model(f"order-{kind}")
        reading = network.read(TEXT)
        orders = some_orders(len(reading.words)).orders
        answers = answers_in_orders(network, reading.words, orders)
        found[kind] = spread_of(reading.probabilities[-1], answers)
    return found


def test_many_orders_are_counted_one_by_one() -> None:
    network = load_model("order-lstm")
    reading = network.read(TEXT)
    orders = some_orders(len(reading.words)).orders
    each = [network.in_order(reading, order) for order in orders]
    spread = spreads()["lstm"]
    assert spread.keeps == sum(other.answer == reading.answer for other in each)
    assert 0 < spread.keeps < spread.of == 50
    shares = [float(other.probabilities[-1][0]) for other in each]
    assert spread.low == pytest.approx(min(shares), abs=1e-6)
    assert spread.high == pytest.approx(max(shares), abs=1e-6)


def test_the_table_and_the_sentence_of_many_orders_agree() -> None:
    found = spreads()
    told = spreads_told(found, SAY)
    assert told.startswith("One and the same number in every order: Bag.")
    for kind in KINDS[1:]:
        row = found[kind]
        assert f"{kind.upper()} {row.of - row.keeps} of 50" in told
    table = spreads_table(found, ["negative", "positive"], SAY)
    assert table["network"] == ["Bag", "RNN", "GRU", "LSTM"]
    assert table["orders with the same answer"][0] == "50 of 50"
    assert table["lowest"][0] == table["highest"][0] == table["its probability as typed"][0]


def test_answers_that_stay_with_moving_numbers_are_told_apart() -> None:
    steady = Spread(
        answer=0, typed=0.9, shares=np.array([0.8, 0.9], dtype=np.float32), keeps=2, of=2
    )
    assert spreads_told({"gru": steady}, SAY) == (
        "The same answer in every order, with numbers that move: GRU."
    )


def test_whether_all_orders_are_taken_is_said() -> None:
    assert orders_named(some_orders(3), SAY) == "There are 6 orders of these words."
    assert orders_named(some_orders(1), SAY) == "There is 1 order of these words."
    assert orders_named(some_orders(9), SAY).startswith("50 orders of these words, drawn by chance")


def measured(task: str) -> dict[str, Classes]:
    return {kind: stored_card(entry_of(f"{task}-{kind}"), Classes).own for kind in KINDS}


def test_both_data_are_told_as_measured() -> None:
    made, news = measured("order"), measured("news")
    told = made_told(made, SAY)
    assert "RNN, GRU, LSTM get every sentence right, in every training." in told
    assert "which is not to be told from always saying the commoner class (50.8 %)" in told
    assert "gets 61.9 % there" in told
    told = news_told(news, SAY)
    assert told.startswith("On the news no network that reads in order does better than the bag")
    assert "Too close to it to be told apart: GRU 87.0 %, LSTM 87.0 %." in told
    assert "Worse: RNN 79.4 %." in told


def test_near_ties_in_the_table_are_those_of_two_standard_errors() -> None:
    table = measured_table(measured("order"), measured("news"), SAY)
    assert table["news: beside the bag"][:4] == ["–", "−8.4 points", "near-tie", "near-tie"]
    assert table["made language: right"][1:4] == ["100.0 %"] * 3
    assert table["made language: right"][5] == "61.9 %"
    assert table["news: right"][6] == "87.3 %"


def with_share(own: Classes, share: float) -> Classes:
    n = own.texts.n
    return replace(own, texts=Share(share, n), seeds=(SeedRun(0, Share(share, n), 1),) * 3)


def test_other_numbers_lead_to_other_sentences() -> None:
    news = measured("news")
    better = news | {"lstm": with_share(news["lstm"], 0.95)}
    assert "On the news better than the bag (87.7 %): LSTM 95.0 %." in news_told(better, SAY)
    assert "its words say in any order" not in news_told(better, SAY)
    made = measured("order")
    able = made | {"bag": with_share(made["bag"], 0.6), "gru": with_share(made["gru"], 0.9)}
    told = made_told(able, SAY)
    assert "not to be told from" not in told
    assert "RNN, GRU, LSTM get 90.0 % or more." in told
