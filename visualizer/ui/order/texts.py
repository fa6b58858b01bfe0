"""Which data, which networks, and the text that all of them read."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import streamlit as st

from visualizer.lexicon.language import Translator
from visualizer.networks import CheckpointError, task_named
from visualizer.networks.classes.network import ClassReading
from visualizer.networks.languages import language_of
from visualizer.showing.order import kind_name
from visualizer.ui.controls.networks import tell_unusable
from visualizer.ui.controls.sentence import (
    has_known_word,
    language_key,
    sentence_box,
    sentence_language,
    tell_left_out,
)
from visualizer.ui.controls.text_language import follow_script, own_text
from visualizer.ui.order.moves import PLACES
from visualizer.ui.order.runs import KINDS, names_of
from visualizer.ui.shell.address import choice_from_address, keep_in_address, remember, remembered
from visualizer.ui.shell.language import reader
from visualizer.ui.work.readings import reading_of

TEXT, DATA, NETWORK = "order_text", "order_data", "order_network"
PLACE = "order_sentence"
"""Where the text is remembered: these networks read others than those of the other pages."""
TASKS = {"made": "order", "news": "news"}
"""The data by what the address says."""
BETWEEN_TOPICS = "The Olympic committee signed a deal with a software company."
"""Of several topics at once: where an answer is close, order and filler show best."""


class Read(NamedTuple):
    """A text, the task and language in which it is read, the networks by kind, what each made."""

    text: str
    task: str
    language: str
    names: dict[str, str]
    readings: dict[str, ClassReading]


def data_choice() -> str:
    """The task whose networks read: of the made language, or of news."""
    say = reader()
    called = {"made": say("Made language"), "news": say("News")}
    chosen = st.segmented_control(
        say("Data"),
        [*TASKS],
        default=choice_from_address(DATA, [*TASKS], "made"),
        format_func=lambda data: called[data],
        key=DATA,
        required=True,
        label_visibility="collapsed",
    )
    assert chosen is not None
    remember(DATA, chosen)
    return TASKS[chosen]


def examples(task: str, language: str) -> tuple[str, ...]:
    """Texts to begin with."""
    own = task_named(task).examples[language]
    return (BETWEEN_TOPICS, *own) if task == "news" else own


def _fit_example(own: Sequence[str]) -> None:
    """An example for other networks gives way to that in its place; other texts stay."""
    text = own_text(TEXT, PLACE)
    lists = [examples(task, each) for task in TASKS.values() for each in task_named(task).examples]
    for offered in lists:
        if text in offered and text not in own:
            remember(PLACE, own[min(offered.index(text), len(own) - 1)])
            return


def kind_choice(key: str, kinds: Sequence[str] = KINDS) -> str:
    """One kind of network; the last at first."""
    say = reader()
    chosen = st.segmented_control(
        say("Network"),
        kinds,
        default=choice_from_address(key, kinds, kinds[-1]),
        format_func=lambda kind: kind_name(kind, say),
        key=key,
        required=True,
        label_visibility="collapsed",
    )
    assert chosen is not None
    remember(key, chosen)
    return chosen


def read_text(task: str, kinds: Sequence[str]) -> Read:
    """The text in the box, read by networks of a task.

    Where there is nothing to show, that is said and the page's run ends.

    Args:
        kinds: of the networks that are needed; no other is loaded.
    """
    say = reader()
    language = sentence_language(TEXT, task=task, place=PLACE)
    offered = examples(task, language)
    _fit_example(offered)
    text = sentence_box(TEXT, task=task, place=PLACE, offered=offered)
    language = sentence_language(TEXT, task=task, place=PLACE)
    if task == "news":
        if own_text(TEXT, PLACE) is not None:
            follow_script(PLACE, text, "order")  # for when the other data are chosen again
        if "hi" in (say.code, language_of(text)):
            st.info(_english_alone(text, say))
    names = names_of(task, language)
    names = {kind: names[kind] for kind in kinds}
    try:
        readings = {kind: reading_of(name, text) for kind, name in names.items()}
    except CheckpointError as error:
        tell_unusable(error, others=True)
        st.stop()
    first = next(iter(readings.values()))
    if first is None:
        keep_text(text, task, language, gone=[PLACES])
        st.info(say("Type a sentence, or choose an example: the network reads words and signs."))
        st.stop()
    tell_left_out(first, next(iter(names.values())))
    if not has_known_word(first):
        keep_text(text, task, language)
        st.stop()
    return Read(text, task, language, names, {k: r for k, r in readings.items() if r is not None})


def keep_text(
    text: str,
    task: str,
    language: str,
    more: Mapping[str, object] = MappingProxyType({}),
    gone: Sequence[str] = (),
) -> None:
    """Put the text and what reads it into the address.

    Args:
        more: what else was chosen, by key.
    """
    data = next(data for data, each in TASKS.items() if each == task)
    link = {TEXT: text, DATA: data, NETWORK: remembered(NETWORK)}
    if task == "order":  # the news are of one language
        link[language_key(TEXT)] = language
    keep_in_address({**link, **more, "lang": reader().code}, gone=gone)


def _english_alone(text: str, say: Translator) -> str:
    if language_of(text) == "hi":
        return say(
            "The networks of news read English alone, so none of these words is known to them. "
            "“Made language” reads Hindi; your text stays as it is."
        )
    return say("The networks of news read English alone; “Made language” reads Hindi too.")
