"""Does order matter: what a visit shows, what it makes of moves, odd texts, links and words."""

import io
import re
from contextlib import redirect_stdout
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import address, charts, columns, figures_shown, open_page, shown, tables
from tests.stage.unpacking import track_of, unpack
from visualizer.networks import load_model
from visualizer.networks.classes.orders import answers_in_orders, some_orders
from visualizer.networks.classes.padding import read_both_ways
from visualizer.networks.classes.words import embedding_cosines, nearest_words
from visualizer.ui.order.texts import BETWEEN_TOPICS
from visualizer.ui.work import readings

MADE = "the film was good but the ending was dull"
SWAPPED = "6.7.8.9.5.1.2.3.4"
KINDS = ("bag", "rnn", "gru", "lstm")


def order_page(**parameters: str) -> AppTest:
    app = open_page("order", **({"lang": "en"} | parameters))
    assert not app.exception
    return app


def words(app: AppTest) -> dict[str, Any]:
    """What is sent of the words that can be moved."""
    (header,) = [unpack(each)[0] for each in figures_shown(app) if kind_of(each) == "order/words"]
    return header


def board(app: AppTest) -> bytes:
    (packed,) = [each for each in figures_shown(app) if kind_of(each) == "board/board"]
    return packed


def kind_of(packed: bytes) -> str:
    return unpack(packed)[0]["kind"]


def typed(app: AppTest, text: str) -> AppTest:
    app.text_input(key="order_text").set_value(text).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_a_visit_opens_on_words_as_typed_read_by_four_networks(lang: str) -> None:
    app = order_page(lang=lang)
    header = words(app)
    family = "order" if lang == "en" else "order-hi"
    assert [row["key"] for row in header["rows"]] == [*KINDS]
    assert header["order"] == [*range(len(header["tokens"]))]
    text = app.text_input(key="order_text").value
    for row in header["rows"]:
        reading = load_model(f"{family}-{row['key']}").read(text)
        np.testing.assert_allclose(row["typed"], reading.probabilities[-1], atol=1e-6)
        assert row["same"]
    assert address(app)["order_places"] is None


def test_a_link_opens_on_its_order() -> None:
    app = order_page(order_text=MADE, order_places=SWAPPED)
    header = words(app)
    assert header["order"] == [5, 6, 7, 8, 4, 0, 1, 2, 3]
    other = "the ending was dull but the film was good"
    for row in header["rows"]:
        network = load_model(f"order-{row['key']}")
        np.testing.assert_array_equal(
            np.array(row["now"], dtype=np.float32), network.read(other).probabilities[-1]
        )
        assert row["same"] == (row["key"] == "bag")
    said, arrays = track_of(board(app))
    assert said["tokens"] == other.split()
    reading = load_model("order-lstm").read(other)
    np.testing.assert_allclose(arrays["verdict"], reading.probabilities[:, 1], atol=1e-6)
    assert address(app)["order_places"] == SWAPPED


@pytest.mark.parametrize(
    "said", ["1.2", "9.8.7.6.5.4.3.2.2", "x", "0.1.2.3.4.5.6.7.8", "", "1" * 999]
)
def test_a_link_with_no_order_of_the_words_shows_them_as_typed(said: str) -> None:
    app = order_page(order_text=MADE, order_places=said)
    assert words(app)["order"] == [*range(9)]


def test_another_text_stands_as_typed_and_so_does_one_of_as_many_words() -> None:
    app = order_page(order_text=MADE, order_places=SWAPPED)
    typed(app, "the story was bad but the plot was great")
    assert words(app)["order"] == [*range(9)]
    assert address(app)["order_places"] is None
    typed(app, MADE)
    assert words(app)["order"] == [*range(9)]


MOVE = {"id": "w", "order": [1, 0, 2], "at": 5}


@pytest.mark.parametrize(
    "said",
    [
        *(None, {}, {"operation": None}, {"operation": []}, {"open": MOVE}),
        *({"operation": {**MOVE, "id": "other"}}, {"operation": {**MOVE, "order": "1.0.2"}}),
        *({"operation": {**MOVE, "order": [0, 1]}}, {"operation": {**MOVE, "order": [0, 1, 1]}}),
        *({"operation": {**MOVE, "order": [0, 1, True]}}, {"operation": {**MOVE, "order": [[0]]}}),
        *({"operation": {**MOVE, "at": "5"}}, {"operation": {**MOVE, "at": None}}),
        *({"operation": {**MOVE, "at": 0}}, {"operation": {**MOVE, "at": 2**60}}),
        {"operation": {**MOVE, "at": float("nan")}},
    ],
)
def test_what_is_no_move_is_not_heard(said: object) -> None:
    def script(said: object) -> None:
        import streamlit as st

        from visualizer.ui.order.moves import hear_move, heard_last, order_now

        hear_move(said, "w", "a b c", 3)
        st.text(f"{order_now('a b c', 3)} {heard_last()}")

    app = AppTest.from_function(script, kwargs={"said": said}).run()
    assert not app.exception
    assert app.text[0].value == "(0, 1, 2) 0"


