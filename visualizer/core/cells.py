"""The three cells one step at a time, every intermediate value kept and open to change.

PyTorch's fused kernels compute the same and show only the states. These run while an intervention
is active; without one they equal the kernels to float precision. Forms and order are those of
torch.nn.RNNCell, LSTMCell and GRUCell.
"""

from collections.abc import Callable
from typing import TypeAlias

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import linear

from visualizer.core.modules import Weights

Change: TypeAlias = Callable[[str, Tensor], Tensor]
"""Gets a quantity's name and its values, returns the values to go on with."""

Step: TypeAlias = dict[str, Tensor]
"""The values of one step by quantity, `x` among them."""


def unchanged(quantity: str, values: Tensor) -> Tensor:  # noqa: ARG001  a Change takes both
    """The change that changes nothing."""
    return values


def rnn_step(
    x: Float[Tensor, "B E"],
    h_prev: Float[Tensor, "B H"],
    weights: Weights,
    *,
    nonlinearity: str = "tanh",
    change: Change = unchanged,
) -> Step:
    """Advance a plain RNN by one time step.

        h = tanh(W_ih x + b_ih + W_hh h_prev + b_hh)        or relu

    Returns:
        `x` as used; `h` in (-1, 1) for tanh, >= 0 for relu. Unitless.
    Source:
        torch.nn.RNNCell.
    """
    x = change("x", x)
    h_pre = linear(x, weights.ih, weights.b_ih) + linear(h_prev, weights.hh, weights.b_hh)
    h = change("h", torch.relu(h_pre) if nonlinearity == "relu" else torch.tanh(h_pre))
    return {"x": x, "h": h}


def gru_step(
    x: Float[Tensor, "B E"],
    h_prev: Float[Tensor, "B H"],
    weights: Weights,
    *,
    change: Change = unchanged,
) -> Step:
    """Advance a GRU by one time step.

        r = sigmoid(W_ir x + b_ir + W_hr h_prev + b_hr)        z likewise
        n = tanh(W_in x + b_in + r * (W_hn h_prev + b_hn))
        h = (1 - z) * n + z * h_prev

    Returns:
        `x` as used; `r`, `z` in (0, 1), `n` in (-1, 1), `h`. Unitless.
    Source:
        torch.nn.GRUCell.
    """
    x = change("x", x)
    x_r, x_z, x_n = linear(x, weights.ih, weights.b_ih).chunk(3, dim=-1)
    h_r, h_z, h_n = linear(h_prev, weights.hh, weights.b_hh).chunk(3, dim=-1)
    r = change("r", torch.sigmoid(x_r + h_r))
    z = change("z", torch.sigmoid(x_z + h_z))
    n = change("n", torch.tanh(x_n + r * h_n))
    h = change("h", (1 - z) * n + z * h_prev)
    return {"x": x, "r": r, "z": z, "n": n, "h": h}


def lstm_step(
    x: Float[Tensor, "B E"],
    h_prev: Float[Tensor, "B P"],
    c_prev: Float[Tensor, "B H"],
    weights: Weights,
    *,
    change: Change = unchanged,
) -> Step:
    """Advance an LSTM by one time step.

        i = sigmoid(W_ii x + b_ii + W_hi h_prev + b_hi)        f, o likewise
        g = tanh(W_ig x + b_ig + W_hg h_prev + b_hg)
        c = f * c_prev + i * g
        h = o * tanh(c)        times W_hr where the module projects

    Returns:
        `x` as used; `i`, `f`, `o` in (0, 1), `g`, `h` in (-1, 1), `c` unbounded. Unitless.
    Source:
        torch.nn.LSTMCell, torch.nn.LSTM.
    """
    x = change("x", x)
    pre = linear(x, weights.ih, weights.b_ih) + linear(h_prev, weights.hh, weights.b_hh)
    i_pre, f_pre, g_pre, o_pre = pre.chunk(4, dim=-1)
    i = change("i", torch.sigmoid(i_pre))
    f = change("f", torch.sigmoid(f_pre))
    g = change("g", torch.tanh(g_pre))
    o = change("o", torch.sigmoid(o_pre))
    c = change("c", f * c_prev + i * g)
    h = o * torch.tanh(c)
    h = change("h", h if weights.hr is None else linear(h, weights.hr))
    return {"x": x, "i": i, "f": f, "g": g, "o": o, "c": c, "h": h}
