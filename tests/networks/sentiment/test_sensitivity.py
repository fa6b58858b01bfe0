"""The gradients of a verdict are those that PyTorch's own cells and small changes show."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from visualizer.core import Add, intervene
from visualizer.networks.sentiment.network import SentimentNetwork
from visualizer.networks.sentiment.sensitivity import sensitivity
from visualizer.networks.vocabulary import Vocabulary

CELLS = {"rnn": nn.RNNCell, "gru": nn.GRUCell, "lstm": nn.LSTMCell}
SENTENCE = "The film isn't good, zebra!"
every_cell = pytest.mark.parametrize("cell", CELLS)


def network(cell: str) -> SentimentNetwork:
    words = ("<unk>", "the", "film", "is", "n't", "good", "!")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        made = SentimentNetwork(
            cell, Vocabulary(words), embedding_size=3, hidden_size=5, dropout=0.5
        )
    return made.double().eval()


def ids_of(made: SentimentNetwork, text: str) -> list[int]:
    return made.vocabulary.ids(made.read(text).words)


def gradient_lengths(made: SentimentNetwork, text: str) -> dict[str, np.ndarray]:
    """Of the last logit, by autograd through PyTorch's single-step cell."""
    cell: Any = CELLS[made.recurrent.mode.split("_")[0].lower()](3, 5).double()
    cell.load_state_dict(
        {name.removesuffix("_l0"): value for name, value in made.recurrent.state_dict().items()}
    )
    zeros = torch.zeros(1, 5, dtype=torch.float64)
    state: Any = (zeros, zeros) if isinstance(cell, nn.LSTMCell) else zeros
    kept: dict[str, list[Tensor]] = {"x": [], "h": [], "c": []}
    for word in ids_of(made, text):
        kept["x"].append(made.embedding.weight[[word]].detach().requires_grad_())
        state = cell(kept["x"][-1], state)
        for name, part in zip("hc", state if isinstance(state, tuple) else [state], strict=False):
            kept[name].append(part)
    logit = kept["h"][-1][0] @ made.readout.weight[0] + made.readout.bias[0]
    return {
        name: np.array([g.norm() for g in torch.autograd.grad(logit, values, retain_graph=True)])
        for name, values in kept.items()
        if values
    }


@every_cell
def test_the_gradients_are_those_of_pytorchs_cells(cell: str) -> None:
    made = network(cell)
    found, expected = sensitivity(made, made.read(SENTENCE)), gradient_lengths(made, SENTENCE)
    np.testing.assert_allclose(found.h, expected["h"], rtol=1e-9)
    np.testing.assert_allclose(found.x, expected["x"], rtol=1e-9)
    assert (found.c is not None) == (cell == "lstm")
    if found.c is not None:
        np.testing.assert_allclose(found.c, expected["c"], rtol=1e-9)


@every_cell
def test_a_small_change_of_the_state_moves_the_log_odds_that_much(cell: str) -> None:
    made = network(cell)
    found, ids = sensitivity(made, made.read(SENTENCE)), torch.tensor(ids_of(made, SENTENCE))

    def logit(quantity: str, t: int, unit: int, amount: float) -> float:
        change = Add("recurrent", quantity, amount=amount, units=unit, steps=t)
        with torch.no_grad(), intervene(made, change):
            return float(made(ids.unsqueeze(1))[-1, 0])

    def length(quantity: str, t: int, units: int, step: float = 1e-5) -> float:
        slopes = [
            (logit(quantity, t, unit, step) - logit(quantity, t, unit, -step)) / (2 * step)
            for unit in range(units)
        ]
        return float(np.linalg.norm(slopes))

    for t in (0, 2, len(ids) - 1):
        assert found.h[t] == pytest.approx(length("h", t, 5), rel=1e-6)
        assert found.x[t] == pytest.approx(length("x", t, 3), rel=1e-6)
        if found.c is not None:
            assert found.c[t] == pytest.approx(length("c", t, 5), rel=1e-6)


@every_cell
@pytest.mark.parametrize("text", ["good", SENTENCE])
def test_after_the_last_word_only_the_readout_is_left(cell: str, text: str) -> None:
    made = network(cell)
    found = sensitivity(made, made.read(text))
    assert found.h[-1] == pytest.approx(made.readout.weight.norm().item())


@every_cell
def test_a_text_of_one_word_has_one_value_of_each(cell: str) -> None:
    made = network(cell)
    found = sensitivity(made, made.read("good"))
    expected = gradient_lengths(made, "good")
    assert found.h.shape == found.x.shape == (1,)
    np.testing.assert_allclose(found.x, expected["x"], rtol=1e-9)
    if found.c is not None:
        np.testing.assert_allclose(found.c, expected["c"], rtol=1e-9)
    np.testing.assert_array_equal(found.memory.spectral, [[1.0]])


@every_cell
def test_the_memory_is_of_the_same_text(cell: str) -> None:
    made = network(cell)
    reading = made.read(SENTENCE)
    found = sensitivity(made, reading)
    assert found.memory.frobenius.shape == (len(reading.words),) * 2
    last = found.memory.h_frobenius[-1]
    assert np.all(found.h <= made.readout.weight.norm().item() * last * (1 + 1e-9))


@every_cell
def test_measuring_leaves_the_network_as_found_and_repeats(cell: str) -> None:
    made = network(cell)
    before = {name: value.clone() for name, value in made.state_dict().items()}
    reading = made.read(SENTENCE)
    first, second = sensitivity(made, reading), sensitivity(made, reading)
    np.testing.assert_array_equal(first.h, second.h)
    assert all(torch.equal(value, before[name]) for name, value in made.state_dict().items())
    assert all(parameter.grad is None for parameter in made.parameters())
    assert "forward" not in vars(made.recurrent)
    assert not made.training
