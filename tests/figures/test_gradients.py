"""Figures of gradients keep every value on an absolute axis that says where float32 ends."""

import re
from functools import partial

import numpy as np
import plotly.graph_objects as go
import pytest

from tests.figures.samples import TRICKY, layout, texts, traces, words
from tests.lexicon.test_quantities import contrast
from visualizer.figures import gradient_course, jacobian_map, lag_course
from visualizer.figures.gradients import MAP_SPAN, power_axis, power_of_ten
from visualizer.lexicon.colours import NEGATIVE, NEUTRAL, PAPER, POSITIVE, Theme
from visualizer.lexicon.language import translator
from visualizer.views.curves import (
    FLOAT32_CEILING,
    FLOAT32_FLOOR,
    LOWEST,
    STROKES,
    decades,
    scientific,
)

TOKENS = ["not", "bad", "not"]
TOGETHER = [
    ("rnn", "gru", "lstm"),
    ("rnn", "gru", "lstm h", "lstm c"),
    ("rnn", "gru", "lstm", "lstm-plain", "lstm-open"),
]
"""The curves that one figure of the app shows."""
ENGLISH_KEPT = {"RNN", "GRU", "LSTM", "float32", "h", "c", "log", "odds", "infinity"}
MAP = np.array([[1, np.nan, np.nan], [1e-2, 1, np.nan], [1e-12, 1e3, 1]])


def series(*values: float) -> np.ndarray:
    """A course that nobody may write to."""
    made = np.array(values, dtype=np.float64)
    made.flags.writeable = False
    return made


def curves(*keys: str) -> dict[str, np.ndarray]:
    return {key: series(1e-3, 0.02, 0.5) for key in keys}


def lines_at(figure: go.Figure) -> list[float]:
    """The levels at which the figure draws lines across."""
    return [shape.y0 for shape in layout(figure).shapes]


def notes(figure: go.Figure) -> dict[str, float]:
    return {note.text: note.y for note in layout(figure).annotations}


# Numbers and axes


@pytest.mark.parametrize(
    ("power", "label"), [(0, "1"), (3, "10<sup>3</sup>"), (-45, "10<sup>−45</sup>")]
)
def test_a_power_of_ten_is_raised_with_a_true_minus(power: int, label: str) -> None:
    assert power_of_ten(power) == label


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.01, "0.01"),
        (0.5, "0.5"),
        (123.4, "123"),
        (1000.0, "1.0 × 10³"),
        (5.5e-8, "5.5 × 10⁻⁸"),
        (-5.5e-8, "-5.5 × 10⁻⁸"),
        (9.96e-5, "1.0 × 10⁻⁴"),
        (np.inf, "inf"),
    ],
)
def test_a_number_has_two_digits_and_a_power_of_ten_where_it_needs_one(
    value: float, text: str
) -> None:
    assert scientific(value) == text


@pytest.mark.parametrize(
    ("low", "high", "powers"),
    [
        (-3, 0, [-3, -2, -1, 0]),
        (-8, 0, [*range(-8, 1)]),
        (-9, 0, [-8, -6, -4, -2, 0]),
        (-45, 0, [-40, -30, -20, -10, 0]),
        (-45, 300, [0, 50, 100, 150, 200, 250, 300]),
    ],
)
def test_the_axis_is_labelled_in_few_whole_powers_of_ten(
    low: int, high: int, powers: list[int]
) -> None:
    axis = power_axis("length", low, high, theme="light").to_plotly_json()
    assert axis["type"] == "log"
    assert axis["title"]["text"] == "length"
    assert list(axis["tickvals"]) == [10.0**power for power in powers]
    assert list(axis["ticktext"]) == [power_of_ten(power) for power in powers]
    assert axis["range"] == pytest.approx((low - 0.15, high + 0.15))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (series(0.02, 0.5), (-3, 0)),
        (series(1e-12, 30.0), (-12, 2)),
        (series(0.0, np.nan, np.inf), (-3, 0)),
        (series(1e-200, 1.0), (LOWEST, 0)),
        (series(1e-200), (LOWEST, LOWEST + 3)),
        (series(1.0), (-3, 0)),
    ],
)
def test_the_axis_holds_all_values_down_to_its_end(
    values: np.ndarray, expected: tuple[int, int]
) -> None:
    assert decades([values]) == expected


