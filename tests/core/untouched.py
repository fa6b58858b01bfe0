"""A model and what is around it, compared before and after."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules import module as torch_module


def state(model: nn.Module) -> dict[Any, Any]:
    """Everything that an intervention could leave changed, in the model and around it."""
    found: dict[Any, Any] = {
        "grad mode": torch.is_grad_enabled(),
        "random": torch.get_rng_state().tolist(),
        "kernels": [getattr(torch._VF, name) for name in ("lstm", "gru", "rnn_tanh", "gru_cell")],
        "classes": [
            dict(vars(kind))
            for kind in (
                nn.Module,
                nn.RNNBase,
                nn.RNN,
                nn.LSTM,
                nn.GRU,
                nn.RNNCellBase,
                nn.LSTMCell,
            )
        ],
    }
    for name, value in vars(torch_module).items():
        if name.startswith("_global_"):
            found[name] = dict(value) if isinstance(value, dict) else value
    for name, module in model.named_modules():
        attributes = {
            k: dict(v) if isinstance(v, dict) else tuple(v) if isinstance(v, list) else v
            for k, v in vars(module).items()
        }
        forward = getattr(module, "forward", None)  # a scripted module inside another has none
        found[name] = (type(module), forward, {k: repr(v) for k, v in attributes.items()})
    for name, value in model.state_dict(keep_vars=True).items():
        if isinstance(value, Tensor):
            gradient = None if value.grad is None else value.grad.tolist()
            found[name, "values"] = (id(value), value.data_ptr(), value._version, gradient)
    return found


@contextmanager
def untouched(model: nn.Module) -> Iterator[None]:
    """The model and what is around it are the same after the block as before."""
    before = state(model)
    try:
        yield
    finally:
        assert state(model) == before
