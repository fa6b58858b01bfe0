"""An encoder and a decoder that is fed what it attended to are recorded and changed as a whole."""

import numpy as np
import torch
from agreement import assert_agrees
from cases import assert_close, only_call
from loops import run_cell
from practitioners import Translator
from torch import Tensor
from watched import assert_is_the_layer, drawn, numbers, recorded_as_ever, softmax

from visualizer.core import Clamp, GRURecord, LSTMRecord, RNNRecord, intervene, record

SOURCE = torch.tensor([[4, 9, 2, 7, 0], [3, 3, 8, 0, 0], [11, 5, 6, 10, 2]])
TARGET = torch.tensor([[1, 5, 2, 9, 8, 3], [1, 7, 7, 4, 10, 6], [1, 2, 11, 3, 5, 9]])


def contexts(model: Translator, memory: np.ndarray, h: np.ndarray) -> np.ndarray:
    """What the decoder attended to after each step, (T, B, 2H); memory (B, S, 2H), h (T, B, H)."""
    scores = np.einsum("bsk,tbk->tbs", memory, h @ numbers(model.query.weight).T)
    return np.einsum("tbs,bsk->tbk", softmax(np.where(SOURCE == 0, -np.inf, scores)), memory)


def assert_translates(
    model: Translator, encoder: RNNRecord, decoder: RNNRecord, words: Tensor
) -> None:
    """Both records hold what the equations give when the decoder reads these words."""
    assert_is_the_layer(encoder, model.encoder, numbers(model.source_embedding(SOURCE.T)))
    last = np.concatenate([encoder.h[0, 0, -1], encoder.h[0, 1, 0]], axis=-1).astype(float)
    h0 = np.tanh(last @ numbers(model.bridge.weight).T + numbers(model.bridge.bias))
    memory = np.concatenate([*encoder.h[0]], axis=-1).swapaxes(0, 1).astype(float)
    assert_agrees(
        decoder, run_cell(model.decoder, decoder.x.astype(float), h0, 0 * h0), tolerance=1e-6
    )
    read, fed = np.split(decoder.x, [4], axis=-1)
    assert_close(read, numbers(model.target_embedding(words.T)), 0)
    assert not fed[0].any()
    assert_close(fed[1:], contexts(model, memory, decoder.h[0, 0].astype(float))[:-1], 1e-6)
    assert max(encoder.max_error, decoder.max_error) < 1e-6


def test_a_translator_is_recorded_under_teacher_forcing() -> None:
    model = drawn(Translator)
    recording = recorded_as_ever(model, lambda m: [m(SOURCE, TARGET)])
    assert list(recording) == ["encoder", "decoder"]
    assert [len(recording.calls(name)) for name in recording] == [1, TARGET.shape[1]]
    encoder = only_call(recording, GRURecord, "encoder")
    decoder = only_call(recording, LSTMRecord, "decoder")
    assert decoder.h.shape == (1, 1, TARGET.shape[1], 3, 5)
    assert_translates(model, encoder, decoder, TARGET)


def test_a_translator_is_recorded_while_it_decodes_greedily() -> None:
    """Each decoding is a sequence, the one that stops early too."""
    model = drawn(Translator, seed=11)
    plain = model.greedy(SOURCE, 6)
    with record(model) as recording:
        assert torch.equal(model.greedy(SOURCE, 6), plain)
        assert torch.equal(model.greedy(SOURCE, 2), plain[:, :2])
    assert all(len({*words}) > 1 for words in plain.tolist())
    both = [recording.sequences(name) for name in ("encoder", "decoder")]
    assert [len(decoding.x) for decoding in both[1]] == [6, 2]
    for (encoder, decoder), steps in zip(zip(*both, strict=True), (6, 2), strict=True):
        words = torch.cat([torch.full((3, 1), model.BEGIN), plain[:, : steps - 1]], dim=1)
        assert_translates(model, encoder, decoder, words)


def test_what_is_done_to_the_decoder_at_one_step_shows_from_there_on() -> None:
    model = drawn(Translator)
    plain = model(SOURCE, TARGET)
    with record(model) as recording, intervene(model, Clamp("decoder", "h", value=0.5, steps=3)):
        changed = model(SOURCE, TARGET)
    apart = (changed - plain).abs().amax(dim=(0, 2))
    assert (apart[:3] < 1e-6).all()
    assert (apart[3:] > 1e-3).all()
    assert (recording["decoder"].h[0, 0, 3] == 0.5).all()
    assert [bool(call.interventions) for call in recording.calls("decoder")] == [True] * 6
    assert recording["encoder"].interventions == ()


def test_a_decoder_learns_nothing_of_the_source_from_an_encoder_that_never_writes() -> None:
    model = drawn(Translator)
    with record(model) as recording, intervene(model, Clamp("encoder", "z", value=1)):
        logits, others = model(SOURCE, TARGET), model(SOURCE.flip(0), TARGET)
    assert torch.equal(logits, others)
    assert not torch.allclose(model(SOURCE, TARGET), model(SOURCE.flip(0), TARGET), atol=1e-3)
    for encoder, decoder in zip(*map(recording.sequences, ("encoder", "decoder")), strict=True):
        assert not encoder.h.any()
        assert not decoder.x[:, :, 4:].any()
