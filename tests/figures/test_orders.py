"""Classes as courses: what is drawn is what was given."""

import numpy as np
import pytest

from visualizer.figures import class_course


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
