"""Page: what does the network do with my sentence, word by word?"""

import streamlit as st

from visualizer.networks import CheckpointError, entry_of
from visualizer.ui.controls.board import reading_board
from visualizer.ui.controls.networks import judge_choice, tell_unusable
from visualizer.ui.controls.reading_tabs import code_tab, figures_tab, numbers_tab
from visualizer.ui.controls.sentence import (
    has_known_word,
    sentence_box,
    sentence_language,
    tell_left_out,
)
from visualizer.ui.controls.tabs import tabs
from visualizer.ui.shell.address import keep_in_address
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import page_header
from visualizer.ui.watch.about import about_tab
from visualizer.ui.work.boards import network_link
from visualizer.ui.work.readings import reading_of

say = reader()
with page_header("watch"):
    language = sentence_language("watch_text", task="sentiment")
    name = judge_choice("watch_network", language=language)
text = sentence_box("watch_text", task=entry_of(name).task)
try:
    reading = reading_of(name, text)
except CheckpointError as error:
    tell_unusable(error, others=True)
    st.stop()
if reading is None:
    link = {"watch_text": text, **network_link(name, "watch"), "lang": say.code}
    keep_in_address(link, gone=["watch_t", "watch_unit"])
    st.info(say("Type a sentence, or choose an example: the network reads words and signs."))
    st.stop()
tell_left_out(reading, name)
if not has_known_word(reading):
    keep_in_address({"watch_text": text, **network_link(name, "watch"), "lang": say.code})
    st.stop()
reading_board(name, text, key="watch")
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
    "code": say("Code"),
    "about": say("About this model"),
}
shown = tabs(names, key="watch_tab", first="about")
if shown["figures"].open:
    figures_tab(shown["figures"], reading, key="watch")
if shown["numbers"].open:
    numbers_tab(shown["numbers"], reading, key="watch")
if shown["code"].open:
    code_tab(shown["code"], reading, name)
if shown["about"].open:
    about_tab(shown["about"], name)
