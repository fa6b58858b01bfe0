"""The heatmap says what the record says, in colours that mean the same everywhere."""

import numpy as np
import pytest

from tests.figures.samples import layout, traces, values, words
from visualizer.figures import unit_heatmap
from visualizer.lexicon.colours import NEGATIVE, NEUTRAL, POSITIVE, Theme
from visualizer.lexicon.quantities import QUANTITIES

FORGET, CELL, HIDDEN = QUANTITIES["f"], QUANTITIES["c"], QUANTITIES["h"]


def test_units_run_down_from_0_and_time_runs_left_to_right() -> None:
    record = values(3, 4)
    figure = unit_heatmap(record, quantity=HIDDEN)
    (cells,) = traces(figure)
    assert np.array_equal(cells.z, record.T)
    assert (list(cells.x), list(cells.y)) == ([0, 1, 2], [0, 1, 2, 3])
    assert layout(figure).yaxis.range == (3.5, -0.5)
    assert layout(figure).xaxis.range == (-0.5, 2.5)
    assert layout(figure).yaxis.title.text == "unit (number)"
    assert layout(figure).xaxis.title.text == "step (time runs left to right)"


def test_an_order_moves_rows_and_keeps_their_numbers() -> None:
    record = values(3, 4)
    figure = unit_heatmap(record, quantity=HIDDEN, order=[2, 0, 3, 1])
    (cells,) = traces(figure)
    assert list(cells.y) == list(layout(figure).yaxis.categoryarray) == [2, 0, 3, 1]
    assert layout(figure).yaxis.type == "category"
    for row, unit in enumerate(cells.y):
        assert np.array_equal(cells.z[row], record[:, unit])


@pytest.mark.parametrize("order", [[0, 1], [0, 1, 1], [0, 1, 3], [-1, 0, 1]])
def test_an_order_that_is_none_is_refused(order: list[int]) -> None:
    with pytest.raises(ValueError, match=r"order must hold each of the 3 units once, got \["):
        unit_heatmap(values(2, 3), quantity=HIDDEN, order=order)


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (4,), (2, 2, 2)])
def test_values_without_a_cell_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"values must be \(steps, units\), at least one each"):
        unit_heatmap(np.zeros(shape, np.float32), quantity=HIDDEN)


def test_tokens_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="tokens must be one for each of the 2 steps, got 1"):
        unit_heatmap(values(2, 3), quantity=HIDDEN, tokens=["one"])


