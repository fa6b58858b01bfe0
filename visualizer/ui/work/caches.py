"""What was worked out once is kept for everybody, all of it together within one bound in bytes."""

import sys
import threading
from collections.abc import Callable, Hashable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import wraps
from types import FunctionType, ModuleType
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
import torch

BOUND = 256 * 2**20
"""Bytes that all values together may take, in this process."""

P = ParamSpec("P")
V = TypeVar("V")


@dataclass(eq=False)
class _Kept:
    value: Any
    size: int
    pinned: bool


class Cache:
    """Values by key; when they outgrow the bound, those that were used longest ago go.

    A value that is being made is made once, whoever else asks for it; an error is not kept. Sizes
    are measured again at every use, since some values work out more of themselves when asked; not
    those of pinned values, since a network's thousands of words take longer than reading a text.

    Args:
        bound: bytes for all values together. A single larger value is given but not kept.
    """

    def __init__(self, bound: int = BOUND) -> None:
        self.bound = bound
        self._kept: dict[Hashable, _Kept] = {}
        """The one used last stands last."""
        self._making: dict[Hashable, Future[Any]] = {}
        self._total = 0
        self._lock = threading.Lock()

    @property
    def total(self) -> int:
        """The bytes of all values."""
        return self._total

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, make: Callable[[], V], *, pinned: bool = False) -> V:
        """The value of a key, made now if it is not there.

        Args:
            pinned: keep it whatever else has to go.
        """
        with self._lock:
            if key in self._kept:
                return self._used(key)
            future = self._making.get(key)
            mine = future is None
            if future is None:
                future = self._making[key] = Future()
        if not mine:
            return future.result()
        try:
            value = make()
        except BaseException as error:
            with self._lock:
                del self._making[key]
            future.set_exception(error)
            raise
        with self._lock:
            self._keep(key, value, pinned=pinned)
            del self._making[key]
        future.set_result(value)
        return value

    def peek(self, key: Hashable) -> Any | None:
        """The value of a key if it is there, now the one used last; else None."""
        with self._lock:
            return self._used(key) if key in self._kept else None

    def put(self, key: Hashable, value: object) -> None:
        """Keep a value that was made elsewhere."""
        with self._lock:
            self._keep(key, value, pinned=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._total = 0

    def _used(self, key: Hashable) -> Any:
        kept = self._kept.pop(key)
        if kept.pinned:
            self._kept[key] = kept
            return kept.value
        self._total -= kept.size
        self._keep(key, kept.value, pinned=kept.pinned)
        return kept.value

    def _keep(self, key: Hashable, value: object, *, pinned: bool) -> None:
        if (old := self._kept.pop(key, None)) is not None:
            self._total -= old.size
        size = size_of(value)
        self._kept[key] = _Kept(value, size, pinned)
        self._total += size
        for other in [k for k, each in self._kept.items() if not each.pinned]:
            if self._total <= self.bound:
                break
            self._total -= self._kept.pop(other).size


CACHE = Cache()
"""The one of this process."""


def kept(function: Callable[P, V]) -> Callable[P, V]:
    """Keep what a function gives for its plain arguments; shared by everyone, never changed."""
    return _keeping(function, pinned=False)


def kept_for_good(function: Callable[P, V]) -> Callable[P, V]:
    """Keep what a function gives for its plain arguments until the process ends."""
    return _keeping(function, pinned=True)


def _keeping(function: Callable[P, V], *, pinned: bool) -> Callable[P, V]:
    name = f"{function.__module__}.{cast(FunctionType, function).__qualname__}"

    @wraps(function)
    def looked_up(*args: P.args, **kwargs: P.kwargs) -> V:
        key = (name, args, tuple(sorted(kwargs.items())))
        return CACHE.get(key, lambda: function(*args, **kwargs), pinned=pinned)

    return looked_up


def size_of(value: object) -> int:
    """The bytes that a value holds, with everything that it refers to counted once."""
    return _size(value, set())


def _size(value: object, seen: set[int]) -> int:
    if id(value) in seen or isinstance(value, type | FunctionType | ModuleType):
        return 0
    seen.add(id(value))
    match value:
        case np.ndarray():
            if isinstance(value.base, np.ndarray):  # a view keeps the whole array alive
                return sys.getsizeof(value) + _size(value.base, seen)
            return sys.getsizeof(value) if value.flags.owndata else value.nbytes + 128
        case torch.Tensor():
            storage = value.untyped_storage()
            if (place := storage.data_ptr()) in seen:
                return 0
            seen.add(place)
            return storage.nbytes()
        case str() | bytes() | int() | float() | None:
            return sys.getsizeof(value)
        case Mapping():
            parts: Iterable[object] = (part for item in value.items() for part in item)
        case tuple() | list() | set() | frozenset():
            parts = cast(Iterable[object], value)
        case _:
            parts = vars(value).values() if hasattr(value, "__dict__") else ()
    return sys.getsizeof(value) + sum(_size(part, seen) for part in parts)
