"""A process beside the server's that works things out once many people are there.

What Streamlit does for thirty people fills most of one interpreter; to read their texts too would
fill all of it. The other process has its own interpreter, and its own copies of the networks. One
person alone is answered sooner without it, and has no need of its memory.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from types import FunctionType
from typing import Any, ParamSpec, TypeVar, cast

import streamlit as st
import torch

from visualizer.ui.work.caches import CACHE, kept

BOUND = 32 * 2**20
"""Bytes that the other process keeps: what it worked out is kept on this side."""
VISITS, SECONDS = 5, 300.0
"""So many visits begun within so many seconds are many people."""
VISITED = "visited"
"""Whether a session's visit is counted."""

P = ParamSpec("P")
V = TypeVar("V")
Process = subprocess.Popen[bytes]


@dataclass(frozen=True)
class Request:
    """A function of a module, by name, and its arguments."""

    module: str
    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def answer(self) -> Any:
        """What the function gives."""
        return getattr(import_module(self.module), self.name)(*self.args, **self.kwargs)


class Helper:
    """The other process, once there is one; it ends with this one, however this one ends."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._asking = threading.Lock()
        self._visits: deque[float] = deque(maxlen=VISITS)
        self._first: Request | None = None

    @property
    def is_there(self) -> bool:
        """Whether another process works."""
        return self._process is not None

    def ask(self, request: Request, here: Callable[[], V]) -> V:
        """What a request gives, in the other process if it is there.

        Args:
            here: works it out in this process.

        Raises:
            Exception: what the function raised, here or there.
        """
        with self._asking:
            answer = None if self._process is None else self._exchanged(self._process, request)
        if answer is None:
            return here()
        done, value = answer
        if not done:
            raise value
        return value

    def await_people(self, first: Request) -> None:
        """Start it once many are there, not before; on one core nothing is gained by it.

        Args:
            first: what it is asked before it counts.
        """
        if (os.cpu_count() or 1) > 1:
            self._first = first
            self._start_for_many()

    def visited(self, now: float) -> None:
        """Somebody has come.

        Args:
            now: seconds on a clock.
        """
        self._visits.append(now)
        self._start_for_many()

    def _start_for_many(self) -> None:
        many = len(self._visits) == VISITS and self._visits[-1] - self._visits[0] < SECONDS
        with self._asking:
            first, self._first = self._first, None if many else self._first
        if many and first:
            threading.Thread(target=self.start, args=(first,), daemon=True).start()

    def start(self, first: Request) -> None:
        """Start the process; it is asked from then on, after it has answered a first request."""
        # Not by multiprocessing: it would run what is `__main__` here, which is Streamlit's script.
        command = [sys.executable, "-m", __name__]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self._exchanged(process, first) is not None:
            self._process = process

    def stop(self) -> None:
        """End the process; everything is worked out here from now on."""
        with self._asking:
            if self._process is not None:
                self._process.communicate()  # ends when it is told no more
                self._process = None

    def _exchanged(self, process: Process, request: Request) -> tuple[bool, Any] | None:
        """Whether a function came to its end, and what it gave or raised; None: the process has."""
        assert process.stdin
        assert process.stdout
        try:
            pickle.dump(request, process.stdin)
            process.stdin.flush()
            return pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self._process = None
            process.kill()
            process.communicate()
            said = f"The process beside the server has ended ({error!r}); it goes on without."
            print(said, file=sys.stderr, flush=True)
            return None


HELPER = Helper()
"""The one of this process."""


def greet() -> None:
    """Count a visit, once a session."""
    if VISITED not in st.session_state:
        st.session_state[VISITED] = True
        HELPER.visited(time.monotonic())


def kept_beside(function: Callable[P, V]) -> Callable[P, V]:
    """As `kept`, for a module's function; the other process works it out if there is one."""
    named = cast(FunctionType, function)

    @wraps(function)
    def worked_out(*args: P.args, **kwargs: P.kwargs) -> V:
        request = Request(named.__module__, named.__qualname__, args, kwargs)
        return HELPER.ask(request, lambda: function(*args, **kwargs))

    return kept(worked_out)


def _work() -> None:
    """What the other process does, until this one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then ends
    torch.set_num_threads(1)
    CACHE.bound = BOUND
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed must not come between the answers
    with suppress(EOFError, OSError):
        while True:
            request: Request = pickle.load(asked)
            answers.write(_answer(request))
            answers.flush()


def _answer(request: Request) -> bytes:
    """Pickled: whether the function came to its end, and what it gave or raised."""
    try:
        return pickle.dumps((True, request.answer()))
    except Exception as error:  # raised where it was asked for
        error.add_note("".join(traceback.format_exception(error)))
        return pickle.dumps((False, error))


if __name__ == "__main__":
    _work()