def test_the_axis_ends_where_float32_has_nothing_left() -> None:
    smallest = float(np.finfo(np.float32).smallest_subnormal)
    low, _ = decades([series(1e-300, 1.0)])
    assert 10.0**low <= smallest < 10.0 ** (low + 1)


def test_the_axis_covers_curves_bounds_and_gates() -> None:
    figure = lag_course(
        {"lstm": series(1, 0.5)},
        bounds={"lstm": series(1, 2e5)},
        gates={"lstm": series(1, 3e-7)},
    )
    assert layout(figure).yaxis.range == pytest.approx((-7.15, 6.15))


# The course over a sentence


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_network_has_its_line_with_exact_values(theme: Theme) -> None:
    values = {"rnn": series(1e-7, 3e-3, 0.7), "gru": series(0.25, 0.5, 1.75)}
    figure = gradient_course(values, tokens=TOKENS, theme=theme)
    assert [line.name for line in traces(figure)] == ["RNN, through h", "GRU, through h"]
    for key, line in zip(values, traces(figure), strict=True):
        assert np.array_equal(line.y, values[key])
        assert list(line.x) == [0, 1, 2]
        assert line.line.color == line.marker.color == getattr(STROKES[key], theme)
        assert (line.line.dash, line.marker.symbol) == (STROKES[key].dash, STROKES[key].marker)
    assert layout(figure).yaxis.type == "log"
    assert layout(figure).yaxis.title.text == "gradient length, no unit"
    assert words(figure) == TOKENS


def test_the_pointer_reads_step_word_curve_and_value() -> None:
    (line,) = traces(gradient_course(curves("rnn"), tokens=TOKENS))
    assert line.customdata[1] == "step 2 of 3: “bad”"
    assert line.hovertemplate == "%{customdata}<br>RNN, through h: %{y:.2e}<extra></extra>"


def test_what_lies_below_the_axis_is_marked_at_its_foot_and_not_cut() -> None:
    figure = gradient_course({"gru": series(0.0, 1e-60, 0.5, 0.0)}, tokens=["a", "b", "c", "d"])
    line, marks = traces(figure)
    assert np.array_equal(line.y, [np.nan, np.nan, 0.5, np.nan], equal_nan=True)
    assert list(marks.x) == [0, 1, 3]
    foot = layout(figure).yaxis.range[0] + 0.15
    assert np.log10(marks.y) == pytest.approx([foot] * 3)
    assert (marks.marker.symbol, marks.marker.color) == ("diamond-open", STROKES["gru"].light)
    assert (marks.legendgroup, marks.showlegend) == (line.legendgroup, False)
    assert list(marks.customdata) == [
        "step 1 of 4: “a”<br>GRU, through h: 0.00e+00",
        "step 2 of 4: “b”<br>GRU, through h: 1.00e-60",
        "step 4 of 4: “d”<br>GRU, through h: 0.00e+00",
    ]
    assert not line.cliponaxis
    assert not marks.cliponaxis


def test_the_smallest_value_on_the_axis_is_a_point_like_any_other() -> None:
    (line,) = traces(gradient_course({"rnn": series(1e-5, 1.0)}))
    assert list(line.y) == [1e-5, 1.0]


def test_values_of_nothing_but_zero_still_have_an_axis() -> None:
    figure = gradient_course({"rnn": series(0, 0)})
    assert list(traces(figure)[1].y) == [1e-3, 1e-3]
    assert layout(figure).yaxis.range == pytest.approx((-3.15, 0.15))


