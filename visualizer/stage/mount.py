"""The stage as a Streamlit component: the frontend's files, mounted with packed bytes."""

from streamlit.components.v2 import component

_component = component("visualizer.stage", js="main.js", css="style.css")


def show_stage(packed: bytes, *, key: str) -> None:
    """Mount the stage, or let the mounted one go on with other bytes.

    Stepping, playing, pointing and pinning stay in the browser, which also keeps the address bar;
    nothing comes back.
    """
    _component(key=key, data=packed)
