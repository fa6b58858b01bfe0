"""In a loop over nn.RNNCell, nn.LSTMCell or nn.GRUCell steps count along each sequence."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from cases import CELLS, MODULES, QUANTITIES, RECORDS, assert_close, only_call
from changed_oracle import in_order, run_changed
from planned import Planned, as_given
from torch import Tensor, nn

from visualizer.core import Clamp, Scale, intervene, record

KINDS: dict[str, Any] = {"rnn": nn.RNNCell, "lstm": nn.LSTMCell, "gru": nn.GRUCell}
E, H, B, T = 3, 4, 2, 5


def cell_of(kind: str) -> nn.RNNCellBase:
    """A float64 cell of H units."""
    torch.manual_seed(0)
    return KINDS[kind](E, H, dtype=torch.float64)


def text(seed: int, length: int = T) -> Tensor:
    """Inputs of B texts of one length."""
    draws = torch.Generator().manual_seed(seed)
    return torch.randn(length, B, E, dtype=torch.float64, generator=draws)


def hidden(state: Any) -> Tensor:
    """The h among what a cell returned."""
    return state[0] if isinstance(state, tuple) else state


def read(cell: nn.RNNCellBase, x: Tensor, carry: Callable[[Any], Any] = lambda s: s) -> np.ndarray:
    """The h (T, B, H) of a loop from no state; `carry` hands a state to the next call."""
    state, found = None, []
    for step in x:
        state = cell(step) if state is None else cell(step, carry(state))
        found.append(hidden(state))
    return torch.stack(found).detach().numpy()


def expected(cell: nn.RNNCellBase, x: Tensor, *planned: Planned) -> dict[str, np.ndarray]:
    """The changed quantities (T, B, H) of the layer that has the cell's weights."""
    kind = next(name for name, made in KINDS.items() if type(cell) is made)
    layer = MODULES[kind](E, H, dtype=torch.float64)
    layer.load_state_dict({f"{name}_l0": value for name, value in cell.state_dict().items()})
    zero = np.zeros((1, 1, x.shape[1], H))
    values = run_changed(
        layer, x.numpy(), zero, zero if kind == "lstm" else None, in_order(*planned)
    )
    return {name: value[0] if name == "x" else value[0, 0] for name, value in values.items()}


def changes(kind: str) -> list[Planned]:
    """A gate, the input and the state, each at steps of its own."""
    gate = {"rnn": "h", "lstm": "f", "gru": "z"}[kind]
    amounts = np.array([0.5, -0.5]).reshape(2, 1, 1)
    return [
        Planned("Clamp", gate, 0.25, T, steps=slice(2, 4), units=[0, -1]),
        Planned("Add", "h", amounts, T, steps=[1, 3], units=slice(0, 2)),
        Planned("Scale", "x", 0.5, T, steps=4),
    ]


@pytest.mark.parametrize("kind", CELLS)
def test_a_loop_is_changed_as_the_layer_would_be(kind: str) -> None:
    cell, x, planned = cell_of(kind), text(1), changes(kind)
    with record(cell) as recording, intervene(cell, *map(as_given, planned)):
        returned = read(cell, x)
    found, wanted = only_call(recording, RECORDS[kind]), expected(cell, x, *planned)
    assert_close(returned, wanted["h"], 1e-12)
    for name in QUANTITIES[kind]:
        assert_close(getattr(found, name)[0, 0], wanted[name], 1e-12, name)
    assert_close(found.x, wanted["x"], 1e-12, "x")
    assert found.max_error < 1e-12
    assert len(found.interventions) == len(planned)


@pytest.mark.parametrize("kind", CELLS)
def test_a_loop_without_effect_gives_what_the_cell_gives(kind: str) -> None:
    cell, x = cell_of(kind), text(2)
    plain = read(cell, x)
    with intervene(cell, Scale("", "h", factor=1)):
        assert_close(read(cell, x), plain, 1e-12)
        one, plain_one = read(cell, x[:, 0]), plain[:, 0]
    assert_close(one, plain_one, 1e-12, "unbatched")


@pytest.mark.parametrize("kind", CELLS)
def test_each_loop_counts_its_own_steps(kind: str) -> None:
    """One after the other, then two at once whose calls take turns."""
    cell, planned = cell_of(kind), changes(kind)
    texts = [text(3), text(4)]
    wanted = [expected(cell, x, *planned)["h"] for x in texts]
    with intervene(cell, *map(as_given, planned)):
        for x, goal in zip(texts, wanted, strict=True):
            assert_close(read(cell, x), goal, 1e-12)
        states: list[Any] = [None, None]
        for t in range(T):
            for k, x in enumerate(texts):
                states[k] = cell(x[t]) if states[k] is None else cell(x[t], states[k])
                assert_close(hidden(states[k]).detach().numpy(), wanted[k][t], 1e-12, f"step {t}")


@pytest.mark.parametrize("kind", CELLS)
def test_a_copied_state_goes_on_with_the_sequence(kind: str) -> None:
    cell, x, planned = cell_of(kind), text(5), changes(kind)

    def copied(state: Any) -> Any:
        copies = [s.detach().clone() for s in (state if isinstance(state, tuple) else [state])]
        return tuple(copies) if len(copies) > 1 else copies[0]

    with intervene(cell, *map(as_given, planned)):
        assert_close(read(cell, x, copied), expected(cell, x, *planned)["h"], 1e-12)


def test_a_stack_of_cells_counts_for_each() -> None:
    stack = nn.ModuleList([nn.GRUCell(2, 3), nn.GRUCell(3, 3)])
    with intervene(stack, Clamp("1", "h", value=9, steps=2)):
        low = high = torch.zeros(1, 3)
        for t in range(4):
            low = stack[0](torch.full((1, 2), t + 1.0), low)
            high = stack[1](low, high)
            assert (high == 9).all() == (t == 2)
            assert not (low == 9).any()


def test_gradients_pass_through_a_changed_loop() -> None:
    cell, x = cell_of("lstm"), text(6, 3).requires_grad_()
    value = torch.tensor(0.3, dtype=torch.float64, requires_grad=True)

    def loop(*_: Tensor) -> Tensor:
        with intervene(cell, Clamp("", "f", value=value, units=1, steps=[0, 2])):
            state = cell(x[0])
            for step in x[1:]:
                state = cell(step, state)
        return state[0]

    assert torch.autograd.gradcheck(loop, (value, x, *cell.parameters()))
