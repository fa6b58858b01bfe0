"""Vanishing gradients: where every control begins and ends, each number against a second source."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file
from streamlit.testing.v1 import AppTest
from torch import nn

from tests.pages.by_hand import Plain
from tests.pages.conftest import address, asked_job, charts, columns, figure, open_page, shown
from visualizer.lexicon.language import translator
from visualizer.networks import load_model
from visualizer.networks.race.files import load_races
from visualizer.networks.race.running import RaceRun, RaceSettings
from visualizer.networks.untrained import Experiment, measure, random_input
from visualizer.places import ASSETS
from visualizer.ui.vanishing.told import reach_told
from visualizer.ui.work.jobs import FORGOTTEN_AFTER, Queue

SENTENCE = "a slow start, but the ending is brilliant and deeply moving"
CELLS = ("rnn", "gru", "lstm")
RACERS = {
    "rnn": "RNN",
    "rnn-orthogonal": "RNN, orthogonal start",
    "gru": "GRU",
    "gru-long": "GRU, gates set for the length",
    "lstm-plain": "LSTM, forget bias about 0",
    "lstm": "LSTM",
    "lstm-open": "LSTM, forget bias 3",
    "lstm-long": "LSTM, gates set for the length",
}
turn_to = partial(open_page, "vanishing", lang="en")


@pytest.fixture(scope="module")
def sentence() -> AppTest:
    """The first part as a first visitor finds it; nobody touches it."""
    return turn_to()


@pytest.fixture(scope="module")
def knobs() -> AppTest:
    """The second part likewise."""
    return turn_to(part="knobs")


@pytest.fixture(scope="module")
def race() -> AppTest:
    """The third part likewise."""
    return turn_to(part="race")


@pytest.fixture(scope="module")
def live() -> AppTest:
    """A race of one's own, before anything is chosen."""
    return turn_to(part="race", vanishing_race="live")


def with_tab(key: str, tab: str, **parameters: str) -> AppTest:
    """The page with another tab open."""
    app = turn_to(**parameters)
    app.session_state[key] = tab
    return app.run()


def open_tabs(app: AppTest) -> dict[str, bool]:
    """Which tabs there are, and whether anything is in them."""
    return {tab.label: len(tab.children) > 0 for tab in app.tabs}


# One: the sentence


def test_the_page_begins_with_the_first_example_in_all_three_networks(sentence: AppTest) -> None:
    part = sentence.segmented_control(key="vanishing_part")
    assert part.value == "sentence"
    assert part.options == ["1 · On your sentence", "2 · Turn the knobs", "3 · The race"]
    assert sentence.text_input(key="vanishing_text").value == SENTENCE
    assert SENTENCE in sentence.pills(key="vanishing_text_examples").options
    assert open_tabs(sentence) == {"Map": False, "Figure": False, "Numbers": True, "Code": False}
    header, _ = figure(sentence)
    assert [look["key"] for look in header["curves"]] == ["rnn", "gru", "lstm h", "lstm c"]
    assert header["steps"] == 12


def by_hand(cell: str) -> Plain:
    """A network on the first example, step by step."""
    network = load_model(f"sentiment-{cell}")
    return Plain(cell, network.vocabulary.ids(network.read(SENTENCE).words))


def test_the_curves_are_products_of_the_steps_own_jacobians(sentence: AppTest) -> None:
    _, arrays = figure(sentence)
    found: list[Any] = []
    for cell in CELLS:
        found += [each for each in by_hand(cell).gradients() if each is not None]
    for curve, expected in zip(arrays.values(), found, strict=True):
        np.testing.assert_allclose(curve, expected, rtol=2e-3)
    table = columns(sentence, "word")
    assert " ".join(table["word"]) == SENTENCE.replace(",", " ,")
    names = ["RNN, through h", "GRU, through h", "LSTM, through h", "LSTM, through c"]
    assert [*table] == ["word", *names]
    for name, expected in zip(names, found, strict=True):
        np.testing.assert_allclose([*map(float, table[name])], expected, rtol=2e-3)


