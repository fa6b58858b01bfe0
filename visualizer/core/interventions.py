"""`intervene`: run a model with some of the values inside its recurrent modules changed."""

import copy
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn

from visualizer.core.calls import (
    Given,
    Output,
    check_sizes,
    is_unbatched,
    read_arguments,
    write_output,
)
from visualizer.core.cells import Change, unchanged
from visualizer.core.changes import (
    Choice,
    Intervention,
    InterventionError,
    Place,
    chosen,
    places_of,
)
from visualizer.core.explicit import ChangeAt, Run, run_explicitly
from visualizer.core.modules import (
    Recurrent,
    drops_between_layers,
    first_names,
    layout_of,
    recurrent_modules,
    recurrent_names,
    weights_of_forward,
)
from visualizer.core.records import ChangeMade
from visualizer.core.sequences import Sequences


@contextmanager
def intervene(model: nn.Module, *interventions: Intervention) -> Generator[None]:
    """Change values inside `model`'s recurrent modules while the block runs.

        with intervene(model, Clamp("encoder.lstm", "f", value=0.0, units=[17], steps=slice(3, 6))):
            model(inputs)

    The targeted modules run cell by cell instead of in PyTorch's fused kernel (to float precision
    the same, and slower); what follows a changed value is computed from it. Several changes are
    made in the order given, those of nested blocks from the outside in. All is differentiable,
    with regard to the amounts too; of a part under torch.utils.checkpoint take the gradient inside
    the block, since it runs the module once more. Inside or around it, `record` sees the changed
    values. Calls of other threads are not changed; afterwards everything is as found.

    Raises:
        InterventionError: at once, for a module, quantity, unit, layer or direction that is not
            there; at the call, for a step that is not there, an amount of a shape that does not
            fit, and dropout between layers in training mode; at the end of the block, for a step
            that a single-step cell never came to.
    """
    targets = _targets(model, interventions)
    with ExitStack() as stack:
        blocks = [stack.enter_context(_changing(module, changes)) for module, changes in targets]
        yield
        for block in blocks:
            block.check_all_steps_came()


class ChangedRun(NamedTuple):
    """A call under interventions: what it was given, what it computed, and what was changed."""

    given: Given
    run: Run
    interventions: tuple[ChangeMade, ...]


def changed_run(module: nn.Module) -> ChangedRun | None:
    """The call of a module that has just returned, if interventions of this thread changed it."""
    forward = vars(module).get("forward")
    if not isinstance(forward, _ChangedForward):
        return None
    return forward.latest.get(threading.get_ident())


def _targets(
    model: nn.Module, interventions: Sequence[Intervention]
) -> list[tuple[Recurrent, list[Intervention]]]:
    """The modules to change, each with its changes, which are checked against it."""
    names = first_names(model)
    known = recurrent_names(model)
    changes: defaultdict[str, list[Intervention]] = defaultdict(list)
    for intervention in interventions:
        if intervention.module not in names:
            raise InterventionError(
                f"module must be one of the model's recurrent modules, {known}, got "
                f"{intervention.module!r}"
            )
        changes[names[intervention.module]].append(intervention)
    found = recurrent_modules(model, list(changes), error=InterventionError) if changes else {}
    for name, module in found.items():
        _check_forward(name, module)
        for intervention in changes[name]:
            intervention.check(layout_of(module))
    return [(module, changes[name]) for name, module in found.items()]


def _check_forward(name: str, module: Recurrent) -> None:
    own = vars(module).get("forward")
    stock = type(module).forward.__module__ == "torch.nn.modules.rnn"
    if not stock or not (own is None or isinstance(own, _ChangedForward)):
        raise InterventionError(
            f"module {name!r} has a forward of its own ({type(module).__name__}), which the stock "
            "cells would leave out; intervene on a stock module inside it"
        )


class _Timed(NamedTuple):
    """A change with the steps it is made at, each with its number among the chosen ones."""

    change: Intervention
    numbers: Mapping[int, int]
    chosen: int | None

    def place(self, given: Given, layer: int, direction: int, t: int, first: int) -> Place:
        """Where the change is made at one of its steps, in a call that begins at step `first`."""
        units = self.change.units_of(given.layout, layer)
        return Place(layer, direction, first + t, units, self.numbers[t], self.chosen)


class _Block:
    """The changes that one `with intervene(...)` makes in one module.

    A module's steps count from the start of its call. A single-step cell's count along the
    sequence that its calls in the block make, however long that gets.
    """

    def __init__(self, module: Recurrent, changes: Sequence[Intervention]) -> None:
        self.changes = changes
        self.single_step = isinstance(module, nn.RNNCellBase)
        self.sequences = Sequences()
        self.steps = 0
        for change in changes if self.single_step else ():
            _check_counts_from_first(change)

    def timed(self, first: int, T: int) -> Iterator[_Timed]:
        """The changes of a call of T steps that begins at step `first`."""
        for change in self.changes:
            if self.single_step:
                number = _number(change.steps, first)
                yield _Timed(change, {} if number is None else {0: number}, None)
            else:
                places = chosen(change.steps, T, f"steps of {change.name}")
                yield _Timed(change, {t: n for n, t in enumerate(places)}, len(places))

    def check_all_steps_came(self) -> None:
        """Refuse steps that a single-step cell never came to."""
        if self.single_step and self.steps:
            for change in self.changes:
                chosen(change.steps, self.steps, f"steps of {change.name}")


