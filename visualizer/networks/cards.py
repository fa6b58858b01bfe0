"""The model card: what a network was trained on and how well it does, written by the run."""

import json
from dataclasses import asdict, dataclass, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Card = TypeVar("Card")


@dataclass(frozen=True)
class Share:
    """The share of `n` cases that came out right, 0 to 1."""

    share: float
    n: int


@dataclass(frozen=True)
class PairVerdicts:
    """A sentence and its negation, each with its verdict, 0 to 1."""

    plain: str
    negated: str
    plain_verdict: float
    negated_verdict: float


@dataclass(frozen=True)
class NegationReport:
    """How many pairs cross: the plain verdict on its side of 0.5, the negated on the other."""

    crossed_positive: int
    n_positive: int
    crossed_negative: int
    n_negative: int
    failed: tuple[PairVerdicts, ...]


@dataclass(frozen=True)
class StrongWords:
    """Mean |change of verdict| at the `n` words that people labelled 0 or 4 by themselves."""

    mean_change: float
    n: int


@dataclass(frozen=True)
class Mistake:
    """A sentence on which the network is sure and wrong. `label` 0 to 4, `verdict` 0 to 1."""

    text: str
    label: int
    verdict: float


@dataclass(frozen=True)
class ModelCard:
    """Where a network comes from and what was measured on it.

    Accuracies leave out what people labelled neutral; positive is a verdict above 0.5. `prefixes`
    are the labelled phrases that start a sentence. `late_twist` joins two dev sentences of
    opposite labels with ", but" and counts those that end on the second one's side.
    """

    name: str
    cell: str
    data: str
    source: str
    licence: str
    training: str
    selection: str
    seed: int
    epochs: int
    seconds: float
    vocabulary_size: int
    embedding_size: int
    hidden_size: int
    parameters: int
    validation_sentences: Share
    sentences: Share
    phrases: Share
    prefixes: Share
    negation: NegationReport | None
    strong_words: StrongWords
    late_twist: Share
    gets_wrong: tuple[Mistake, ...]

    def save(self, path: Path) -> None:
        """Write the card as JSON."""
        write_json(self, path)


def read_card(path: Path) -> ModelCard:
    """Read what `save` wrote.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no card; the message names the field, the type and the value got.
    """
    return read_json(ModelCard, path)


def write_json(card: Any, path: Path) -> None:
    """Write a dataclass, and all it holds, as JSON."""
    text = json.dumps(asdict(card), ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def read_json(kind: type[Card], path: Path) -> Card:
    """Read a dataclass that `write_json` wrote, as its annotations say.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is none of this kind; the message names the field, the type and the value.
    """
    return _decoded(kind, json.loads(path.read_text(encoding="utf-8")), "card")


def _decoded(kind: Any, value: Any, where: str) -> Any:
    """`value`, as read from JSON, as the annotated type `kind`."""
    if get_origin(kind) in (Union, UnionType):
        return None if value is None else _decoded(get_args(kind)[0], value, where)
    if get_origin(kind) is tuple:
        _check(isinstance(value, list), where, "a list", value)
        return tuple(_decoded(get_args(kind)[0], item, where) for item in value)
    if is_dataclass(kind):
        return _decoded_fields(kind, value, where)
    accepted = (int, float) if kind is float else kind
    fits = isinstance(value, accepted) and isinstance(value, bool) == (kind is bool)
    _check(fits, where, kind.__name__, value)
    return kind(value)


def _decoded_fields(kind: Any, value: Any, where: str) -> Any:
    names = {field.name for field in fields(kind)}
    _check(isinstance(value, dict), where, "an object", value)
    _check(value.keys() == names, where, f"fields {sorted(names)}", sorted(value))
    hints = get_type_hints(kind)
    return kind(**{name: _decoded(hints[name], value[name], f"{where}.{name}") for name in names})


def _check(holds: bool, where: str, rule: str, value: Any) -> None:
    if not holds:
        raise ValueError(f"{where} must be {rule}, got {str(value)[:200]}")
