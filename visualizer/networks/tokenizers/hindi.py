"""Hindi as people type it, split into words and signs; conjuncts are never split."""

import re
import unicodedata
from collections.abc import Container

from visualizer.networks.tokenizers.folding import folded
from visualizer.networks.tokenizers.shapes import (
    HIDDEN,
    JOINER,
    MARK,
    PICTURE,
    unicode_shape,
)
from visualizer.networks.tokenizers.tokens import Token, Tokenizer

APOSTROPHES = "’‘‛ʼ´＇"
STOP = "।"
"""The form of whatever ends a sentence without asking or calling: danda, bar or point."""

NUMBER = "00"
"""The form of every number but a single digit, which may be a mark out of five."""

TITLES = ("डॉ", "डा", "श्री", "श्रीमती", "सुश्री", "प्रो", "कु", "पं", "स्व", "रु", "मो")
"""Words that are cut short with a point."""

LETTER_NAMES = (
    *("ए", "बी", "सी", "डी", "ई", "एफ", "जी", "एच", "आई", "जे", "के", "एल", "एम"),
    *("एन", "ओ", "पी", "क्यू", "आर", "एस", "टी", "यू", "वी", "डब्ल्यू", "एक्स", "वाई", "जेड"),
)
"""Of Latin letters, as in बी.ए."""

UNIT_PARTS = ("कि", "मी", "से", "मि", "ली", "ग्रा")
"""Of units of measure, as in कि.मी."""


def tokenize(text: str, whole: Container[str] = frozenset()) -> tuple[Token, ...]:
    """Split any text into tokens, in linear time.

    Whitespace and control characters part tokens and are dropped; so are zero-width and
    direction marks, except inside a token, where `typed` keeps and `word` drops them. Joiners
    that end a word belong to it. A number and a word are two tokens even where no space parts
    them, and so are words of two scripts; names such as 4G and iPhone8 are one.

    Args:
        text: any string.
        whole: hyphenated words to keep in one piece; others are split at the hyphen.
    """
    shape = "".join(map(_shape, text))
    tokens: list[Token] = []
    position = 0
    while match := _TOKEN.search(shape, position):
        start, position = match.start(), match.end()
        compound = _COMPOUND.match(shape, start)
        if compound and folded(text[start : compound.end()]) in whole:
            position = compound.end()
        typed = text[start:position]
        tokens.append(Token(typed, _corpus_form(match.lastgroup, typed), start, position))
    return tuple(tokens)


def as_written(text: str) -> str:
    """A text of the corpus, which is kept as people wrote it."""
    return text


_LETTER = r"\u0904-\u0939\u0950\u0958-\u0961\u0972-\u097f\ua8f2-\ua8fe"
_SIGN = (
    rf"\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0971\u1cd0-\u1cff\ua8e0-\ua8f1{MARK}"
)
_DEVANAGARI = rf"[{_LETTER}{_SIGN}]"
_OTHER = rf"(?:(?![{_LETTER}])[^\W\d_])"


def _chain(link: str, more: str) -> str:
    """One link and more of them, with unseen characters between, and joiners at the end."""
    return rf"{link}(?:[{JOINER}{HIDDEN}]*{more})*{JOINER}*"


_WORD = _chain(rf"[{_LETTER}]", _DEVANAGARI)
_HINDI = rf"{_WORD}(?::{_WORD})*"
_FOREIGN = _chain(_OTHER, rf"(?:{_OTHER}|[\d{_SIGN}])")
_POINT = r"[.॰]"
_ALTERNATIVES = {
    "abbreviation": rf"(?<!{_DEVANAGARI})(?:"
    rf"(?:(?:{'|'.join(LETTER_NAMES + UNIT_PARTS)}|[अ-ह](?:्र)?){_POINT}){{2,}}"
    rf"|(?:{'|'.join(TITLES)}){_POINT}|{_DEVANAGARI}{{1,12}}॰)",
    "hindi": _HINDI,
    "foreign": rf"\d?{_FOREIGN}(?:'{_FOREIGN})*",
    "digit": rf"\d(?![.,:/]?\d){MARK}*",
    "number": rf"\d+(?:[.,:/]\d+)*{MARK}*",
    "lone": _chain(rf"[{_SIGN}]", rf"[{_SIGN}]"),
    "ellipsis": r"\.{2,}|…",
    "within": r"(?<=[a-z\d])\.(?=[a-z\d])",
    "stop": r"[।|]{2}|[।॥|.]",
    "dash": r"[-–—―‒‐‑−]+",
    "double": r"``|''|[“”„«»\"]",
    "single": r"['`]",
    "picture": PICTURE,
    "sign": rf"[^\s{JOINER}{HIDDEN}]{MARK}*",
}
_TOKEN = re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in _ALTERNATIVES.items()))
_COMPOUND = re.compile(rf"(?<![\w-]){_HINDI}(?:-{_HINDI})+")

_FORMS = {
    "number": NUMBER,
    "ellipsis": "...",
    "stop": STOP,
    "dash": "-",
    "double": '"',
    "single": "'",
}


def _shape(character: str) -> str:
    if character in _SHAPES:
        return _SHAPES[character]
    if character.isascii():
        return character.lower() if character.isprintable() else " "
    if character.isdecimal():
        return str(unicodedata.digit(character))
    shape = unicode_shape(character)
    return character if shape == MARK and _DEVANAGARI_MARK.match(character) else shape


_DEVANAGARI_MARK = re.compile(rf"[{_SIGN}]")
_SHAPES = {
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys("\u200c\u200d", JOINER),
    **dict.fromkeys("｜∣", "|"),
    "＂": '"',
}


def _corpus_form(rule: str | None, typed: str) -> str:
    """What a token is looked up as; a mark of which nothing is left stands for itself."""
    if rule in _FORMS:
        return _FORMS[rule]
    return folded(typed.translate(_RESPELLED.get(rule or "", {}))) or typed


_RESPELLED = {
    "abbreviation": str.maketrans("", "", ".॰"),
    "hindi": str.maketrans(":", "ः"),
    "foreign": str.maketrans(dict.fromkeys(APOSTROPHES, "'")),
}


TOKENIZER = Tokenizer(tokenize, as_written)
