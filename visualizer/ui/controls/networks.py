"""The networks and their readings, loaded once and kept within bounds."""

from collections.abc import Mapping, Sequence
from threading import Lock

import streamlit as st

from visualizer.networks import CheckpointError, Reading, list_models, load_model
from visualizer.networks.sentiment.network import NothingToReadError, SentimentNetwork
from visualizer.ui.shell.language import reader

KEPT_READINGS = 512
ONE_AT_A_TIME = Lock()
"""Readings of many people take turns: side by side they would only contend for the interpreter."""


@st.cache_resource(show_spinner=False)
def available_networks() -> Mapping[str, SentimentNetwork | CheckpointError]:
    """Every network by name, or the reason why it cannot be used."""
    return {name: _loaded(name) for name in list_models()}


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def reading_of(name: str, text: str) -> Reading | None:
    """What a network makes of a text; None if there is nothing to read in it.

    Shared by everyone and never changed.
    """
    try:
        with ONE_AT_A_TIME:
            return usable_network(name).read(text)
    except NothingToReadError:
        return None


def usable_network(name: str) -> SentimentNetwork:
    """One loaded network.

    Raises:
        CheckpointError: its files are missing or damaged.
    """
    found = available_networks()[name]
    if isinstance(found, CheckpointError):
        raise found
    return found


def cell_choice(cells: Sequence[str], *, key: str) -> str:
    """The kind of network that a part of a page is about; the last one at first."""
    return st.segmented_control(
        reader()("Network"),
        cells,
        default=cells[-1],
        format_func=str.upper,
        required=True,
        key=key,
    )


def _loaded(name: str) -> SentimentNetwork | CheckpointError:
    try:
        return load_model(name)
    except CheckpointError as error:
        return error
