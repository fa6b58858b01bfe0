"""`record`: run a model as it is and keep every value its recurrent modules compute."""

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from visualizer.core.equations import (
    gru_states,
    layer_weights,
    lstm_states,
    rnn_states,
    shifted,
)
from visualizer.core.records import GRURecord, LSTMRecord, Record, RNNRecord

RECORDS: dict[str, type[Record]] = {
    "LSTM": LSTMRecord,
    "GRU": GRURecord,
    "RNN_TANH": RNNRecord,
    "RNN_RELU": RNNRecord,
}


class RecordingError(ValueError):
    """Something that cannot be recorded exactly; says what, where, and what to do instead."""


class Recording(Mapping[str, Record]):
    """The records of one `with record(model)` block, keyed by module name.

    The key is the name in `model.named_modules()`, and "" if the model itself is recurrent.
    """

    def __init__(self, names: tuple[str, ...]):
        self._calls: dict[str, list[Record]] = {name: [] for name in names}

    def calls(self, name: str) -> tuple[Record, ...]:
        """Every call of one module inside the block, in order.

        Raises:
            KeyError: the model has no recurrent module of that name.
        """
        if name not in self._calls:
            raise KeyError(f"name must be one of {list(self._calls)}, got {name!r}")
        return tuple(self._calls[name])

    def __getitem__(self, name: str) -> Record:
        match self.calls(name):
            case (only,):
                return only
            case ():
                raise KeyError(f"module {name!r} was not called inside the with block")
            case calls:
                raise RecordingError(
                    f"module {name!r} was called {len(calls)} times inside the with block; "
                    f"take one of recording.calls({name!r})"
                )

    def __iter__(self) -> Iterator[str]:
        return (name for name, calls in self._calls.items() if calls)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@contextmanager
def record(model: nn.Module) -> Iterator[Recording]:
    """Record every call of every `nn.RNN`, `nn.LSTM` and `nn.GRU` inside `model`.

        with record(model) as recording:
            model(inputs)
        recording["encoder.lstm"].f        # forget gate, (L, D, T, B, H)

    The forward pass is the model's own, bit for bit; parameters, training mode, hooks and random
    state are as found afterwards, also when the body raises. A recording sees the calls of the
    thread that opened it and no others, so threads can share one model. (If one thread's call
    fails while another enters or leaves `record`, PyTorch may raise its own RuntimeError about
    hooks on top; the true error is then that error's `__context__`.)

    Raises:
        RecordingError: no recurrent module in `model`, or one that cannot be recorded exactly:
            a single-step cell, a scripted or compiled module, and, at its call, packed input or
            dropout between layers in training mode.
    Source:
        torch.nn.RNN, torch.nn.LSTM, torch.nn.GRU.
    """
    modules = dict(_recurrent_modules(model))
    recording = Recording(tuple(modules))
    owner = threading.get_ident()
    handles = []

    def hook_of(name: str):
        # While one thread adds or removes this hook, another's call may find it without its
        # with_kwargs flag and pass no kwargs: so what is passed is looked at by the owner only.
        def keep(module: nn.RNNBase, args: tuple, *kwargs_and_output: Any) -> None:
            if threading.get_ident() == owner:
                kwargs, output = kwargs_and_output
                call = _Call.of(name, module, args, kwargs, output)
                recording._calls[name].append(_record_of(call))

        return keep

    try:
        for name, module in modules.items():
            handles.append(module.register_forward_hook(hook_of(name), with_kwargs=True))
        yield recording
    finally:
        for handle in handles:
            handle.remove()


def _recurrent_modules(model: nn.Module) -> Iterator[tuple[str, nn.RNNBase]]:
    """The recordable modules of `model` by name; refuses what cannot be recorded."""
    found = False
    for name, module in model.named_modules():
        if isinstance(module, torch.jit.ScriptModule):
            raise RecordingError(
                f"module {name!r} is scripted and hides its steps; record the original nn.Module"
            )
        if _is_compiled(module):
            raise RecordingError(
                f"module {name!r} is compiled and may skip hooks; record the module that was "
                "given to torch.compile"
            )
        if isinstance(module, nn.RNNCellBase):
            raise RecordingError(
                f"module {name!r} is a single-step {type(module).__name__}; record an "
                f"nn.{type(module).__name__.removesuffix('Cell')} with the same weights instead"
            )
        if isinstance(module, nn.RNNBase):
            found = True
            yield name, module
    if not found:
        raise RecordingError(
            f"model must contain an nn.RNN, nn.LSTM or nn.GRU, got {type(model).__name__} without"
        )


def _is_compiled(module: nn.Module) -> bool:
    """Whether torch.compile had it; asked without loading the compiler, which takes seconds."""
    dynamo = sys.modules.get("torch._dynamo")
    wrapped = dynamo is not None and isinstance(module, dynamo.OptimizedModule)
    return wrapped or getattr(module, "_compiled_call_impl", None) is not None