@pytest.mark.parametrize("symbol", QUANTITIES)
@pytest.mark.parametrize("size", [1e-3, 1, 10])
def test_the_range_is_the_quantity_s_own_whatever_the_data(symbol: str, size: float) -> None:
    quantity = QUANTITIES[symbol]
    (cells, *_) = traces(unit_heatmap(values(3, 4) * np.float32(size), quantity=quantity))
    assert (cells.zmin, cells.zmax) == quantity.range
    assert cells.zauto is None
    assert list(cells.colorbar.tickvals) == [
        quantity.range[0],
        sum(quantity.range) / 2,
        quantity.range[1],
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colour_goes_by_meaning(theme: Theme) -> None:
    """A gate grows from nothing to its own hue, all else from negative to positive."""
    for symbol, quantity in QUANTITIES.items():
        (cells, *_) = traces(unit_heatmap(values(2, 2), quantity=quantity, theme=theme))
        if symbol in "fiorz":
            expected = ((0.0, NEUTRAL[theme]), (1.0, getattr(quantity, theme)))
        else:
            expected = ((0.0, NEGATIVE[theme]), (0.5, NEUTRAL[theme]), (1.0, POSITIVE[theme]))
        assert cells.colorscale == expected, symbol


def test_repeated_words_keep_a_column_each() -> None:
    tokens = ["not", "not", "good", "not"]
    figure = unit_heatmap(values(4, 2), quantity=FORGET, tokens=tokens)
    assert len(set(traces(figure)[0].x)) == 4
    assert words(figure) == tokens
    assert layout(figure).xaxis.title.text == "word (time runs left to right)"


def test_without_words_the_steps_count_from_1() -> None:
    assert words(unit_heatmap(values(3, 2), quantity=FORGET)) == ["1", "2", "3"]


def test_the_pointer_reads_step_word_unit_and_value() -> None:
    (cells, *_) = traces(unit_heatmap(values(2, 3), quantity=FORGET, tokens=["so", "dull"]))
    assert [row[1] for row in cells.customdata] == ["step 2 of 2: “dull”"] * 3
    assert cells.hovertemplate == (
        "%{customdata}<br>unit %{y}<br>forget gate f = %{z:.3f}<extra></extra>"
    )


def test_the_heading_names_the_quantity_and_what_it_does() -> None:
    title = layout(unit_heatmap(values(2, 3), quantity=CELL)).title
    assert title.text == "Cell state c"
    assert title.subtitle.text == "the memory itself, carried from step to step"


def test_values_beyond_the_range_are_kept_marked_and_counted() -> None:
    bound = CELL.bound
    record = np.array([[0.0, bound], [bound + 0.01, -7.5], [-bound, 4.0]])
    figure = unit_heatmap(record, quantity=CELL, order=[1, 0])
    cells, marks = traces(figure)
    assert np.array_equal(cells.z, record[:, [1, 0]].T)
    assert sorted(zip(marks.x, marks.y, marks.marker.symbol, strict=True)) == [
        (1, 0, "triangle-up"),
        (1, 1, "triangle-down"),
        (2, 1, "triangle-up"),
    ]
    assert marks.name == f"3 values beyond −{bound:g} to {bound:g}: marked, full colour"
    assert layout(figure).showlegend


def test_one_value_beyond_is_one_value() -> None:
    _, marks = traces(unit_heatmap(np.array([[1.2, 0.5]]), quantity=FORGET))
    assert marks.name == "1 value beyond 0 to 1: marked, full colour"


def test_values_at_the_ends_of_the_range_have_no_mark() -> None:
    figure = unit_heatmap(np.array([[-1.0, 0.0, 1.0]]), quantity=HIDDEN)
    assert len(traces(figure)) == 1
    assert not layout(figure).showlegend


@pytest.mark.parametrize("missing", [np.nan, np.inf, -np.inf])
def test_a_missing_step_is_a_gap_and_is_counted(missing: float) -> None:
    record = np.full((3, 4), 0.5)
    record[1:] = missing
    cells, note = traces(unit_heatmap(record, quantity=FORGET))
    assert np.isnan(cells.z[:, 1:]).all()
    assert np.array_equal(cells.z[:, 0], [0.5] * 4)
    assert cells.hoverongaps is False
    assert note.name == "2 steps without a value: left empty"
    assert record[1, 0] == missing or np.isnan(missing)


@pytest.mark.parametrize(("steps", "units"), [(1, 1), (1, 128), (64, 64), (64, 128), (64, 1)])
def test_every_size_of_sentence_and_layer_has_room(steps: int, units: int) -> None:
    tokens = ["extraordinarily-long"] * steps
    figure = unit_heatmap(values(steps, units), quantity=HIDDEN, tokens=tokens)
    margin, labels = layout(figure).margin, 12 * 12 if steps == 64 else 30
    plot = layout(figure).height - margin.t - labels - 40
    assert plot >= max(100, 4.5 * units)
    assert traces(figure)[0].z.shape == (units, steps)
    assert layout(figure).xaxis.automargin
    assert layout(figure).yaxis.automargin


@pytest.mark.parametrize(
    ("units", "low", "high"), [(1, 20, 200), (10, 20, 22), (48, 8, 10), (128, 5, 6)]
)
def test_a_row_is_as_high_as_the_screen_allows(units: int, low: float, high: float) -> None:
    figure = unit_heatmap(values(5, units), quantity=HIDDEN)
    margin, words_below = layout(figure).margin, 74
    plot = layout(figure).height - margin.t - words_below
    assert low <= plot / units <= high
    assert units > 48 or plot <= 440
