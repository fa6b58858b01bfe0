"""Vanishing gradients, part two: untrained networks whose weights the reader chooses."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import streamlit as st
from jaxtyping import Float

from visualizer.core import CELLS, RECORDS
from visualizer.figures import lag_course
from visualizer.lexicon.language import N_, Translator
from visualizer.networks.untrained import (
    INITIALISATIONS,
    MAX_RADIUS,
    MAX_STEPS,
    MAX_UNITS,
    Experiment,
    Reach,
    measure,
    random_input,
    word_vectors,
)
from visualizer.stage.curves_bytes import pack_curves
from visualizer.stage.mount import show_curves
from visualizer.ui.controls.networks import ONE_AT_A_TIME
from visualizer.ui.controls.sentence import sentence_box, tell_left_out, typed_reading
from visualizer.ui.shell.address import (
    choice_from_address,
    choices_from_address,
    keep_in_address,
    number_from_address,
)
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import chart, let_paint, theme
from visualizer.ui.vanishing.factor import factor_part
from visualizer.ui.work.ahead import Ahead
from visualizer.views.curves import (
    FLOAT32_CEILING,
    FLOAT32_FLOOR,
    curve_name,
    lag_curves,
    scientific,
)

KEPT = 64
RANGES = {
    "radius": (1.0, 0.0, MAX_RADIUS),
    "forget": (1.0, -3.0, 6.0),
    "units": (64, 1, MAX_UNITS),
    "steps": (100, 2, MAX_STEPS),
}
"""The knobs: where they begin, and their ends."""
KNOBS = {"radius": "radius", "forget": "forget_bias", "units": "units", "steps": "steps"}
"""The field of an experiment that each knob sets."""
KEPT_IN_ADDRESS = ("cells", *RANGES, "activation", "init", "input")
BEFORE = "knobs_before"
Courses = Mapping[str, Float[np.ndarray, " T"]]
"""Values by steps back, by cell."""

NAMES = {
    "uniform": N_("uniform, PyTorch's own"),
    "normal": N_("normal"),
    "orthogonal": N_("orthogonal"),
    "identity": N_("identity"),
}
INPUTS = {"random": N_("random numbers"), "sentence": N_("my sentence")}


Question = tuple[Experiment, tuple[str, ...]]
"""An experiment and the words it reads; none: random numbers."""


@st.cache_resource(show_spinner=False)
def reaches() -> Ahead[Question, Reach]:
    """What every experiment of this process gives."""
    return Ahead(_measure, kept=KEPT)


def _measure(question: Question) -> Reach:
    experiment, words = question
    x = word_vectors(words, experiment.seed) if words else random_input(experiment)
    with ONE_AT_A_TIME:
        return measure(experiment, x)


@st.fragment
def knobs_part() -> None:
    """Measured reach beside the bound that theory gives, for weights of the reader's choice."""
    say = reader()
    shown = "radius" in st.session_state  # the controls are on the page, as they were chosen
    _take_from_address()
    cells, experiment, words = _chosen()
    questions = _questions(cells, experiment, words)
    controls, below = st.container(), st.container()
    if not shown:
        with controls:
            _controls(say)
    with below:
        found = _measured_curves(questions, say)
    if shown:  # after the curves, though above them: who turned a knob waits for these alone
        with controls:
            _controls(say)
    if found:
        with below:
            _explained(found, _code(_of(cells[-1], experiment), words, say), say)
        _expect(cells, experiment, words)


def _measured_curves(questions: Sequence[Question], say: Translator) -> dict[str, Reach]:
    """What was measured, by cell, after its curves are painted; or a hint if nothing was asked."""
    if not questions:
        st.info(say("Choose at least one kind of network."))
        return {}
    with reaches().ask(questions) as pending:
        found = {
            asked.cell: each.result() for (asked, _), each in zip(questions, pending, strict=True)
        }
    picture = pack_curves(lag_curves(**_courses(found), say=say), say=say)
    show_curves(picture, key="vanishing_knobs_curves")
    let_paint(picture)
    return found


def _courses(found: Mapping[str, Reach]) -> dict[str, Courses]:
    return {
        "curves": {cell: each.measured for cell, each in found.items()},
        "bounds": {cell: each.bound for cell, each in found.items()},
        "gates": {cell: each.gates for cell, each in found.items() if each.gates is not None},
    }


def _explained(found: dict[str, Reach], lines: str, say: Translator) -> None:
    st.markdown("\n".join(f"- {_verdict(cell, each, say)}" for cell, each in found.items()))
    st.caption(
        say(
            "How to read it: at the left edge the state is compared with itself, so every curve "
            "starts at 1. A straight line down is a gradient that vanishes at a steady rate; one "
            "that goes up explodes. Thin lines are the product of the one-step factors' largest "
            "values, which no measured value can exceed. Caution: the bound is often far from what "
            "happens."
        )
    )
    factor_part(found, say)
    _tabs(_courses(found), lines, say)


def _tabs(courses: Mapping[str, Courses], lines: str, say: Translator) -> None:
    """The same curves as a figure, as numbers and as code."""
    # The lightest one is open at first: what is drawn anew at every knob would slow it down.
    picture, numbers, code = st.tabs(
        [say("Figure"), say("Numbers"), say("Code")],
        default=say("Code"),
        key="vanishing_knobs_tabs",
        on_change="rerun",
    )
    if picture.open:
        with picture:
            figure = lag_course(**courses, theme=theme(), say=say)
            chart(figure, key="vanishing_knobs_chart", name=say("gradient"))
    if numbers.open:
        columns = {say("steps back"): np.arange(len(next(iter(courses["curves"].values()))))}
        for cell, values in courses["curves"].items():
            columns[curve_name(cell, say)] = values
            columns[say("bound for {name}", name=curve_name(cell, say))] = courses["bounds"][cell]
        numbers.dataframe(columns, hide_index=True, width="stretch", key="vanishing_knobs_numbers")
    if code.open:
        code.code(lines, language="python", wrap_lines=True)


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


