"""A recurrent module's whole call, run with the explicit cells instead of the fused kernel."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from visualizer.core.calls import Given
from visualizer.core.cells import Change, Step, gru_step, lstm_step, rnn_step
from visualizer.core.modules import Layout, Weights

ChangeAt: TypeAlias = Callable[[int, int, int], Change]
"""The change at a layer, direction and step."""

Values: TypeAlias = dict[str, Float[Tensor, "T B N"]]


class Run(NamedTuple):
    """What a run computed, in the kernel's order; `values` by layer, direction and quantity."""

    output: Float[Tensor, "T B DP"]
    states: tuple[Float[Tensor, "L D B P"], ...]
    values: list[list[Values]]

    def stacked(self, quantity: str) -> Float[Tensor, "L D T B H"]:
        """One quantity of all layers and directions."""
        return torch.stack(
            [torch.stack([values[quantity] for values in layer]) for layer in self.values]
        )


def run_explicitly(given: Given, weights: Callable[[int, int], Weights], change: ChangeAt) -> Run:
    """Run every layer and direction step by step, in the autograd graph of what it is given.

    Args:
        weights: those of a layer and direction.
        change: what to do to the values at a layer, direction and step in text order.
    """
    padding = given.padding
    x = given.x
    values: list[list[Values]] = []
    ends: list[tuple[Tensor, ...]] = []
    for layer in range(given.layout.layers):
        directions: list[Values] = []
        for direction in range(given.layout.directions):
            states = tuple(state[layer, direction] for state in given.states)
            ran, end = _run_direction(
                x,
                states,
                weights(layer, direction),
                layout=given.layout,
                backward=direction == 1,
                padding=padding,
                change=lambda t, place=(layer, direction): change(*place, t),
            )
            directions.append(ran)
            ends.append(end)
        x = torch.cat([ran["h"] for ran in directions], dim=-1)
        if padding is not None:
            x = x.masked_fill(padding, 0)
        values.append(directions)
    shape = (given.layout.layers, given.layout.directions)
    states = tuple(
        torch.stack([end[number] for end in ends]).reshape(*shape, *ends[0][number].shape)
        for number in range(len(given.states))
    )
    return Run(x, states, values)


def _run_direction(
    x: Float[Tensor, "T B E"],
    states: tuple[Float[Tensor, "B P"], ...],
    weights: Weights,
    *,
    layout: Layout,
    backward: bool,
    padding: Bool[Tensor, "T B 1"] | None,
    change: Callable[[int], Change],
) -> tuple[Values, tuple[Float[Tensor, "B P"], ...]]:
    """One layer in one direction: the values at every step in text order, and the last states."""
    steps: list[Step] = [{}] * len(x)
    order = range(len(x))
    for t in reversed(order) if backward else order:
        steps[t] = step = _advance(x[t], states, weights, layout=layout, change=change(t))
        after = tuple(step[state] for state in layout.states)
        if padding is not None:
            # Past its end a text keeps its state: the backward direction then starts it fresh.
            after = tuple(map(torch.where, [padding[t]] * len(after), states, after))
        states = after
    return {q: torch.stack([step[q] for step in steps]) for q in steps[0]}, states


def _advance(
    x: Float[Tensor, "B E"],
    states: tuple[Float[Tensor, "B P"], ...],
    weights: Weights,
    *,
    layout: Layout,
    change: Change,
) -> Step:
    h_prev = states[0]
    match layout.cell:
        case "lstm":
            return lstm_step(x, h_prev, states[1], weights, change=change)
        case "gru":
            return gru_step(x, h_prev, weights, change=change)
        case "rnn":
            nonlinearity = layout.nonlinearity
            return rnn_step(x, h_prev, weights, nonlinearity=nonlinearity, change=change)
