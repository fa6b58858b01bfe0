"""Which network: those of a task, first taken from the address."""

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from visualizer.networks import CheckpointError, entry_of, list_models, task_named
from visualizer.ui.controls.text_language import SENTENCE, exchange_example
from visualizer.ui.shell.address import choice_from_address, remember
from visualizer.ui.shell.language import reader

JUDGES = ("sentiment", "toy")
"""The tasks whose networks judge a typed sentence."""


def networks_of(task: str, language: str | None = None, units: int | None = None) -> dict[str, str]:
    """The names of a task's networks by cell.

    Args:
        language: of the texts that they read; None: any, for tasks of one language.
        units: how many they have; None: any, for tasks of one size.
    """
    entries = [entry_of(name) for name in list_models(task)]
    return {
        each.kind: each.name
        for each in entries
        if language in (None, each.language) and units in (None, each.units)
    }


def size_choice(key: str, *, language: str, cells: int = 1) -> tuple[str, int]:
    """The task and the number of units of the networks that will judge a sentence.

    Args:
        key: of the control, beginning with its page's name.
        language: of the texts that they read.
        cells: at least so many kinds of them there must be.
    """
    say = reader()
    entries = [entry_of(name) for task in JUDGES for name in list_models(task)]
    of_size = Counter(each.units for each in entries if each.language == language)
    tasks = {each.units: each.task for each in entries if each.units is not None}
    sizes = [units for units in tasks if of_size[units] >= cells]
    chosen = st.segmented_control(
        say("Size"),
        sizes,
        default=choice_from_address(key, sizes, sizes[0]),
        format_func=lambda units: (
            say.count("{n} unit", "{n} units", units) if units == sizes[0] else say.number(units)
        ),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_exchange_example,
        args=(key, tasks),
    )
    assert chosen is not None
    remember(key, chosen)
    return tasks[chosen], chosen


def network_choice(key: str, *, task: str) -> str:
    """The name of the chosen network of a task, the first one at first.

    Args:
        key: of the control, beginning with its page's name.
    """
    return _of_cells(key, networks_of(task))


def judge_choice(key: str, *, language: str) -> str:
    """The name of the network that will judge a sentence: its size and its cell.

    Args:
        key: of the control of the cell, beginning with its page's name.
        language: of the texts that it reads.
    """
    with st.container(horizontal=True, width="content"):
        room = st.container(width="content")
        task, units = size_choice(f"{key.partition('_')[0]}_size", language=language)
        with room:
            return _of_cells(key, networks_of(task, language, units))


def _of_cells(key: str, names: Mapping[str, str]) -> str:
    say = reader()
    chosen = st.segmented_control(
        say("Network"),
        list(names)[::-1],
        default=choice_from_address(key, list(names), next(iter(names))),
        format_func=str.upper,
        key=key,
        required=True,
        label_visibility="collapsed",
    )
    assert chosen is not None
    remember(key, chosen)
    return names[chosen]


def _exchange_example(key: str, tasks: Mapping[int, str]) -> None:
    """An example gives way to that of the new size's task in its place; other texts stay."""
    if (now := tasks.get(st.session_state[key])) is None:
        return
    box = f"{key.partition('_')[0]}_text"
    for language, examples in task_named(now).examples.items():
        before = [task_named(task).examples[language] for task in JUDGES]
        exchange_example(box, SENTENCE, before, examples)


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