def test_the_half_lives_are_those_of_the_steps_own_jacobians(sentence: AppTest) -> None:
    told = shown(sentence)
    for cell in CELLS:
        (stated,) = re.findall(rf"\*\*{cell.upper()}\*\*: half of .* gone after (.*) words", told)
        assert float(stated) == pytest.approx(by_hand(cell).half_life(), abs=0.051)


def test_the_map_begins_with_the_whole_state_of_an_lstm() -> None:
    app = with_tab("vanishing_words_tab", "Map")
    network = app.segmented_control(key="vanishing_map_network")
    assert (network.value, network.options) == ("lstm", ["RNN", "GRU", "LSTM"])
    state = app.segmented_control(key="vanishing_map_state")
    assert (state.value, state.options) == ("h, c", ["h, c", "h"])
    (chart,) = charts(app)
    jacobians = by_hand("lstm").jacobians()
    factor = np.linalg.norm(jacobians[7] @ jacobians[6] @ jacobians[5], ord=2)
    assert chart["layout"]["title"]["text"].endswith(", LSTM")
    assert 10 ** chart["data"][0]["z"][8][5] == pytest.approx(factor, rel=2e-3)


# Two: the knobs


def test_the_knobs_begin_in_the_middle_of_what_they_reach(knobs: AppTest) -> None:
    cells = knobs.pills(key="vanishing_cells")
    assert (cells.value, cells.options) == ([*CELLS], ["RNN", "GRU", "LSTM"])
    sliders = {
        each.key.removeprefix("vanishing_"): (each.value, each.min, each.max, each.step)
        for each in knobs.slider
        if each.key
    }
    assert sliders == {
        "radius": (1, 0, 10, 0.05),
        "forget": (1, -3, 6, 0.5),
        "units": (64, 1, 128, 1),
        "steps": (100, 2, 200, 1),
    }
    gates = knobs.segmented_control(key="vanishing_gates")
    assert (gates.value, gates.options) == ("bias", ["forget bias", "set for T steps"])
    assert not any(each.disabled for each in knobs.slider)
    activation = knobs.segmented_control(key="vanishing_activation")
    assert (activation.value, activation.options) == ("tanh", ["tanh", "relu"])
    start = knobs.selectbox(key="vanishing_init")
    assert start.value == "orthogonal"
    assert start.options == ["uniform, PyTorch's own", "normal", "orthogonal", "identity"]
    source = knobs.segmented_control(key="vanishing_input")
    assert (source.value, source.options) == ("random", ["random numbers", "my sentence"])
    assert open_tabs(knobs) == {"Figure": False, "Numbers": True, "Code": False}
    assert figure(knobs)[0]["steps"] == 100


def test_gates_are_set_for_the_steps_of_their_own_knob() -> None:
    app = turn_to(part="knobs", cells="lstm", gates="length", horizon="150", forget="4.5")
    assert app.slider(key="vanishing_horizon").value == 150
    assert "vanishing_forget" not in {each.key for each in app.slider}
    experiment = Experiment(cell="lstm", set_for=150)
    reach = measure(experiment, random_input(experiment))
    header, arrays = figure(app)
    (measured,) = [k for k, look in enumerate(header["curves"]) if look["kind"] == "measured"]
    np.testing.assert_allclose(arrays[str(measured)], reach.measured, rtol=1e-5)
    app.slider(key="vanishing_horizon").set_value(20).run()
    assert not app.exception
    assert address(app)["vanishing_horizon"] == "20"
    app.segmented_control(key="vanishing_gates").set_value("bias").run()
    assert app.slider(key="vanishing_forget").value == 4.5  # as it was before


