"""Models as practitioners write them are recorded and changed as a whole, and run as ever."""

from typing import Any

import numpy as np
import pytest
import torch
from agreement import assert_agrees
from cases import assert_close, only_call
from loops import assert_same_record, run_cell
from oracle import run
from practitioners import (
    AttentiveClassifier,
    CharacterModel,
    Forecaster,
    ResidualStack,
    Siamese,
    StackedGRU,
    truncated_backpropagation,
)
from torch import Tensor, nn
from watched import assert_is_the_layer, drawn, numbers, recorded_as_ever, softmax

from visualizer.core import (
    Clamp,
    GRURecord,
    LSTMRecord,
    RecordingError,
    difference,
    intervene,
    record,
)

# torch deprecates its own TorchScript, which its optimizers import with the compiler.
pytestmark = pytest.mark.filterwarnings("ignore:.*torch.jit:DeprecationWarning")

WORDS = torch.tensor(
    [[3, 7, 0, 0, 0, 0], [5, 1, 4, 9, 2, 0], [8, 0, 0, 0, 0, 0], [6, 6, 11, 19, 0, 0]]
)
LENGTHS = torch.tensor([2, 5, 1, 4])
KEEP = {"f": 1, "i": 0}
"""The gates of an LSTM that keeps its memory as it is."""


def freeze(module: str, **where: Any) -> list[Clamp]:
    """Forget nothing, take in nothing."""
    return [Clamp(module, gate, value=value, **where) for gate, value in KEEP.items()]


def test_a_packed_classifier_is_recorded_each_text_as_if_alone() -> None:
    model = drawn(AttentiveClassifier)
    recording = recorded_as_ever(model, lambda m: m(WORDS, LENGTHS))
    assert list(recording) == ["lstm"]
    found = only_call(recording, LSTMRecord, "lstm")
    assert found.h.shape == (1, 2, LENGTHS.max(), len(WORDS), 4)
    assert found.lengths.tolist() == LENGTHS.tolist()
    assert found.max_error < 1e-6
    zero = np.zeros((1, 2, 1, 4))
    for b, length in enumerate(LENGTHS.tolist()):
        x = numbers(model.embedding(WORDS[b, :length]))[:, None]
        for name, values in run(model.lstm, x, zero, zero).items():
            recorded = getattr(found, name)[:, :, :, [b]]
            assert_close(recorded[:, :, :length], values, 1e-6, f"{name} of text {b}")
            assert np.isnan(recorded[:, :, length:]).all()
        assert_close(found.x[:length, [b]], x, 0, "x")
        assert np.isnan(found.x[length:, b]).all()


def test_the_attention_and_the_answer_follow_from_the_record() -> None:
    model = drawn(AttentiveClassifier)
    with record(model) as recording:
        logits, attention = model(WORDS, LENGTHS)
    h = recording["lstm"].h[0].astype(float)
    assert not numbers(attention)[WORDS == 0].any()
    for b, length in enumerate(LENGTHS.tolist()):
        states = np.concatenate([*h[:, :length, b]], axis=-1)
        wanted = softmax(np.tanh(states) @ numbers(model.attention.weight)[0])
        assert_close(numbers(attention)[b, :length], wanted, 1e-6)
        answer = numbers(model.head.weight) @ (wanted @ states) + numbers(model.head.bias)
        assert_close(numbers(logits)[b], answer, 1e-6)


def test_a_classifier_whose_memory_stays_empty_answers_with_its_bias() -> None:
    model = drawn(AttentiveClassifier)
    with record(model) as recording, intervene(model, *freeze("lstm")):
        logits, attention = model(WORDS, LENGTHS)
    found = only_call(recording, LSTMRecord, "lstm")
    for b, length in enumerate(LENGTHS.tolist()):
        assert not found.c[:, :, :length, b].any()
        assert_close(numbers(attention)[b, :length], np.full(length, 1 / length), 1e-6)
    assert_close(numbers(logits), np.tile(numbers(model.head.bias), (4, 1)), 1e-6)


def test_an_amount_for_each_text_reaches_that_text_though_packing_sorts_them() -> None:
    model, amounts = drawn(AttentiveClassifier), torch.tensor([[0.1], [-0.4], [0.7], [2.0]])
    with intervene(model, Clamp("lstm", "h", value=amounts)):
        logits, _ = model(WORDS, LENGTHS)
    wanted = model.head(amounts.expand(-1, 8))
    assert_close(numbers(logits), numbers(wanted), 1e-6)


def test_a_change_at_a_late_step_does_not_reach_the_texts_that_ended_before_it() -> None:
    model = drawn(AttentiveClassifier)
    plain, _ = model(WORDS, LENGTHS)
    with intervene(model, Clamp("lstm", "c", value=2, steps=3)):
        changed, _ = model(WORDS, LENGTHS)
    apart = (changed - plain).abs().amax(dim=1)
    assert (apart[LENGTHS <= 3] < 1e-6).all()
    assert (apart[LENGTHS > 3] > 1e-2).all()


