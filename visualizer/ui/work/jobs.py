"""Long work for many people: one job at a time, the others wait; nobody's page stands still."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any, Generic, TypeAlias, TypeVar

import streamlit as st

LOG = logging.getLogger(__name__)

V = TypeVar("V")

Run: TypeAlias = Callable[[Callable[[V], None], Callable[[], bool]], V]
"""Some work, such as a training: gets `keep`, to be called with what it has so far, and
`should_stop`, to be asked before each step; returns what it comes to."""

MOST_NAMED = 60
"""Jobs that can be found again, done ones too; a result may be a hundred kilobytes."""
MOST_WAITING = 40
"""More than a class; a further job is refused with a message."""
FORGOTTEN_AFTER = 15.0
"""Seconds without a look at the job: its browser is closed, so it ends and its memory is freed."""

LEAST_SHARE = 0.03
"""Of the time, for a job while others keep the processor busy."""
LOOK_BACK = 0.25
"""Seconds over which the others' processor time is averaged."""


@dataclass(eq=False)
class Job(Generic[V]):
    """What someone asked for: runs by name, side by side. `results` holds what each has so far."""

    runs: Mapping[str, Run[V]]
    token: str = field(default_factory=lambda: token_urlsafe(12))
    """Its name in an address, by which a page that was loaded again finds it."""
    results: dict[str, V] = field(default_factory=dict)
    failed: bool = False
    begun: bool = False
    done: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)
    seen: float = field(default_factory=time.monotonic)

    def look(self) -> None:
        """Someone is still watching."""
        self.seen = time.monotonic()

    def is_unwanted(self) -> bool:
        """Stopped by hand, or watched by nobody."""
        return self.stopped.is_set() or time.monotonic() - self.seen > FORGOTTEN_AFTER

    def work(self) -> None:
        """Do all runs side by side, a step of each in turn."""
        self.begun = True
        turns = _Turns(len(self.runs))
        pace = Pace(now=time.perf_counter(), used=time.process_time())
        threads = [
            threading.Thread(
                target=self._do,
                args=(name, number, turns, pace),
                name=f"run of a job: {name}",
                daemon=True,
            )
            for number, name in enumerate(self.runs)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.done.set()

    def _do(self, name: str, number: int, turns: "_Turns", pace: "Pace") -> None:
        began, own = time.perf_counter(), time.thread_time()

        def keep(result: V) -> None:
            self.results[name] = result

        def should_stop() -> bool:
            nonlocal began, own
            self._give_way(pace, time.perf_counter() - began, time.thread_time() - own)
            turns.take(number)
            began, own = time.perf_counter(), time.thread_time()
            return self.is_unwanted()

        try:
            keep(self.runs[name](keep, should_stop))
        except (MemoryError, RuntimeError, ValueError):
            LOG.exception("%s failed in a job", name)
            self.failed = True
        finally:
            turns.leave(number)

    def _give_way(self, pace: "Pace", step: float, own: float) -> None:
        """Wait after a step, as long as the others need it and the job is wanted."""
        waited = 0.0
        while True:
            now, used = time.perf_counter(), time.process_time()
            left = pace.pause(step=step, own=own, now=now, used=used) - waited
            if left <= 0 or self.is_unwanted():
                return
            self.stopped.wait(min(left, LOOK_BACK))
            waited, own = waited + min(left, LOOK_BACK), 0.0


class Pace:
    """Leaves the processor to those who read: a job takes what they leave free.

    Readers and jobs share one interpreter, so a job slows them down even on a machine with
    many cores.
    """

    def __init__(self, *, now: float, used: float) -> None:
        self.share = 1.0
        """The part of the time that the job takes."""
        self._own = 0.0
        self._began, self._used = now, used

    def pause(self, *, step: float, own: float, now: float, used: float) -> float:
        """The seconds to wait after a step: longer, the more the others had to do.

        Args:
            step: the seconds that it took.
            own: its seconds of processor time.
            now: the time.
            used: the processor time of everything in this process.
        """
        self._own += own
        if now - self._began >= LOOK_BACK:
            others = (used - self._used - self._own) / (now - self._began)
            self.share = min(1.0, max(LEAST_SHARE, 1 - 2 * others))
            self._own, self._began, self._used = 0.0, now, used
        return step * (1 / self.share - 1)


class _Turns:
    """One thread computes at a time, so that a job takes one core from those who read."""

    def __init__(self, threads: int) -> None:
        self._waiting = list(range(threads))
        self._changed = threading.Condition()

    def take(self, number: int) -> None:
        """Let each of the others have a turn, then have one."""
        with self._changed:
            if self._waiting[0] == number:
                self._waiting.append(self._waiting.pop(0))
                self._changed.notify_all()
            self._changed.wait_for(lambda: self._waiting[0] == number)

    def leave(self, number: int) -> None:
        """Take no more turns."""
        with self._changed:
            self._waiting.remove(number)
            self._changed.notify_all()


class Queue:
    """Jobs in the order in which they came, worked off one after the other."""

    def __init__(self) -> None:
        self._waiting: list[Job[Any]] = []
        self._running: Job[Any] | None = None
        self._named: dict[str, Job[Any]] = {}
        """Those that may still be asked for by name, the oldest first."""
        self._arrived = threading.Condition()
        threading.Thread(target=self._work, daemon=True).start()

    def ask(self, runs: Mapping[str, Run[V]]) -> Job[V] | None:
        """A new job at the end of the queue; None if too many wait already.

        Args:
            runs: by the names under which their results are wanted.
        """
        job = Job(dict(runs))
        with self._arrived:
            self._waiting = [each for each in self._waiting if not each.is_unwanted()]
            if len(self._waiting) >= MOST_WAITING:
                return None
            self._waiting.append(job)
            self._named[job.token] = job
            for token in list(self._named)[:-MOST_NAMED]:
                del self._named[token]
            self._arrived.notify()
        return job

    def named(self, token: str) -> Job[Any] | None:
        """The job with a name, unless it was forgotten."""
        with self._arrived:
            return self._named.get(token)

    def ahead_of(self, job: Job[Any]) -> int:
        """How many jobs have to end before this one begins."""
        with self._arrived:
            first = [] if self._running is None else [self._running]
            wanted = [*first, *(each for each in self._waiting if not each.is_unwanted())]
        return wanted.index(job) if job in wanted else 0

    def _work(self) -> None:
        while True:
            with self._arrived:
                while not self._waiting:
                    self._arrived.wait()
                self._running = job = self._waiting.pop(0)
            if job.is_unwanted():
                job.done.set()
            else:
                job.work()
            with self._arrived:
                self._running = None


@st.cache_resource(show_spinner=False)
def queue() -> Queue:
    """The one queue of this process."""
    return Queue()
