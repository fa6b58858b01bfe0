"""What people move through, as one Streamlit component: frontend files that get packed bytes."""

from streamlit.components.v2 import component

_figure = component("visualizer.figure", js="shell/figure.js", css="shell/figure.css")


def show_figure(packed: bytes, *, key: str) -> None:
    """Mount what was packed, or let the mounted figure go on with other bytes.

    Moving through it stays in the browser, which also keeps the address bar; nothing comes back.
    """
    _figure(key=key, data=packed)
