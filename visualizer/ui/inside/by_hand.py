"""Inside one cell, part two: a network of a few units whose weights the reader sets by hand."""

import streamlit as st

from visualizer.stage.by_hand_bytes import pack_by_hand
from visualizer.stage.mount import show_figure
from visualizer.ui.shell.language import reader


def by_hand_part() -> None:
    """A network to set by hand, and what it makes of a short sequence."""
    say = reader()
    show_figure(pack_by_hand(say=say, address="inside_hand"), key="inside_hand")
    st.caption(
        say(
            "How to read it: a row of the table is what a weight goes into, a column where it "
            "comes from; red adds, blue takes away. On the board time runs to the right: x comes "
            "in from below, the states go on to the next step; a dot marks a value beyond its "
            "colours. Caution: these weights were set by hand to make one thing plain. Trained "
            "networks are seldom so tidy, and their gates seldom so fully open or shut."
        )
    )
