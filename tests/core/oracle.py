"""The equations of PyTorch's documentation, one step at a time, in float64 numpy.

Written from the docstrings of torch.nn.RNN, torch.nn.LSTM and torch.nn.GRU alone, so that it
shares nothing with the code it judges. Plain loops, one gate at a time, no cleverness.
"""

from dataclasses import dataclass

import numpy as np
from torch import nn


@dataclass(frozen=True)
class Weights:
    """Weights of one layer and direction; a missing bias is zero, a missing projection None."""

    ih: np.ndarray
    hh: np.ndarray
    b_ih: np.ndarray
    b_hh: np.ndarray
    hr: np.ndarray | None

    def from_input(self, block: int, x: np.ndarray, hidden_size: int) -> np.ndarray:
        """`W_i x + b_i` of the block-th gate, counted in PyTorch's order."""
        rows = slice(block * hidden_size, (block + 1) * hidden_size)
        return x @ self.ih[rows].T + self.b_ih[rows]

    def from_state(self, block: int, h_prev: np.ndarray, hidden_size: int) -> np.ndarray:
        """`W_h h_prev + b_h` of the block-th gate."""
        rows = slice(block * hidden_size, (block + 1) * hidden_size)
        return h_prev @ self.hh[rows].T + self.b_hh[rows]


def sigmoid(v: np.ndarray) -> np.ndarray:
    """The logistic function."""
    return 1 / (1 + np.exp(-v))


def weights_of(module: nn.RNNBase, layer: int, direction: int) -> Weights:
    """The weights of one layer and direction, by the names that PyTorch documents."""
    named = {name: p.detach().double().numpy() for name, p in module.named_parameters()}
    end = f"_l{layer}" + ("_reverse" if direction else "")
    ih, hh = named["weight_ih" + end], named["weight_hh" + end]
    zero = np.zeros(len(ih))
    return Weights(
        ih=ih,
        hh=hh,
        b_ih=named.get("bias_ih" + end, zero),
        b_hh=named.get("bias_hh" + end, zero),
        hr=named.get("weight_hr" + end),
    )


def rnn_step(w: Weights, x: np.ndarray, h_prev: np.ndarray, relu: bool) -> dict[str, np.ndarray]:
    """h_t = tanh(x_t W_ih^T + b_ih + h_(t-1) W_hh^T + b_hh), or ReLU."""
    H = len(w.hh)
    h_pre = w.from_input(0, x, H) + w.from_state(0, h_prev, H)
    return {"h": np.maximum(h_pre, 0) if relu else np.tanh(h_pre)}


def lstm_step(
    w: Weights, x: np.ndarray, h_prev: np.ndarray, c_prev: np.ndarray
) -> dict[str, np.ndarray]:
    """The six equations of torch.nn.LSTM and the projection h_t = W_hr h_t."""
    H = c_prev.shape[-1]
    i = sigmoid(w.from_input(0, x, H) + w.from_state(0, h_prev, H))
    f = sigmoid(w.from_input(1, x, H) + w.from_state(1, h_prev, H))
    g = np.tanh(w.from_input(2, x, H) + w.from_state(2, h_prev, H))
    o = sigmoid(w.from_input(3, x, H) + w.from_state(3, h_prev, H))
    c = f * c_prev + i * g
    h = o * np.tanh(c)
    if w.hr is not None:
        h = h @ w.hr.T
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": h}


def gru_step(w: Weights, x: np.ndarray, h_prev: np.ndarray) -> dict[str, np.ndarray]:
    """The four equations of torch.nn.GRU."""
    H = h_prev.shape[-1]
    r = sigmoid(w.from_input(0, x, H) + w.from_state(0, h_prev, H))
    z = sigmoid(w.from_input(1, x, H) + w.from_state(1, h_prev, H))
    n = np.tanh(w.from_input(2, x, H) + r * w.from_state(2, h_prev, H))
    return {"r": r, "z": z, "n": n, "h": (1 - z) * n + z * h_prev}


def run(
    module: nn.RNNBase, x: np.ndarray, h0: np.ndarray, c0: np.ndarray | None
) -> dict[str, np.ndarray]:
    """Every quantity of every step, axes (L, D, T, B, H), T in text order for both directions.

    `x` is (T, B, E); `h0` and, for an LSTM, `c0` are (L, D, B, H).
    """
    L, D, T = *h0.shape[:2], len(x)
    values: dict[str, np.ndarray] = {}
    below = x
    for layer in range(L):
        for direction in range(D):
            w = weights_of(module, layer, direction)
            h = h0[layer, direction]
            c = None if c0 is None else c0[layer, direction]
            for t in range(T) if direction == 0 else reversed(range(T)):
                if c is not None:
                    step = lstm_step(w, below[t], h, c)
                    c = step["c"]
                elif module.mode == "GRU":
                    step = gru_step(w, below[t], h)
                else:
                    step = rnn_step(w, below[t], h, relu=module.mode == "RNN_RELU")
                h = step["h"]
                for name, value in step.items():
                    empty = np.full((L, D, T, *value.shape), np.nan)
                    values.setdefault(name, empty)[layer, direction, t] = value
        below = np.concatenate([values["h"][layer, d] for d in range(D)], axis=-1)
    return values


def outputs(values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What PyTorch documents to return: output (T, B, D*H), h_n and, for an LSTM, c_n."""

    def last(states: np.ndarray) -> np.ndarray:
        L, D = states.shape[:2]
        ends = [states[k, d, -1 if d == 0 else 0] for k in range(L) for d in range(D)]
        return np.stack(ends)

    found = {"output": np.concatenate([*values["h"][-1]], axis=-1), "h_n": last(values["h"])}
    return found | ({"c_n": last(values["c"])} if "c" in values else {})
