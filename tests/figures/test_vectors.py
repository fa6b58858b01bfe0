"""Costs to scale, cosines on their whole range."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from visualizer.figures import cosine_maps, cost_bars, neighbour_bars


def layout_of(figure: go.Figure) -> Any:
    return figure.layout


def test_each_measure_has_its_own_axis_from_nothing() -> None:
    figure = cost_bars({"numbers": (48, 6978), "work": (9216, 1339776)}, names=("e", "o"))
    first, second = figure.data
    assert [*first.x] == [48, 6978]
    assert [*second.x] == [9216, 1339776]
    assert layout_of(figure).xaxis.range == (0, 6978)
    assert layout_of(figure).xaxis2.range == (0, 1339776)
    assert [*second.text] == ["9,216", "1,339,776"]
    assert (first.xaxis, second.xaxis) == ("x", "x2")
    domains = [layout_of(figure).yaxis.domain, layout_of(figure).yaxis2.domain]
    assert domains[0][0] > domains[1][1]
    with pytest.raises(ValueError, match="0 or more"):
        cost_bars({"numbers": (-1, 2)}, names=("e", "o"))


def test_maps_share_words_and_range() -> None:
    cosines = np.array([[1, -0.5], [-0.5, 1]])
    figure = cosine_maps({"embedding": cosines, "one-hot": np.eye(2)}, words=["good", "bad"])
    for trace, values in zip(figure.data, (cosines, np.eye(2)), strict=True):
        np.testing.assert_array_equal(trace.z, values)
        assert (trace.zmin, trace.zmax) == (-1, 1)
    assert layout_of(figure).xaxis.ticktext == layout_of(figure).yaxis2.ticktext == ("good", "bad")
    with pytest.raises(ValueError, match="must be 2 x 2"):
        cosine_maps({"embedding": np.eye(3)}, words=["good", "bad"])


def test_neighbours_are_drawn_between_minus_one_and_one() -> None:
    figure = neighbour_bars({"coach": 0.5, "war": -0.25}, word="team")
    assert [*figure.data[0].x] == [0.5, -0.25]
    assert [*figure.data[0].text] == ["0.50", "−0.25"]
    assert layout_of(figure).xaxis.range[0] == -1
    assert len({*figure.data[0].marker.color}) == 2
    with pytest.raises(ValueError, match="-1 to 1"):
        neighbour_bars({"coach": 2.0}, word="team")
