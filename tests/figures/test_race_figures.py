"""Figures of a race: one moment of the training a frame, and accuracy with its range of seeds."""

import re

import numpy as np
import plotly.graph_objects as go
import pytest

from tests.figures.samples import layout, traces
from visualizer.figures import accuracy_by_gap, held_course, race_course
from visualizer.figures.look import ENGLISH
from visualizer.lexicon.colours import PAPER, STROKES, Theme
from visualizer.lexicon.language import translator
from visualizer.views.trainings import Course, racer_name

GAPS = [5, 50]
MEDIANS = {"rnn": np.array([0.9, 0.2]), "lstm": np.array([1.0, 0.7])}
LOWEST = {"rnn": np.array([0.8, 0.1]), "lstm": np.array([0.9, 0.3])}
HIGHEST = {"rnn": np.array([0.95, 0.2]), "lstm": np.array([1.0, 0.9])}


def course(measured: int, *, steps: int = 4) -> Course:
    """A training measured every 10 steps, each value told apart from every other."""
    made = Course(
        steps=np.arange(measured) * 10,
        accuracy=np.linspace(0.1, 0.9, measured),
        gradient=10.0 ** -np.arange(measured * steps).reshape(measured, steps),
    )
    for values in (made.steps, made.accuracy, made.gradient):
        values.flags.writeable = False
    return made


LONG, SHORT = course(3), course(2)


def race() -> go.Figure:
    return race_course({"rnn": LONG, "lstm": SHORT}, chance=0.1)


def by_gap(theme: Theme = "light", language: str = "en") -> go.Figure:
    return accuracy_by_gap(
        MEDIANS,
        gaps=GAPS,
        lowest=LOWEST,
        highest=HIGHEST,
        chance=0.125,
        theme=theme,
        say=translator(language),
    )


def test_every_measurement_has_its_frame_with_gradients_and_points() -> None:
    figure = race()
    assert [frame.name for frame in figure.frames] == ["0", "1", "2"]
    for number, frame in enumerate(figure.frames):
        drawn = dict(zip(frame.traces, frame.data, strict=True))
        for place, each in ((0, LONG), (1, SHORT)):
            at = min(number, len(each.steps) - 1)
            assert np.array_equal(drawn[place].y, each.gradient[at])
            assert list(drawn[place].x) == [1, 2, 3, 4]
            assert list(drawn[place + 4].x) == [each.steps[at]]
            assert list(drawn[place + 4].y) == [each.accuracy[at]]


def test_a_shorter_training_stays_at_its_last_measurement() -> None:
    second, last = (dict(zip(f.traces, f.data, strict=True)) for f in race().frames[1:])
    for place in (1, 5):
        assert np.array_equal(last[place].x, second[place].x)
        assert np.array_equal(last[place].y, second[place].y)
    for place in (0, 4):
        assert not np.array_equal(last[place].y, second[place].y)


def test_the_figure_opens_at_the_end_of_the_training() -> None:
    figure = race()
    shown, last = traces(figure), figure.frames[-1]
    for place, drawn in zip(last.traces, last.data, strict=True):
        assert np.array_equal(shown[place].x, drawn.x)
        assert np.array_equal(shown[place].y, drawn.y)
    assert layout(figure).sliders[0].active == 2


