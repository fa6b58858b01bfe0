"""What people move through, as one Streamlit component: frontend files that get packed bytes."""

from collections.abc import Callable
from functools import cache

import streamlit as st
from streamlit.components.v2 import component


@cache
def _figure() -> Callable[..., object]:
    """The component; only a running server knows where its files are."""
    return component("visualizer.figure", js="shell/figure.js")


def show_figure(packed: bytes, *, key: str, wished: Callable[[object], None] | None = None) -> None:
    """Mount what was packed, or let the mounted figure go on with other bytes.

    Moving through it stays in the browser, which also keeps the address bar; nothing comes back
    but what is wished for.

    Args:
        wished: hears what the figure asks for, which came from a browser and may be anything.
    """
    if wished is None:
        _figure()(key=key, data=packed)
        return

    def hear(kind: str) -> Callable[[], None]:
        return lambda: wished({kind: st.session_state[key].get(kind)})

    _figure()(
        key=key,
        data=packed,
        on_open_change=hear("open"),
        on_sums_change=hear("sums"),
        on_chosen_change=hear("chosen"),
        on_operation_change=hear("operation"),
    )
