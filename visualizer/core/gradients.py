"""`gradient_flow`: how much a loss depends on every state and input inside a model."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from visualizer.core.calls import Given
from visualizer.core.changes import Intervention, Place
from visualizer.core.interventions import changed_run, intervene
from visualizer.core.modules import Recurrent, layout_of, recurrent_modules
from visualizer.core.records import ChangeMade
from visualizer.core.sequences import Sequences


class GradientError(ValueError):
    """Gradients that cannot be measured; says why, and what to do instead."""


@dataclass(frozen=True, kw_only=True, eq=False)
class GradientFlow:
    """The gradients of a loss with respect to one module's states and inputs; in the loss's unit.

    Each is a total derivative: through everything that comes of the value, at its own step and
    later. Axes L layer, D direction, T time in text order, B batch in the caller's order; past a
    packed text's end all is NaN.

    Attributes:
        h: dL/dh_t, (L, D, T, B, H).
        c: dL/dc_t of an LSTM, (L, D, T, B, H), else None.
        x: dL/dx_t by layer, each (D, T, B, E) with E the layer's inputs: of the first layer the
            module's own, of the others the h below. The share of each direction apart.
        lengths: the steps of each text, (B,).
        loss: the loss itself.
    """

    h: Float[np.ndarray, "L D T B P"]
    c: Float[np.ndarray, "L D T B H"] | None
    x: tuple[Float[np.ndarray, "D T B E"], ...]
    lengths: Int[np.ndarray, " B"]
    loss: float

    def norms(self, quantity: str) -> Float[np.ndarray, "L D T B"]:
        """The Euclidean length of each step's gradient, over units or inputs; >= 0.

        Raises:
            ValueError: `quantity` is not `h`, `x` or, for an LSTM, `c`.
        """
        if quantity == "x":
            return np.stack([np.linalg.norm(layer, axis=-1) for layer in self.x])
        values = {"h": self.h, "c": self.c}.get(quantity)
        if values is None:
            known = "h, x" if self.c is None else "h, c, x"
            raise ValueError(f"quantity must be one of {known}, got {quantity!r}")
        return np.linalg.norm(values, axis=-1)


def gradient_flow(
    model: nn.Module, loss: Callable[[], Tensor], *, only: str | Sequence[str] | None = None
) -> dict[str, GradientFlow]:
    """Measure dL/dh_t, dL/dc_t and dL/dx_t at every step, layer and direction.

        flow = gradient_flow(model, lambda: criterion(model(inputs), targets))
        flow["encoder.lstm"].norms("h")        # (L, D, T, B)

    The model runs once more for this, with explicit cells instead of PyTorch's fused kernels,
    which show no gradient inside; to float precision they compute the same. Parameters and their
    `.grad` stay as they are.

    Args:
        model: any model that `record` opens.
        loss: computes the loss anew by calling the model; a scalar.
        only: measure only the modules of these names, "" the model itself.

    Returns:
        The gradients by module name: of calls that continue each other as one sequence.

    Raises:
        GradientError: no recurrent module, `loss` is no function or gives no scalar that depends
            on one, or a module was called for several sequences.
        InterventionError: a module that explicit cells cannot run.
    Source:
        torch.autograd.grad.
    """
    if not callable(loss):
        raise GradientError(
            "loss must be a function that runs the model and returns a scalar, such as "
            f"lambda: criterion(model(x), y), got {type(loss).__name__}"
        )
    modules = recurrent_modules(model, only, error=GradientError)
    watched = {name: _Watched(name, module) for name, module in modules.items()}
    with ExitStack() as stack, torch.inference_mode(False), torch.enable_grad():
        stack.enter_context(
            intervene(model, *(probe for each in watched.values() for probe in each.probes))
        )
        for each in watched.values():
            stack.callback(each.module.register_forward_hook(each.keep).remove)
        value = loss()
    called = {name: each for name, each in watched.items() if each.calls}
    _check_loss(value, called)
    leaves = [leaf for each in called.values() for leaf in each.leaves()]
    found = cast(Sequence[Tensor | None], torch.autograd.grad(value, leaves, allow_unused=True))
    if not any(gradient is not None for gradient in found):
        raise GradientError(
            "loss must depend on the model's recurrent modules, it does not depend on any of them"
        )
    gradients = {
        id(leaf): torch.zeros_like(leaf) if gradient is None else gradient
        for leaf, gradient in zip(leaves, found, strict=True)
    }
    return {name: each.flow(float(value.detach()), gradients) for name, each in called.items()}


def _check_loss(value: object, called: Mapping[str, "_Watched"]) -> None:
    if not isinstance(value, Tensor) or value.numel() != 1:
        shape = tuple(value.shape) if isinstance(value, Tensor) else type(value).__name__
        raise GradientError(f"loss must return a scalar tensor, got {shape}")
    if not called:
        raise GradientError("loss must run the model's recurrent modules, it called none of them")
    if not value.requires_grad:
        raise GradientError(
            "loss must depend on the model's recurrent modules by operations that autograd "
            "follows, got a tensor without gradient"
        )


@dataclass(frozen=True, eq=False)
class _Probe(Intervention):
    """Adds zeros whose gradients are those of the values; one tensor for each moment."""

    zeros: dict[tuple[int, int, int], Tensor] = field(default_factory=dict[Any, Tensor])

    def changed(self, values: Float[Tensor, "B U"], place: Place) -> Float[Tensor, "B U"]:
        """The values plus zeros, of which a gradient can be asked."""
        zeros = torch.zeros_like(values, requires_grad=True)
        self.zeros[place.layer, place.direction, place.t] = zeros
        return values + zeros

    def told(self) -> ChangeMade:
        """That its gradient was measured."""
        return self._told("probe")


class _Watched:
    """One module under probes, and what its calls left in them."""

    def __init__(self, name: str, module: Recurrent) -> None:
        self.module = module
        self.layout = layout_of(module)
        self.quantities = ("x", *self.layout.states)
        self.probes = [_Probe(name, quantity) for quantity in self.quantities]
        self.sequences = Sequences()
        self.calls: list[tuple[Given, dict[str, dict[tuple[int, int, int], Tensor]]]] = []
        self.begun: set[int] = set()

    def keep(self, *_: Any) -> None:
        """After a call: put aside what the probes hold."""
        changed = changed_run(self.module)
        assert changed is not None
        position = self.sequences.position(changed.given)
        self.sequences.extend(position, changed.given, changed.run.states)
        self.begun.add(position.sequence)
        self.calls.append(
            (changed.given, {probe.quantity: dict(probe.zeros) for probe in self.probes})
        )
        for probe in self.probes:
            probe.zeros.clear()

    def leaves(self) -> Iterator[Tensor]:
        """Every zero that was added."""
        for _, probed in self.calls:
            for zeros in probed.values():
                yield from zeros.values()

    def flow(self, loss: float, gradients: Mapping[int, Tensor]) -> GradientFlow:
        """The gradients in the axes of a record."""
        if len(self.begun) > 1:
            raise GradientError(
                f"module {self.probes[0].module!r} was called for {len(self.begun)} separate "
                "sequences; measure a loss of one of them, or choose other modules with only="
            )
        pieces = [self._of_call(given, probed, gradients) for given, probed in self.calls]
        joined = {
            (quantity, layer): _numpy(
                torch.cat([piece[quantity, layer] for piece in pieces], dim=1)
            )
            for quantity in self.quantities
            for layer in range(self.layout.layers)
        }
        layers = range(self.layout.layers)
        lengths = [given.to_caller(given.lengths) for given, _ in self.calls]
        return GradientFlow(
            h=np.stack([joined["h", layer] for layer in layers]),
            c=np.stack([joined["c", layer] for layer in layers])
            if "c" in self.quantities
            else None,
            x=tuple(joined["x", layer] for layer in layers),
            lengths=torch.stack(lengths).sum(0).cpu().numpy(),
            loss=loss,
        )

    def _of_call(
        self,
        given: Given,
        probed: Mapping[str, Mapping[tuple[int, int, int], Tensor]],
        gradients: Mapping[int, Tensor],
    ) -> dict[tuple[str, int], Float[Tensor, "D T B N"]]:
        """Gradients by quantity and layer; the probes' steps of a single-step cell count on."""
        padding = None if given.padding is None else given.to_caller(given.padding, axis=1)
        found: dict[tuple[str, int], Tensor] = {}
        for quantity, zeros in probed.items():
            by_place = {place: gradients[id(leaf)] for place, leaf in zeros.items()}
            times = sorted({t for _, _, t in by_place})
            for layer in range(self.layout.layers):
                values = torch.stack(
                    [
                        torch.stack([by_place[layer, direction, t] for t in times])
                        for direction in range(self.layout.directions)
                    ]
                )
                found[quantity, layer] = (
                    values if padding is None else values.masked_fill(padding, torch.nan)
                )
        return found


def _numpy(values: Tensor) -> np.ndarray:
    dtype = torch.float64 if values.dtype == torch.float64 else torch.float32
    return values.detach().to("cpu", dtype).numpy()
