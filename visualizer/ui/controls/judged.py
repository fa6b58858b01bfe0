"""The way into every page on which a network judges a typed sentence."""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.networks import CheckpointError, entry_of
from visualizer.networks.sentiment.network import SentimentReading
from visualizer.ui.controls.networks import judge_choice, tell_unusable
from visualizer.ui.controls.sentence import (
    has_known_word,
    sentence_box,
    sentence_language,
    tell_left_out,
)
from visualizer.ui.shell.address import keep_in_address
from visualizer.ui.shell.language import reader
from visualizer.ui.work.boards import network_link
from visualizer.ui.work.readings import reading_of


class Judged(NamedTuple):
    """A typed sentence, the name of the network that was chosen, and what it made of it."""

    name: str
    text: str
    reading: SentimentReading


def judged_sentence(header: DeltaGenerator, *, page: str) -> Judged:
    """The choice of a network and the sentence, which stays whatever it is.

    Where there is nothing to show, that is said and the page's run ends.

    Args:
        header: where the network is chosen.
        page: the page's name in the table.
    """
    say, box = reader(), f"{page}_text"
    with header:
        language = sentence_language(box, task="sentiment")
        name = judge_choice(f"{page}_network", language=language)
    text = sentence_box(box, task=entry_of(name).task)
    link = {box: text, **network_link(name, page), "lang": say.code}
    try:
        reading = reading_of(name, text)
    except CheckpointError as error:
        tell_unusable(error, others=True)
        st.stop()
    if reading is None:
        keep_in_address(link, gone=[f"{page}_t", f"{page}_unit"])
        st.info(say("Type a sentence, or choose an example: the network reads words and signs."))
        st.stop()
    tell_left_out(reading, name)
    if not has_known_word(reading):
        keep_in_address(link)
        st.stop()
    return Judged(name, text, reading)