def test_missing_values_are_gaps_and_neither_marked_nor_counted() -> None:
    (line,) = traces(figure := gradient_course({"rnn": series(0.5, np.nan, 0.02)}))
    assert np.array_equal(line.y, [0.5, np.nan, 0.02], equal_nan=True)
    assert not line.connectgaps
    assert layout(figure).yaxis.range == pytest.approx((-3.15, 0.15))


@pytest.mark.parametrize("draw", [gradient_course, lag_course])
@pytest.mark.parametrize(
    ("values", "limits"),
    [
        (series(1e-36, 1.0), []),
        (series(1e-37, 1e38), []),
        (series(1e-38, 1.0), [FLOAT32_FLOOR]),
        (series(1.0, 2e38), [FLOAT32_CEILING]),
        (series(1e-60, 1e60), [FLOAT32_FLOOR, FLOAT32_CEILING]),
    ],
)
def test_the_ends_of_float32_are_drawn_only_where_the_axis_reaches_them(
    draw: partial[go.Figure], values: np.ndarray, limits: list[float]
) -> None:
    figure = draw({"rnn": values})
    assert [level for level in lines_at(figure) if level != 1] == limits
    assert sorted(notes(figure).values()) == pytest.approx(np.log10(limits).tolist())
    side = 0 if layout(figure).title.text.startswith("How much") else 1  # where curves are near 1
    assert all(note.x == side for note in layout(figure).annotations)
    for text, level in notes(figure).items():
        assert text.startswith("below" if level < 0 else "above")


# Looks


@pytest.mark.parametrize("keys", TOGETHER)
def test_curves_of_one_figure_differ_in_name_hue_dash_and_mark(keys: tuple[str, ...]) -> None:
    drawn = traces(gradient_course(curves(*keys)))
    for looks in (
        [line.name for line in drawn],
        [line.line.color for line in drawn],
        [line.line.dash for line in drawn],
        [line.marker.symbol for line in drawn],
    ):
        assert len({*looks}) == len(keys)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("key", STROKES)
def test_a_stroke_reads_on_the_page(key: str, theme: Theme) -> None:
    assert contrast(getattr(STROKES[key], theme), PAPER[theme].page) >= 4.5


def test_a_long_text_is_drawn_without_marks_on_the_line() -> None:
    short, long = (traces(gradient_course({"rnn": np.ones(n)}))[0].mode for n in (64, 65))
    assert (short, long) == ("lines+markers", "lines")


# The course over lags


def test_bound_gates_and_measured_values_share_a_hue_and_say_what_they_are() -> None:
    figure = lag_course(
        {"lstm": series(1, 0.5, 0.2)},
        bounds={"lstm": series(1, 0.7, 0.4)},
        gates={"lstm": series(1, 0.0, np.nan)},
    )
    bound, gates, measured = traces(figure)
    assert [line.name for line in traces(figure)] == [
        "bound for LSTM, through h and c",
        "gates alone, LSTM, through h and c",
        "LSTM, through h and c",
    ]
    assert list(bound.y) == [1, 0.7, 0.4]
    assert np.array_equal(gates.y, [1, np.nan, np.nan], equal_nan=True)
    assert list(measured.y) == [1, 0.5, 0.2]
    assert list(measured.x) == [0, 1, 2]
    assert {line.line.color for line in traces(figure)} == {STROKES["lstm"].light}
    assert len({line.line.dash for line in traces(figure)}) == 3
    assert measured.line.width > bound.line.width
    assert list(measured.customdata) == ["0 steps back", "one step back", "2 steps back"]
    assert layout(figure).xaxis.range == (-0.5, 2.5)
    assert layout(figure).xaxis.title.text == "steps back from the end"


def test_1_where_nothing_shrinks_or_grows_is_always_marked() -> None:
    assert lines_at(lag_course(curves("rnn"))) == [1]


