"""Training repeats itself, goes on after an interruption to the same weights, and learns."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

import visualizer as viz
from tests.networks.predicting.conftest import TEXTS, WORDS, made_network
from visualizer.networks.cards import Card
from visualizer.networks.entries import Entry
from visualizer.networks.predicting import fitting
from visualizer.networks.predicting.card import Predicting
from visualizer.networks.predicting.evaluation import Counted, surprise, word_logs
from visualizer.networks.predicting.fitting import batched, mean_loss
from visualizer.networks.predicting.material import Material
from visualizer.networks.predicting.network import load
from visualizer.networks.predicting.training import train_next
from visualizer.networks.registry import entry_of


def entry_in(folder: Path) -> Entry:
    return replace(entry_of("flags-lstm"), folder=folder)


def trained(material: Material, out: Path, **options: Any) -> Card[Predicting]:
    out.mkdir(exist_ok=True)
    options = {"seeds": 2, "progress": False} | options
    return train_next(entry_in(out), material, out, **options)


def weights(out: Path) -> dict[str, torch.Tensor]:
    return load_file(entry_in(out).weights)


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[key], other[key]) for key in one)


def test_two_trainings_write_the_same_and_another_seed_something_else(
    material: Material, tmp_path: Path
) -> None:
    for name in ("first", "second"):
        torch.manual_seed(len(name))  # of no consequence
        trained(material, tmp_path / name)
    trained(material, tmp_path / "other", seed=7)
    assert same(weights(tmp_path / "first"), weights(tmp_path / "second"))
    assert not same(weights(tmp_path / "first"), weights(tmp_path / "other"))
    assert not [*tmp_path.rglob("*.unfinished*")]


class PulledError(Exception):
    """As if somebody pulled the plug."""


@pytest.mark.parametrize("interrupted_at", [1, 3, 6])
def test_after_an_interruption_it_comes_to_the_same(
    material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interrupted_at: int
) -> None:
    """Before the first epoch ends, in the middle, and in the second seed's training."""
    whole = trained(material, tmp_path / "whole")
    judged, judge = [0], fitting.surprise

    def pulled(*arguments: Any) -> Any:
        judged[0] += 1
        if judged[0] == interrupted_at:
            raise PulledError
        return judge(*arguments)

    monkeypatch.setattr(fitting, "surprise", pulled)
    with pytest.raises(PulledError):
        trained(material, tmp_path / "parts")
    assert not entry_in(tmp_path / "parts").card.exists()
    again = trained(material, tmp_path / "parts")
    assert judged[0] == 2 * 4 + 1  # the epoch that was lost was done again, no other
    assert same(weights(tmp_path / "whole"), weights(tmp_path / "parts"))
    assert replace(again, seconds=0) == replace(whole, seconds=0)
    assert not [*tmp_path.rglob("*.unfinished*")]


def test_what_other_texts_were_fitted_to_is_not_taken_up(
    material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = trained(material, tmp_path / "whole")

    def pulled(*_: Any) -> Any:
        raise PulledError

    with monkeypatch.context() as patched:
        patched.setattr("visualizer.networks.predicting.training.rounded", pulled)
        with pytest.raises(PulledError):
            trained(replace(material, texts=TEXTS), tmp_path / "parts")
    assert [*(tmp_path / "parts").glob("*.unfinished")]
    assert replace(trained(material, tmp_path / "parts"), seconds=0) == replace(whole, seconds=0)


def test_the_trained_network_loads_and_has_learned(material: Material, tmp_path: Path) -> None:
    card = trained(material, tmp_path, epochs=40, seeds=1)
    network = load(entry_in(tmp_path))
    assert network.card == card
    assert surprise(network, material.held_out) == card.own.texts
    assert surprise(network, material.validation) == card.own.validation
    reading = network.read("a b c a")
    assert [reading.classes[n] for n in reading.probabilities.argmax(1)][:2] == ["b", "c"]
    assert reading.classes[int(reading.first.argmax())] == "a"
    assert card.own.texts.nats < card.own.unigram.nats < math.log(len(WORDS))
    assert card.own.learned == len(material.texts)
    with pytest.raises(viz.CheckpointError, match=r"card\.own must be fields"):
        viz.load_model("flags-lstm", tmp_path)  # a card of another task's kind


def test_the_loss_is_the_mean_over_all_words_and_none_that_fill_up() -> None:
    network = made_network("gru")
    texts = (("a", "b", "c", "!"), ("b",))
    (batch,) = batched(texts, WORDS, 8)
    expected = -np.concatenate(word_logs(network, texts)).mean()
    assert mean_loss(network, batch).item() == pytest.approx(expected, abs=1e-6)


def test_a_words_log_is_what_the_reading_before_it_says() -> None:
    network = made_network("lstm", 2)
    for text in ("a b c !", "c", "b zebra a"):
        words = tuple(text.split())
        reading = network.read(text)
        (found,) = word_logs(network, [words])
        before = [reading.first, *reading.probabilities[:-1]]
        ids = WORDS.ids(words)
        expected = [math.log(each[n]) for each, n in zip(before, ids, strict=True)]
        np.testing.assert_allclose(found, expected, atol=1e-5)


def test_judges_that_count_are_fair() -> None:
    counted = Counted((("a", "b"), ("a", "c", "c")), WORDS)
    assert np.exp(counted.unigram(("a", "c", "!"))) == pytest.approx([3 / 10, 3 / 10, 1 / 10])
    assert np.exp(counted.bigram(("a", "b", "a"))) == pytest.approx([3 / 7, 2 / 7, 1 / 5])
    for judge in (counted.unigram, lambda words: counted.bigram(("a", *words))[1:]):
        assert sum(math.exp(judge((word,))[0]) for word in WORDS.words) == pytest.approx(1)
