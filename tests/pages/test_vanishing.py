"""The page on vanishing gradients: three parts, in both languages, with odd input."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Visit
from visualizer.models.sensitivity import sensitivity
from visualizer.models.untrained import Experiment, measure, random_input
from visualizer.ui.networks import reading_of, usable_network

PAGE = str(Path(__file__).resolve().parents[2] / "pages" / "vanishing.py")


@pytest.fixture
def turn_to(visit: Visit) -> Visit:
    """Open the page with the given query parameters."""

    def open_page(**parameters: str) -> AppTest:
        app = visit(**parameters)
        app.switch_page(PAGE)
        for name, value in parameters.items():
            app.query_params[name] = value
        return app.run()

    return open_page


def figures(app: AppTest) -> list[dict[str, Any]]:
    """The Plotly figures shown."""
    return [json.loads(element.proto.spec) for element in app.get("plotly_chart")]


def shown(app: AppTest) -> str:
    """Every text on the page."""
    parts = [*app.title, *app.markdown, *app.caption, *app.info, *app.warning, *app.error]
    return "\n".join(part.value for part in parts)


def numbers(values: Any) -> np.ndarray:
    """A trace's values, which arrive as base64."""
    import base64

    return np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"])


def test_the_curves_are_the_gradients_of_the_networks_shown(turn_to: Visit) -> None:
    text = "the film was not good"
    app = turn_to(lang="en", text=text)
    assert not app.exception
    (figure,) = figures(app)
    names = [trace["name"] for trace in figure["data"]]
    assert names == ["RNN, through h", "GRU, through h", "LSTM, through h", "LSTM, through c"]
    for trace, (cell, quantity) in zip(
        figure["data"], [("rnn", "h"), ("gru", "h"), ("lstm", "h"), ("lstm", "c")], strict=True
    ):
        reading = reading_of(f"sentiment-{cell}", text)
        assert reading is not None
        found = sensitivity(usable_network(f"sentiment-{cell}"), reading)
        np.testing.assert_allclose(numbers(trace["y"]), getattr(found, quantity), rtol=1e-6)
    assert figure["layout"]["yaxis"]["type"] == "log"


def test_a_half_life_is_stated_for_each_network(turn_to: Visit) -> None:
    text = "a slow start, but the ending is brilliant"
    told = shown(turn_to(lang="en", text=text))
    for cell in ("rnn", "gru", "lstm"):
        reading = reading_of(f"sentiment-{cell}", text)
        assert reading is not None
        life = sensitivity(usable_network(f"sentiment-{cell}"), reading).memory.half_life
        assert f"**{cell.upper()}**" in told
        assert np.isinf(life) or f"gone after {life:.1f} words" in told


@pytest.mark.parametrize("part", ["sentence", "knobs", "race"])
@pytest.mark.parametrize("language", ["en", "hi"])
def test_every_part_opens_in_every_language(turn_to: Visit, part: str, language: str) -> None:
    app = turn_to(lang=language, part=part)
    assert not app.exception
    assert not app.error
    assert app.segmented_control(key="part").value == part
    assert figures(app)
    if language == "hi":
        assert "वैनिशिंग ग्रेडिएंट्स" in shown(app)


@pytest.mark.parametrize("text", ["good", "zzxq qqzx", "very " * 200 + "good", "!", "<b>bad</b>"])
def test_odd_sentences_are_read(turn_to: Visit, text: str) -> None:
    app = turn_to(lang="en", text=text)
    assert not app.exception
    assert len(figures(app)) == 1


def test_nothing_to_read_is_a_hint_and_what_was_typed_stays(turn_to: Visit) -> None:
    app = turn_to(lang="en", text="   ")
    app.text_input(key="text").set_value("   ").run()
    assert not app.exception
    assert app.info
    assert app.text_input(key="text").value == "   "


@pytest.mark.parametrize(
    ("radius", "told"),
    [
        ("0", "less than float32 can hold"),
        ("10", "99 steps back"),
        ("nonsense", "0.84 a step"),
        ("-5", "less than float32 can hold"),
        ("1e9", "99 steps back"),
        ("nan", "0.84 a step"),
    ],
)
def test_extreme_and_senseless_knobs_are_named_or_put_right(
    turn_to: Visit, radius: str, told: str
) -> None:
    app = turn_to(lang="en", part="knobs", radius=radius, cells="rnn")
    assert not app.exception
    assert told in shown(app)


def test_a_relu_network_can_outgrow_float32_and_the_page_says_where(turn_to: Visit) -> None:
    app = turn_to(lang="en", part="knobs", radius="10", cells="rnn", activation="relu", steps="200")
    assert "more than float32 can hold" in shown(app)


def test_the_address_names_the_knobs_the_same_in_every_language(turn_to: Visit) -> None:
    app = turn_to(lang="hi", part="knobs", init="identity", units="8", input="sentence")
    assert not app.exception
    assert app.selectbox(key="init").value == "identity"
    assert app.slider(key="units").value == 8
    for name, value in (("init", "identity"), ("part", "knobs"), ("input", "sentence")):
        assert app.query_params[name] in (value, [value])


def test_no_network_chosen_is_a_hint(turn_to: Visit) -> None:
    app = turn_to(lang="en", part="knobs", cells="")
    assert not app.exception
    assert app.info


def test_the_factor_on_the_page_is_the_one_measured(turn_to: Visit) -> None:
    app = turn_to(lang="en", part="knobs", cells="rnn", units="4", steps="5")
    app.number_input(key="factor_unit").set_value(2).run()
    app.number_input(key="factor_from").set_value(1).run()
    app.number_input(key="factor_step").set_value(3).run()
    assert not app.exception
    experiment = Experiment(cell="rnn", units=4, steps=5)
    factor = measure(experiment, random_input(experiment)).factors[3, 2, 1]
    assert app.latex[0].value.rstrip("$ \n").endswith(f"= {factor:.3f}")


@pytest.mark.parametrize("parameters", [{"gap": "999"}, {"seed": "x"}, {"task": "<script>"}])
def test_nonsense_in_the_address_of_the_race_opens_it_all_the_same(
    turn_to: Visit, parameters: dict[str, str]
) -> None:
    app = turn_to(lang="en", part="race", **parameters)
    assert not app.exception
    assert not app.error
    assert len(figures(app)) == 2
