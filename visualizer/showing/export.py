"""A record or a reading as one self-contained page, as a file or in a notebook."""

from collections.abc import Sequence
from errno import EINVAL
from pathlib import Path

import numpy as np
from jaxtyping import Float

from visualizer.core import Record
from visualizer.core.modules import Recurrent
from visualizer.lexicon.language import SOURCE_LANGUAGE, Translator, languages, translator
from visualizer.networks.sentiment.network import SentimentNetwork, SentimentReading
from visualizer.showing.scenes import scene_of_reading, scene_of_record
from visualizer.stage.html import html_page
from visualizer.stage.scene_bytes import pack_scene

MAX_STEPS = 400
"""More columns would make a picture wider than browsers draw."""
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

    Every layer and direction of one text can be chosen on it. Fonts, styles and scripts take under
    500 KB; the numbers come on top, 4/3 of their float32 size.

    Args:
        record: any record; what it holds is shown as it was recorded.
        tokens: what was read at each step of the text, shown as text; the steps are numbered
            from 0 if None.
        path: the file to write; an existing one is replaced.
        sample: which text of the batch.
        steps: which part of the text, at most 400 steps.
        units: which units, at most 128; if not given all, or those that vary most.
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
) -> str:
    """The page of `export_html` as text.

    Args:
        fonts: carry the fonts along.
    """
    words = None if tokens is None else [_plain(str(token)) for token in tokens]
    part = _checked_part(record, words, sample, steps)
    shown = None if verdict is None else _checked_verdict(verdict, int(record.lengths[sample]))
    told = (_plain(title or ""), " ".join(words or []), record.cell.upper())
    name = next(text for text in told if text.strip())
    L, D = record.h.shape[:2]
    try:
        scenes = {
            _place(layer, direction, say): scene_of_record(
                record,
                words,
                layer=layer,
                direction=direction,
                sample=sample,
                steps=part,
                units=units,
                module=module,
                verdict=shown if layer == L - 1 else None,
                title=name,
                say=say,
            )
            for layer in range(L)
            for direction in range(D)
        }
    except (TypeError, ValueError) as error:
        raise ExportError(str(error)) from error
    packed = {place: pack_scene(scene, say=say) for place, scene in scenes.items()}
    about = say(
        "{cell}, recorded on {when} with RNN Visualizer: everything shown is measured.",
        cell=record.cell.upper(),
        when=f"{record.taken:%Y-%m-%d %H:%M:%S %Z}",
    )
    return html_page(packed, title=_short(name), about=about, say=say, fonts=fonts)


def reading_page(network: SentimentNetwork, reading: SentimentReading, say: Translator) -> str:
    """The page of a text that a shipped network read."""
    text = reading.read.strip()
    about = say(
        "Read by the network {network}, recorded on {when} with RNN Visualizer: everything shown "
        "is measured.",
        network=network.name,
        when=f"{reading.record.taken:%Y-%m-%d %H:%M:%S %Z}",
    )
    packed = pack_scene(scene_of_reading(network, reading, say), say=say)
    return html_page({network.name: packed}, title=_short(text), about=about, say=say)


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
            f"a page holds at most {MAX_STEPS} steps, got {end - first:,}; choose a part of the "
            f"text, such as steps=slice({first}, {first + MAX_STEPS})"
        )
    return slice(first, end)


def _place(layer: int, direction: int, say: Translator) -> str:
    if direction:
        return say("layer {layer}, backward", layer=layer)
    return say("layer {layer}, forward", layer=layer)


def _short(title: str) -> str:
    return title if len(title) <= TITLE_LETTERS else title[: TITLE_LETTERS - 1] + "…"