@pytest.mark.parametrize("far", [1, -1])
def test_an_address_beyond_a_knobs_end_opens_at_that_end(far: int) -> None:
    beyond = {name: str(far * 10**6) for name in ("radius", "forget", "horizon", "units", "steps")}
    app = turn_to(part="knobs", cells="lstm", **beyond)
    assert not app.exception
    for slider in app.slider:
        assert slider.value == (slider.max if far > 0 else slider.min)
    header, arrays = figure(app)
    assert header["steps"] == len(arrays["0"]) == app.slider(key="vanishing_steps").value
    assert app.number_input(key="vanishing_factor_unit").max == (127 if far > 0 else 0)


def test_each_knob_reaches_what_is_measured() -> None:
    app = turn_to(part="knobs", units="5", steps="9")
    for key, value in (("radius", 1.5), ("forget", -2.0), ("units", 4), ("steps", 7)):
        app.slider(key=f"vanishing_{key}").set_value(value)
    app.segmented_control(key="vanishing_activation").set_value("relu")
    app.selectbox(key="vanishing_init").set_value("normal")
    app.run()
    assert not app.exception
    _, arrays = figure(app)
    measured = [*arrays.values()][-3:]
    for cell, values in zip(CELLS, measured, strict=True):
        own: dict[str, Any] = {"rnn": {"nonlinearity": "relu"}, "lstm": {"forget_bias": -2.0}}
        asked = Experiment(
            cell=cell,
            units=4,
            steps=7,
            radius=1.5,
            initialisation="normal",
            **own.get(cell, {}),
        )
        expected = measure(asked, random_input(asked)).measured
        np.testing.assert_allclose(values, expected, rtol=1e-9)


def test_the_sentences_below_the_knobs_state_the_curves_ends(knobs: AppTest) -> None:
    header, arrays = figure(knobs)
    names = ("RNN, through h", "GRU, through h", "LSTM, through h and c")
    for number, look in enumerate(header["curves"]):
        if look["kind"] == "measured":
            last = float(arrays[str(number)][99])
            found = re.search(
                rf"\*\*{look['name']}\*\*: 99 steps back the factor is (.*), (.*) a step\.",
                shown(knobs),
            )
            assert found
            assert look["name"] in names
            assert plain_number(found[1]) == pytest.approx(last, rel=0.05)
            assert float(found[2]) == pytest.approx(last ** (1 / 99), abs=0.005)


def plain_number(text: str) -> float:
    """What 5.5 × 10⁻⁸ says."""
    digits, _, power = text.partition(" × 10")
    return float(digits) * 10.0 ** int(
        power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0
    )


def test_the_numbers_of_the_knobs_are_the_curves_by_steps_back() -> None:
    app = with_tab("vanishing_lags_tab", "Numbers", part="knobs", cells="rnn,lstm", steps="6")
    header, arrays = figure(app)
    table = columns(app, "steps back")
    drawn = {
        ("bound for " if look["kind"] == "bound" else "") + look["name"]: arrays[str(number)]
        for number, look in enumerate(header["curves"])
        if look["kind"] != "gates"
    }
    assert table["steps back"] == [str(lag) for lag in range(6)]
    assert {*table} == {"steps back", *drawn}
    for name, values in drawn.items():
        np.testing.assert_allclose([*map(float, table[name])], values, rtol=6e-4)


def test_the_factor_begins_at_the_last_step_of_the_last_network(knobs: AppTest) -> None:
    cell = knobs.segmented_control(key="vanishing_factor_cell")
    assert (cell.value, cell.options) == ("lstm", ["RNN", "GRU", "LSTM"])
    numbers = {
        name: (each.value, each.min, each.max)
        for name in ("step", "unit", "from")
        for each in [knobs.number_input(key=f"vanishing_factor_{name}")]
    }
    assert numbers == {"step": (100, 2, 100), "unit": (0, 0, 63), "from": (0, 0, 63)}
    whole = measure(Experiment(cell="lstm"), random_input(Experiment(cell="lstm")))
    f = whole.record.unit_values("f")[99, 0]
    assert f"f_t[0] = {f:.3f}" in knobs.latex[0].value


