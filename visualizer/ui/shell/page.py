"""What every page begins with."""

from pathlib import Path

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.figures import Theme, image_config
from visualizer.pages import page_named
from visualizer.places import FONTS
from visualizer.ui.shell.address import take_address
from visualizer.ui.shell.language import language_switch, reader
from visualizer.ui.shell.menu import page_menu

SHEETS = (FONTS / "fonts.css", Path(__file__).with_name("page.css"))
STYLE = f"<style>{''.join(sheet.read_text(encoding='utf-8') for sheet in SHEETS)}</style>"


def page_header(name: str) -> DeltaGenerator:
    """The menu, the page's title and question, room for its main choice, the language.

    Args:
        name: of the page in the table.

    Returns:
        The room for the main choice, such as the network.
    """
    page, say = page_named(name), reader()
    take_address(name)
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="page_header"):
        page_menu(page, say)
        st.title(say(page.title), anchor=False, width="content")
        with st.container(key="page_question"):
            st.markdown(say(page.question))
        choice = st.container(width="content")
        language_switch()
    return choice


def theme() -> Theme:
    """The ground on which a figure will lie."""
    return "dark" if st.context.theme.type == "dark" else "light"


def chart(figure: go.Figure, *, key: str, name: str) -> None:
    """Show a figure as it is, with a toolbar that saves it under a name."""
    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        width="stretch",
        config=image_config("png", name=name, say=reader()),
    )
