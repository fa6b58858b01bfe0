"""The Watch page: where every control begins and ends, and each number against a second source."""

import csv
import json
import re
from io import BytesIO, StringIO
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.pages.by_hand import Plain, stored
from tests.pages.conftest import charts, figure, open_app, shown, tables
from tests.tools.imported import imported_by
from visualizer.networks import load_model
from visualizer.networks.entries import MODELS
from visualizer.ui.work.readings import reading_of

SENTENCE = "a slow start, but the ending is brilliant and deeply moving"
NAMES = {
    "f": "forget gate",
    "i": "input gate",
    "g": "candidate",
    "o": "output gate",
    "c": "cell state",
    "h": "hidden state",
}


@pytest.fixture(scope="module")
def first() -> AppTest:
    """The page as the first visitor finds it; nobody touches it."""
    return open_app()


def with_tab(tab: str, **parameters: str) -> AppTest:
    """The page with another tab open."""
    app = open_app(lang="en", **parameters)
    app.session_state["watch_tab"] = tab
    return app.run()


def record_of(cell: str = "lstm", text: str = SENTENCE) -> Any:
    """What a network recorded."""
    reading = reading_of(f"sentiment-{cell}", text)
    assert reading is not None
    return reading.record


def test_the_first_visit_is_an_lstm_on_the_first_example_in_english(first: AppTest) -> None:
    assert first.text_input(key="watch_text").value == SENTENCE
    examples = first.pills(key="watch_text_examples")
    assert (examples.value, examples.options[0], len(examples.options)) == (None, SENTENCE, 4)
    network = first.segmented_control(key="watch_network")
    assert (network.value, network.options) == ("lstm", ["RNN", "GRU", "LSTM"])
    assert first.segmented_control(key="lang").value == "en"
    header, arrays = figure(first)
    assert (header["cell"], header["network"]) == ("lstm", "sentiment-lstm")
    assert [lane["symbol"] for lane in header["lanes"]] == [*"figoch"]
    assert header["units"] == arrays["h"].shape[1] == 48
    assert not header["notes"]
    assert header["checked"]


def test_the_model_is_told_of_at_first_and_no_other_tab_is_drawn(first: AppTest) -> None:
    names = ["Figures", "Numbers", "Which unit matters?", "Code", "About this model"]
    assert [tab.label for tab in first.tabs] == names
    assert [bool(tab.children) for tab in first.tabs] == [False] * 4 + [True]
    assert not first.dataframe  # Streamlit's grid and its highlighter are heavy
    assert not first.code


def test_the_first_picture_waits_for_no_library_that_it_does_not_use() -> None:
    loaded = imported_by(
        "from streamlit.testing.v1 import AppTest\n"
        "app = AppTest.from_file('visualizer/app.py', default_timeout=60).run()\n"
        "assert not app.exception"
    )
    assert "visualizer.networks.sentiment.network" in loaded
    assert not loaded & {"pandas", "pyarrow", "torch._dynamo"}


def test_the_code_is_that_of_the_network(first: AppTest) -> None:
    first.session_state["watch_tab"] = "Code"
    assert "load_model('sentiment-lstm')" in first.run().code[0].value


def test_the_verdicts_are_those_of_the_stored_numbers_step_by_step(first: AppTest) -> None:
    _, arrays = figure(first)
    for cell in ("lstm", "gru", "rnn"):
        network = load_model(f"sentiment-{cell}")
        reading = network.read(SENTENCE)
        by_hand = Plain(cell, network.vocabulary.ids(reading.words)).verdicts()
        np.testing.assert_allclose(reading.verdict, by_hand, atol=1e-6)
        if cell == "lstm":
            np.testing.assert_allclose(arrays["verdict"], by_hand, atol=1e-6)


def test_the_stage_gets_the_share_kept_the_turn_and_the_unit_of_this_sentence(
    first: AppTest,
) -> None:
    header, arrays = figure(first)
    np.testing.assert_allclose(arrays["kept"], arrays["f"].mean(axis=1), rtol=1e-6)
    moves = abs(np.diff(arrays["verdict"], prepend=0.5))
    assert header["turn"] == moves.argmax()
    pushes = arrays["h"] * arrays["readout"]
    assert header["unit"] == abs(np.diff(pushes, axis=0, prepend=0))[header["turn"]].argmax()
    down = pushes[-1][header["orders"]["effect"]]
    assert (np.diff(down) <= 0).all()
    assert [*header["orders"]] == ["effect", "similarity", "index"]


