"""Flags, part one: gender and number as they stand in c after each word, and what comes next."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.lexicon.language import Translator
from visualizer.showing.flags import course_told
from visualizer.showing.flags_told import FLAG_TITLES
from visualizer.ui.controls.plain import paragraph
from visualizer.ui.flags.board import flags_board
from visualizer.ui.flags.runs import all_facts
from visualizer.ui.flags.tabs import flag_tabs
from visualizer.ui.flags.texts import Read, read_text, task_choice
from visualizer.ui.shell.language import reader


def raising_part(choice: DeltaGenerator, build: DeltaGenerator) -> None:
    """The board with its flags, and what they did in words.

    Args:
        choice: where the network is chosen.
        build: where a sentence is built.
    """
    say = reader()
    with choice:
        task = task_choice()
    read = read_text(task, build)
    flags_board(read, key="flags")
    told = _told(read, say)
    if told:
        st.html("".join(map(paragraph, told)))
    st.caption(
        say(
            "How to read it: the strips above each flag are what the grammar says of the subject "
            "in force. Below them is one unit of c, the one that tells the flag best; dashed are "
            "its means under both values. A filled dot agrees with the grammar, a hollow one does"
            " not. Caution: that a unit tells a flag does not show that the network uses it; for "
            "that, pull it in part 2."
        )
    )
    flag_tabs(read, None, key="flags")


def _told(read: Read, say: Translator) -> list[str]:
    """What the units that tell the flags best say of each subject."""
    lines: list[str] = []
    for asked, facts in all_facts(read.name).items():
        told = course_told(read.reading, read.sentence, facts, say)
        if read.sentence is None:
            return told
        if not told:
            continue
        lines.append(say("{flag}: {told}", flag=say(FLAG_TITLES[asked]), told=" ".join(told)))
    return lines
