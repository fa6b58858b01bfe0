"""How records show themselves in a notebook: `core`, where they are made, never looks up."""

from html import escape

from visualizer.core.records import Record, RNNRecord
from visualizer.lexicon.language import SOURCE_LANGUAGE, Translator, translator
from visualizer.showing.export import MAX_STEPS, record_page

MAX_VALUES = 600_000
"""Numbers in a notebook's output, which is saved with the notebook."""


def install() -> None:
    """Let every record draw itself where a notebook shows it."""
    setattr(RNNRecord, "_repr_html_", notebook_view)  # noqa: B010  not an attribute of core's class


def notebook_view(record: Record, language: str = SOURCE_LANGUAGE) -> str:
    """The record's first text in a frame, for a notebook's output.

    The machine's own fonts are used. Of a long text the first part is shown, which the page says.

    Args:
        record: any record.
        language: the view's, such as "en" or "hi".

    Raises:
        ValueError: no such language.
    """
    say = translator(language)
    length = int(record.lengths[0]) if len(record.lengths) else 0
    if not length:
        return f"<pre>{escape(repr(record))}</pre>"
    steps = slice(0, min(length, MAX_STEPS))
    title = _title(record, length, say)
    page = record_page(
        record, None, steps=steps, title=title, say=say, fonts=False, at_most=MAX_VALUES
    )
    return (
        f'<iframe srcdoc="{escape(page)}" title="{escape(title)}" loading="lazy" '
        'style="width: 100%; height: 900px; border: 0"></iframe>'
    )


def _title(record: Record, length: int, say: Translator) -> str:
    """The kind of record, its size, and which part of it is shown."""
    units = say.count("{n} unit", "{n} units", record.h.shape[-1])
    size = [say.count("{n} step", "{n} steps", length), units]
    told = [f"{type(record).__name__}: {', '.join(size)}"]
    if length > MAX_STEPS:
        told.append(say("the first {n} steps", n=say.number(MAX_STEPS)))
    if len(record.lengths) > 1:
        told.append(say("the first of {n} texts", n=say.number(len(record.lengths))))
    return "; ".join(told)
