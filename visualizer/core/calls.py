"""One call of a recurrent module in one form, whatever way it was made.

Time comes first and a batch second; states have a layer and a direction axis; packed texts are
padded, in the order in which PyTorch's kernel reads them: the longest first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

from visualizer.core.modules import Layout, Recurrent, layout_of, weights_in_use

Output: TypeAlias = Any
"""What PyTorch's own forward returns, which differs from module to module."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Given:
    """What a recurrent module was given.

    `states` are h0 and, for an LSTM, c0; `fresh` says that the module started them itself, with
    zeros. `packed` is the packed input, if it was one.
    """

    layout: Layout
    x: Float[Tensor, "T B E"]
    states: tuple[Float[Tensor, "L D B P"], ...]
    fresh: bool
    packed: PackedSequence | None

    @property
    def lengths(self) -> Int[Tensor, " B"]:
        """Steps of each text, in the kernel's order."""
        T, B = self.x.shape[:2]
        if self.packed is None:
            return torch.full((B,), T, device=self.x.device)
        past = torch.arange(B, device=self.packed.batch_sizes.device)
        steps = self.packed.batch_sizes.unsqueeze(1) > past
        return steps.sum(0).to(self.x.device)

    @property
    def padding(self) -> Bool[Tensor, "T B 1"] | None:
        """The steps past each text's end; None if all texts are equally long."""
        if self.packed is None or int(self.packed.batch_sizes[-1]) == self.x.shape[1]:
            return None
        steps = torch.arange(len(self.x), device=self.x.device).unsqueeze(1)
        return (steps >= self.lengths).unsqueeze(-1)

    def to_caller(self, values: Tensor, axis: int = 0) -> Tensor:
        """Values of a batch in the order in which the caller gave the texts."""
        order = None if self.packed is None else self.packed.unsorted_indices
        return values if order is None else values.index_select(axis, order)

    def to_kernel(self, values: Tensor, axis: int = 0) -> Tensor:
        """Values of a batch in the order in which PyTorch's kernel reads the texts."""
        order = None if self.packed is None else self.packed.sorted_indices
        return values if order is None else values.index_select(axis, order)

    def pack(self, values: Float[Tensor, "T B P"]) -> PackedSequence:
        """Values of every step, packed as the input was."""
        packed = pack_padded_sequence(values, self.lengths.cpu())
        assert self.packed is not None
        return PackedSequence(
            packed.data,
            packed.batch_sizes,
            self.packed.sorted_indices,
            self.packed.unsorted_indices,
        )


def read_arguments(
    module: Recurrent,
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
    *,
    of: Callable[[Tensor], Tensor],
) -> Given:
    """What a call gave, checked by nobody: PyTorch's own forward has its say on that.

    Args:
        of: what to make of every tensor.
    """
    layout = layout_of(module)
    given = dict(zip(("input", "hx"), args, strict=False)) | dict(kwargs)
    x, hx = given["input"], given.get("hx")
    packed = x if isinstance(x, PackedSequence) else None
    padded = _time_first(module, x, of)
    states: tuple[Tensor, ...]
    if hx is None:
        L, D, B = layout.layers, layout.directions, padded.shape[1]
        states = tuple(padded.new_zeros(L, D, B, layout.size_of(name)) for name in layout.states)
    else:
        order = None if packed is None else packed.sorted_indices
        states = _per_layer(layout, hx, of, order)
    return Given(layout=layout, x=padded, states=states, fresh=hx is None, packed=packed)


def read_output(
    module: Recurrent, given: Given, output: Output, *, of: Callable[[Tensor], Tensor]
) -> tuple[Float[Tensor, "T B DP"], tuple[Float[Tensor, "L D B P"], ...]]:
    """Output and last states that a call returned, in the form of what it was given."""
    if isinstance(module, nn.RNNCellBase):
        last = _per_layer(given.layout, output, of, None)
        return last[0][0], last
    y, states = output
    order = None if given.packed is None else given.packed.sorted_indices
    return _time_first(module, y, of), _per_layer(given.layout, states, of, order)


def write_output(
    module: Recurrent,
    given: Given,
    values: Float[Tensor, "T B DP"],
    states: tuple[Float[Tensor, "L D B P"], ...],
    *,
    unbatched: bool,
) -> Output:
    """Output and last states in the form in which PyTorch's own forward returns them."""
    flat = [given.to_caller(state, axis=2).flatten(0, 1) for state in states]
    if isinstance(module, nn.RNNCellBase):
        flat = [state[0, 0] if unbatched else state[0] for state in flat]
        return as_handed(flat)
    if unbatched:
        values, flat = values[:, 0], [state[:, 0] for state in flat]
    elif given.packed is None and module.batch_first:
        values = values.transpose(0, 1)
    return (values if given.packed is None else given.pack(values)), as_handed(flat)


def as_handed(states: Sequence[Tensor]) -> Tensor | tuple[Tensor, ...]:
    """States as PyTorch's modules take and return them: one alone, several as a tuple."""
    return states[0] if len(states) == 1 else tuple(states)


def check_sizes(given: Given) -> None:
    """Refuse input and states that the module has no weights for, as PyTorch's own forward does.

    Raises:
        ValueError: the sizes.
    """
    layout = given.layout
    if given.x.shape[-1] != layout.input_size:
        raise ValueError(f"input must have {layout.input_size} features, got {given.x.shape[-1]}")
    for name, state in zip(layout.states, given.states, strict=False):
        wanted = (layout.layers, layout.directions, given.x.shape[1], layout.size_of(name))
        if tuple(state.shape) != wanted:
            raise ValueError(
                f"{name}0 must be (layers, directions, batch, units) = {wanted}, got "
                f"{tuple(state.shape)}"
            )


def is_unbatched(module: Recurrent, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool:
    """Whether a call gave one text without a batch axis."""
    x = args[0] if args else kwargs["input"]
    if isinstance(x, PackedSequence):
        return False
    return x.dim() == (1 if isinstance(module, nn.RNNCellBase) else 2)


def plain(module: Recurrent) -> Callable[[Tensor], Tensor]:
    """Detaches values and gives them the weights' type, which under autocast they may not have."""
    dtype = weights_in_use(module).hh.dtype
    return lambda values: values.detach().to(dtype)


def _time_first(
    module: Recurrent, values: Tensor | PackedSequence, of: Callable[[Tensor], Tensor]
) -> Float[Tensor, "T B N"]:
    if isinstance(values, PackedSequence):
        return pad_packed_sequence(PackedSequence(of(values.data), values.batch_sizes))[0]
    values = of(values)
    if isinstance(module, nn.RNNCellBase):
        return values.reshape(1, -1, values.shape[-1])
    if values.dim() == 2:
        return values.unsqueeze(1)
    return values.transpose(0, 1) if module.batch_first else values


def _per_layer(
    layout: Layout, states: Any, of: Callable[[Tensor], Tensor], order: Tensor | None
) -> tuple[Float[Tensor, "L D B P"], ...]:
    """States with layer, direction and batch axis, in the kernel's order."""
    flat: tuple[Tensor, ...] = (states,) if len(layout.states) == 1 else tuple(states)
    L, D = layout.layers, layout.directions

    def split(state: Tensor) -> Tensor:
        state = of(state)
        state = state if order is None else state.index_select(1, order)
        return state.reshape(L, D, -1, state.shape[-1])

    return tuple(split(state) for state in flat)
