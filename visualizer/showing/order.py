"""What networks make of words in two orders, and what to say about it, true by construction."""

from collections.abc import Mapping, Sequence

from visualizer.lexicon.classes import CLASSES
from visualizer.lexicon.language import Translator
from visualizer.networks.classes.network import ClassReading
from visualizer.views.orders import Ordered, OrderRow

BAG = "bag"


def kind_name(kind: str, say: Translator) -> str:
    """What a kind of network is called: its cell, or the bag."""
    return say("Bag") if kind == BAG else kind.upper()


def class_names(classes: Sequence[str], say: Translator) -> list[str]:
    """What classes are called in the reader's language."""
    return [say(CLASSES[name]) if name in CLASSES else name for name in classes]


def ordered_of(
    typed: Mapping[str, ClassReading],
    now: Mapping[str, ClassReading],
    order: Sequence[int],
    *,
    language: str,
    say: Translator,
) -> Ordered:
    """The readings of several networks, by kind, of the words as typed and in another order."""
    first = next(iter(typed.values()))
    names = class_names(first.classes, say)
    rows = [
        OrderRow(
            key=kind,
            name=kind_name(kind, say),
            typed=reading.probabilities[-1],
            now=now[kind].probabilities[-1],
        )
        for kind, reading in typed.items()
    ]
    moved = [*order] != [*range(len(order))]
    return Ordered(
        tokens=first.tokens,
        unknown=first.unknown,
        language=language,
        order=order,
        classes=names,
        rows=[_told(row, names, moved, say) for row in rows],
        told=_all_told(rows, moved, say),
    )


def points(change: float) -> str:
    """A change of a probability in hundredths, with its sign."""
    return f"{100 * change:+z.1f}".replace("-", "−")


def _told(row: OrderRow, names: Sequence[str], moved: bool, say: Translator) -> OrderRow:
    """A row that says what the order did."""
    first, second = row.answers
    if not moved:
        told = say("as typed")
    elif row.same:
        told = say("exactly the same, bit for bit")
    elif row.turned:
        told = say(
            "turned: “{first}” {change} points",
            first=names[first],
            change=points(row.change),
        )
    else:
        told = say(
            "stays “{answer}”, {change} points", answer=names[second], change=points(row.change)
        )
    return OrderRow(key=row.key, name=row.name, typed=row.typed, now=row.now, told=told)


def _all_told(rows: Sequence[OrderRow], moved: bool, say: Translator) -> str:
    """What follows from all rows together."""
    if not moved:
        return say("The words stand as typed. Shuffle them, or drag one to another place.")
    parts = []
    same, turned = [row for row in rows if row.same], [row for row in rows if row.turned]
    kept = [row for row in rows if not row.same and not row.turned]
    if same:
        parts.append(
            say("The same numbers, bit for bit, in both orders: {names}.", names=_named(same))
        )
    if turned:
        parts.append(
            say("Another answer because of the order alone: {names}.", names=_named(turned))
        )
    if kept:
        parts.append(say("The same answer with other numbers: {names}.", names=_named(kept)))
    return " ".join(parts)


def _named(rows: Sequence[OrderRow]) -> str:
    return ", ".join(row.name for row in rows)
