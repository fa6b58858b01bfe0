"""From a reading or a record to what the stage shows of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
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
    step_stories,
    turning_point,
)
from visualizer.core.modules import Recurrent
from visualizer.lexicon.language import Translator
from visualizer.networks.sentiment.network import SentimentNetwork, SentimentReading
from visualizer.showing.stories import tell_steps
from visualizer.views.scene import Scene

MAX_UNITS = 128
"""A lane with more rows than this could not be read."""


def scene_of_reading(
    network: SentimentNetwork, reading: SentimentReading, say: Translator
) -> Scene:
    """Everything the stage shows of a text, measured on this network."""
    record, verdict = reading.record, reading.verdict
    readout = network.readout.weight.detach().numpy()[0]
    h = record.unit_values("h")
    turn = turning_point(verdict)
    scene = _scene(
        record,
        sums=_terms(pre_activations(network.recurrent, record)),
        tokens=reading.tokens,
        verdict=verdict,
        network=network.name,
        say=say,
    )
    return replace(
        scene,
        unknown=reading.unknown,
        verdict=verdict,
        readout=readout,
        readout_bias=float(network.readout.bias.detach()),
        orders={"effect": order_by_effect(h[-1], readout).tolist(), **scene.orders},
        turn=turn,
        unit=_telling_unit(h, readout, turn),
    )


def scene_of_record(
    record: Record,
    tokens: Sequence[str] | None,
    *,
    layer: int = 0,
    direction: int = 0,
    sample: int = 0,
    steps: slice = slice(None),
    units: Sequence[int] | None = None,
    module: Recurrent | None = None,
    verdict: Float[np.ndarray, " T"] | None = None,
    title: str,
    say: Translator,
) -> Scene:
    """One layer and direction of one text of any record.

    Args:
        tokens: what was read at each step of the text; numbered from 0 if not given.
        steps: which part of the text, in text order.
        units: which units; all, or those that vary most if there are more than a lane can show.
        module: the recorded module, for the sums behind the gates.
        verdict: a probability after each step, if the model gives one.

    Raises:
        ValueError: something does not fit the record, or the module has changed since.
    """
    part = single(record, layer=layer, direction=direction, sample=sample, steps=steps)
    backward = direction == 1
    first, end, _ = steps.indices(int(record.lengths[sample]))
    sums: dict[str, dict[str, np.ndarray]] = {}
    if module is not None:
        found = pre_activations(module, record, layer=layer, direction=direction)
        sums = _terms(found, sample=sample, order=_order(first, end, backward=backward))
    shown = verdict[first:end] if verdict is not None else None
    words = tokens[first:end] if tokens is not None else [str(t) for t in range(first, end)]
    scene = _scene(
        part,
        sums=sums,
        tokens=words[::-1] if backward else words,
        verdict=shown if not backward else None,
        network=title,
        say=say,
        numbers=_chosen_units(part, units),
    )
    return replace(
        in_text_order(scene) if backward else scene,
        worded=tokens is not None,
        verdict=shown,
        turn=None if shown is None else turning_point(shown),
        notes=_notes(record, scene, say),
    )


def in_text_order(scene: Scene) -> Scene:
    """The scene of a backward direction, from the order in which it reads to that of the text."""
    return replace(
        scene,
        backward=True,
        tokens=scene.tokens[::-1],
        quantities={q: values[::-1] for q, values in scene.quantities.items()},
        sums={
            symbol: {
                term: values[::-1] if values.ndim == 2 else values for term, values in terms.items()
            }
            for symbol, terms in scene.sums.items()
        },
        kept=None if scene.kept is None else scene.kept[::-1],
        stories=scene.stories[::-1],
    )


def _scene(
    part: Record,
    *,
    sums: Mapping[str, Mapping[str, np.ndarray]],
    tokens: Sequence[str],
    verdict: Float[np.ndarray, " T"] | None,
    network: str,
    say: Translator,
    numbers: Sequence[int] | None = None,
) -> Scene:
    """What holds for every scene, of the first layer, direction and sample of a record."""
    memory = part.memory_values()
    kept = [*range(memory.shape[1])] if numbers is None else [*numbers]
    quantities = {q: part.unit_values(q) for q in part.quantities}
    start = {state: part.start(state) for state in part.states}
    if part.h.shape[-1] != memory.shape[1]:  # projected: h has units of its own
        del quantities["h"], start["h"]
    told = step_stories(part, verdict)
    return Scene(
        network=network,
        cell=part.cell,
        memory=part.memory,
        tokens=tokens,
        unknown=[False] * len(tokens),
        numbers=kept,
        quantities={q: values[:, kept] for q, values in quantities.items()},
        sums={
            symbol: {term: values[..., kept] for term, values in terms.items()}
            for symbol, terms in sums.items()
        },
        start={q: state[kept] for q, state in start.items()},
        kept=kept_share(part),
        orders={
            "similarity": order_by_similarity(_finite(memory[:, kept])).tolist(),
            "index": list(range(len(kept))),
        },
        stories=tell_steps(told, tokens=tokens, units=memory.shape[1], say=say),
        unit=int(_finite(memory[:, kept]).std(axis=0).argmax()),
        max_error=part.max_error,
        checked=not part.interventions,
    )


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


def _chosen_units(part: Record, units: Sequence[int] | None) -> list[int]:
    """The units to show, by number."""
    values = part.memory_values()
    size = values.shape[1]
    if units is None:
        strongest = np.argsort(-_finite(values).std(axis=0), kind="stable")
        return sorted(strongest[:MAX_UNITS].tolist())
    chosen = [index(unit) for unit in units]
    if not chosen or len(chosen) > MAX_UNITS:
        raise ValueError(f"units must be 1 to {MAX_UNITS} different ones, got {len(chosen)}")
    if len({*chosen}) < len(chosen):
        raise ValueError(f"units must be 1 to {MAX_UNITS} different ones, got {chosen}")
    for unit in chosen:
        if unit not in range(size):
            raise ValueError(f"units must be in 0..{size - 1}, got {unit}")
    return chosen


def _finite(values: Float[np.ndarray, "T H"]) -> Float[np.ndarray, "T H"]:
    """0 in place of what is not a finite number; float64, which holds the squares too."""
    return np.where(np.isfinite(values), values, 0).astype(np.float64)


def _notes(record: Record, scene: Scene, say: Translator) -> list[str]:
    """What a reader has to know about this record before believing the picture."""
    notes = []
    size = record.memory_values().shape[1]
    if len(scene.numbers) < size:
        notes.append(say("{shown} of {all} units are shown.", shown=len(scene.numbers), all=size))
    if "h" not in scene.quantities:
        notes.append(
            say(
                "The hidden state h is projected to {units} units of its own, which have no row "
                "here.",
                units=record.h.shape[-1],
            )
        )
    if record.interventions:
        notes.append(say("Changed by hand: {changes}.", changes="; ".join(record.interventions)))
    if not all(np.isfinite(values).all() for values in scene.quantities.values()):
        notes.append(
            say("Some values are not finite numbers; their places are left empty or marked.")
        )
    return notes


def _telling_unit(h: np.ndarray, readout: np.ndarray, turn: int) -> int:
    """The unit whose push on the verdict changed most at the turn: a good one to look at first."""
    before = h[turn - 1] if turn else np.zeros_like(h[0])
    return int(np.abs(readout * (h[turn] - before)).argmax())
