"""Gates begin as long as they are told to keep; a W_hh that turns keeps lengths."""

import pytest
import torch
from torch import nn

from visualizer.networks.initialisation import make_orthogonal, open_forget_gates, set_gates_for


def seeded() -> torch.Generator:
    return torch.Generator().manual_seed(0)


def gate_biases(network: nn.RNNBase) -> list[torch.Tensor]:
    """What is added to each sum, by gate."""
    both = (network.get_parameter(f"bias_{kind}_l0").detach() for kind in ("ih", "hh"))
    return list(sum(both, torch.tensor(0.0)).split(network.hidden_size))


def test_an_lstm_begins_with_memories_of_every_length_up_to_the_wanted_one() -> None:
    network = nn.LSTM(3, 400)
    _, _, g, o = gate_biases(network)
    set_gates_for(network, 100, seeded())
    i, f, g_after, o_after = gate_biases(network)
    lengths = f.exp()
    assert lengths.min() >= 1
    assert lengths.max() <= 99
    assert lengths.mean() == pytest.approx(50, abs=4)  # evenly
    torch.testing.assert_close(i, -f)
    assert torch.equal(g, g_after)
    assert torch.equal(o, o_after)


def test_a_gru_keeps_by_its_update_gate_alone() -> None:
    network = nn.GRU(3, 400)
    r, _, n = gate_biases(network)
    set_gates_for(network, 20, seeded())
    r_after, z, n_after = gate_biases(network)
    assert z.min() >= 0
    assert z.max() <= torch.tensor(19.0).log()
    assert torch.equal(r, r_after)
    assert torch.equal(n, n_after)


def test_a_gate_set_for_two_steps_is_half_open() -> None:
    network = nn.LSTM(3, 4)
    set_gates_for(network, 2, seeded())
    i, f, *_ = gate_biases(network)
    assert torch.equal(f, torch.zeros(4))
    assert torch.equal(i, torch.zeros(4))


def test_a_cell_without_gates_stays_as_it_is() -> None:
    network = nn.RNN(3, 4)
    before = {name: weight.clone() for name, weight in network.state_dict().items()}
    set_gates_for(network, 50, seeded())
    open_forget_gates(network, 3.0)
    assert all(torch.equal(weight, before[name]) for name, weight in network.state_dict().items())


def test_fewer_than_two_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="steps must be at least 2, got 1"):
        set_gates_for(nn.LSTM(3, 4), 1, seeded())


def test_the_same_draws_give_the_same_gates() -> None:
    first, second = nn.LSTM(3, 4), nn.LSTM(3, 4)
    for network in (first, second):
        set_gates_for(network, 30, seeded())
    assert torch.equal(gate_biases(first)[1], gate_biases(second)[1])


@pytest.mark.parametrize("kind", [nn.RNN, nn.GRU, nn.LSTM])
def test_every_block_of_an_orthogonal_w_hh_keeps_lengths(kind: type[nn.RNNBase]) -> None:
    network = kind(3, 16)  # pyright: ignore[reportCallIssue]  (each of them takes these two)
    make_orthogonal(network, seeded())
    blocks = network.get_parameter("weight_hh_l0").detach().split(16)
    for block in blocks:
        torch.testing.assert_close(block @ block.T, torch.eye(16), atol=1e-5, rtol=0)
    assert len({float(block[0, 0]) for block in blocks}) == len(blocks)
