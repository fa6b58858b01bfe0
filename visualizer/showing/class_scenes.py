"""From what a network of classes read to what the board shows of it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from jaxtyping import Float

from visualizer.core import Record, order_by_effect
from visualizer.lexicon.language import Translator
from visualizer.networks.classes.network import ClassNetwork, ClassReading
from visualizer.showing.order import class_names
from visualizer.showing.scenes import track_of_record
from visualizer.views.scene import Answer, Scene, Track


def scene_of_classes(network: ClassNetwork, reading: ClassReading, say: Translator) -> Scene:
    """Everything the board shows of a text; of two classes the second one is the verdict.

    Raises:
        ValueError: the reading is a bag's, which has no record.
    """
    if reading.record is None:
        raise ValueError(f"a reading must have a record, {network.name} is a bag")
    track = class_track(
        network, reading.record, reading.tokens, reading.probabilities, name=network.name, say=say
    )
    return Scene(tracks=[replace(track, unknown=reading.unknown)])


def class_track(
    network: ClassNetwork,
    record: Record,
    tokens: Sequence[str],
    probabilities: Float[np.ndarray, "T C"],
    *,
    name: str,
    say: Translator,
) -> Track:
    """One run of a network of classes, with its read-out."""
    names = class_names(network.classes, say)
    two = len(names) == 2
    assert network.recurrent is not None
    track = track_of_record(
        record,
        tokens,
        name=name,
        module=network.recurrent,
        verdict=probabilities[:, 1] if two else None,
        title=network.name,
        say=say,
    )
    weights = network.readout.weight.detach().numpy()
    last = record.unit_values("h")[-1]
    best = int(probabilities[-1].argmax())
    towards = weights[1] - weights[0] if two else weights[best] - weights.mean(axis=0)
    track = replace(
        track,
        orders={"effect": order_by_effect(last, towards).tolist(), **track.orders},
        unit=int(np.abs(last * towards).argmax()),
    )
    if not two:
        return replace(track, shares=probabilities, classes=names)
    bias = network.readout.bias.detach().numpy()
    return replace(
        track,
        readout=towards,
        readout_bias=float(bias[1] - bias[0]),
        answer=_second(network, names, say),
    )


def _second(network: ClassNetwork, names: Sequence[str], say: Translator) -> Answer | None:
    """What is drawn of two classes; nothing need be said where it is the usual verdict."""
    if network.classes == ("negative", "positive"):
        return None
    return Answer(name=say("probability of “{name}”", name=names[1]))