# The map of pairs


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_shows_powers_of_ten_around_1_and_later_words_below(theme: Theme) -> None:
    figure = jacobian_map(MAP, tokens=TOKENS, name="GRU", theme=theme)
    (heat,) = traces(figure)
    expected = [[0, np.nan, np.nan], [-2, 0, np.nan], [-MAP_SPAN, 3, 0]]
    np.testing.assert_allclose(heat.z, expected)
    assert (heat.zmin, heat.zmax) == (-MAP_SPAN, MAP_SPAN)
    assert [colour for _, colour in heat.colorscale] == [
        NEGATIVE[theme],
        NEUTRAL[theme],
        POSITIVE[theme],
    ]
    powers = [power_of_ten(each) for each in heat.colorbar.tickvals]
    powers[0], powers[-1] = f"≤ {powers[0]}", f"≥ {powers[-1]}"
    assert list(heat.colorbar.ticktext) == powers
    assert not heat.hoverongaps
    assert layout(figure).yaxis.range == (2.5, -0.5)
    assert words(figure) == TOKENS == [*layout(figure).yaxis.labelalias.values()]
    assert layout(figure).title.text == "Which word's state reaches which, GRU"
    assert "(blue)" in layout(figure).title.subtitle.text


def test_the_pointer_reads_both_words_and_the_exact_factor() -> None:
    (heat,) = traces(jacobian_map(MAP, tokens=TOKENS))
    assert heat.customdata[2][0] == "step 1 of 3: “not”<br>→ step 3 of 3: “not”<br>1.00e-12"
    assert heat.hovertemplate == "%{customdata}<extra></extra>"


def test_zero_and_infinity_on_the_map_are_its_ends() -> None:
    (heat,) = traces(jacobian_map(np.array([[1, np.nan], [0, np.inf]])))
    assert list(heat.z[1]) == [-MAP_SPAN, MAP_SPAN]


# Refusals


@pytest.mark.parametrize("draw", [gradient_course, lag_course])
@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "same number of steps, at least one, got {}"),
        ({"rnn": series()}, "same number of steps, at least one, got {'rnn': 0}"),
        (
            {"rnn": series(1), "gru": series(1, 2)},
            "same number of steps, at least one, got {'rnn': 1, 'gru': 2}",
        ),
        ({"qrnn": series(1)}, "named among rnn, gru, lstm, .*, got 'qrnn'"),
    ],
)
def test_curves_that_do_not_fit_are_refused(
    draw: partial[go.Figure], values: dict[str, np.ndarray], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        draw(values)


def test_bounds_and_gates_that_do_not_fit_are_refused() -> None:
    values, short, unknown = {"rnn": series(1, 2)}, {"rnn": series(1)}, {"qrnn": series(1, 2)}
    for draw in (
        lambda aid: lag_course(values, bounds=aid),
        lambda aid: lag_course(values, gates=aid),
    ):
        with pytest.raises(ValueError, match="same number of steps"):
            draw(short)
        with pytest.raises(ValueError, match=r"named among .*, got 'qrnn"):
            draw(unknown)


def test_the_map_says_that_its_colours_end_at_a_thousandth_and_a_thousand() -> None:
    (heat,) = traces(jacobian_map(MAP))
    ends = heat.colorbar.ticktext[0], heat.colorbar.ticktext[-1]
    assert ends == ("≤ 10<sup>−3</sup>", "≥ 10<sup>3</sup>")
    assert (heat.colorbar.tickvals[0], heat.colorbar.tickvals[-1]) == (heat.zmin, heat.zmax)


@pytest.mark.parametrize(("steps", "low", "high"), [(1, 240, 240), (20, 440, 440), (64, 560, 560)])
def test_a_pair_of_words_has_22_pixels_until_the_map_would_fill_the_screen(
    steps: int, low: int, high: int
) -> None:
    frame = layout(jacobian_map(np.eye(steps)))
    assert low <= frame.height - frame.margin.t - 74 <= high


@pytest.mark.parametrize("draw", [gradient_course, lag_course])
def test_curves_are_high_enough_to_read_and_low_enough_to_see_whole(
    draw: partial[go.Figure],
) -> None:
    frame = layout(draw({"rnn": series(1, 0.5)}))
    assert 280 <= frame.height - frame.margin.t - 74 <= 360


@pytest.mark.parametrize("shape", [(2, 3), (0, 0), (4,)])
def test_a_map_that_is_not_square_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"norms must be \(T, T\) with T at least 1, got \("):
        jacobian_map(np.ones(shape))


