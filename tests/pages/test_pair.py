"""Two sentences: what a visit shows, what it makes of odd texts, links and networks."""

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import visualizer as viz
from tests.pages.conftest import address, charts, figures_shown, open_page, shown, tables
from tests.stage.unpacking import track_of, unpack
from visualizer.lexicon.language import translator
from visualizer.networks.first_weights import untrained
from visualizer.networks.sentiment.flips import sign_flips, trials
from visualizer.ui.pair.boxes import EXAMPLES

A, B = EXAMPLES["sentiment", "en"][0].first, EXAMPLES["sentiment", "en"][0].second


def pair_page(**parameters: str) -> AppTest:
    app = open_page("pair", **({"lang": "en"} | parameters))
    assert not app.exception
    return app


def board(app: AppTest) -> dict[str, Any]:
    """The header of the one board."""
    (packed,) = figures_shown(app)
    return unpack(packed)[0]


def words(app: AppTest) -> list[list[str]]:
    """The words of both texts on the board."""
    return [track["tokens"] for track in board(app)["tracks"][:2]]


def typed(app: AppTest, first: str | None = None, second: str | None = None) -> AppTest:
    if first is not None:
        app.text_input(key="pair_text").set_value(first).run()
    if second is not None:
        app.text_input(key="pair_second").set_value(second).run()
    assert not app.exception
    return app


def texts(app: AppTest) -> tuple[str, str]:
    """What stands in both boxes."""
    first, second = (app.text_input(key=key).value for key in ("pair_text", "pair_second"))
    return first or "", second or ""


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_a_visit_opens_on_a_pair_of_examples(lang: str) -> None:
    app = pair_page(lang=lang)
    example = EXAMPLES["sentiment", lang][0]
    assert texts(app) == (example.first, example.second)
    header = board(app)
    assert [track["name"] for track in header["tracks"]] == ["A", "B", "B − A"]
    assert header["compared"]
    assert all(track["rows"] for track in header["tracks"])
    assert header["link"] == {
        "pair_text": example.first,
        "pair_second": example.second,
        "pair_network": "lstm",
        "pair_size": "48",
        "pair_language": lang,
        "lang": lang,
    }


def test_the_board_shows_both_readings_and_their_difference() -> None:
    (packed,) = figures_shown(pair_page(pair_network="gru"))
    network = viz.load_model("sentiment-gru")
    readings = [network.read(text) for text in (A, B)]
    for number, reading in enumerate(readings):
        said, arrays = track_of(packed, number)
        assert tuple(said["tokens"]) == reading.tokens
        np.testing.assert_allclose(arrays["verdict"], reading.verdict, atol=1e-6)
        np.testing.assert_allclose(arrays["h"], reading.record.h[0, 0, :, 0], atol=1e-6)
    said, arrays = track_of(packed, 2)
    h = [reading.record.h[0, 0, :, 0] for reading in readings]
    apart = np.delete(h[1], 3, axis=0) - h[0]
    np.testing.assert_allclose(arrays["h"], apart, atol=1e-6)
    np.testing.assert_allclose(arrays["distance.h"], np.linalg.norm(apart, axis=1), atol=1e-5)


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize(("task", "size"), [("sentiment", "48"), ("toy", "8")])
@pytest.mark.parametrize("language", ["en", "hi"])
def test_an_example_fills_both_boxes_with_known_words(
    place: int, task: str, size: str, language: str
) -> None:
    app = pair_page(pair_language=language, pair_size=size)
    example = EXAMPLES[task, language][place]
    name = example.told(translator("en"))
    app.pills(key="pair_examples").set_value(name).run()
    assert not app.exception
    assert texts(app) == (example.first, example.second)
    assert not any(track["unknown"] for track in board(app)["tracks"])
    assert not app.info


def test_a_new_second_text_leaves_the_first_and_is_compared() -> None:
    app = typed(pair_page(), second="the acting is bad")
    assert texts(app) == (A, "the acting is bad")
    assert words(app)[1] == ["the", "acting", "is", "bad"]
    app = typed(app, first="the acting is good")
    assert texts(app) == ("the acting is good", "the acting is bad")
    assert "A has “good” and B “bad”" in shown(app)


def test_typing_the_first_text_keeps_the_second_as_it_stands() -> None:
    app = typed(pair_page(), first="a good film")
    assert texts(app) == ("a good film", B)


def test_a_text_of_another_page_is_compared_with_itself_until_it_is_changed() -> None:
    app = pair_page(pair_text="a moving film")
    assert texts(app) == ("a moving film", "a moving film")
    assert "the states never part" in shown(app)
    assert tables(app)[0][0]["changed sign, of 48"] == "0"


