"""The sentence: typed or taken from the examples, first taken from the address.

On pages with a board the address is written by the board in the browser, not by Streamlit's
`bind="query-params"`: that leaves out values equal to their default, so a copied address would
depend on the reader's defaults, and it would put a pasted book into the address.
"""

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from visualizer.lexicon.language import N_
from visualizer.networks import entry_of, task_named
from visualizer.networks.languages import is_romanised_hindi
from visualizer.networks.reading import Reading
from visualizer.ui.controls.text_language import (
    SENTENCE,
    follow_script,
    language_choice,
    languages_of,
    own_text,
    text_language,
)
from visualizer.ui.shell.address import (
    MOST_LETTERS,
    drawn,
    keep_in_address,
    remember,
    remembered,
    was_drawn,
)
from visualizer.ui.shell.language import reader
from visualizer.ui.work.readings import network

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2}"
)
"""Two letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese."""
READS = {
    "en": N_("The network knows few of these words: it learned from film reviews in English."),
    "hi": N_(
        "The network knows few of these words: it learned from reviews of films and goods in Hindi."
    ),
    "news": N_("The networks know few of these words: they learned from news in English."),
}
"""What is said where more than half of the words are unknown, by the networks' task or language."""
PLACEHOLDERS = {
    "sentiment": N_("Type a sentence about a film, in English or Hindi"),
    "toy": N_("Type a sentence about a film, in few words"),
    "order": N_("Type a sentence about a film, in few words"),
    "news": N_("Type a sentence of news, in English"),
}


def typed_text(key: str, *, task: str, place: str = SENTENCE) -> str:
    """What is in a text box, whether or not it is on the page.

    Args:
        key: of the box, beginning with its page's name.
        task: of the networks that will read it.
        place: under which name it is remembered; boxes of one place show the same text.
    """
    text = own_text(key, place)
    if text is not None:
        return text
    return examples(task, _language(key, None, task, place))[0]


def sentence_language(key: str, *, task: str, place: str = SENTENCE) -> str:
    """The language in which the text of a box is read, as the control beside it shows."""
    return _language(key, own_text(key, place), task, place)


def sentence_box(key: str, *, task: str, place: str = SENTENCE, offered: Sequence[str] = ()) -> str:
    """A text box, the language in which it is read, and examples to click; what was typed stays.

    Args:
        key: of the box, beginning with its page's name.
        task: of the networks that will read it.
        place: under which name it is remembered; boxes of one place show the same text.
        offered: examples, the first one to begin with; the task's own if not given.
    """
    say = reader()
    offered = offered or examples(task, sentence_language(key, task=task, place=place))
    own = own_text(key, place)
    begin = offered[0] if own is None else own
    if was_drawn(key):
        st.session_state[key] = begin
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_row"):
        text = st.text_input(
            say("Sentence"),
            begin,
            key=key,
            placeholder=say(PLACEHOLDERS.get(task, N_("Type a text"))),
            on_change=_keep,
            args=(key, place, task),
            label_visibility="collapsed",
        )
        if len(languages_of(task)) > 1:
            language_choice(language_key(key), own, task=task, place=place)
    chips = f"{key}_examples"
    if was_drawn(key):
        st.session_state[chips] = None  # one that was clicked is taken by now
    with st.container(key=f"{key}_chips"):
        example = st.pills(
            say("Examples"),
            offered,
            key=chips,
            on_change=_take_example,
            args=(chips, place, task),
            label_visibility="collapsed",
        )
    drawn(key)
    if text != begin or example:  # typed or clicked before this session began
        remember_text(place, example or text, task)
        st.rerun()
    tell_cut(place)
    return text


def examples(task: str, language: str) -> tuple[str, ...]:
    """Texts to begin with."""
    return task_named(task).examples[language]


def tell_left_out(reading: Reading, name: str, *, of: str = "") -> None:
    """Warn that a text was too long to be read to its end, or is none that the network reads.

    Args:
        name: of the network.
        of: what the text is called, where there are several.
    """
    say, entry = reader(), entry_of(name)
    lead = f"**{of}** · " if of else ""
    if any(UNSPACED.search(token) for token in reading.tokens):
        st.info(
            lead
            + say(
                "Words end at spaces here. In a language that writes none between them, such as "
                "Chinese, Japanese or Thai, a whole phrase counts as one word, which the network "
                "does not know."
            )
        )
    elif is_romanised_hindi(reading.text):
        st.info(
            lead
            + say(
                "This looks like Hindi in Latin letters, which no network here has learned to "
                "read. Type it in Devanagari."
            )
        )
    elif entry.task in ("toy", "order") and any(reading.unknown):
        known = ", ".join(word for word in network(name).vocabulary.words[1:] if word != ",")
        st.info(lead + say("This small network knows these words alone: {words}.", words=known))
    elif 2 * sum(reading.unknown) > len(reading.tokens):
        few = N_("The network knows few of these words.")
        named = READS.get(entry.task, READS.get(entry.language or "", few))
        st.info(lead + say(named))
    if reading.left_out:
        st.warning(
            lead
            + say.count(
                "Only the first {limit} words and signs are read; {n} more was left out.",
                "Only the first {limit} words and signs are read; {n} more were left out.",
                reading.left_out,
                limit=len(reading.tokens),
            )
        )


def has_known_word(reading: Reading, *, of: str = "") -> bool:
    """Whether there is a word that the network can read; else it has nothing to judge, and says so.

    A text of signs alone is read as such.

    Args:
        of: what the text is called, where there are several.
    """
    say = reader()
    lead = f"**{of}** · " if of else ""
    known = [
        not unknown
        for word, unknown in zip(reading.words, reading.unknown, strict=True)
        if any(map(str.isalnum, word))
    ]
    if any(known) or not known:
        return True
    st.info(lead + say("There is no word in it that the network can read, so it is not judged."))
    return False


def share_sentence(
    key: str, reading: Reading, language: str, further: Mapping[str, object]
) -> None:
    """Put what was read, and in which language, into the address, on pages without a board.

    Args:
        further: what else was chosen, by its key.
    """
    keep_in_address({key: reading.read, language_key(key): language, **further})


def _language(key: str, text: str | None, task: str, place: str) -> str:
    return text_language(language_key(key), text, task=task, place=place)


def language_key(key: str) -> str:
    """The key of the control for the language, which goes with a box."""
    return f"{key.partition('_')[0]}_language"


def _keep(key: str, place: str, task: str) -> None:
    remember_text(place, st.session_state[key], task)


def _take_example(chips: str, place: str, task: str) -> None:
    """An example is taken at a click and not chosen for good: what is read stands in the box."""
    if chosen := st.session_state[chips]:
        remember_text(place, chosen, task)


def remember_text(place: str, text: str, task: str) -> None:
    """Keep a text that was typed or taken; the language in which it is read follows its script."""
    if text != remembered(place):
        follow_script(place, text, task)
    remember(place, text[:MOST_LETTERS])
    remember(f"{place}_cut", max(0, len(text) - MOST_LETTERS))


def tell_cut(place: str) -> None:
    """Warn that a text was longer than what is kept of one."""
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