class _Call(NamedTuple):
    """One call of a recurrent module, detached, time first, batched, states with a D axis."""

    module: nn.RNNBase
    x: Float[Tensor, "T B E"]
    h0: Float[Tensor, "L D B P"]
    c0: Float[Tensor, "L D B H"] | None
    output: Float[Tensor, "T B DP"]
    h_n: Float[Tensor, "L D B P"]
    c_n: Float[Tensor, "L D B H"] | None

    @classmethod
    def of(
        cls, name: str, module: nn.RNNBase, args: tuple, kwargs: dict[str, Any], output: tuple
    ) -> "_Call":
        given = dict(zip(("input", "hx"), args, strict=False)) | kwargs
        x, states = given["input"], given.get("hx")
        if isinstance(x, PackedSequence):
            raise RecordingError(
                f"module {name!r} got a PackedSequence, which is not recorded yet; give it the "
                "padded tensor, or one text at a time"
            )
        if module.training and module.dropout > 0 and module.num_layers > 1:
            raise RecordingError(
                f"module {name!r} drops values between its layers while training "
                f"(dropout={module.dropout}), and which ones cannot be seen; call model.eval()"
            )
        L, D = module.num_layers, 1 + module.bidirectional

        def per_layer(state: Tensor) -> Tensor:
            state = _plain(module, state)
            batched = state if state.dim() == 3 else state.unsqueeze(1)
            return batched.reshape(L, D, *batched.shape[1:])

        y, last = output
        h_n, c_n = (
            (per_layer(s) for s in last) if module.mode == "LSTM" else (per_layer(last), None)
        )
        if states is None:
            h0, c0 = torch.zeros_like(h_n), None if c_n is None else torch.zeros_like(c_n)
        elif c_n is None:
            h0, c0 = per_layer(states), None
        else:
            h0, c0 = (per_layer(state) for state in states)
        return cls(module, _time_first(module, x), h0, c0, _time_first(module, y), h_n, c_n)


def _plain(module: nn.RNNBase, values: Tensor) -> Tensor:
    """Detached and of the weights' type, which under autocast the values may not be."""
    return values.detach().to(layer_weights(module, 0, 0).hh.dtype)


def _time_first(module: nn.RNNBase, values: Tensor) -> Tensor:
    values = _plain(module, values)
    if values.dim() == 2:
        return values.unsqueeze(1)
    return values.transpose(0, 1) if module.batch_first else values


@torch.no_grad()
def _record_of(call: _Call) -> Record:
    """Recompute every quantity layer by layer, and compare with what PyTorch returned."""
    kind = RECORDS[call.module.mode]
    fields = {quantity: _room(call, quantity) for quantity in kind.quantities}
    differences, x = [], call.x
    with torch.autocast(x.device.type, enabled=False):
        for layer in range(call.module.num_layers):
            output = _layer_output(call, layer, x)
            for direction, h in enumerate(output.chunk(1 + call.module.bidirectional, dim=-1)):
                room = {quantity: values[layer, direction] for quantity, values in fields.items()}
                differences += _compute(call, layer, direction, x, h, out=room)
            x = output
    T, B, _ = call.x.shape
    arrays = {quantity: _numpy(values) for quantity, values in fields.items()}
    if call.c0 is not None:
        arrays["c0"] = _numpy(call.c0.clone())
    return kind(
        x=_numpy(call.x.clone()),
        h0=_numpy(call.h0.clone()),
        lengths=np.full(B, T, dtype=np.int64),
        max_error=_largest(differences),
        **arrays,
    )


def _room(call: _Call, quantity: str) -> Float[Tensor, "L D T B H"]:
    """Where one quantity of all layers and directions is written, once and for good."""
    L, D, B, P = call.h_n.shape
    H = P if quantity == "h" else call.module.hidden_size
    return call.x.new_empty(L, D, len(call.x), B, H)


def _layer_output(call: _Call, layer: int, x: Tensor) -> Float[Tensor, "T B DP"]:
    """PyTorch's own output of one layer: given for the last, run again for those it hides."""
    module = call.module
    if layer == module.num_layers - 1:
        return call.output
    h0 = call.h0[layer]
    hx = h0 if call.c0 is None else (h0, call.c0[layer])
    D = 1 + module.bidirectional
    flat = [w for direction in range(D) for w in layer_weights(module, layer, direction).flat()]
    kernel = {"LSTM": torch.lstm, "GRU": torch.gru}.get(
        module.mode, torch.rnn_relu if module.mode == "RNN_RELU" else torch.rnn_tanh
    )
    return kernel(x, hx, flat, module.bias, 1, 0.0, False, module.bidirectional, False)[0]


def _compute(
    call: _Call,
    layer: int,
    direction: int,
    x: Float[Tensor, "T B E"],
    h: Float[Tensor, "T B P"],
    *,
    out: dict[str, Tensor],
) -> list[Tensor]:
    """Write one layer and direction into `out`; returns every difference from PyTorch.

    Args:
        h: PyTorch's own states.
    """
    backward = direction == 1
    weights = layer_weights(call.module, layer, direction)
    h_prev = shifted(h, call.h0[layer, direction], backward=backward)
    last = 0 if backward else -1
    differences = []
    if call.c0 is not None and call.c_n is not None:
        c0 = call.c0[layer, direction]
        computed = lstm_states(x, h_prev, c0, weights, backward=backward, out=out)
        differences.append(out["c"][last] - call.c_n[layer, direction])
    elif call.module.mode == "GRU":
        computed = gru_states(x, h_prev, weights, out=out)
    else:
        nonlinearity = call.module.mode.removeprefix("RNN_").lower()
        computed = rnn_states(x, h_prev, weights, nonlinearity)
    out["h"].copy_(h)
    differences.append(computed[last] - call.h_n[layer, direction])
    differences.append(computed.sub_(h))
    return differences


def _largest(differences: list[Tensor]) -> float:
    """The largest absolute value; not a number if one of them is none."""
    largest = [difference.abs_().max() for difference in differences if difference.numel()]
    return float(torch.stack(largest).max()) if largest else 0.0


def _numpy(values: Tensor) -> np.ndarray:
    """The array of a tensor that nobody else will write to."""
    dtype = torch.float64 if values.dtype == torch.float64 else torch.float32
    array = values.to("cpu", dtype).contiguous().numpy()
    array.setflags(write=False)
    return array