@pytest.mark.parametrize(
    ("measured", "told"),
    [
        ([1, 0.5, 0.25], "2 steps back the factor is 0.25, 0.50 a step."),
        ([1, 1e-6], "1 step back the factor is 1.0 × 10⁻⁶, 0.00 a step."),
        (
            [1, 1e-37, 1e-38, 0],
            "3 steps back the factor is 0, 0.00 a step. "
            "From 2 steps back it is less than float32 can hold: training would see 0.",
        ),
        (
            [1, 3e38, 4e38],
            "2 steps back the factor is 4.0 × 10³⁸, 20000000000000000000.00 a step. "
            "From 2 steps back it is more than float32 can hold: training would see infinity or "
            "NaN.",
        ),
    ],
)
def test_a_reach_is_told_with_its_end_and_where_float32_loses_it(
    measured: list[float], told: str
) -> None:

    small = Experiment(cell="rnn", units=1, steps=2)
    reach = replace(measure(small, random_input(small)), measured=np.array(measured))
    assert reach_told("rnn", reach, translator("en")) == f"**RNN, through h**: {told}"


# Three: the race


def recorded(task: str) -> dict[tuple[str, int, int], dict[str, Any]]:
    """The runs as they lie in the files, by contender, gap and seed."""
    arrays = load_file(ASSETS / "race" / f"{task}.safetensors")
    found: dict[tuple[str, int, int], dict[str, Any]] = {}
    for name, values in arrays.items():
        run, kind = name.split(".", 1)
        contender, gap, seed = re.fullmatch(rf"{task}-(.+)-gap(\d+)-seed(\d+)", run).groups()  # pyright: ignore
        found.setdefault((contender, int(gap), int(seed)), {})[kind] = values
    return found


def size_of(cell: str, inputs: int, answers: int, H: int = 32) -> int:
    """The numbers that a contender learns."""
    kind: Any = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}[cell]
    return sum(
        each.numel()
        for part in (kind(inputs, H), nn.Linear(H, answers))
        for each in part.parameters()
    )


def test_the_race_begins_with_the_first_task_its_middle_gap_and_first_seed(race: AppTest) -> None:
    task, gap, seed = (
        race.segmented_control(key=f"vanishing_{n}") for n in ("task", "gap", "seed")
    )
    assert task.value == "recall"
    assert task.options == ["recall the first symbol", "add two marked numbers"]
    assert (gap.value, gap.options) == (40, ["10", "20", "40", "80", "200"])
    assert (seed.value, seed.options) == (0, ["0", "1", "2"])
    header, arrays = figure(race)
    assert [(look["key"], look["name"]) for look in header["looks"]] == [*RACERS.items()]
    for number, racer in enumerate(RACERS):
        run = recorded("recall")[racer, 40, 0]
        measured = len(run["steps"])
        np.testing.assert_array_equal(arrays[f"accuracy{number}"][:measured], run["accuracy"])
        np.testing.assert_array_equal(arrays[f"gradient{number}"][:measured], run["gradient"])
        assert header["moments"][:measured] == run["steps"].tolist()
    assert (header["chance"], header["end"], header["T"]) == (1 / 8, 3000, 42)
    assert header["address"] == {"prefix": "vanishing", "bare": True}
    assert open_tabs(race) == {"Figure": False, "Numbers": True, "Code": False}


