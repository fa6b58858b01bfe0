"""Typing is split the way the corpus is written, and every typed character is accounted for."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.effort import effort
from visualizer.networks.tokenizers.english import as_written, tokenize


def words(text: str, whole: frozenset[str] = frozenset()) -> list[str]:
    return [token.word for token in tokenize(text, whole)]


def typed(text: str) -> list[str]:
    return [token.typed for token in tokenize(text)]


@pytest.mark.parametrize(
    ("corpus", "written"),
    [
        ("the more you 'll enjoy it .", "the more you'll enjoy it."),
        ("All that 's missing , is n't it ?", "All that's missing, isn't it?"),
        ("rock 'n roll ... at 3 :20", "rock 'n roll ... at 3 :20"),
    ],
)
def test_a_text_of_the_corpus_is_shown_as_people_write_it(corpus: str, written: str) -> None:
    assert as_written(corpus) == written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It isn't good", "it is n't good"),
        ("can't CANNOT won't", "ca n't can not wo n't"),
        ("DIDN’T didn‘t ain't", "did n't did n't ai n't"),
        ("dont doesnt didnt", "do n't does n't did n't"),
        ("it's I'm they're we've he'll I'd've", "it 's i 'm they 're we 've he 'll i 'd 've"),
        ("the movies' end, O'Fallon's rock'n'roll", "the movies ' end , o'fallon 's rock'n'roll"),
        ('"good" “bad” «so»', "`` good '' `` bad '' `` so ''"),
        ("a 'fine' ‘mess’", "a ` fine ' ` mess '"),
        ("yes--no — maybe – so - there", "yes -- no -- maybe -- so -- there"),
        ("a co-writer", "a co - writer"),
        ("well (nearly) [so] {x}", "well -lrb- nearly -rrb- -lrb- so -rrb- -lrb- x -rrb-"),
        ("slow... slower… ....", "slow ... slower ... ... ."),
        ("he/she and 1/2 of 9/11", r"he \/ she and 1\/2 of 9\/11"),
        ("1,000.5 in the '70s", "1,000.5 in the '70s"),
        ("Mr. Smith of the U.S. left. Etc.", "mr. smith of the u.s. left . etc."),
        ("I loved it!!! Really?!", "i loved it ! ! ! really ? !"),
        ("**bold** _it_", r"\* \* bold \* \* \* it \*"),
        ("<script>$x$</script>", r"< script > $ x $ < \/ script >"),
        (r"\frac{a}", r"\ frac -lrb- a -rrb-"),
        ("ｇｏｏｄ ﬁlm nai\u0308ve", "good film naïve"),
        ("good\x00bad\x07\tso\u2028far", "good bad so far"),
        ("\u200bgo\u200bod\u202e \ufeff!", "good !"),
    ],
)
def test_typing_is_split_like_the_corpus(text: str, expected: str) -> None:
    assert words(text) == expected.split(" ")


def test_hyphenated_words_stay_whole_only_when_asked() -> None:
    assert words("A So-So rip-off", frozenset({"so-so"})) == ["a", "so-so", "rip", "-", "off"]


@pytest.mark.parametrize(
    "one",
    [
        "👨‍👩‍👧‍👦",
        "🇮🇳",
        "👍🏽",
        "❤️",
        "1️⃣",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "फ़िल्म",
        "नहीं",
        "शָׁלוֹם",
        "فيلم",
        "क्‍या",
        "e\u0301te\u0301",
    ],
)
def test_what_is_seen_as_one_sign_or_word_is_one_token(one: str) -> None:
    assert typed(f"{one} {one}") == [one, one]


def test_flags_side_by_side_are_parted() -> None:
    assert typed("🇮🇳🇫🇷😀😀") == ["🇮🇳", "🇫🇷", "😀", "😀"]


@pytest.mark.parametrize("empty", ["", " \t\n", "\x00\x1b", "\u200b\u202e\ufeff"])
def test_a_text_without_signs_has_no_tokens(empty: str) -> None:
    assert tokenize(empty) == ()


@given(st.text() | st.text(alphabet="aIn'tsd ’‘\"“`.-–,/0123\u200b\u200d\u0301🇮😀([_\x00"))
def test_typed_slices_cover_the_text_in_order(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert token.start >= end
        assert token.typed == text[token.start : token.end] != ""
        assert token.word
        assert all(is_dropped(character) for character in text[end : token.start])
        end = token.end
    assert all(is_dropped(character) for character in text[end:])


@given(st.text(alphabet="ab nt'-.\u200b"))
def test_no_token_holds_a_space(text: str) -> None:
    assert not any(" " in piece for piece in typed(text))


@pytest.mark.parametrize(
    "unit", ["good film ", "a-", "x", "isn'", "a'", "1,", "a.b.", "a\u200b", "\u0301", "👨\u200d"]
)
def test_ten_times_as_much_of_anything_takes_about_ten_times_as_long(unit: str) -> None:
    """Not a hundred times, as it would if every token looked at the whole text."""
    some, more = (effort(lambda n=n: tokenize(unit * n)) for n in (2_000, 20_000))
    assert more < 40 * some


def is_dropped(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")
