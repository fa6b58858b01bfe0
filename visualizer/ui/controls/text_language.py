"""The language in which a sentence is read: that of its script, or chosen by hand."""

from collections.abc import Sequence

import streamlit as st

from visualizer.lexicon.language import own_name
from visualizer.networks import entry_of, list_models, task_named
from visualizer.networks.languages import language_of
from visualizer.ui.shell.address import (
    choice_from_address,
    drawn,
    remember,
    remembered,
    was_drawn,
)
from visualizer.ui.shell.language import reader

SENTENCE = "sentence"
"""Where a reader's sentence is remembered, the same one on all pages that read it."""


def languages_of(task: str) -> Sequence[str]:
    """Those that a task's networks read, in the order of the registry."""
    found = (entry_of(name).language for name in list_models(task))
    return [*dict.fromkeys(language for language in found if language)]


def language_place(place: str) -> str:
    """Under which name the language of a remembered text is remembered."""
    return f"{place}_language"


def own_text(key: str, place: str) -> str | None:
    """What the reader typed, took or brought by a link; None: nothing yet.

    Args:
        key: of the text's box, beginning with its page's name.
        place: under which name it is remembered.
    """
    text = remembered(place)
    if isinstance(text, str):
        return text
    told = remembered(key)
    if not isinstance(told, str):
        return None
    remember(place, told)
    return told


def exchange_example(
    key: str, place: str, before: Sequence[Sequence[str]], after: Sequence[str]
) -> None:
    """An example gives way to the one in its place among others; other texts stay.

    Args:
        key: of the text's box.
        place: under which name it is remembered.
        before: what was offered, maybe in several lists.
        after: what is offered now.
    """
    text = own_text(key, place)
    for examples in before:
        if text in examples:
            remember(place, after[examples.index(text)])
            return


def first_language(task: str) -> str:
    """That of the texts to begin with: the reader's own, if a network reads it."""
    code, known = reader().code, languages_of(task)
    return code if code in known else known[0]


def follow_script(place: str, text: str, task: str) -> None:
    """A text that was just typed or taken is read by the networks of its script's language."""
    language = language_of(text)
    if language in languages_of(task):
        remember(language_place(place), language)


def text_language(key: str, text: str | None, *, task: str, place: str) -> str:
    """The language in which a text is read.

    Args:
        key: of the control with which it is changed.
        text: what will be read; None: an example to begin with.
    """
    known = languages_of(task)
    for wanted in (
        remembered(language_place(place)),  # that of what was typed last, or chosen by hand
        remembered(key),  # as a link says
        language_of(text or ""),
    ):
        if wanted in known:
            return str(wanted)
    return first_language(task)


def language_choice(key: str, text: str | None, *, task: str, place: str) -> None:
    """Show in which language the text is read, and let the reader change it.

    Args:
        key: of the control, beginning with its page's name.
        text: what will be read; None: an example to begin with.
        task: of the networks that read it.
        place: under which name the text is remembered.
    """
    say, known = reader(), languages_of(task)
    language = text_language(key, text, task=task, place=place)
    if was_drawn(key):
        st.session_state[key] = language
    chosen = st.segmented_control(
        say("Language of the sentence"),
        known,
        default=choice_from_address(key, known, language),
        format_func=lambda code: own_name(code)[:2],  # En, हि
        key=key,
        required=True,
        label_visibility="collapsed",
        width="content",
        on_change=_choose,
        args=(key, task, place),
    )
    drawn(key)
    if chosen != language and chosen in known:  # clicked before this session began
        _choose(key, task, place)
        st.rerun()


def _choose(key: str, task: str, place: str) -> None:
    """By hand; an example gives way to its sister in the other language, other texts stay."""
    language = st.session_state[key]
    if language not in languages_of(task):
        return
    remember(language_place(place), language)
    examples = task_named(task).examples
    box = f"{key.partition('_')[0]}_text"
    exchange_example(box, place, [*examples.values()], examples[language])
