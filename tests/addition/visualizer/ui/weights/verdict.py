"""What a bag of words makes of a sentence, in one number."""

import streamlit as st

from visualizer.ui.shell.language import reader
from visualizer.ui.work.readings import reading_of


def verdict_tile(name: str, text: str) -> None:
    """Show the verdict of a network on a text."""
    say, reading = reader(), reading_of(name, text)
    if reading is not None:
        st.metric(say("Scratch verdict"), f"{reading.verdict:.3f}")
