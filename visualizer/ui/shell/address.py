"""Controls whose values the address bar keeps: the same in every language, and checked.

Streamlit's own `bind="query-params"` puts an option's label into the address, which is another one
in Hindi, so a shared link would not open what was shared.
"""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

V = TypeVar("V")
N = TypeVar("N", int, float)


def choice_from_address(key: str, options: Sequence[V], first: V) -> None:
    """Before the control with this key: start it with the option named in the address."""
    if st.session_state.get(key) not in options:
        named = {str(option): option for option in options}
        st.session_state[key] = named.get(st.query_params.get(key, ""), first)


def choices_from_address(key: str, options: Sequence[str], first: Sequence[str]) -> None:
    """The same for a control of several options, separated by commas in the address."""
    if key not in st.session_state:
        asked = st.query_params.get(key)
        named = [option for option in options if option in (asked or "").split(",")]
        st.session_state[key] = list(first) if asked is None else named


def number_from_address(key: str, first: N, low: N, high: N) -> None:
    """The same for a number, kept within its bounds; nonsense counts as none."""
    asked = st.session_state.get(key, st.query_params.get(key, first))
    try:
        number = type(first)(asked)
    except ValueError:
        number = first
    # Not a number is neither below nor above anything.
    number = min(max(number, low), high) if number == number else first
    if st.session_state.get(key) != number:
        st.session_state[key] = number


def keep_in_address(**values: object) -> None:
    """Show what was chosen in the address; lists as words between commas, None not at all."""
    shown = {
        key: ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        for key, value in values.items()
        if value is not None
    }
    if any(st.query_params.get(key) != text for key, text in shown.items()):
        st.query_params.update(shown)
