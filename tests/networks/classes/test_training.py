"""Training repeats itself, goes on after an interruption to the same weights, and beats chance."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

import visualizer as viz
from tests.networks.classes.conftest import TEXTS, made_network, text_of
from visualizer.networks.cards import Share
from visualizer.networks.classes import fitting
from visualizer.networks.classes.card import ClassesCard, near_tie
from visualizer.networks.classes.evaluation import answers, measured, right_of, sure_mistakes
from visualizer.networks.classes.fitting import batch_of, class_weights, mean_loss
from visualizer.networks.classes.material import Lesson, Material, majority
from visualizer.networks.classes.training import train_classes
from visualizer.networks.registry import shipped_entry

KINDS = pytest.mark.parametrize("cell", ["lstm", "gru", "rnn", "bag"])


def trained(material: Material, out: Path, cell: str = "gru", **options: Any) -> ClassesCard:
    out.mkdir(exist_ok=True)
    options = {"seeds": 2, "progress": False} | options
    return train_classes(shipped_entry("order", "en", cell), material, out, **options)


def weights(out: Path, cell: str) -> dict[str, torch.Tensor]:
    return load_file(out / f"order-{cell}.safetensors")


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[key], other[key]) for key in one)


@KINDS
def test_two_trainings_write_the_same_and_another_seed_something_else(
    material: Material, tmp_path: Path, cell: str
) -> None:
    for name in ("first", "second"):
        torch.manual_seed(len(name))  # of no consequence
        trained(material, tmp_path / name, cell)
    trained(material, tmp_path / "other", cell, seed=7)
    assert same(weights(tmp_path / "first", cell), weights(tmp_path / "second", cell))
    assert not same(weights(tmp_path / "first", cell), weights(tmp_path / "other", cell))
    assert not [*tmp_path.rglob("*.unfinished*")]


class PulledError(Exception):
    """As if somebody pulled the plug."""


@pytest.mark.parametrize("interrupted_at", [1, 3, 6])
@pytest.mark.parametrize("cell", ["lstm", "bag"])
def test_after_an_interruption_it_comes_to_the_same(
    material: Material,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    cell: str,
    interrupted_at: int,
) -> None:
    """Before the first epoch ends, in the middle, and in the second seed's training."""
    whole = trained(material, tmp_path / "whole", cell)
    scores, score = [0], fitting._score

    def pulled(*arguments: Any) -> Any:
        scores[0] += 1
        if scores[0] == interrupted_at:
            raise PulledError
        return score(*arguments)

    monkeypatch.setattr(fitting, "_score", pulled)
    with pytest.raises(PulledError):
        trained(material, tmp_path / "parts", cell)
    assert not (tmp_path / "parts" / f"order-{cell}.json").exists()
    again = trained(material, tmp_path / "parts", cell)
    assert scores[0] == 2 * 4 + 1  # the epoch that was lost was done again, no other
    assert same(weights(tmp_path / "whole", cell), weights(tmp_path / "parts", cell))
    assert replace(again, seconds=0) == replace(whole, seconds=0)
    assert not [*tmp_path.rglob("*.unfinished*")]


