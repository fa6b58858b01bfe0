"""From a reading to what the stage shows of it."""

import numpy as np
import streamlit as st

from visualizer.core import (
    LSTMRecord,
    kept_share,
    order_by_effect,
    order_by_similarity,
    pre_activations,
    step_stories,
    turning_point,
)
from visualizer.language import Translator, translator
from visualizer.models import Reading
from visualizer.models.sentiment import SentimentNetwork
from visualizer.stage import Scene, pack
from visualizer.ui.networks import KEPT_READINGS, reading_of, usable_network
from visualizer.ui.telling import tell_steps


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def stage_bytes(name: str, text: str, language: str) -> bytes:
    """The stage's bytes for one readable text; the address bar gets what was read of it."""
    reading = reading_of(name, text)
    if reading is None:
        raise ValueError(f"text must have at least one token, got {text[:40]!r}")
    network, say = usable_network(name), translator(language)
    link = {"text": reading.text[: reading.end], "network": network.cell, "lang": language}
    return pack(scene_of(network, reading, say), say=say, link=link)


def scene_of(network: SentimentNetwork, reading: Reading, say: Translator) -> Scene:
    """Everything the stage shows, measured on this network and this text."""
    record = reading.record
    readout = network.readout.weight.detach().numpy()[0]
    h = record.unit_values("h")
    memory = record.unit_values("c") if isinstance(record, LSTMRecord) else h
    start = {"h": record.h0[0, 0, 0]}
    if isinstance(record, LSTMRecord):
        start["c"] = record.c0[0, 0, 0]
    sums = pre_activations(network.recurrent, record)
    turn = turning_point(reading.verdict)
    return Scene(
        network=network.name,
        cell=network.cell,
        tokens=reading.tokens,
        unknown=reading.unknown,
        quantities={q: record.unit_values(q) for q in record.quantities},
        sums={
            symbol: {"x": terms.x[:, 0], "h": terms.h[:, 0], "bias": terms.bias}
            | ({"bias_h": terms.bias_h} if symbol == "n" else {})
            for symbol, terms in sums.items()
        },
        start=start,
        verdict=reading.verdict,
        readout=readout,
        readout_bias=float(network.readout.bias.detach()),
        kept=kept_share(record),
        orders={
            "effect": order_by_effect(h[-1], readout).tolist(),
            "similarity": order_by_similarity(memory).tolist(),
            "index": list(range(len(readout))),
        },
        stories=tell_steps(
            step_stories(record, reading.verdict),
            tokens=reading.tokens,
            units=len(readout),
            say=say,
        ),
        turn=turn,
        unit=_telling_unit(h, readout, turn),
        max_error=record.max_error,
    )


def _telling_unit(h: np.ndarray, readout: np.ndarray, turn: int) -> int:
    """The unit whose push on the verdict changed most at the turn: a good one to look at first."""
    before = h[turn - 1] if turn else np.zeros_like(h[0])
    return int(np.abs(readout * (h[turn] - before)).argmax())