def test_of_quick_moves_the_last_one_counts_and_none_twice() -> None:
    def script() -> None:
        import streamlit as st

        from visualizer.ui.order.moves import hear_move, order_now

        for order, at in (([2, 1, 0], 9), ([1, 0, 2], 8), ([0, 2, 1], 9)):
            hear_move({"operation": {"id": "w", "order": order, "at": at}}, "w", "a b c", 3)
        st.text(f"{order_now('a b c', 3)}")

    app = AppTest.from_function(script).run()
    assert app.text[0].value == "(2, 1, 0)"


def test_news_are_read_by_networks_of_news() -> None:
    app = order_page(order_data="news")
    assert app.text_input(key="order_text").value == BETWEEN_TOPICS
    header = words(app)
    assert header["classes"] == ["World", "Sports", "Business", "Sci/Tech"]
    said, arrays = track_of(board(app))
    reading = load_model("news-lstm").read(BETWEEN_TOPICS)
    np.testing.assert_allclose(arrays["shares"], reading.probabilities, atol=1e-6)
    assert said["classes"] == header["classes"]


def test_an_example_gives_way_to_that_of_other_data_and_typed_text_stays() -> None:
    app = order_page()
    app.pills(key="order_text_examples").set_value("it was bad, not good").run()
    app.segmented_control(key="order_data").set_value("news").run()
    assert str(app.text_input(key="order_text").value).startswith("The striker scored")
    app.segmented_control(key="order_data").set_value("made").run()
    assert app.text_input(key="order_text").value == "it was bad, not good"
    typed(app, "the film was never good")
    app.segmented_control(key="order_data").set_value("news").run()
    assert app.text_input(key="order_text").value == "the film was never good"


def test_a_page_loads_no_network_that_it_does_not_use(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    load = readings.load_model
    monkeypatch.setattr(readings, "load_model", lambda name: loaded.append(name) or load(name))
    order_page(order_data="news")
    assert {*loaded} - {"sentiment-lstm"} == {f"news-{kind}" for kind in KINDS}
    loaded.clear()
    order_page(order_part="vectors", order_network="gru")
    assert {*loaded} - {"sentiment-lstm"} == {"order-gru"}
    loaded.clear()
    order_page(order_part="padding", order_padded="rnn")
    assert {*loaded} - {"sentiment-lstm"} <= {"news-rnn"}


def test_in_hindi_it_is_said_kindly_that_news_are_english() -> None:
    app = order_page(lang="hi", order_data="news")
    assert "अंग्रेज़ी" in app.info[0].value
    assert words(app)["tokens"][0] == "The"
    text = "फ़िल्म अच्छी थी लेकिन अंत ख़राब था"
    typed(app, text)
    assert "आपका टेक्स्ट वैसा ही रहेगा" in app.info[0].value
    assert not figures_shown(app)
    assert app.text_input(key="order_text").value == text
    app.segmented_control(key="order_data").set_value("made").run()
    assert app.text_input(key="order_text").value == text
    assert words(app)["read"] == "hi"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Type a sentence, or choose an example"),
        ("   ", "Type a sentence, or choose an example"),
        ("zyx qwv", "There is no word in it that the network can read"),
        ("good", None),
        ("the film was xyz", "This small network knows these words alone: "),
        ("<b>good</b> the film", "This small network knows these words alone: "),
        ("good " * 80, "Only the first 64 words and signs are read; 16 more were left out."),
    ],
)
def test_odd_texts_are_told_and_kept(text: str, says: str | None) -> None:
    app = typed(order_page(), text)
    assert app.text_input(key="order_text").value == text
    if says is not None:
        assert says in shown(app)


def test_many_orders_are_counted_on_the_page() -> None:
    app = order_page(order_text=MADE)
    (table,) = [rows for rows in tables(app) if "orders with the same answer" in rows[0]]
    bodies = [each.proto.body for each in app.get("html")]
    (html,) = [body for body in bodies if 'class="strip"' in body]
    strips = html.split('class="strip"')[1:]
    orders = some_orders(9).orders
    assert len(strips) == len(KINDS)
    for row, strip, kind in zip(table, strips, KINDS, strict=True):
        network = load_model(f"order-{kind}")
        reading = network.read(MADE)
        answers = answers_in_orders(network, reading.words, orders)
        own = reading.probabilities[-1].argmax()
        assert row["orders with the same answer"] == f"{(answers.argmax(1) == own).sum()} of 50"
        dots = [float(share) for share in re.findall(r'<i style="left:([\d.]+)%', strip)]
        np.testing.assert_allclose(dots, 100 * answers[:, own], atol=0.0051)
        (bar,) = re.findall(r'<b style="left:([\d.]+)%', strip)
        assert float(bar) == pytest.approx(100 * reading.probabilities[-1, own], abs=0.0051)
    assert "One and the same number in every order: Bag." in shown(app)


