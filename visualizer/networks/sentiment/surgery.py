"""A text read with values inside the network changed by hand, beside the same unchanged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from jaxtyping import Float

from visualizer.core import (
    RECORDS,
    Clamp,
    Harden,
    Intervention,
    Scale,
    intervene,
    paired_steps,
)
from visualizer.networks.cards import Share
from visualizer.networks.reading import NothingToReadError
from visualizer.networks.sentiment.alterations import GATES, Alteration, Place
from visualizer.networks.sentiment.evaluation import share_of, verdicts
from visualizer.networks.sentiment.network import SentimentNetwork, SentimentReading

MODULE = "recurrent"
"""The network's recurrent layer."""
SAME = 1e-6
"""How far two runs may be apart and still count as the same; the verdict and the states alike."""
AS_IT_IS = Scale(MODULE, "h", factor=1.0)
"""Changes nothing, but has a run computed step by step as an altered one is.

PyTorch's own kernel rounds otherwise, which some networks blow up beyond `SAME`.
"""

Unfit: TypeAlias = Literal["quantity", "units", "words", "source"]


@dataclass(frozen=True, kw_only=True)
class Made:
    """An alteration, and where it was made in this run.

    Attributes:
        quantities: of this cell, which it changed; none where it does not fit.
        units: which; None for all.
        steps: at which, from 0; None for all.
        source_steps: of values that are taken over, the steps of the other text, one for each.
        unfit: what the network or the text has not: the quantity, one of the units, one of the
            words, or, of values that are taken over, a text with a word in the same place.
    """

    alteration: Alteration
    quantities: tuple[str, ...] = ()
    units: tuple[int, ...] | None = None
    steps: tuple[int, ...] | None = None
    source_steps: tuple[int, ...] = ()
    unfit: Unfit | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Operation:
    """A run with alterations beside the same run without: all measured.

    Attributes:
        reading: the altered run.
        original: the run as it is.
        made: what was done with each alteration, in the order in which they were made.
        stepwise: the run as it is, computed as the altered one: the same to the bit up to the first
            change.
    """

    reading: SentimentReading
    original: SentimentReading
    made: tuple[Made, ...]
    stepwise: SentimentReading | None = None

    @property
    def changes(self) -> bool:
        """Whether any of the alterations was made."""
        return any(made.quantities for made in self.made)

    def first_apart(self) -> tuple[int, tuple[str, ...]] | None:
        """The first step at which the runs differ, and the quantities that differ there."""
        a, b = (self.stepwise or self.original).record, self.reading.record
        differ = {
            quantity: np.abs(a.unit_values(quantity) - b.unit_values(quantity)).max(axis=1) > SAME
            for quantity in a.quantities
        }
        steps = np.flatnonzero(np.any([*differ.values()], axis=0))
        if not len(steps):
            return None
        first = int(steps[0])
        return first, tuple(quantity for quantity, apart in differ.items() if apart[first])


def operate(
    network: SentimentNetwork, original: SentimentReading, alterations: Sequence[Alteration]
) -> Operation:
    """Read a text again with alterations, which are made in their order.

    What follows an altered value is computed from it. Of two alterations of one place the later
    one works on what the earlier one left. An alteration that does not fit is left out and says so.
    """
    planned = [_planned(network, original, each) for each in alterations]
    interventions = [change for _, changes in planned for change in changes]
    made = tuple(done for done, _ in planned)
    if not interventions:
        return Operation(reading=original, original=original, made=made)
    with intervene(network, *interventions):
        reading = network.read(original.text)
    stepwise = _as_it_is(network, original.text)
    return Operation(reading=reading, original=original, made=made, stepwise=stepwise)


def accuracy_under(
    network: SentimentNetwork,
    texts: Sequence[tuple[Sequence[str], bool]],
    alterations: Sequence[Alteration],
) -> Share | None:
    """The share of texts that end on their side of 0.5 while alterations are made in all of them.

    Args:
        texts: their words, and whether they are positive.
        alterations: none for the network as it is.

    Returns:
        None if one of them is made at words of its own text, or takes values from another.
    """
    if any(each.places or each.kind == "take" for each in alterations):
        return None
    changes = [
        change
        for each in alterations
        for change in _interventions(each, _quantities(each, network.cell), None)
        if not _lacks_units(each, network)
    ]
    with intervene(network, *changes):
        last = [course[-1] for course in verdicts(network, [words for words, _ in texts])]
    return share_of(
        (verdict > 0.5) == positive for verdict, (_, positive) in zip(last, texts, strict=True)
    )


