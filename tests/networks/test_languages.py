"""The script tells the language, and frequent words tell Hindi in Latin letters."""

import pytest

from visualizer.networks.languages import is_romanised_hindi, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The film was good.", "en"),
        ("naïve café", "en"),
        ("yeh film achhi hai", "en"),
        ("यह फ़िल्म अच्छी है।", "hi"),
        ("यह movie बहुत boring है", "hi"),
        ("यह film", "hi"),
        ("a good film, अच्छी", "en"),
        ("क्‍या", "hi"),
        ("मला आवडला", "hi"),
        ("فلم اچھی نہیں ہے", None),
        ("یہ film اچھی ہے", None),
        ("这部电影很好 good", None),
        ("படம் நல்ல", None),
        ("", None),
        (" 12 ५ ।?! 😀", None),
    ],
)
def test_the_script_of_most_words_decides(text: str, language: str | None) -> None:
    assert language_of(text) == language
    assert language_of(f"  {text}\n" * 50) == language


ROMANISED = (
    "yeh film achhi nahi hai",
    "bahut bakwas movie thi yaar",
    "Mujhe yeh gaana bahut pasand aaya",
    "kya mast acting ki hai",
    "kahani mein dum nahi hai",
    "paisa vasool film",
    "aaj ka din bahut accha tha",
    "Salman ka kaam theek hai",
    "main kal school nahi jaunga",
    "film ki shuruaat achchi thi lekin end bekar",
    "ekdum faltu",
    "is film ko mat dekhna",
    "DIL KHUSH HO GAYA",
    "service bilkul kharab hai",
    "yaar maza aa gaya",
    "tum kya kar rahe ho",
    "isse behtar kuch nahi",
    "bakwas",
    "phone ki battery jaldi khatam ho jati hai",
    "mera naam Ravi hai",
)


@pytest.mark.parametrize("text", ROMANISED)
def test_hindi_in_latin_letters_is_recognised(text: str) -> None:
    assert is_romanised_hindi(text)


@pytest.mark.parametrize(
    "text",
    [
        "Karan Johar's film",
        "the sushi was good",
        "I loved Dil Chahta Hai",
        "Kuch Kuch Hota Hai is a great film",
        "Hai Karate was an aftershave",
        "me and the main log to the par is us",
        "to be or not to be",
        "no, do come in: the ham hums",
        "Kabir Singh and Rani Mukerji are in it",
        "a koi pond, a mat and the main door",
        "See Ka, Ki and Ko",
        "good",
        "",
        "यह फ़िल्म अच्छी नहीं है",
        "nahi यह फ़िल्म अच्छी है",
        "je ne sais pas, mais se film a du charme",
    ],
)
def test_other_texts_are_not_taken_for_it(text: str) -> None:
    assert not is_romanised_hindi(text)
