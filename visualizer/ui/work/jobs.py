"""Live training for many people: one job at a time, the others wait; nobody's page stands still."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from visualizer.networks.race.running import RaceRun, RaceSettings, race

MOST_WAITING = 40
"""More than a class; a further job is refused with a message."""
FORGOTTEN_AFTER = 15.0
"""Seconds without a look at the job: its browser is closed, so it ends and its memory is freed."""

LEAST_SHARE = 0.03
"""Of the time, for training while others keep the processor busy."""
LOOK_BACK = 0.25
"""Seconds over which the others' processor time is averaged."""


@dataclass(eq=False)
class Job:
    """One race that someone asked for: a run for each of its settings, side by side."""

    settings: tuple[RaceSettings, ...]
    runs: dict[str, RaceRun] = field(default_factory=dict)
    error: str | None = None
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

    def progress(self) -> float:
        """The share of all training steps done, 0..1."""
        wanted = sum(each.training_steps for each in self.settings)
        runs = list(self.runs.values())
        return min(1.0, sum(int(run.steps[-1]) for run in runs) / wanted) if runs else 0.0

    def run(self) -> None:
        """Train all settings side by side, a step of each in turn."""
        self.begun = True
        turns = _Turns(len(self.settings))
        pace = Pace(now=time.perf_counter(), used=time.process_time())
        threads = [
            threading.Thread(target=self._train, args=(each, number, turns, pace), daemon=True)
            for number, each in enumerate(self.settings)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.done.set()

    def _train(self, settings: RaceSettings, number: int, turns: "_Turns", pace: "Pace") -> None:
        began, own = time.perf_counter(), time.thread_time()

        def keep(run: RaceRun) -> None:
            self.runs[settings.cell] = run

        def should_stop() -> bool:
            nonlocal began, own
            now, used = time.perf_counter(), time.process_time()
            step = {"step": now - began, "own": time.thread_time() - own}
            time.sleep(pace.pause(**step, now=now, used=used))
            turns.take(number)
            began, own = time.perf_counter(), time.thread_time()
            return self.is_unwanted()

        try:
            keep(race(settings, on_measure=keep, should_stop=should_stop))
        except (MemoryError, RuntimeError, ValueError) as error:
            self.error = str(error)
        finally:
            turns.leave(number)


class Pace:
    """Leaves the processor to those who read: training takes what they leave free.

    Readers and training share one interpreter, so training slows them down even on a machine with
    many cores.
    """

    def __init__(self, *, now: float, used: float) -> None:
        self.share = 1.0
        """The part of the time that training takes."""
        self._own = 0.0
        self._began, self._used = now, used

    def pause(self, *, step: float, own: float, now: float, used: float) -> float:
        """The seconds to wait after a step of training: longer, the more the others had to do.

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
    """One thread computes at a time, so that a race takes one core from those who read."""

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
        self._waiting: list[Job] = []
        self._running: Job | None = None
        self._arrived = threading.Condition()
        threading.Thread(target=self._work, daemon=True).start()

    def ask(self, settings: Sequence[RaceSettings]) -> Job | None:
        """A new job at the end of the queue; None if too many wait already."""
        job = Job(tuple(settings))
        with self._arrived:
            self._waiting = [each for each in self._waiting if not each.is_unwanted()]
            if len(self._waiting) >= MOST_WAITING:
                return None
            self._waiting.append(job)
            self._arrived.notify()
        return job

    def ahead_of(self, job: Job) -> int:
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
                job.run()
            with self._arrived:
                self._running = None


@st.cache_resource(show_spinner=False)
def race_queue() -> Queue:
    """The one queue of this process."""
    return Queue()
