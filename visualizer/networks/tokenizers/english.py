"""English as people type it, split into words the way the sentiment corpus is written."""

import re
from collections.abc import Container

from visualizer.networks.tokenizers.shapes import (
    HIDDEN,
    JOINER,
    MARK,
    PICTURE,
    unicode_shape,
    visible,
)
from visualizer.networks.tokenizers.tokens import Token, Tokenizer
from visualizer.networks.vocabulary import normal_form


def tokenize(text: str, whole: Container[str] = frozenset()) -> tuple[Token, ...]:
    """Split any text into tokens, in linear time.

    Whitespace and control characters part tokens and are dropped; so are zero-width and
    direction marks, except inside a token, where `typed` keeps and `word` drops them.

    Args:
        text: any string.
        whole: hyphenated words to keep in one piece; others are split at the hyphen.
    """
    shape = "".join(map(_shape, text))
    tokens: list[Token] = []
    position = 0
    while match := _TOKEN.search(shape, position):
        start, position = match.start(), match.end()
        corpus_form = _corpus_form(match)
        compound = _COMPOUND.match(shape, start)
        if compound and normal_form(visible(text[start : compound.end()])) in whole:
            corpus_form, position = None, compound.end()
        tokens.append(_token(text, start, position, corpus_form))
    return tuple(tokens)


def as_written(text: str) -> str:
    """A text of the corpus with its endings and closing signs where writers put them.

    Read again, it is split into the same words: `you 'll enjoy it .` is `you'll enjoy it.`
    """
    return _PARTED.sub("", text)


_WORD = rf"\w(?:[{JOINER}{HIDDEN}]*\w)*"
_ENDING = r"(?:s|re|ve|ll|d|m)(?!\w)"
_STEM = r"(?:do|does|did|is|was|were|are|would|could|should|have|has|had|ca|wo)"
_ALTERNATIVES = {
    "ellipsis": r"\.\.\.|…",
    "abbreviation": r"(?<!\w)(?:(?:mr|mrs|ms|dr|jr|sr|vs|bros|etc)\.|(?:[^\W\d]\.){2,})",
    "elision": r"(?<!\w)'(?:\d\ds|em|til)(?!\w)",
    "fraction": r"(?<!\w)\d+/\d+(?!\w)",
    "number": r"(?<!\w)\d+(?:[.,]\d+)+",
    "cannot": r"(?<!\w)can(?=not(?!\w))|(?<=(?<!\w)can)not(?!\w)",
    "negated": rf"(?<!\w){_STEM}(?=nt(?!\w))|{_WORD.replace(')*', ')*?')}(?=n't(?!\w))",
    "negation": r"(?<=\w)n't(?!\w)|(?<=\w)nt(?!\w)",
    "ending": rf"(?<=\w)'{_ENDING}",
    "word": rf"{_WORD}(?:'(?!{_ENDING}){_WORD})*",
    "dash": r"--+|[–—―‒]|(?<=\s)-(?=\s)",
    "open_double": r"``|[“„«]|(?<![^\s(\[{<–—-])\"",
    "close_double": r"''|[”»]|\"",
    "open_single": rf"`|(?<!\w)'(?=[\w{HIDDEN}])",
    "close_single": r"'",
    "emoji": PICTURE,
    "sign": rf"[^\s{JOINER}{HIDDEN}]{MARK}*",
}
_TOKEN = re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in _ALTERNATIVES.items()))
_PARTED = re.compile(rf" (?='{_ENDING}|n't(?!\w)|[.,;:!?](?: |$))")
_COMPOUND = re.compile(rf"(?<![\w-]){_WORD}(?:-{_WORD})+")

_FORMS = {
    "ellipsis": "...",
    "negation": "n't",
    "dash": "--",
    "open_double": "``",
    "close_double": "''",
    "open_single": "`",
    "close_single": "'",
    "(": "-lrb-",
    ")": "-rrb-",
    "[": "-lrb-",
    "]": "-rrb-",
    "{": "-lrb-",
    "}": "-rrb-",
    "/": r"\/",
    "*": r"\*",
}


_SHAPES = {
    **dict.fromkeys("’‘‛ʼ´＇", "'"),
    **dict.fromkeys("\u200c\u200d", JOINER),
    "_": "*",
    "＂": '"',
}


def _shape(character: str) -> str:
    if character.isascii():
        return _ascii_shape(character)
    if character in _SHAPES:
        return _SHAPES[character]
    return unicode_shape(character)


def _ascii_shape(character: str) -> str:
    if not character.isprintable():
        return " "
    return _SHAPES.get(character, character.lower())


def _corpus_form(match: re.Match[str]) -> str | None:
    """The corpus's spelling of a token whose spelling differs from what was typed."""
    rule = match.lastgroup
    if rule in ("ending", "elision", "fraction", "abbreviation"):
        return match[0].replace("/", r"\/")
    return _FORMS.get(rule or "", _FORMS.get(match[0]))


def _token(text: str, start: int, end: int, corpus_form: str | None) -> Token:
    typed = text[start:end]
    return Token(typed, corpus_form or normal_form(visible(typed)), start, end)


TOKENIZER = Tokenizer(tokenize, as_written)
