"""The knobs: what an untrained network is made of, chosen by the reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from visualizer.core import CELLS
from visualizer.lexicon.language import N_, Translator
from visualizer.networks.reading import Reading
from visualizer.networks.untrained import (
    INITIALISATIONS,
    MAX_RADIUS,
    MAX_STEPS,
    MAX_UNITS,
    Experiment,
)
from visualizer.ui.controls.networks import networks_of
from visualizer.ui.controls.sentence import (
    sentence_box,
    sentence_language,
    tell_left_out,
    typed_text,
)
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
    "horizon": (100, 2, MAX_STEPS),
    "units": (64, 1, MAX_UNITS),
    "steps": (100, 2, MAX_STEPS),
}
"""The knobs that are numbers: where they begin, and their ends."""
FIELDS = {
    "radius": "radius",
    "forget": "forget_bias",
    "horizon": "set_for",
    "units": "units",
    "steps": "steps",
}
"""The field of an experiment that each knob sets."""
ENDS = {FIELDS[knob]: (low, high) for knob, (_, low, high) in RANGES.items()}
NAMES = {
    "uniform": N_("uniform, PyTorch's own"),
    "normal": N_("normal"),
    "orthogonal": N_("orthogonal"),
    "identity": N_("identity"),
}
INPUTS = {"random": N_("random numbers"), "sentence": N_("my sentence")}
GATES = {"bias": N_("forget bias"), "length": N_("set for T steps")}
CHOICES: dict[str, tuple[tuple[str, ...], str]] = {
    "gates": (tuple(GATES), "bias"),
    "activation": (("tanh", "relu"), "tanh"),
    "init": (INITIALISATIONS, "orthogonal"),
    "input": (tuple(INPUTS), "random"),
}
"""The knobs that are one of several: what there is, and where they begin."""
KEYS = {knob: f"vanishing_{knob}" for knob in ("cells", *RANGES, *CHOICES)}


@dataclass(frozen=True)
class Chosen:
    """The cells, what they have in common, and the words they read (none: random numbers)."""

    cells: tuple[str, ...]
    experiment: Experiment
    words: tuple[str, ...]


def are_drawn() -> bool:
    """Whether all controls are on the page, as they were chosen; a run may be cut off half way."""
    return all(KEYS[knob] in st.session_state for knob in ("cells", *CHOICES))


def beginnings() -> dict[str, Any]:
    """What every knob begins with, by name; what a browser made of one is checked."""
    return {
        "cells": choices_from_address(KEYS["cells"], CELLS, CELLS),
        **{knob: number_from_address(KEYS[knob], *bounds) for knob, bounds in RANGES.items()},
        **{knob: choice_from_address(KEYS[knob], *named) for knob, named in CHOICES.items()},
    }


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
        set_for=_value("horizon") if _value("gates") == "length" else None,
        nonlinearity=_value("activation"),
        initialisation=_value("init"),
    )
    return Chosen(tuple(cell for cell in CELLS if cell in _value("cells")), experiment, words)


def draw_knobs(begin: Mapping[str, Any], say: Translator) -> None:
    """The controls, which keep their values in the session and in the address.

    Args:
        begin: what each begins with.
    """
    st.pills(
        say("Networks"),
        CELLS,
        default=begin["cells"],
        selection_mode="multi",
        format_func=str.upper,
        key=KEYS["cells"],
    )
    st.slider(
        say("Spectral radius of Wₕₕ"),
        *_ends("radius"),
        begin["radius"],
        step=0.05,
        key=KEYS["radius"],
        help=say(
            "The largest absolute eigenvalue of each gate's block of Wₕₕ, which is scaled to "
            "it. In a linear network it decides whether gradients vanish or explode."
        ),
    )
    _gate_knobs(begin, say)
    sizes, kinds = st.columns(2), st.columns(2)
    sizes[0].slider(say("Units"), *_ends("units"), begin["units"], key=KEYS["units"])
    kinds[0].segmented_control(
        say("Non-linearity (RNN)"),
        CHOICES["activation"][0],
        default=begin["activation"],
        required=True,
        key=KEYS["activation"],
    )
    kinds[1].selectbox(
        say("Initialisation of Wₕₕ"),
        INITIALISATIONS,
        INITIALISATIONS.index(begin["init"]),
        format_func=lambda option: say(NAMES[option]),
        key=KEYS["init"],
    )
    source = st.segmented_control(
        say("Input"),
        list(INPUTS),
        default=begin["input"],
        required=True,
        format_func=lambda option: say(INPUTS[option]),
        key=KEYS["input"],
        help=say("Every different word of a sentence stands for a random vector of its own."),
    )
    typed = source == "sentence"  # then it has as many steps as words
    sizes[1].slider(
        say("Steps"), *_ends("steps"), begin["steps"], key=KEYS["steps"], disabled=typed
    )
    if typed:
        language = sentence_language(TEXT, task=TASK)
        sentence_box(TEXT, task=TASK)
        if (reading := _typed_reading()) is None:
            st.info(say("There is nothing to read in the sentence: these are random numbers."))
        else:
            tell_left_out(reading, _reader(language))
    keep_in_address({key: _value(knob) for knob, key in KEYS.items()})


def _gate_knobs(begin: Mapping[str, Any], say: Translator) -> None:
    """How the gates that keep begin: one bias for all, or memories of all lengths up to T."""
    gates = st.segmented_control(
        say("Gates"),
        list(GATES),
        default=begin["gates"],
        required=True,
        format_func=lambda option: say(GATES[option]),
        key=KEYS["gates"],
        help=say(
            "Set for T steps: each unit's forget gate (LSTM) or update gate (GRU) begins with the "
            "bias log u, u drawn from 1 to T, the LSTM's input gate with the negative, so that "
            "memories of every length up to T are there before any training."
        ),
    )
    if gates == "length":
        kept = say("T, steps to be kept (LSTM, GRU)")
        st.slider(kept, *_ends("horizon"), begin["horizon"], key=KEYS["horizon"])
    else:
        bias = say("Forget bias (LSTM)")
        st.slider(bias, *_ends("forget"), begin["forget"], step=0.5, key=KEYS["forget"])


def _ends(knob: str) -> tuple[Any, Any]:
    return RANGES[knob][1:]


def _typed_reading() -> Reading | None:
    """What a network makes of the text in the box: its words above all."""
    language = sentence_language(TEXT, task=TASK)
    return reading_of(_reader(language), typed_text(TEXT, task=TASK))


def _reader(language: str) -> str:
    """A network that splits texts of a language."""
    return next(iter(networks_of(TASK, language).values()))


def _value(knob: str) -> Any:
    """What a knob is set to, also while it is not shown."""
    if knob in RANGES:
        return number_from_address(KEYS[knob], *RANGES[knob])
    return st.session_state[KEYS[knob]]
