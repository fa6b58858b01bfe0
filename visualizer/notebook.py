"""How records show themselves in a notebook: `core`, where they are made, never looks up."""

from html import escape

from visualizer.core.records import Record, RNNRecord
from visualizer.lexicon.language import SOURCE_LANGUAGE, translator
from visualizer.showing.export import MAX_STEPS, record_page

MAX_VALUES = 600_000
"""Numbers in a notebook's output, which is saved with the notebook."""


def install() -> None:
    """Let every record draw itself where a notebook shows it."""
    setattr(RNNRecord, "_repr_html_", notebook_view)  # noqa: B010  not an attribute of core's class


def notebook_view(record: Record) -> str:
    """The record's first text in a frame, for a notebook's output.

    The machine's own fonts are used. Of a long text the first part is shown, which the page says.
    """
    say = translator(SOURCE_LANGUAGE)
    length = int(record.lengths[0]) if len(record.lengths) else 0
    if not length:
        return f"<pre>{escape(repr(record))}</pre>"
    steps = slice(0, min(length, MAX_STEPS))
    title = f"{type(record).__name__}: {length:,} steps, {record.h.shape[-1]:,} units"
    if length > MAX_STEPS:
        title += f"; the first {MAX_STEPS:,} steps"
    if len(record.lengths) > 1:
        title += f"; the first of {len(record.lengths):,} texts"
    page = record_page(
        record, None, steps=steps, title=title, say=say, fonts=False, at_most=MAX_VALUES
    )
    return (
        f'<iframe srcdoc="{escape(page)}" title="{escape(title)}" loading="lazy" '
        'style="width: 100%; height: 900px; border: 0"></iframe>'
    )
