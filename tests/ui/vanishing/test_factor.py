"""The formula of one factor, with its numbers: they add up to what was measured."""

import re
from dataclasses import replace

import pytest

from visualizer.networks.untrained import Experiment, measure, random_input
from visualizer.ui.vanishing.factor import factor_lines

SMALL = Experiment(cell="lstm", units=4, steps=6, radius=1.4, seed=2)
NUMBERS = {r"\cdot": "*", r"\left": "*", r"\right": "", "^2": "**2", "{": "", "}": ""}


def worked_out(line: str) -> float:
    """The value of the last expression with numbers alone, before the last `=`."""
    for latex, python in NUMBERS.items():
        line = line.replace(latex, python)
    assert re.fullmatch(r"[-+*().\d\s]+", line), line
    return eval(line)


@pytest.mark.parametrize("t", [2, 6])
@pytest.mark.parametrize(("unit", "source"), [(0, 0), (2, 1), (3, 3)])
@pytest.mark.parametrize(
    ("cell", "nonlinearity"), [("rnn", "tanh"), ("rnn", "relu"), ("gru", "tanh"), ("lstm", "tanh")]
)
def test_the_numbers_written_down_give_the_entry_measured(
    cell: str, nonlinearity: str, unit: int, source: int, t: int
) -> None:
    experiment = replace(SMALL, cell=cell, nonlinearity=nonlinearity)
    reach = measure(experiment, random_input(experiment))
    lines = factor_lines(reach, t=t, unit=unit, source=source)
    row = unit + (4 if cell == "lstm" else 0)
    wanted = reach.factors[t - 1][row, source]
    numbers = "".join(lines[-2:] if cell == "gru" else lines[-1:])
    expression, total = numbers.rsplit("=", 1)
    assert float(total) == pytest.approx(wanted, abs=6e-4)
    assert worked_out(expression.rsplit("=", 1)[-1]) == pytest.approx(wanted, abs=3e-3)


def test_the_straight_way_through_an_lstm_is_its_forget_gate() -> None:
    reach = measure(SMALL, random_input(SMALL))
    line = factor_lines(reach, t=4, unit=1, source=0)[0]
    assert line.endswith(f"f_t[1] = {reach.record.unit_values('f')[3, 1]:.3f}")
