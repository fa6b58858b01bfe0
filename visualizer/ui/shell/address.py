"""Controls whose values the address bar keeps: the same in every language, checked, by page.

A control's key begins with its page's name, `vanishing_units`, and is its name in the address too,
so that no page takes what was meant for another. Links from before that have the bare name,
`units`; the pages that stood then still take them.

What a control begins with is given to it as its default, never written into the session before it
is drawn: after a lost connection the browser brings what was typed and clicked to a new session,
and that counts.

Streamlit's own `bind="query-params"` puts an option's label into the address, which is another one
in Hindi, so a shared link would not open what was shared; and whatever Python writes there is one
more step for the Back button. So the browser writes it (`stage/frontend/shell/link.js`).
"""

from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any, TypeVar

import streamlit as st

from visualizer.pages import PAGES
from visualizer.stage.link_bytes import pack_link
from visualizer.stage.mount import show_figure

V = TypeVar("V")
N = TypeVar("N", int, float)

BARE = ("watch", "vanishing")
"""The pages whose old links have names without a prefix."""
OPENED = "opened"
"""The page that is shown, the session's mark, and what was remembered when the page was opened."""
TAKEN = "taken"
"""The page whose address was taken last."""
MOST_NAMES = 500
MOST_LETTERS = 4000
"""Of a text that is kept; a network reads 64 words."""
DRAWN = "drawn"
"""The controls that were drawn to their end."""
DEFAULTS = "defaults"
"""What controls begin with if nobody chose anything, by key."""
REMEMBERED = "remembered"
"""Values by key, kept apart from controls, whose own Streamlit drops when the page changes."""


def take_address(page: str) -> None:
    """Remember what the address says for a page's controls when it is opened, by a link or by Back.

    Old links are understood. From then on what is chosen counts: by turns a browser says what the
    address was when the page was opened, and what it has written there since.
    """
    if st.session_state.get(TAKEN) == page:
        return
    st.session_state[TAKEN] = page
    said = dict(list(st.query_params.to_dict().items())[:MOST_NAMES])
    own = {name: text for name, text in said.items() if name.startswith(f"{page}_")}
    if page in BARE:
        own = {f"{page}_{name}": said[name] for name in said.keys() - own.keys()} | own
    for name, text in own.items():
        remember(name, text[:MOST_LETTERS])


def remembered(key: str) -> Any | None:
    """What was last chosen in this session, whether or not the control is on the page."""
    return st.session_state.get(REMEMBERED, {}).get(key)


def remember(key: str, value: object) -> None:
    """Keep what was chosen until the session ends; a default that nobody chose is no choice."""
    if remembered(key) is None and value == st.session_state.get(DEFAULTS, {}).get(key):
        return
    st.session_state.setdefault(REMEMBERED, {})[key] = value


def forget(*keys: str) -> None:
    """Let what was chosen count no longer."""
    for key in keys:
        st.session_state.get(REMEMBERED, {}).pop(key, None)


def memory_for(page: str) -> dict[str, object]:
    """What a browser keeps for the case that this session is lost, by a restart or a long sleep.

    The controls of the page that is shown are in the browser anyway; of the others it gets what was
    remembered when the page was opened, so that it hears nothing new while one stays on a page.

    Returns:
        The session's own mark, and what was remembered.
    """
    if st.session_state.get(OPENED, {}).get("page") != page:
        mark = st.session_state.get(OPENED, {}).get("session") or token_hex(8)
        values = dict(st.session_state.get(REMEMBERED, {}))
        st.session_state[OPENED] = {"page": page, "session": mark, "values": values}
    opened = st.session_state[OPENED]
    return {"session": opened["session"], "values": opened["values"]}


def recall(values: object) -> None:
    """Take what a browser kept from a lost session; what this one has already stays.

    Whoever uses a remembered value checks it: it may be anything by then.
    """
    if isinstance(values, dict):
        for key, value in list(values.items())[:MOST_NAMES]:
            if isinstance(value, str | int | float | list) and remembered(key) is None:
                kept = value[:MOST_LETTERS] if isinstance(value, str | list) else value
                remember(key, kept)
                if key in st.session_state.get(DEFAULTS, {}) and key in st.session_state:
                    st.session_state[key] = kept  # a control, drawn by now; it checks what it gets