def test_what_was_kept_by_another_training_is_not_taken_up(
    material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = trained(material, tmp_path / "whole")
    other = replace(material, weights=(1.0, 5.0, 1.0))
    score = fitting._score
    done = [0]

    def once(*arguments: Any) -> Any:
        done[0] += 1
        if done[0] > 2:
            raise PulledError
        return score(*arguments)

    monkeypatch.setattr(fitting, "_score", once)
    with pytest.raises(PulledError):
        trained(other, tmp_path / "parts")
    monkeypatch.setattr(fitting, "_score", score)
    assert [*(tmp_path / "parts").glob("*.unfinished")]
    again = trained(material, tmp_path / "parts")
    assert same(weights(tmp_path / "whole", "gru"), weights(tmp_path / "parts", "gru"))
    assert replace(again, seconds=0) == replace(whole, seconds=0)


@KINDS
def test_the_trained_network_loads_and_has_learned(
    material: Material, tmp_path: Path, cell: str
) -> None:
    card = trained(material, tmp_path, cell, epochs=40, seeds=1)
    network = viz.load_model(f"order-{cell}", tmp_path)
    assert network.card == card
    assert card.precision == "float16"
    assert card.own.texts.share > 0.6
    own = measured(network, material.held_out)
    assert {name: getattr(card.own, name) for name in own} == own
    assert (card.own.padding is None) == (cell == "bag")
    assert f"train order --language en --cell {cell}`" in card.training
    assert ("read packed" in card.training) == (cell != "bag")


@KINDS
def test_the_loss_is_weighted_cross_entropy_where_it_is_asked_for(cell: str) -> None:
    network = made_network(None if cell == "bag" else cell)
    lessons = [
        Lesson(("so", "good"), ((0, (0.5, 0.5, 0.0)), (1, (1.0, 0.0, 0.0)))),
        Lesson(("bad", "!", "so"), ((2, (0.0, 0.0, 1.0)),)),
    ]
    heavy = torch.tensor([1.0, 2.0, 3.0])
    with torch.inference_mode():
        found = mean_loss(network, batch_of(lessons, network.vocabulary), heavy)
    first = -np.log(network.read("so good").probabilities)
    second = -np.log(network.read("bad ! so").probabilities)
    losses = (0.5 * first[0, 0] + 0.5 * 2 * first[0, 1]) + first[1, 0] + 3 * second[2, 2]
    assert float(found) == pytest.approx(losses / (0.5 + 0.5 * 2 + 1 + 3), rel=1e-5)


def test_classes_weigh_the_same_together() -> None:
    assert class_weights([0, 0, 0, 1], 2) == pytest.approx((4 / 6, 2))
    assert class_weights([1, 0], 2) == (1.0, 1.0)


@KINDS
def test_answers_are_those_of_reading_one_by_one(cell: str) -> None:
    network = made_network(None if cell == "bag" else cell)
    found = answers(network, TEXTS)
    for row, text in zip(found, TEXTS, strict=True):
        np.testing.assert_allclose(row, network.read(text.text).probabilities[-1], atol=1e-6)


def test_the_surest_mistakes_come_first_and_long_texts_not_at_all() -> None:
    network = made_network("lstm")
    texts = [text_of(text, label) for text, label in (("so", 0), ("so", 1), ("bad bad", 2))]
    found = np.array([[0.6, 0.3, 0.1], [0.9, 0.05, 0.05], [0.7, 0.2, 0.1]], dtype=np.float32)
    assert right_of(found, texts) == (True, False, False)
    mistakes = sure_mistakes(network, found, texts)
    assert [(each.text, each.label, each.said, each.probability) for each in mistakes] == [
        ("so", "down", "up", 0.9),
        ("bad bad", "round", "up", 0.7),
    ]
    assert len(sure_mistakes(network, found, texts, longest=1)) == 1


def test_what_the_commonest_class_gets_is_counted() -> None:
    texts = tuple(text_of("so", label) for label in (2, 2, 1, 2))
    assert majority(texts) == Share(0.75, 4)


@pytest.mark.parametrize(
    ("one", "other", "tied"),
    [(0.87, 0.88, True), (0.87, 0.80, False), (0.5, 1.0, False), (1.0, 1.0, True)],
)
def test_near_ties_are_within_two_standard_errors(one: float, other: float, tied: bool) -> None:
    assert near_tie(Share(one, 1751), Share(other, 1751)) == tied
    assert near_tie(Share(other, 1751), Share(one, 1751)) == tied


def test_a_network_that_does_not_ship_is_refused() -> None:
    with pytest.raises(ValueError, match=r"must be one of news-lstm, .* got 'cnn' in 'en'"):
        shipped_entry("news", "en", "cnn")


def test_progress_is_shown_only_when_asked(
    material: Material, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trained(material, tmp_path, epochs=1)
    assert capsys.readouterr().err == ""
    trained(material, tmp_path, epochs=1, progress=True)
    assert "order-gru, seed 1" in capsys.readouterr().err
