"""The changes that `intervene` can make: what, where, and when."""

import operator
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import TypeAlias

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from visualizer.core.modules import Layout
from visualizer.core.records import RECORDS, ChangeKind, ChangeMade, Record

Choice: TypeAlias = int | Sequence[int] | slice | None
"""Places along an axis: one, several, a range, or all (None). Negative ones count from the end."""

Amount: TypeAlias = float | Tensor | np.ndarray
"""A number, or values that broadcast to (chosen steps, B, chosen units)."""


class InterventionError(ValueError):
    """A change that cannot be made; says what is wrong with it and what the valid range is."""


@dataclass(frozen=True, eq=False)
class Intervention(ABC):
    """A change of one quantity of one recurrent module.

    Attributes:
        module: its name in `model.named_modules()`, "" if the model itself is recurrent.
        quantity: `x` (the layer's input), `h`, and `i`, `f`, `g`, `o`, `c` of an LSTM or `r`, `z`,
            `n` of a GRU; after its non-linearity. What follows is computed from the changed value.
        units: which units (of `x`: which inputs); all if not given.
        steps: which steps of a call, in text order for the backward direction too; of a
            single-step cell, which steps of the sequence that its calls make. All if not given.
        layer: which layer; all if not given.
        direction: 0 forward, 1 backward; both if not given.
    """

    module: str
    quantity: str
    _: KW_ONLY
    units: Choice = None
    steps: Choice = None
    layer: int | None = None
    direction: int | None = None

    @abstractmethod
    def changed(self, values: Float[Tensor, "B U"], place: "Place") -> Float[Tensor, "B U"]:
        """The values of the chosen units as they are to be."""

    @abstractmethod
    def told(self) -> ChangeMade:
        """The change as it is kept in a record."""

    def __str__(self) -> str:
        return str(self.told())

    def check(self, layout: Layout) -> None:
        """Refuse what no call of such a module could have.

        Raises:
            InterventionError: no such quantity, layer, direction or unit, or no amount.
        """
        for name in ("value", "factor", "amount"):
            amount = getattr(self, name, 0)
            if not isinstance(amount, int | float | Tensor | np.ndarray | np.number):
                raise InterventionError(
                    f"{name} for {self.name} must be a number, a tensor or an array, got {amount!r}"
                )
        known = ("x", *RECORDS[layout.cell].quantities)
        if self.quantity not in known:
            raise InterventionError(
                f"quantity must be one of {', '.join(known)} of the {layout.cell.upper()} "
                f"{self.module!r}, got {self.quantity!r}"
            )
        for name, size in (("layer", layout.layers), ("direction", layout.directions)):
            chosen = getattr(self, name)
            if chosen is not None and chosen not in range(size):
                raise InterventionError(
                    f"{name} must be in 0..{size - 1} of module {self.module!r}, got {chosen!r}"
                )
        for layer in range(layout.layers) if self.layer is None else [self.layer]:
            self.units_of(layout, layer)

    def units_of(self, layout: Layout, layer: int) -> list[int]:
        """The chosen units of a layer."""
        return chosen(self.units, self._width(layout, layer), f"units of {self.name}")

    def is_at(self, layer: int, direction: int) -> bool:
        """Whether the change is meant for this layer and direction."""
        return self.layer in (None, layer) and self.direction in (None, direction)

    @property
    def name(self) -> str:
        """What is changed, for messages."""
        return f"{self.quantity} of module {self.module!r}"

    def _width(self, layout: Layout, layer: int) -> int:
        match self.quantity:
            case "x":
                return layout.directions * layout.state_size if layer else layout.input_size
            case quantity:
                return layout.size_of(quantity)

    def _told(self, kind: ChangeKind, amount: str | tuple[int, ...] = "") -> ChangeMade:
        return ChangeMade(
            kind=kind,
            module=self.module,
            quantity=self.quantity,
            amount=amount,
            layer=_short(self.layer),
            direction=_short(self.direction),
            units=_short(self.units),
            steps=_short(self.steps),
        )


@dataclass(frozen=True)
class Place:
    """Where a change is made in a call: layer, direction, step and the chosen units.

    The step is the one of this `number`, from 0, of so many `chosen` ones; of single-step cells,
    whose sequence may go on, nobody knows how many (None).
    """

    layer: int
    direction: int
    t: int
    units: Sequence[int]
    number: int
    chosen: int | None


@dataclass(frozen=True, eq=False)
class Clamp(Intervention):
    """Hold a quantity at `value`, whatever the network makes of it."""

    _: KW_ONLY
    value: Amount

    def changed(self, values: Float[Tensor, "B U"], place: Place) -> Float[Tensor, "B U"]:
        """`value` in place of the values."""
        return amount_at(self.value, values, place, f"value for {self.name}")

    def told(self) -> ChangeMade:
        """That it was clamped, to which value."""
        return self._told("clamp", _number_or_shape(self.value))


@dataclass(frozen=True, eq=False)
class Scale(Intervention):
    """Multiply a quantity by `factor`."""

    _: KW_ONLY
    factor: Amount

    def changed(self, values: Float[Tensor, "B U"], place: Place) -> Float[Tensor, "B U"]:
        """`factor` times the values."""
        return values * amount_at(self.factor, values, place, f"factor for {self.name}")

    def told(self) -> ChangeMade:
        """That it was scaled, by which factor."""
        return self._told("scale", _number_or_shape(self.factor))


@dataclass(frozen=True, eq=False)
class Add(Intervention):
    """Add `amount` to a quantity."""

    _: KW_ONLY
    amount: Amount

    def changed(self, values: Float[Tensor, "B U"], place: Place) -> Float[Tensor, "B U"]:
        """The values plus `amount`."""
        return values + amount_at(self.amount, values, place, f"amount for {self.name}")

    def told(self) -> ChangeMade:
        """That something was added, and how much."""
        return self._told("add", _number_or_shape(self.amount))


