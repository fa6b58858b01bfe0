"""Page: how far back does each network learn? RNN, GRU and LSTM, measured."""

import streamlit as st

from visualizer.ui.shell.address import choice_from_address, keep_in_address
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import page_header
from visualizer.ui.vanishing.knobs import knobs_part
from visualizer.ui.vanishing.race import race_part
from visualizer.ui.vanishing.sentence import sentence_part

say = reader()
choice = page_header("vanishing")
parts = {
    "sentence": say("1 · On your sentence"),
    "knobs": say("2 · Turn the knobs"),
    "race": say("3 · The race"),
}
part = st.segmented_control(
    say("Part"),
    list(parts),
    default=choice_from_address("vanishing_part", list(parts), "sentence"),
    format_func=lambda name: parts[name],
    required=True,
    key="vanishing_part",
    label_visibility="collapsed",
)
keep_in_address({"vanishing_part": part, "lang": say.code}, steps=["vanishing_part"])
match part:
    case "sentence":
        sentence_part(choice)
    case "knobs":
        knobs_part()
    case "race":
        race_part()
