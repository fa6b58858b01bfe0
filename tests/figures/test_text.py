"""Words typed by anybody reach the screen letter by letter."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.figures.text import UNDRAWABLE, lines, literal, number


@given(st.text())
def test_plotly_reads_back_the_very_letters(text: str) -> None:
    """Entities are the only markup left, and undoing them gives the text."""
    escaped = literal(text)
    assert not set(escaped) & set("<>$")
    assert unescape(escaped) == text.translate(UNDRAWABLE)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("<b>no</b>", "&lt;b&gt;no&lt;/b&gt;"),
        ("a<br>b", "a&lt;br&gt;b"),
        ("&amp;", "&amp;amp;"),
        ("$x$", "&#36;x&#36;"),
        ("isn't", "isn't"),
        ("a\nb", "a␊b"),
        ("\x00\x1b", "␀␛"),
        ("\u202eabc\u2066", "�abc�"),
        ("\ud83d", "�"),
        ("मज़ेदार", "मज़ेदार"),
        ("👩‍👧", "👩‍👧"),
    ],
)
def test_a_word_becomes_harmless_text(text: str, escaped: str) -> None:
    assert literal(text) == escaped


@given(st.text(), st.integers(2, 30))
def test_a_long_word_is_cut_with_an_ellipsis(text: str, at_most: int) -> None:
    cut = unescape(literal(text, at_most=at_most))
    whole = text.translate(UNDRAWABLE)
    assert len(cut) <= at_most
    assert cut == whole or (cut.endswith("…") and whole.startswith(cut[:-1]))
    assert (cut == whole) == (len(text) <= at_most) or cut[:-1] + "…" == whole


def test_a_cut_parts_no_letter_from_its_vowel_sign() -> None:
    assert literal("कि" * 3, at_most=4) == "कि…"
    assert literal("👩‍👧👩‍👧", at_most=5) == "👩‍👧…"


def test_a_cut_counts_letters_not_entities() -> None:
    assert literal("<" * 6, at_most=5) == "&lt;" * 4 + "…"


def test_a_long_subtitle_breaks_between_words_and_loses_none() -> None:
    sentence = "how much of each unit's memory is kept: 1 keeps all, 0 erases"
    broken = lines(sentence).split("<br>")
    assert len(broken) == 2
    assert max(map(len, broken)) <= 48
    assert " ".join(broken) == sentence


def test_numbers_have_a_true_minus_and_a_plus_where_asked() -> None:
    assert number(-0.426) == "−0.43"
    assert number(0.3, signed=True) == "+0.30"