def _take_from_address() -> None:
    """Begin with what the address asks for."""
    choices_from_address("cells", CELLS, CELLS)
    for knob, (first, low, high) in RANGES.items():
        number_from_address(knob, first, low, high)
    choice_from_address("activation", ("tanh", "relu"), "tanh")
    choice_from_address("init", INITIALISATIONS, "orthogonal")
    choice_from_address("input", tuple(INPUTS), "random")


def _chosen() -> tuple[list[str], Experiment, tuple[str, ...]]:
    """The cells, what they have in common, and the words they read (none: random numbers)."""
    now = st.session_state
    reading = typed_reading() if now.input == "sentence" else None
    words = reading.words if reading else ()
    experiment = Experiment(
        cell="rnn",
        units=now.units,
        steps=len(words) or now.steps,
        radius=round(now.radius, 2),  # as the slider shows it
        forget_bias=now.forget,
        nonlinearity=now.activation,
        initialisation=now.init,
    )
    return [cell for cell in CELLS if cell in now.cells], experiment, words


def _questions(
    cells: Sequence[str], experiment: Experiment, words: tuple[str, ...]
) -> list[Question]:
    return [(_of(cell, experiment), words) for cell in cells]


def _expect(cells: Sequence[str], experiment: Experiment, words: tuple[str, ...]) -> None:
    """Guess that the knob that was just turned will be turned on by as much again."""
    before: Experiment = st.session_state.get(BEFORE, experiment)
    st.session_state[BEFORE] = experiment
    turned = {
        knob: (getattr(before, field), getattr(experiment, field)) for knob, field in KNOBS.items()
    }
    ahead = {
        KNOBS[knob]: round(min(max(2 * now - then, RANGES[knob][1]), RANGES[knob][2]), 2)
        for knob, (then, now) in turned.items()
        if now != then and not (words and knob == "steps")
    }
    reaches().guess(_questions(cells, replace(experiment, **ahead), words))


def _controls(say: Translator) -> None:
    """The controls, which keep their values in the session and in the address."""
    first, second = st.columns(2)
    with first:
        st.pills(say("Networks"), CELLS, selection_mode="multi", format_func=str.upper, key="cells")
        st.slider(
            say("Spectral radius of W_hh"),
            *RANGES["radius"][1:],
            step=0.05,
            key="radius",
            help=say(
                "The largest absolute eigenvalue of each gate's block of W_hh, which is scaled to "
                "it. In a linear network it decides whether gradients vanish or explode."
            ),
        )
        st.slider(say("Forget bias (LSTM)"), *RANGES["forget"][1:], step=0.5, key="forget")
        st.segmented_control(
            say("Non-linearity (RNN)"), ["tanh", "relu"], required=True, key="activation"
        )
    with second:
        st.slider(say("Units"), *RANGES["units"][1:], key="units")
        typed = st.session_state.input == "sentence"  # then it has as many steps as words
        st.slider(say("Steps"), *RANGES["steps"][1:], key="steps", disabled=typed)
        st.selectbox(
            say("Initialisation of W_hh"),
            INITIALISATIONS,
            format_func=lambda option: say(NAMES[option]),
            key="init",
        )
        st.segmented_control(
            say("Input"),
            list(INPUTS),
            required=True,
            format_func=lambda option: say(INPUTS[option]),
            key="input",
            help=say("Every different word of a sentence stands for a random vector of its own."),
        )
    if typed:
        sentence_box()
        if (reading := typed_reading()) is None:
            st.info(say("There is nothing to read in the sentence: these are random numbers."))
        else:
            tell_left_out(reading)
    keep_in_address(**{key: st.session_state[key] for key in KEPT_IN_ADDRESS})


def _of(cell: str, common: Experiment) -> Experiment:
    """The experiment with one cell; what means nothing to it is left at its usual value."""
    usual = Experiment(cell=cell)
    return replace(
        common,
        cell=cell,
        forget_bias=common.forget_bias if "f" in RECORDS[cell].sums else usual.forget_bias,
        nonlinearity=common.nonlinearity if cell == "rnn" else usual.nonlinearity,
    )


def _verdict(cell: str, found: Reach, say: Translator) -> str:
    """What the curve comes to at its far end, and where float32 would have lost it."""
    lags, far = len(found.measured) - 1, float(found.measured[-1])
    name = curve_name(cell, say)
    if not lags:
        return say("**{name}**: one step has no earlier one to compare with.", name=name)
    told = [
        say.count(
            "**{name}**: {n} step back the factor is {factor}, {rate} a step.",
            "**{name}**: {n} steps back the factor is {factor}, {rate} a step.",
            lags,
            name=name,
            factor=scientific(far),
            rate=f"{far ** (1 / lags):.2f}",
        )
    ]
    below = np.flatnonzero(found.measured < FLOAT32_FLOOR)
    above = np.flatnonzero(~(found.measured <= FLOAT32_CEILING))
    if len(below):
        told.append(
            say.count(
                "From {n} step back it is less than float32 can hold: training would see 0.",
                "From {n} steps back it is less than float32 can hold: training would see 0.",
                int(below[0]),
            )
        )
    if len(above):
        told.append(
            say.count(
                "From {n} step back it is more than float32 can hold: training would see infinity "
                "or NaN.",
                "From {n} steps back it is more than float32 can hold: training would see infinity "
                "or NaN.",
                int(above[0]),
            )
        )
    return " ".join(told)
