"""What a board asks of the page it stands on, checked: it comes from a browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from visualizer.views.scene import Scene


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What a person looks at: a column from 0, a track, one of its units, and a quantity."""

    track: str
    t: int
    unit: int
    quantity: str


@dataclass(frozen=True, kw_only=True)
class Wish:
    """The tracks that are open, the one whose sums are wanted, or what was chosen."""

    open: tuple[str, ...] = ()
    sums: str | None = None
    chosen: Chosen | None = None


def wish_from(said: object, scene: Scene) -> Wish:
    """A wish as far as it fits the scene: numbers clamped, what does not fit left out."""
    if not isinstance(said, Mapping):
        return Wish()
    names = [track.name for track in scene.tracks]
    wanted = said.get("open")
    sums = said.get("sums")
    return Wish(
        open=tuple(name for name in names if isinstance(wanted, list) and name in wanted),
        sums=sums if sums in names else None,
        chosen=_chosen(said.get("chosen"), scene),
    )


def _chosen(said: object, scene: Scene) -> Chosen | None:
    tracks = {track.name: track for track in scene.tracks}
    if not isinstance(said, Mapping):
        return None
    name, t, unit, quantity = (said.get(part) for part in ("track", "t", "unit", "quantity"))
    if not isinstance(name, str) or name not in tracks or not _is_number(t) or not _is_number(unit):
        return None
    track = tracks[name]
    if quantity not in (*track.quantities, "verdict"):
        return None
    return Chosen(
        track=track.name,
        t=_clamped(t, scene.columns),
        unit=_clamped(unit, len(track.numbers)),
        quantity=str(quantity),
    )


def _is_number(said: Any) -> TypeGuard[int | float]:
    return isinstance(said, int | float) and not isinstance(said, bool) and said == said


def _clamped(number: int | float, size: int) -> int:
    return int(max(0, min(size - 1, number)))
