"""The equations of PyTorch's documentation in torch, one text and one step at a time.

Written from the docstrings of torch.nn.RNN, torch.nn.LSTM and torch.nn.GRU alone: what autograd
finds on them judges the gradients and Jacobians that the library measures.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

State = tuple[Tensor, ...]
"""h and, of an LSTM, c; vectors."""
Kept = dict[tuple[str, int, int, int, int], Tensor]
"""A value by quantity, layer, direction, t in text order and sample."""


def weights_of(module: nn.Module, layer: int = 0, direction: int = 0) -> dict[str, Tensor]:
    """The weights of one layer and direction; a missing bias is left out. Cells have one layer."""
    end = "" if isinstance(module, nn.RNNCellBase) else f"_l{layer}" + "_reverse" * direction
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr")
    return {n: getattr(module, n + end).detach() for n in names if hasattr(module, n + end)}


def step_of(module: nn.Module, w: dict[str, Tensor], x: Tensor, state: State) -> State:
    """The state of one text after one more step."""
    from_x = w["weight_ih"] @ x + w.get("bias_ih", torch.zeros(()))
    from_h = w["weight_hh"] @ state[0] + w.get("bias_hh", torch.zeros(()))
    if isinstance(module, nn.LSTM | nn.LSTMCell):
        H = len(state[1])
        i_pre, f_pre, g_pre, o_pre = (from_x + from_h).split(H)
        c = torch.sigmoid(f_pre) * state[1] + torch.sigmoid(i_pre) * torch.tanh(g_pre)
        h = torch.sigmoid(o_pre) * torch.tanh(c)
        return (w["weight_hr"] @ h if "weight_hr" in w else h), c
    if isinstance(module, nn.GRU | nn.GRUCell):
        (r_x, z_x, n_x), (r_h, z_h, n_h) = (each.chunk(3) for each in (from_x, from_h))
        r, z = torch.sigmoid(r_x + r_h), torch.sigmoid(z_x + z_h)
        return ((1 - z) * torch.tanh(n_x + r * n_h) + z * state[0],)
    pre = from_x + from_h
    if module.nonlinearity == "relu":
        return (torch.where(pre > 0, pre, 0.0),)
    return (torch.tanh(pre),)


def run(
    module: nn.RNNBase, x: Tensor, states: State, lengths: Sequence[int]
) -> tuple[dict[str, Tensor], Kept]:
    """What the module returns, and every x, h and c on the way with its gradient retained.

    `x` is (T, B, E), the states are (L, D, B, H); returned are output (T, B, D*H), zero past a
    text's end, h_n and c_n (L*D, B, H).
    """
    D, T = 1 + module.bidirectional, len(x)
    kept: Kept = {}
    outputs, ends = [], []
    for b, length in enumerate(lengths):
        below = [x[t, b].clone().requires_grad_() for t in range(length)]
        last: list[State] = []
        for layer in range(module.num_layers):
            for d in range(D):
                w = weights_of(module, layer, d)
                state = tuple(each[layer, d, b] for each in states)
                for t in range(length) if d == 0 else reversed(range(length)):
                    read = below[t].clone()  # each direction reads, and answers for, its own
                    state = step_of(module, w, read, state)
                    for quantity, value in zip("xhc", (read, *state), strict=False):
                        value.retain_grad()
                        kept[quantity, layer, d, t, b] = value
                last.append(state)
            below = [
                torch.cat([kept["h", layer, d, t, b] for d in range(D)]) for t in range(length)
            ]
        blank = torch.zeros_like(below[0])
        outputs.append(torch.stack([*below, *[blank] * (T - length)]))
        ends.append([torch.stack(each) for each in zip(*last, strict=True)])
    returned = [torch.stack(each, 1) for each in (outputs, *zip(*ends, strict=True))]
    return dict(zip(("output", "h_n", "c_n"), returned, strict=False)), kept


def gradients_of(kept: Kept, quantity: str, layer: int, T: int) -> np.ndarray:
    """What `backward` has left in one quantity of one layer, (D, T, B, N); NaN past the ends."""
    places = {key[2:]: value for key, value in kept.items() if key[:2] == (quantity, layer)}
    D, B = 1 + max(d for d, _, _ in places), 1 + max(b for _, _, b in places)
    found = np.full((D, T, B, len(next(iter(places.values())))), np.nan)
    for place, value in places.items():
        found[place] = 0 if value.grad is None else value.grad.numpy()
    return found
