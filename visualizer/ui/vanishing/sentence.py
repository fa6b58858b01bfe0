"""Vanishing gradients, part one: the trained networks on the reader's own sentence."""

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st
from jaxtyping import Float
from streamlit.delta_generator import DeltaGenerator

from visualizer.core import CELLS, RECORDS
from visualizer.figures import gradient_course, jacobian_map
from visualizer.lexicon.language import Translator
from visualizer.networks import CheckpointError
from visualizer.networks.sentiment.network import SentimentReading
from visualizer.networks.sentiment.sensitivity import Sensitivity
from visualizer.stage.curves_bytes import pack_curves
from visualizer.stage.mount import show_figure
from visualizer.ui.controls.networks import cell_choice, networks_of, size_choice, tell_unusable
from visualizer.ui.controls.plain import digits, plain_table
from visualizer.ui.controls.sentence import (
    has_known_word,
    sentence_box,
    sentence_language,
    share_sentence,
    tell_left_out,
)
from visualizer.ui.controls.tabs import LIGHT, tabs
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import chart, theme
from visualizer.ui.shell.painting import let_paint
from visualizer.ui.vanishing.knob_controls import TASK, TEXT
from visualizer.ui.vanishing.recorded import longest_gaps, recorded_scores
from visualizer.ui.vanishing.sensitivities import sensitivity_of
from visualizer.ui.vanishing.told import sentence_told
from visualizer.ui.work.readings import reading_of
from visualizer.views.curves import curve_name, sentence_curves

SIZE = "vanishing_size"


def sentence_part(choice: DeltaGenerator) -> None:
    """The gradient of the verdict for every word's state, in all networks of one size.

    Args:
        choice: where the size is chosen.
    """
    say = reader()
    language = sentence_language(TEXT, task=TASK)
    with choice:
        task, units = size_choice(SIZE, language=language, cells=len(CELLS))
    text = sentence_box(TEXT, task=task)
    names = networks_of(task, language, units)
    readings: dict[str, SentimentReading] = {}
    for cell in CELLS:
        try:
            reading = reading_of(names[cell], text)
        except CheckpointError as error:
            tell_unusable(error)
            continue
        if reading is not None:
            readings[cell] = reading
    if not readings:
        st.info(say("Type a sentence, or choose an example: the network reads words and signs."))
        return
    reading = next(iter(readings.values()))
    share_sentence(TEXT, reading, language, {SIZE: units})
    tell_left_out(reading, next(iter(names.values())))
    if not has_known_word(reading):
        return
    measured = {cell: sensitivity_of(names[cell], text) for cell in readings}
    _tabs(readings, measured, names, say)


def _tabs(
    readings: dict[str, SentimentReading],
    measured: dict[str, Sensitivity],
    names: Mapping[str, str],
    say: Translator,
) -> None:
    reading = next(iter(readings.values()))
    tokens = reading.tokens
    curves = sentence_curves(_curves(measured), tokens=tokens, unknown=reading.unknown, say=say)
    picture = pack_curves(curves, say=say, address="vanishing_words")
    show_figure(picture, key="vanishing_curves")
    let_paint(picture)
    st.markdown("\n".join(f"- {_half_life(cell, each, say)}" for cell, each in measured.items()))
    if beside := _beside_the_race(measured, say):
        st.markdown(beside)
    st.caption(
        say(
            "How to read it: the further left a word, the more steps lie between its state "
            "and the verdict. Where a curve has fallen far, small changes of that state no "
            "longer reach the verdict. Caution: that does not mean that the word was not "
            "read, and one sentence is an example, not a rule."
        )
    )
    tables = {
        "map": say("Map"),
        "figure": say("Figure"),
        "numbers": say("Numbers"),
        "code": say("Code"),
    }
    shown = tabs(tables, key="vanishing_words_tab", first=LIGHT)
    if shown["figure"].open:
        with shown["figure"]:
            figure = gradient_course(_curves(measured), tokens=tokens, theme=theme(), say=say)
            chart(figure, key="vanishing_curve", name=say("gradient"))
    if shown["map"].open:
        with shown["map"]:
            _pairs_map(tokens, measured, say)
    if shown["numbers"].open:
        columns = {say("word"): tokens} | {
            curve_name(key, say): digits(values) for key, values in _curves(measured).items()
        }
        with shown["numbers"]:
            plain_table(columns, scrolls=say("Numbers"))
    if shown["code"].open:
        shown["code"].code(_code(reading, names["lstm"], say), language="python", wrap_lines=True)


