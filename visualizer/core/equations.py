"""The equations of the three cells over all time steps at once.

PyTorch's fused kernels hide the gates. But the hidden states they return are each step's
`h_prev`, so every gate of every step follows from one matrix product over the whole text; only
the cell state needs a scan. Weights, order (i, f, g, o; r, z, n) and forms are PyTorch's
(torch.nn.RNN, LSTM, GRU, equations of the class docstrings).
"""

import torch
from jaxtyping import Bool, Float
from torch import Tensor
from torch.nn.functional import linear

from visualizer.core.modules import Weights

ROWS_AT_ONCE = 512
"""Steps times batch: few enough that their pre-activations stay in the processor's cache, and that
their memory is used again instead of being asked for anew."""


def rnn_states(
    x: Float[Tensor, "T B E"],
    h_prev: Float[Tensor, "T B H"],
    weights: Weights,
    nonlinearity: str,
) -> Float[Tensor, "T B H"]:
    """`h = tanh(W_ih x + b_ih + W_hh h_prev + b_hh)`, or relu of the same."""
    h_pre = _pre_activations(x, h_prev, weights)
    return h_pre.relu_() if nonlinearity == "relu" else h_pre.tanh_()


def gru_states(
    x: Float[Tensor, "T B E"],
    h_prev: Float[Tensor, "T B H"],
    weights: Weights,
    *,
    out: dict[str, Float[Tensor, "T B H"]],
) -> Float[Tensor, "T B H"]:
    """Write `r`, `z` and `n` into `out`; returns `h = (1 - z) * n + z * h_prev`."""
    x_r, x_z, x_n = linear(x, weights.ih, weights.b_ih).chunk(3, dim=-1)
    h_r, h_z, h_n = linear(h_prev, weights.hh, weights.b_hh).chunk(3, dim=-1)
    r = torch.sigmoid(x_r + h_r, out=out["r"])
    z = torch.sigmoid(x_z + h_z, out=out["z"])
    n = torch.tanh(torch.addcmul(x_n, r, h_n), out=out["n"])
    return (1 - z) * n + z * h_prev


def lstm_states(
    x: Float[Tensor, "T B E"],
    h_prev: Float[Tensor, "T B P"],
    c0: Float[Tensor, "B H"],
    weights: Weights,
    *,
    backward: bool,
    padding: Bool[Tensor, "T B 1"] | None,
    out: dict[str, Float[Tensor, "T B H"]],
) -> Float[Tensor, "T B P"]:
    """Write `i`, `f`, `g`, `o` and the scanned `c = f * c_prev + i * g` into `out`.

    Args:
        backward: scan from the last step to the first.
        padding: steps past the end of a text, which hand the cell state on as it is: so a
            backward scan starts every text from its `c0`, and a forward one ends in its `c_n`.

    Returns:
        `h = o * tanh(c)`, projected if the module projects.
    """
    steps = max(1, ROWS_AT_ONCE // max(1, x.shape[1]))
    for start in range(0, len(x), steps):
        now = slice(start, start + steps)
        i, f, g, o = _pre_activations(x[now], h_prev[now], weights).chunk(4, dim=-1)
        torch.sigmoid(f, out=out["f"][now])
        torch.sigmoid(o, out=out["o"][now])
        i, g = torch.sigmoid(i, out=out["i"][now]), torch.tanh(g, out=out["g"][now])
        torch.mul(i, g, out=out["c"][now])
    f, o, c = out["f"], out["o"], out["c"]
    if padding is not None:
        f.masked_fill_(padding, 1)
        c.masked_fill_(padding, 0)
    c_prev = c0
    scan = list(zip(c.unbind(), f.unbind(), strict=True))
    for c_t, f_t in reversed(scan) if backward else scan:
        c_prev = c_t.addcmul_(f_t, c_prev)
    h = c.tanh().mul_(o)
    return h if weights.hr is None else linear(h, weights.hr)


def _pre_activations(
    x: Float[Tensor, "T B E"], h_prev: Float[Tensor, "T B P"], weights: Weights
) -> Float[Tensor, "T B K"]:
    """`W_ih x + W_hh h_prev + b`, the second product added in place of the first."""
    bias = None
    if weights.b_ih is not None and weights.b_hh is not None:
        bias = weights.b_ih + weights.b_hh
    pre = linear(x, weights.ih, bias)
    pre.flatten(0, 1).addmm_(h_prev.flatten(0, 1), weights.hh.t())
    return pre


def shifted(
    h: Float[Tensor, "T B P"],
    h0: Float[Tensor, "B P"],
    *,
    backward: bool,
    padding: Bool[Tensor, "T B 1"] | None,
) -> Float[Tensor, "T B P"]:
    """The state before each step: `h` moved one step along its own direction, `h0` at its start."""
    first = h0.unsqueeze(0)
    if not backward:
        return torch.cat([first, h[:-1]])
    h_prev = torch.cat([h[1:], first])
    if padding is not None:
        h_prev[:-1] = torch.where(padding[1:], first, h_prev[:-1])
    return h_prev
