"""Inside one cell, part three: one cell with a loop and the chain of its copies are the same."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.stage.mount import show_figure
from visualizer.ui.controls.about import about_tab
from visualizer.ui.controls.board import share_weights
from visualizer.ui.controls.judged import judged_sentence
from visualizer.ui.controls.tabs import tabs
from visualizer.ui.inside.code import shared_code
from visualizer.ui.shell.language import reader
from visualizer.ui.work.boards import unrolled_bytes


def unrolled_part(header: DeltaGenerator) -> None:
    """The folded cell, the chain, and the weights that all its copies share.

    Args:
        header: where the network is chosen.
    """
    say = reader()
    name, text, reading = judged_sentence(header, page="inside")
    show_figure(unrolled_bytes(name, text, say.code, "inside"), key="inside_chain")
    share_weights(name, "inside")
    st.caption(
        say(
            "How to read it: every copy of the cell is the same cell at another word. A strip is "
            "all units of one state, blue −1 to red 1, of c −2 to 2; what is thin beside it is as "
            "trained. The thread from copy to copy is the one weight. Caution: a gradient holds "
            "for small changes; drag far and see it fail."
        )
    )
    shown = tabs(
        {"code": say("Code"), "about": say("About this model")},
        key="inside_unrolled_tab",
        first="about",
    )
    if shown["code"].open:
        shown["code"].code(shared_code(reading, name), language="python", wrap_lines=True)
    if shown["about"].open:
        about_tab(shown["about"], name)
