"""The page of one cell: what it sends, and what it says where there is nothing to open."""

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import APP, figure, figures_shown, has_figure, open_page, shown
from tests.stage.unpacking import track_of, unpack
from visualizer.core import CELLS
from visualizer.networks import load_model, task_named


def opened(**parameters: str) -> AppTest:
    app = open_page("inside", **parameters)
    assert not app.exception
    return app


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("size", ["48", "8"])
def test_all_that_a_sum_is_made_of_is_sent(cell: str, size: str) -> None:
    text = "the film was not good"
    app = opened(lang="en", inside_network=cell, inside_size=size, inside_text=text)
    name = f"sentiment-{cell}" if size == "48" else f"toy-en-{cell}-8"
    record = load_model(name).read(text).record
    header, _ = figure(app)
    assert header["kind"] == "inside/walk"
    _, arrays = track_of(figures_shown(app)[0])
    np.testing.assert_array_equal(arrays["x"].reshape(5, -1), record.x[:, 0])
    np.testing.assert_array_equal(arrays["h"].reshape(5, -1), record.unit_values("h"))
    assert header["tracks"][0]["weights"]
    assert header["link"] == {
        "inside_text": text,
        "inside_network": cell,
        "inside_size": size,
        "inside_language": "en",
        "lang": "en",
    }


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_it_opens_on_an_example_of_the_readers_language(lang: str) -> None:
    app = opened(lang=lang)
    assert app.text_input(key="inside_text").value == task_named("sentiment").examples[lang][0]
    assert all(isinstance(text, str) and text for text in figure(app)[0]["text"].values())


@pytest.mark.parametrize("text", ["   ", "zzzz qqqq"])
def test_a_text_that_the_network_cannot_read_is_told_and_stays(text: str) -> None:
    app = opened(lang="en", inside_size="8", inside_text=text)
    assert not has_figure(app)
    assert app.info
    assert app.text_input(key="inside_text").value == text


def test_the_lines_beside_it_do_what_they_say() -> None:
    for cell in CELLS:
        app = open_page("inside", lang="en", inside_network=cell, inside_size="8")
        app.session_state["inside_tab"] = "Code"
        lines = app.run().code[0].value.splitlines()
        scope: dict[str, object] = {}
        last = lines.pop().removeprefix("print(").removesuffix(")")
        exec("\n".join(lines), scope)
        assert float(eval(last, scope)) < 1e-6


def test_a_sentence_comes_along_from_another_page() -> None:
    app = opened(lang="en", watch_text="never dull")
    assert "never dull" not in shown(app)
    app.text_input(key="inside_text").set_value("a dull film").run()
    app.switch_page(str(APP.parents[1] / "pages" / "watch.py")).run()
    assert app.text_input(key="watch_text").value == "a dull film"


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_by_hand_all_is_in_the_browser_and_no_network_is_asked_for(lang: str) -> None:
    app = opened(lang=lang, inside_part="hand", inside_hand_weights="1e30_NaN", inside_hand_t="-1")
    (packed,) = figures_shown(app)
    header, arrays = unpack(packed)
    assert header["kind"] == "by_hand/figure"
    assert header["language"] == lang
    assert header["address"]["prefix"] == "inside_hand"
    assert arrays == {}
    assert not [*app.text_input, *app.info, *app.warning]
    assert app.caption[0].value.startswith({"en": "How to read it", "hi": "कैसे पढ़ें"}[lang])
    app.button_group(key="inside_part").set_value("steps").run()
    assert figure(app)[0]["kind"] == "inside/walk"


def unrolled(**parameters: str) -> AppTest:
    return opened(inside_part="unrolled", **parameters)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(("size", "lang"), [("48", "en"), ("8", "hi"), ("4", "en")])
def test_all_that_a_chain_is_computed_from_is_sent(cell: str, size: str, lang: str) -> None:
    app = unrolled(lang=lang, inside_network=cell, inside_size=size)
    header, _ = figure(app)
    assert header["kind"] == "unrolled/unrolled"
    assert header["address"] == {"prefix": "inside_unrolled", "bare": False}
    track, arrays = track_of(figures_shown(app)[0])
    record = load_model(track["network"]).read(header["link"]["inside_text"]).record
    assert header["link"]["inside_network"] == track["cell"] == record.cell
    np.testing.assert_array_equal(arrays["x"].reshape(record.x[:, 0].shape), record.x[:, 0])
    assert track["weights"]
    assert arrays["readout"].shape == (record.h.shape[-1],)
    assert all(isinstance(text, str) and text for text in header["text"].values())


def test_the_same_sentence_and_network_are_in_every_part() -> None:
    text = "the film was not good"
    app = unrolled(lang="en", inside_text=text, inside_network="gru", inside_size="8")
    link = figure(app)[0]["link"]
    assert (link["inside_text"], link["inside_network"], link["inside_size"]) == (text, "gru", "8")
    app.session_state["inside_part"] = "steps"
    app.run()
    assert figure(app)[0]["kind"] == "inside/walk"
    assert figure(app)[0]["link"] == link


@pytest.mark.parametrize("cell", CELLS)
def test_the_lines_beside_the_chain_take_its_gradient_apart(cell: str) -> None:
    app = unrolled(lang="en", inside_network=cell, inside_size="8")
    app.session_state["inside_unrolled_tab"] = "Code"
    lines = app.run().code[0].value.splitlines()
    scope: dict[str, Any] = {}
    last = lines.pop().removeprefix("print(").removesuffix(")")
    exec("\n".join(lines), scope)
    assert float(eval(last, scope)) < 1e-5
    added, gradient = scope["added"], scope["gradient"]
    assert added.shape[1:] == gradient.shape
    assert float(gradient.abs().max()) > 0.01
