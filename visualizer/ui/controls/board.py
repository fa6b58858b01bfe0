"""The stage's bytes for a reading, kept as long as they are wanted."""

import streamlit as st

from visualizer.lexicon.language import translator
from visualizer.showing.export import reading_page
from visualizer.showing.scenes import scene_of_reading
from visualizer.stage.scene_bytes import pack_scene
from visualizer.ui.controls.networks import KEPT_READINGS, reading_of, usable_network


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def stage_bytes(name: str, text: str, language: str) -> bytes:
    """The stage's bytes for one readable text; the address bar gets what was read of it."""
    reading = reading_of(name, text)
    if reading is None:
        raise ValueError(f"text must have at least one token, got {text[:40]!r}")
    network, say = usable_network(name), translator(language)
    link = {"text": reading.text[: reading.end], "network": network.cell, "lang": language}
    scene = scene_of_reading(network, reading, say)
    return pack_scene(scene, say=say, link=link, address="watch", bare=True)


def keep_page(name: str, text: str, language: str) -> None:
    """Offer what the stage shows as one page to keep, send or put on a slide."""
    say = translator(language)

    def page() -> str:
        reading = reading_of(name, text)
        assert reading is not None
        return reading_page(usable_network(name), reading, say)

    st.download_button(
        say("Save as a web page"),
        page,
        f"{name}.html",
        "text/html",
        help=say("One file with this stage, for any browser, without a network or a server."),
        icon=":material/download:",
        key="watch_page",
        on_click="ignore",
    )
