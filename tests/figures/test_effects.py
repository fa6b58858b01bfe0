"""The bars of what single units do: every value, in the order asked for, on an absolute axis."""

import numpy as np
import pytest

from tests.figures.samples import layout, texts, traces
from tests.lexicon.test_quantities import contrast
from visualizer.figures import unit_effects_bars
from visualizer.lexicon.colours import NEGATIVE, PAPER, POSITIVE, Theme
from visualizer.lexicon.language import translator

EFFECTS = np.array([0.01, -0.3, 0.0, 0.15])
MEAN = np.array([0.02, 0.1, 0.0, 0.25])


def test_every_unit_has_its_bar_and_its_mean_in_the_order_asked_for() -> None:
    order = [1, 3, 0, 2]
    up, down, marks = traces(unit_effects_bars(EFFECTS, MEAN, order=order))
    assert [*up.x] == [*down.x] == [*marks.x] == ["1", "3", "0", "2"]
    np.testing.assert_array_equal(np.where(np.isnan(up.y), down.y, up.y), EFFECTS[order])
    np.testing.assert_array_equal(np.isnan(up.y), EFFECTS[order] <= 0)
    np.testing.assert_array_equal(np.isnan(down.y), EFFECTS[order] > 0)
    np.testing.assert_array_equal(marks.y, MEAN[order])
    assert marks.mode == "markers"
    assert [each.name for each in (up, down, marks)] == [
        "rises without it",
        "falls without it",
        "size of the change, mean over the list",
    ]
    alone, _ = traces(unit_effects_bars(EFFECTS))
    assert [*alone.x] == ["0", "1", "2", "3"]


def test_units_are_names_and_not_places_on_a_scale() -> None:
    """Else a category axis would sort "10" before "9", or a linear one by number."""
    figure = unit_effects_bars(np.linspace(-0.1, 0.1, 12), order=[*range(11, -1, -1)])
    assert layout(figure).xaxis.type == "category"
    assert [*traces(figure)[0].x] == [str(unit) for unit in range(11, -1, -1)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_tell_up_from_down(theme: Theme) -> None:
    up, down, marks = traces(unit_effects_bars(EFFECTS, MEAN, theme=theme))
    assert (up.marker.color, down.marker.color) == (POSITIVE[theme], NEGATIVE[theme])
    ground = PAPER[theme].page
    assert contrast(marks.marker.color, ground) > 4.5


@pytest.mark.parametrize(
    ("most", "reach"),
    [(0.0, 0.05), (0.05, 0.05), (-0.0501, 0.1), (0.2, 0.2), (-0.4, 0.5), (0.51, 1.0), (-1.0, 1.0)],
)
@pytest.mark.parametrize("of", ["effects", "mean"])
def test_the_axis_is_the_narrowest_of_a_few_that_holds_everything(
    most: float, reach: float, of: str
) -> None:
    effects, mean = np.array([0.01, most]), np.zeros(2)
    if of == "mean":
        effects, mean = np.array([0.01, 0.0]), np.array([0.0, abs(most)])
    figure = unit_effects_bars(effects, mean)
    assert [*layout(figure).yaxis.range] == [-reach, reach]
    assert any(f"±{reach}" in text for text in texts(figure))


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match=r"order must name each of 4 units once, got \[0, 1, 2\]"):
        unit_effects_bars(EFFECTS, order=[0, 1, 2])
    with pytest.raises(ValueError, match=r"order must name each of 4 units once, got \[0, 0, 1"):
        unit_effects_bars(EFFECTS, order=[0, 0, 1, 2])
    with pytest.raises(ValueError, match="mean must be one for each of 4 units, got 3"):
        unit_effects_bars(EFFECTS, MEAN[:3])


def test_the_arrays_are_left_as_they_are_and_the_words_translated() -> None:
    effects, mean = EFFECTS.copy(), MEAN.copy()
    for array in (effects, mean):
        array.flags.writeable = False
    figure = unit_effects_bars(effects, mean, order=np.array([3, 2, 1, 0]), say=translator("hi"))
    english = {*texts(unit_effects_bars(effects, mean, order=[3, 2, 1, 0]))}
    told = {text for text in texts(figure) if any("ऀ" <= letter <= "ॿ" for letter in text)}
    assert len(told) >= 5  # title, note, both axes, both names
    assert not told & english
