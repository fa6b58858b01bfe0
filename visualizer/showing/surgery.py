"""Changes made by hand, on the board and in words."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from visualizer.core import RECORDS
from visualizer.lexicon.language import N_, Translator
from visualizer.lexicon.quantities import QUANTITIES, lane_order
from visualizer.networks.sentiment.alterations import FACTORS, GATES, Alteration, Place, bounds
from visualizer.networks.sentiment.network import SentimentNetwork, SentimentReading
from visualizer.networks.sentiment.surgery import Made, Operation
from visualizer.showing.scenes import scene_of_reading
from visualizer.views.scene import Scene
from visualizer.views.surgery import Chip, Ghost, Mark, Preset, Surgery

MOVES = 0.01
"""A verdict that moves by less is not told of."""
HARDENED = Alteration(quantity=GATES, kind="harden")
PRESETS: dict[str, tuple[tuple[str, Alteration], ...]] = {
    "lstm": (
        (N_("remember for ever"), Alteration(quantity="f", kind="hold", amount=1)),
        (N_("forget always"), Alteration(quantity="f", kind="hold", amount=0)),
        (N_("write nothing"), Alteration(quantity="i", kind="hold", amount=0)),
        (N_("say nothing"), Alteration(quantity="o", kind="hold", amount=0)),
        (N_("harden the gates"), HARDENED),
    ),
    "gru": (
        (N_("remember for ever"), Alteration(quantity="z", kind="hold", amount=1)),
        (N_("forget always"), Alteration(quantity="z", kind="hold", amount=0)),
        (N_("propose without the past"), Alteration(quantity="r", kind="hold", amount=0)),
        (N_("harden the gates"), HARDENED),
    ),
    "rnn": (
        (N_("say nothing"), Alteration(quantity="h", kind="hold", amount=0)),
        (N_("half as loud"), Alteration(quantity="h", kind="scale", amount=0.5)),
        (N_("twice as loud"), Alteration(quantity="h", kind="scale", amount=2)),
    ),
}
"""By cell: what one click does to all units at every word."""
UNFIT = {
    "quantity": N_("This network has no such quantity; kept for one that has."),
    "units": N_("This network has no such unit; kept for one that has."),
    "words": N_("This text has no such word; kept for when it returns."),
    "source": N_("The other text has no word in the same place; kept for one that has."),
}


def scene_of_operation(network: SentimentNetwork, operation: Operation, say: Translator) -> Scene:
    """The changed run, with the original as its ghost and a mark wherever it was changed."""
    (track,) = scene_of_reading(network, operation.reading, say).tracks
    if not operation.changes:
        return Scene(tracks=[track])
    original = operation.original
    record = original.record
    ghost = Ghost(
        quantities={q: record.unit_values(q) for q in record.quantities}, verdict=original.verdict
    )
    marks = [
        Mark(quantity=quantity, steps=made.steps, units=made.units)
        for made in operation.made
        for quantity in made.quantities
    ]
    return Scene(tracks=[replace(track, ghost=ghost, marks=marks)])


def surgery_of(
    operation: Operation, say: Translator, *, undone: bool = False, fixed: bool = False
) -> Surgery:
    """What a board offers to change in a run, and what was changed.

    Args:
        undone: whether there is a change to undo.
        fixed: nothing can be changed.
    """
    cell = operation.original.record.cell
    symbols = lane_order(RECORDS[cell].quantities)
    return Surgery(
        limits={symbol: bounds(symbol, "hold") for symbol in symbols},
        factors=FACTORS,
        presets=[
            Preset(name=say(name), formula=_formula(each, say), alteration=str(each))
            for name, each in PRESETS[cell]
        ],
        chips=[_chip(made, operation.original, say) for made in operation.made],
        told=[*_told(operation, say)] if operation.made else [],
        undone=undone,
        fixed=fixed,
    )


def _chip(made: Made, reading: SentimentReading, say: Translator) -> Chip:
    alteration = made.alteration
    where = [_units_told(alteration.units, say), _places_told(alteration.places, reading, say)]
    short = " · ".join([_formula(alteration, say), *where])
    told = short if made.unfit is None else f"{short} – {say(UNFIT[made.unfit])}"
    return Chip(short=short, told=told, fits=made.unfit is None, alteration=str(alteration))


def _formula(alteration: Alteration, say: Translator) -> str:
    """What is done, as a formula where there is one."""
    quantity, amount = alteration.quantity, f"{alteration.amount:.4g}".replace("-", "−")
    match alteration.kind:
        case "hold":
            return f"{quantity} = {amount}"
        case "scale":
            return f"{quantity} × {amount}"
        case "take":
            return f"{quantity} ← “{alteration.source}”"
        case "harden" if quantity == GATES:
            return say("all gates 0 or 1")
        case "harden":
            return say("{quantity} 0 or 1", quantity=quantity)


def _units_told(units: Sequence[int], say: Translator) -> str:
    if not units:
        return say("all units")
    if len(units) == 1:
        return say("unit {unit}", unit=units[0])
    return say("units {units}", units=_ranges(units))


def _ranges(units: Sequence[int]) -> str:
    """Numbers that follow each other as a range."""
    runs: list[list[int]] = []
    for unit in units:
        if runs and unit == runs[-1][-1] + 1:
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _places_told(places: Sequence[Place], reading: SentimentReading, say: Translator) -> str:
    if not places:
        return say("every word")
    return ", ".join(_place_told(place, reading, say) for place in places)


def _place_told(place: Place, reading: SentimentReading, say: Translator) -> str:
    at = [step for step, word in enumerate(reading.words) if word == place.word]
    word = reading.tokens[at[place.nth - 1]] if 0 < place.nth <= len(at) else place.word
    if place.nth > 1 or len(at) > 1:
        word = say("{word} ({nth})", word=word, nth=place.nth)
    match place.reach:
        case "+":
            return say("from “{word}” on", word=word)
        case "-":
            return say("up to “{word}”", word=word)
        case _:
            return say("at “{word}”", word=word)


def _told(operation: Operation, say: Translator) -> list[str]:
    """What the changes did: to the verdict, and what changed first."""
    if not operation.changes:
        return [say("None of these changes fits this text and network, so nothing is changed.")]
    tokens = operation.original.tokens
    before, after = operation.original.verdict, operation.reading.verdict
    shown, other = (round(float(verdict[-1]), 2) for verdict in (before, after))
    told = [
        say(
            "Verdict at the end: {before} as it is, {after} changed by hand ({change}).",
            before=f"{shown:.2f}",
            after=f"{other:.2f}",
            change=f"{other - shown:+.2f}".replace("-", "−"),
        )
    ]
    first = operation.first_apart()
    if first is None:
        return [*told, say("Nothing differs: the network had these values anyway.")]
    step, quantities = first
    told.append(
        say(
            "First to differ: {quantities}, at “{word}”, word {number}.",
            quantities=", ".join(
                f"{say(QUANTITIES[symbol].name)} {symbol}" for symbol in lane_order(quantities)
            ),
            word=tokens[step],
            number=step + 1,
        )
    )
    moved = np.flatnonzero(np.abs(after - before) >= MOVES)
    if not len(moved):
        told.append(say("The verdict moves nowhere by {least} or more.", least=MOVES))
    elif moved[0] > step:
        told.append(
            say(
                "The verdict moves by {least} or more first at “{word}”, word {number}.",
                least=MOVES,
                word=tokens[moved[0]],
                number=int(moved[0]) + 1,
            )
        )
    if _clash(operation.made):
        told.append(say("Two changes meet in one place; the later one counts there."))
    return told


def _clash(made: Sequence[Made]) -> bool:
    """Whether a change sets what an earlier one changed: of the same unit at the same word."""
    return any(
        later.alteration.kind in ("hold", "take")
        and {*one.quantities} & {*later.quantities}
        and _meet(one.units, later.units)
        and _meet(one.steps, later.steps)
        for one, later in combinations(made, 2)
    )


def _meet(one: Sequence[int] | None, other: Sequence[int] | None) -> bool:
    return one is None or other is None or bool({*one} & {*other})