@dataclass(frozen=True, eq=False)
class Harden(Intervention):
    """Round a gate to 0 or 1, so that it lets everything through or nothing: a bitwise mask."""

    def changed(
        self,
        values: Float[Tensor, "B U"],
        place: Place,  # noqa: ARG002  every intervention is told where
    ) -> Float[Tensor, "B U"]:
        """1 where a value is above a half, else 0."""
        return (values > 0.5).to(values.dtype)

    def check(self, layout: Layout) -> None:
        """Refuse what is no gate too."""
        super().check(layout)
        gates = RECORDS[layout.cell].gates
        if self.quantity not in gates:
            raise InterventionError(
                f"quantity must be a gate of the {layout.cell.upper()} {self.module!r}, "
                f"{', '.join(gates) or 'which has none'}, got {self.quantity!r}"
            )

    def told(self) -> ChangeMade:
        """That it was rounded."""
        return self._told("harden")


@dataclass(frozen=True, eq=False)
class Swap(Intervention):
    """Put in the values of another record: of the same unit, step, layer and direction.

    A record of one text serves every text of a batch.
    """

    _: KW_ONLY
    source: Record

    def changed(self, values: Float[Tensor, "B U"], place: Place) -> Float[Tensor, "B U"]:
        """The other record's values."""
        return amount_at(
            self._taken(place)[:, place.units], values, place, f"source for {self.name}"
        )

    def check(self, layout: Layout) -> None:
        """Refuse a source of another make too."""
        super().check(layout)
        L, D, _, _, H = self.source.h.shape
        found = (self.source.cell, L, D, H, self.source.x.shape[2])
        wanted = (
            layout.cell,
            layout.layers,
            layout.directions,
            layout.state_size,
            layout.input_size,
        )
        if found != wanted:
            raise InterventionError(
                f"source for {self.name} must be of the same cell, layers, directions, units and "
                f"inputs, {wanted}, got {found}"
            )

    def _taken(self, place: Place) -> Float[np.ndarray, "B U"]:
        source = self.source
        if place.t >= len(source.x):
            raise InterventionError(
                f"steps of {self.name} must be in 0..{len(source.x) - 1}, which the source has, "
                f"got {place.t}"
            )
        if self.quantity != "x":
            return getattr(source, self.quantity)[place.layer, place.direction, place.t]
        if place.layer == 0:
            return source.x[place.t]
        return np.concatenate(list(source.h[place.layer - 1, :, place.t]), axis=-1)

    def told(self) -> ChangeMade:
        """That it was swapped, and when the other record was taken."""
        return self._told("swap", f"{self.source.taken:%Y-%m-%d %H:%M:%S %Z}")


def chosen(choice: Choice, size: int, what: str) -> list[int]:
    """The places along an axis of this size, in the order given.

    Raises:
        InterventionError: one of them is not there, or there is none.
    """
    if choice is None:
        return list(range(size))
    if isinstance(choice, slice):
        places = list(range(size)[choice])
    else:
        places = places_of(choice)
        for place in places:
            if not -size <= place < size:
                raise InterventionError(
                    f"{what} must be in 0..{size - 1}, or -{size}..-1 from the end, got {place}"
                )
        places = [place % size for place in places]
    if not places:
        raise InterventionError(f"{what} must be at least one of 0..{size - 1}, got {choice!r}")
    return places


def places_of(choice: int | Sequence[int] | None) -> list[int]:
    """The places as plain numbers; none for None."""
    if choice is None:
        return []
    places = choice if isinstance(choice, Iterable) else [choice]
    try:
        return [operator.index(place) for place in places]
    except TypeError as error:
        raise InterventionError(f"units and steps must be whole numbers, got {choice!r}") from error


def amount_at(
    amount: Amount, values: Float[Tensor, "B U"], place: Place, what: str
) -> Float[Tensor, "B U"]:
    """An amount at one step, in the shape of the values and in its own autograd graph.

    Raises:
        InterventionError: it does not broadcast to (chosen steps, B, chosen units).
    """
    given = torch.as_tensor(amount, dtype=values.dtype, device=values.device)
    if given.dim() > 2:
        steps = len(given)
        if given.dim() > 3 or steps not in (1, place.chosen or steps) or 1 < steps <= place.number:
            raise InterventionError(
                f"{what} must broadcast to (chosen steps, B, chosen units), got shape "
                f"{tuple(given.shape)} for {place.chosen or f'at least {place.number + 1}'} steps"
            )
        given = given[0 if steps == 1 else place.number]
    try:
        return given.expand_as(values)
    except RuntimeError as error:
        raise InterventionError(
            f"{what} must broadcast to (chosen steps, B, chosen units), of which the last two are "
            f"{tuple(values.shape)}, got shape {tuple(torch.as_tensor(amount).shape)}"
        ) from error


def _short(choice: Choice) -> str | None:
    """The places of a choice as they are written; None for all."""
    match choice:
        case None:
            return None
        case slice():
            # Of what a slice is made its type does not say.
            ends: list[int | None] = [choice.start, choice.stop, choice.step]  # pyright: ignore
            return ":".join("" if end is None else str(end) for end in ends).removesuffix(":")
        case list() | tuple() | range():
            return str(list(choice))
        case _:
            return str(choice)


def _number_or_shape(amount: Amount) -> str | tuple[int, ...]:
    match amount:
        case Tensor() | np.ndarray() if tuple(amount.shape) not in ((), (1,)):
            return tuple(amount.shape)
        case float() | Tensor() | np.ndarray():
            return f"{float(torch.as_tensor(amount).detach()):g}"
        case _:
            return str(amount)
