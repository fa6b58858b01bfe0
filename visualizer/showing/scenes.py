"""From a reading or a record to what the stage shows of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import index

import numpy as np
from jaxtyping import Float

from visualizer.core import (
    PreActivation,
    Record,
    kept_share,
    order_by_effect,
    order_by_similarity,
    pre_activations,
    single,
    stacked_weights,
    step_stories,
    turning_point,
)
from visualizer.core.modules import Recurrent, layout_of
from visualizer.lexicon.language import Translator
from visualizer.networks.race.reading import RaceReading
from visualizer.networks.race.running import Contender
from visualizer.networks.race.tasks import SYMBOLS
from visualizer.networks.sentiment.network import SentimentNetwork, SentimentReading
from visualizer.showing.changes import change_told
from visualizer.showing.stories import tell_steps
from visualizer.views.scene import Answer, Scene, Track, Weights
from visualizer.views.trainings import racer_name

MAX_UNITS = 1024
"""More rows could be moved through only one by one."""
MAX_WEIGHTS = 512 * 1024
"""Bytes of weights that a browser is given; beyond, it gets the sums that they lead to."""


def scene_of_reading(
    network: SentimentNetwork,
    reading: SentimentReading,
    say: Translator,
    orders: Mapping[str, Sequence[int]] | None = None,
) -> Scene:
    """Everything the board shows of a text, measured on this network.

    Args:
        orders: of the units, by name, such as another text's; if not given this one's.
    """
    record, verdict = reading.record, reading.verdict
    readout = network.readout.weight.detach().numpy()[0]
    h = record.unit_values("h")
    turn = turning_point(verdict)
    track = _track(
        record,
        behind=_behind(network.recurrent, record),
        tokens=reading.tokens,
        verdict=verdict,
        name=network.name,
        network=network.name,
        say=say,
        orders=unit_orders(network, reading) if orders is None else orders,
    )
    track = replace(
        track,
        unknown=reading.unknown,
        verdict=verdict,
        readout=readout,
        readout_bias=float(network.readout.bias.detach()),
        turn=turn,
        unit=_telling_unit(h, readout, turn),
    )
    return Scene(tracks=[track])


def unit_orders(network: SentimentNetwork, reading: SentimentReading) -> dict[str, list[int]]:
    """The orders in which the units of a reading may stand, by name."""
    memory = reading.record.memory_values()
    last = reading.record.unit_values("h")[-1]
    readout = network.readout.weight.detach().numpy()[0]
    return {"effect": order_by_effect(last, readout).tolist(), **_orders(memory)}


def scene_of_race(readings: Mapping[str, tuple[Contender, RaceReading]], say: Translator) -> Scene:
    """Everything the board shows of one sequence of a race, read by several contenders.

    Args:
        readings: by contender; of the same sequence.
    """
    tracks = [
        _race_track(name, network, reading, say) for name, (network, reading) in readings.items()
    ]
    return Scene(tracks=tracks)


def _race_track(name: str, network: Contender, reading: RaceReading, say: Translator) -> Track:
    """One contender's; its units are ordered by what each adds to the right answer at the end."""
    sequence, h = reading.sequence, reading.record.unit_values("h")
    weights = network.readout.weight.detach().numpy()
    if sequence.task == "recall":
        symbol = int(sequence.wanted)
        answer = Answer(
            name=say("probability of {symbol}, were it asked now", symbol=sequence.tokens[0]),
            start=1 / SYMBOLS,
        )
        towards = weights[symbol] - weights.mean(axis=0)
    else:
        answer = Answer(name=say("the sum that it gives"), high=2.0, start=0.0)
        towards = weights[0]
    shown = racer_name(name, say)
    track = _track(
        reading.record,
        behind=_behind(network.recurrent, reading.record),
        tokens=sequence.tokens,
        verdict=None,
        name=shown,
        network=shown,
        say=say,
    )
    return replace(
        track,
        verdict=reading.answer,
        answer=answer,
        orders={"effect": order_by_effect(h[-1], towards).tolist(), **track.orders},
        unit=int(np.abs(h[-1] * towards).argmax()),
    )


