"""Small tables of words and numbers, as plain HTML.

Streamlit's own take 0.8 ms of the server and import pandas; a page redraws them at every sentence.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

import streamlit as st

NUMBER = re.compile(r"[-−]?([\d,]+(\.\d+)?(e[-+]\d+)?( %| × 10[⁻⁰¹²³⁴-⁹]+)?|nan|inf)")


def digits(values: Iterable[float]) -> list[str]:
    """Numbers as a table shows them, with four digits, to be read and copied."""
    return [f"{value:.4g}" for value in values]


def plain_table(columns: Mapping[str, Sequence[str | int]], *, scrolls: str = "") -> None:
    """Show columns of one length under their headings; those of numbers alone stand at the right.

    Args:
        scrolls: what the table is called, if it may be long: then it scrolls, by the keyboard too.

    Raises:
        ValueError: the columns differ in length.
    """
    sides = [_side(values) for values in columns.values()]
    head = _row(columns, sides, 'th scope="col"')
    body = "".join(_row(row, sides, "td") for row in zip(*columns.values(), strict=True))
    named = f' tabindex="0" role="region" aria-label="{escape(scrolls)}"' if scrolls else ""
    table = f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
    st.html(f'<div class="plain-table"{named}>{table}</div>')


def _row(cells: Iterable[str | int], sides: Sequence[str], tag: str) -> str:
    written = (
        f"<{tag}{side}>{escape(str(cell))}</{tag[:2]}>"
        for cell, side in zip(cells, sides, strict=True)
    )
    return f"<tr>{''.join(written)}</tr>"


def _side(values: Sequence[str | int]) -> str:
    return ' class="number"' if all(NUMBER.fullmatch(str(value)) for value in values) else ""
