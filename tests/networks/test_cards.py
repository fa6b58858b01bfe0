"""A card leaves out what has its default, and reads it back so."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from visualizer.networks.cards import Share, read_json, write_json


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Two fields that every card has and two that few have."""

    right: Share
    most: Share | None = None
    names: tuple[Share, ...] = ()
    size: int


def test_defaults_are_left_out_and_the_order_stays(tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    plain = Measured(right=Share(0.5, 2), size=3)
    write_json(plain, path)
    written = json.loads(path.read_text(encoding="utf-8"))
    assert [*written.items()] == [("right", {"share": 0.5, "n": 2}), ("size", 3)]
    assert read_json(Measured, path) == plain


def test_what_is_there_is_read_back(tmp_path: Path) -> None:
    full = Measured(right=Share(0.5, 2), most=Share(1.0, 1), names=(Share(0.0, 1),), size=0)
    write_json(full, tmp_path / "card.json")
    assert read_json(Measured, tmp_path / "card.json") == full


@pytest.mark.parametrize(
    "content", [{"right": {"share": 1, "n": 1}}, {"size": 1, "right": {"share": 1, "n": 1}, "x": 1}]
)
def test_a_field_without_a_default_must_be_there_and_no_other(
    tmp_path: Path, content: dict[str, object]
) -> None:
    path = tmp_path / "card.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ValueError, match="card must be fields"):
        read_json(Measured, path)