def _check_counts_from_first(change: Intervention) -> None:
    """How long a sequence of single steps gets is not known beforehand."""
    steps = change.steps
    ends = (steps.start, steps.stop, steps.step) if isinstance(steps, slice) else places_of(steps)
    if any(end is not None and end < 0 for end in ends):
        raise InterventionError(
            f"steps of {change.name}, a single-step cell, must be 0 or more, got {steps}"
        )


def _number(steps: Choice, t: int) -> int | None:
    """The number of step `t` among the chosen ones; None if it is not one."""
    if steps is None:
        return t
    places = range(sys.maxsize)[steps] if isinstance(steps, slice) else places_of(steps)
    return places.index(t) if t in places else None


class _ChangedForward:
    """A module's forward while some thread has changes for it; other threads get PyTorch's own."""

    def __init__(self, module: Recurrent) -> None:
        self.module = module
        self.original = module.forward
        self.blocks: dict[int, list[_Block]] = {}
        self.latest: dict[int, ChangedRun] = {}

    def __call__(self, *args: Any, **kwargs: Any) -> Output:
        blocks = self.blocks.get(threading.get_ident())
        return self._run(blocks, args, kwargs) if blocks else self.original(*args, **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> Callable[..., Output]:
        """A copy of the model made inside the block computes what PyTorch's own does."""
        return type(self.module).forward.__get__(copy.deepcopy(self.module, memo))

    def _run(
        self, blocks: Sequence[_Block], args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> Output:
        module = self.module
        if isinstance(module, nn.RNNBase) and drops_between_layers(module):
            raise InterventionError(
                f"module {blocks[0].changes[0].module!r} drops values between its layers while "
                f"training (dropout={module.dropout}) and cannot be changed; call model.eval()"
            )
        weights = weights_of_forward(module)
        own = weights(0, 0).hh
        mixed = torch.is_autocast_enabled(own.device.type)
        with torch.autocast(own.device.type, enabled=False):
            given = read_arguments(
                module, args, kwargs, of=lambda values: values.to(own.dtype) if mixed else values
            )
            check_sizes(given)
            positions = [block.sequences.position(given) for block in blocks]
            firsts = [
                position.steps if block.single_step else 0
                for block, position in zip(blocks, positions, strict=True)
            ]
            timed = [
                (each, first)
                for block, first in zip(blocks, firsts, strict=True)
                for each in block.timed(first, len(given.x))
            ]
            run = run_explicitly(given, weights, _change_at(timed, given))
        for block, position, first in zip(blocks, positions, firsts, strict=True):
            block.sequences.extend(position, given, run.states)
            block.steps = max(block.steps, first + len(given.x))
        told = tuple(change.told() for block in blocks for change in block.changes)
        self.latest[threading.get_ident()] = ChangedRun(given, run, told)
        unbatched = is_unbatched(module, args, kwargs)
        return write_output(module, given, run.output, run.states, unbatched=unbatched)


def _change_at(timed: Sequence[tuple[_Timed, int]], given: Given) -> ChangeAt:
    """The changes of a call, by layer, direction and step."""

    def at(layer: int, direction: int, t: int) -> Change:
        active = [
            (each.change, each.place(given, layer, direction, t, first))
            for each, first in timed
            if t in each.numbers and each.change.is_at(layer, direction)
        ]
        return partial(_apply, active, given) if active else unchanged

    return at


def _apply(
    active: Sequence[tuple[Intervention, Place]],
    given: Given,
    quantity: str,
    values: Float[Tensor, "B N"],
) -> Float[Tensor, "B N"]:
    for change, place in active:
        if change.quantity == quantity:
            units = torch.tensor(place.units, device=values.device)
            part = given.to_caller(values.index_select(-1, units))
            part = given.to_kernel(change.changed(part, place))
            values = values.index_copy(-1, units, part)
    return values


_INSTALLING = threading.Lock()


@contextmanager
def _changing(module: Recurrent, changes: Sequence[Intervention]) -> Generator[_Block]:
    """Let a module's forward make these changes for this thread, after those it already makes."""
    block, me = _Block(module, changes), threading.get_ident()
    with _INSTALLING:
        forward = vars(module).get("forward")
        if not isinstance(forward, _ChangedForward):
            forward = _ChangedForward(module)
            module.forward = forward
        forward.blocks.setdefault(me, []).append(block)
    try:
        yield block
    finally:
        with _INSTALLING:
            forward.latest.pop(me, None)
            forward.blocks[me].remove(block)
            if not forward.blocks[me]:
                del forward.blocks[me]
            if not forward.blocks:
                del module.forward
