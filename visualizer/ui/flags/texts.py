"""The sentence, what reads it, and what is said where the network's language ends."""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.lexicon.language import Translator
from visualizer.networks import CheckpointError, entry_of, list_models, task_named
from visualizer.networks.flags.flagged import Flagged
from visualizer.networks.flags.grammar import GRAMMARS
from visualizer.networks.flags.recognising import OutsideError
from visualizer.networks.predicting.network import NextReading
from visualizer.ui.controls.networks import networks_of, tell_unusable
from visualizer.ui.controls.sentence import (
    has_known_word,
    sentence_box,
    sentence_language,
    tell_left_out,
)
from visualizer.ui.controls.text_language import exchange_example
from visualizer.ui.flags.build import build_sentence
from visualizer.ui.flags.runs import TASKS, flags_link, sentence_of
from visualizer.ui.shell.address import choice_from_address, keep_in_address, remember
from visualizer.ui.shell.language import reader
from visualizer.ui.work.readings import network, reading_of

TEXT, NETWORK = "flags_text", "flags_network"
PLACE = "flags_sentence"
"""Where the sentence is remembered: other pages' networks read others."""
MOST = 12
"""So many words are named of those that could stand in a place."""


class Read(NamedTuple):
    """A readable text, the name of the network, what it made of it, and the text's flags."""

    name: str
    text: str
    reading: NextReading
    sentence: Flagged | None


def task_choice() -> str:
    """The task whose network reads: the made clauses, or real pairs where there is one."""
    say, tasks = reader(), [task for task in TASKS if _usable(task)]
    if len(tasks) == 1:
        return tasks[0]
    called = {"flags": say("Names and pronouns"), "agreement": say("Subjects and verbs")}
    chosen = st.segmented_control(
        say("Network"),
        tasks,
        default=choice_from_address(NETWORK, tasks, tasks[0]),
        format_func=lambda task: called[task],
        key=NETWORK,
        required=True,
        label_visibility="collapsed",
        on_change=_exchange,
        args=(tuple(tasks),),
    )
    assert chosen is not None
    remember(NETWORK, chosen)
    return chosen


def _usable(task: str) -> bool:
    return bool(list_models(task))


def _exchange(tasks: tuple[str, ...]) -> None:
    """An example gives way to that of the other network in its place; other texts stay."""
    chosen = st.session_state[NETWORK]
    if chosen not in tasks:
        return
    before = [each for task in tasks for each in task_named(task).examples.values()]
    language = sentence_language(TEXT, task=chosen, place=PLACE)
    exchange_example(TEXT, PLACE, before, task_named(chosen).examples[language])


def read_text(task: str, build: DeltaGenerator) -> Read:
    """The text in the box, read by the task's network of its language.

    Where there is nothing to show, that is said and the page's run ends.

    Args:
        build: where a sentence is built.
    """
    say = reader()
    text = sentence_box(TEXT, task=task, place=PLACE)
    language = sentence_language(TEXT, task=task, place=PLACE)
    name = networks_of(task, language)["lstm"]
    with build:
        build_sentence(language, task, PLACE)
    try:
        reading = reading_of(name, text)
    except CheckpointError as error:
        tell_unusable(error)
        st.stop()
    link = {TEXT: text, **flags_link(name), "lang": say.code}
    if reading is None:
        keep_in_address(link, gone=["flags_t", "flags_unit"])
        st.info(say("Type a sentence, or choose an example: the network reads words and signs."))
        st.stop()
    found = sentence_of(name, reading.read)
    if any(reading.unknown):
        tell_unknown(reading, name, say)
    else:
        tell_left_out(reading, name)
        if isinstance(found, OutsideError):
            st.info(outside_told(found, say))
    if not has_known_word(reading):
        keep_in_address(link)
        st.stop()
    return Read(name, text, reading, found if isinstance(found, Flagged) else None)


def tell_unknown(reading: NextReading, name: str, say: Translator) -> None:
    """Which words the network does not know, and some that it does."""
    unknown = [
        token for token, unknown in zip(reading.tokens, reading.unknown, strict=True) if unknown
    ]
    told = ", ".join(f"“{token[:40]}”" for token in dict.fromkeys(unknown))
    st.info(
        say(
            "Unknown to this small network: {words}. It reads each as “unknown”, a word of which "
            "it has learned nothing, and the grammar tells no flags. Among the words that it "
            "knows: {known}.",
            words=told,
            known=", ".join(known_words(name)),
        )
    )


def known_words(name: str) -> list[str]:
    """Some words of a network's language: names, and what follows them."""
    if entry_of(name).task != "flags":
        words = network(name).vocabulary.words[1:]
        return [*words[:: max(1, len(words) // (2 * MOST))]]
    grammar = GRAMMARS[network(name).language]
    names = [*grammar.names.feminine[:4], *grammar.names.masculine[:4]]
    rest = [word for word in grammar.words if word not in grammar.names.all and len(word) > 1]
    return [*names, *rest[:: max(1, len(rest) // MOST)][:MOST]]


def outside_told(error: OutsideError, say: Translator) -> str:
    """Where a text leaves the made language, and what could stand there."""
    expected = error.expected
    named = ", ".join(f"“{word}”" for word in expected[:MOST])
    if not expected:
        return say(
            "The grammar tells no flags here: its sentence ends before “{word}”. The network's run "
            "is shown all the same.",
            word=error.typed[:40],
        )
    return say.count(
        "The grammar tells no flags here: in place of “{word}”, word {number}, its sentences go "
        "on with {words}. The network's run is shown all the same.",
        "The grammar tells no flags here: in place of “{word}”, word {number}, its sentences go "
        "on with one of {n} words, such as {words}. The network's run is shown all the same.",
        len(expected),
        word=error.typed[:40],
        number=error.step + 1,
        words=named,
    )
