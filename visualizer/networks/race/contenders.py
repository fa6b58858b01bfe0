"""Who races: cells and the ways in which they may begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from visualizer.networks.race.settings import RaceSettings

OPEN = 3.0
"""The forget bias of `lstm-open`: a gate that starts at 0.95, for a memory of about 20 steps."""


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What tells one contender from another; the fields are those of `RaceSettings`."""

    cell: str
    forget_bias: float | None = None
    for_length: bool = False
    orthogonal: bool = False


CONTENDERS: Mapping[str, Beginning] = {
    "rnn": Beginning(cell="rnn"),
    "rnn-orthogonal": Beginning(cell="rnn", orthogonal=True),
    "gru": Beginning(cell="gru"),
    "gru-long": Beginning(cell="gru", for_length=True),
    "lstm-plain": Beginning(cell="lstm"),
    "lstm": Beginning(cell="lstm", forget_bias=1.0),
    "lstm-open": Beginning(cell="lstm", forget_bias=OPEN),
    "lstm-long": Beginning(cell="lstm", for_length=True),
}
"""By name, in the order in which they are shown."""


def settings_of(name: str, *, task: str, gap: int, seed: int, **others: Any) -> RaceSettings:
    """A contender's settings.

    Args:
        others: further fields of `RaceSettings`.

    Raises:
        ValueError: no such contender, or a field that breaks its rule.
    """
    if name not in CONTENDERS:
        raise ValueError(f"a contender must be one of {', '.join(CONTENDERS)}, got {name!r}")
    return RaceSettings(task=task, gap=gap, seed=seed, **vars(CONTENDERS[name]), **others)


def contender(settings: RaceSettings) -> str:
    """The name of a contender; one that begins in a way of its own goes by its cell's."""
    biased = settings.has_forget_gate and not settings.for_length
    begins = Beginning(
        cell=settings.cell,
        forget_bias=settings.forget_bias if biased else None,
        for_length=settings.for_length,
        orthogonal=settings.orthogonal,
    )
    return next((name for name, each in CONTENDERS.items() if each == begins), settings.cell)
