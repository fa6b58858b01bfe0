"""Headings, paragraphs and small tables as plain HTML: one element for all that stands together.

A page draws all its elements again at every sentence; each costs 0.5 ms of the server, Streamlit's
own tables 0.8 ms and pandas.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

import streamlit as st

NOTHING = ("", "–")
"""What stands where a table has no value."""
CODE = re.compile("`([^`]+)`")
LINK = re.compile(r"https://[^\s,()]+[^\s,().]")
NUMBER = re.compile(r"[-+−]?([\d,]+(\.\d+)?(e[-+]\d+)?( %| × 10[⁻⁰¹²³⁴-⁹]+)?|nan|inf)")


def digits(values: Iterable[float]) -> list[str]:
    """Numbers as a table shows them, with four digits, to be read and copied."""
    return [f"{value:.4g}" for value in values]


def heading(text: str) -> str:
    """A heading within a page."""
    return f"<h3>{escape(text)}</h3>"


def paragraph(text: str, *, small: bool = False) -> str:
    """A paragraph; what stands between backticks is code, and addresses are links."""
    linked = LINK.sub(r'<a href="\g<0>">\g<0></a>', CODE.sub(r"<code>\1</code>", escape(text)))
    return f'<p class="small">{linked}</p>' if small else f"<p>{linked}</p>"


def plain_table(columns: Mapping[str, Sequence[str | int]], *, scrolls: str = "") -> None:
    """Show a `table`."""
    st.html(table(columns, scrolls=scrolls))


def table(columns: Mapping[str, Sequence[str | int]], *, scrolls: str = "") -> str:
    """Columns of one length under their headings; those of numbers alone stand at the right.

    Args:
        scrolls: what the table is called, if it may be long: then it scrolls, by the keyboard too.

    Raises:
        ValueError: the columns differ in length.
    """
    sides = [_side(values) for values in columns.values()]
    head = _row(columns, sides, 'th scope="col"')
    body = "".join(_row(row, sides, "td") for row in zip(*columns.values(), strict=True))
    named = f' tabindex="0" role="region" aria-label="{escape(scrolls)}"' if scrolls else ""
    whole = f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
    return f'<div class="plain-table"{named}>{whole}</div>'


def _row(cells: Iterable[str | int], sides: Sequence[str], tag: str) -> str:
    written = (
        f"<{tag}{side}>{escape(str(cell))}</{tag[:2]}>"
        for cell, side in zip(cells, sides, strict=True)
    )
    return f"<tr>{''.join(written)}</tr>"


def _side(values: Sequence[str | int]) -> str:
    said = [str(value) for value in values if value not in NOTHING]
    return ' class="number"' if all(map(NUMBER.fullmatch, said)) else ""
