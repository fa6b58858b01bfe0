"""The formula of one factor, with its numbers: they add up to what was measured."""

import re
from dataclasses import replace

import numpy as np
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


def test_the_straight_way_through_a_gru_is_its_update_gate() -> None:
    reach = measure(replace(SMALL, cell="gru"), random_input(SMALL))
    for source, kept in ((1, reach.record.unit_values("z")[3, 1]), (2, 0.0)):
        line = factor_lines(reach, t=4, unit=1, source=source)[3]
        assert line.startswith(f"= {kept:.3f} + ")


@pytest.mark.parametrize("t", [2, 4, 6])
@pytest.mark.parametrize("unit", [0, 3])
def test_the_q_of_a_gru_is_what_its_reset_gate_multiplies(unit: int, t: int) -> None:
    """From the other side: n = tanh(W x + b + r q) is solved for q."""
    reach = measure(replace(SMALL, cell="gru"), random_input(SMALL))
    r, n = (reach.record.unit_values(symbol)[t - 1, unit] for symbol in "rn")
    weights = dict(reach.network.named_parameters())
    row = 2 * SMALL.units + unit
    x = weights["weight_ih_l0"].detach().numpy()[row] @ reach.record.x[t - 1, 0]
    bias = weights["bias_ih_l0"].detach().numpy()[row]
    (line,) = [each for each in factor_lines(reach, t=t, unit=unit, source=1) if "q =" in each]
    assert line.endswith(f"= {(np.arctanh(n) - x - bias) / r:.3f}")


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_the_formula_names_the_units_that_were_chosen(cell: str) -> None:
    reach = measure(replace(SMALL, cell=cell), random_input(SMALL))
    line = factor_lines(reach, t=3, unit=2, source=1)[1 if cell == "lstm" else 0]
    state = "c" if cell == "lstm" else "h"
    assert line.startswith(rf"\frac{{\partial {state}_t[2]}}{{\partial h_{{t-1}}[1]}} = ")


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_no_zero_is_negative_at_a_radius_of_0(cell: str) -> None:
    experiment = replace(SMALL, cell=cell, radius=0.0)
    reach = measure(experiment, random_input(experiment))
    told = [
        line
        for unit in range(4)
        for source in range(4)
        for line in factor_lines(reach, t=4, unit=unit, source=source)
    ]
    assert any("0.000" in line for line in told)
    assert not any("-0.000" in line for line in told)