def test_words_that_do_not_fit_are_refused() -> None:
    for draw in (partial(gradient_course, {"rnn": series(1, 2)}), partial(jacobian_map, np.eye(2))):
        with pytest.raises(ValueError, match="one for each of the 2 steps, got 3"):
            draw(tokens=TOKENS)


# Purity, harmless words, language


def drawings() -> dict[str, partial[go.Figure]]:
    """Each figure with all that it can show."""
    steps = len(TRICKY)
    values = np.array([0, 1e-60, np.nan, *np.geomspace(1e-44, 1e40, steps - 3)])
    square = np.where(np.tri(steps) > 0, 0.5, np.nan)
    aids = {"bounds": {"lstm": values * 2}, "gates": {"lstm": values / 2}}
    return {
        "course": partial(gradient_course, dict.fromkeys(STROKES, values), tokens=TRICKY),
        "lags": partial(lag_course, {"lstm": values}, **aids),
        "map": partial(jacobian_map, square, tokens=TRICKY),
    }


every_figure = pytest.mark.parametrize("name", drawings())


def arrays(drawing: partial[go.Figure]) -> list[np.ndarray]:
    given = [*drawing.args, *drawing.keywords.values()]
    held = [each for one in given for each in (one.values() if isinstance(one, dict) else [one])]
    return [each for each in held if isinstance(each, np.ndarray)]


@every_figure
def test_a_figure_leaves_its_input_alone_and_does_not_follow_it_later(name: str) -> None:
    drawing, untouched = drawings()[name], drawings()[name]
    first = drawing()
    for now, before in zip(arrays(drawing), arrays(untouched), strict=True):
        assert np.array_equal(now, before, equal_nan=True)
    for each in arrays(drawing):
        each[:] = 0.123
    assert first.to_json() == untouched().to_json() != drawing().to_json()


@pytest.mark.parametrize("name", ["course", "map"])
@pytest.mark.parametrize("token", ["<b>", "%{y}", "%{customdata}", "a<br>b", "$x^2$", "{n}"])
def test_a_hostile_word_stays_text(name: str, token: str) -> None:
    drawing = drawings()[name]
    figure = drawing(tokens=[token] * len(TRICKY))
    shown = token.replace("<", "&lt;").replace(">", "&gt;").replace("$", "&#36;")
    assert set(words(figure)) == {shown}
    for trace in traces(figure):
        assert shown not in (trace.hovertemplate.replace("%{customdata}", "").replace("%{y:", ""))
        for told in np.ravel(trace.customdata):
            assert f"“{shown}”" in told
    assert not any("<b>" in text or "a<br>b" in text or "$" in text for text in texts(figure))


@every_figure
def test_nothing_english_is_left_in_hindi(name: str) -> None:
    figure = drawings()[name](say=translator("hi"))
    whole = layout(figure)
    shown = [
        whole.title.text,
        whole.title.subtitle.text,
        whole.xaxis.title.text,
        whole.yaxis.title.text,
        *(note.text for note in whole.annotations),
        *(trace.name for trace in traces(figure) if trace.name),
        *(trace.colorbar.title.text for trace in traces(figure) if trace.type == "heatmap"),
    ]
    for text in shown:
        left = set(re.findall("[A-Za-z][A-Za-z0-9]*", re.sub("<[^>]*>", " ", text)))
        assert left <= ENGLISH_KEPT, text
        assert re.search("[\u0900-\u097f]", text), text
