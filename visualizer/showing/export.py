"""A record or a reading as one self-contained page, as a file or in a notebook."""

from collections.abc import Sequence
from errno import EINVAL
from pathlib import Path

import numpy as np
from jaxtyping import Float

from visualizer.core import Record
from visualizer.core.modules import Recurrent
from visualizer.lexicon.language import SOURCE_LANGUAGE, Translator, languages, translator
from visualizer.lexicon.letters import beginning
from visualizer.networks.sentiment.network import SentimentNetwork, SentimentReading
from visualizer.networks.sentiment.surgery import Operation
from visualizer.showing.pairs import Pair, scene_of_pair
from visualizer.showing.questions import questions
from visualizer.showing.scenes import MAX_UNITS, track_of_record
from visualizer.showing.surgery import scene_of_operation, surgery_of
from visualizer.stage.html import html_page
from visualizer.views.scene import Scene

MAX_STEPS = 2000
"""Each word is an element of the page; more would make it slow to open."""
MAX_VALUES = 4_000_000
"""Numbers of all tracks together, of which a file takes three bytes each."""
TITLE_LETTERS = 120


class ExportError(ValueError):
    """A page that cannot be made; says what is wrong and what to do instead."""


def export_html(
    record: Record,
    tokens: Sequence[str] | None,
    path: str | Path,
    *,
    sample: int = 0,
    steps: slice | None = None,
    units: Sequence[int] | None = None,
    module: Recurrent | None = None,
    verdict: Float[np.ndarray, " T"] | None = None,
    title: str | None = None,
    language: str = SOURCE_LANGUAGE,
) -> Path:
    """Write one page with the stage: step, play, point and pin, from disk, without a network.

    Every layer and direction of one text is a track on it, to be opened and closed. Fonts, styles
    and scripts take under 500 KB; the numbers come on top, in 4/3 of two bytes each, in four bytes
    each for texts below 40,000 numbers. A page that opens at once holds 4 million of them.

    Args:
        record: any record; what it holds is shown as it was recorded.
        tokens: what was read at each step of the text, shown as text; the steps are numbered
            from 0 if None.
        path: the file to write; an existing one is replaced.
        sample: which text of the batch.
        steps: which part of the text, at most 2,000 steps.
        units: which units, at most 1,024; if not given all, or of more than the page holds those
            that vary most, which it says.
        module: the recorded module, for the sums behind the gates.
        verdict: a probability after each step, 0 to 1, if the model gives one.
        title: the page's heading; the tokens if not given.
        language: the page's, such as "en" or "hi".

    Returns:
        The path written.

    Raises:
        ExportError: too many steps, tokens that do not match them, no such text, unit or language,
            or a module whose weights have changed.
        OSError: `path` cannot be written.
    """
    if language not in languages():
        raise ExportError(f"language must be one of {', '.join(languages())}, got {language!r}")
    page = record_page(
        record,
        tokens,
        sample=sample,
        steps=steps,
        units=units,
        module=module,
        verdict=verdict,
        title=title,
        say=translator(language),
    )
    return write_page(page, path)


