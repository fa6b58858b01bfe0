"""The page on vanishing gradients: three parts, in both languages, with odd input."""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from torch import Tensor

from tests.pages.conftest import (
    Visit,
    address,
    asked_job,
    charts,
    columns,
    figure,
    open_page,
    shown,
)
from visualizer.networks.race import running as race_module
from visualizer.networks.race import tasks as race_tasks
from visualizer.networks.race.files import load_races, scores_by_gap
from visualizer.networks.race.running import RaceSettings
from visualizer.networks.sentiment.sensitivity import sensitivity
from visualizer.networks.untrained import Experiment, measure, random_input
from visualizer.ui.work.ahead import Ahead
from visualizer.ui.work.readings import network, reading_of


@pytest.fixture
def turn_to() -> Visit:
    """Open the page with the given query parameters."""
    return partial(open_page, "vanishing")


def curves(app: AppTest) -> tuple[dict[str, Any], list[np.ndarray]]:
    """The curves shown: what is said about them, and the values of each."""
    header, arrays = figure(app)
    return header, list(arrays.values())


def test_the_curves_are_the_gradients_of_the_networks_shown(turn_to: Visit) -> None:
    text = "the film was not good"
    app = turn_to(lang="en", text=text)
    assert not app.exception
    header, drawn = curves(app)
    names = [look["name"] for look in header["curves"]]
    assert names == ["RNN, through h", "GRU, through h", "LSTM, through h", "LSTM, through c"]
    assert header["tokens"] == ["the", "film", "was", "not", "good"]
    for values, (cell, quantity) in zip(
        drawn, [("rnn", "h"), ("gru", "h"), ("lstm", "h"), ("lstm", "c")], strict=True
    ):
        reading = reading_of(f"sentiment-{cell}", text)
        assert reading is not None
        found = sensitivity(network(f"sentiment-{cell}"), reading)
        np.testing.assert_allclose(values, getattr(found, quantity), rtol=1e-6)


def test_the_knobs_show_what_was_measured_beside_the_bound_and_the_gates(turn_to: Visit) -> None:
    app = turn_to(lang="en", part="knobs", cells="rnn,lstm", units="6", steps="9", forget="2")
    header, drawn = curves(app)
    assert [(look["key"], look["kind"]) for look in header["curves"]] == [
        ("rnn", "bound"),
        ("lstm", "bound"),
        ("lstm", "gates"),
        ("rnn", "measured"),
        ("lstm", "measured"),
    ]
    small = Experiment(cell="rnn", units=6, steps=9)
    rnn, lstm = small, replace(small, cell="lstm", forget_bias=2.0)
    rnn_reach, lstm_reach = (measure(each, random_input(each)) for each in (rnn, lstm))
    assert lstm_reach.gates is not None
    aids = [rnn_reach.bound, lstm_reach.bound, lstm_reach.gates]
    for values, expected in zip(
        drawn, [*aids, rnn_reach.measured, lstm_reach.measured], strict=True
    ):
        np.testing.assert_allclose(values, expected, rtol=1e-9)


@pytest.mark.parametrize("source", ["random", "sentence"])
def test_the_code_beside_the_knobs_measures_the_same(turn_to: Visit, source: str) -> None:
    app = turn_to(
        lang="en", part="knobs", cells="gru", units="5", steps="7", radius="0.9", input=source
    )
    app.session_state["vanishing_lags_tab"] = "Code"
    app.run()
    lines = app.code[0].value.split("\n\n")
    found: dict[str, Any] = {}
    exec("\n".join(lines[:2]), found)
    header, drawn = curves(app)
    measured = [look["kind"] for look in header["curves"]].index("measured")
    np.testing.assert_allclose(found["reach"].measured, drawn[measured], rtol=1e-9)


@pytest.mark.parametrize("part", ["sentence", "knobs"])
def test_the_same_curves_are_offered_as_a_figure_and_as_numbers(turn_to: Visit, part: str) -> None:
    key = {"sentence": "vanishing_words_tab", "knobs": "vanishing_lags_tab"}[part]
    app = turn_to(lang="en", part=part)
    assert not charts(app)
    app.session_state[key] = "Figure"
    app.run()
    (figure,) = charts(app)
    _, drawn = curves(app)
    for line, values in zip(figure["data"], drawn, strict=True):
        np.testing.assert_allclose(line["y"], values)
    assert figure["layout"]["yaxis"]["type"] == "log"
    app.session_state[key] = "Numbers"
    app.run()
    assert not app.exception
    heading = {"sentence": "word", "knobs": "steps back"}[part]
    assert len(columns(app, heading)[heading]) == len(drawn[0])


