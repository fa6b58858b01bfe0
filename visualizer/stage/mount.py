"""The stage and its curves as Streamlit components: the frontend's files, given packed bytes."""

from streamlit.components.v2 import component

_stage = component("visualizer.stage", js="main.js", css="style.css")
_curves = component("visualizer.curves", js="show_curves.js", css="curves.css")


def show_stage(packed: bytes, *, key: str) -> None:
    """Mount the stage, or let the mounted one go on with other bytes.

    Stepping, playing, pointing and pinning stay in the browser, which also keeps the address bar;
    nothing comes back.
    """
    _stage(key=key, data=packed)


def show_curves(packed: bytes, *, key: str) -> None:
    """Mount curves, or let the mounted ones take on other values; nothing comes back."""
    _curves(key=key, data=packed)
