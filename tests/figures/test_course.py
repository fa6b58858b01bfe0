"""Courses keep their axes, their colours and their words."""

import numpy as np
import pytest

from tests.figures.samples import layout, traces, words
from visualizer.figures import unit_course, verdict_course
from visualizer.figures.course import QUANTITY_STROKES, largest_change
from visualizer.lexicon.colours import NEGATIVE, POSITIVE, Theme
from visualizer.lexicon.quantities import QUANTITIES

BOUND = QUANTITIES["c"].bound
TOKENS = ["not", "bad", "not"]


def course(**values: list[float]) -> dict[str, np.ndarray]:
    """One unit's values by symbol."""
    return {symbol: np.array(each) for symbol, each in values.items()}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_quantity_has_its_line_in_its_hue(theme: Theme) -> None:
    values = course(f=[0.1, 0.2, 0.3], c=[0.0, -0.5, 0.9])
    figure = unit_course(values, tokens=TOKENS, theme=theme)
    assert [line.name for line in traces(figure)] == ["forget gate f", "cell state c"]
    for symbol, line in zip("fc", traces(figure), strict=True):
        assert np.array_equal(line.y, values[symbol])
        assert line.line.color == line.marker.color == getattr(QUANTITIES[symbol], theme)
    assert words(figure) == TOKENS
    assert list(traces(figure)[0].x) == [0, 1, 2]


@pytest.mark.parametrize("symbols", ["figoch", "rznh", "h"])
def test_no_two_lines_of_a_cell_look_alike_without_colour(symbols: str) -> None:
    lines = traces(unit_course({symbol: np.zeros(2) for symbol in symbols}))
    assert len({line.line.dash for line in lines}) == len(lines)
    assert len({line.marker.symbol for line in lines}) == len(lines)
    assert set(QUANTITY_STROKES) == set(QUANTITIES)


@pytest.mark.parametrize(
    ("values", "reach"),
    [
        (course(f=[0.0, 0.01], c=[0.0, 0.0]), 1),
        (course(f=[1.0, 1.0], h=[-1.0, 1.0]), 1),
        (course(c=[0.0, -1.01]), BOUND),
        (course(f=[0.5, 0.5], c=[BOUND, 0.0]), BOUND),
    ],
)
def test_the_axis_covers_1_or_the_bound_of_c(values: dict[str, np.ndarray], reach: float) -> None:
    figure = unit_course(values)
    assert layout(figure).yaxis.range == pytest.approx((-1.05 * reach, 1.05 * reach))
    assert "beyond" not in layout(figure).title.subtitle.text


@pytest.mark.parametrize(
    ("values", "reach", "said"),
    [
        (course(f=[0.5, 0.5], c=[0.0, -4.2]), 5, f"c reaches 4.20 from 0, beyond ±{BOUND:g}"),
        (course(f=[0.5, 1.5]), 2, "f reaches 1.50 from 0, beyond ±1"),
    ],
)
def test_a_longer_axis_says_so(values: dict[str, np.ndarray], reach: int, said: str) -> None:
    figure = unit_course(values)
    assert layout(figure).yaxis.range == pytest.approx((-1.05 * reach, 1.05 * reach))
    assert said in layout(figure).title.subtitle.text.replace("<br>", " ")


def test_missing_values_are_gaps_and_do_not_stretch_the_axis() -> None:
    figure = unit_course(course(h=[0.5, np.nan, np.inf]))
    assert np.isnan(traces(figure)[0].y[1:]).all()
    assert layout(figure).yaxis.range == pytest.approx((-1.05, 1.05))


