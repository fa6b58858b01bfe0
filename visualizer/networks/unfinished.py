"""A training that may be interrupted: its state after the last whole epoch, in a file."""

import json
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor


class Stateful(Protocol):
    """What has a state of its own: a network, an optimizer, a schedule."""

    def state_dict(self) -> Mapping[str, Any]:
        """The state."""
        ...

    def load_state_dict(self, state_dict: Any, /) -> Any:
        """Take a state."""
        ...


class Unfinished:
    """Where one training keeps how far it came.

    The file holds tensors, and beside them all other values as JSON. It is replaced as a whole, so
    that it is never half written.

    Args:
        path: the file; None to keep nothing.
        made_by: all that decides what the training comes to. A file made by anything else, or a
            damaged one, is not taken up.
    """

    def __init__(self, path: Path | None, made_by: Mapping[str, Any]) -> None:
        self._path = path
        self._made_by = json.loads(json.dumps({**made_by, "torch": torch.__version__}))
        self.earlier = 0.0
        """Seconds that the epochs took which were taken up."""

    def epochs(
        self, last: int, parts: Mapping[str, Stateful], said: dict[str, Any]
    ) -> Iterator[int]:
        """Go through the epochs from 1, or from the first that is not kept, to the last one.

        When the next one is asked for, the one before is over: parts, random numbers and `said` are
        kept. At the beginning they are brought to where they were kept.

        Args:
            said: what else the training goes by, as JSON; changed in place.
        """
        said |= {"epoch": 0, "seconds": 0.0}
        said |= self.take_up(parts) or {}
        self.earlier = said["seconds"]
        for epoch in range(said["epoch"] + 1, last + 1):
            started = time.perf_counter()
            yield epoch
            seconds = said["seconds"] + time.perf_counter() - started
            said |= {"epoch": epoch, "seconds": seconds}
            self.keep(parts, said)

    def take_up(self, parts: Mapping[str, Stateful]) -> dict[str, Any] | None:
        """Bring parts and random numbers back to where they were kept.

        Returns:
            What was said when they were kept; None if there is nothing to take up.
        """
        found = self._read()
        if found is None or found["made_by"] != self._made_by:
            return None
        for name, part in parts.items():
            part.load_state_dict(found["parts"][name])
        torch.random.set_rng_state(found["random"])
        return found["said"]

    def keep(self, parts: Mapping[str, Stateful], said: Mapping[str, Any]) -> None:
        """Keep the state of the parts and of the random numbers, and what is said of it.

        Raises:
            OSError: the file cannot be written.
        """
        if self._path is None:
            return
        tensors: dict[str, Tensor] = {}
        state = {
            "made_by": self._made_by,
            "parts": {name: dict(part.state_dict()) for name, part in parts.items()},
            "random": torch.random.get_rng_state(),
            "said": dict(said),
        }
        plain = json.dumps(_plain(state, tensors))
        new = self._path.with_name(f"{self._path.name}.new")
        save_file(tensors, new, {"state": plain})
        os.replace(new, self._path)

    def forget(self) -> None:
        """Remove the file: the training is finished and its network stored."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def _read(self) -> dict[str, Any] | None:
        if self._path is None or not self._path.exists():
            return None
        try:
            with safe_open(self._path, "pt") as file:
                names = file.keys()  # of what is no mapping otherwise
                tensors = {name: file.get_tensor(name) for name in names}
                return _whole(json.loads((file.metadata() or {})["state"]), tensors)
        except (SafetensorError, ValueError, KeyError):
            return None


def _plain(value: Any, tensors: dict[str, Tensor]) -> Any:
    """`value` as JSON; its tensors go into `tensors` and leave their names."""
    if isinstance(value, Tensor):
        name = str(len(tensors))
        tensors[name] = value.detach().clone().contiguous()
        return {"tensor": name}
    if isinstance(value, Mapping):
        return {"dict": [[key, _plain(each, tensors)] for key, each in value.items()]}
    if isinstance(value, list | tuple):
        return {"list": [_plain(each, tensors) for each in value]}
    return {"value": value}


def _whole(plain: dict[str, Any], tensors: Mapping[str, Tensor]) -> Any:
    ((kind, value),) = plain.items()
    if kind == "tensor":
        return tensors[value]
    if kind == "dict":
        return {key: _whole(each, tensors) for key, each in value}
    return [_whole(each, tensors) for each in value] if kind == "list" else value
