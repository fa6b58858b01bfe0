"""A reading is PyTorch's own forward pass; a bag's answer knows nothing of order, to the bit."""

import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from torch.nn.utils.rnn import pad_sequence

import visualizer as viz
from tests.networks.classes.conftest import NAMES, made_network
from visualizer.lexicon.classes import CLASSES
from visualizer.lexicon.language import languages, translator
from visualizer.networks import CheckpointError, entry_of, list_models, task_named
from visualizer.networks.classes.network import ClassNetwork, ClassReading
from visualizer.networks.entries import MODELS

EVERY = [*list_models("order"), *list_models("news")]
BAGS = [name for name in EVERY if entry_of(name).kind == "bag"]
CELLS = [name for name in EVERY if name not in BAGS]


def text_for(name: str, number: int = 0) -> str:
    entry = entry_of(name)
    return task_named(entry.task).examples[entry.language or "en"][number]


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_probabilities_are_the_plain_forward_pass(cell: str) -> None:
    network = made_network(cell)
    reading = network.read("so good zebra so-so !")
    with torch.inference_mode():
        assert network.recurrent is not None
        ids = torch.tensor([[1], [2], [0], [5], [6]])
        h, _ = network.recurrent(network.embedding(ids))
        logits = h[:, 0] @ network.readout.weight.T + network.readout.bias
    np.testing.assert_allclose(reading.probabilities, torch.softmax(logits, 1), atol=1e-6)
    assert reading.record is not None
    np.testing.assert_array_equal(reading.record.h[0, 0], h.numpy())
    assert reading.record.max_error < 1e-6
    assert reading.unknown == (False, False, True, False, False)
    assert reading.classes == NAMES
    assert reading.answer == NAMES[int(logits[-1].argmax())]


def test_a_bag_is_the_mean_of_the_words_so_far() -> None:
    network = made_network(None)
    reading = network.read("so good bad good")
    with torch.inference_mode():
        vectors = network.embedding(torch.tensor([1, 2, 3, 2]))
        means = torch.stack([vectors[: t + 1].mean(0) for t in range(4)])
        expected = torch.softmax(network.readout(means), 1)
    np.testing.assert_allclose(reading.probabilities, expected, atol=1e-6)
    assert reading.record is None


def test_a_bag_of_the_same_words_says_the_same_to_the_last_bit() -> None:
    """Where answers in these orders would differ if words were added up as they come."""
    network, choice = made_network(None, seed=3), random.Random(0)
    words = ["so", "good", "bad", "ball", "!", "zebra"] * 5
    orders = [choice.sample(words, len(words)) for _ in range(100)]
    with torch.inference_mode():
        ids = torch.tensor([network.vocabulary.ids(each) for each in orders])
        states = network.embedding(ids).sum(1) / len(words)
        as_they_come = torch.softmax(network.readout(states), 1)
    assert len({row.numpy().tobytes() for row in as_they_come}) > 1
    answers = {network.read(" ".join(each)).probabilities[-1].tobytes() for each in orders}
    assert len(answers) == 1


@pytest.mark.parametrize("name", BAGS)
def test_a_shipped_bag_says_the_same_in_every_order(name: str) -> None:
    network, choice = viz.load_model(name), random.Random(0)
    words = [word for number in range(4) for word in network.read(text_for(name, number)).tokens]
    once = answer(network, words)
    for _ in range(100):
        choice.shuffle(words)
        assert answer(network, words).tobytes() == once.tobytes()


def answer(network: ClassNetwork, words: Sequence[str]) -> np.ndarray:
    reading = network.read(" ".join(words))
    assert len(reading.tokens) == len(words)
    return reading.probabilities[-1]


@pytest.mark.parametrize("name", CELLS)
def test_a_shipped_recurrent_network_hears_another_order(name: str) -> None:
    network, apart = viz.load_model(name), []
    for number in range(4):
        words = list(network.read(text_for(name, number)).tokens)
        apart.append(np.abs(answer(network, words) - answer(network, words[::-1])).max())
    assert max(apart) > 1e-3


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn", None])
def test_a_batch_read_packed_is_each_text_read_alone(cell: str | None) -> None:
    network = made_network(cell)
    texts = ["so good", "bad", "ball so so good ! bad"]
    ids = [torch.tensor(network.vocabulary.ids(text.split())) for text in texts]
    lengths = torch.tensor([len(each) for each in ids])
    with torch.inference_mode():
        found = torch.softmax(network(pad_sequence(ids), lengths), -1)
    for column, text in enumerate(texts):
        expected = network.read(text).probabilities
        np.testing.assert_allclose(found[: len(expected), column], expected, atol=1e-6)


