"""Controls whose values the address bar keeps: the same in every language, checked, by page.

A control's key begins with its page's name, `vanishing_units`, and is its name in the address too,
so that no page takes what was meant for another. Links from before that have the bare name,
`units`; the pages that stood then still take them.

Streamlit's own `bind="query-params"` puts an option's label into the address, which is another one
in Hindi, so a shared link would not open what was shared.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

from visualizer.pages import PAGES

V = TypeVar("V")
N = TypeVar("N", int, float)

BARE = ("watch", "vanishing")
"""The pages whose old links have names without a prefix."""
REMEMBERED = "remembered"
"""Values by key, kept apart from controls, whose own Streamlit drops when the page changes."""


def asked(key: str) -> str | None:
    """What the address says for a control, if anything; old links are understood."""
    page, _, name = key.partition("_")
    found = st.query_params.get(key)
    return st.query_params.get(name) if found is None and page in BARE else found


def remembered(key: str) -> Any | None:
    """What was last chosen in this session, whether or not the control is on the page."""
    return st.session_state.get(REMEMBERED, {}).get(key)


def remember(key: str, value: object) -> None:
    """Keep what was chosen until the session ends."""
    st.session_state.setdefault(REMEMBERED, {})[key] = value


def choice_from_address(key: str, options: Sequence[V], first: V) -> None:
    """Before the control with this key: start it with the option named in the address."""
    if st.session_state.get(key) in options:
        return
    named = {str(option): option for option in options}
    before = remembered(key)
    st.session_state[key] = named.get(asked(key) or "", before if before in options else first)


def choices_from_address(key: str, options: Sequence[str], first: Sequence[str]) -> None:
    """Before a control of several options: start it with those between commas in the address."""
    if key in st.session_state:
        return
    text = asked(key)
    named = [option for option in options if option in (text or "").split(",")]
    before = remembered(key)
    st.session_state[key] = named if text is not None else list(first if before is None else before)


def number_from_address(key: str, first: N, low: N, high: N) -> None:
    """Before a control of a number: start it with the address's, within its bounds.

    Nonsense counts as none.
    """
    before = remembered(key)
    begin = first if before is None else before
    text = asked(key)
    given = st.session_state.get(key, begin if text is None else text)
    try:
        number = type(first)(given)
    except ValueError:
        number = begin
    # Not a number is neither below nor above anything.
    number = min(max(number, low), high) if number == number else begin
    if st.session_state.get(key) != number:
        st.session_state[key] = number


def keep_in_address(values: Mapping[str, object]) -> None:
    """Show what was chosen on a page in the address, and keep it for when the page comes back.

    What other pages or old links have left there goes.

    Args:
        values: by the controls' keys; lists become words between commas, None is not shown.
    """
    for key, value in values.items():
        remember(key, value)
    shown = {key: _text(value) for key, value in values.items() if value is not None}
    stale = [name for name in st.query_params if _is_stale(name, shown)]
    for name in stale:
        del st.query_params[name]
    if any(st.query_params.get(key) != text for key, text in shown.items()):
        st.query_params.update(shown)


def _text(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _is_stale(name: str, shown: Mapping[str, str]) -> bool:
    """Whether a name in the address is another page's, or an old one of what is shown."""
    own = next(iter(shown), "").partition("_")[0]
    bare = own in BARE and f"{own}_{name}" in shown
    return bare or any(name.startswith(f"{page.name}_") for page in PAGES if page.name != own)