@pytest.mark.parametrize("empty", ["", "  ", "\u200b"])
def test_an_empty_second_text_is_asked_for_and_the_first_stays(empty: str) -> None:
    app = typed(pair_page(), first="a good film", second=empty)
    assert "Type a sentence into box B" in app.info[0].value
    assert texts(app) == ("a good film", empty)
    assert not figures_shown(app)
    assert address(app)["pair_text"] == "a good film"
    app = typed(app, second="a bad film")
    assert words(app) == [["a", "good", "film"], ["a", "bad", "film"]]


def test_one_word_against_sixty_four() -> None:
    app = typed(pair_page(), first="good", second="so " * 80 + "good")
    assert [len(each) for each in words(app)] == [1, 64]
    told = [each.value for each in app.warning]
    assert told == ["**B** · Only the first 64 words and signs are read; 17 more were left out."]
    assert board(app)["T"] == 64


def test_texts_without_a_common_word_are_compared_by_place() -> None:
    app = typed(pair_page(), first="never dull", second="good film again")
    assert "The texts have no word in common; they are compared by place." in shown(app)
    assert [track["columns"] for track in board(app)["tracks"]] == [[0, 1], [0, 1, 2], [0, 1]]


def test_unknown_words_are_told_of_the_text_that_has_them() -> None:
    app = typed(pair_page(), first="a good film", second="qwrt zxcv film")
    assert [each.value[:8] for each in app.info] == ["**B** · "]
    app = typed(app, second="qwrt zxcv")
    assert "There is no word in it that the network can read" in app.info[-1].value
    assert texts(app) == ("a good film", "qwrt zxcv")


def test_text_is_text() -> None:
    odd = "<b>good</b> $x$ **film** [a](b) `c`"
    app = typed(pair_page(), first=odd, second=odd + " <script>alert(1)</script>")
    assert "<script>" not in "".join(each.proto.body for each in app.get("html"))
    assert "part at “<”" in shown(app)


def test_the_table_counts_signs_as_pytorch_does() -> None:
    app = pair_page()
    rows = tables(app)[0]
    counted = [row["changed sign, of 48"] for row in rows]
    network = viz.load_model("sentiment-lstm")
    c = [network.read(text).record.c[0, 0, -1, 0] for text in (A, B)]
    assert int(counted[0]) == int((np.sign(c[0]) != np.sign(c[1])).sum())
    control = network.read("The acting is really good, and we saw it twice.")
    assert int(counted[1]) == int((np.sign(c[0]) != np.sign(control.record.c[0, 0, -1, 0])).sum())
    listed, _ = trials(network)
    for k, (positive, which) in enumerate(
        [(True, "changed"), (True, "control"), (False, "changed"), (False, "control")]
    ):
        own = [(each.plain, getattr(each, which)) for each in listed if each.positive == positive]
        up, down, cosine = sign_flips(network, own).mean
        row = rows[2 + k]
        assert row["changed sign, of 48"] == f"{up + down:.1f}"
        assert (row["up"], row["down"]) == (f"{up:.1f}", f"{down:.1f}")
        assert row["cosine"].replace("−", "-") == f"{cosine:.2f}"
        assert str(len(own)) in row["what is compared"]


def test_a_control_needs_words_added_in_one_place() -> None:
    rows = tables(typed(pair_page(), first="it is good", second="it was bad"))[0]
    assert "B is not A with words added in one place" in rows[1]["what is compared"]
    assert rows[1]["up"] == "–"
    rows = tables(typed(pair_page(), first="it is good", second="it is really good"))[0]
    assert "that is B itself" in rows[1]["what is compared"]


def test_a_link_opens_what_it_says() -> None:
    app = pair_page(
        lang="hi", pair_text="a good film", pair_second="a bad film", pair_network="rnn"
    )
    assert texts(app) == ("a good film", "a bad film")
    assert board(app)["tracks"][0]["cell"] == "rnn"
    assert board(app)["language"] == "hi"


def test_nonsense_in_the_address_falls_back() -> None:
    app = pair_page(
        pair_network="<b>",
        pair_size="-1",
        pair_part="9",
        pair_one="x",
        pair_t="-3",
        pair_open="7.x",
        pair_language="xx",
        pair_second="so " * 3000,
    )
    assert board(app)["tracks"][0]["cell"] == "lstm"
    assert texts(app)[0] == A
    assert len(texts(app)[1]) == 4000
    app = pair_page(pair_part="networks", pair_one="<b>", pair_two="lstm-untrained", pair_size="0")
    assert [track["name"] for track in board(app)["tracks"]][:2] == ["LSTM", "LSTM untrained"]


def test_examples_follow_the_size_and_typed_texts_stay() -> None:
    app = pair_page()
    app.pills(key="pair_examples").set_value("another order").run()
    app.segmented_control(key="pair_size").set_value(8).run()
    example = EXAMPLES["toy", "en"][4]
    assert texts(app) == (example.first, example.second)
    app = typed(app, second="the film was bad")
    app.segmented_control(key="pair_size").set_value(48).run()
    assert texts(app) == (example.first, "the film was bad")