def test_the_pointer_reads_step_word_unit_and_value() -> None:
    figure = unit_course(course(h=[0.1, 0.2, 0.3]), tokens=TOKENS, unit=17)
    assert layout(figure).title.text == "Unit 17, word by word"
    assert traces(figure)[0].customdata[1] == "step 2 of 3: “bad”"
    assert traces(figure)[0].hovertemplate == (
        "%{customdata}<br>unit 17<br>hidden state h = %{y:.3f}<extra></extra>"
    )
    assert layout(figure).yaxis.title.text == "value, no unit"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "at least one quantity, all of one length over time, got none"),
        (course(f=[0.1], h=[0.1, 0.2]), r"all of one length over time, got f \(1,\), h \(2,\)"),
        (course(f=[]), r"at least one quantity, all of one length over time, got f \(0,\)"),
        ({"f": np.zeros((2, 2))}, r"all of one length over time, got f \(2, 2\)"),
        (course(q=[0.1]), "values must be keyed by r, z, f, i, g, n, o, c, h, got 'q'"),
    ],
)
def test_values_that_are_no_course_are_refused(values: dict[str, np.ndarray], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        unit_course(values)


def test_the_verdict_keeps_its_axis_and_names_its_sides() -> None:
    figure = verdict_course(np.array([0.49, 0.5, 0.51]), tokens=TOKENS)
    (line,) = traces(figure)
    assert list(line.y) == [0.49, 0.5, 0.51]
    assert layout(figure).yaxis.range == (0, 1)
    assert layout(figure).yaxis.title.text == "probability of “positive”"
    sides = {note.text: note.y for note in layout(figure).annotations}
    assert (sides["negative"], sides["undecided"], sides["positive"]) == (0.25, 0.5, 0.75)
    assert [shape.y0 for shape in layout(figure).shapes if shape.type == "line"] == [0.5]
    assert words(figure) == TOKENS


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_verdict_shows_its_side_by_colour_and_shape(theme: Theme) -> None:
    (line,) = traces(verdict_course(np.array([0.1, 0.9]), theme=theme))
    assert list(line.marker.color) == [NEGATIVE[theme], POSITIVE[theme]]
    assert line.marker.symbol[0] != line.marker.symbol[1]


def test_the_word_that_turned_the_verdict_most_is_named() -> None:
    figure = verdict_course(np.array([0.5, 0.8, 0.2, 0.3]), tokens=["so", "good", "not", "bad"])
    (turn,) = [note for note in layout(figure).annotations if note.showarrow]
    assert (turn.x, turn.y, turn.text) == (2, 0.2, "“not” −0.60")


def test_where_nothing_changes_no_word_is_named() -> None:
    for verdict in (np.array([0.7]), np.array([0.7, 0.7]), np.array([0.7, np.nan])):
        notes = layout(verdict_course(verdict)).annotations
        assert not [note for note in notes if note.showarrow]


def test_the_largest_change_is_the_first_of_equals_and_skips_gaps() -> None:
    assert largest_change(np.array([0.5, 0.75, 0.5])) == 1
    assert largest_change(np.array([0.1, np.nan, 0.9, 0.8])) == 3


@pytest.mark.parametrize("value", [0.02, 0.5, 0.98])
@pytest.mark.parametrize("steps", [2, 10])
def test_the_turn_is_named_inside_the_plot(value: float, steps: int) -> None:
    """The box stands on the roomier side: plots are 200 pixels high or more, boxes end at 60."""
    for before in (0.0, 1.0):
        verdict = np.full(steps, before)
        verdict[-1] = value
        if value == before:
            continue
        (turn,) = [n for n in layout(verdict_course(verdict)).annotations if n.showarrow]
        assert (value < 0.75) if turn.ay < 0 else (value >= 0.25)
        assert turn.xanchor == "right"


def test_unknown_words_are_ringed_counted_and_said() -> None:
    figure = verdict_course(
        np.array([0.4, 0.6, 0.7]), tokens=TOKENS, unknown=np.array([False, True, True])
    )
    line, rings = traces(figure)
    assert list(rings.x) == [1, 2]
    assert list(rings.y) == [0.6, 0.7]
    assert rings.name == "2 words are not in the vocabulary"
    assert list(line.customdata) == [
        "step 1 of 3: “not”",
        "step 2 of 3: “bad”<br>not in the vocabulary",
        "step 3 of 3: “not”<br>not in the vocabulary",
    ]


def test_without_unknown_words_there_is_no_ring() -> None:
    assert len(traces(verdict_course(np.array([0.4]), unknown=[False]))) == 1


@pytest.mark.parametrize("verdict", [[0.5, 1.2], [-0.1, 0.5], [np.inf]])
def test_a_verdict_that_is_no_probability_is_refused(verdict: list[float]) -> None:
    with pytest.raises(ValueError, match="verdict must be a probability, 0 to 1, got"):
        verdict_course(np.array(verdict))


def test_marks_that_do_not_fit_are_refused() -> None:
    verdict = np.array([0.4, 0.6])
    with pytest.raises(ValueError, match="unknown must be one for each of the 2 steps, got 1"):
        verdict_course(verdict, unknown=[True])
    with pytest.raises(ValueError, match="tokens must be one for each of the 2 steps, got 3"):
        verdict_course(verdict, tokens=TOKENS)
    with pytest.raises(ValueError, match=r"verdict must be one value a step, .* got \(0,\)"):
        verdict_course(np.array([]))


@pytest.mark.parametrize("steps", [1, 64])
def test_short_and_long_sentences_have_a_place_for_every_word(steps: int) -> None:
    tokens = [f"word-{t}" for t in range(steps)]
    for figure in (
        verdict_course(np.full(steps, 0.5), tokens=tokens),
        unit_course({"h": np.zeros(steps)}, tokens=tokens),
    ):
        assert words(figure) == tokens
        assert layout(figure).xaxis.range == (-0.5, steps - 0.5)
        assert len(traces(figure)[0].y) == steps


def test_a_course_is_high_enough_to_read_and_low_enough_to_see_whole() -> None:
    for figure in (
        verdict_course(np.full(3, 0.5), tokens=TOKENS),
        unit_course({"h": np.zeros(3)}, tokens=TOKENS),
    ):
        frame = layout(figure)
        assert 240 <= frame.height - frame.margin.t - 74 <= 320


def test_the_lines_across_fall_on_the_ends_the_middle_and_half_way() -> None:
    verdict = layout(verdict_course(np.full(3, 0.5))).yaxis
    assert [verdict.tick0 + k * verdict.dtick for k in range(5)] == [0, 0.25, 0.5, 0.75, 1]
    unit = layout(unit_course({"h": np.zeros(3)})).yaxis
    assert [unit.tick0 + k * unit.dtick for k in range(-2, 3)] == [-1, -0.5, 0, 0.5, 1]
    wide = layout(unit_course({"c": np.full(3, 7.5)})).yaxis
    assert (wide.tick0, wide.dtick) == (0, 2)


@pytest.mark.parametrize(
    ("word", "shown"), [("fourteen-signs", "fourteen-signs"), ("fifteen-letters", "fifteen-lette…")]
)
def test_a_called_out_word_has_at_most_14_letters(word: str, shown: str) -> None:
    figure = verdict_course(np.array([0.5, 0.9]), tokens=["a", word])
    (turn,) = [note for note in layout(figure).annotations if note.showarrow]
    assert turn.text == f"“{shown}” +0.40"
