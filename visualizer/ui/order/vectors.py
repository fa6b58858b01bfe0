"""Does order matter, part two: a word as a vector, learned or one-hot."""

from collections.abc import Sequence

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.figures import cosine_maps, cost_bars, neighbour_bars
from visualizer.lexicon.language import Translator
from visualizer.networks.classes.network import ClassNetwork
from visualizer.networks.classes.words import (
    embedding_cosines,
    embedding_cost,
    nearest_words,
    one_hot_cosine,
    one_hot_cost,
)
from visualizer.showing.vectors import (
    alike_told,
    cosines_table,
    cost_table,
    cost_told,
    costs,
    known_like,
    neighbours_table,
)
from visualizer.ui.controls.plain import heading, paragraph, table
from visualizer.ui.order.tabs import part_tabs
from visualizer.ui.order.texts import NETWORK, Read, data_choice, keep_text, kind_choice, read_text
from visualizer.ui.shell.address import MOST_LETTERS, drawn, remember, remembered, was_drawn
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import chart, theme
from visualizer.ui.work.readings import network

WORD, CHIPS = "order_word", "order_word_chips"
MOST_WORDS = 16
"""So many different words of a sentence are compared with each other."""


def vectors_part(choice: DeltaGenerator) -> None:
    """What word vectors cost, which words are near one, and how alike those of the sentence are.

    Args:
        choice: where data and network are chosen.
    """
    say = reader()
    with choice:
        task = data_choice()
    box = st.container()
    row = st.container(horizontal=True, vertical_alignment="center", key="order_word_row")
    with row:
        kind = kind_choice(NETWORK)
    with box:
        read = read_text(task, [kind])
    judge: ClassNetwork = network(read.names[kind])
    words = _known_words(read, kind)
    with row:
        typed = _word_box(judge, words, say)
    word = _looked_up(judge, typed, say) or _telling(judge, words)
    keep_text(read.readings[kind].read, task, read.language, {WORD: remembered(WORD) or None})
    picture, near = st.columns([1, 1], gap="large")
    with picture:
        _cost(judge, say)
    with near:
        _neighbours(judge, word, say)
    shown = words[:MOST_WORDS]
    cosines = embedding_cosines(judge, shown)
    _alike(shown, len(words), cosines, say)
    st.caption(
        say(
            "Caution: words are near each other here because this network uses them alike in its "
            "task, on few texts; that need not be what they mean. The embedding knows nothing else."
        )
    )
    part_tabs(
        "vectors", cosines_table(shown, cosines, say), _code(read, kind, word), read.names[kind]
    )


def _known_words(read: Read, kind: str) -> list[str]:
    """The different words of the text that the network knows, in their order."""
    reading = read.readings[kind]
    known = zip(reading.words, reading.unknown, strict=True)
    return [*dict.fromkeys(word for word, unknown in known if not unknown)]


def _word_box(judge: ClassNetwork, words: Sequence[str], say: Translator) -> str:
    """The word to look at; what was typed stays in the box."""
    begin = _typed() or _telling(judge, words)
    if was_drawn(WORD):
        st.session_state[WORD] = begin
        st.session_state[CHIPS] = None
    st.markdown(say("A word, of the sentence or any other:"), width="content")
    typed = st.text_input(
        say("Word"),
        begin,
        key=WORD,
        max_chars=60,
        width=160,
        on_change=_keep,
        label_visibility="collapsed",
    )
    with st.container(key="order_word_chips_row"):
        clicked = st.pills(
            say("Words of the sentence"),
            words[:MOST_WORDS],
            key=CHIPS,
            on_change=_take,
            label_visibility="collapsed",
        )
    drawn(WORD)
    if clicked or typed != begin:  # before this session began
        remember(WORD, clicked or typed)
        st.rerun()
    return typed


def _typed() -> str:
    said = remembered(WORD)
    return said[:MOST_LETTERS].strip() if isinstance(said, str) else ""


def _keep() -> None:
    remember(WORD, st.session_state[WORD])


def _take() -> None:
    if chosen := st.session_state[CHIPS]:
        remember(WORD, chosen)


def _telling(judge: ClassNetwork, words: Sequence[str]) -> str:
    """The word with the nearest neighbour: one to look at first."""
    lettered = [word for word in words if any(map(str.isalnum, word))] or [*words]
    return max(lettered, key=lambda word: nearest_words(judge, word, 1)[0].cosine)


def _looked_up(judge: ClassNetwork, typed: str, say: Translator) -> str | None:
    """The typed word as the network looks it up; None, and said, if it does not know it."""
    found = [token.word for token in judge.tokenize(typed)]
    if len(found) > 1:
        st.info(say("One word at a time: “{word}” is looked at.", word=found[0]))
    if found and found[0] in judge.vocabulary:
        return found[0]
    st.info(
        say(
            "“{word}” is not among the {n} words that this network knows. It knows, for example: "
            "{words}.",
            word=typed[:40],
            n=say.number(len(judge.vocabulary) - 1),
            words=", ".join(known_like(found[0] if found else "", judge.vocabulary)),
        )
    )
    return None


def _cost(judge: ClassNetwork, say: Translator) -> None:
    own, other = embedding_cost(judge), one_hot_cost(judge)
    figure = cost_bars(
        costs(own, other, say),
        names=(say("embedding"), say("one-hot")),
        theme=theme(),
        say=say,
    )
    chart(figure, key="order_cost", name=say("What a word costs"))
    told = cost_told(own, other, len(judge.vocabulary), own.weights // own.numbers, say)
    st.html(table(cost_table(own, other, say)) + "".join(map(paragraph, told)))


def _neighbours(judge: ClassNetwork, word: str, say: Translator) -> None:
    found = nearest_words(judge, word)
    figure = neighbour_bars(
        {each.word: each.cosine for each in found}, word=word, theme=theme(), say=say
    )
    chart(figure, key="order_near", name=say("Nearest to “{word}”", word=word))
    st.html(table(neighbours_table(word, found, say)))


def _alike(words: Sequence[str], all_words: int, cosines: np.ndarray, say: Translator) -> None:
    told = alike_told(words, cosines, say)
    if all_words > len(words):
        told += " " + say(
            "Shown are the first {n} of {all} different words.", n=len(words), all=all_words
        )
    st.html(heading(say("The words of the sentence beside each other")) + paragraph(told))
    same = np.array([[one_hot_cosine(a, b) for b in words] for a in words])
    figure = cosine_maps(
        {say("embedding"): cosines, say("one-hot"): same}, words=words, theme=theme(), say=say
    )
    chart(figure, key="order_cosines", name=say("How alike the words of the sentence are"))


def _code(read: Read, kind: str, word: str) -> str:
    return "\n".join(
        (
            "import visualizer as viz",
            "from visualizer.networks.classes.words import (",
            "    embedding_cosines,",
            "    embedding_cost,",
            "    nearest_words,",
            "    one_hot_cost,",
            ")",
            "",
            f"network = viz.load_model({read.names[kind]!r})",
            "print(embedding_cost(network))",
            "print(one_hot_cost(network))",
            f"for each in nearest_words(network, {word!r}):",
            "    print(each.word, each.cosine)",
            f"words = network.read({read.readings[kind].read!r}).words",
            "known = [word for word in dict.fromkeys(words) if word in network.vocabulary]",
            "print(embedding_cosines(network, known))",
        )
    )
