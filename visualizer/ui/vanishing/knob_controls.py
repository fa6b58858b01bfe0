"""The knobs: what an untrained network is made of, chosen by the reader."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from visualizer.core import CELLS
from visualizer.lexicon.language import N_, Translator
from visualizer.networks import list_models
from visualizer.networks.reading import Reading
from visualizer.networks.untrained import (
    INITIALISATIONS,
    MAX_RADIUS,
    MAX_STEPS,
    MAX_UNITS,
    Experiment,
)
from visualizer.ui.controls.sentence import sentence_box, tell_left_out, typed_text
from visualizer.ui.shell.address import (
    choice_from_address,
    choices_from_address,
    keep_in_address,
    number_from_address,
)
from visualizer.ui.work.readings import reading_of

TASK = "sentiment"
TEXT = "vanishing_text"
RANGES = {
    "radius": (1.0, 0.0, MAX_RADIUS),
    "forget": (1.0, -3.0, 6.0),
    "units": (64, 1, MAX_UNITS),
    "steps": (100, 2, MAX_STEPS),
}
"""The knobs that are numbers: where they begin, and their ends."""
FIELDS = {"radius": "radius", "forget": "forget_bias", "units": "units", "steps": "steps"}
"""The field of an experiment that each knob sets."""
ENDS = {FIELDS[knob]: (low, high) for knob, (_, low, high) in RANGES.items()}
KEYS = {knob: f"vanishing_{knob}" for knob in ("cells", *RANGES, "activation", "init", "input")}
NAMES = {
    "uniform": N_("uniform, PyTorch's own"),
    "normal": N_("normal"),
    "orthogonal": N_("orthogonal"),
    "identity": N_("identity"),
}
INPUTS = {"random": N_("random numbers"), "sentence": N_("my sentence")}


@dataclass(frozen=True)
class Chosen:
    """The cells, what they have in common, and the words they read (none: random numbers)."""

    cells: tuple[str, ...]
    experiment: Experiment
    words: tuple[str, ...]


def are_drawn() -> bool:
    """Whether the controls are on the page, as they were chosen."""
    return KEYS["radius"] in st.session_state


def take_from_address() -> None:
    """Begin with what the address asks for."""
    choices_from_address(KEYS["cells"], CELLS, CELLS)
    for knob, (first, low, high) in RANGES.items():
        number_from_address(KEYS[knob], first, low, high)
    choice_from_address(KEYS["activation"], ("tanh", "relu"), "tanh")
    choice_from_address(KEYS["init"], INITIALISATIONS, "orthogonal")
    choice_from_address(KEYS["input"], tuple(INPUTS), "random")


def chosen() -> Chosen:
    """What the knobs are set to."""
    reading = _typed_reading() if _value("input") == "sentence" else None
    words = reading.words if reading else ()
    experiment = Experiment(
        cell=CELLS[0],
        units=_value("units"),
        steps=len(words) or _value("steps"),
        radius=round(_value("radius"), 2),  # as the slider shows it
        forget_bias=_value("forget"),
        nonlinearity=_value("activation"),
        initialisation=_value("init"),
    )
    return Chosen(tuple(cell for cell in CELLS if cell in _value("cells")), experiment, words)


def draw_knobs(say: Translator) -> None:
    """The controls, which keep their values in the session and in the address."""
    first, second = st.columns(2)
    with first:
        st.pills(
            say("Networks"), CELLS, selection_mode="multi", format_func=str.upper, key=KEYS["cells"]
        )
        st.slider(
            say("Spectral radius of Wₕₕ"),
            *RANGES["radius"][1:],
            step=0.05,
            key=KEYS["radius"],
            help=say(
                "The largest absolute eigenvalue of each gate's block of Wₕₕ, which is scaled to "
                "it. In a linear network it decides whether gradients vanish or explode."
            ),
        )
        st.slider(say("Forget bias (LSTM)"), *RANGES["forget"][1:], step=0.5, key=KEYS["forget"])
        st.segmented_control(
            say("Non-linearity (RNN)"), ["tanh", "relu"], required=True, key=KEYS["activation"]
        )
    with second:
        st.slider(say("Units"), *RANGES["units"][1:], key=KEYS["units"])
        typed = _value("input") == "sentence"  # then it has as many steps as words
        st.slider(say("Steps"), *RANGES["steps"][1:], key=KEYS["steps"], disabled=typed)
        st.selectbox(
            say("Initialisation of Wₕₕ"),
            INITIALISATIONS,
            format_func=lambda option: say(NAMES[option]),
            key=KEYS["init"],
        )
        st.segmented_control(
            say("Input"),
            list(INPUTS),
            required=True,
            format_func=lambda option: say(INPUTS[option]),
            key=KEYS["input"],
            help=say("Every different word of a sentence stands for a random vector of its own."),
        )
    if typed:
        sentence_box(TEXT, task=TASK)
        if (reading := _typed_reading()) is None:
            st.info(say("There is nothing to read in the sentence: these are random numbers."))
        else:
            tell_left_out(reading)
    keep_in_address({key: st.session_state[key] for key in KEYS.values()})


def _typed_reading() -> Reading | None:
    """What a network makes of the text in the box: its words above all."""
    return reading_of(list_models(TASK)[0], typed_text(TEXT, task=TASK))


def _value(knob: str) -> Any:
    return st.session_state[KEYS[knob]]
