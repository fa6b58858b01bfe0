"""How strongly a sentiment network's last verdict depends on the state after each word."""

from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float

from visualizer.core import Memory, gradient_flow, memory
from visualizer.networks.sentiment.network import SentimentNetwork, SentimentReading


@dataclass(frozen=True, kw_only=True, eq=False)
class Sensitivity:
    """Of one reading; the verdict counts as log-odds, whose slope its sigmoid does not flatten.

    Attributes:
        h: the length of d log-odds_T / dh_t after every word, (T,).
        c: of d log-odds_T / dc_t for an LSTM, (T,), else None.
        x: of d log-odds_T / dx_t, x the word's embedding, (T,).
        memory: how the states depend on each other.
    """

    h: Float[np.ndarray, " T"]
    c: Float[np.ndarray, " T"] | None
    x: Float[np.ndarray, " T"]
    memory: Memory


def sensitivity(network: SentimentNetwork, reading: SentimentReading) -> Sensitivity:
    """Measure with autograd, on the network and the text that were read."""
    ids = torch.tensor(network.vocabulary.ids(reading.words)).unsqueeze(1)
    flow = gradient_flow(network, lambda: network(ids)[-1, 0])["recurrent"]
    return Sensitivity(
        h=flow.norms("h")[0, 0, :, 0],
        c=None if flow.c is None else flow.norms("c")[0, 0, :, 0],
        x=flow.norms("x")[0, 0, :, 0],
        memory=memory(network.recurrent, reading.record),
    )