def test_the_figures_begin_with_the_verdict_as_png_and_draw_what_was_chosen() -> None:
    app, record = with_tab("Figures"), record_of()
    choice = app.selectbox(key="watch_figure")
    lanes = [f"{name} {symbol}" for symbol, name in NAMES.items()]
    assert choice.options == ["verdict", *lanes, "one unit's course"]
    (chart,) = charts(app)
    np.testing.assert_allclose(chart["data"][0]["y"], figure(app)[1]["verdict"])
    image = app.segmented_control(key="watch_image")
    assert (image.value, image.options) == ("png", ["PNG", "SVG"])
    assert saved_as(app) == ("png", "verdict", 2)
    for symbol, name in NAMES.items():
        app.selectbox(key="watch_figure").set_value(symbol).run()
        (chart,) = charts(app)
        np.testing.assert_allclose(chart["data"][0]["z"], record.unit_values(symbol).T)
        assert saved_as(app) == ("png", f"{name} {symbol}".replace(" ", "-"), 2)
    app.segmented_control(key="watch_image").set_value("svg").run()
    assert saved_as(app) == ("svg", "hidden-state-h", 1)


def saved_as(app: AppTest) -> tuple[str, str, float]:
    """Format, name and scale of the picture that the toolbar saves."""
    image = json.loads(app.get("plotly_chart")[0].proto.config)["toImageButtonOptions"]
    return image["format"], image["filename"], image["scale"]


def test_any_unit_from_0_to_the_last_can_be_drawn_by_itself() -> None:
    app, record = with_tab("Figures"), record_of()
    app.selectbox(key="watch_figure").set_value("unit").run()
    number = app.number_input(key="watch_figure_unit")
    assert (number.value, number.min, number.max, number.step) == (0, 0, 47, 1)
    for unit in (0, 47):
        app.number_input(key="watch_figure_unit").set_value(unit).run()
        (chart,) = charts(app)
        assert chart["layout"]["title"]["text"] == f"Unit {unit}, word by word"
        for line, symbol in zip(chart["data"], NAMES, strict=True):
            assert line["name"] == f"{NAMES[symbol]} {symbol}"
            np.testing.assert_allclose(line["y"], record.unit_values(symbol)[:, unit])


def test_the_numbers_are_the_record_s_beside_their_words_and_verdicts() -> None:
    app, record = with_tab("Numbers"), record_of()
    lanes = [f"{name} {symbol}" for symbol, name in NAMES.items()]
    assert app.selectbox(key="watch_table").options == lanes
    assert app.selectbox(key="watch_table").value == "f"
    for symbol in ("f", "c"):
        app.selectbox(key="watch_table").set_value(symbol).run()
        table = app.dataframe[0].value
        assert [*table["step"]] == [*range(1, 13)]
        assert " ".join(table["word"]) == SENTENCE.replace(",", " ,")
        np.testing.assert_allclose(table["verdict"], figure(app)[1]["verdict"])
        units = [f"{symbol} {unit}" for unit in range(48)]
        assert [*table.columns] == ["step", "word", "verdict", *units]
        np.testing.assert_allclose(table[units], record.unit_values(symbol))


