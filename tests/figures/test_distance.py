"""The course of a distance keeps an absolute axis and names where two runs part."""

import numpy as np
import pytest

from tests.figures.samples import TRICKY, Recorder, layout, texts, traces, words
from visualizer.figures import distance_course
from visualizer.lexicon.quantities import QUANTITIES


def test_each_state_has_its_line_in_its_hue_on_the_scale_of_its_units() -> None:
    values = {"h": np.array([0.0, 1.0]), "c": np.array([0.0, 3.0])}
    for theme in ("light", "dark"):
        figure = distance_course(values, units=48, tokens=["a", "b"], theme=theme)
        assert [line.name for line in traces(figure)] == ["hidden state h", "cell state c"]
        for symbol, line in zip("hc", traces(figure), strict=True):
            np.testing.assert_array_equal(line.y, values[symbol])
            assert line.line.color == getattr(QUANTITIES[symbol], theme)
    assert words(figure) == ["a", "b"]
    assert layout(figure).yaxis.range == pytest.approx((0, 1.05 * 2 * 48**0.5))
    assert "13.9" in layout(figure).title.subtitle.text


def test_the_axis_is_the_same_for_every_text_until_a_distance_is_beyond_it() -> None:
    small = distance_course({"h": np.array([0.01])}, units=4)
    large = distance_course({"c": np.array([9.0])}, units=4)
    assert layout(small).yaxis.range == pytest.approx((0, 1.05 * 4))
    assert layout(large).yaxis.range == pytest.approx((0, 1.05 * 9))


def test_where_they_part_is_marked_with_the_word() -> None:
    values = {"h": np.array([0.0, 1.0, 0.5])}
    marked = distance_course(values, units=4, tokens=["a", "<b>", "c"], parting=1)
    assert layout(marked).shapes[0].x0 == layout(marked).shapes[0].x1 == 1
    (note,) = layout(marked).annotations
    assert note.text == "first apart: “&lt;b&gt;”"
    assert not layout(distance_course(values, units=4)).annotations


def test_words_are_text_and_all_is_said_in_the_readers_language() -> None:
    values = {"c": np.linspace(0, 1, len(TRICKY))}
    figure = distance_course(values, units=3, tokens=TRICKY, parting=2, say=Recorder("en"))
    assert "<b>" not in "".join(texts(figure)).replace("<br>", "")
    assert all("⟦" in each.name for each in traces(figure))


@pytest.mark.parametrize(
    ("values", "options", "said"),
    [
        ({}, {}, "distances must hold steps"),
        ({"h": np.zeros(2), "c": np.zeros(3)}, {}, "distances must hold steps"),
        ({"h": np.array([-0.1])}, {}, "0 or more"),
        ({"h": np.array([np.nan])}, {}, "0 or more"),
        ({"h": np.zeros(2)}, {"parting": 2}, r"parting must be in 0\.\.1, got 2"),
        ({"h": np.zeros(2)}, {"tokens": ["a"]}, "tokens must be one for each"),
    ],
)
def test_what_does_not_fit_is_refused(values: dict, options: dict, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        distance_course(values, units=4, **options)
