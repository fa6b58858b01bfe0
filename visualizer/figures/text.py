"""Text that Plotly shows letter by letter: it reads tick labels, titles and hover text as HTML."""

from html import escape
from textwrap import wrap

from visualizer.lexicon.letters import beginning

BIDI_CONTROLS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
UNDRAWABLE = {
    **{code: chr(0x2400 + code) for code in range(0x20)},  # its own picture: ␀, ␉, ␛
    0x7F: "␡",
    **dict.fromkeys(
        [*range(0x80, 0xA0), *BIDI_CONTROLS, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd"
    ),
}
SUBTITLE_LETTERS = 48
"""Letters of 12 pixels on one line of a figure as wide as a phone."""


def literal(text: str, *, at_most: int | None = None) -> str:
    """Escape a reader's text so that Plotly draws exactly these letters, on one line.

    Markup (`<b>`, `<a href>`, `<br>`, `&amp;`) and TeX (`$...$`) stay letters. Control characters
    and lone surrogates, which would break the SVG or turn the line around, become visible signs.

    Args:
        text: any string.
        at_most: letters to keep; what is left out shows as an ellipsis.
    """
    if at_most is not None and len(text) > at_most:
        text = beginning(text, at_most - 1) + "…"
    return escape(text.translate(UNDRAWABLE), quote=False).replace("$", "&#36;")


def lines(text: str) -> str:
    """Break a subtitle into lines that fit a figure as wide as a phone."""
    return "<br>".join(wrap(text, SUBTITLE_LETTERS))


def number(value: float, *, signed: bool = False) -> str:
    """Write a value with two decimals and a true minus sign."""
    return f"{value:{'+' if signed else ''}.2f}".replace("-", "−")
