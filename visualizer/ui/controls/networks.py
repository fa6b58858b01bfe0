"""Which network: those of a task, first taken from the address."""

from collections.abc import Sequence

import streamlit as st

from visualizer.networks import CheckpointError, entry_of, list_models
from visualizer.ui.controls.sentence import EXAMPLES_LANGUAGE
from visualizer.ui.shell.address import choice_from_address, remember
from visualizer.ui.shell.language import reader


def network_choice(key: str, *, task: str) -> str:
    """The name of the chosen network, the task's first one at first.

    Args:
        key: of the control, beginning with its page's name.
        task: whose networks are on offer, those that read the examples' language.
    """
    say = reader()
    names = {
        entry_of(name).variant: name
        for name in list_models(task)
        if entry_of(name).language == EXAMPLES_LANGUAGE
    }
    chosen = st.segmented_control(
        say("Network"),
        list(reversed(names)),
        default=choice_from_address(key, list(names), next(iter(names))),
        format_func=str.upper,
        key=key,
        required=True,
        label_visibility="collapsed",
    )
    assert chosen is not None
    remember(key, chosen)
    return names[chosen]


def cell_choice(cells: Sequence[str], *, key: str) -> str:
    """The kind of network that a part of a page is about; the last one at first."""
    say = reader()
    return st.segmented_control(
        say("Network"),
        cells,
        default=cells[-1],
        format_func=str.upper,
        required=True,
        key=key,
    )


def tell_unusable(error: CheckpointError, *, others: bool = False) -> None:
    """Say which file of a network is missing or damaged.

    Args:
        others: whether another network can be chosen above.
    """
    say = reader()
    named = {"name": error.name, "file": error.file}
    if others:
        st.error(
            say(
                "The network “{name}” cannot be loaded: its file {file} is missing or damaged. "
                "Restore the file, or choose another network above.",
                **named,
            )
        )
        return
    st.error(
        say(
            "The network “{name}” cannot be loaded: its file {file} is missing or damaged.", **named
        )
    )
