"""The lines that make the changes of a page with the library."""

from collections.abc import Iterator, Mapping, Sequence

from visualizer.networks.sentiment.network import SentimentReading
from visualizer.networks.sentiment.surgery import Made
from visualizer.ui.work.operations import operation_of


def reading_code(reading: SentimentReading, name: str, by_hand: str) -> Sequence[str]:
    """How the text is read, with the changes made by hand.

    Args:
        name: of the network.
        by_hand: the changes, as the address keeps them.
    """
    read = f"reading = network.read({reading.read!r})"
    if not by_hand:
        return [read]
    made = [each for each in operation_of(name, reading.read, by_hand).made if each.quantities]
    if not made:
        return [read]
    sources = dict.fromkeys(each.alteration.source for each in made if each.alteration.source)
    names = {source: f"other_{number}" for number, source in enumerate(sources, 1)}
    return [
        *(f"{names[source]} = network.read({source!r}).record" for source in sources),
        "changes = [",
        *(f"    {line}," for each in made for line in _changes(each, names)),
        "]",
        "with viz.intervene(network, *changes):",
        f"    {read}",
    ]


def _changes(made: Made, names: Mapping[str, str]) -> Iterator[str]:
    alteration = made.alteration
    where = ""
    if made.units is not None:
        where += f", units={[*made.units]}"
    if made.steps is not None and alteration.kind != "take":
        where += f", steps={[*made.steps]}"
    for quantity in made.quantities:
        place = f'"recurrent", "{quantity}"'
        match alteration.kind:
            case "hold":
                yield f"viz.Clamp({place}, value={alteration.amount:g}{where})"
            case "scale":
                yield f"viz.Scale({place}, factor={alteration.amount:g}{where})"
            case "harden":
                yield f"viz.Harden({place}{where})"
            case "take":
                yield _taken(made, names[alteration.source], place)


def _taken(made: Made, source: str, place: str) -> str:
    """Values of other steps of another record, at the steps of this one."""
    assert made.steps is not None
    units = "" if made.units is None else f"[..., {[*made.units]}]"
    quantity = made.alteration.quantity
    there = [*made.source_steps]
    given = f"{source}.{quantity}[0, 0, {there}]{units}"
    where = "" if made.units is None else f", units={[*made.units]}"
    return f"viz.Clamp({place}, value={given}{where}, steps={[*made.steps]})"
