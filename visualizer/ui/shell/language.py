"""The reader's language: from the address, else the browser's, switched in the header."""

import streamlit as st

from visualizer.lexicon.language import (
    SOURCE_LANGUAGE,
    Translator,
    languages,
    own_name,
    preferred_language,
    translator,
)
from visualizer.ui.shell.address import drawn, was_drawn

LANGUAGE = "lang"
CHOSEN = "chosen_language"
"""Kept apart from the switch, whose own value Streamlit drops when the page changes."""


def reader() -> Translator:
    """The translator for this session."""
    if st.session_state.get(CHOSEN) not in languages():
        st.session_state[CHOSEN] = _first_choice()
    return translator(st.session_state[CHOSEN])


def language_switch() -> None:
    """Let the reader choose; what was typed stays."""
    say = reader()
    if was_drawn(LANGUAGE):
        st.session_state[LANGUAGE] = say.code
    chosen = st.segmented_control(
        say("Language"),
        languages(),
        default=say.code,
        format_func=own_name,
        key=LANGUAGE,
        required=True,
        label_visibility="collapsed",
        on_change=_choose,
    )
    drawn(LANGUAGE)
    if chosen != say.code and chosen in languages():  # clicked before this session began
        _choose()
        st.rerun()


def _choose() -> None:
    st.session_state[CHOSEN] = st.session_state[LANGUAGE]


def _first_choice() -> str:
    asked = st.query_params.get(LANGUAGE)
    if asked in languages():
        return asked
    return preferred_language([st.context.locale or SOURCE_LANGUAGE])