def test_the_map_is_of_the_jacobians_measured(turn_to: Visit) -> None:
    text = "the film was not good"
    app = turn_to(lang="en", text=text)
    app.session_state["vanishing_words_tab"] = "Map"
    app.run()
    reading = reading_of("sentiment-lstm", text)
    assert reading is not None
    memory = sensitivity(network("sentiment-lstm"), reading).memory
    for state, norms in (("h, c", memory.spectral), ("h", memory.h_spectral)):
        app.segmented_control(key="vanishing_map_state").set_value(state).run()
        assert not app.exception
        told = charts(app)[0]["data"][0]["customdata"]
        assert f"{norms[4, 1]:.2e}" in told[4][1]
    app.segmented_control(key="vanishing_map_network").set_value("gru").run()
    assert len(app.get("plotly_chart")) == 1
    assert all(each.key != "vanishing_map_state" for each in app.segmented_control)


def test_a_half_life_is_stated_for_each_network(turn_to: Visit) -> None:
    text = "a slow start, but the ending is brilliant"
    told = shown(turn_to(lang="en", text=text))
    for cell in ("rnn", "gru", "lstm"):
        reading = reading_of(f"sentiment-{cell}", text)
        assert reading is not None
        life = sensitivity(network(f"sentiment-{cell}"), reading).memory.half_life
        assert f"**{cell.upper()}**" in told
        assert np.isinf(life) or f"gone after {life:.1f} words" in told


@pytest.mark.parametrize("part", ["sentence", "knobs", "race"])
@pytest.mark.parametrize("language", ["en", "hi"])
def test_every_part_opens_in_every_language(turn_to: Visit, part: str, language: str) -> None:
    app = turn_to(lang=language, part=part)
    assert not app.exception
    assert not app.error
    assert app.segmented_control(key="vanishing_part").value == part
    assert figure(app)[1]
    if language == "hi":
        assert "वैनिशिंग ग्रेडिएंट्स" in shown(app)


@pytest.mark.parametrize("text", ["good", "zzxq good", "very " * 200 + "good", "!", "<b>bad</b>"])
def test_odd_sentences_are_read(turn_to: Visit, text: str) -> None:
    app = turn_to(lang="en", text=text)
    assert not app.exception
    assert len(curves(app)[1]) == 4


@pytest.mark.parametrize("text", ["good", "zzxq", "very " * 200 + "good", "  "])
def test_the_knobs_read_odd_sentences_too(turn_to: Visit, text: str) -> None:
    app = turn_to(lang="en", part="knobs", input="sentence", text=text)
    assert not app.exception
    header, drawn = curves(app)
    assert header["steps"] == {"good": 1, "zzxq": 1, "  ": 100}.get(text, 64)
    assert app.slider(key="vanishing_steps").disabled
    assert all(values[0] == 1 for values in drawn)
    assert ("these are random numbers" in shown(app)) == (not text.strip())


def test_words_that_a_text_is_too_long_for_are_counted(turn_to: Visit) -> None:
    for part in ("sentence", "knobs"):
        app = turn_to(lang="en", part=part, input="sentence", text="very " * 200 + "good")
        assert "Only the first 64 words and signs are read; 137 more" in shown(app)


def test_unknown_words_are_marked_and_counted(turn_to: Visit) -> None:
    header, _ = curves(turn_to(lang="en", text="a zzxq film"))
    assert header["unknown"] == [False, True, False]
    assert header["text"]["unknownCount"].startswith("1 word is not in the vocabulary")
    header, _ = curves(turn_to(lang="en", text="a good film"))
    assert header["unknown"] == [False] * 3
    assert not header["text"]["unknownCount"]


