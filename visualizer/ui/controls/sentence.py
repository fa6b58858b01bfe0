"""The sentence and the network: chosen on the page, first taken from the address.

The address bar is written by the stage in the browser (`stage/frontend/shell/`), not by
Streamlit's `bind="query-params"`: that leaves out values equal to their default, so a copied
address would depend on the reader's defaults, and it would put a pasted book into the address.
"""

import streamlit as st

from visualizer.networks import Reading, list_models
from visualizer.ui.controls.networks import reading_of
from visualizer.ui.shell.address import keep_in_address
from visualizer.ui.shell.language import reader

SENTENCE = "text"
EXAMPLE = "watch_example"
NETWORK = "network"
TYPED, CHOSEN = "typed_text", "chosen_network"
"""Kept apart from their controls, whose own values Streamlit drops when the page changes."""

FAMILY = "sentiment-"
FIRST_CELL = "lstm"

EXAMPLES = (
    "a slow start, but the ending is brilliant and deeply moving",
    "A warm, funny and touching film.",
    "The film was not good.",
    "The first half is boring and the jokes are flat, but the last act is a thrilling, beautiful "
    "and moving surprise.",
)


def typed_text() -> str:
    """What is in the text box, whether or not that is on this page."""
    if TYPED not in st.session_state:
        st.session_state[TYPED] = st.query_params.get(SENTENCE) or EXAMPLES[0]
    return st.session_state[TYPED] or ""


def sentence_box() -> str:
    """The text box and the examples; what was typed stays."""
    say = reader()
    st.session_state[SENTENCE] = typed_text()
    text = st.text_input(
        say("Sentence"),
        key=SENTENCE,
        placeholder=say("Type a sentence about a film, in English"),
        on_change=_keep,
        args=(SENTENCE, TYPED),
    )
    st.session_state[EXAMPLE] = text if text in EXAMPLES else None
    st.pills(
        say("Examples"),
        EXAMPLES,
        key=EXAMPLE,
        on_change=_take_example,
        label_visibility="collapsed",
    )
    return text or ""


def typed_reading() -> Reading | None:
    """What one network makes of the text in the box: its words above all."""
    return reading_of(FAMILY + FIRST_CELL, typed_text())


def tell_left_out(reading: Reading) -> None:
    """Warn that a text was too long to be read to its end."""
    say = reader()
    if reading.left_out:
        st.warning(
            say.count(
                "Only the first {limit} words and signs are read; {n} more was left out.",
                "Only the first {limit} words and signs are read; {n} more were left out.",
                reading.left_out,
                limit=len(reading.tokens),
            )
        )


def share_sentence(reading: Reading) -> None:
    """Put what was read into the address, on pages without a stage."""
    keep_in_address(**{SENTENCE: reading.text[: reading.end]})


def network_choice() -> str:
    """The name of the chosen network."""
    say = reader()
    cells = [name.removeprefix(FAMILY) for name in reversed(list_models())]
    if st.session_state.get(CHOSEN) not in cells:
        asked = st.query_params.get(NETWORK)
        st.session_state[CHOSEN] = asked if asked in cells else FIRST_CELL
    st.session_state[NETWORK] = st.session_state[CHOSEN]
    cell = st.segmented_control(
        say("Network"),
        cells,
        format_func=str.upper,
        key=NETWORK,
        required=True,
        label_visibility="collapsed",
        on_change=_keep,
        args=(NETWORK, CHOSEN),
    )
    return f"{FAMILY}{cell}"


def _keep(control: str, place: str) -> None:
    st.session_state[place] = st.session_state[control]


def _take_example() -> None:
    st.session_state[TYPED] = st.session_state[EXAMPLE] or st.session_state[TYPED]