@pytest.mark.parametrize("task", ["recall", "adding"])
def test_what_the_race_states_follows_from_its_files(task: str, race: AppTest) -> None:
    app = race if task == "recall" else turn_to(part="race", task="adding")
    runs, told = recorded(task), shown(app)
    gaps, racers = sorted({gap for _, gap, _ in runs}), [r for r in RACERS if (r, 10, 0) in runs]
    last = {
        (racer, gap): sorted(float(runs[racer, gap, seed]["accuracy"][-1]) for seed in range(3))
        for racer in racers
        for gap in gaps
        if (racer, gap, 0) in runs
    }
    table = app.dataframe[0].value
    assert [*table["gap"]] == gaps
    assert [*table.columns] == ["gap", *(RACERS[racer] for racer in racers)]
    for racer in racers:
        for gap, cell in zip(gaps, table[RACERS[racer]], strict=True):
            if (racer, gap) in last:
                lowest, median, highest = last[racer, gap]
                wanted = f"{median:.1%} ({lowest:.1%}–{highest:.1%})"
                assert cell == wanted or cell.startswith(f"{wanted}, after ")
            else:
                assert cell == "–"
    assert "at most 3,000 training steps" in told
    assert "and 3 seeds show no small difference" in told
    (chart,) = charts(app)
    for line, racer in zip(chart["data"], racers, strict=True):
        nothing = (np.nan,) * 3
        lowest, median, highest = np.array([last.get((racer, gap), nothing) for gap in gaps]).T
        assert line["x"] == [str(gap) for gap in gaps]
        np.testing.assert_allclose(line["y"], median)
        np.testing.assert_allclose(line["error_y"]["array"], highest - median, atol=1e-7)
        np.testing.assert_allclose(line["error_y"]["arrayminus"], median - lowest, atol=1e-7)
    chance = {"recall": 0.125, "adding": 0.1536}[task]
    assert chart["layout"]["shapes"][0]["y0"] == pytest.approx(chance)
    assert figure(app)[0]["chance"] == pytest.approx(chance)


def test_the_numbers_of_the_race_are_those_of_the_runs_shown() -> None:
    table = columns(turn_to(part="race", gap="80", seed="1"), "network")
    assert table["network"] == [*RACERS.values()]
    accuracies = [recorded("recall")[racer, 80, 1]["accuracy"] for racer in RACERS]
    assert any(each[-1] < max(each) for each in accuracies)  # else the best would do as well
    for place, racer in enumerate(RACERS):
        run = recorded("recall")[racer, 80, 1]
        row = {head: cells[place] for head, cells in table.items()}
        assert row["parameters"] == str(size_of(racer.partition("-")[0], 17, 8))
        assert row["accuracy at the end"] == f"{run['accuracy'][-1]:.1%}"
        for at, name in ((0, "first"), (-1, "last")):
            stated = row[f"gradient at the {name} step, untrained"]
            assert plain_number(stated) == pytest.approx(run["gradient"][0, at], rel=0.06)


def test_the_live_race_begins_small_enough_to_watch(live: AppTest) -> None:
    sliders = {
        each.key.removeprefix("vanishing_live_"): (each.value, each.min, each.max, each.step)
        for each in live.slider
        if each.key
    }
    assert sliders == {
        "gap": (15, 2, 60, 1),
        "units": (32, 4, 64, 1),
        "steps": (400, 50, 1000, 50),
        "bias": (1, -3, 6, 0.5),
    }
    rate = live.select_slider(key="vanishing_live_rate")
    assert rate.value == 0.003
    assert [*map(float, rate.options)] == [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 1]
    seed = live.number_input(key="vanishing_live_seed")
    assert (seed.value, seed.min, seed.max) == (7, 0, 9999)
    task = live.segmented_control(key="vanishing_live_task")
    assert (task.value, len(task.options)) == ("recall", 2)