def test_nothing_to_read_is_a_hint_and_what_was_typed_stays(turn_to: Visit) -> None:
    app = turn_to(lang="en", text="   ")
    app.text_input(key="vanishing_text").set_value("   ").run()
    assert not app.exception
    assert app.info
    assert app.text_input(key="vanishing_text").value == "   "


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
    assert app.selectbox(key="vanishing_init").value == "identity"
    assert app.slider(key="vanishing_units").value == 8
    for name, value in (("init", "identity"), ("part", "knobs"), ("input", "sentence")):
        assert address(app)[f"vanishing_{name}"] == value
        assert address(app)[name] is None  # the link was an old one


@pytest.mark.parametrize("odd", ["x", ["lstmm"]])
def test_a_list_of_networks_that_is_none_counts_as_none(turn_to: Visit, odd: Any) -> None:
    app = turn_to(lang="en", part="knobs")
    app.session_state["vanishing_cells"] = odd  # as a browser may say that it kept
    app.run()
    assert not app.exception
    assert len(curves(app)[1]) >= 3


def test_no_network_chosen_is_a_hint(turn_to: Visit) -> None:
    app = turn_to(lang="en", part="knobs", cells="")
    assert not app.exception
    assert app.info


def test_the_factor_on_the_page_is_the_one_measured(turn_to: Visit) -> None:
    app = turn_to(lang="en", part="knobs", cells="rnn", units="4", steps="5")
    app.number_input(key="vanishing_factor_unit").set_value(2).run()
    app.number_input(key="vanishing_factor_from").set_value(1).run()
    app.number_input(key="vanishing_factor_step").set_value(3).run()
    assert not app.exception
    experiment = Experiment(cell="rnn", units=4, steps=5)
    factor = measure(experiment, random_input(experiment)).factors[2, 2, 1]
    assert app.latex[0].value.rstrip("$ \n").endswith(f"= {factor:.3f}")


@pytest.mark.parametrize("parameters", [{"gap": "999"}, {"seed": "x"}, {"task": "<script>"}])
def test_nonsense_in_the_address_of_the_race_opens_it_all_the_same(
    turn_to: Visit, parameters: dict[str, str]
) -> None:
    app = turn_to(lang="en", part="race", **parameters)
    assert not app.exception
    assert not app.error
    assert len(charts(app)) == 1
    assert figure(app)[1]


def test_the_race_shown_is_the_one_recorded(turn_to: Visit) -> None:
    app = turn_to(lang="en", part="race", task="adding", gap="10", seed="1")
    header, arrays = figure(app)
    recorded = {
        run.contender: run
        for run in load_races()
        if (run.settings.task, run.settings.gap, run.settings.seed) == ("adding", 10, 1)
    }
    assert [look["key"] for look in header["looks"]] == list(recorded)
    assert header["T"] == 22
    for number, run in enumerate(recorded.values()):
        measured = len(run.steps)
        assert header["moments"][:measured] == run.steps.tolist()
        assert np.array_equal(arrays[f"accuracy{number}"][:measured], run.accuracy)
        assert np.array_equal(arrays[f"gradient{number}"][:measured], run.gradient)


@pytest.mark.parametrize("task", ["recall", "adding"])
def test_what_the_races_say_of_gates_follows_from_both_tasks(turn_to: Visit, task: str) -> None:
    longest = {
        each: {
            name: max(
                (
                    s.gap
                    for s in scores_by_gap(load_races(), each)
                    if s.contender == name and s.median >= 0.9
                ),
                default=0,
            )
            for name in ("rnn", "rnn-orthogonal", "lstm", "lstm-long")
        }
        for each in ("recall", "adding")
    }
    told = shown(turn_to(lang="en", part="race", task=task))
    recall = longest["recall"]
    assert f"bias of 1: gaps of up to {recall['lstm']} time steps; by one with its gates" in told
    assert f"task: gaps of up to {recall['lstm-long']} time steps." in told
    assert f"starts orthogonal: gaps of up to {recall['rnn-orthogonal']} time steps" in told
    assert longest["adding"]["rnn"] == longest["adding"]["rnn-orthogonal"] == 0
    assert "Choosing what to add takes gates" in told
    assert "by the RNNs: none of the gaps." in told


