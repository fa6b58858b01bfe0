"""One network's run over the words in their order now, on the board; a bag's as a course."""

import numpy as np
import streamlit as st

from visualizer.figures import class_course
from visualizer.lexicon.language import Translator
from visualizer.showing.order import BAG, class_names
from visualizer.stage.mount import show_figure
from visualizer.ui.controls.board import share_weights
from visualizer.ui.controls.plain import heading, paragraph, table
from visualizer.ui.order.runs import Order, order_board, reading_in
from visualizer.ui.order.texts import NETWORK, Read, kind_choice
from visualizer.ui.shell.page import chart, theme


def run_in_order(read: Read, order: Order, say: Translator) -> str:
    """Show the run of the network that is chosen here.

    Returns:
        Its kind.
    """
    with st.container(horizontal=True, vertical_alignment="center", key="order_run"):
        st.html(heading(say("Word by word, in this order")))
        kind = kind_choice(NETWORK)
    if kind == BAG:
        _mean_so_far(read, order, say)
    else:
        show_figure(order_board(read.names[kind], read.text, order, say.code), key="order_board")
        share_weights(read.names[kind], "order")
    return kind


def _mean_so_far(read: Read, order: Order, say: Translator) -> None:
    reading = reading_in(read.names[BAG], read.text, order)
    classes = class_names(reading.classes, say)
    figure = class_course(
        reading.probabilities,
        classes=classes,
        tokens=reading.tokens,
        title=say("The bag's answer for the mean of the words so far"),
        theme=theme(),
        say=say,
    )
    st.html(
        paragraph(
            say(
                "A bag has no state that is passed on, so there is no record to show: after every "
                "word it starts anew from the mean of all words so far. On the way their order "
                "shows in which words have come; at the end all have, and it is gone."
            )
        )
    )
    chart(figure, key="order_bag", name=say("bag"))
    shares = {
        name: [f"{share:.3f}" for share in np.asarray(reading.probabilities)[:, k]]
        for k, name in enumerate(classes)
    }
    st.html(table({say("word"): reading.tokens, **shares}, scrolls=say("Numbers")))
