"""A table to look at and to take along as CSV."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

import streamlit as st

from visualizer.figures.table import text_cell
from visualizer.ui.controls.plain import plain_table
from visualizer.ui.shell.language import reader


def table_with_csv(columns: Mapping[str, Sequence[str]], *, file: str, key: str) -> None:
    """Show a table that may be long, and a button that saves it.

    Args:
        file: the name under which it is saved.
        key: of the button, beginning with its page's name.
    """
    say = reader()
    plain_table(columns, scrolls=say("Numbers"))
    st.download_button(
        say("This table as CSV"),
        lambda: as_csv(columns).encode("utf-8-sig"),  # with its mark, spreadsheets read Devanagari
        file,
        "text/csv",
        key=key,
        on_click="ignore",
    )


def as_csv(columns: Mapping[str, Sequence[str]]) -> str:
    """A table as comma-separated text; words that look like formulas are marked as in records."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(
        [text_cell(cell) for cell in row] for row in zip(*columns.values(), strict=True)
    )
    return text.getvalue()