def series(T: int = 31) -> Tensor:
    """Two series of three variables, (2, T, 3)."""
    t = torch.arange(T) / 4
    both = [torch.stack([t.sin() * k, (2 * t).cos(), t.sin() - k / 2], dim=-1) for k in (1, 2)]
    return torch.stack(both)


def test_a_forecaster_trains_the_same_while_every_chunk_is_recorded() -> None:
    """Each chunk is recorded with the weights it had, and the chunks join into the series."""
    model, twin = drawn(Forecaster), drawn(Forecaster)
    weights, losses = [], []
    with record(model) as recording:
        training = truncated_backpropagation(model, series(), 10)
        for _ in range(3):
            weights.append({k: v.clone() for k, v in model.lstm.state_dict().items()})
            losses.append(next(training))
    assert losses == list(truncated_backpropagation(twin, series(), 10))
    for name, value in twin.state_dict().items():
        assert torch.equal(model.state_dict()[name], value), name

    found = only_call(recording, LSTMRecord, "lstm")
    np.testing.assert_array_equal(found.x, series()[:, :-1].transpose(0, 1).numpy())
    assert found.lengths.tolist() == [30, 30]
    state = [np.zeros((1, 1, 2, 6))] * 2
    layer = nn.LSTM(3, 6)
    for k, call in enumerate(recording.calls("lstm")):
        assert isinstance(call, LSTMRecord)
        layer.load_state_dict(weights[k])
        assert_close(call.h0, state[0], 0, f"h0 of chunk {k}")
        assert_close(call.c0, state[1], 1e-6, f"c0 of chunk {k}")
        expected = run(layer, call.x.astype(float), *(s.astype(float) for s in state))
        assert_agrees(call, expected, 1e-6)
        state = [call.h[:, :, -1], call.c[:, :, -1]]
    assert found.max_error < 1e-6


def test_a_forecaster_that_is_reset_begins_another_sequence() -> None:
    model = drawn(Forecaster).eval()
    whole, T = series(), 31
    with record(model) as recording, torch.no_grad():
        for sizes in ([7, 1, 23], [31]):
            model.reset()
            for chunk in whole.split(sizes, dim=1):
                model(chunk)
    in_chunks, at_once = recording.sequences("lstm")
    assert len(in_chunks.x) == len(at_once.x) == T
    assert len(recording.calls("lstm")) == 4
    assert_same_record(in_chunks, at_once, 1e-6)
    assert_is_the_layer(at_once, model.lstm, numbers(whole.transpose(0, 1)))


def test_a_forecaster_fed_through_one_buffer_is_recorded_with_what_it_read() -> None:
    model, buffer = drawn(Forecaster).eval(), torch.empty(1, 5, 3)
    with record(model) as recording, torch.no_grad():
        for chunk in series(30)[:1].split(5, dim=1):
            model(buffer.copy_(chunk)).zero_()
    assert_is_the_layer(recording["lstm"], model.lstm, numbers(series(30)[:1].transpose(0, 1)))


def test_a_forecaster_that_keeps_its_memory_forecasts_from_what_it_had() -> None:
    model = drawn(Forecaster).eval()
    first, second = series().split([20, 11], dim=1)
    with record(model) as recording:
        model(first)
        assert model.state is not None
        carried = model.state[1][0].numpy()
        with intervene(model, *freeze("lstm")):
            model(second)
    found = only_call(recording, LSTMRecord, "lstm")
    assert len(found.x) == 31
    assert carried.any()
    for t in range(20, 31):
        np.testing.assert_array_equal(found.c[0, 0, t], carried, f"step {t}")
    assert (found.f[0, 0, 20:] == 1).all()
    assert not (found.f[0, 0, :20] == 1).any()
    np.testing.assert_allclose(found.h[0, 0, 20:], found.o[0, 0, 20:] * np.tanh(carried), atol=1e-6)


def test_a_stack_of_cells_is_recorded_with_the_dropout_of_its_training() -> None:
    model, x = drawn(StackedGRU).train(), torch.linspace(-2, 2, 30).reshape(5, 2, 3)
    recording = recorded_as_ever(model, lambda m: [m(x)])
    assert list(recording) == ["cells.0", "cells.1", "cells.2"]
    for k, cell in enumerate(model.cells):
        found = only_call(recording, GRURecord, f"cells.{k}")
        assert isinstance(cell, nn.GRUCell)
        h0 = np.tile(numbers(model.start[k]), (2, 1))
        assert_agrees(found, run_cell(cell, found.x.astype(float), h0), tolerance=1e-6)
        assert found.max_error < 1e-6
        if k:
            below = recording[f"cells.{k - 1}"].h[0, 0]
            assert 0 < (found.x == 0).sum() < found.x.size
            assert_close(found.x, np.where(found.x == 0, 0, below / 0.6), 1e-6)


def test_a_cell_that_never_updates_stays_where_it_learned_to_start() -> None:
    model, x = drawn(StackedGRU).eval(), torch.ones(5, 2, 3)
    with intervene(model, Clamp("cells.2", "z", value=1)):
        top = model(x)
    assert_close(numbers(top), np.tile(numbers(model.start[2]), (5, 2, 1)), 0)


