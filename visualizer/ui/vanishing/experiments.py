"""What the knobs ask for: untrained networks, measured once for everybody and ahead of the hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st
from torch import Tensor

from visualizer.core import RECORDS
from visualizer.networks.untrained import (
    Drawn,
    Experiment,
    Initialisation,
    Reach,
    draw_weights,
    measure,
    random_input,
    word_vectors,
)
from visualizer.ui.work.ahead import Ahead
from visualizer.ui.work.caches import kept
from visualizer.ui.work.readings import ONE_AT_A_TIME

BEFORE = "vanishing_before"

Question = tuple[Experiment, tuple[str, ...]]
"""An experiment and the words it reads; none: random numbers."""


@st.cache_resource(show_spinner=False)
def reaches() -> Ahead[Question, Reach]:
    """What every experiment of this process gives."""
    return Ahead(_measure)


def questions(
    cells: Sequence[str], experiment: Experiment, words: tuple[str, ...]
) -> list[Question]:
    """What to measure: the experiment with each cell."""
    return [(with_cell(cell, experiment), words) for cell in cells]


def with_cell(cell: str, common: Experiment) -> Experiment:
    """The experiment with one cell; what means nothing to it is left at its usual value."""
    usual = Experiment(cell=cell)
    return replace(
        common,
        cell=cell,
        forget_bias=common.forget_bias
        if "f" in RECORDS[cell].sums and common.set_for is None
        else usual.forget_bias,
        set_for=common.set_for if RECORDS[cell].keeps else None,
        nonlinearity=common.nonlinearity if cell == "rnn" else usual.nonlinearity,
    )


def expect(
    cells: Sequence[str],
    experiment: Experiment,
    words: tuple[str, ...],
    *,
    ends: Mapping[str, tuple[float, float]],
) -> None:
    """Guess that the knob that was just turned will be turned on by as much again.

    Args:
        ends: the lowest and highest value of every knob, by the experiment's field.
    """
    before: Experiment = st.session_state.get(BEFORE, experiment)
    st.session_state[BEFORE] = experiment
    turned = {name: (getattr(before, name), getattr(experiment, name)) for name in ends}
    ahead = {
        name: round(min(max(2 * now - then, ends[name][0]), ends[name][1]), 2)
        for name, (then, now) in turned.items()
        if None not in (then, now) and now != then and not (words and name == "steps")
    }
    reaches().guess(questions(cells, replace(experiment, **ahead), words))


def _measure(question: Question) -> Reach:
    experiment, words = question
    x: Tensor = word_vectors(words, experiment.seed) if words else random_input(experiment)
    drawn = _drawn(experiment.cell, experiment.units, experiment.initialisation, experiment.seed)
    with ONE_AT_A_TIME:
        return measure(experiment, x, drawn=drawn)


@kept
def _drawn(cell: str, units: int, initialisation: Initialisation, seed: int) -> Drawn:
    return draw_weights(cell, units, initialisation, seed)
