"""However a Hindi word was typed, it is looked up in one spelling."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.networks.tokenizers.test_hindi import DEVANAGARI, SOME_HINDI
from visualizer.networks.tokenizers.folding import folded


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("फ़िल्म", "फिल्म"),
        ("\u095eिल्म", "फिल्म"),
        ("पढ़ाई", "पढाई"),
        ("बङ\u093cा", "बङा"),
        ("\u0929", "न"),
        ("हाँ", "हां"),
        ("नहीँ", "नहीं"),
        ("नही", "नहीं"),
        ("नहि", "नहीं"),
        ("नहिं", "नहीं"),
        ("क्\u200dया", "क्या"),
        ("श्री\u200cमान", "श्रीमान"),
        ("अाप", "आप"),
        ("एेसा", "ऐसा"),
        ("आैर", "और"),
        ("अौर", "और"),
        ("आेर", "ओर"),
        ("आॅफिस", "ऑफिस"),
        ("अॉफिस", "ऑफिस"),
        ("अो", "ओ"),
        ("अाे", "ओ"),
        ("हाे", "हो"),
        ("हेा", "हो"),
        ("माैसम", "मौसम"),
        ("काॅल", "कॉल"),
        ("हैंं", "हैं"),
        ("वाााह", "वाह"),
        ("हिन्दी", "हिंदी"),
        ("अङ्क", "अंक"),
        ("सम्मान", "सम्मान"),
        ("गयी", "गई"),
        ("गयीं", "गईं"),
        ("लिये", "लिए"),
        ("जायेंगे", "जाएंगे"),
        ("आयेगा", "आएगा"),
        ("५०", "50"),
        ("MOVIE", "movie"),
        ("ﬁlm", "film"),
    ],
)
def test_spellings_of_a_word_are_one(typed: str, expected: str) -> None:
    assert folded(typed) == expected


@pytest.mark.parametrize(
    "word", ["है", "हैं", "में", "मे", "दुख", "दुःख", "जन्म", "कन्या", "आई", "ऑ", "ये", "प्रत्येक", "क्या"]
)
def test_words_that_differ_stay_apart(word: str) -> None:
    assert folded(word) == word


@example("कोाे")
@given(st.text() | st.text(alphabet=DEVANAGARI) | SOME_HINDI)
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