CHARACTERS = torch.arange(24).reshape(8, 3) * 7 % 15


def test_a_character_model_with_tied_weights_is_recorded_in_eval_mode() -> None:
    model = drawn(CharacterModel).eval()
    recording = recorded_as_ever(model, lambda m: [m.loss(CHARACTERS)[None], m(CHARACTERS)[0]])
    for found, T in zip(recording.sequences("lstm"), (7, 8), strict=True):
        assert found.h.shape == (2, 1, T, 3, 6)
        assert_is_the_layer(found, model.lstm, numbers(model.embedding(CHARACTERS[:T])))
    top = recording.sequences("lstm")[1].h[1, 0].astype(float)
    logits = top @ numbers(model.embedding.weight).T + numbers(model.read_out.bias)
    assert_close(numbers(model(CHARACTERS)[0]), logits, 1e-6)


def test_a_character_model_that_drops_out_in_training_is_refused_by_name() -> None:
    model = drawn(CharacterModel).train()
    with torch.random.fork_rng(), record(model) as recording:
        with pytest.raises(RecordingError, match=r"'lstm'.*dropout=0\.3.*eval\(\)"):
            model.loss(CHARACTERS).backward()
        assert all(parameter.grad is None for parameter in model.parameters())
        model.eval()
        model(CHARACTERS)
    assert [len(call.x) for call in recording.calls("lstm")] == [8]


def test_characters_written_one_by_one_are_recorded_as_one_text() -> None:
    model = drawn(CharacterModel).eval()
    with record(model) as recording, torch.no_grad():
        now, state, written = CHARACTERS[:1], None, []
        for _ in range(6):
            written.append(now)
            logits, state = model(now, state)
            now = logits.argmax(dim=-1)
    with record(model) as again, torch.no_grad():
        model(torch.cat(written))
    assert len(recording.calls("lstm")) == 6
    assert_same_record(recording["lstm"], again["lstm"], 1e-6)


def test_a_top_layer_silenced_at_one_step_predicts_by_the_bias_there() -> None:
    model = drawn(CharacterModel).eval()
    plain, _ = model(CHARACTERS)
    with intervene(model, Clamp("lstm", "h", value=0, layer=1, steps=4)):
        changed, _ = model(CHARACTERS)
    assert_close(numbers(changed[4]), np.tile(numbers(model.read_out.bias), (3, 1)), 0)
    assert_close(numbers(changed[:4]), numbers(plain[:4]), 1e-6)
    assert ((changed - plain)[5:].abs().amax(dim=(1, 2)) > 1e-4).all()


def test_the_texts_of_a_pair_are_two_sequences_of_one_encoder() -> None:
    model, left, right = drawn(Siamese), WORDS[:, :4] % 10, WORDS[:, :3].flip(1) % 10
    recording = recorded_as_ever(model, lambda m: [m(left, right)])
    with pytest.raises(RecordingError, match=r"2 separate sequences.*\.sequences\('encoder'\)"):
        recording["encoder"]
    pair = recording.sequences("encoder")
    for found, words in zip(pair, (left, right), strict=True):
        assert_is_the_layer(found, model.encoder, numbers(model.embedding(words.T)))
    ends = [found.h[0, 0, -1].astype(float) for found in pair]
    alike = np.exp(-np.abs(ends[0] - ends[1]).sum(axis=-1))
    assert_close(numbers(model(left, right)), alike, 1e-6)
    assert difference(*pair).pairs.tolist() == [[0, 0], [1, 1], [2, 2]]


def test_texts_are_alike_where_both_end_in_the_same_state() -> None:
    model, left, right = drawn(Siamese), WORDS[:, :4] % 10, WORDS[:, :3].flip(1) % 10
    assert (model(left, right) < 0.99).any()
    with intervene(model, Clamp("encoder", "h", value=0.25, steps=-1)):
        assert model(left, right).tolist() == [1, 1, 1, 1]


def test_layers_with_residual_connections_are_recorded_with_what_each_reads() -> None:
    model, x = drawn(ResidualStack), torch.linspace(-2, 3, 40).reshape(5, 2, 4)
    recording = recorded_as_ever(model, lambda m: [m(x)])
    assert list(recording) == ["layers.0", "layers.1", "layers.2"]
    stream = x
    for k, (layer, norm) in enumerate(zip(model.layers, model.norms, strict=True)):
        found = recording[f"layers.{k}"]
        assert isinstance(layer, nn.RNNBase)
        assert_is_the_layer(found, layer, numbers(norm(stream)), 1e-6)
        stream = stream + torch.from_numpy(found.h[0, 0].copy())
    assert_close(numbers(model(x)), numbers(stream), 1e-6)


@pytest.mark.parametrize("k", [0, 1, 2])
def test_a_silenced_layer_leaves_the_residual_stream_as_it_was(k: int) -> None:
    model, x = drawn(ResidualStack), torch.linspace(-2, 3, 40).reshape(5, 2, 4)
    with intervene(model, Clamp(f"layers.{k}", "h", value=0)):
        changed = model(x)
    del model.layers[k], model.norms[k]
    assert_close(numbers(changed), numbers(model(x)), 1e-6)
