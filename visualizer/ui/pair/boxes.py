"""Two text boxes, the language in which both are read, and pairs of examples to click."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from visualizer.lexicon.language import N_, Translator
from visualizer.showing.pairs import FIRST, SECOND
from visualizer.ui.controls.sentence import (
    PLACEHOLDERS,
    language_key,
    remember_text,
    sentence_language,
    tell_cut,
)
from visualizer.ui.controls.text_language import SENTENCE, language_choice, own_text
from visualizer.ui.shell.address import MOST_LETTERS, drawn, remember, was_drawn
from visualizer.ui.shell.language import reader

TEXT, OTHER = "pair_text", "pair_second"
OTHER_PLACE = "pair_other"
"""Where the second text is remembered; the first one is the sentence of all pages."""
SHOWN = "pair_shown"
"""For which task and language the boxes were drawn last."""
CHIPS = "pair_examples"


@dataclass(frozen=True)
class Example:
    """A pair of texts; `name` is a message, `word` stands in it."""

    name: str
    first: str
    second: str
    word: str = ""

    def told(self, say: Translator) -> str:
        """What it is called on the page."""
        return say(self.name, word=self.word) if self.word else say(self.name)


DENIED, CONTROL = N_("with “{word}”"), N_("control: “{word}”")
NOUN, ORDER, BLAME = N_("another noun"), N_("another order"), N_("“{word}” with blame")
EXAMPLES: dict[tuple[str, str], tuple[Example, ...]] = {
    ("sentiment", "en"): (
        Example(
            DENIED,
            "The acting is good, and we saw it twice.",
            "The acting is not good, and we saw it twice.",
            "not",
        ),
        Example(
            CONTROL,
            "The acting is good, and we saw it twice.",
            "The acting is really good, and we saw it twice.",
            "really",
        ),
        Example(
            BLAME,
            "The acting is bad.",
            "The acting is not bad.",
            "not",
        ),
        Example(
            NOUN,
            "The song is good and we liked the ending.",
            "The plot is good and we liked the ending.",
        ),
        Example(ORDER, "It is good, but boring.", "It is boring, but good."),
    ),
    ("sentiment", "hi"): (
        Example(
            DENIED,
            "फ़िल्म अच्छी है और हमने इसे बच्चों के साथ देखा",
            "फ़िल्म अच्छी नहीं है और हमने इसे बच्चों के साथ देखा",
            "नहीं",
        ),
        Example(
            CONTROL,
            "फ़िल्म अच्छी है और हमने इसे बच्चों के साथ देखा",
            "फ़िल्म अच्छी ही है और हमने इसे बच्चों के साथ देखा",
            "ही",
        ),
        Example(
            BLAME,
            "फ़िल्म बुरी है और हमने इसे बच्चों के साथ देखा",
            "फ़िल्म बुरी नहीं है और हमने इसे बच्चों के साथ देखा",
            "नहीं",
        ),
        Example(
            NOUN,
            "फ़िल्म अच्छी है और हमने इसे बच्चों के साथ देखा",
            "कहानी अच्छी है और हमने इसे बच्चों के साथ देखा",
        ),
        Example(ORDER, "फ़िल्म अच्छी है, लेकिन लंबी है", "फ़िल्म लंबी है, लेकिन अच्छी है"),
    ),
    ("toy", "en"): (
        Example(DENIED, "the film was good", "the film was not good", "not"),
        Example(CONTROL, "the film was good", "the film was really good", "really"),
        Example(BLAME, "the film was bad", "the film was not bad", "not"),
        Example(NOUN, "the story was funny", "the ending was funny"),
        Example(ORDER, "the film was good but it was dull", "the film was dull but it was good"),
    ),
    ("toy", "hi"): (
        Example(DENIED, "फ़िल्म अच्छी है", "फ़िल्म अच्छी नहीं है", "नहीं"),
        Example(CONTROL, "फ़िल्म अच्छी है", "फ़िल्म बहुत अच्छी है", "बहुत"),
        Example(BLAME, "फ़िल्म बुरी है", "फ़िल्म बुरी नहीं है", "नहीं"),
        Example(NOUN, "कहानी मज़ेदार थी", "कविता मज़ेदार थी"),
        Example(
            ORDER,
            "फ़िल्म अच्छी है लेकिन कहानी उबाऊ है",
            "फ़िल्म उबाऊ है लेकिन कहानी अच्छी है",
        ),
    ),
}
"""By task and language, the same kinds of pairs in the same order."""


def text_boxes(task: str, *, two: bool = True) -> tuple[str, str]:
    """The texts in the boxes; what was typed stays.

    Args:
        task: of the networks that read them.
        two: whether there is a second box; without it the second text is not shown.
    """
    language = sentence_language(TEXT, task=task)
    _exchange(task, language)
    first = first_text(task, language)
    second = _second_text(first, task, language)
    with st.container(horizontal=True, vertical_alignment="center", key="pair_boxes"):
        typed = _box(TEXT, FIRST if two else "", first, task)
        other = _box(OTHER, SECOND, second, task) if two else second
        language_choice(language_key(TEXT), first, task=task, place=SENTENCE)
    offered = [each.told(reader()) for each in EXAMPLES[task, language]]
    _chips(offered if two else [], task, language)
    for key in (TEXT, OTHER) if two else (TEXT,):
        drawn(key)
    if typed != first or other != second:  # typed before this session began
        _keep_both(typed, other, task)
        st.rerun()
    tell_cut(SENTENCE)
    if two:
        tell_cut(OTHER_PLACE)
    return typed, other


def first_text(task: str, language: str) -> str:
    """The sentence of all pages, or the first example of this one."""
    text = own_text(TEXT, SENTENCE)
    return EXAMPLES[task, language][0].first if text is None else text


def _second_text(first: str, task: str, language: str) -> str:
    """What was typed; else the partner of the first one among the examples, or itself."""
    text = own_text(OTHER, OTHER_PLACE)
    if text is not None:
        return text
    partners = [each.second for each in EXAMPLES[task, language] if each.first == first]
    return partners[0] if partners else first


def _box(key: str, name: str, begin: str, task: str) -> str:
    say = reader()
    if was_drawn(key):
        st.session_state[key] = begin
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_box"):
        if name:
            st.markdown(f"**{name}**", width="content")
        return st.text_input(
            say("Sentence {name}", name=name) if name else say("Sentence"),
            begin,
            key=key,
            placeholder=say(PLACEHOLDERS.get(task, N_("Type a text"))),
            on_change=_keep,
            args=(task,),
            label_visibility="collapsed",
        )


def _chips(offered: Sequence[str], task: str, language: str) -> None:
    if not offered:
        return
    say = reader()
    if was_drawn(CHIPS):
        st.session_state[CHIPS] = None  # one that was clicked is taken by now
    with st.container(key="pair_text_chips"):
        clicked = st.pills(
            say("Examples"),
            offered,
            key=CHIPS,
            on_change=_take,
            args=(tuple(offered), task, language),
            label_visibility="collapsed",
        )
    drawn(CHIPS)
    if clicked:  # before this session began
        _take_named(clicked, offered, task, language)
        st.rerun()


def _take(offered: Sequence[str], task: str, language: str) -> None:
    _take_named(st.session_state[CHIPS], offered, task, language)


def _take_named(name: object, offered: Sequence[str], task: str, language: str) -> None:
    if isinstance(name, str) and name in offered:
        example = EXAMPLES[task, language][[*offered].index(name)]
        _keep_both(example.first, example.second, task)


def _keep(task: str) -> None:
    """Whichever box was typed into: the other one keeps what stands in it."""
    texts = [st.session_state.get(key) for key in (TEXT, OTHER)]
    first, second = (text if isinstance(text, str) else None for text in texts)
    if first is not None:
        remember_text(SENTENCE, first, task)
    if second is not None:
        _keep_second(second)


def _keep_both(first: str, second: str, task: str) -> None:
    remember_text(SENTENCE, first, task)
    _keep_second(second)


def _keep_second(text: str) -> None:
    """Its script decides nothing: both texts are read in the language of the first."""
    remember(OTHER_PLACE, text[:MOST_LETTERS])
    remember(f"{OTHER_PLACE}_cut", max(0, len(text) - MOST_LETTERS))


def _exchange(task: str, language: str) -> None:
    """A pair of examples gives way to that in its place of another task or language."""
    before = st.session_state.get(SHOWN)
    st.session_state[SHOWN] = (task, language)
    if before in (None, (task, language)) or before not in EXAMPLES:
        return
    texts = (own_text(TEXT, SENTENCE), own_text(OTHER, OTHER_PLACE))
    for old, new in zip(EXAMPLES[before], EXAMPLES[task, language], strict=True):
        if texts == (old.first, old.second):
            remember(SENTENCE, new.first)
            remember(OTHER_PLACE, new.second)
            return
