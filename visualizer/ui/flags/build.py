"""A sentence built from a few choices, which is then written into the box."""

from collections.abc import Callable, Sequence

import streamlit as st

from visualizer.lexicon.language import Translator
from visualizer.networks.flags.building import (
    NONE,
    PREDICATES,
    PRONOUN,
    SAME,
    Frame,
    built,
    phrase,
    predicates,
    thens,
)
from visualizer.networks.flags.grammar import grammar_of
from visualizer.ui.controls.sentence import remember_text
from visualizer.ui.shell.language import reader


def build_sentence(language: str, task: str, place: str) -> None:
    """Offer the parts of a sentence, where the networks read a made language.

    Args:
        language: in which the text is read.
        task: of the networks that read it.
        place: under which name the text is remembered.
    """
    if language not in PREDICATES or task != "flags":
        return
    say = reader()
    with st.popover(say("Build a sentence"), icon=":material/construction:"):
        frame = _frame(language, say)
        sentence = built(language, frame)
        st.markdown(say("The sentence: **{text}**", text=sentence))
        st.button(
            say("Write it into the box"),
            key="flags_build_write",
            type="primary",
            on_click=remember_text,
            args=(place, sentence, task),
        )


def _frame(language: str, say: Translator) -> Frame:
    """The choices, each a box, in the order of the sentence."""
    grammar = grammar_of(language)
    names = grammar.names.all
    none = say("nobody else")
    with st.container(horizontal=True):
        first = _choice(say("Subject"), names, language, "first")
        second = _choice(
            say("and"), (NONE, *names), language, "second", told=lambda name: name or none
        )
    subject = [first, *([second] if second not in (NONE, first) else [])]
    does = _predicate(say("does what"), language, subject, "does")
    joints = (*grammar.joints, grammar.stop)
    with st.container(horizontal=True):
        joint = _choice(
            say("goes on with"),
            (NONE, *joints),
            language,
            "joint",
            begin=1,
            told=lambda word: word or say("nothing: it ends"),
        )
        if joint == NONE:
            return Frame(first=first, second=second, does=does, does_next=does)
        named = {PRONOUN: _pronouns(language), SAME: say("the same, left out")}
        then = _choice(
            say("then"),
            thens(language, joint),
            language,
            "then",
            told=lambda each: named.get(each, each),
        )
        also = NONE
        if then not in (PRONOUN, SAME):
            also = _choice(
                say("and too"), (NONE, *names), language, "also", told=lambda name: name or none
            )
    new = [then, *([also] if also not in (NONE, then) else [])]
    next_subject = subject if then in (PRONOUN, SAME) else new
    does_next = _predicate(say("does then"), language, next_subject, "does_next", begin=2)
    return Frame(
        first=first,
        second=second,
        does=does,
        joint=joint,
        then=then,
        also=also,
        does_next=does_next,
    )


def _pronouns(language: str) -> str:
    return "/".join(grammar_of(language).pronouns)


def _predicate(
    label: str, language: str, subject: Sequence[str], part: str, *, begin: int = 0
) -> str:
    """What is said of a subject, in the words that agree with it."""
    return _choice(
        label,
        predicates(language),
        language,
        part,
        begin=begin,
        told=lambda does: phrase(language, subject, does),
    )


def _choice(
    label: str,
    options: Sequence[str],
    language: str,
    part: str,
    *,
    begin: int = 0,
    told: Callable[[str], str] = str,
) -> str:
    key = f"flags_build_{language}_{part}"
    if key in st.session_state and st.session_state[key] not in options:
        del st.session_state[key]  # such as a joint that left the subject out
    chosen = st.selectbox(label, options, begin, format_func=told, key=key)
    return chosen if chosen in options else options[begin]