def test_tokens_beyond_the_limit_are_left_out_and_counted() -> None:
    reading = made_network("gru").read("good bad " * 500, max_tokens=3)
    assert reading.tokens == ("good", "bad", "good")
    assert (reading.left_out, reading.probabilities.shape) == (997, (3, 3))


@pytest.mark.parametrize(
    ("text", "limit", "rule"), [("", 9, "at least one word"), ("good", 0, "max_tokens must be")]
)
def test_what_cannot_be_read_is_refused(text: str, limit: int, rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        made_network(None).read(text, max_tokens=limit)


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
    reading = network.read(text_for(name))
    assert isinstance(reading, ClassReading)
    assert reading.classes == own.classes
    assert reading.probabilities.shape == (len(reading.tokens), len(own.classes))
    np.testing.assert_allclose(reading.probabilities.sum(1), 1, atol=1e-6)
    assert (reading.record is None) == (entry.kind == "bag")


@pytest.mark.parametrize("name", EVERY)
def test_every_class_has_a_name_in_every_language(name: str) -> None:
    for code in languages():
        said = {translator(code)(CLASSES[each]) for each in viz.load_model(name).classes}
        assert len(said) == len(viz.load_model(name).classes)
        assert code == "en" or not said & CLASSES.keys()


@pytest.mark.parametrize("name", EVERY)
def test_cards_add_up(name: str) -> None:
    card = viz.load_model(name).card
    own = card.own
    assert [each.name for each in own.by_class] == [*own.classes]
    assert sum(each.right.n for each in own.by_class) == own.texts.n == own.majority.n
    right = sum(each.right.share * each.right.n for each in own.by_class)
    assert right / own.texts.n == pytest.approx(own.texts.share, abs=2e-4)
    assert max(each.right.n for each in own.by_class) == round(own.majority.share * own.texts.n)
    assert [run.seed for run in own.seeds] == [0, 1, 2]
    assert own.seeds[0].texts == own.texts
    assert own.seeds[0].epochs == card.epochs
    low, high = own.spread
    assert low <= own.mean <= high
    for mistake in own.gets_wrong:
        assert mistake.label != mistake.said
        assert {mistake.label, mistake.said} <= {*own.classes}
        assert mistake.probability >= 1 / len(own.classes)
    assert [each.probability for each in own.gets_wrong] == sorted(
        (each.probability for each in own.gets_wrong), reverse=True
    )


@pytest.mark.parametrize("name", EVERY)
def test_what_a_card_says_is_read_wrong_is_read_so(name: str) -> None:
    network = viz.load_model(name)
    for mistake in network.card.own.gets_wrong:
        reading = network.read(mistake.text)
        assert reading.answer == mistake.said
        assert float(reading.probabilities[-1].max()) == pytest.approx(
            mistake.probability, abs=2e-3
        )


@pytest.mark.parametrize("names", [list_models("news"), [n for n in EVERY if "order-hi" in n]])
def test_networks_of_a_task_and_language_were_measured_alike(names: Sequence[str]) -> None:
    cards = [viz.load_model(name).card for name in names]
    for alike in ("data", "source", "selection"):
        assert len({getattr(card, alike) for card in cards}) == 1
    assert (
        len({(card.own.texts.n, card.own.majority, card.own.unknown_words) for card in cards}) == 1
    )
    assert len({viz.load_model(name).vocabulary for name in names}) == 1


@pytest.mark.parametrize(
    ("name", "changes", "rule"),
    [
        ("order-lstm", {"hidden_size": 0}, "its sizes must be 1 to 4096"),
        ("order-lstm", {"embedding_size": 10**9}, "its sizes must be 1 to 4096"),
        ("order-bag", {"hidden_size": 8}, "a bag has no units, got 8"),
        ("order-bag", {"classes": ["one"]}, "it must tell 2 to 64 classes apart, got 1"),
        ("order-bag", {"classes": "one"}, "card.own.classes must be a list"),
    ],
)
def test_a_wrong_card_is_refused_by_rule(
    tmp_path: Path, name: str, changes: dict[str, object], rule: str
) -> None:
    for path in (*MODELS.glob(f"{name}.*"), MODELS / "order-vocabulary.json"):
        shutil.copy(path, tmp_path)
    path = tmp_path / f"{name}.json"
    card = json.loads(path.read_text("utf-8"))
    card["own"] |= changes
    path.write_text(json.dumps(card), "utf-8")
    with pytest.raises(CheckpointError, match=rule):
        viz.load_model(name, tmp_path)
