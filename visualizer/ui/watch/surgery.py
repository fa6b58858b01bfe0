"""Changes made by hand: those of a page, kept in its address, and how clicks add to them."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

import streamlit as st

from visualizer.networks.sentiment.alterations import (
    MOST,
    MOST_UNITS,
    Alteration,
    Place,
    alteration_from,
    alterations_from,
    alterations_text,
    checked,
)
from visualizer.networks.sentiment.network import SentimentReading
from visualizer.ui.shell.address import remember, remembered
from visualizer.ui.shell.language import reader
from visualizer.ui.work.operations import accuracy_of, operation_of, sentences_of
from visualizer.ui.work.readings import reading_of

PAST = 40
"""So many steps can be undone."""


def made_by_hand(page: str) -> str:
    """The changes of a page, as its address keeps them; empty for none."""
    return alterations_text(_made(page))


def can_undo(page: str) -> bool:
    """Whether there is a change to undo."""
    return bool(_past(page))


def changed_reading(name: str, text: str, page: str) -> SentimentReading | None:
    """What the network makes of a text under the page's changes; None if nothing is changed."""
    by_hand = made_by_hand(page)
    if not by_hand:
        return None
    operation = operation_of(name, text, by_hand)
    return operation.reading if operation.changes else None


def hear_operation(said: object, name: str, text: str, page: str) -> None:
    """Do what was clicked on the board: it came from a browser and may be anything.

    A click comes with those shortly before it, for of several in one moment only the last arrives;
    each has a number, by which it is known when it comes again.
    """
    operation = said.get("operation") if isinstance(said, Mapping) else None
    sent = operation.get("sent") if isinstance(operation, Mapping) else None
    reading = reading_of(name, text)
    if not isinstance(sent, list) or reading is None:
        return
    for each in sent[-MOST:]:
        at = each.get("at") if isinstance(each, Mapping) else None
        if _is_number(at) and at > st.session_state.get(f"{page}_surgery_heard", 0):
            st.session_state[f"{page}_surgery_heard"] = at
            _do(each, reading, page)


def _do(operation: Mapping[str, Any], reading: SentimentReading, page: str) -> None:
    before, past = _made(page), _past(page)
    if operation.get("do") == "undo":
        if past:
            _keep(page, alterations_from(past[-1]), past[:-1])
        return
    after = _after(before, operation, reading)
    if after != before:
        _keep(page, after, [*past, alterations_text(before)][-PAST:])


def tell_accuracy(name: str, page: str) -> None:
    """How many texts of a list the network gets right under the page's changes, and without."""
    by_hand = made_by_hand(page)
    found = accuracy_of(name, by_hand) if by_hand else None
    before = accuracy_of(name, "")
    if found is None or before is None:
        return
    say = reader()
    st.caption(
        say(
            "On {list}: {before} right as it is, {after} right with these changes.",
            list=sentences_of(name, say),
            before=f"{100 * before.share:.1f} %",
            after=f"{100 * found.share:.1f} %",
        )
    )


def _made(page: str) -> tuple[Alteration, ...]:
    said = remembered(f"{page}_surgery")
    return alterations_from(said) if isinstance(said, str) else ()


def _past(page: str) -> list[str]:
    said = remembered(f"{page}_surgery_past")
    return [each for each in said if isinstance(each, str)] if isinstance(said, list) else []


def _keep(page: str, made: Sequence[Alteration], past: Sequence[str]) -> None:
    remember(f"{page}_surgery", alterations_text(made))
    remember(f"{page}_surgery_past", [*past])


def _after(
    made: tuple[Alteration, ...], operation: Mapping[str, Any], reading: SentimentReading
) -> tuple[Alteration, ...]:
    """The changes once one was made or taken back."""
    match operation.get("do"):
        case "add":
            return _with(made, _alteration(operation, reading))
        case "preset":
            said = operation.get("alteration")
            chosen = alteration_from(said) if isinstance(said, str) else None
            return (
                tuple(each for each in made if each != chosen)
                if chosen in made
                else _with(made, chosen)
            )
        case "remove":
            return tuple(each for each in made if str(each) != operation.get("alteration"))
        case "clear":
            return ()
        case _:
            return made


def _with(made: tuple[Alteration, ...], new: Alteration | None) -> tuple[Alteration, ...]:
    """One more, instead of an earlier one of the same quantity in the same units and words."""
    if new is None:
        return made
    place = (new.quantity, new.units, new.places)
    others = [each for each in made if (each.quantity, each.units, each.places) != place]
    return (*others, new)[-MOST:]


def _alteration(operation: Mapping[str, Any], reading: SentimentReading) -> Alteration | None:
    """What the board's fields say, as far as it fits the cell and the text."""
    quantity, kind = operation.get("quantity"), operation.get("kind")
    units = _units(operation.get("units"), reading.record.h.shape[-1])
    places = _places(operation, reading)
    if not isinstance(quantity, str) or not isinstance(kind, str):
        return None
    if quantity not in reading.record.quantities or units is None or places is None:
        return None
    return checked(quantity, kind, operation.get("amount"), units=units, places=places)


def _units(said: object, size: int) -> tuple[int, ...] | None:
    """Those of a list that the network has; empty for all, which is said by None."""
    if said is None:
        return ()
    units = {u for u in said if _is_number(u) and 0 <= u < size} if isinstance(said, list) else ()
    return tuple(sorted(units)) if 0 < len(units) <= MOST_UNITS else None


def _places(operation: Mapping[str, Any], reading: SentimentReading) -> tuple[Place, ...] | None:
    """The word at a step, as one that is found again when the text is edited; empty for all."""
    step, reach = operation.get("step"), operation.get("reach")
    if step is None:
        return ()
    if not _is_number(step):
        return None
    step = max(0, min(step, len(reading.words) - 1))
    word = reading.words[step]
    nth = reading.words[: step + 1].count(word)
    return (Place(word, nth, reach if reach in ("+", "-") else ""),)


def _is_number(said: object) -> TypeGuard[int]:
    return isinstance(said, int) and not isinstance(said, bool)
