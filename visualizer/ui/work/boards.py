"""The bytes of boards, kept as long as they are wanted."""

from dataclasses import replace
from urllib.parse import urlencode

from visualizer.lexicon.language import translator
from visualizer.networks import entry_of
from visualizer.pages import page_named
from visualizer.showing.questions import questions
from visualizer.showing.scenes import scene_of_reading, weights_of
from visualizer.showing.surgery import scene_of_operation, surgery_of
from visualizer.stage.cell_bytes import pack_unrolled, pack_walk
from visualizer.stage.scene_bytes import pack_scene, pack_weights
from visualizer.ui.shell.address import BARE
from visualizer.ui.work.beside import kept_beside
from visualizer.ui.work.caches import kept
from visualizer.ui.work.operations import operation_of
from visualizer.ui.work.readings import network, reading_of
from visualizer.views.scene import Scene


@kept_beside
def board_bytes(
    name: str, text: str, language: str, key: str, by_hand: str = "", *, undone: bool = False
) -> bytes:
    """The board's bytes for one readable text; the address bar gets what was read of it.

    Args:
        by_hand: the changes made by hand, as the address keeps them.
        undone: whether there is a change to undo.
    """
    operation = operation_of(name, text, by_hand)
    reading, say, bare = operation.original, translator(language), key in BARE
    link: dict[str, str | None] = {
        f"{key}_text": reading.read,
        **network_link(name, key),
        f"{key}_surgery": by_hand or None,
        "lang": language,
    }
    if bare:  # as old links call them
        link |= {"text": None, "network": None}
    scene = scene_of_operation(network(name), operation, say)
    inside = {
        "inside_text": reading.read,
        **network_link(name, "inside"),
        "inside_part": "steps",
        "lang": language,
    }
    deeper = f"{page_named('inside').path}?{urlencode(inside)}"
    return pack_scene(
        scene,
        say=say,
        link=link,
        address=key,
        bare=bare,
        deeper=None if operation.changes else deeper,
        surgery=surgery_of(operation, say, undone=undone),
        asked=questions(operation.reading, language),
    )


@kept_beside
def walk_bytes(name: str, text: str, language: str, key: str) -> bytes:
    """The bytes of the walk through one cell, for one readable text."""
    scene, link = _one_cell(name, text, language, key)
    return pack_walk(scene, say=translator(language), link=link, address=key)


@kept_beside
def unrolled_bytes(name: str, text: str, language: str, key: str) -> bytes:
    """The bytes of one cell, folded and unrolled, for one readable text."""
    scene, link = _one_cell(name, text, language, key)
    return pack_unrolled(scene, say=translator(language), link=link, address=f"{key}_unrolled")


def _one_cell(name: str, text: str, language: str, key: str) -> tuple[Scene, dict[str, str | None]]:
    """A scene with all that a cell's numbers are computed from, and what the address says of it."""
    reading = reading_of(name, text)
    if reading is None:
        raise ValueError(f"text must have at least one token, got {text[:40]!r}")
    judge = network(name)
    (track,) = scene_of_reading(judge, reading, translator(language)).tracks
    track = replace(track, x=reading.record.x[:, 0], weights=weights_of(judge.recurrent), sums={})
    link = {f"{key}_text": reading.read, **network_link(name, key), "lang": language}
    return Scene(tracks=[track]), link


def network_link(name: str, key: str) -> dict[str, str]:
    """What the address says of a network.

    Args:
        key: what the names in the address begin with, the page's name.
    """
    entry = entry_of(name)
    link = {f"{key}_network": entry.cell or entry.variant}
    if entry.units is not None:
        link[f"{key}_size"] = str(entry.units)
    return link if entry.language is None else link | {f"{key}_language": entry.language}


@kept
def weights_bytes(name: str) -> bytes | None:
    """What the sums on a network's boards are computed with in the browser; None if nothing is."""
    weights = weights_of(network(name).recurrent)
    return None if weights is None else pack_weights(weights)
