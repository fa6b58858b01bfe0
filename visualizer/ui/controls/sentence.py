"""The sentence: typed or taken from the examples, first taken from the address.

On pages with a board the address is written by the board in the browser, not by Streamlit's
`bind="query-params"`: that leaves out values equal to their default, so a copied address would
depend on the reader's defaults, and it would put a pasted book into the address.
"""

import re

import streamlit as st

from visualizer.lexicon.language import N_
from visualizer.networks import task_named
from visualizer.networks.reading import Reading
from visualizer.ui.shell.address import (
    MOST_LETTERS,
    drawn,
    keep_in_address,
    remember,
    remembered,
    was_drawn,
)
from visualizer.ui.shell.language import reader

SENTENCE = "sentence"
"""Where a reader's sentence is remembered, the same one on all pages that read it."""
EXAMPLES_LANGUAGE = "en"
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2}"
)
"""Two letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese."""
PLACEHOLDERS = {"sentiment": N_("Type a sentence about a film, in English")}


def typed_text(key: str, *, task: str, place: str = SENTENCE) -> str:
    """What is in a text box, whether or not it is on the page.

    Args:
        key: of the box, beginning with its page's name.
        task: of the networks that will read it.
        place: under which name it is remembered; boxes of one place show the same text.
    """
    text = remembered(place)
    if not isinstance(text, str):
        told = remembered(key)
        if not isinstance(told, str):
            return examples(task)[0]
        text = told
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
    begin = typed_text(key, task=task, place=place)
    if was_drawn(key):
        st.session_state[key] = begin
    text = st.text_input(
        say("Sentence"),
        begin,
        key=key,
        placeholder=say(PLACEHOLDERS.get(task, N_("Type a text"))),
        on_change=_keep,
        args=(key, place),
        label_visibility="collapsed",
    )
    chips = f"{key}_examples"
    if was_drawn(key):
        st.session_state[chips] = None  # one that was clicked is taken by now
    with st.container(key=f"{key}_chips"):
        example = st.pills(
            say("Examples"),
            examples(task),
            key=chips,
            on_change=_take_example,
            args=(chips, place),
            label_visibility="collapsed",
        )
    drawn(key)
    if text != begin or example:  # typed or clicked before this session began
        _remember_text(place, example or text)
        st.rerun()
    _tell_cut(place)
    return text


def examples(task: str) -> tuple[str, ...]:
    """Texts to begin with."""
    return task_named(task).examples[EXAMPLES_LANGUAGE]


def tell_left_out(reading: Reading) -> None:
    """Warn that a text was too long to be read to its end, or is of another language."""
    say = reader()
    if any(UNSPACED.search(token) for token in reading.tokens):
        st.info(
            say(
                "Words end at spaces here. In a language that writes none between them, such as "
                "Chinese, Japanese or Thai, a whole phrase counts as one word, which the network "
                "does not know."
            )
        )
    elif 2 * sum(reading.unknown) > len(reading.tokens):
        st.info(
            say("The network knows few of these words: it learned from film reviews in English.")
        )
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
    _remember_text(place, st.session_state[key])


def _take_example(chips: str, place: str) -> None:
    """An example is taken at a click and not chosen for good: what is read stands in the box."""
    if chosen := st.session_state[chips]:
        _remember_text(place, chosen)


def _remember_text(place: str, text: str) -> None:
    remember(place, text[:MOST_LETTERS])
    remember(f"{place}_cut", max(0, len(text) - MOST_LETTERS))


def _tell_cut(place: str) -> None:
    say = reader()
    cut = remembered(f"{place}_cut")
    if isinstance(cut, int) and cut > 0:
        st.warning(
            say.count(
                "The text was longer than {limit} letters; {n} letter at its end was not kept.",
                "The text was longer than {limit} letters; {n} letters at its end were not kept.",
                cut,
                limit=say.number(MOST_LETTERS),
            )
        )
