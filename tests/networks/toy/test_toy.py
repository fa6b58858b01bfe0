"""The shipped toy networks do what their cards say, and training makes them again."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from safetensors.torch import load_file

import visualizer as viz
from visualizer.__main__ import main
from visualizer.networks import entry_of, list_models, task_named
from visualizer.networks.entries import MODELS
from visualizer.networks.tokenizers import tokenizer_of
from visualizer.networks.toy import training
from visualizer.networks.toy.languages import GRAMMARS, UNDECIDED, Sentence, sentences
from visualizer.networks.toy.training import train_toy

NAMES = list_models("toy")


def unseen(language: str, n: int = 600) -> Sequence[Sentence]:
    """Sentences that no shipped network learned from or was chosen on."""
    learned = training.LEARNED + training.CHOSEN_ON
    known = {each.words for each in sentences(GRAMMARS[language], learned, seed=0)}
    made = sentences(GRAMMARS[language], 2 * n, seed=77)
    return [each for each in made if each.words not in known][:n]


def test_the_names_that_others_rely_on() -> None:
    kinds = ("lstm-8", "gru-8", "rnn-8", "lstm-4")
    wanted = [f"toy-{language}-{kind}" for language in ("en", "hi") for kind in kinds]
    assert [*NAMES] == wanted


@pytest.mark.parametrize("name", NAMES)
def test_a_network_judges_unseen_sentences_word_by_word(name: str) -> None:
    network, language = viz.load_model(name), entry_of(name).language
    assert language
    right = total = 0
    for each in unseen(language, 100):
        reading = network.read(" ".join(each.words))
        assert len(reading.words) == len(each.words)
        assert not any(reading.unknown)
        for said, true in zip(reading.verdict, each.verdicts, strict=True):
            if true != UNDECIDED:
                total += 1
                right += (said > 0.5) == (true > 0.5)
    assert right / total > 0.995
    assert network.card.own.sentences.share > 0.995
    assert network.card.own.bag.share < 0.55  # counting words is no better than guessing


@pytest.mark.parametrize("name", NAMES)
def test_what_the_card_says_of_flips_is_what_a_recording_shows(name: str) -> None:
    """On other sentences than the card's, so about the same."""
    network, language = viz.load_model(name), entry_of(name).language
    assert language
    counted: dict[str, list[int]] = {}
    for each in unseen(language, 200):
        h = network.read(" ".join(each.words)).record.unit_values("h")
        for t in range(1, len(each.words)):
            turned = int((np.sign(h[t]) != np.sign(h[t - 1])).sum())
            counted.setdefault(each.words[t], []).append(turned)
    for flips in network.card.own.flips:
        assert np.mean(counted[flips.word]) == pytest.approx(flips.mean, abs=0.6)


@pytest.mark.parametrize("name", [name for name in NAMES if "lstm-8" in name])
def test_negation_flips_more_units_than_strengthening(name: str) -> None:
    network = viz.load_model(name)
    grammar = GRAMMARS[network.language]
    flips = {each.word: each.mean for each in network.card.own.flips}
    strongest = max(flips[word] for word in grammar.intensities)
    assert flips[grammar.plain_negation] > 3 * strongest


@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_examples_are_sentences_of_the_language(language: str) -> None:
    network = viz.load_model(f"toy-{language}-lstm-8")
    for text in task_named("toy").examples[language]:
        assert not any(network.read(text).unknown), text


def test_a_subject_that_it_does_not_know_does_not_change_the_verdict() -> None:
    network = viz.load_model("toy-en-lstm-8")
    for rest, positive in (("was not good", False), ("is really funny", True), ("was bad", False)):
        said = network.read(f"the zebra {rest}").verdict[-1]
        assert (said > 0.5) == positive


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short training."""
    for name, value in (("LEARNED", 300), ("CHOSEN_ON", 60), ("MEASURED", 80)):
        monkeypatch.setattr(training, name, value)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("language", "cell"), [("en", "gru"), ("hi", "rnn")])
def test_training_repeats_itself_and_loads(tmp_path: Path, language: str, cell: str) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    cards = []
    for folder in (first, second):
        folder.mkdir()
        torch.manual_seed(len(cards))  # of no consequence
        cards.append(train_toy(language, cell, 8, folder, epochs=3))
    name = f"toy-{language}-{cell}-8.safetensors"
    one, other = load_file(first / name), load_file(second / name)
    assert all(torch.equal(one[key], other[key]) for key in one)
    assert cards[0].own == cards[1].own
    network = viz.load_model(f"toy-{language}-{cell}-8", first)
    assert network.card == cards[0]
    assert 0 < network.card.own.sentences.share < 1
    assert network.card.own.gets_wrong
    for mistake in network.card.own.gets_wrong:
        said = float(network.read(mistake.text).verdict[-1])
        assert said == pytest.approx(mistake.verdict, abs=1e-4)
        assert (said > 0.5) != bool(mistake.label)


@pytest.mark.usefixtures("small")
def test_the_command_trains_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "EPOCHS", 1)
    arguments = ["train", "toy", "--cell", "lstm", "--units", "4", "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    card = json.loads((tmp_path / "out" / "toy-en-lstm-4.json").read_text("utf-8"))
    assert card["own"]["hidden_size"] == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--cell", "gru", "--units", "4"], "got toy-en-gru-4"),
        (["--cell", "lstm", "--units", "-3"], "got toy-en-lstm--3"),
        ([], "needs --cell"),
        (["--cell", "lstm", "--data", "."], "--data belongs to `train sentiment`"),
        (["--cell", "lstm", "--gap", "3"], "No such option"),
    ],
)
def test_the_command_refuses_what_it_cannot_train(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    result = CliRunner().invoke(main, ["train", "toy", *arguments, "--out", str(tmp_path)])
    assert result.exit_code != 0
    assert said in result.output


@pytest.mark.parametrize("name", NAMES)
def test_cards_say_what_they_must(name: str) -> None:
    network, entry = viz.load_model(name), entry_of(name)
    card = network.card
    weights = load_file(MODELS / f"{name}.safetensors")
    assert card.parameters == sum(each.numel() for each in weights.values())
    assert f"--cell {entry.cell} --units {entry.units}" in card.training
    assert card.own.words == GRAMMARS[card.language].words
    tokens = tokenizer_of(card.language).tokenize(" ".join(card.own.words))
    assert network.vocabulary.words[1:] == tuple(token.word for token in tokens)
    assert card.own.sentences.n == 4000
