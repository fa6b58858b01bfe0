"""Page: what does the network do with my sentence, word by word?"""

import streamlit as st

from visualizer.networks import CheckpointError
from visualizer.stage.mount import show_figure
from visualizer.ui.controls.board import keep_page, stage_bytes
from visualizer.ui.controls.networks import reading_of, usable_network
from visualizer.ui.controls.reading_tabs import about_tab, code_tab, figures_tab, numbers_tab
from visualizer.ui.controls.sentence import network_choice, sentence_box, tell_left_out
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import page_header

say = reader()
choice = page_header(
    say("Watch the gates"),
    say("What does the network do with my sentence, word by word?"),
)
with choice:
    name = network_choice()
text = sentence_box()

try:
    network = usable_network(name)
except CheckpointError as error:
    st.error(
        say(
            "The network “{name}” cannot be loaded: its file {file} is missing or damaged. Restore "
            "the file, or choose another network above.",
            name=name,
            file=error.file,
        )
    )
    st.stop()

reading = reading_of(name, text)
if reading is None:
    st.info(say("Type a sentence, or choose an example: the network reads words and signs."))
    st.stop()
tell_left_out(reading)
show_figure(stage_bytes(name, text, say.code), key="watch_stage")

keep_page(name, text, say.code)
st.caption(
    say(
        "How to read it: every column is one word, every row of a lane one unit. Follow a column "
        "down to see what a word does, a row along to see what a unit remembers. Caution: one "
        "sentence is an example, not a rule."
    )
)
# The lightest one is open at first: a figure drawn anew with every sentence would slow typing.
figures, numbers, code, about = st.tabs(
    [say("Figures"), say("Numbers"), say("Code"), say("About this model")],
    default=say("Code"),
    key="watch_tabs",
    on_change="rerun",
)
if figures.open:
    figures_tab(figures, reading)
if numbers.open:
    numbers_tab(numbers, reading)
if code.open:
    code_tab(code, reading, name)
if about.open:
    about_tab(about, network.card)
