"""Tabs below a figure; which one is open stands in the address once it is another than at first."""

from collections.abc import Mapping

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

from visualizer.ui.shell.address import keep_in_address, remembered

LIGHT = "numbers"
"""The one to open at first where all is drawn anew at every word or knob: figures would slow that
down, and for code a browser loads 1.5 MB."""


def tabs(names: Mapping[str, str], *, key: str, first: str) -> dict[str, TabContainer]:
    """Tabs by their names; only the one that is open should be filled.

    Args:
        names: what each is called on the page, in the reader's language.
        key: of the tabs and in the address, beginning with the page's name.
        first: the one that is open at first.
    """
    before = remembered(key)
    if st.session_state.get(key) not in names.values():  # not drawn yet, or in another language
        st.session_state[f"{key}_first"] = _known(before, names) or first
    begin = st.session_state[f"{key}_first"]  # with another one Streamlit would begin again
    drawn = st.tabs(list(names.values()), default=names[begin], key=key, on_change="rerun")
    found = dict(zip(names, drawn, strict=True))
    shown = next((name for name, tab in found.items() if tab.open), begin)
    if shown != first or before is not None:
        keep_in_address({key: shown})
    return found


def _known(name: object, names: Mapping[str, str]) -> str | None:
    return name if isinstance(name, str) and name in names else None
