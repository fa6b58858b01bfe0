"""The pages as Streamlit wants them."""

from copy import copy
from functools import lru_cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from visualizer.lexicon.language import Translator
from visualizer.pages import PAGES


def scripts(say: Translator) -> list[StreamlitPage]:
    """Every page of the table, the one that the app opens on first; a copy for each run.

    Streamlit marks the page that a run may show; to find a page's file takes it 0.5 ms.
    """
    return [copy(page) for page in _found(say)]


@lru_cache
def _found(say: Translator) -> tuple[StreamlitPage, ...]:
    return tuple(
        st.Page(page.script, title=say(page.title), url_path=page.path, default=page is PAGES[0])
        for page in PAGES
    )
