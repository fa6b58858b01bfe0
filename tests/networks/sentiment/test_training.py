"""Training repeats itself exactly, learns, and writes files that load."""

import random
from dataclasses import replace
from pathlib import Path

import click
import pytest
import torch
from safetensors.torch import load_file

from visualizer.__main__ import train
from visualizer.core import CELLS
from visualizer.networks import load_model
from visualizer.networks.sentiment import fitting
from visualizer.networks.sentiment.english import material
from visualizer.networks.sentiment.english.material import english_material
from visualizer.networks.sentiment.english.measures import prefix_accuracy, strong_words
from visualizer.networks.sentiment.english.trees import read_trees
from visualizer.networks.sentiment.evaluation import negation_report
from visualizer.networks.sentiment.hindi import material as hindi
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.sentiment.training import MATERIALS, train_sentiment

ADJECTIVES = {"awful": 0, "bad": 1, "long": 2, "good": 3, "great": 4}
NEGATED = (3, 3, 2, 1, 1)


def made_up_sentence(choice: random.Random) -> str:
    word, label = choice.choice([*ADJECTIVES.items()])
    verb = choice.choice(["is", "will"])
    plain = f"({label} (2 {verb}) ({label} {word}))"
    negated = f"({NEGATED[label]} (2 (2 {verb}) (1 not)) ({label} {word}))"
    second_word, second = choice.choice([*ADJECTIVES.items()])
    turn = f"({second} (2 {choice.choice(['but', 'and'])}) ({second} {second_word}))"
    first = f"({label} (2 it) {plain})" if choice.random() < 0.5 else f"(2 (2 it) {negated})"
    return f"({second} {first} {turn})"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of trees with a language of a dozen words."""
    choice = random.Random(0)
    for name, count in (("train.txt", 300), ("dev.txt", 40)):
        lines = [made_up_sentence(choice) for _ in range(count)]
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


@pytest.fixture
def evaluation(tmp_path: Path) -> Path:
    """A folder with one pair of each kind."""
    (tmp_path / material.PAIRS).write_text(
        "plain\tnegated\tkind\ngood\tnot good\tpositive\nbad\tnot bad\tnegative\n", encoding="utf-8"
    )
    return tmp_path


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer made examples than for the shipped networks."""
    monkeypatch.setattr(material, "NEGATIONS", 150)
    monkeypatch.setattr(material, "JOININGS", 150)
    monkeypatch.setattr(fitting, "AVERAGING", 0.9)


def choices(option: str) -> set[str]:
    (choice,) = (each.type for each in train.params if each.name == option)
    assert isinstance(choice, click.Choice)
    return {*choice.choices}


def test_every_cell_can_be_trained_in_every_language_and_no_other() -> None:
    assert choices("cell") - {"bag"} == {*material.RECIPES} == {*hindi.RECIPES} == {*CELLS}
    assert choices("language") == {*MATERIALS}


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_two_runs_write_the_same_weights(data: Path, evaluation: Path, cell: str) -> None:
    written = []
    for name in ("first", "second"):
        out = data / name
        out.mkdir()
        train_sentiment(cell, data, out, seed=3, epochs=1, progress=False, evaluation=evaluation)
        written.append((out / f"sentiment-{cell}.safetensors").read_bytes())
    assert written[0] == written[1]


def test_another_seed_gives_another_network(data: Path) -> None:
    written = []
    for seed in (1, 2):
        train_sentiment("rnn", data, data, seed=seed, epochs=1, progress=False, evaluation=None)
        written.append((data / "sentiment-rnn.safetensors").read_bytes())
    assert written[0] != written[1]


def test_the_trained_network_loads_knows_its_words_and_beats_chance(
    data: Path, evaluation: Path
) -> None:
    card = train_sentiment("gru", data, data, epochs=15, progress=False, evaluation=evaluation)
    network = load_model("sentiment-gru", data)
    assert network.card == card
    assert (data / "sentiment-vocabulary.json").exists()
    assert card.own.phrases is not None
    assert card.own.phrases.share > 0.9
    assert network.read("good").verdict[-1] > 0.5 > network.read("bad").verdict[-1]
    assert card.own.negation == negation_report(network, evaluation / material.PAIRS)


def test_a_network_stored_in_half_precision_is_measured_as_it_is_stored(data: Path) -> None:
    half = train_sentiment(
        "gru", data, data, epochs=2, progress=False, evaluation=None, precision="float16"
    )
    stored = load_file(data / "sentiment-gru.safetensors")
    assert {weight.dtype for weight in stored.values()} == {torch.float16}
    network = load_model("sentiment-gru", data)
    assert {weight.dtype for weight in network.state_dict().values()} == {torch.float32}
    assert torch.equal(network.readout.weight.half(), stored["readout.weight"])
    assert network.card == half
    assert half.precision == "float16"
    dev = read_trees(data / "dev.txt")
    assert half.own.prefixes == prefix_accuracy(network, dev)
    assert half.own.strong_words == strong_words(network, dev)


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_the_loss_falls(data: Path, cell: str) -> None:
    made = english_material(data, None, seed=0)
    recipe = replace(made.recipes[cell], epochs=20)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        fresh = fitting.fresh_network(cell, made.vocabulary, recipe, language="en")
        batches = fitting.batched(made.examples, fresh.vocabulary)
        before = mean_loss(fresh.eval(), batches)
        trained, _ = fitting.fit(fresh, made.examples, made.validate, recipe, progress=False)
    assert mean_loss(trained, batches) < before - 0.01


@torch.no_grad()
def mean_loss(network: SentimentNetwork, batches: list[fitting.Batch]) -> float:
    """Over all batches, in nats; about 0.69 for a network that knows nothing."""
    return sum(fitting.mean_loss(network, batch).item() for batch in batches) / len(batches)


def test_training_leaves_threads_and_random_numbers_as_found(data: Path) -> None:
    threads, state = torch.get_num_threads(), torch.random.get_rng_state()
    train_sentiment("rnn", data, data, epochs=1, progress=False, evaluation=None)
    assert torch.get_num_threads() == threads
    assert torch.equal(torch.random.get_rng_state(), state)


def test_progress_is_shown_only_when_asked(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train_sentiment("rnn", data, data, epochs=1, progress=False, evaluation=None)
    assert capsys.readouterr().err == ""
    train_sentiment("rnn", data, data, epochs=1, progress=True, evaluation=None)
    assert "sentiment-rnn" in capsys.readouterr().err


def test_an_unknown_cell_is_refused(data: Path) -> None:
    with pytest.raises(ValueError, match="one of lstm, gru, rnn"):
        train_sentiment("cnn", data, data, progress=False)


def test_an_unknown_language_is_refused(data: Path) -> None:
    with pytest.raises(ValueError, match=f"one of {', '.join(MATERIALS)}, got 'xx'"):
        train_sentiment("gru", data, data, language="xx", progress=False)
