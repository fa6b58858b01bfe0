"""From a call that PyTorch's kernel made to its record: every quantity, and how exact it is."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from visualizer.core.calls import Given, as_handed
from visualizer.core.equations import gru_states, lstm_states, rnn_states, shifted
from visualizer.core.interventions import ChangedRun
from visualizer.core.modules import Recurrent, weights_in_use
from visualizer.core.records import RECORDS, ChangeMade, Record

States = tuple[Float[Tensor, "L D B P"], ...]


@torch.no_grad()
def record_of_call(
    module: Recurrent, given: Given, output: Float[Tensor, "T B DP"], states: States
) -> Record:
    """Recompute every quantity layer by layer, and compare with what PyTorch returned.

    Args:
        output: PyTorch's own.
        states: PyTorch's own h_n and, for an LSTM, c_n.
    """
    x = given.x
    fields = {
        quantity: _room(given, quantity) for quantity in RECORDS[given.layout.cell].quantities
    }
    differences: list[Tensor] = []
    padding = given.padding
    with torch.autocast(x.device.type, enabled=False):
        for layer in range(given.layout.layers):
            last = layer == given.layout.layers - 1
            above = output if last else _hidden_output(module, given, layer, x)
            for direction, h in enumerate(above.chunk(given.layout.directions, dim=-1)):
                room = {quantity: values[layer, direction] for quantity, values in fields.items()}
                computed = _compute(module, given, layer, direction, x, h, padding, out=room)
                ends = [state[layer, direction] for state in states]
                differences += _differences(computed, h, ends, direction == 1, padding, room)
            x = above
    return _record(given, given.x.clone(), fields, differences)


@torch.no_grad()
def record_of_run(changed: ChangedRun, output: Float[Tensor, "T B DP"], states: States) -> Record:
    """The record of a run under interventions, compared with what the module returned."""
    given, run = changed.given, changed.run
    quantities = RECORDS[given.layout.cell].quantities
    fields = {quantity: run.stacked(quantity).detach() for quantity in quantities}
    differences = [run.output - output, *map(torch.sub, run.states, states)]
    x = run.values[0][0]["x"].detach()
    return _record(given, x, fields, differences, interventions=changed.interventions)


def _room(given: Given, quantity: str) -> Float[Tensor, "L D T B H"]:
    """Where one quantity of all layers and directions is written, once and for good."""
    layout, (T, B, _) = given.layout, given.x.shape
    return given.x.new_empty(layout.layers, layout.directions, T, B, layout.size_of(quantity))


def _hidden_output(
    module: Recurrent, given: Given, layer: int, x: Float[Tensor, "T B E"]
) -> Float[Tensor, "T B DP"]:
    """PyTorch's own output of a layer below the last, which it hides: its kernel is run again."""
    assert isinstance(module, nn.RNNBase)
    layout = given.layout
    kernel: Callable[..., tuple[Tensor, ...]] = getattr(torch, module.mode.lower())
    hx = as_handed([state[layer] for state in given.states])
    directions = range(layout.directions)
    flat = [w for d in directions for w in weights_in_use(module, layer, d).detached().flat()]
    same = (flat, module.bias, 1, 0.0, False, module.bidirectional)
    if given.packed is None:
        return kernel(x, hx, *same, False)[0]
    packed = pack_padded_sequence(x, given.lengths.cpu())
    values = kernel(packed.data, packed.batch_sizes, hx, *same)[0]
    return pad_packed_sequence(packed._replace(data=values))[0]


def _compute(
    module: Recurrent,
    given: Given,
    layer: int,
    direction: int,
    x: Float[Tensor, "T B E"],
    h: Float[Tensor, "T B P"],
    padding: Bool[Tensor, "T B 1"] | None,
    *,
    out: dict[str, Tensor],
) -> Float[Tensor, "T B P"]:
    """Write one layer and direction into `out`; returns the hidden states that follow from it.

    Args:
        h: PyTorch's own hidden states.
    """
    backward = direction == 1
    weights = weights_in_use(module, layer, direction).detached()
    h0, *more = (state[layer, direction] for state in given.states)
    h_prev = shifted(h, h0, backward=backward, padding=padding)
    out["h"].copy_(h)
    match given.layout.cell:
        case "lstm":
            return lstm_states(
                x, h_prev, more[0], weights, backward=backward, padding=padding, out=out
            )
        case "gru":
            return gru_states(x, h_prev, weights, out=out)
        case "rnn":
            return rnn_states(x, h_prev, weights, given.layout.nonlinearity)


def _differences(
    computed: Float[Tensor, "T B P"],
    h: Float[Tensor, "T B P"],
    ends: Sequence[Float[Tensor, "B P"]],
    backward: bool,
    padding: Bool[Tensor, "T B 1"] | None,
    values: Mapping[str, Tensor],
) -> list[Tensor]:
    """What was computed less what PyTorch gave: hidden states, h_n and, for an LSTM, c_n."""
    last: Tensor | int = 0 if backward else -1
    reached = computed[last]
    if padding is not None and not backward:
        steps = len(computed) - 1 - padding.sum(0, keepdim=True)
        reached = computed.gather(0, steps.expand(1, *reached.shape))[0]
    found = [reached - ends[0]]
    if len(ends) > 1:
        found.append(values["c"][last] - ends[1])
    difference = computed.sub_(h)
    if padding is not None:
        difference.masked_fill_(padding, 0)
    return [*found, difference]


def _record(
    given: Given,
    x: Float[Tensor, "T B E"],
    fields: Mapping[str, Float[Tensor, "L D T B H"]],
    differences: Sequence[Tensor],
    *,
    interventions: tuple[ChangeMade, ...] = (),
) -> Record:
    """The record of a call, its texts in the order in which the caller gave them."""
    padding = given.padding
    if padding is not None:
        x = x.masked_fill(padding, torch.nan)
        fields = {q: values.masked_fill_(padding, torch.nan) for q, values in fields.items()}
    arrays: dict[str, Any] = {"x": _numpy(given.to_caller(x, axis=1))}
    for name, state in zip(given.layout.states, given.states, strict=False):
        arrays[f"{name}0"] = _numpy(given.to_caller(state, axis=2).clone())
    for quantity, values in fields.items():
        arrays[quantity] = _numpy(given.to_caller(values, axis=3))
    lengths = given.to_caller(given.lengths).cpu().numpy().astype(np.int64)
    lengths.setflags(write=False)
    return RECORDS[given.layout.cell](
        lengths=lengths, max_error=_largest(differences), interventions=interventions, **arrays
    )


def _largest(differences: Sequence[Tensor]) -> float:
    """The largest absolute value; not a number if one of them is none."""
    largest = [difference.abs().max() for difference in differences if difference.numel()]
    return float(torch.stack(largest).max()) if largest else 0.0


def _numpy(values: Tensor) -> np.ndarray:
    """The array of a tensor that nobody else will write to."""
    dtype = torch.float64 if values.dtype == torch.float64 else torch.float32
    array = values.detach().to("cpu", dtype).contiguous().numpy()
    array.setflags(write=False)
    return array
