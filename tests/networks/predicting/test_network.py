"""A reading is PyTorch's own forward pass, one word ahead."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

import visualizer as viz
from tests.networks.predicting.conftest import WORDS, made_network
from visualizer.networks import CheckpointError, entry_of, list_models, task_named
from visualizer.networks.entries import MODELS
from visualizer.networks.predicting.network import NextReading

EVERY = [*list_models("flags"), *list_models("agreement")]


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_probabilities_are_the_plain_forward_pass(cell: str, layers: int) -> None:
    network = made_network(cell, layers)
    reading = network.read("a b zebra !")
    with torch.inference_mode():
        h, _ = network.recurrent(network.embedding(torch.tensor([[1], [2], [0], [4]])))
        logits = h[:, 0] @ network.readout.weight.T + network.readout.bias
    np.testing.assert_allclose(reading.probabilities, torch.softmax(logits, 1), atol=1e-6)
    np.testing.assert_array_equal(reading.record.h[-1, 0], h.numpy())
    assert reading.record.h.shape == (layers, 1, 4, 1, 4)
    assert reading.record.max_error < 1e-6
    assert reading.unknown == (False, False, True, False)
    assert reading.classes == WORDS.words


def test_what_comes_first_is_said_by_the_zero_state() -> None:
    network = made_network()
    expected = torch.softmax(network.readout(torch.zeros(4)), 0)
    np.testing.assert_allclose(network.read("a").first, expected.detach().numpy(), atol=1e-7)


def test_one_words_share_is_its_column_and_an_unknown_word_is_refused() -> None:
    reading = made_network().read("a b")
    np.testing.assert_array_equal(reading.expected("c"), reading.probabilities[:, 3])
    with pytest.raises(ValueError, match="a word must be one that the network knows, got 'zebra'"):
        reading.expected("zebra")


def test_a_batch_read_packed_is_each_text_read_alone() -> None:
    network = made_network("gru", 2)
    ids = torch.tensor([[1, 2], [2, 3], [3, 0], [4, 0]])
    with torch.inference_mode():
        found = torch.softmax(network(ids, torch.tensor([4, 2])), -1)
    for column, text in enumerate(("a b c !", "b c")):
        expected = network.read(text).probabilities
        np.testing.assert_allclose(found[: len(expected), column], expected, atol=1e-6)


def test_tokens_beyond_the_limit_are_left_out_and_counted() -> None:
    reading = made_network().read("a b " * 500, max_tokens=3)
    assert reading.tokens == ("a", "b", "a")
    assert (reading.left_out, reading.probabilities.shape) == (997, (3, 5))


@pytest.mark.parametrize(
    ("text", "limit", "rule"), [("", 9, "at least one word"), ("a", 0, "max_tokens must be")]
)
def test_what_cannot_be_read_is_refused(text: str, limit: int, rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        made_network().read(text, max_tokens=limit)


@pytest.mark.parametrize("name", EVERY)
def test_a_shipped_network_loads_reads_and_agrees_with_its_card(name: str) -> None:
    network, entry = viz.load_model(name), entry_of(name)
    card, own = network.card, network.card.own
    assert (card.name, network.name, card.cell) == (name, name, entry.cell)
    weights = load_file(MODELS / f"{name}.safetensors")
    assert card.parameters == sum(each.numel() for each in weights.values())
    assert {str(each.dtype) for each in weights.values()} == {f"torch.{card.precision}"}
    assert own.hidden_size == entry.units
    assert (own.vocabulary_size, own.embedding_size) == network.embedding.weight.shape
    assert entry.weights.stat().st_size < 300_000
    for text in task_named(entry.task).examples[entry.language or "en"]:
        reading = network.read(text)
        assert isinstance(reading, NextReading)
        assert not any(reading.unknown), text
        assert reading.probabilities.shape == (len(reading.tokens), own.vocabulary_size)
        np.testing.assert_allclose(reading.probabilities.sum(1), 1, atol=1e-5)


@pytest.mark.parametrize("name", EVERY)
def test_cards_tell_of_three_seeds_and_beat_what_only_counts(name: str) -> None:
    card = viz.load_model(name).card
    own = card.own
    assert [run.seed for run in own.seeds] == [story.seed for story in own.stories] == [0, 1, 2]
    assert (own.seeds[0].texts, own.seeds[0].epochs) == (own.texts, card.epochs)
    assert own.texts.n == own.unigram.n == own.bigram.n
    assert own.texts.nats < own.bigram.nats < own.unigram.nats < np.log(own.vocabulary_size)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"hidden_size": 0}, "its sizes must be 1 to 4096"),
        ({"layers": 9}, "its layers must be 1 to 8, got 9"),
        ({"layers": 2}, "recurrent.bias_hh_l1 must be"),
        ({"vocabulary_size": 3}, "the card says 3"),
    ],
)
def test_a_wrong_card_is_refused_by_rule(
    tmp_path: Path, changes: dict[str, object], rule: str
) -> None:
    for path in MODELS.glob("flags-[lv]*"):
        shutil.copy(path, tmp_path)
    path = tmp_path / "flags-lstm.json"
    card = json.loads(path.read_text("utf-8"))
    card["own"] |= changes
    path.write_text(json.dumps(card), "utf-8")
    with pytest.raises(CheckpointError, match=rule):
        viz.load_model("flags-lstm", tmp_path)
