"""Hindi is split at words, never inside a conjunct, and every typed character is accounted for."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.tools.effort import effort
from visualizer.networks.tokenizers.hindi import as_written, tokenize
from visualizer.networks.vocabulary import normal_form

DEVANAGARI = "".join(map(chr, range(0x0900, 0x0980)))


def words(text: str, whole: frozenset[str] = frozenset()) -> list[str]:
    return [token.word for token in tokenize(text, whole)]


def typed(text: str) -> list[str]:
    return [token.typed for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("यह फ़िल्म अच्छी नहीं है।", "यह फिल्म अच्छी नहीं है ।"),
        ("नही है. नहि है| नहीँ है॥ है।।", "नहीं है । नहीं है । नहीं है । है ।"),
        ("डॉ. शर्मा, श्री. राव और कु. रीता", "डॉ शर्मा , श्री राव और कु रीता"),
        ("बी.ए. पास. एम.बी.बी.एस. हैं.", "बीए पास । एमबीबीएस हैं ।"),
        ("उ.प्र. में २ कि.मी. दूर, डॉ॰ राव", "उप्र में 2 किमी दूर , डॉ राव"),
        ("३.५ या 3.5 और १०:३० से १,५००", "00 या 00 और 00 से 00"),
        ("दु:ख हुआ: नि:शुल्क अत: हाँ", "दुःख हुआ : निःशुल्क अत : हां"),
        ("5स्टार ५ 5. 50 ५००० 5000mAh", "5 स्टार 5 5 । 00 00 00 mah"),
        ("4G iPhone8का LEDवाला", "4g iphone8 का led वाला"),
        ("“बहुत” «ख़ूब» ‘वाह’ It's don’t", "\" बहुत \" \" खूब \" ' वाह ' it's don't"),
        ("धीरे-धीरे — हाँ – ना ---- बस", "धीरे - धीरे - हां - ना - बस"),
        ("है.पर amazon.in ठीक... अच्छा..है…", "है । पर amazon . in ठीक ... अच्छा ... है ..."),
        ("वाह!! क्या?! (ठीक)", "वाह ! ! क्या ? ! ( ठीक )"),
        ("हिन्दी सम्बन्ध पञ्च ठण्ड जन्म उन्हें", "हिंदी संबंध पंच ठंड जन्म उन्हें"),
        ("yeh film ACHHI nahi hai", "yeh film achhi nahi hai"),
        ("فلم اچھی نہیں", "فلم اچھی نہیں"),
        ("मला हा चित्रपट आवडला नाही ळ", "मला हा चित्रपट आवडला नाही ळ"),
        ("अच्छी\x00film\x07\tहै\u2028ना", "अच्छी film है ना"),
        ("<script>$x$</script>", "< script > $ x $ < / script >"),
    ],
)
def test_typing_is_split_and_looked_up_in_one_spelling(text: str, expected: str) -> None:
    assert words(text) == expected.split(" ")


@pytest.mark.parametrize(
    "one",
    [
        *("क्‍या", "क्‌ष", "श्री‌मान्", "अच्छ्", "ज्‍", "क्‌"),
        *("फ़िल्म", "फ\u093cिल्म", "ज़मीन", "दुःख", "दु:ख", "हँसी", "ॐ", "ऽ", "ा", "ि", "्"),
        *(
            "👨‍👩‍👧‍👦",
            "🇮🇳",
            "👍🏽",
            "❤️",
            "1️⃣",
            "שָׁלוֹם",
            "فيلم",
            "e\u0301te\u0301",
            "५००",
            "डॉ.",
            "बी.ए.",
        ),
    ],
)
def test_what_is_seen_as_one_sign_or_word_is_one_token(one: str) -> None:
    assert typed(f"{one} {one}") == [one, one]


def test_hyphenated_words_stay_whole_only_when_known() -> None:
    known = frozenset({"घिसा-पिटा"})
    assert words("घिसा-पिटा हरा-भरा", known) == ["घिसा-पिटा", "हरा", "-", "भरा"]
    assert words("घिसा-पिटा") == ["घिसा", "-", "पिटा"]
    assert words("सा-घिसा-पिटा", known) == ["सा", "-", "घिसा", "-", "पिटा"]


def test_a_corpus_text_is_shown_as_it_was_written() -> None:
    assert as_written("बहुत , अच्छी है ।") == "बहुत , अच्छी है ।"


@pytest.mark.parametrize("empty", ["", " \t\n", "\x00\x1b", "\u200b\u202e\ufeff", "\u200d\u200c"])
def test_a_text_without_signs_has_no_tokens(empty: str) -> None:
    assert tokenize(empty) == ()


PIECES = ["क", "ा", "ि", "्", "़", "ं", "ँ", "ः", "ए", "े", "अ", "न", "ह", "ी", "ड", "ॉ", "॰", "।", "॥"]
SIGNS = [*"|.:,-'\"’“ aB5५\u200b\u200c\u200d\u0301\x00", "नहीं", "बी.", "घिसा-पिटा"]
SOME_HINDI = st.lists(st.sampled_from([*PIECES, *SIGNS])).map("".join)


@given(st.text() | st.text(alphabet=DEVANAGARI) | SOME_HINDI)
def test_typed_slices_cover_the_text_in_order(text: str) -> None:
    end = 0
    for token in tokenize(text, frozenset({"घिसा-पिटा"})):
        assert token.start >= end
        assert token.typed == text[token.start : token.end] != ""
        assert token.word
        assert all(is_dropped(character) for character in text[end : token.start])
        end = token.end
    assert all(is_dropped(character) for character in text[end:])


@given(st.text() | st.text(alphabet=DEVANAGARI) | SOME_HINDI)
def test_words_are_in_the_form_in_which_a_vocabulary_counts_them(text: str) -> None:
    for token in tokenize(text):
        assert normal_form(token.word) == token.word
        assert " " not in token.typed


@given(st.text(alphabet=DEVANAGARI) | SOME_HINDI)
@example("क्\u200dष")
def test_no_token_begins_with_a_mark_that_belongs_to_the_letter_before(text: str) -> None:
    for token in tokenize(text):
        before = text[: token.start].rstrip("\u200b\u200c\u200d")[-1:]
        joins = unicodedata.category(token.typed[0])[0] == "M"
        assert not (joins and before and before in DEVANAGARI and before.isalpha())


def test_a_page_is_split_like_its_sentences() -> None:
    sentence = "डॉ. राव ने ‘३.५’ स्टार दिए — फ़िल्म अच्छी नही है। "
    assert words(sentence * 500) == words(sentence) * 500


@pytest.mark.parametrize(
    "unit",
    [
        *("अच्छी फ़िल्म ", "क-", "क", "क:", "्", "\u093c", "1,", "बी.", "क\u200b", "क\u200d", "\u200d"),
        *("॰", "ए.", "अा", "a'", "1", "।", "-", "\u0301", "👨\u200d"),
    ],
)
def test_ten_times_as_much_of_anything_takes_about_ten_times_as_long(unit: str) -> None:
    """Not a hundred times, as it would if every token looked at the whole text."""
    some, more = (effort(lambda n=n: tokenize(unit * n)) for n in (2_000, 20_000))
    assert more < 40 * some


def is_dropped(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")
