"""The shape of a character: what a tokenizer's pattern must know of it, in one character.

Every character has a shape of the same position, so that one linear pattern can tell apart
letters, marks, signs and spaces in any script while the offsets stay those of the text.
"""

import unicodedata

MARK = "ª"
"""The shape of a combining mark, variation selector, skin tone or tag: part of what precedes."""
JOINER, HIDDEN, EMOJI, FLAG = "\u200d", "\u200b", "☺", "🇦"

PICTURE = rf"(?:{FLAG}{FLAG}|{EMOJI}){MARK}*(?:{JOINER}{EMOJI}{MARK}*)*"
"""A pattern over shapes: a flag, or an emoji with all that is joined to it."""


def unicode_shape(character: str) -> str:
    """The shape of a character beyond ASCII; a letter's or sign's is itself in lower case."""
    category = unicodedata.category(character)
    if category[0] == "M" or "🏻" <= character <= "🏿" or "\U000e0020" <= character <= "\U000e007f":
        return MARK
    if category == "Cc" or character.isspace():
        return " "
    if category == "Cf":
        return HIDDEN
    if "🇦" <= character <= "🇿":
        return FLAG
    if category == "So":
        return EMOJI
    return character.lower() if len(character.lower()) == 1 else character


def visible(typed: str) -> str:
    """A piece of text without zero-width and direction marks."""
    return "".join(c for c in typed if c.isascii() or unicodedata.category(c) != "Cf")
