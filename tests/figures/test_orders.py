"""Many orders as a strip, and classes as courses: what is drawn is what was given."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from visualizer.figures import class_course, order_strip

SHARES = {"bag": np.full(5, 0.5), "lstm": np.array([0.0, 0.25, 0.5, 0.75, 1.0])}
NAMES = {"bag": "Bag", "lstm": "LSTM"}


def layout_of(figure: go.Figure) -> Any:
    return figure.layout


def test_a_row_for_each_network_on_an_absolute_scale() -> None:
    figure = order_strip(SHARES, {"bag": 0.5, "lstm": 0.9}, names=NAMES)
    bag, lstm, typed = figure.data
    np.testing.assert_array_equal(lstm.x, SHARES["lstm"])
    assert all(abs(np.array(bag.y)) < 0.5)
    assert all(abs(np.array(lstm.y) - 1) < 0.5)
    assert [*typed.x] == [0.5, 0.9]
    assert [*typed.y] == [0, 1]
    assert layout_of(figure).xaxis.range == (-0.02, 1.02)
    assert layout_of(figure).yaxis.ticktext == ("Bag", "LSTM")


def test_what_is_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match="must be 0 to 1"):
        order_strip({"bag": np.array([1.5])}, {"bag": 0.5}, names=NAMES)
    with pytest.raises(ValueError, match="must hold orders"):
        order_strip({}, {}, names=NAMES)


def test_every_class_is_a_course_of_its_own_look() -> None:
    shares = np.array([[0.25, 0.5, 0.25], [0.1, 0.2, 0.7]])
    figure = class_course(shares, classes=["a", "b", "c"], tokens=["so", "good"], title="bag")
    assert [trace.name for trace in figure.data] == ["a", "b", "c"]
    for k, trace in enumerate(figure.data):
        np.testing.assert_array_equal(trace.y, shares[:, k])
    looks = {(trace.line.color, trace.line.dash, trace.marker.symbol) for trace in figure.data}
    assert len(looks) == 3
    with pytest.raises(ValueError, match="one for each of 3 columns"):
        class_course(shares, classes=["a"], tokens=["so", "good"], title="bag")
