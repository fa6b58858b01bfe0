"""Recording and changing at once: the record is of the changed run and says what changed it."""

from contextlib import ExitStack
from typing import Any

import numpy as np
import pytest
import torch
from cases import WORDS, Configuration, assert_close, build, only_call, record_of, tagger

from visualizer.core import Clamp, GRURecord, LSTMRecord, intervene, record
from visualizer.core.records import ChangeMade


@pytest.mark.parametrize("around", ["record", "intervene"])
def test_a_record_holds_the_changed_values_and_says_what_changed_them(around: str) -> None:
    case = build(Configuration("lstm", T=6))
    clamp = Clamp("", "f", value=0.25, units=[1], steps=slice(3, 5))
    with ExitStack() as blocks:
        if around == "intervene":
            blocks.enter_context(intervene(case.module, clamp))
        recording = blocks.enter_context(record(case.module))
        if around == "record":
            blocks.enter_context(intervene(case.module, clamp))
        case.call()
    found, plain = only_call(recording, LSTMRecord), record_of(case)
    assert (found.f[0, 0, 3:5, :, 1] == 0.25).all()
    c_prev = np.concatenate([found.c0[:, :, None], found.c[:, :, :-1]], axis=2)
    assert_close(found.c, found.f * c_prev + found.i * found.g, 1e-14)
    assert found.max_error < 1e-12
    (change,) = found.interventions
    told = {"units": "[1]", "steps": "3:5"}
    assert change == ChangeMade(kind="clamp", module="", quantity="f", amount="0.25", **told)
    assert str(change) == "f of module '' clamped to 0.25, units [1], steps 3:5"
    assert found.notes
    assert plain.interventions == plain.notes == ()


@pytest.mark.parametrize("order", ["rri", "rir", "irr"])
def test_every_open_recording_holds_what_was_changed(order: str) -> None:
    case = build(Configuration("gru"))
    with ExitStack() as blocks:
        opened: list[Any] = [
            blocks.enter_context(
                record(case.module)
                if block == "r"
                else intervene(case.module, Clamp("", "h", value=0.5))
            )
            for block in order
        ]
        case.call()
    for recording in (opened[at] for at, block in enumerate(order) if block == "r"):
        found = only_call(recording, GRURecord)
        assert (found.h == 0.5).all()
        assert len(found.interventions) == 1
        assert found.max_error < 1e-12


def test_only_the_targeted_module_of_a_model_is_changed() -> None:
    model = tagger().eval()
    with record(model) as recording, intervene(model, Clamp("decoder", "z", value=1.0)):
        logits = model(WORDS)
    torch.testing.assert_close(logits, model.read_out.bias.expand(3, 4, 2))  # h stays 0
    decoder = only_call(recording, GRURecord, "decoder")
    assert (decoder.z == 1).all()
    assert len(decoder.interventions) == 1
    with record(model) as plain:
        model(WORDS)
    assert recording["encoder.lstm"].interventions == ()
    np.testing.assert_array_equal(recording["encoder.lstm"].h, plain["encoder.lstm"].h)
