"""The board of a text with its flags, and the same as a page to keep."""

import streamlit as st

from visualizer.networks.flags.flagged import Property
from visualizer.networks.flags.pulling import Hold
from visualizer.showing.flag_scenes import flags_page
from visualizer.stage.mount import show_figure
from visualizer.ui.controls.board import share_weights
from visualizer.ui.flags.runs import board_bytes, flags_scene
from visualizer.ui.flags.texts import Read
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.painting import let_paint
from visualizer.ui.work.readings import network


def flags_board(
    read: Read,
    *,
    key: str,
    asked: Property | None = None,
    pulled: tuple[Property, tuple[int, ...], Hold] | None = None,
) -> None:
    """Show the run of a text, or the run with units held and the other one behind it.

    Args:
        key: the prefix of the names in the address, the page's name or more.
        asked: the flag that is looked at; None: the first.
        pulled: the flag, the units held and at what.
    """
    say = reader()
    picture = board_bytes(read.name, read.text, say.code, key, asked, pulled)
    show_figure(picture, key=f"{key}_stage")
    share_weights(read.name, "flags")
    let_paint(picture)

    def page() -> str:
        scene = flags_scene(read.name, read.text, say.code, asked, pulled)
        return flags_page(network(read.name), read.reading, scene, say)

    st.download_button(
        say("Save as a web page"),
        page,
        f"{read.name}.html",
        "text/html",
        help=say("One file with this stage, for any browser, without a network or a server."),
        icon=":material/download:",
        key=f"{key}_page",
        on_click="ignore",
    )
