"""What a reader changes in a run by hand, as values and as the text that an address keeps."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeGuard, get_args
from urllib.parse import quote, unquote

from visualizer.core import RECORDS

Kind: TypeAlias = Literal["hold", "scale", "take", "harden"]
Reach: TypeAlias = Literal["", "+", "-"]

MOST = 16
"""Alterations of one run; more would be no longer told apart."""
MOST_UNITS = 256
MOST_PLACES = 64
MOST_LETTERS = 500
"""Of a text that values are taken over from."""
GATES = "gates"
"""In the place of a quantity: all gates of the cell."""
SIGNED = 1.0
FACTORS = (-4.0, 4.0)
"""What a quantity may be multiplied by."""
MEMORY = 4.0
"""How far from 0 a cell state may be held."""
ALL = "all"
WORD = re.compile(r"(.+)/(\d{1,3})([+-]?)", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """A word of a text, by what it says, so that it is found again when the text is edited.

    The `nth` of these words, from 1; with `reach` "+" also all behind it, "-" all before it.
    """

    word: str
    nth: int = 1
    reach: Reach = ""


@dataclass(frozen=True, kw_only=True)
class Alteration:
    """One change of one quantity.

    Attributes:
        quantity: its symbol; of `harden` a gate's, or `GATES`.
        kind: `hold` it at `amount`; `scale` it by `amount`; `take` it over from what the network
            computes on another text, `source`; `harden` it, which rounds a gate to 0 or 1.
        units: by number; empty for all.
        places: words of the text; empty for all.
    """

    quantity: str
    kind: Kind
    amount: float = 0.0
    source: str = ""
    units: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()

    def __str__(self) -> str:
        """As the address keeps it, see `alteration_from`."""
        amount = _quoted(self.source) if self.kind == "take" else f"{self.amount:g}"
        units = ",".join(map(str, self.units)) or ALL
        places = ",".join(
            f"{_quoted(place.word)}/{place.nth}{place.reach}" for place in self.places
        )
        return f"{self.quantity} {self.kind} {amount} {units} {places or ALL}"


def bounds(quantity: str, kind: Kind) -> tuple[float, float]:
    """Between which amounts a quantity can be held or scaled."""
    if kind == "scale":
        return FACTORS
    if quantity == "c":
        return -MEMORY, MEMORY
    gates = {gate for record in RECORDS.values() for gate in record.gates}
    return (0.0 if quantity in gates else -SIGNED), SIGNED


def alterations_text(alterations: Iterable[Alteration]) -> str:
    """Several of them as one line, for an address."""
    return ";".join(map(str, alterations))


def alterations_from(text: str) -> tuple[Alteration, ...]:
    """What an address says; what is none is left out, amounts are brought within their bounds."""
    found = (alteration_from(part) for part in text.split(";")[:MOST])
    return tuple(each for each in found if each is not None)


def alteration_from(text: str) -> Alteration | None:
    """One alteration: quantity, kind, amount or source, units, words, between spaces.

    `f hold 1 17,20 not/1` holds f of two units at 1 when the first "not" is read, `o scale 0 all
    all` silences all. None where the text says no such thing.
    """
    parts = text.split(" ")
    if len(parts) != 5:
        return None
    quantity, kind, said, units, places = parts
    numbers, words = _units(units), _places(places)
    if numbers is None or words is None:
        return None
    return checked(
        quantity, kind, said if kind != "take" else unquote(said), units=numbers, places=words
    )


def checked(
    quantity: str,
    kind: str,
    amount: object,
    *,
    units: tuple[int, ...] = (),
    places: tuple[Place, ...] = (),
) -> Alteration | None:
    """An alteration of what came from a browser, its amount within bounds; None if it is none.

    Args:
        amount: a number or its text; of `take` the source, of `harden` anything.
    """
    if not _is_kind(kind):
        return None
    records = RECORDS.values()
    known = {symbol for record in records for symbol in record.quantities}
    gates = {symbol for record in records for symbol in record.gates} | {GATES}
    if quantity not in (gates if kind == "harden" else known):
        return None
    if kind == "take":
        source = amount[:MOST_LETTERS].strip() if isinstance(amount, str) else ""
        taken = Alteration(quantity=quantity, kind=kind, source=source, units=units, places=places)
        return taken if source else None
    value = 0.0 if kind == "harden" else _number(amount, bounds(quantity, kind))
    if value is None:
        return None
    return Alteration(quantity=quantity, kind=kind, amount=value, units=units, places=places)


def _quoted(text: str) -> str:
    """For an address; half of a surrogate pair, which none can hold, becomes "?"."""
    return quote(text, safe="", errors="replace")


def _is_kind(said: str) -> TypeGuard[Kind]:
    return said in get_args(Kind)


def _number(said: object, within: tuple[float, float]) -> float | None:
    if not isinstance(said, str | int | float) or isinstance(said, bool):
        return None
    try:
        number = float(said)
    except (ValueError, OverflowError):
        return None
    return min(max(number, within[0]), within[1]) if number == number else None


def _units(said: str) -> tuple[int, ...] | None:
    if said == ALL:
        return ()
    parts = said.split(",")
    if len(parts) > MOST_UNITS or not all(re.fullmatch(r"\d{1,4}", part) for part in parts):
        return None
    return tuple(sorted({int(part) for part in parts}))


def _places(said: str) -> tuple[Place, ...] | None:
    if said == ALL:
        return ()
    found = [WORD.fullmatch(part) for part in said.split(",")]
    if len(found) > MOST_PLACES or None in found:
        return None
    return tuple(Place(unquote(each[1]), int(each[2]), _reach(each[3])) for each in found if each)


def _reach(sign: str) -> Reach:
    return "+" if sign == "+" else "-" if sign == "-" else ""