def test_a_bag_is_shown_by_its_mean_so_far() -> None:
    app = order_page(order_text=MADE, order_places=SWAPPED, order_network="bag")
    assert not [each for each in figures_shown(app) if kind_of(each) == "board/board"]
    assert "A bag has no state that is passed on" in shown(app)
    network = load_model("order-bag")
    reading = network.in_order(network.read(MADE), (5, 6, 7, 8, 4, 0, 1, 2, 3))
    course = charts(app)[0]["data"]
    np.testing.assert_allclose(course[1]["y"], reading.probabilities[:, 1], atol=1e-6)


@pytest.mark.parametrize("part", ["shuffle", "vectors", "padding"])
@pytest.mark.parametrize("data", ["made", "news"])
def test_the_code_of_each_part_runs(part: str, data: str) -> None:
    key = f"order_{part}_tab"
    app = order_page(order_part=part, order_data=data, **{key: "code"})
    code = app.code[0].value
    said = io.StringIO()
    with redirect_stdout(said):
        exec(code, {})
    assert said.getvalue().strip()


@pytest.mark.parametrize(
    ("network", "says"),
    [
        ("order-lstm", ("MIT, as this project", "None of the sentences")),
        ("order-bag", ("one linear layer", "by the best possible judge that sees no order")),
        ("news-gru", ("AG News", "read on through the filler of a batch (padded)")),
    ],
)
def test_the_card_is_told(network: str, says: tuple[str, ...]) -> None:
    task, _, kind = network.partition("-")
    data = {"order": "made", "news": "news"}[task]
    app = order_page(order_data=data, order_network=kind, order_shuffle_tab="about")
    card = load_model(network).card
    told = shown(app) + str(tables(app))
    for each in says:
        assert each in told
    measured = columns(app, "share")
    share = f"{100 * card.own.texts.share:.1f} %"
    assert measured["share"][measured["what"].index("texts given to their class")] == share


def test_words_as_vectors_are_the_networks_own() -> None:
    app = order_page(order_part="vectors", order_data="news", order_network="gru")
    network = load_model("news-gru")
    near = columns(app, "cosine in the embedding")
    word = str(app.text_input(key="order_word").value)
    assert near["word"] == [each.word for each in nearest_words(network, word)]
    maps = next(each for each in charts(app) if each["data"][0]["type"] == "heatmap")
    known = [*dict.fromkeys(network.read(BETWEEN_TOPICS).words)]
    cosines = embedding_cosines(network, known)
    np.testing.assert_allclose(maps["data"][0]["z"], cosines, atol=1e-6)
    np.testing.assert_array_equal(maps["data"][1]["z"], np.eye(len(known)))


def test_an_unknown_word_is_told_and_stays_in_its_box() -> None:
    app = order_page(order_part="vectors", order_data="news")
    box = app.text_input(key="order_word").set_value("Sofware")
    box.run()
    assert not app.exception
    assert app.text_input(key="order_word").value == "Sofware"
    assert "“Sofware” is not among the 6,977 words" in app.info[0].value
    assert "software" in app.info[0].value
    app.text_input(key="order_word").set_value("Team players").run()
    assert "“team” is looked at" in app.info[0].value
    assert address(app)["order_word"] == "Team players"


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_both_ways_of_reading_are_on_one_board(cell: str) -> None:
    app = order_page(order_part="padding", order_padded=cell, order_filler="20")
    network = load_model(f"news-{cell}")
    n = len(network.read(BETWEEN_TOPICS).tokens)
    both = read_both_ways(network, BETWEEN_TOPICS, n + 20)
    header = unpack(board(app))[0]
    assert header["compared"]
    assert header["begin"] == n - 1
    for number, expected in enumerate((both.packed_probabilities, both.padded_probabilities)):
        _, arrays = track_of(board(app), number)
        np.testing.assert_allclose(arrays["shares"], expected, atol=1e-6)
    report = network.card.own.padding
    assert f"right after the filler: {100 * report.padded.share:.1f} %" in shown(app)
    assert "1, 6, 9, 2, 7, 3, 8, 4, 5" in shown(app)
    assert address(app)["order_filler"] == "20"


@pytest.mark.parametrize(("said", "taken"), [("99", 40), ("-3", 0), ("x", 16), ("", 16)])
def test_filler_from_an_address_is_clamped(said: str, taken: int) -> None:
    app = order_page(order_part="padding", order_filler=said)
    assert app.slider(key="order_filler").value == taken


def test_a_damaged_file_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from visualizer.networks import CheckpointError

    def fail(name: str) -> None:
        raise CheckpointError(name, f"{name}.safetensors", "made up")

    monkeypatch.setattr(readings, "load_model", fail)
    app = open_page("order", lang="en")
    assert not app.exception
    assert "order-bag.safetensors" in app.error[0].value
