"""The parts of a page, of which one is open; it stands in the address, and each is a step back."""

from collections.abc import Mapping

import streamlit as st

from visualizer.ui.shell.address import choice_from_address, keep_in_address
from visualizer.ui.shell.language import reader


def part_choice(page: str, names: Mapping[str, str]) -> str:
    """Which part of a page its reader has open; the first, until another is chosen.

    Args:
        page: the page's name in the table; the choice is its "part" in the address.
        names: what each part is called, in the reader's language.
    """
    say, key, parts = reader(), f"{page}_part", list(names)
    part = st.segmented_control(
        say("Part"),
        parts,
        default=choice_from_address(key, parts, parts[0]),
        format_func=lambda name: names[name],
        required=True,
        key=key,
        label_visibility="collapsed",
    )
    keep_in_address({key: part, "lang": say.code}, steps=[key])
    return part
