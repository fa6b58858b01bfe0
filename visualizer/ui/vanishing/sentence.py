"""Vanishing gradients, part one: the trained networks on the reader's own sentence."""

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st
from jaxtyping import Float

from visualizer.core import CELLS, RECORDS
from visualizer.figures import gradient_course, jacobian_map
from visualizer.lexicon.language import Translator
from visualizer.networks import CheckpointError, Reading
from visualizer.networks.sentiment.sensitivity import Sensitivity, sensitivity
from visualizer.stage.curves_bytes import pack_curves
from visualizer.stage.mount import show_curves
from visualizer.ui.controls.networks import (
    KEPT_READINGS,
    ONE_AT_A_TIME,
    cell_choice,
    reading_of,
    usable_network,
)
from visualizer.ui.controls.sentence import FAMILY, sentence_box, share_sentence, tell_left_out
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import chart, let_paint, theme
from visualizer.views.curves import curve_name, sentence_curves


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def sensitivity_of(name: str, text: str) -> Sensitivity:
    """How the network's last verdict on a readable text depends on its states; shared by all."""
    reading = reading_of(name, text)
    assert reading is not None
    with ONE_AT_A_TIME:
        return sensitivity(usable_network(name), reading)


def sentence_part() -> None:
    """The gradient of the verdict for every word's state, in all three networks."""
    say = reader()
    text = sentence_box()
    readings: dict[str, Reading] = {}
    for cell in CELLS:
        try:
            reading = reading_of(FAMILY + cell, text)
        except CheckpointError as error:
            st.error(
                say(
                    "The network “{name}” cannot be loaded: its file {file} is missing or damaged.",
                    name=error.name,
                    file=error.file,
                )
            )
            continue
        if reading is not None:
            readings[cell] = reading
    if not readings:
        st.info(say("Type a sentence, or choose an example: the network reads words and signs."))
        return
    reading = next(iter(readings.values()))
    share_sentence(reading)
    tell_left_out(reading)
    found = {cell: sensitivity_of(FAMILY + cell, text) for cell in readings}
    _tabs(readings, found, say)


def _tabs(readings: dict[str, Reading], found: dict[str, Sensitivity], say: Translator) -> None:
    reading = next(iter(readings.values()))
    tokens = reading.tokens
    curves = sentence_curves(_curves(found), tokens=tokens, unknown=reading.unknown, say=say)
    picture = pack_curves(curves, say=say)
    show_curves(picture, key="vanishing_curves")
    let_paint(picture)
    st.markdown("\n".join(f"- {_half_life(cell, each, say)}" for cell, each in found.items()))
    st.caption(
        say(
            "How to read it: the further left a word, the more steps lie between its state "
            "and the verdict. Where a curve has fallen far, small changes of that state no "
            "longer reach the verdict. Caution: that does not mean that the word was not "
            "read, and one sentence is an example, not a rule."
        )
    )
    # The lightest one is open at first: a figure drawn anew with every sentence would slow typing.
    pairs, picture, numbers, code = st.tabs(
        [say("Map"), say("Figure"), say("Numbers"), say("Code")],
        default=say("Code"),
        key="vanishing_tabs",
        on_change="rerun",
    )
    if picture.open:
        with picture:
            figure = gradient_course(_curves(found), tokens=tokens, theme=theme(), say=say)
            chart(figure, key="vanishing_curve", name=say("gradient"))
    if pairs.open:
        with pairs:
            _pairs_map(tokens, found, say)
    if numbers.open:
        columns = {say("word"): tokens} | {
            curve_name(key, say): values for key, values in _curves(found).items()
        }
        numbers.dataframe(columns, hide_index=True, width="stretch", key="vanishing_numbers")
    if code.open:
        code.code(_code(reading, say), language="python", wrap_lines=True)


def _pairs_map(tokens: Sequence[str], found: Mapping[str, Sensitivity], say: Translator) -> None:
    """How the state after each word depends on the state after each earlier one."""
    with st.container(horizontal=True):
        cell = cell_choice(list(found), key="vanishing_map_network")
        whole = "c" in RECORDS[cell].states and "c" in st.segmented_control(
            say("State"),
            ["h, c", "h"],
            default="h, c",
            required=True,
            key="vanishing_map_state",
            help=say("With h alone, changes of c are left out at both ends of the way."),
        )
    memory = found[cell].memory
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


def _curves(found: dict[str, Sensitivity]) -> dict[str, Float[np.ndarray, " T"]]:
    """The curves by the key under which the figures know them."""
    curves: dict[str, Float[np.ndarray, " T"]] = {}
    for cell, each in found.items():
        if each.c is None:
            curves[cell] = each.h
        else:
            curves |= {f"{cell} h": each.h, f"{cell} c": each.c}
    return curves


def _half_life(cell: str, found: Sensitivity, say: Translator) -> str:
    life, steps = found.memory.half_life, len(found.h) - 1
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


def _code(reading: Reading, say: Translator) -> str:
    read = reading.text[: reading.end]
    return "\n".join(
        (
            "import torch",
            "import visualizer as viz",
            "",
            'network = viz.load_model("sentiment-lstm")',
            f"reading = network.read({read!r})",
            "ids = torch.tensor(network.vocabulary.ids(reading.words)).unsqueeze(1)",
            'flow = viz.gradient_flow(network, lambda: network(ids)[-1, 0])["recurrent"]',
            f'flow.norms("h")[0, 0, :, 0]     # {say("gradient for the state after every word")}',
            "",
            "memory = viz.memory(network.recurrent, reading.record)",
            f"memory.spectral                 # {say('later word x earlier word')}",
            f"memory.half_life                # {say('in words')}",
        )
    )
