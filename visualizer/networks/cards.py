"""The model card: what a network was trained on and how well it does, written by the run.

A card has a common part and the task's own, a dataclass of that task.
"""

import json
from dataclasses import MISSING, dataclass, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Own = TypeVar("Own")
Kind = TypeVar("Kind")

Precision = Literal["float32", "float16"]
PRECISIONS: tuple[Precision, ...] = ("float32", "float16")


@dataclass(frozen=True)
class Share:
    """The share of `n` cases that came out right, 0 to 1."""

    share: float
    n: int


@dataclass(frozen=True, kw_only=True)
class Card(Generic[Own]):
    """Where a network comes from and what was measured on it as it is stored.

    Attributes:
        name: by which it is loaded.
        task: what it does.
        cell: of its recurrent layer, such as `lstm`; None if it has none.
        language: of the texts it reads, such as `en`; None if it reads none.
        data: what it learned from and was measured on.
        source: where the data is from.
        licence: the data's.
        training: how it was trained.
        selection: how settings and epoch were chosen.
        seed: of the run.
        epochs: of the run, up to the state that ships.
        seconds: the run's, by the clock.
        parameters: the numbers it learned.
        precision: of the stored numbers; it computes in float32.
        own: what its task measured.
    """

    name: str
    task: str
    cell: str | None
    language: str | None
    data: str
    source: str
    licence: str
    training: str
    selection: str
    seed: int
    epochs: int
    seconds: float
    parameters: int
    precision: str
    own: Own

    def save(self, path: Path) -> None:
        """Write the card as JSON."""
        write_json(self, path)


def read_card(path: Path, own: type[Own]) -> Card[Own]:
    """Read what `save` wrote.

    Args:
        own: the dataclass of the task's own part.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no card; the message names the field, the type and the value got.
    """
    card = _decoded(Card, _read(path), "card", {"own": own})
    if card.precision not in PRECISIONS:
        raise ValueError(
            f"card.precision must be one of {', '.join(PRECISIONS)}, got {card.precision!r}"
        )
    return card


def write_json(card: Any, path: Path) -> None:
    """Write a dataclass, and all it holds, as JSON; fields at their defaults are left out."""
    text = json.dumps(_encoded(card), ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def read_json(kind: type[Kind], path: Path) -> Kind:
    """Read a dataclass that `write_json` wrote, as its annotations say.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is none of this kind; the message names the field, the type and the value.
    """
    return _decoded(kind, _read(path), "card", {})


def _encoded(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    if not is_dataclass(value):
        return value
    written = {field.name: getattr(value, field.name) for field in fields(value)}
    defaults = {field.name: field.default for field in fields(value)}
    return {name: _encoded(each) for name, each in written.items() if each != defaults[name]}


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _decoded(kind: Any, value: Any, where: str, known: dict[str, Any]) -> Any:
    """`value`, as read from JSON, as the annotated type `kind`.

    Args:
        known: the types of fields whose annotation leaves them open, by name.
    """
    if get_origin(kind) in (Union, UnionType):
        return None if value is None else _decoded(get_args(kind)[0], value, where, known)
    if get_origin(kind) is tuple:
        _check(isinstance(value, list), where, "a list", value)
        return tuple(_decoded(get_args(kind)[0], item, where, known) for item in value)
    if is_dataclass(kind):
        return _decoded_fields(kind, value, where, known)
    accepted = (int, float) if kind is float else kind
    fits = isinstance(value, accepted) and isinstance(value, bool) == (kind is bool)
    _check(fits, where, kind.__name__, value)
    return kind(value)


def _decoded_fields(kind: Any, value: Any, where: str, known: dict[str, Any]) -> Any:
    names = {field.name for field in fields(kind)}
    needed = {field.name for field in fields(kind) if field.default is MISSING}
    _check(isinstance(value, dict), where, "an object", value)
    fits = needed <= value.keys() <= names
    _check(fits, where, f"fields {sorted(names)}", sorted(value))
    hints = get_type_hints(kind) | known
    return kind(
        **{name: _decoded(hints[name], each, f"{where}.{name}", {}) for name, each in value.items()}
    )


def _check(holds: bool, where: str, rule: str, value: Any) -> None:
    if not holds:
        raise ValueError(f"{where} must be {rule}, got {str(value)[:200]}")