def track_of_record(
    record: Record,
    tokens: Sequence[str] | None,
    *,
    name: str,
    layer: int = 0,
    direction: int = 0,
    sample: int = 0,
    steps: slice = slice(None),
    units: Sequence[int] | None = None,
    at_most: int = MAX_UNITS,
    module: Recurrent | None = None,
    verdict: Float[np.ndarray, " T"] | None = None,
    title: str,
    say: Translator,
) -> Track:
    """One layer and direction of one text of any record.

    Args:
        tokens: what was read at each step of the text; numbered from 0 if not given.
        name: of the track, shown.
        steps: which part of the text, in text order.
        units: which units; all, or those that vary most if there are more than `at_most`.
        module: the recorded module, for the sums behind the gates.
        verdict: a probability after each step, if the model gives one.

    Raises:
        ValueError: something does not fit the record, or the module has changed since.
    """
    part = single(record, layer=layer, direction=direction, sample=sample, steps=steps)
    backward = direction == 1
    first, end, _ = steps.indices(int(record.lengths[sample]))
    numbers = _chosen_units(part, units, at_most)
    behind = _Behind()
    if module is not None:
        order = _order(first, end, backward=backward)
        behind = _behind(
            module, record, layer=layer, direction=direction, sample=sample, order=order
        )
        if numbers != [*range(part.memory_values().shape[1])]:
            behind = behind.in_terms()  # of units that are not shown the browser knows nothing
    shown = verdict[first:end] if verdict is not None else None
    words = tokens[first:end] if tokens is not None else [str(t) for t in range(first, end)]
    track = _track(
        part,
        behind=behind,
        tokens=words[::-1] if backward else words,
        verdict=shown if not backward else None,
        name=name,
        network=title,
        say=say,
        numbers=numbers,
    )
    return replace(
        in_text_order(track) if backward else track,
        worded=tokens is not None,
        verdict=shown,
        turn=None if shown is None else turning_point(shown),
        notes=_notes(record, track, say),
        nonlinearity="tanh" if module is None else layout_of(module).nonlinearity,
    )


def in_text_order(track: Track) -> Track:
    """The track of a backward direction, from the order in which it reads to that of the text."""
    return replace(
        track,
        backward=True,
        tokens=track.tokens[::-1],
        quantities={q: values[::-1] for q, values in track.quantities.items()},
        sums={
            symbol: {
                term: values[::-1] if values.ndim == 2 else values for term, values in terms.items()
            }
            for symbol, terms in track.sums.items()
        },
        x=None if track.x is None else track.x[::-1],
        kept=None if track.kept is None else track.kept[::-1],
        stories=track.stories[::-1],
    )


@dataclass(frozen=True)
class _Behind:
    """What the sums behind the gates are computed from, or the sums themselves."""

    terms: Mapping[str, Mapping[str, np.ndarray]] = field(default_factory=dict)
    x: Float[np.ndarray, "T E"] | None = None
    weights: Weights | None = None

    def in_terms(self) -> "_Behind":
        """All sums themselves."""
        return _Behind(self.terms)

    def sent(self) -> "_Behind":
        """The least of it that leads to every sum: the weights with what was read, or the sums."""
        weights = self.weights
        if weights is None or weights.size > MAX_WEIGHTS:
            return self.in_terms()
        from_x = {symbol: {"x": terms["x"]} for symbol, terms in self.terms.items()}
        if self.x is None or self.x.size > sum(terms["x"].size for terms in from_x.values()):
            return _Behind(from_x, None, weights)
        return _Behind({}, self.x, weights)


def _behind(
    module: Recurrent,
    record: Record,
    *,
    layer: int = 0,
    direction: int = 0,
    sample: int = 0,
    order: slice = slice(None),
) -> _Behind:
    """All that is known of the sums of one layer and direction of one text."""
    found = pre_activations(module, record, layer=layer, direction=direction)
    terms = _terms(found, sample=sample, order=order)
    below = record.x if layer == 0 else np.concatenate(list(record.h[layer - 1]), axis=-1)
    weights = weights_of(module, layer=layer, direction=direction)
    return _Behind(terms, below[order, sample], weights)


def weights_of(module: Recurrent, *, layer: int = 0, direction: int = 0) -> Weights | None:
    """What a browser computes the sums with; None if it could not: projected, or not float32."""
    stacked = stacked_weights(module, layer=layer, direction=direction)
    projected = getattr(module, "proj_size", 0) > 0
    if projected or stacked.ih.dtype != np.float32:
        return None
    return Weights(**stacked._asdict())


