"""The reader's language: from the address, else the browser's, switched in the header."""

import streamlit as st

from visualizer.language import (
    SOURCE_LANGUAGE,
    Translator,
    languages,
    own_name,
    preferred_language,
    translator,
)

LANGUAGE = "lang"


def reader() -> Translator:
    """The translator for this session."""
    if st.session_state.get(LANGUAGE) not in languages():
        st.session_state[LANGUAGE] = _first_choice()
    return translator(st.session_state[LANGUAGE])


def language_switch() -> None:
    """Let the reader choose; what was typed stays."""
    say = reader()
    st.segmented_control(
        say("Language"),
        languages(),
        format_func=own_name,
        key=LANGUAGE,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )


def _first_choice() -> str:
    asked = st.query_params.get(LANGUAGE)
    if asked in languages():
        return asked
    return preferred_language([st.context.locale or SOURCE_LANGUAGE])
