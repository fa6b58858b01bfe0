"""Which of a model's modules are recurrent, how each is laid out, and the weights it computes with.

The rest of `core` sees every module through these: an `nn.LSTM` of three layers in two directions
and an `nn.LSTMCell` differ in their numbers of layers, directions and steps alone.
"""

import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple, TypeAlias, cast

import torch
from jaxtyping import Float
from torch import Tensor, nn

from visualizer.core.records import CELLS, RECORDS

Recurrent: TypeAlias = nn.RNNBase | nn.RNNCellBase
Cell: TypeAlias = Literal["rnn", "gru", "lstm"]


class Classes(NamedTuple):
    """PyTorch's classes of one cell: the module that reads whole texts, and its single step."""

    module: type[nn.RNN | nn.GRU | nn.LSTM]
    step: type[nn.RNNCell | nn.GRUCell | nn.LSTMCell]


CLASSES: dict[Cell, Classes] = {
    "rnn": Classes(nn.RNN, nn.RNNCell),
    "gru": Classes(nn.GRU, nn.GRUCell),
    "lstm": Classes(nn.LSTM, nn.LSTMCell),
}
STOCK: tuple[type[nn.Module], ...] = tuple(kind for pair in CLASSES.values() for kind in pair)
"""Every class whose steps can be seen."""

QUANTIZED = ("torch.ao.nn.", "torch.nn.quantized", "torch.nn.quantizable")
"""Where PyTorch keeps recurrent modules that compute with rounded weights."""


class Layout(NamedTuple):
    """How a recurrent module is built. `hidden_size` is H, also where the state is projected."""

    cell: Cell
    nonlinearity: Literal["tanh", "relu"]
    layers: int
    directions: int
    hidden_size: int
    input_size: int
    state_size: int

    @property
    def states(self) -> tuple[str, ...]:
        """What is handed from step to step, in PyTorch's order."""
        return RECORDS[self.cell].states

    def size_of(self, quantity: str) -> int:
        """The units of a quantity, of which a projected h has fewer."""
        return self.state_size if quantity == "h" else self.hidden_size


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

    def detached(self) -> "Weights":
        """These weights outside the autograd graph."""
        b_ih, b_hh, hr = (None if w is None else w.detach() for w in self[2:])
        return Weights(self.ih.detach(), self.hh.detach(), b_ih, b_hh, hr)


def recurrent_class(cell: str) -> type[nn.RNN | nn.GRU | nn.LSTM]:
    """The PyTorch class of a cell.

    Raises:
        ValueError: there is no such cell.
    """
    if cell not in CLASSES:
        raise ValueError(f"cell must be one of {', '.join(reversed(CELLS))}, got {cell!r}")
    return CLASSES[cell].module


def layout_of(module: Recurrent) -> Layout:
    """The layout of a stock recurrent module or single-step cell."""
    cell: Cell = next(cell for cell, classes in CLASSES.items() if isinstance(module, classes))
    if isinstance(module, nn.RNNCellBase):
        relu = isinstance(module, nn.RNNCell) and module.nonlinearity == "relu"
        layers, directions, projected = 1, 1, 0
    else:
        relu = module.mode == "RNN_RELU"
        layers, directions = module.num_layers, 1 + module.bidirectional
        projected = module.proj_size
    return Layout(
        cell=cell,
        nonlinearity="relu" if relu else "tanh",
        layers=layers,
        directions=directions,
        hidden_size=module.hidden_size,
        input_size=module.input_size,
        state_size=projected or module.hidden_size,
    )


def weights_in_use(module: Recurrent, layer: int = 0, direction: int = 0) -> Weights:
    """The weights of one layer and direction that the module's latest forward pass computed with.

    Under `torch.nn.utils.parametrize` these are the effective ones; nothing is computed or
    iterated that a forward pass would not have.
    """
    if isinstance(module, nn.RNNCellBase):
        with _parametrizations_at_rest(module):
            return _cell_weights(module)
    # PyTorch keeps here what it hands to its kernel; reading an attribute such as weight_hh_l0
    # would compute its parametrization once more, and in training spectral_norm changes then.
    flat: list[Tensor] = module._flat_weights  # pyright: ignore[reportPrivateUsage, reportAssignmentType]
    D = 1 + module.bidirectional
    each = len(flat) // (module.num_layers * D)
    ih, hh, *rest = flat[(layer * D + direction) * each :][:each]
    b_ih, b_hh = rest[:2] if module.bias else (None, None)
    return Weights(ih, hh, b_ih, b_hh, rest[-1] if module.proj_size else None)


def weights_now(module: Recurrent, layer: int = 0, direction: int = 0) -> Weights:
    """The weights of one layer and direction as they are now, whatever ran last with others."""
    if isinstance(module, nn.RNNCellBase) or hasattr(module, "parametrizations"):
        return weights_in_use(module, layer, direction)
    suffix = f"_l{layer}" + ("_reverse" if direction else "")
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr")
    ih, hh, *rest = (getattr(module, name + suffix, None) for name in names)
    assert ih is not None
    assert hh is not None
    return Weights(ih, hh, *rest)


