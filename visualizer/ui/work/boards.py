"""The bytes of boards, kept as long as they are wanted."""

from visualizer.lexicon.language import translator
from visualizer.networks import entry_of
from visualizer.showing.scenes import scene_of_reading
from visualizer.stage.scene_bytes import pack_scene
from visualizer.ui.work.caches import kept
from visualizer.ui.work.readings import network, reading_of


@kept
def board_bytes(name: str, text: str, language: str, key: str) -> bytes:
    """The board's bytes for one readable text; the address bar gets what was read of it."""
    reading = reading_of(name, text)
    if reading is None:
        raise ValueError(f"text must have at least one token, got {text[:40]!r}")
    say = translator(language)
    link = {
        f"{key}_text": reading.read,
        f"{key}_network": entry_of(name).variant,
        "lang": language,
    }
    return pack_scene(scene_of_reading(network(name), reading, say), say=say, link=link)
