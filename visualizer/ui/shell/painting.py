"""What is to be seen first is painted before the rest of the page comes."""

import time

import streamlit as st

PAINTED = "painted_picture"
PAINTING = 0.12
"""Seconds to paint a picture on two cores; with half of them some come twice as late."""


def let_paint(picture: bytes) -> None:
    """Wait until the browser has painted a new picture, just sent, which the rest would hold up."""
    if st.session_state.get(PAINTED) != picture:
        st.session_state[PAINTED] = picture
        time.sleep(PAINTING)