def test_the_slider_names_the_training_steps_and_calls_their_frames() -> None:
    (slider,) = layout(race()).sliders
    assert [step.label for step in slider.steps] == ["0", "10", "20"]
    assert [step.args[0][0] for step in slider.steps] == ["0", "1", "2"]
    assert {step.method for step in slider.steps} == {"animate"}
    assert slider.currentvalue.prefix == "after training step "
    assert slider.currentvalue.suffix == ""
    for step in slider.steps:
        assert step.args[1]["mode"] == "immediate"
        assert step.args[1]["transition"]["duration"] == step.args[1]["frame"]["duration"] == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_contender_keeps_its_looks_in_both_plots_and_one_legend_entry(theme: Theme) -> None:
    figure = race_course({"rnn": LONG, "lstm": SHORT}, chance=0.1, theme=theme)
    for key, place in (("rnn", 0), ("lstm", 1)):
        gradient, accuracy, marker = (traces(figure)[place + offset] for offset in (0, 2, 4))
        assert {gradient.line.color, accuracy.line.color, marker.marker.color} == {
            getattr(STROKES[key], theme)
        }
        assert gradient.line.dash == accuracy.line.dash == STROKES[key].dash
        assert marker.marker.symbol == STROKES[key].marker
        assert (gradient.name, gradient.showlegend) == (key.upper(), None)
        assert not accuracy.showlegend
        assert not marker.showlegend
        assert gradient.legendgroup == accuracy.legendgroup == marker.legendgroup == key
        assert (accuracy.xaxis, accuracy.yaxis) == (marker.xaxis, marker.yaxis) == ("x2", "y2")
    assert layout(figure).shapes[0].line.color == PAPER[theme].quiet


def test_accuracy_is_drawn_whole_as_a_share_with_guessing_marked() -> None:
    figure = race()
    for place, each in ((2, LONG), (3, SHORT)):
        assert np.array_equal(traces(figure)[place].x, each.steps)
        assert np.array_equal(traces(figure)[place].y, each.accuracy)
    axis = layout(figure).yaxis2
    assert axis.tickformat == ".0%"
    assert axis.range[0] < 0 < 1 < axis.range[1]
    assert axis.title.text == "share right"
    (chance,) = layout(figure).shapes
    assert (chance.y0, chance.y1, chance.yref, chance.xref) == (0.1, 0.1, "y2", "x2 domain")


def test_one_axis_holds_the_gradients_of_all_moments() -> None:
    figure = race()
    assert layout(figure).yaxis.type == "log"
    assert layout(figure).yaxis.range == pytest.approx((-11.15, 0.15))


def test_a_gradient_of_0_is_a_gap_in_frame_and_figure_not_a_small_number() -> None:
    gone = Course(
        steps=np.array([0]), accuracy=np.array([0.5]), gradient=np.array([[0, np.nan, 0.5]])
    )
    figure = race_course({"rnn": gone}, chance=0.1)
    for drawn in (traces(figure)[0], figure.frames[0].data[0]):
        assert np.array_equal(drawn.y, [np.nan, np.nan, 0.5], equal_nan=True)


def test_unknown_contenders_and_none_are_refused() -> None:
    with pytest.raises(ValueError, match=r"courses must be named among rnn, .*, got \[\]"):
        race_course({}, chance=0.1)
    with pytest.raises(ValueError, match=r"named among .*, got \['rnn', 'qrnn'\]"):
        race_course({"rnn": LONG, "qrnn": LONG}, chance=0.1)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_accuracy_by_gap_shows_medians_and_ranges(theme: Theme) -> None:
    figure = by_gap(theme)
    for key, line in zip(MEDIANS, traces(figure), strict=True):
        assert list(line.x) == ["5", "50"]
        assert np.array_equal(line.y, MEDIANS[key])
        np.testing.assert_allclose(line.y + line.error_y.array, HIGHEST[key])
        np.testing.assert_allclose(line.y - line.error_y.arrayminus, LOWEST[key])
        assert not line.error_y.symmetric
        hue = getattr(STROKES[key], theme)
        assert line.line.color == line.marker.color == line.error_y.color == hue
        assert (line.line.dash, line.marker.symbol) == (STROKES[key].dash, STROKES[key].marker)
        assert line.hovertemplate == f"{key.upper()}: %{{y:.1%}}<extra></extra>"
    assert layout(figure).xaxis.type == "category"
    assert layout(figure).yaxis.tickformat == ".0%"
    assert {axis.gridcolor for axis in (layout(figure).xaxis, layout(figure).yaxis)} == {
        PAPER[theme].line
    }
    (chance,) = layout(figure).shapes
    (note,) = layout(figure).annotations
    assert chance.y0 == chance.y1 == note.y == 0.125
    assert note.text == "guessing"