@pytest.fixture
def asked(live: AppTest, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """Live races that stand still half way until `go` is set; their settings are kept."""
    held = SimpleNamespace(settings=[], half={}, go=threading.Event())
    whole = {
        run.settings.cell: run
        for run in load_races()
        if run.settings.task == "recall"
        and run.settings.gap == 40
        and run.settings.seed == 0
        and run.contender in CELLS
    }

    def stand_still(
        settings: RaceSettings,
        *,
        on_measure: Callable[[RaceRun], None],
        should_stop: Callable[[], bool],
    ) -> RaceRun:
        run = replace(whole[settings.cell], settings=settings)
        measured = int(np.searchsorted(run.steps, settings.training_steps / 2)) + 1
        run = replace(
            run,
            steps=run.steps[:measured],
            accuracy=run.accuracy[:measured],
            gradient=run.gradient[:measured],
        )
        held.settings.append(settings)
        held.half[settings.cell] = run
        on_measure(run)
        while not (held.go.wait(0.01) or should_stop()):
            pass
        return run

    assert not live.exception  # it has imported what is patched
    monkeypatch.setattr("visualizer.ui.vanishing.live_race.race", stand_still)
    yield held
    held.go.set()


def start(app: AppTest) -> Any:
    """Start the live race and wait until all three contenders have shown something."""
    app.button(key="vanishing_live_start").click().run()
    job = asked_job(app)
    end = time.monotonic() + 60
    while len(job.results) < 3:
        assert time.monotonic() < end
        time.sleep(0.01)
    return job


def test_the_form_starts_the_three_networks_it_describes(asked: SimpleNamespace) -> None:
    app = turn_to(part="race", vanishing_race="live")
    start(app).stopped.set()
    assert {each.cell for each in asked.settings} == {*CELLS}
    for each in asked.settings:
        assert (each.task, each.gap, each.hidden_size, each.seed) == ("recall", 15, 32, 7)
        assert (each.training_steps, each.learning_rate) == (400, 0.003)
        assert each.forget_bias == (1.0 if each.cell == "lstm" else None)
    asked.settings.clear()
    app.segmented_control(key="vanishing_live_task").set_value("adding")
    chosen = {"gap": 33, "units": 9, "steps": 150, "bias": 2.5}
    for key, value in chosen.items():
        app.slider(key=f"vanishing_live_{key}").set_value(value)
    app.select_slider(key="vanishing_live_rate").set_value(0.1)
    app.number_input(key="vanishing_live_seed").set_value(4)
    start(app).stopped.set()
    for each in asked.settings:
        assert (each.task, each.gap, each.hidden_size, each.seed) == ("adding", 33, 9, 4)
        assert (each.training_steps, each.learning_rate) == (150, 0.1)
        assert each.forget_bias == (2.5 if each.cell == "lstm" else None)


def test_a_running_race_tells_how_far_it_is_and_how_well_each_does(asked: SimpleNamespace) -> None:
    app = turn_to(part="race", vanishing_race="live")
    job = start(app)
    app.run()
    (bar,) = app.get("progress")
    runs = asked.half
    assert {int(run.steps[-1]) for run in runs.values()} == {200}
    assert bar.proto.value == 50
    so_far = ", ".join(f"{c.upper()} {runs[c].accuracy[-1]:.0%}" for c in CELLS)
    assert bar.proto.text == f"Training; accuracy so far: {so_far}"
    job.stopped.set()
    assert job.done.wait(30)
    app.run()
    assert not app.exception
    assert "Stopped. What was measured until then is shown." in shown(app)
    table = columns(app, "network")
    assert table["accuracy at the end"] == [f"{runs[c].accuracy[-1]:.1%}" for c in CELLS]


@pytest.mark.usefixtures("asked")
def test_a_race_behind_others_says_how_many_are_before_it() -> None:
    first = start(turn_to(part="race", vanishing_race="live"))
    behind = []
    for ahead in ("1 race is", "2 races are"):
        app = turn_to(part="race", vanishing_race="live")
        app.button(key="vanishing_live_start").click().run()
        (bar,) = app.get("progress")
        assert (bar.proto.value, bar.proto.text) == (0, f"{ahead} before yours.")
        behind.append(asked_job(app))
    for job in (first, *behind):
        job.stopped.set()


def test_the_race_that_finds_no_room_is_told_how_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    app = turn_to(part="race", vanishing_race="live")
    monkeypatch.setattr(Queue, "ask", lambda *_: None)
    app.button(key="vanishing_live_start").click().run()
    assert not app.exception
    assert app.warning[0].value.startswith("40 races are waiting already.")


def test_a_page_looks_at_its_race_several_times_before_the_race_would_be_given_up(
    live: AppTest,
) -> None:
    assert not live.exception  # it has imported what is asked for here
    from visualizer.ui.vanishing.live_race import LOOK_EVERY

    assert 0.2 <= LOOK_EVERY <= FORGOTTEN_AFTER / 5