def _as_it_is(network: SentimentNetwork, text: str) -> SentimentReading:
    with intervene(network, AS_IT_IS):
        return network.read(text)


def _planned(
    network: SentimentNetwork, reading: SentimentReading, alteration: Alteration
) -> tuple[Made, list[Intervention]]:
    quantities = _quantities(alteration, network.cell)
    steps = _steps(alteration.places, reading.words)
    unfit: Unfit | None = None
    if not quantities:
        unfit = "quantity"
    elif _lacks_units(alteration, network):
        unfit = "units"
    elif steps == ():
        unfit = "words"
    if unfit:
        return Made(alteration=alteration, unfit=unfit), []
    if alteration.kind == "take":
        return _taken(network, reading, alteration, steps)
    made = Made(
        alteration=alteration, quantities=quantities, units=alteration.units or None, steps=steps
    )
    return made, _interventions(alteration, quantities, steps)


def _taken(
    network: SentimentNetwork,
    reading: SentimentReading,
    alteration: Alteration,
    steps: tuple[int, ...] | None,
) -> tuple[Made, list[Intervention]]:
    """Values of another text, at the words that belong to those of this one."""
    try:
        source = _as_it_is(network, alteration.source)
    except NothingToReadError:
        return Made(alteration=alteration, unfit="source"), []
    pairs = paired_steps(reading.words, source.words)
    pairs = [(here, there) for here, there in pairs.tolist() if steps is None or here in steps]
    if not pairs:
        return Made(alteration=alteration, unfit="source"), []
    here, there = ([*each] for each in zip(*pairs, strict=True))
    units = [*alteration.units] or [*range(source.record.h.shape[-1])]
    values = source.record.unit_values(alteration.quantity)[there][:, units]
    change = Clamp(
        MODULE,
        alteration.quantity,
        value=_at_steps(values),
        units=units,
        steps=here,
    )
    made = Made(
        alteration=alteration,
        quantities=(alteration.quantity,),
        units=alteration.units or None,
        steps=tuple(here),
        source_steps=tuple(there),
    )
    return made, [change]


def _at_steps(values: Float[np.ndarray, "N U"]) -> Float[np.ndarray, "N 1 U"]:
    return values[:, None]


def _interventions(
    alteration: Alteration, quantities: Sequence[str], steps: Sequence[int] | None
) -> list[Intervention]:
    where = {"units": alteration.units or None, "steps": None if steps is None else [*steps]}
    match alteration.kind:
        case "hold":
            return [Clamp(MODULE, q, value=alteration.amount, **where) for q in quantities]
        case "scale":
            return [Scale(MODULE, q, factor=alteration.amount, **where) for q in quantities]
        case _:
            return [Harden(MODULE, q, **where) for q in quantities]


def _quantities(alteration: Alteration, cell: str) -> tuple[str, ...]:
    """Those of a cell that an alteration is meant for."""
    record = RECORDS[cell]
    if alteration.quantity == GATES:
        return record.gates
    known = record.gates if alteration.kind == "harden" else record.quantities
    return (alteration.quantity,) if alteration.quantity in known else ()


def _lacks_units(alteration: Alteration, network: SentimentNetwork) -> bool:
    return max(alteration.units, default=0) >= network.recurrent.hidden_size


def _steps(places: Sequence[Place], words: Sequence[str]) -> tuple[int, ...] | None:
    """The steps of words; None for all, empty if one of them is not there."""
    if not places:
        return None
    steps = set[int]()
    for place in places:
        at = [step for step, word in enumerate(words) if word == place.word]
        if len(at) < place.nth or place.nth < 1:
            return ()
        step = at[place.nth - 1]
        reached = {"": range(step, step + 1), "+": range(step, len(words)), "-": range(step + 1)}
        steps |= {*reached[place.reach]}
    return tuple(sorted(steps))