def _pairs_map(tokens: Sequence[str], measured: Mapping[str, Sensitivity], say: Translator) -> None:
    """How the state after each word depends on the state after each earlier one."""
    with st.container(horizontal=True):
        cell = cell_choice(list(measured), key="vanishing_map_network")
        whole = "c" in RECORDS[cell].states and "c" in st.segmented_control(
            say("State"),
            ["h, c", "h"],
            default="h, c",
            required=True,
            key="vanishing_map_state",
            help=say("With h alone, changes of c are left out at both ends of the way."),
        )
    memory = measured[cell].memory
    figure = jacobian_map(
        memory.spectral if whole else memory.h_spectral,
        tokens=tokens,
        name=cell.upper(),
        theme=theme(),
        say=say,
    )
    chart(figure, key="vanishing_map_chart", name=say("Map"))
    st.caption(
        say(
            "How to read it: a cell says by how much the most sensitive change of the "
            "state after the earlier word has grown or shrunk by the later word (the "
            "largest singular value of the Jacobian). "
            "The diagonal is 1. Caution: most changes shrink faster than that one."
        )
    )


def _curves(measured: dict[str, Sensitivity]) -> dict[str, Float[np.ndarray, " T"]]:
    """The curves by the key under which the figures know them."""
    curves: dict[str, Float[np.ndarray, " T"]] = {}
    for cell, each in measured.items():
        if each.c is None:
            curves[cell] = each.h
        else:
            curves |= {f"{cell} h": each.h, f"{cell} c": each.c}
    return curves


def _half_life(cell: str, measured: Sensitivity, say: Translator) -> str:
    life, steps = measured.memory.half_life, len(measured.h) - 1
    if steps < 1:
        return say("**{name}**: one word is too short to measure a half-life.", name=cell.upper())
    if np.isinf(life):
        return say.count(
            "**{name}**: after {n} word more than half of a change of its memory is left.",
            "**{name}**: after {n} words more than half of a change of its memory is left.",
            steps,
            name=cell.upper(),
        )
    return say(
        "**{name}**: half of a change of its memory is gone after {life} words.",
        name=cell.upper(),
        life=f"{life:.1f}",
    )


def _beside_the_race(measured: Mapping[str, Sensitivity], say: Translator) -> str | None:
    """One sentence on what this page shows; without the races there is none."""
    try:
        longest = longest_gaps(recorded_scores()["recall"])
    except CheckpointError:
        return None
    lives = {cell: each.memory.half_life for cell, each in measured.items() if len(each.h) > 1}
    return sentence_told(lives, longest, say)


def _code(reading: SentimentReading, name: str, say: Translator) -> str:
    return "\n".join(
        (
            "import torch",
            "import visualizer as viz",
            "",
            f"network = viz.load_model({name!r})".replace("'", '"'),
            f"reading = network.read({reading.read!r})",
            "ids = torch.tensor(network.vocabulary.ids(reading.words)).unsqueeze(1)",
            'flow = viz.gradient_flow(network, lambda: network(ids)[-1, 0])["recurrent"]',
            f'flow.norms("h")[0, 0, :, 0]     # {say("gradient for the state after every word")}',
            "",
            "memory = viz.memory(network.recurrent, reading.record)",
            f"memory.spectral                 # {say('later word x earlier word')}",
            f"memory.half_life                # {say('in words')}",
        )
    )
