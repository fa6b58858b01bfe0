"""Values that take a while: begun before they are needed, one at a time, shared by everybody."""

import threading
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from visualizer.ui.work.caches import CACHE, Cache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

PAUSE = 0.1
"""Seconds without a question before anything is guessed: the browser is still painting then."""


@dataclass(eq=False)
class _Task(Generic[V]):
    """A value on its way, and how many wait for it."""

    future: Future[V] = field(default_factory=Future)
    waiting: int = 0


class Ahead(Generic[K, V]):
    """The values of a function, kept with all others of the process.

    Args:
        compute: the function; one thread of its own calls it.
        cache: where the values are kept.
    """

    def __init__(self, compute: Callable[[K], V], *, cache: Cache = CACHE) -> None:
        self._compute = compute
        self._cache = cache
        self._tasks: dict[K, _Task[V]] = {}
        """Those that are not done, in the order in which they were last asked for."""
        self._guesses: list[K] = []
        self._quiet_from = 0.0
        self._changed = threading.Condition()
        threading.Thread(target=self._work, daemon=True).start()

    @contextmanager
    def ask(self, keys: Sequence[K]) -> Iterator[list[Future[V]]]:
        """Have the values made while the block does something else.

        One that is not begun when the block ends, because the reader has moved on, never will be.
        """
        with self._changed:
            tasks = [self._asked(key) for key in keys]
            for task in tasks:
                task.waiting += 1
            self._changed.notify()
        try:
            yield [task.future for task in tasks]
        finally:
            with self._changed:
                for task in tasks:
                    task.waiting -= 1

    def guess(self, keys: Sequence[K]) -> None:
        """What is likely to be asked for next, made as soon as nobody waits for anything."""
        with self._changed:
            self._guesses = list(keys)
            self._quiet_from = time.monotonic() + PAUSE
            self._changed.notify()

    def _asked(self, key: K) -> _Task[V]:
        """The task of a key, now the latest one; done at once if its value is there."""
        if (value := self._cache.peek((self, key))) is not None:
            task = _Task[V]()
            task.future.set_result(value)
            return task
        task = self._tasks[key] = self._tasks.pop(key, None) or _Task()
        return task

    def _work(self) -> None:
        while True:
            with self._changed:
                while (key := self._next()) is None:
                    pause = self._quiet_from - time.monotonic() if self._guesses else None
                    self._changed.wait(pause)
                task = self._asked(key)
                task.future.set_running_or_notify_cancel()
            try:
                value = self._compute(key)
            except Exception as error:
                with self._changed:
                    del self._tasks[key]
                task.future.set_exception(error)
            else:
                with self._changed:
                    self._cache.put((self, key), value)
                    del self._tasks[key]
                task.future.set_result(value)

    def _next(self) -> K | None:
        """What to compute now: the first that somebody waits for, or else a guess."""
        for key, task in list(self._tasks.items()):
            if task.waiting:
                return key
            del self._tasks[key]
        while self._guesses and self._quiet_from <= time.monotonic():
            key = self._guesses.pop(0)
            if key not in self._tasks and self._cache.peek((self, key)) is None:
                return key
        return None