def test_racers_go_by_their_cell_and_variants_by_what_differs() -> None:
    assert [racer_name(key, ENGLISH) for key in ("rnn", "gru", "lstm")] == ["RNN", "GRU", "LSTM"]
    assert len({racer_name(key, ENGLISH) for key in STROKES}) == len(STROKES)


def test_the_figures_leave_their_input_alone_and_do_not_follow_it_later() -> None:
    changing = Course(steps=np.array([0, 1]), accuracy=np.ones(2), gradient=np.ones((2, 3)))
    medians = {"rnn": np.ones(2)}
    figures = [
        race_course({"rnn": changing}, chance=0.1),
        accuracy_by_gap(medians, gaps=GAPS, lowest=medians, highest=medians, chance=0.1),
    ]
    before = [figure.to_json() for figure in figures]
    for values in (changing.steps, changing.accuracy, changing.gradient, medians["rnn"]):
        values[:] = 7
    assert [figure.to_json() for figure in figures] == before
    assert race() == race()


@pytest.mark.parametrize("name", ["race", "gap"])
def test_nothing_english_is_left_in_hindi(name: str) -> None:
    say = translator("hi")
    if name == "gap":
        figure = by_gap(language="hi")
    else:
        figure = race_course(dict.fromkeys(STROKES, LONG), chance=0.1, say=say)
    whole = layout(figure)
    shown = [
        whole.title.text,
        whole.title.subtitle.text,
        *(
            whole[axis].title.text
            for axis in ("xaxis", "yaxis", "xaxis2", "yaxis2")
            if axis in whole
        ),
        *(note.text for note in whole.annotations),
        *(slider.currentvalue.prefix for slider in whole.sliders),
        *(trace.name for trace in traces(figure) if trace.name),
    ]
    for text in shown:
        left = set(re.findall("[A-Za-z][A-Za-z0-9]*", re.sub("<[^>]*>", " ", text)))
        assert left <= {"RNN", "GRU", "LSTM", "h", "c", "t", "loss", "seed"}, text


@pytest.mark.parametrize("contenders", [1, 5])
def test_the_plots_are_high_enough_to_read_and_low_enough_to_see_whole(contenders: int) -> None:
    keys = [*STROKES][:contenders]
    values = dict.fromkeys(keys, np.ones(2))
    figures = {
        "race": race_course(dict.fromkeys(keys, LONG), chance=0.1),
        "gap": accuracy_by_gap(values, gaps=GAPS, lowest=values, highest=values, chance=0.1),
    }
    for name, figure in figures.items():
        frame = layout(figure)
        slider = 100 if name == "race" else 0
        plot = frame.height - frame.margin.t - frame.margin.b - slider
        assert 270 <= plot <= 370, name
        assert frame.height <= 700


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_share_about_the_first_symbol_is_drawn_step_by_step(theme: Theme) -> None:
    shares = {"rnn": np.array([1.0, 0.4, 0.1]), "lstm-long": np.array([1.0, 0.9, 0.8])}
    figure = held_course(shares, chance=0.125, theme=theme)
    for (key, values), line in zip(shares.items(), traces(figure), strict=True):
        assert list(line.x) == [1, 2, 3]
        assert np.array_equal(line.y, values)
        assert line.line.color == getattr(STROKES[key], theme)
        assert line.line.dash == STROKES[key].dash
        assert line.name == racer_name(key, ENGLISH)
    assert list(layout(figure).yaxis.range) == [-0.02, 1.04]
    assert layout(figure).yaxis.title.text == "share right"
    assert layout(figure).shapes[0].y0 == 0.125
    assert layout(figure).xaxis.title.text == "time step t"
