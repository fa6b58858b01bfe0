"""The order in which the words stand: kept in the address, set by hands in the browser."""

from collections.abc import Mapping
from typing import TypeGuard

import streamlit as st

from visualizer.ui.order.runs import Order, as_typed, places_from, places_text
from visualizer.ui.shell.address import forget, remember, remembered

PLACES = "order_places"
"""Its name in the address."""
OF = "order_places_of"
"""The text whose order is remembered; another one stands as typed."""
HEARD = "order_places_heard"


def order_now(text: str, steps: int) -> Order:
    """The order in which a text's words stand; as typed if no order of them is known."""
    if remembered(OF) not in (None, text):
        forget(PLACES)
    remember(OF, text)
    return places_from(remembered(PLACES), steps) or as_typed(steps)


def heard_last() -> int:
    """The number of the last move that was heard; 0 for none."""
    return st.session_state.get(HEARD, 0)


def hear_move(said: object, words: str, text: str, steps: int) -> None:
    """Take the order that a hand set: it came from a browser and may be anything.

    Args:
        words: what tells the words from others; a move of other words is none.
    """
    move = said.get("operation") if isinstance(said, Mapping) else None
    if not isinstance(move, Mapping) or move.get("id") != words:
        return
    order, at = move.get("order"), move.get("at")
    if not isinstance(order, list) or not all(map(_is_whole, order)):
        return
    if sorted(order) != [*range(steps)] or not _is_whole(at) or not heard_last() < at < 2**53:
        return
    st.session_state[HEARD] = at
    remember(OF, text)
    remember(PLACES, places_text(order))


def _is_whole(said: object) -> TypeGuard[int]:
    return isinstance(said, int) and not isinstance(said, bool)