def test_hindi_keeps_what_was_typed() -> None:
    app = typed(pair_page(), first="a good film", second="a bad film")
    app.segmented_control(key="lang").set_value("hi").run()
    assert not app.exception
    assert texts(app) == ("a good film", "a bad film")
    assert board(app)["tracks"][2]["lanes"][0]["name"].startswith("अंतर")


def test_numbers_are_aligned_and_the_figure_marks_where_texts_part() -> None:
    app = pair_page(pair_tab="numbers")
    rows = tables(app)[1]
    assert [row["word B"] for row in rows][3] == "not"
    assert (rows[3]["word A"], rows[3]["distance c"]) == ("", "")
    network = viz.load_model("sentiment-lstm")
    a, b = (network.read(text) for text in (A, B))
    assert float(rows[4]["verdict A"]) == pytest.approx(a.verdict[3], abs=1e-4)
    assert float(rows[4]["verdict B"]) == pytest.approx(b.verdict[4], abs=1e-4)
    apart = np.linalg.norm(b.record.c[0, 0, 4, 0] - a.record.c[0, 0, 3, 0])
    assert float(rows[4]["distance c"]) == pytest.approx(apart, abs=1e-3)
    (chart,) = charts(pair_page(pair_tab="figures"))
    lines = {line["name"][-1]: line["y"] for line in chart["data"]}
    assert lines["c"][3] == pytest.approx(apart, abs=1e-4)
    assert chart["layout"]["annotations"][0]["text"] == "first apart: “good”"


def run_code(app: AppTest) -> dict[str, Any]:
    """What the code on show leaves behind."""
    scope: dict[str, Any] = {}
    exec(app.code[0].value, scope)
    return scope


def test_the_code_on_show_runs_and_gives_the_same_numbers() -> None:
    text = "it's \"so\" good, and 'odd'"
    app = pair_page(pair_tab="code", pair_network="gru", pair_text=text, pair_second="it's good")
    scope = run_code(app)
    (packed,) = figures_shown(app)
    _, arrays = track_of(packed, 2)
    distances = scope["apart"].distances["h"][0, 0, :, 0]
    np.testing.assert_allclose(distances, arrays["distance.h"], atol=1e-5)


@pytest.mark.parametrize("two", ["lstm-untrained", "gru", "rnn-untrained"])
def test_two_networks_read_the_same_words(two: str) -> None:
    app = pair_page(pair_part="networks", pair_two=two, pair_networks_tab="code", pair_text=A)
    (packed,) = figures_shown(app)
    cell, _, kind = two.partition("-")
    other = viz.load_model(f"sentiment-{cell}")
    other = untrained(other) if kind else other
    judges = [viz.load_model("sentiment-lstm"), other]
    for number, judge in enumerate(judges):
        _, arrays = track_of(packed, number)
        np.testing.assert_allclose(arrays["verdict"], judge.read(A).verdict, atol=1e-6)
    header = board(app)
    assert len(header["tracks"]) == (3 if cell == "lstm" else 2)
    assert ("the same units" in shown(app)) == (cell != "lstm")
    scope = run_code(app)
    np.testing.assert_allclose(
        scope["b"].verdict - scope["a"].verdict,
        judges[1].read(A).verdict - judges[0].read(A).verdict,
        atol=1e-6,
    )
    assert header["link"]["pair_two"] == two
    assert "seed 0" in shown(app) or not kind


def test_the_untrained_verdict_stays_near_the_middle() -> None:
    (packed,) = figures_shown(pair_page(pair_part="networks"))
    _, arrays = track_of(packed, 1)
    assert np.abs(arrays["verdict"] - 0.5).max() < 0.1


def test_the_same_network_twice_has_nothing_apart() -> None:
    app = pair_page(pair_part="networks", pair_two="lstm")
    assert "Both are the same network" in shown(app)
    (packed,) = figures_shown(app)
    _, arrays = track_of(packed, 2)
    assert not arrays["distance.c"].any()


def test_networks_of_other_sizes_can_be_compared_as_far_as_there_are_any() -> None:
    app = pair_page(pair_part="networks", pair_size="4", pair_text="it was good")
    assert app.selectbox(key="pair_one").options == ["LSTM", "LSTM untrained"]
    app.segmented_control(key="pair_size").set_value(8).run()
    assert not app.exception
    assert len(app.selectbox(key="pair_one").options) == 6


@pytest.mark.parametrize("lang", ["en", "hi"])
@pytest.mark.parametrize("part", ["texts", "networks"])
@pytest.mark.parametrize("tab", ["figures", "numbers", "code"])
def test_every_part_and_tab_opens(lang: str, part: str, tab: str) -> None:
    key = "pair_tab" if part == "texts" else "pair_networks_tab"
    app = pair_page(lang=lang, pair_part=part, **{key: tab})
    assert app.get("plotly_chart") or app.code or len(tables(app)) > (part == "texts")
