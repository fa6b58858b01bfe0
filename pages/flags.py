"""Page: which unit knows that Alice is 'she', and what breaks without it?"""

import streamlit as st

from visualizer.ui.controls.parts import part_choice
from visualizer.ui.flags.forgetting import forgetting_part
from visualizer.ui.flags.pulling import pulling_part
from visualizer.ui.flags.raising import raising_part
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import page_header

say = reader()
choice = page_header("flags")
parts = {
    "raise": say("1 · Raise a flag"),
    "pull": say("2 · Find it and pull it"),
    "forget": say("3 · What is forgotten?"),
}
with st.container(horizontal=True, vertical_alignment="center", key="flags_parts"):
    part = part_choice("flags", parts)
    build = st.container(width="content")
match part:
    case "raise":
        raising_part(choice, build)
    case "pull":
        pulling_part(choice, build)
    case "forget":
        forgetting_part(choice, build)
