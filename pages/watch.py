"""Page: what does the network do with my sentence, word by word?"""

import streamlit as st

from visualizer.ui.controls.about import about_tab
from visualizer.ui.controls.board import reading_board
from visualizer.ui.controls.judged import judged_sentence
from visualizer.ui.controls.tabs import tabs
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import page_header
from visualizer.ui.watch.surgery import (
    can_undo,
    changed_reading,
    hear_operation,
    made_by_hand,
    tell_accuracy,
)
from visualizer.ui.watch.tabs import code_tab, figures_tab, numbers_tab
from visualizer.ui.watch.units import units_tab

say = reader()
name, text, reading = judged_sentence(page_header("watch"), page="watch")
reading_board(
    name,
    text,
    key="watch",
    by_hand=made_by_hand("watch"),
    undone=can_undo("watch"),
    wished=lambda said: hear_operation(said, name, text, "watch"),
)
changed = changed_reading(name, text, "watch")
if changed:
    tell_accuracy(name, "watch")
    reading = changed
st.caption(
    say(
        "How to read it: every column is one word, every row of a lane one unit. Follow a column "
        "down to see what a word does, a row along to see what a unit remembers. Caution: one "
        "sentence is an example, not a rule."
    )
)
# The lightest one is open at first: figures would slow typing, code the first picture (1.5 MB).
names = {
    "figures": say("Figures"),
    "numbers": say("Numbers"),
    "units": say("Which unit matters?"),
    "code": say("Code"),
    "about": say("About this model"),
}
shown = tabs(names, key="watch_tab", first="about")
if shown["figures"].open:
    figures_tab(shown["figures"], reading, key="watch")
if shown["numbers"].open:
    numbers_tab(shown["numbers"], reading, key="watch")
if shown["units"].open:
    units_tab(shown["units"], name, text, key="watch")
if shown["code"].open:
    code_tab(shown["code"], reading, name, made_by_hand("watch"))
if shown["about"].open:
    about_tab(shown["about"], name)