def was_drawn(key: str) -> bool:
    """Whether this session drew a control to its end, so that it knows what a browser had in it.

    Until then the session must not write into it: a first run may be cut short by a second click.
    """
    return key in st.session_state.get(DRAWN, ())


def drawn(key: str) -> None:
    """A control was drawn, and what it had in it was taken."""
    st.session_state.setdefault(DRAWN, set()).add(key)


def choice_from_address(key: str, options: Sequence[V], first: V) -> V:
    """What the control with this key begins with: what the address names, or was chosen last.

    A value of the control that is no option, be it from a browser or of another list, goes.
    """
    _default(key, first)
    named = {str(option): option for option in options}
    begin = named.get(str(remembered(key)), first)
    if key not in st.session_state:
        return begin
    if st.session_state[key] not in options:
        st.session_state[key] = begin
    return st.session_state[key]


def choices_from_address(key: str, options: Sequence[str], first: Sequence[str]) -> list[str]:
    """What a control of several options begins with; in the address they stand between commas.

    None of them is a choice too, unless the address has nothing but other words.
    """
    _default(key, list(first))
    before = remembered(key)
    wanted = before.split(",") if isinstance(before, str) else before
    if not isinstance(wanted, list):
        return list(first)
    named = [option for option in options if option in wanted]
    begin = named if named or wanted in ([], [""]) else list(first)
    now = st.session_state.get(key, begin)
    if not isinstance(now, list) or any(each not in options for each in now):
        st.session_state[key] = begin
    return begin


def number_from_address(key: str, first: N, low: N, high: N) -> N:
    """What a control of a number begins with, within its bounds; nonsense counts as none.

    A value of the control beyond its bounds, which a browser can send, is brought within them.
    """
    _default(key, first)
    begin = _number(remembered(key), first, low, high)
    if key not in st.session_state:
        return begin
    number = _number(st.session_state[key], begin, low, high)
    if st.session_state[key] != number:
        st.session_state[key] = number
    return number


def _default(key: str, first: object) -> None:
    st.session_state.setdefault(DEFAULTS, {})[key] = first


def _number(given: object, otherwise: N, low: N, high: N) -> N:
    if not isinstance(given, str | int | float):
        return otherwise
    try:
        number = type(otherwise)(given)
    except (ValueError, OverflowError):
        return otherwise
    # Not a number is neither below nor above anything.
    return min(max(number, low), high) if number == number else otherwise


def keep_in_address(
    values: Mapping[str, object], *, steps: Sequence[str] = (), gone: Sequence[str] = ()
) -> None:
    """Show what was chosen on a page in the address, and keep it for when the page comes back.

    What other pages or old links have left there goes.

    Args:
        values: by the controls' keys; lists become words between commas, None is not shown.
        steps: those of the keys whose change is a step that Back undoes.
        gone: further names that go from the address.
    """
    for key, value in values.items():
        remember(key, value)
    first = next(iter(values))
    page = first.partition("_")[0]
    link = {key: None if value is None else _text(value) for key, value in values.items()}
    if page in BARE:
        link |= {key.removeprefix(f"{page}_"): None for key in values if key.startswith(page)}
    others = [each.name for each in PAGES if each.name != page]
    path = next((each.path for each in PAGES[1:] if each.name == page), "")
    packed = pack_link(link | dict.fromkeys(gone), path=path, foreign=others, steps=steps)
    show_figure(packed, key=f"{first}_link", wished=lambda wish: _go_back(wish, steps))


def _go_back(wish: object, steps: Sequence[str]) -> None:
    """Set controls to what the address says after Back or Forward; they check it when drawn.

    Those of the parts that are opened by it begin as they were; those that are open stay.
    """
    chosen = wish.get("chosen") if isinstance(wish, dict) else None
    page = steps[0].partition("_")[0] if steps else ""
    for key, text in list(chosen.items())[:MOST_NAMES] if isinstance(chosen, dict) else ():
        if not isinstance(text, str) or not str(key).startswith(f"{page}_"):
            continue
        if key in steps:
            st.session_state[key] = text
        elif key not in st.session_state:
            remember(key, text[:MOST_LETTERS])


def _text(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
