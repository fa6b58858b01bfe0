"""A training's state comes back as it was kept, or not at all."""

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from visualizer.networks.unfinished import Unfinished


def a_step(layer: nn.Linear, optimizer: torch.optim.Optimizer) -> None:
    optimizer.zero_grad()
    layer(torch.randn(4, 3)).square().sum().backward()
    optimizer.step()


@pytest.fixture
def parts() -> dict[str, Any]:
    layer = nn.Linear(3, 2)
    optimizer = torch.optim.Adam(layer.parameters(), lr=0.1)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, 10)
    return {"layer": layer, "optimizer": optimizer, "schedule": schedule}


def numbers(parts: dict[str, Any]) -> list[torch.Tensor]:
    return [each.detach().clone() for each in parts["layer"].parameters()]


def test_it_goes_on_as_if_never_interrupted(tmp_path: Path, parts: dict[str, Any]) -> None:
    kept = Unfinished(tmp_path / "kept", {"seed": 1})
    for _ in range(3):
        a_step(parts["layer"], parts["optimizer"])
        parts["schedule"].step()
    kept.keep(parts, {"epoch": 3, "best": [0.5, -0.1]})
    a_step(parts["layer"], parts["optimizer"])
    parts["schedule"].step()
    expected, rate = numbers(parts), parts["schedule"].get_last_lr()
    a_step(parts["layer"], parts["optimizer"])
    parts["schedule"].step()
    said = Unfinished(tmp_path / "kept", {"seed": 1}).take_up(parts)
    assert said == {"epoch": 3, "best": [0.5, -0.1]}
    a_step(parts["layer"], parts["optimizer"])
    parts["schedule"].step()
    assert all(map(torch.equal, numbers(parts), expected))
    assert parts["schedule"].get_last_lr() == rate


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x08\0\0\0\0\0\0\0{}      ", None])
def test_nothing_is_taken_up_from_a_damaged_or_missing_file(
    tmp_path: Path, parts: dict[str, Any], damage: bytes | None
) -> None:
    if damage is not None:
        (tmp_path / "kept").write_bytes(damage)
    before = numbers(parts)
    assert Unfinished(tmp_path / "kept", {}).take_up(parts) is None
    assert all(map(torch.equal, numbers(parts), before))


def test_nothing_is_taken_up_from_another_training(tmp_path: Path, parts: dict[str, Any]) -> None:
    Unfinished(tmp_path / "kept", {"seed": 1}).keep(parts, {})
    assert Unfinished(tmp_path / "kept", {"seed": 2}).take_up(parts) is None
    assert Unfinished(tmp_path / "kept", {"seed": 1}).take_up(parts) == {}


def test_epochs_go_on_where_the_last_whole_one_ended(tmp_path: Path, parts: dict[str, Any]) -> None:
    seen = []
    said: dict[str, Any] = {"best": 0}
    for epoch in Unfinished(tmp_path / "kept", {}).epochs(5, parts, said):
        seen.append(epoch)
        said["best"] = 10 * epoch
        if epoch == 3:
            break  # the third is not over
    again = {"best": 0}
    kept = Unfinished(tmp_path / "kept", {})
    for epoch in kept.epochs(5, parts, again):
        assert again["best"] == (20 if epoch == 3 else 0)
        again["best"] = 0
        seen.append(epoch)
    assert seen == [1, 2, 3, 3, 4, 5]
    assert 0 < kept.earlier < again["seconds"]
    assert [*Unfinished(tmp_path / "kept", {}).epochs(5, parts, {})] == []
    kept.forget()
    assert [*tmp_path.iterdir()] == []


def test_without_a_file_nothing_is_kept(parts: dict[str, Any]) -> None:
    kept = Unfinished(None, {})
    assert [*kept.epochs(3, parts, {})] == [1, 2, 3]
    assert kept.take_up(parts) is None
    kept.forget()
