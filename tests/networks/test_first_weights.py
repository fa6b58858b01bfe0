"""The network before its training is the very one from which the training began."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import visualizer as viz
from visualizer.networks import list_models
from visualizer.networks.first_weights import untrained
from visualizer.networks.sentiment.fitting import Recipe, fresh_network, repeatable
from visualizer.networks.toy import training as toy

SHIPPED = [*list_models("sentiment"), *list_models("toy")]


def likeness(a: torch.nn.Module, b: torch.nn.Module, name: str) -> float:
    one, other = (dict(each.named_parameters())[name].detach().ravel().numpy() for each in (a, b))
    return float(np.corrcoef(one, other)[0, 1])


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_network_still_resembles_its_own_first_weights(name: str) -> None:
    """Training moves weights only so far: of another seed's they show nothing."""
    trained = viz.load_model(name)
    first = untrained(trained)
    assert likeness(trained, first, "embedding.weight") > 0.4
    with repeatable(trained.card.seed + 1):
        if trained.card.task == "toy":
            units, words = trained.card.own.hidden_size, trained.vocabulary
            other = toy.fresh_network(trained.cell, units, words, trained.language)
        else:
            recipe = Recipe(epochs=1, learning_rate=1.0, dropout=0.5, largest_gradient=1.0)
            words = trained.vocabulary
            other = fresh_network(trained.cell, words, recipe, language=trained.language)
    assert abs(likeness(trained, other, "embedding.weight")) < 0.35


def test_training_begins_with_just_these_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: dict[str, torch.Tensor] = {}
    training: Any = toy
    fitted = training._fitted

    def watched(network: torch.nn.Module, *args: Any, **kwargs: Any) -> object:
        begun.update({key: each.clone() for key, each in network.state_dict().items()})
        return fitted(network, *args, **kwargs)

    monkeypatch.setattr(toy, "_fitted", watched)
    monkeypatch.setattr(toy, "LEARNED", 64)
    monkeypatch.setattr(toy, "CHOSEN_ON", 16)
    monkeypatch.setattr(toy, "MEASURED", 16)
    toy.train_toy("hi", "gru", 8, tmp_path, seed=3, epochs=1)
    trained = viz.load_model("toy-hi-gru-8", tmp_path)
    first = untrained(trained)
    assert begun.keys() == first.state_dict().keys()
    for key, weights in first.state_dict().items():
        torch.testing.assert_close(weights, begun[key], rtol=0, atol=0)
        assert not torch.equal(weights, trained.state_dict()[key])


def test_it_reads_with_the_same_words_and_leaves_the_generator_alone() -> None:
    trained = viz.load_model("toy-en-rnn-8")
    torch.manual_seed(5)
    wanted = torch.rand(3)
    torch.manual_seed(5)
    first = untrained(trained)
    assert torch.equal(torch.rand(3), wanted)
    reading = first.read("the film was good")
    assert reading.words == trained.read("the film was good").words
    assert abs(reading.verdict - 0.5).max() < 0.3
    assert not first.training
