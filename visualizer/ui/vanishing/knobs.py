"""Vanishing gradients, part two: untrained networks whose weights the reader chooses."""

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st
from jaxtyping import Float

from visualizer.figures import lag_course
from visualizer.lexicon.language import Translator
from visualizer.networks.untrained import Experiment, Reach
from visualizer.stage.curves_bytes import pack_curves
from visualizer.stage.mount import show_figure
from visualizer.ui.controls.plain import digits, plain_table
from visualizer.ui.controls.tabs import LIGHT, tabs
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import chart, theme
from visualizer.ui.shell.painting import let_paint
from visualizer.ui.vanishing.experiments import Question, expect, questions, reaches, with_cell
from visualizer.ui.vanishing.factor import factor_part
from visualizer.ui.vanishing.knob_controls import (
    ENDS,
    are_drawn,
    beginnings,
    chosen,
    draw_knobs,
)
from visualizer.ui.vanishing.told import reach_told
from visualizer.views.curves import curve_name, lag_curves

Courses = Mapping[str, Float[np.ndarray, " T"]]
"""Values by steps back, by cell."""


@st.fragment
def knobs_part() -> None:
    """Measured reach beside the bound that theory gives, for weights of the reader's choice."""
    say = reader()
    drawn, begin = are_drawn(), beginnings()
    with st.container(key="vanishing_knobs"):
        controls, picture = st.columns([3, 8], gap="medium")
    if not drawn:
        with controls:
            draw_knobs(begin, say)
    now = chosen()
    with picture:
        measured = _measured_curves(questions(now.cells, now.experiment, now.words), say)
    if drawn:  # after the curves, though beside them: who turned a knob waits for these alone
        with controls:
            draw_knobs(begin, say)
    if measured:
        lines = _code(with_cell(now.cells[-1], now.experiment), now.words, say)
        _explained(measured, lines, say)
        expect(now.cells, now.experiment, now.words, ends=ENDS)


def _measured_curves(asked: Sequence[Question], say: Translator) -> dict[str, Reach]:
    """What was measured, by cell, after its curves are painted; or a hint if nothing was asked."""
    if not asked:
        st.info(say("Choose at least one kind of network."))
        return {}
    with reaches().ask(asked) as pending:
        measured = {
            each.cell: future.result() for (each, _), future in zip(asked, pending, strict=True)
        }
    curves = lag_curves(**_courses(measured), say=say)
    picture = pack_curves(curves, say=say, address="vanishing_lags")
    show_figure(picture, key="vanishing_knobs_curves")
    let_paint(picture)
    return measured


def _courses(measured: Mapping[str, Reach]) -> dict[str, Courses]:
    return {
        "curves": {cell: each.measured for cell, each in measured.items()},
        "bounds": {cell: each.bound for cell, each in measured.items()},
        "gates": {cell: each.gates for cell, each in measured.items() if each.gates is not None},
    }


def _explained(measured: dict[str, Reach], lines: str, say: Translator) -> None:
    st.markdown("\n".join(f"- {reach_told(cell, each, say)}" for cell, each in measured.items()))
    st.caption(
        say(
            "How to read it: at the left edge the state is compared with itself, so every curve "
            "starts at 1. A straight line down is a gradient that vanishes at a steady rate; one "
            "that goes up explodes. Thin lines are the product of the one-step factors' largest "
            "values, which no measured value can exceed. Caution: the bound is often far from what "
            "happens."
        )
    )
    factor_part(measured, say)
    _tabs(_courses(measured), lines, say)


def _tabs(courses: Mapping[str, Courses], lines: str, say: Translator) -> None:
    """The same curves as a figure, as numbers and as code."""
    names = {"figure": say("Figure"), "numbers": say("Numbers"), "code": say("Code")}
    shown = tabs(names, key="vanishing_lags_tab", first=LIGHT)
    if shown["figure"].open:
        with shown["figure"]:
            figure = lag_course(**courses, theme=theme(), say=say)
            chart(figure, key="vanishing_knobs_chart", name=say("gradient"))
    if shown["numbers"].open:
        lags = range(len(next(iter(courses["curves"].values()))))
        columns: dict[str, Sequence[str | int]] = {say("steps back"): lags}
        for cell, values in courses["curves"].items():
            name = curve_name(cell, say)
            columns[name] = digits(values)
            columns[say("bound for {name}", name=name)] = digits(courses["bounds"][cell])
        with shown["numbers"]:
            plain_table(columns, scrolls=say("Numbers"))
    if shown["code"].open:
        shown["code"].code(lines, language="python", wrap_lines=True)


def _code(experiment: Experiment, words: tuple[str, ...], say: Translator) -> str:
    source = "word_vectors" if words else "random_input"
    x = f"word_vectors({words!r}, experiment.seed)" if words else "random_input(experiment)"
    own = say("The same for a model of your own with an nn.RNN, nn.LSTM or nn.GRU inside:")
    return "\n".join(
        (
            "import visualizer as viz",
            f"from visualizer.networks.untrained import Experiment, measure, {source}",
            "",
            f"experiment = {experiment!r}",
            f"reach = measure(experiment, {x})",
            f"reach.measured              # {say('factors by steps back')}",
            f"reach.bound                 # {say('what they cannot exceed')}",
            "",
            f"# {own}",
            "with viz.record(model) as recording:",
            "    model(inputs)",
            'memory = viz.memory(model.lstm, recording["lstm"])',
            f"memory.reach[::-1]          # {say('factors by steps back')}",
            f"memory.bound[-1, ::-1]      # {say('what they cannot exceed')}",
        )
    )
