"""A contender reads what is typed: symbols and numbers as words, an answer after every step."""

from contextlib import suppress

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from visualizer.networks.race.contenders import settings_of
from visualizer.networks.race.reading import (
    MAX_STEPS,
    RECALLED,
    Sequence,
    SequenceError,
    drawn_sequence,
    held_share,
    read_sequence,
    sequence_of,
)
from visualizer.networks.race.running import Contender
from visualizer.networks.race.tasks import TASKS, draw, steps_of
from visualizer.networks.reading import NothingToReadError


def contender_for(task: str, cell: str = "lstm") -> Contender:
    return Contender(settings_of(cell, task=task, gap=4, seed=100, hidden_size=8))


def test_recall_is_read_symbol_by_symbol_with_or_without_spaces() -> None:
    for text in ("C a h ?", "Cah?", " Ca\nh ? "):
        sequence = sequence_of("recall", text)
        assert sequence.tokens == ("C", "a", "h", "?")
        assert sequence.x[:, 0].argmax(-1).tolist() == [2, 8, 15, 16]
        assert torch.equal(sequence.x.sum(-1), torch.ones(4, 1))
        assert sequence.wanted == 2
        assert sequence.text == "C a h ?"


def test_adding_is_read_number_by_number_stars_mark_what_counts() -> None:
    sequence = sequence_of("adding", "0.25* .7 1 0 0.5*")
    assert sequence.tokens == ("0.25*", ".7", "1", "0", "0.5*")
    expected = [[0.25, 1], [0.7, 0], [1, 0], [0, 0], [0.5, 1]]
    torch.testing.assert_close(sequence.x[:, 0], torch.tensor(expected))
    assert sequence.wanted == 0.75


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_is_no_sequence(task: str, text: str) -> None:
    with pytest.raises(NothingToReadError, match="at least one step"):
        sequence_of(task, text)


@pytest.mark.parametrize(
    ("task", "text", "place", "found"),
    [
        ("recall", "a b ?", 0, "a"),
        ("recall", "? a", 0, "?"),
        ("recall", "A b z", 2, "z"),
        ("recall", "A क", 1, "क"),
        ("recall", "A <", 1, "<"),
        ("adding", "0.2 1.5", 1, "1.5"),
        ("adding", "-0.2", 0, "-0.2"),
        ("adding", "0.2 nan", 1, "nan"),
        ("adding", "1e-1", 0, "1e-1"),
        ("adding", "0.123", 0, "0.123"),
        ("adding", "0.5**", 0, "0.5**"),
        ("adding", "०.५", 0, "०.५"),
        ("recall", "A" * (MAX_STEPS + 1), MAX_STEPS, "A"),
        ("adding", "0.1 " * (MAX_STEPS + 1), MAX_STEPS, "0.1"),
    ],
)
def test_what_has_no_place_in_a_sequence_is_named(
    task: str, text: str, place: int, found: str
) -> None:
    with pytest.raises(SequenceError) as caught:
        sequence_of(task, text)
    assert (caught.value.task, caught.value.place, caught.value.found) == (task, place, found)


@given(st.text(max_size=60), st.sampled_from(TASKS))
def test_any_text_is_a_sequence_or_refused(text: str, task: str) -> None:
    with suppress(SequenceError, NothingToReadError):
        check_read(task, sequence_of(task, text))


def check_read(task: str, sequence: Sequence) -> None:
    """One step a token, and the same again when it is typed once more."""
    assert len(sequence.tokens) == len(sequence.x)
    assert sequence_of(task, sequence.text).tokens == sequence.tokens


@pytest.mark.parametrize("task", TASKS)
def test_drawn_sequences_are_of_the_task_and_differ(task: str) -> None:
    texts = {drawn_sequence(task, 10, number).text for number in range(20)}
    assert len(texts) == 20
    for text in texts:
        sequence = sequence_of(task, text)
        assert len(sequence.tokens) == steps_of(task, 10)
        assert task == "recall" or sequence.x[:, 0, 1].sum() == 2


def test_no_drawn_sequence_is_a_held_out_one() -> None:
    held_out = draw("recall", 10, 256, torch.Generator().manual_seed(2)).x.argmax(-1).T.tolist()
    seen = {tuple(RECALLED[number] for number in each) for each in held_out}
    assert not seen & {drawn_sequence("recall", 10, number).tokens for number in range(50)}


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_the_answer_after_every_step_is_the_read_out_of_what_was_read_so_far(cell: str) -> None:
    for task, text in (("recall", "C a h b ?"), ("adding", "0.3* 0.1 0.9* 0.5")):
        network, sequence = contender_for(task, cell), sequence_of(task, text)
        reading = read_sequence(network, sequence)
        for t in range(len(sequence.tokens)):
            with torch.no_grad():
                answers = network(sequence.x[: t + 1])[0]
            wanted = answers.softmax(-1)[2] if task == "recall" else answers[0]
            assert reading.answer[t] == pytest.approx(float(wanted), abs=1e-6)
        assert reading.record.h.shape == (1, 1, len(sequence.tokens), 1, 8)
        assert reading.record.max_error < 1e-5


def test_an_answer_is_right_as_the_race_counts_it() -> None:
    network = contender_for("adding")
    with torch.no_grad():
        network.readout.weight.zero_()
        network.readout.bias.fill_(1.07)
    assert read_sequence(network, sequence_of("adding", "0.5* 0.5*")).right
    assert not read_sequence(network, sequence_of("adding", "0.4* 0.5*")).right
    network = contender_for("recall")
    with torch.no_grad():
        network.readout.weight.zero_()
        network.readout.bias.copy_(torch.eye(8)[2])
    right = [read_sequence(network, sequence_of("recall", text)).right for text in ("Ca?", "Ba?")]
    assert right == [True, False]
    np.testing.assert_allclose(
        read_sequence(network, sequence_of("recall", "Ca?")).answer, np.e / (np.e + 7), rtol=1e-5
    )


def test_the_first_symbol_can_be_told_at_once_and_not_once_forgotten() -> None:
    network = contender_for("recall", "rnn")
    shares = held_share(network, 6)
    assert shares.shape == (8,)
    assert shares[0] == 1
    with torch.no_grad():
        network.recurrent.get_parameter("weight_hh_l0").zero_()
    forgetful = held_share(network, 6)
    assert forgetful[0] == 1
    np.testing.assert_allclose(forgetful[1:], 1 / 8)


def test_a_memory_of_half_the_symbols_tells_them_apart_half_the_time() -> None:
    """An RNN of one unit that counts, which holds whether the symbol was one of the last four."""
    network = contender_for("recall", "rnn")
    with torch.no_grad():
        for parameter in network.recurrent.parameters():
            parameter.zero_()
        network.recurrent.get_parameter("weight_ih_l0")[0, 4:8] = 0.01
        network.recurrent.get_parameter("weight_hh_l0")[0, 0] = 1.0
    np.testing.assert_allclose(held_share(network, 10), 2 / 8)


def test_a_network_of_another_task_is_refused() -> None:
    with pytest.raises(ValueError, match="network must be one that learned adding"):
        read_sequence(contender_for("recall"), sequence_of("adding", "0.5"))
    with pytest.raises(ValueError, match="network must be one that learned recall"):
        held_share(contender_for("adding"), 3)
