"""A text is cut between letters, whatever script they are of."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.lexicon.letters import beginning


@pytest.mark.parametrize(
    ("text", "length", "kept"),
    [
        ("अच्छी", 3, "अ"),  # च् and छी are one
        ("अच्छी", 4, "अ"),
        ("अच्छी", 5, "अच्छी"),
        ("हिन्दी", 3, "हि"),
        ("क्ष", 1, "क"),  # one letter alone is longer: something must be shown
        ("क्‍ष ज्ञ", 5, "क्‍ष "),
        ("film", 2, "fi"),
        ("👩‍👧👩‍👧", 4, "👩‍👧"),
        ("", 3, ""),
    ],
)
def test_no_letter_is_cut_from_what_belongs_to_it(text: str, length: int, kept: str) -> None:
    assert beginning(text, length) == kept


@given(st.text(alphabet="कखगघ्िीुंँ़\u200d abc"), st.integers(1, 12))
def test_a_beginning_is_one_and_ends_at_a_letter(text: str, length: int) -> None:
    kept = beginning(text, length)
    assert text.startswith(kept)
    assert len(kept) <= max(length, 0)
    assert bool(kept) == bool(text)
    if len(kept) > 1 and len(kept) < len(text):
        after = text[len(kept)]
        whole = (
            not unicodedata.category(after).startswith("M") and unicodedata.combining(kept[-1]) != 9
        )
        assert whole or len(beginning(text, length)) == length
