"""The board for a reading, and the same as a page to keep."""

from collections.abc import Callable

import streamlit as st

from visualizer.showing.export import operation_page
from visualizer.stage.mount import show_figure
from visualizer.ui.shell.language import reader
from visualizer.ui.work.boards import board_bytes, weights_bytes
from visualizer.ui.work.operations import operation_of
from visualizer.ui.work.readings import network

RUNS = 3
"""So many runs of a page send a network's weights."""


def reading_board(
    name: str,
    text: str,
    *,
    key: str,
    by_hand: str,
    undone: bool,
    wished: Callable[[object], None],
) -> None:
    """Show what a network makes of a readable text, and let the reader keep it as a page.

    Args:
        key: what the elements' keys and the names in the address begin with, the page's name.
        by_hand: the changes made by hand, as the address keeps them.
        undone: whether there is a change to undo.
        wished: hears what is changed by hand on the board.
    """
    say = reader()
    packed = board_bytes(name, text, say.code, key, by_hand, undone=undone)
    show_figure(packed, key=f"{key}_stage", wished=wished)
    share_weights(name, key)

    def page() -> str:
        return operation_page(network(name), operation_of(name, text, by_hand), say)

    st.download_button(
        say("Save as a web page"),
        page,
        f"{name}.html",
        "text/html",
        help=say("One file with this stage, for any browser, without a network or a server."),
        icon=":material/download:",
        key=f"{key}_page",
        on_click="ignore",
    )


def share_weights(name: str, key: str) -> None:
    """Hand the network's weights to the page's boards, which keep them for all that it reads."""
    share_packed(weights_bytes(name), name, key)


def share_packed(weights: bytes | None, name: str, key: str) -> None:
    """Hand packed weights to the page's boards; None: there are none to hand on.

    A run that is cut short by the next one may not reach the browser, so more than one does it; not
    every one, for an element more is work for the browser at each sentence.
    """
    runs = st.session_state.setdefault(f"{key}_weights", {})
    if weights is not None and runs.get(name, 0) < RUNS:
        runs[name] = runs.get(name, 0) + 1
        show_figure(weights, key=f"{key}_weights_{name}")
