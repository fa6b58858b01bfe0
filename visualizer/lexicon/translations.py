"""What makes one translation sound, whatever it says: placeholders, ends, digits, spaces."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

CLOSING = "”’\"')]*»"
"""What may stand after the end of a sentence."""
UNSEEN = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad]")
FILLED_BY = "python-brace-format"


def placeholders(message: str) -> set[str] | None:
    """Names in `{braces}`; None if the message cannot be filled at all."""
    try:
        return {name for _, name, _, _ in Formatter().parse(message) if name is not None}
    except ValueError:
        return None


def form_problems(original: str, form: str, sentence_end: str) -> Iterator[str]:
    """What is wrong with the translation of one form of a message.

    Args:
        original: in English.
        form: its translation.
        sentence_end: what ends a sentence in the language; "" leaves that unchecked.
    """
    if placeholders(original) != placeholders(form):
        yield f"placeholders of {original!r} and {form!r} differ"
    for side, is_there in (("begins", str.startswith), ("ends", str.endswith)):
        if is_there(original, "\n") != is_there(form, "\n"):
            yield f"only one of {original!r} and {form!r} {side} with a new line"
    if sentence_end and _ends(original, ".") != _ends(form, sentence_end):
        yield f"only one of {original!r} and {form!r} ends a sentence"
    for problem in _spelling(form):
        yield f"{problem} in {form!r}"


def _ends(text: str, end: str) -> bool:
    bare = text.strip().rstrip(CLOSING)
    return bare.endswith(end) and not bare.endswith("...")


def _spelling(form: str) -> Iterator[str]:
    if not unicodedata.is_normalized("NFC", form):
        yield "letters in another encoding than NFC"
    if UNSEEN.search(form):
        yield "a character that nobody sees"
    if any(letter.isdecimal() and not letter.isascii() for letter in form):
        yield "digits that do not go with those filled in"
    if "  " in form or form != form.strip(" "):
        yield "a space too many"


def file_problems(path: Path, forms: int) -> Iterator[str]:
    """What tools would refuse a catalogue for and Babel passes over.

    That is a flag by which a `%` would be a printf format, and a count of more `forms` than there
    are.
    """
    text = path.read_text(encoding="utf-8")
    for number in re.findall(r"^msgstr\[(\d+)\]", text, re.MULTILINE):
        if int(number) >= forms:
            yield f"msgstr[{number}], but a count has {forms} forms"
    for line in text.splitlines():
        flags = line[2:].replace(" ", "").split(",") if line.startswith("#,") else []
        for flag in flags:
            if flag.endswith("-format") and flag != FILLED_BY:
                yield f"flag {flag}, but messages are filled by {{braces}} alone"
