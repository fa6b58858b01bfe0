"""The equations of `oracle`, one step at a time, with a function that may change every value.

What an intervention must do, written from its contract alone: each value passes through `change`
as soon as it is computed, and all that follows is computed from what comes back.
"""

from collections.abc import Callable

import numpy as np
from oracle import Weights, outputs, sigmoid, weights_of
from torch import nn

Change = Callable[[str, int, int, int, np.ndarray], np.ndarray]
"""(quantity, layer, direction, t, values (B, n)) -> values; t in text order."""
Here = Callable[[str, np.ndarray], np.ndarray]
"""A `Change` at one layer, direction and step."""
States = tuple[np.ndarray, np.ndarray | None]
"""h0 and, for an LSTM, c0 of one layer and direction, (B, H)."""


def in_order(*changes: Change) -> Change:
    """Several changes as one; the first is applied first, none changes nothing."""

    def all_of(quantity: str, layer: int, direction: int, t: int, values: np.ndarray) -> np.ndarray:
        for change in changes:
            values = change(quantity, layer, direction, t, values)
        return values

    return all_of


def for_sample(change: Change, sample: int, B: int) -> Change:
    """A change of a batch of B as it acts on one of its samples, given alone."""

    def one(quantity: str, layer: int, direction: int, t: int, values: np.ndarray) -> np.ndarray:
        batch = np.repeat(values, B, axis=0)
        return change(quantity, layer, direction, t, batch)[sample : sample + 1]

    return one


def at(change: Change, layer: int, direction: int, t: int) -> Here:
    """A change at one layer, direction and step."""
    return lambda quantity, values: change(quantity, layer, direction, t, values)


def rnn_step(
    w: Weights, x: np.ndarray, h_prev: np.ndarray, relu: bool, change: Here
) -> dict[str, np.ndarray]:
    """h_t = tanh(x_t W_ih^T + b_ih + h_(t-1) W_hh^T + b_hh), or ReLU."""
    H = len(w.hh)
    x = change("x", x)
    h_pre = w.from_input(0, x, H) + w.from_state(0, h_prev, H)
    return {"x": x, "h": change("h", np.maximum(h_pre, 0) if relu else np.tanh(h_pre))}


def lstm_step(
    w: Weights, x: np.ndarray, h_prev: np.ndarray, c_prev: np.ndarray, change: Here
) -> dict[str, np.ndarray]:
    """The six equations of torch.nn.LSTM; the projected h is the one that is changed."""
    H = c_prev.shape[-1]
    x = change("x", x)
    i = change("i", sigmoid(w.from_input(0, x, H) + w.from_state(0, h_prev, H)))
    f = change("f", sigmoid(w.from_input(1, x, H) + w.from_state(1, h_prev, H)))
    g = change("g", np.tanh(w.from_input(2, x, H) + w.from_state(2, h_prev, H)))
    o = change("o", sigmoid(w.from_input(3, x, H) + w.from_state(3, h_prev, H)))
    c = change("c", f * c_prev + i * g)
    h = o * np.tanh(c)
    if w.hr is not None:
        h = h @ w.hr.T
    return {"x": x, "i": i, "f": f, "g": g, "o": o, "c": c, "h": change("h", h)}


def gru_step(w: Weights, x: np.ndarray, h_prev: np.ndarray, change: Here) -> dict[str, np.ndarray]:
    """The four equations of torch.nn.GRU."""
    H = h_prev.shape[-1]
    x = change("x", x)
    r = change("r", sigmoid(w.from_input(0, x, H) + w.from_state(0, h_prev, H)))
    z = change("z", sigmoid(w.from_input(1, x, H) + w.from_state(1, h_prev, H)))
    n = change("n", np.tanh(w.from_input(2, x, H) + r * w.from_state(2, h_prev, H)))
    return {"x": x, "r": r, "z": z, "n": n, "h": change("h", (1 - z) * n + z * h_prev)}


def run_direction(
    module: nn.RNNBase, layer: int, direction: int, x: np.ndarray, states: States, change: Change
) -> dict[str, np.ndarray]:
    """Every changed quantity of one layer and direction, (T, B, H) in text order."""
    w = weights_of(module, layer, direction)
    h, c = states
    steps: dict[int, dict[str, np.ndarray]] = {}
    for t in range(len(x)) if direction == 0 else reversed(range(len(x))):
        here = at(change, layer, direction, t)
        if c is not None:
            step = lstm_step(w, x[t], h, c, here)
            c = step["c"]
        elif module.mode == "GRU":
            step = gru_step(w, x[t], h, here)
        else:
            step = rnn_step(w, x[t], h, module.mode == "RNN_RELU", here)
        h = step["h"]
        steps[t] = step
    return {name: np.stack([steps[t][name] for t in sorted(steps)]) for name in steps[0]}


def run_changed(
    module: nn.RNNBase, x: np.ndarray, h0: np.ndarray, c0: np.ndarray | None, change: Change
) -> dict[str, np.ndarray]:
    """Every changed quantity, (L, D, T, B, H) in text order, and the x (D, T, B, E) of layer 0.

    `x` is (T, B, E); `h0` and, for an LSTM, `c0` are (L, D, B, H).
    """
    L, D = h0.shape[:2]
    values: dict[str, list[np.ndarray]] = {}
    below = x
    for layer in range(L):
        both: dict[str, list[np.ndarray]] = {}
        for direction in range(D):
            states = (h0[layer, direction], None if c0 is None else c0[layer, direction])
            found = run_direction(module, layer, direction, below, states, change)
            for name, value in found.items():
                both.setdefault(name, []).append(value)
        for name, directions in both.items():
            values.setdefault(name, []).append(np.stack(directions))
        below = np.concatenate(both["h"], axis=-1)
    stacked = {name: np.stack(layers) for name, layers in values.items() if name != "x"}
    return stacked | {"x": values["x"][0]}


def outputs_changed(
    module: nn.RNNBase, x: np.ndarray, h0: np.ndarray, c0: np.ndarray | None, change: Change
) -> dict[str, np.ndarray]:
    """What the module must return: output (T, B, D*H), h_n and, for an LSTM, c_n."""
    return outputs(run_changed(module, x, h0, c0, change))