def record_page(
    record: Record,
    tokens: Sequence[str] | None,
    *,
    sample: int = 0,
    steps: slice | None = None,
    units: Sequence[int] | None = None,
    module: Recurrent | None = None,
    verdict: Float[np.ndarray, " T"] | None = None,
    title: str | None = None,
    say: Translator,
    fonts: bool = True,
    at_most: int | None = None,
) -> str:
    """The page of `export_html` as text.

    Args:
        fonts: carry the fonts along.
        at_most: numbers of all tracks together, `MAX_VALUES` if not given; of more only some
            units are shown.
    """
    words = None if tokens is None else [_plain(str(token)) for token in tokens]
    part = _checked_part(record, words, sample, steps)
    shown = None if verdict is None else _checked_verdict(verdict, int(record.lengths[sample]))
    told = (_plain(title or ""), " ".join(words or []), record.cell.upper())
    name = next(text for text in told if text.strip())
    L, D = record.h.shape[:2]
    rows = (part.stop - part.start) * len(record.quantities) * L * D
    try:
        tracks = [
            track_of_record(
                record,
                words,
                name=_place(layer, direction, say),
                layer=layer,
                direction=direction,
                sample=sample,
                steps=part,
                units=units,
                at_most=max(1, min(MAX_UNITS, (at_most or MAX_VALUES) // rows)),
                module=module,
                verdict=shown if layer == L - 1 else None,
                title=name,
                say=say,
            )
            for layer in range(L)
            for direction in range(D)
        ]
    except (TypeError, ValueError) as error:
        raise ExportError(str(error)) from error
    about = say(
        "{cell}, recorded on {when} with RNN Visualizer: everything shown is measured.",
        cell=record.cell.upper(),
        when=f"{record.taken:%Y-%m-%d %H:%M:%S %Z}",
    )
    scene = Scene(tracks=tracks)
    return html_page(scene, title=_short(name), about=about, say=say, fonts=fonts)


def reading_page(network: SentimentNetwork, reading: SentimentReading, say: Translator) -> str:
    """The page of a text that a shipped network read."""
    return operation_page(network, Operation(reading=reading, original=reading, made=()), say)


def operation_page(network: SentimentNetwork, operation: Operation, say: Translator) -> str:
    """The page of a text that a shipped network read, with what was changed in it by hand."""
    reading = operation.reading
    about = say(
        "Read by the network {network}, recorded on {when} with RNN Visualizer: everything shown "
        "is measured.",
        network=network.name,
        when=f"{reading.record.taken:%Y-%m-%d %H:%M:%S %Z}",
    )
    return html_page(
        scene_of_operation(network, operation, say),
        title=_short(reading.read.strip()),
        about=about,
        say=say,
        surgery=surgery_of(operation, say, fixed=True) if operation.made else None,
        asked=questions(reading, say.code),
    )


def pair_page(
    networks: tuple[SentimentNetwork, SentimentNetwork],
    pair: Pair,
    names: tuple[str, str],
    say: Translator,
) -> str:
    """The page of two readings side by side.

    Args:
        networks: which read the first and the second text.
        names: what both are called.
    """
    texts = [reading.read.strip() for reading in (pair.first, pair.second)]
    about = say(
        "Read by {networks}, recorded on {when} with RNN Visualizer: everything shown is measured.",
        networks=", ".join(dict.fromkeys(network.name for network in networks)),
        when=f"{pair.first.record.taken:%Y-%m-%d %H:%M:%S %Z}",
    )
    scene = scene_of_pair(networks, pair, say, names)
    title = " / ".join(dict.fromkeys(_short(text) for text in texts))
    return html_page(scene, title=title, about=about, say=say)


def write_page(page: str, path: str | Path) -> Path:
    """Write a page to a file.

    Raises:
        OSError: the path cannot be written.
    """
    target = Path(path)
    try:
        target.write_text(page, encoding="utf-8")
    except OSError as error:
        raise OSError(
            error.errno, f"path must be a file that can be written ({error.strerror})", str(path)
        ) from error
    except ValueError as error:  # a name with a null byte
        raise OSError(EINVAL, f"path must be the name of a file ({error})", str(path)) from error
    return target


def _plain(text: str) -> str:
    """Text that can be written: half of a surrogate pair becomes the mark for what is no letter."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _checked_verdict(verdict: Float[np.ndarray, " T"], steps: int) -> Float[np.ndarray, " T"]:
    values = np.asarray(verdict, dtype=np.float64)
    if values.shape != (steps,):
        found = len(values) if values.ndim == 1 else values.shape
        raise ExportError(f"verdict must have one value for each of {steps} steps, got {found}")
    outside = values[~((values >= 0) & (values <= 1))]
    if len(outside):
        raise ExportError(f"verdict must be probabilities in 0..1, got {outside[0]}")
    return values


def _checked_part(
    record: Record, words: Sequence[str] | None, sample: int, steps: slice | None
) -> slice:
    """The steps to show, as a range that the text has and a page can hold."""
    B = len(record.lengths)
    if not isinstance(sample, int) or sample not in range(B):
        raise ExportError(f"sample must be in 0..{B - 1}, got {sample}" if B else "record is empty")
    length = int(record.lengths[sample])
    if words is not None and len(words) != length:
        raise ExportError(
            f"tokens must be one for each of {length} steps of text {sample}, got {len(words)}"
        )
    if not isinstance(steps, slice | None):
        raise ExportError(f"steps must be a slice, such as slice(0, {MAX_STEPS}), got {steps!r}")
    first, end, stride = (steps or slice(None)).indices(length)
    if stride != 1 or first >= end:
        raise ExportError(f"steps must be a range within 0..{length - 1}, got {steps}")
    if end - first > MAX_STEPS:
        raise ExportError(
            f"a page holds at most {MAX_STEPS:,} steps, got {end - first:,}; choose a part of the "
            f"text, such as steps=slice({first}, {first + MAX_STEPS})"
        )
    return slice(first, end)


def _place(layer: int, direction: int, say: Translator) -> str:
    if direction:
        return say("layer {layer}, backward", layer=layer)
    return say("layer {layer}, forward", layer=layer)


def _short(title: str) -> str:
    return title if len(title) <= TITLE_LETTERS else beginning(title, TITLE_LETTERS - 1) + "…"
