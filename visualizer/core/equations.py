"""The equations of the three cells over all time steps at once.

PyTorch's fused kernels hide the gates. But the hidden states they return are each step's
`h_prev`, so every gate of every step follows from one matrix product over the whole text; only
the cell state needs a scan. Weights, order (i, f, g, o; r, z, n) and forms are PyTorch's
(torch.nn.RNN, LSTM, GRU, equations of the class docstrings).
"""

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn


class Weights(NamedTuple):
    """One layer and direction. `K` is H for an RNN, 3H for a GRU, 4H for an LSTM."""

    ih: Float[Tensor, "K E"]
    hh: Float[Tensor, "K P"]
    b_ih: Float[Tensor, " K"] | None
    b_hh: Float[Tensor, " K"] | None
    hr: Float[Tensor, "P H"] | None

    def flat(self) -> list[Tensor]:
        """The weights in the order that PyTorch's own kernels take them."""
        return [weight for weight in self if weight is not None]


def layer_weights(module: nn.RNNBase, layer: int, direction: int) -> Weights:
    """The weights in use, detached, for one layer and direction of a recurrent module."""
    suffix = f"_l{layer}" + ("_reverse" if direction else "")

    def weight(name: str) -> Tensor | None:
        found = getattr(module, name + suffix, None)
        return None if found is None else found.detach()

    ih, hh = weight("weight_ih"), weight("weight_hh")
    assert ih is not None
    assert hh is not None
    return Weights(ih, hh, weight("bias_ih"), weight("bias_hh"), weight("weight_hr"))


def from_input(x: Float[Tensor, "T B E"], weights: Weights) -> Float[Tensor, "T B K"]:
    """The input's share of every pre-activation: `W_ih x + b_ih`."""
    return nn.functional.linear(x, weights.ih, weights.b_ih)


def from_state(h_prev: Float[Tensor, "T B P"], weights: Weights) -> Float[Tensor, "T B K"]:
    """The previous state's share of every pre-activation: `W_hh h_prev + b_hh`."""
    return nn.functional.linear(h_prev, weights.hh, weights.b_hh)


def rnn_states(
    x: Float[Tensor, "T B E"],
    h_prev: Float[Tensor, "T B H"],
    weights: Weights,
    nonlinearity: str,
) -> dict[str, Float[Tensor, "T B H"]]:
    """`h = tanh(W_ih x + b_ih + W_hh h_prev + b_hh)`, or relu of the same."""
    h_pre = from_input(x, weights) + from_state(h_prev, weights)
    return {"h": h_pre.relu_() if nonlinearity == "relu" else h_pre.tanh_()}


def gru_states(
    x: Float[Tensor, "T B E"], h_prev: Float[Tensor, "T B H"], weights: Weights
) -> dict[str, Float[Tensor, "T B H"]]:
    """`r`, `z` and `n`, and the new state `h = (1 - z) * n + z * h_prev`."""
    x_r, x_z, x_n = from_input(x, weights).chunk(3, dim=-1)
    h_r, h_z, h_n = from_state(h_prev, weights).chunk(3, dim=-1)
    r = (x_r + h_r).sigmoid_()
    z = (x_z + h_z).sigmoid_()
    n = torch.addcmul(x_n, r, h_n).tanh_()
    return {"r": r, "z": z, "n": n, "h": (1 - z) * n + z * h_prev}


def lstm_states(
    x: Float[Tensor, "T B E"],
    h_prev: Float[Tensor, "T B P"],
    c0: Float[Tensor, "B H"],
    weights: Weights,
    *,
    backward: bool,
) -> dict[str, Tensor]:
    """`i`, `f`, `g`, `o`, the scanned `c = f * c_prev + i * g`, and `h = o * tanh(c)`.

    Args:
        backward: scan from the last step to the first.
    """
    pre = from_input(x, weights).add_(from_state(h_prev, weights))
    i, f, g, o = pre.chunk(4, dim=-1)
    i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
    c = i * g
    c_prev = c0
    for t in reversed(range(len(c))) if backward else range(len(c)):
        c_prev = c[t].addcmul_(f[t], c_prev)
    h = o * c.tanh()
    return {
        "i": i,
        "f": f,
        "g": g,
        "o": o,
        "c": c,
        "h": h if weights.hr is None else nn.functional.linear(h, weights.hr),
    }


def shifted(
    h: Float[Tensor, "T B P"], h0: Float[Tensor, "B P"], *, backward: bool
) -> Float[Tensor, "T B P"]:
    """The state before each step: `h` moved one step along its own direction, `h0` at its start."""
    first = h0.unsqueeze(0)
    return torch.cat([h[1:], first]) if backward else torch.cat([first, h[:-1]])
