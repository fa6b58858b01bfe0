"""Inside one cell, part one: the cell at a word of the reader's sentence, step by step."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.stage.cell_bytes import seen_whole
from visualizer.stage.mount import show_figure
from visualizer.ui.controls.about import about_tab
from visualizer.ui.controls.board import share_weights
from visualizer.ui.controls.judged import judged_sentence
from visualizer.ui.controls.tabs import tabs
from visualizer.ui.inside.code import sum_code
from visualizer.ui.shell.language import reader
from visualizer.ui.work.boards import walk_bytes


def steps_part(header: DeltaGenerator) -> None:
    """Every number of a cell, down to the products that it is the sum of.

    Args:
        header: where the network is chosen.
    """
    say = reader()
    name, text, reading = judged_sentence(header, page="inside")
    show_figure(walk_bytes(name, text, say.code, "inside"), key="inside_walk")
    share_weights(name, "inside")
    how = say(
        "How to read it: a strip is one quantity of all units, in one order; the outlined cell "
        "is the chosen unit. Threads are what each number adds to a sum, red up, blue down. "
        "Caution: one word is an example, not a rule."
    )
    if seen_whole(reading.record.h.shape[-1]):
        how = say(
            "How to read it: every pill is a number of one unit, every line a weight, red "
            "positive, blue negative, as wide as it is large; pointing at a line names it. Belts "
            "are as wide as what a gate lets through. A narrow window shows strips instead. "
            "Caution: one word is an example, not a rule."
        )
    st.caption(how)
    shown = tabs(
        {"code": say("Code"), "about": say("About this model")}, key="inside_tab", first="about"
    )
    if shown["code"].open:
        shown["code"].code(sum_code(reading, name), language="python", wrap_lines=True)
    if shown["about"].open:
        about_tab(shown["about"], name)
