"""Page: what arithmetic produced this number? One cell at one word, down to every product."""

import streamlit as st

from visualizer.networks import CheckpointError, entry_of
from visualizer.stage.mount import show_figure
from visualizer.ui.controls.board import share_weights
from visualizer.ui.controls.networks import judge_choice, tell_unusable
from visualizer.ui.controls.sentence import (
    has_known_word,
    sentence_box,
    sentence_language,
    tell_left_out,
)
from visualizer.ui.controls.tabs import tabs
from visualizer.ui.inside.code import sum_code
from visualizer.ui.shell.address import keep_in_address
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import page_header
from visualizer.ui.watch.about import about_tab
from visualizer.ui.work.boards import network_link, walk_bytes
from visualizer.ui.work.readings import reading_of

say = reader()
with page_header("inside"):
    language = sentence_language("inside_text", task="sentiment")
    name = judge_choice("inside_network", language=language)
text = sentence_box("inside_text", task=entry_of(name).task)
try:
    reading = reading_of(name, text)
except CheckpointError as error:
    tell_unusable(error, others=True)
    st.stop()
link = {"inside_text": text, **network_link(name, "inside"), "lang": say.code}
if reading is None:
    keep_in_address(link, gone=["inside_t", "inside_unit"])
    st.info(say("Type a sentence, or choose an example: the network reads words and signs."))
    st.stop()
tell_left_out(reading, name)
if not has_known_word(reading):
    keep_in_address(link)
    st.stop()
show_figure(walk_bytes(name, text, say.code, "inside"), key="inside_walk")
share_weights(name, "inside")
st.caption(
    say(
        "How to read it: a strip is one quantity of all units, in one order; the outlined cell is "
        "the chosen unit. Threads are what each number adds to a sum, red up, blue down. Caution: "
        "one word is an example, not a rule."
    )
)
shown = tabs(
    {"code": say("Code"), "about": say("About this model")}, key="inside_tab", first="about"
)
if shown["code"].open:
    shown["code"].code(sum_code(reading, name), language="python", wrap_lines=True)
if shown["about"].open:
    about_tab(shown["about"], name)
