"""Small tables of words and numbers, as plain HTML.

Streamlit's own take 0.8 ms of the server and import pandas; a page redraws them at every sentence.
"""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st


def plain_table(columns: Mapping[str, Sequence[str | int]]) -> None:
    """Show columns of one length under their headings; numbers stand at the right."""
    head = "".join(f'<th scope="col"{_side(c)}>{escape(n)}</th>' for n, c in columns.items())
    rows = zip(*columns.values(), strict=True)
    body = "".join(f"<tr>{''.join(_cell(value) for value in row)}</tr>" for row in rows)
    st.html(
        f'<div class="plain-table"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(value: str | int) -> str:
    return f"<td{_side([value])}>{escape(str(value))}</td>"


def _side(values: Sequence[str | int]) -> str:
    return ' class="number"' if all(str(value)[:1].isdigit() for value in values) else ""
