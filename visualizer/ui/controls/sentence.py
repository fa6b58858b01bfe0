"""The sentence: typed or taken from the examples, first taken from the address.

On pages with a board the address is written by the board in the browser, not by Streamlit's
`bind="query-params"`: that leaves out values equal to their default, so a copied address would
depend on the reader's defaults, and it would put a pasted book into the address.
"""

import streamlit as st

from visualizer.lexicon.language import N_
from visualizer.networks import task_named
from visualizer.networks.reading import Reading
from visualizer.ui.shell.address import asked, keep_in_address, remember, remembered
from visualizer.ui.shell.language import reader

SENTENCE = "sentence"
"""Where a reader's sentence is remembered, the same one on all pages that read it."""
EXAMPLES_LANGUAGE = "en"
PLACEHOLDERS = {"sentiment": N_("Type a sentence about a film, in English")}


def typed_text(key: str, *, task: str, place: str = SENTENCE) -> str:
    """What is in a text box, whether or not it is on the page.

    Args:
        key: of the box, beginning with its page's name.
        task: of the networks that will read it.
        place: under which name it is remembered; boxes of one place show the same text.
    """
    text = remembered(place)
    if text is None:
        text = asked(key) or examples(task)[0]
        remember(place, text)
    return text


def sentence_box(key: str, *, task: str, place: str = SENTENCE) -> str:
    """A text box and examples to click; what was typed stays.

    Args:
        key: of the box, beginning with its page's name.
        task: of the networks that will read it.
        place: under which name it is remembered; boxes of one place show the same text.
    """
    say = reader()
    st.session_state[key] = typed_text(key, task=task, place=place)
    text = st.text_input(
        say("Sentence"),
        key=key,
        placeholder=say(PLACEHOLDERS.get(task, N_("Type a text"))),
        on_change=_keep,
        args=(key, place),
        label_visibility="collapsed",
    )
    chips = f"{key}_examples"
    st.session_state[chips] = text if text in examples(task) else None
    with st.container(key=f"{key}_chips"):
        st.pills(
            say("Examples"),
            examples(task),
            key=chips,
            on_change=_take_example,
            args=(chips, place),
            label_visibility="collapsed",
        )
    return text or ""


def examples(task: str) -> tuple[str, ...]:
    """Texts to begin with."""
    return task_named(task).examples[EXAMPLES_LANGUAGE]


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


def share_sentence(key: str, reading: Reading) -> None:
    """Put what was read into the address, on pages without a board."""
    keep_in_address({key: reading.read})


def _keep(key: str, place: str) -> None:
    remember(place, st.session_state[key])


def _take_example(chips: str, place: str) -> None:
    if chosen := st.session_state[chips]:
        remember(place, chosen)