def test_the_files_to_keep_hold_the_whole_record(monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, Any] = {}

    def offer(label: str, data: Any, file_name: str, mime: str, **_: Any) -> None:
        offered[file_name] = (label, mime, data)

    monkeypatch.setattr(st, "download_button", offer)
    app, record = with_tab("Numbers"), record_of()
    assert {name: (label, mime) for name, (label, mime, _) in offered.items()} == {
        "sentiment-lstm.html": ("Save as a web page", "text/html"),
        "record.csv": ("Whole record as CSV", "text/csv"),
        "record.npz": ("Whole record as NPZ (NumPy)", "application/zip"),
    }
    verdict = figure(app)[1]["verdict"]
    text = offered["record.csv"][2]()
    assert text.startswith(b"\xef\xbb\xbf")  # by which spreadsheets know UTF-8
    rows = [*csv.DictReader(StringIO(text.decode("utf-8-sig")))]
    assert len(rows) == 12 * (6 * 48 + 1)
    for row in rows:
        t = int(row["step"]) - 1
        own = verdict[t] if row["quantity"] == "verdict" else None
        if own is None:
            own = record.unit_values(row["quantity"])[t, int(row["unit"])]
        assert np.float32(row["value"]) == own
    with np.load(BytesIO(offered["record.npz"][2]())) as kept:
        assert " ".join(kept["tokens"]) == SENTENCE.replace(",", " ,")
        np.testing.assert_array_equal(kept["verdict"], verdict)
        for symbol in NAMES:
            np.testing.assert_array_equal(kept[symbol], record.unit_values(symbol))


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_every_number_about_the_model_is_its_files_own(cell: str) -> None:
    app = with_tab("About this model", network=cell)
    weights = stored(cell)
    words = json.loads((MODELS / "sentiment-vocabulary.json").read_text("utf-8"))
    card = json.loads((MODELS / f"sentiment-{cell}.json").read_text("utf-8"))
    own, told = card["own"], shown(app)
    size, embedded = weights["recurrent.weight_hh_l0"].shape[1], weights["embedding.weight"].shape
    parameters = sum(each.numel() for each in weights.values())
    assert embedded[0] == len(words["words"] if isinstance(words, dict) else words)
    assert (
        f"{cell.upper()} with {size} units on words of {embedded[1]} numbers, {parameters:,} "
        f"parameters, a vocabulary of {embedded[0]:,} words; seed {card['seed']}, "
        f"{card['epochs']} epochs, {card['seconds']:.0f} seconds."
    ) in told
    chosen = own["validation_sentences"]
    assert f"({100 * chosen['share']:.1f} % of {chosen['n']:,} right, neutral ones" in told
    assert f"assets/models/sentiment-{cell}.json" in told
    strong = own["strong_words"]
    moved = f"by {strong['mean_change']:.2f} on average ({strong['n']} of them in dev)"
    assert moved in told
    negation = own["negation"]
    shares = [(own[key]["share"], own[key]["n"]) for key in ("sentences", "phrases", "prefixes")]
    shares.append((own["late_twist"]["share"], own["late_twist"]["n"]))
    for side in ("positive", "negative"):
        n = negation[f"n_{side}"]
        shares.append((negation[f"crossed_{side}"] / n, n))
    measured = tables(app)[0]
    assert [(row["share"], row["of"]) for row in measured] == [
        (f"{100 * share:.1f} %", f"{n:,}") for share, n in shares
    ]
    beginnings = ("whole", "all labelled", "labelled phrases that begin", "two", "negation of p")
    for row, begins in zip(measured, (*beginnings, "negation of b"), strict=True):
        assert re.match(begins, row["what"]), row


@pytest.mark.parametrize("cell", ["lstm", "rnn"])
def test_what_it_is_said_to_get_wrong_it_gets_wrong(cell: str) -> None:
    app = with_tab("About this model", network=cell)
    network = load_model(f"sentiment-{cell}")

    def last(text: str) -> str:
        ids = network.vocabulary.ids(network.read(text).words)
        return f"{Plain(cell, ids).verdicts()[-1]:.3f}"

    _, mistakes, missed = tables(app)
    assert mistakes
    for row in mistakes:
        assert (float(row["verdict"]) > 0.5) != (int(row["people's label, 0 to 4"]) > 2)
        assert last(row["text"]) == row["verdict"]
    assert missed
    for row in missed:
        assert last(row["plain"]) == row["its verdict"]
        assert last(row["negated"]) == row["verdict of the negated"]


@pytest.mark.parametrize("cell", ["gru", "rnn"])
def test_another_network_shows_its_own_record(cell: str) -> None:
    header, arrays = figure(open_app(lang="en", network=cell))
    record = record_of(cell)
    assert (header["cell"], [lane["symbol"] for lane in header["lanes"]]) == (
        cell,
        [*{"gru": "rznh", "rnn": "h"}[cell]],
    )
    np.testing.assert_array_equal(arrays["h"], record.unit_values("h"))
    if cell == "gru":
        np.testing.assert_allclose(arrays["kept"], arrays["z"].mean(axis=1), rtol=1e-6)
    else:
        assert "kept" not in arrays
