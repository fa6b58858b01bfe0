"""Which unit matters: what the last verdict becomes without each of them."""

from typing import Literal

import numpy as np
import torch
from jaxtyping import Float

from visualizer.core import Scale, intervene
from visualizer.networks.sentiment.network import SentimentNetwork


@torch.inference_mode()
def unit_effects(
    network: SentimentNetwork, text: str, *, quantity: Literal["h", "c"] = "h"
) -> Float[np.ndarray, " H"]:
    """How the last verdict changes when a unit is held at 0 at every step, for each unit in turn.

    What follows a step is computed from the changed state, so an effect counts all that a unit did
    on the way, not only what it says at the end. All units are run at once, as a batch.

    Args:
        network: one that judges sentences.
        text: what it reads, of at least one word or sign.
        quantity: `h`, what a unit says; of an LSTM also `c`, what it remembers.

    Returns:
        The verdict without a unit less the verdict as it is, (H,), each in [-1, 1].

    Raises:
        NothingToReadError: the text has no token.
        ValueError: the network's cell has no such state.
    """
    reading = network.read(text)
    states = type(reading.record).states
    if quantity not in states:
        raise ValueError(
            f"quantity must be one of {', '.join(states)} of the {reading.record.cell.upper()} "
            f"{network.name!r}, got {quantity!r}"
        )
    units = reading.record.unit_values(quantity).shape[1]
    ids = torch.tensor(network.vocabulary.ids(reading.words)).unsqueeze(1).expand(-1, units)
    silenced = Scale("recurrent", quantity, factor=(1 - torch.eye(units)).unsqueeze(0))
    with intervene(network, silenced):
        without = torch.sigmoid(network(ids)[-1])
    return without.numpy() - reading.verdict[-1]
