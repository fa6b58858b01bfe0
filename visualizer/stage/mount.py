"""What people move through, as Streamlit components: frontend files that get packed bytes."""

from streamlit.components.v2 import component

_stage = component("visualizer.stage", js="shell/main.js", css="shell/figure.css")
_curves = component("visualizer.curves", js="shell/show_curves.js", css="shell/figure.css")
_trainings = component("visualizer.trainings", js="shell/show_trainings.js", css="shell/figure.css")


def show_stage(packed: bytes, *, key: str) -> None:
    """Mount the stage, or let the mounted one go on with other bytes.

    Stepping, playing, pointing and pinning stay in the browser, which also keeps the address bar;
    nothing comes back.
    """
    _stage(key=key, data=packed)


def show_curves(packed: bytes, *, key: str) -> None:
    """Mount curves, or let the mounted ones take on other values; nothing comes back."""
    _curves(key=key, data=packed)


def show_trainings(packed: bytes, *, key: str) -> None:
    """Mount the time machine; moving through the training stays in the browser."""
    _trainings(key=key, data=packed)
