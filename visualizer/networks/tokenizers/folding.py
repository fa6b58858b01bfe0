"""Hindi words in one spelling, whichever of its spellings was typed."""

import re
import unicodedata

from visualizer.networks.tokenizers.shapes import visible
from visualizer.networks.vocabulary import normal_form

NUKTA, CHANDRABINDU, ANUSVARA = "\u093c", "\u0901", "\u0902"
NO = "नहीं"
NO_MISTYPED = {"नही", "नहि", "नहिं"}

_NASAL = re.compile(r"ङ्+(?=[कखगघ])|ञ्+(?=[चछजझ])|ण्+(?=[टठडढ])|न्+(?=[तथदध])|म्+(?=[पफबभ])")
"""Half a nasal before a letter of its own row: हिन्दी is हिंदी."""

_GLIDE = re.compile(r"(?<=[^्])य(?:(?P<e>े)(?=ं?(?:ग[ाीे])?$)|ी(?=ं?$))")
"""The y of endings that are written with and without it: गयी is गई, जायेंगे is जाएंगे."""

_COMPOSED = {
    **{"अ" + sign: vowel for sign, vowel in zip("ािीुूृेैॉोौॅ", "आइईउऊऋएऐऑओऔॲ", strict=True)},
    **{"आ" + sign: vowel for sign, vowel in zip("ेैॅ", "ओऔऑ", strict=True)},
    **{"इी": "ई", "उू": "ऊ", "एे": "ऐ", "एॅ": "ऍ"},
    **{"ाे": "ो", "ाै": "ौ", "ाॅ": "ॉ", "ेा": "ो", "ैा": "ौ", "ॅा": "ॉ"},
}
"""Vowels typed in two parts, by those parts; most come from old fonts."""


def folded(word: str) -> str:
    """The form in which a Hindi word is looked up.

    Zero-width characters and the nukta are gone, chandrabindu and half nasals are anusvara, vowels
    typed in parts are whole, marks typed twice are single, गयी is गई and लिये is लिए, digits are 0
    to 9, Latin letters are small, and what is meant by नही is नहीं. Folding again changes nothing.
    """
    parted = unicodedata.normalize("NFKD", visible(word)).replace(NUKTA, "")
    plain = normal_form(parted).replace(CHANDRABINDU, ANUSVARA)
    whole = _composed(_NASAL.sub(ANUSVARA, plain))
    whole = _GLIDE.sub(lambda glide: "ए" if glide["e"] else "ई", whole)
    return NO if whole in NO_MISTYPED else "".join(map(_digit, whole))


def _composed(word: str) -> str:
    """The word with every vowel in one piece and no mark twice in a row."""
    made: list[str] = []
    for character in word:
        made.append(character)
        while len(made) > 1 and (whole := _one_of_two(made[-2], made[-1])):
            made[-2:] = [whole]
    return "".join(made)


def _one_of_two(first: str, second: str) -> str | None:
    if first == second and unicodedata.category(second)[0] == "M":
        return first
    return _COMPOSED.get(first + second)


def _digit(character: str) -> str:
    return str(unicodedata.digit(character)) if character.isdecimal() else character