def _track(
    part: Record,
    *,
    behind: _Behind,
    tokens: Sequence[str],
    verdict: Float[np.ndarray, " T"] | None,
    name: str,
    network: str,
    say: Translator,
    numbers: Sequence[int] | None = None,
    orders: Mapping[str, Sequence[int]] | None = None,
) -> Track:
    """What holds for every track, of the first layer, direction and sample of a record."""
    memory = part.memory_values()
    kept = [*range(memory.shape[1])] if numbers is None else [*numbers]
    quantities = {q: part.unit_values(q) for q in part.quantities}
    start = {state: part.start(state) for state in part.states}
    if part.h.shape[-1] != memory.shape[1]:  # projected: h has units of its own
        del quantities["h"], start["h"]
    told, behind = step_stories(part, verdict), behind.sent()
    return Track(
        name=name,
        network=network,
        cell=part.cell,
        memory=part.memory,
        tokens=tokens,
        unknown=[False] * len(tokens),
        numbers=kept,
        quantities={q: values[:, kept] for q, values in quantities.items()},
        sums={
            symbol: {term: values[..., kept] for term, values in terms.items()}
            for symbol, terms in behind.terms.items()
        },
        x=behind.x,
        weights=behind.weights,
        start={q: state[kept] for q, state in start.items()},
        kept=kept_share(part),
        orders=_orders(memory[:, kept]) if orders is None else orders,
        stories=tell_steps(told, tokens=tokens, units=memory.shape[1], say=say),
        unit=int(_finite(memory[:, kept]).std(axis=0).argmax()),
        max_error=part.max_error,
        checked=not part.interventions,
    )


def _orders(memory: Float[np.ndarray, "T H"]) -> dict[str, list[int]]:
    return {
        "similarity": order_by_similarity(_finite(memory)).tolist(),
        "index": list(range(memory.shape[1])),
    }


def _terms(
    sums: Mapping[str, PreActivation],
    *,
    sample: int = 0,
    order: slice = slice(None),
) -> dict[str, dict[str, np.ndarray]]:
    return {
        symbol: {
            "x": terms.x[order, sample],
            "h": terms.h[order, sample],
            "bias": terms.bias,
        }
        | ({"bias_h": terms.bias_h} if symbol == "n" else {})
        for symbol, terms in sums.items()
    }


def _order(first: int, end: int, *, backward: bool) -> slice:
    if not backward:
        return slice(first, end)
    return slice(end - 1, first - 1 if first else None, -1)


def _chosen_units(part: Record, units: Sequence[int] | None, at_most: int) -> list[int]:
    """The units to show, by number."""
    values = part.memory_values()
    size = values.shape[1]
    if units is None:
        strongest = np.argsort(-_finite(values).std(axis=0), kind="stable")
        return sorted(strongest[:at_most].tolist())
    chosen = [index(unit) for unit in units]
    if not chosen or len(chosen) > at_most:
        raise ValueError(f"units must be 1 to {at_most:,} different ones, got {len(chosen):,}")
    if len({*chosen}) < len(chosen):
        raise ValueError(f"units must be 1 to {at_most:,} different ones, got {chosen}")
    for unit in chosen:
        if unit not in range(size):
            raise ValueError(f"units must be in 0..{size - 1}, got {unit}")
    return chosen


def _finite(values: Float[np.ndarray, "T H"]) -> Float[np.ndarray, "T H"]:
    """0 in place of what is not a finite number; float64, which holds the squares too."""
    return np.where(np.isfinite(values), values, 0).astype(np.float64)


def _notes(record: Record, track: Track, say: Translator) -> list[str]:
    """What a reader has to know about this record before believing the picture."""
    notes = []
    size = record.memory_values().shape[1]
    if len(track.numbers) < size:
        notes.append(
            say(
                "{shown} of {all} units are shown.",
                shown=say.number(len(track.numbers)),
                all=say.number(size),
            )
        )
    if "h" not in track.quantities:
        notes.append(
            say(
                "The hidden state h is projected to {units} units of its own, which have no row "
                "here.",
                units=say.number(record.h.shape[-1]),
            )
        )
    if record.interventions:
        changes = "; ".join(change_told(change, say) for change in record.interventions)
        notes.append(say("Changed by hand: {changes}.", changes=changes))
    if not all(np.isfinite(values).all() for values in track.quantities.values()):
        notes.append(
            say("Some values are not finite numbers; their places are left empty or marked.")
        )
    return notes


def _telling_unit(h: np.ndarray, readout: np.ndarray, turn: int) -> int:
    """The unit whose push on the verdict changed most at the turn: a good one to look at first."""
    before = h[turn - 1] if turn else np.zeros_like(h[0])
    return int(np.abs(readout * (h[turn] - before)).argmax())
