"""The bytes of boards, kept as long as they are wanted."""

from visualizer.lexicon.language import translator
from visualizer.networks import entry_of
from visualizer.showing.scenes import scene_of_reading, weights_of
from visualizer.stage.scene_bytes import pack_scene, pack_weights
from visualizer.ui.shell.address import BARE
from visualizer.ui.work.caches import kept
from visualizer.ui.work.readings import network, reading_of


@kept
def board_bytes(name: str, text: str, language: str, key: str) -> bytes:
    """The board's bytes for one readable text; the address bar gets what was read of it."""
    reading = reading_of(name, text)
    if reading is None:
        raise ValueError(f"text must have at least one token, got {text[:40]!r}")
    say, bare = translator(language), key in BARE
    link: dict[str, str | None] = {
        f"{key}_text": reading.read,
        f"{key}_network": entry_of(name).variant,
        "lang": language,
    }
    if bare:  # as old links call them
        link |= {"text": None, "network": None}
    scene = scene_of_reading(network(name), reading, say)
    return pack_scene(scene, say=say, link=link, address=key, bare=bare)


@kept
def weights_bytes(name: str) -> bytes | None:
    """What the sums on a network's boards are computed with in the browser; None if nothing is."""
    weights = weights_of(network(name).recurrent)
    return None if weights is None else pack_weights(weights)