def weights_of_forward(module: Recurrent) -> Callable[[int, int], Weights]:
    """The weights of a layer and direction as the module's own forward would get them now."""
    if isinstance(module, nn.RNNCellBase):
        weights = _cell_weights(module)
        return lambda _layer, _direction: weights
    # As forward does first: weights that were set or parametrized anew are taken up.
    module._update_flat_weights()  # pyright: ignore[reportPrivateUsage]
    return lambda layer, direction: weights_in_use(module, layer, direction)


def drops_between_layers(module: nn.RNNBase) -> bool:
    """Whether a forward pass now leaves out random values between the layers."""
    return module.training and module.dropout > 0 and module.num_layers > 1


def _cell_weights(cell: nn.RNNCellBase) -> Weights:
    return Weights(
        cell.weight_ih,
        cell.weight_hh,
        getattr(cell, "bias_ih", None),
        getattr(cell, "bias_hh", None),
        None,
    )


@contextmanager
def _parametrizations_at_rest(module: nn.Module) -> Generator[None]:
    """Parametrizations give what they gave last instead of moving on, as some do in training."""
    parts = [
        part
        for parametrization in getattr(module, "parametrizations", {}).values()
        for part in parametrization.modules()
        if part.training
    ]
    try:
        for part in parts:
            part.training = False
        yield
    finally:
        for part in parts:
            part.training = True


def recurrent_modules(
    model: nn.Module, only: str | Sequence[str] | None = None, *, error: type[ValueError]
) -> dict[str, Recurrent]:
    """The recurrent modules of a model by name; one under several names has its first.

    Args:
        only: the names to take, "" the model itself; all recurrent modules if not given.
        error: what to raise.

    Raises:
        error: one of them hides what it computes, a name is none of them, or there is none.
    """
    named = _every_name(model)
    known = recurrent_names(model)
    wanted = known if only is None else [only] if isinstance(only, str) else list(only)
    for name in named if only is None else _with_ancestors(wanted):
        reason = _closed(name, named[name]) if name in named else None
        if reason:
            raise error(reason)
    if only is not None and not wanted:
        raise error(f"only must name at least one of the recurrent modules {known}, got none")
    for name in wanted:
        if name not in known:
            raise error(f"only must name recurrent modules of the model, {known}, got {name!r}")
    first = first_names(model)
    found = {first[name]: named[name] for name in wanted}
    if not found:
        raise error(
            "model must contain an nn.RNN, nn.LSTM, nn.GRU or one of their cells nn.RNNCell, "
            f"nn.LSTMCell, nn.GRUCell, got {type(model).__name__} without"
        )
    return found  # pyright: ignore[reportReturnType]  every one is in STOCK


def first_names(model: nn.Module) -> dict[str, str]:
    """Every name of every module, with the first name of the same module."""
    first: dict[nn.Module, str] = {}
    return {name: first.setdefault(module, name) for name, module in _every_name(model).items()}


def recurrent_names(model: nn.Module) -> list[str]:
    """Every name of every recurrent module."""
    return [name for name, module in _every_name(model).items() if _is_recurrent(module)]


def _every_name(model: nn.Module) -> dict[str, nn.Module]:
    named = cast(Iterable[tuple[str, nn.Module]], model.named_modules(remove_duplicate=False))
    return dict(named)


def _with_ancestors(names: Iterable[str]) -> list[str]:
    """The names and those of the modules around them, the model "" first."""
    paths = {""}
    for name in names:
        parts = name.split(".")
        paths.update(".".join(parts[:end]) for end in range(1, len(parts) + 1))
    return sorted(paths)


def _is_recurrent(module: nn.Module) -> bool:
    return isinstance(module, STOCK)


def _closed(name: str, module: nn.Module) -> str | None:
    """Why the steps of a module cannot be seen and what to do instead; None if they can."""
    kind = type(module).__name__
    if isinstance(module, torch.jit.ScriptModule):
        return f"module {name!r} is scripted and hides its steps; use the original nn.Module"
    if _is_compiled(module):
        return (
            f"module {name!r} is compiled and may skip hooks; use the module that was given to "
            "torch.compile"
        )
    if _is_quantized(module):
        return (
            f"module {name!r} is a quantized {kind}, which computes with rounded weights inside "
            "its kernel; use the float module that it was made from"
        )
    if isinstance(module, nn.RNNCellBase) and not _is_recurrent(module):
        return (
            f"module {name!r} is a {kind}, a cell class of its own with equations that are not "
            "known here; use nn.RNNCell, nn.LSTMCell or nn.GRUCell, or choose others with only="
        )
    return None


def _is_compiled(module: nn.Module) -> bool:
    """Whether torch.compile had it; asked without loading the compiler, which takes seconds.

    Another thread may be loading it just now: then it has compiled nothing yet.
    """
    wrapper = getattr(sys.modules.get("torch._dynamo"), "OptimizedModule", None)
    wrapped = wrapper is not None and isinstance(module, wrapper)
    return wrapped or getattr(module, "_compiled_call_impl", None) is not None


def _is_quantized(module: nn.Module) -> bool:
    kind = type(module)
    recurrent = {each.__name__ for each in STOCK}
    return kind.__name__ in recurrent and kind.__module__.startswith(QUANTIZED)