def test_part_one_says_what_it_shows_and_where_long_memory_is_seen(turn_to: Visit) -> None:
    told = shown(turn_to(lang="en", text="a slow start, but the ending is brilliant"))
    assert "Here a change lasts longest in the " in told
    assert "judging a sentence takes no long memory" in told
    assert "its gates set for the task's length: gaps of up to 200 time steps." in told


def test_the_race_is_offered_as_a_figure_that_opens_at_its_end(turn_to: Visit) -> None:
    app = turn_to(lang="en", part="race", gap="10", seed="1")
    app.session_state["vanishing_race_tab"] = "Figure"
    app.run()
    assert not app.exception
    header, arrays = figure(app)
    course, _ = charts(app)
    contenders = len(header["looks"])
    for number in range(contenders):
        gradient, accuracy = (course["data"][number + skip * contenders] for skip in (0, 1))
        np.testing.assert_allclose(gradient["y"], arrays[f"gradient{number}"][-1])
        np.testing.assert_allclose(accuracy["y"], arrays[f"accuracy{number}"])
        assert accuracy["x"] == header["moments"][: len(accuracy["x"])]
    assert course["layout"]["shapes"][0]["y0"] == header["chance"]
    assert course["layout"]["sliders"][0]["active"] == len(header["moments"]) - 1


def test_the_code_beside_the_race_trains_what_is_shown(
    turn_to: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[RaceSettings] = []
    monkeypatch.setattr(race_module, "race", lambda settings: asked.append(settings))
    app = turn_to(lang="en", part="race", task="recall", gap="10", seed="2")
    app.session_state["vanishing_race_tab"] = "Code"
    app.run()
    assert not app.exception
    lines = app.code[0].value.split("\n}\n")
    exec(lines[0] + "\n}\n" + lines[1].splitlines()[0], {})
    recorded = [run.settings for run in load_races()]
    assert asked
    for settings in asked:
        assert settings in recorded
        assert (settings.task, settings.gap, settings.seed) == ("recall", 10, 2)


def test_a_live_race_that_diverges_is_told_and_the_page_goes_on(
    turn_to: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overflow(_task: str, answers: Tensor, _target: Tensor) -> Tensor:
        return answers.sum(-1) * float("inf")

    monkeypatch.setattr(race_tasks, "losses", overflow)
    app = turn_to(lang="en", part="race", vanishing_race="live")
    app.slider(key="vanishing_live_steps").set_value(50)
    app.button(key="vanishing_live_start").click().run()
    assert not app.exception
    job = asked_job(app)
    assert job.done.wait(60)
    app.run()
    assert not app.exception
    told = shown(app)
    for cell in ("RNN", "GRU", "LSTM"):
        assert f"{cell} diverged at training step" in told
    assert "its loss or gradient was no longer a number" in told
    monkeypatch.undo()
    app.segmented_control(key="vanishing_part").set_value("knobs").run()
    assert not app.exception
    assert curves(app)[1]


@pytest.mark.parametrize("drawn", [("cells",), ("cells", "radius", "gates", "units")])
def test_knobs_whose_run_was_cut_off_half_way_are_drawn_to_the_end(
    turn_to: Visit, drawn: tuple[str, ...]
) -> None:
    app = turn_to(lang="en", part="race")
    begun = {"cells": ["gru"], "radius": 0.5, "gates": "bias", "units": 9}
    for knob in drawn:
        app.session_state[f"vanishing_{knob}"] = begun[knob]
    app.segmented_control(key="vanishing_part").set_value("knobs").run()
    assert not app.exception
    assert {look["name"] for look in curves(app)[0]["curves"]} == {"GRU, through h"}
    assert app.selectbox(key="vanishing_init").value == "orthogonal"


def test_more_of_the_same_knob_is_measured_ahead(
    turn_to: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[tuple[Experiment, tuple[str, ...]]]] = []
    monkeypatch.setattr(Ahead, "guess", lambda _, questions: asked.append(list(questions)))
    app = turn_to(lang="en", part="knobs", cells="gru", units="6", steps="9")
    app.slider(key="vanishing_radius").set_value(1.1).run()
    app.slider(key="vanishing_units").set_value(1).run()
    here = Experiment(cell="gru", units=6, steps=9)
    assert asked[1:] == [
        [(replace(here, radius=1.2), ())],
        [(replace(here, radius=1.1, units=1), ())],  # no knob goes below its range
    ]
