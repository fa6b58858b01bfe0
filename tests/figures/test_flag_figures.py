"""Which unit tells a flag, what holding it costs, what becomes of it: the figures."""

import json

import numpy as np
import pytest

from tests.figures.samples import TRICKY, texts, traces
from visualizer.figures import Strip, passing_bars, pull_strip, unit_telling_bars

R = np.array([0.1, -0.9, 0.4])


def test_bars_stand_in_the_order_given_on_a_fixed_axis_beside_the_shuffled_flags() -> None:
    figure = unit_telling_bars(R, order=[1, 2, 0], shuffled=(0.05, 0.19), flag="gender")
    (bars,) = traces(figure)
    assert list(bars.x) == ["1", "2", "0"]
    np.testing.assert_allclose(bars.y, [0.9, 0.4, 0.1])
    assert list(bars.customdata) == ["−0.900", "+0.400", "+0.100"]
    assert tuple(figure.layout["yaxis"]["range"]) == (0, 1)
    shapes = json.loads(str(figure.to_json()))["layout"]["shapes"]
    assert [shape["y0"] for shape in shapes] == [0.19, 0.05]


def test_bars_refuse_what_is_no_order_and_no_correlation() -> None:
    with pytest.raises(ValueError, match="order must name each of 3 units once"):
        unit_telling_bars(R, order=[0, 1], shuffled=(0, 0), flag="")
    with pytest.raises(ValueError, match=r"r must be in -1\.\.1"):
        unit_telling_bars(R * 2, order=[0, 1, 2], shuffled=(0, 0), flag="")


def strip(name: str = "verb", held: float | None = 0.4) -> Strip:
    return Strip(name=name, before=1.0, held=held, others=[0.9, 0.95], units=[3, 4])


def test_a_strip_has_every_other_unit_the_network_as_it_is_and_what_is_held() -> None:
    figure = pull_strip([strip(), strip("pronoun")], held="unit 5")
    others, before, held = traces(figure)
    np.testing.assert_allclose(others.x, [90, 95, 90, 95])
    assert list(others.customdata) == [3, 4, 3, 4]
    assert list(before.x) == [100, 100]
    assert list(held.x) == [40, 40]
    assert held.name == "unit 5"
    assert list(figure.layout["yaxis"]["categoryarray"]) == ["pronoun", "verb"]
    assert tuple(figure.layout["xaxis"]["range"]) == (-2, 102)


def test_a_strip_without_a_pull_shows_none() -> None:
    assert len(traces(pull_strip([strip(held=None)], held=""))) == 2
    with pytest.raises(ValueError, match="strips must be one or more"):
        pull_strip([], held="")


@pytest.mark.parametrize("tricky", TRICKY)
def test_names_are_letters(tricky: str) -> None:
    shown = texts(pull_strip([strip(tricky)], held=tricky))
    assert not any(text.startswith("<b>") for text in shown)


def test_stages_are_drawn_group_by_group_with_their_spread() -> None:
    stages = {
        "another": {"before": (-1.0, -2.0, -0.5), "after": (0.5, 0.25, 1.0)},
        "the same": {"before": (1.0, 0.5, 2.0), "after": (1.0, 0.5, 1.5)},
    }
    figure = passing_bars(stages, title="", subtitle="", reach=4)
    first, second = traces(figure)
    assert list(first.x) == ["before", "after"]
    assert list(first.y) == [-1.0, 0.5]
    assert list(first.error_y["array"]) == [0.5, 0.5]
    assert list(first.error_y["arrayminus"]) == [1.0, 0.25]
    assert second.name == "the same"
    assert tuple(figure.layout["yaxis"]["range"]) == (-4, 4)
    with pytest.raises(ValueError, match="the same in every group"):
        passing_bars({"a": {"x": (0, 0, 0)}, "b": {}}, title="", subtitle="", reach=1)
