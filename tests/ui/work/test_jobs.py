"""Live training: one race at a time, stopped by hand or when nobody looks, never for ever."""

import threading
import time

import pytest
import torch

from visualizer.core import CELLS
from visualizer.networks.race import tasks as race_tasks
from visualizer.networks.race.running import RaceSettings
from visualizer.ui.work import jobs
from visualizer.ui.work.jobs import Job, Pace, Queue


def settings(training_steps: int = 20, **changes: float) -> list[RaceSettings]:
    """A short race of the three cells."""
    return [
        RaceSettings(
            task="recall",
            cell=cell,
            gap=3,
            seed=1,
            hidden_size=4,
            batch_size=4,
            training_steps=training_steps,
            **changes,  # pyright: ignore[reportArgumentType]
        )
        for cell in CELLS
    ]


def asked(queue: Queue, training_steps: int = 20, **changes: float) -> Job:
    """A job that found room."""
    job = queue.ask(settings(training_steps, **changes))
    assert job is not None
    return job


def wait(job: Job) -> None:
    """Look at the job, as a page does, until it is over."""
    end = time.monotonic() + 60
    while not job.done.wait(0.05):
        job.look()
        assert time.monotonic() < end


def test_a_race_trains_all_three_to_the_end() -> None:
    job = asked(Queue())
    wait(job)
    assert job.error is None
    assert {cell: run.steps[-1] for cell, run in job.runs.items()} == dict.fromkeys(CELLS, 20)
    assert job.progress() == 1


def test_races_run_one_after_the_other_in_the_order_asked() -> None:
    queue = Queue()
    first, second, third = (asked(queue, steps) for steps in (5000, 20, 20))
    while not first.runs:
        time.sleep(0.01)
    assert [queue.ahead_of(job) for job in (first, second, third)] == [0, 1, 2]
    assert not second.begun
    first.stopped.set()
    wait(third)
    assert second.done.is_set()


def test_a_stopped_race_keeps_what_was_measured() -> None:
    job = asked(Queue(), 5000)
    while len(job.runs) < 3:
        job.look()
        time.sleep(0.01)
    job.stopped.set()
    assert job.done.wait(30)
    assert all(0 <= run.steps[-1] < 5000 for run in job.runs.values())
    assert not any(run.diverged for run in job.runs.values())


def test_a_race_that_nobody_looks_at_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "FORGOTTEN_AFTER", 0.3)
    before = threading.active_count()
    queue = Queue()
    job = asked(queue, 20_000)
    assert job.done.wait(30)
    assert job.progress() < 1
    assert threading.active_count() <= before + 1  # the queue's own


def test_a_race_that_nobody_waits_for_is_never_begun() -> None:
    queue = Queue()
    first, second = asked(queue, 5000), asked(queue)
    second.stopped.set()
    first.stopped.set()
    assert second.done.wait(30)
    assert not second.begun
    assert not second.runs


def test_a_diverging_race_ends_by_itself_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def overflow(_task: str, answers: torch.Tensor, _target: torch.Tensor) -> torch.Tensor:
        return answers.sum(-1) * float("inf")

    monkeypatch.setattr(race_tasks, "losses", overflow)
    job = asked(Queue(), 400)
    wait(job)
    assert job.error is None
    assert all(run.diverged and run.steps[-1] < 400 for run in job.runs.values())
    assert len(job.runs) == 3


def test_more_than_a_class_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_WAITING", 2)
    queue = Queue()
    first = asked(queue, 5000)
    while not first.begun:
        time.sleep(0.01)
    waiting = [asked(queue), asked(queue)]
    assert queue.ask(settings()) is None
    waiting[0].stopped.set()  # who left makes room
    waiting.append(asked(queue))
    for job in (first, *waiting):
        job.stopped.set()


def test_an_error_in_training_is_kept_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("out of numbers")

    monkeypatch.setattr(jobs, "race", fail)
    job = asked(Queue())
    wait(job)
    assert job.error == "out of numbers"
    assert not job.runs


def train(pace: Pace, others: float, *, now: float = 0.0, used: float = 0.0) -> list[float]:
    """Train on from a time while the others use the processor so much; time, use, last pause."""
    pause = 0.0
    for _ in range(200):
        now, used = now + 0.01, used + 0.01 * (1 + others)  # a step, all of it on the processor
        pause = pace.pause(step=0.01, own=0.01, now=now, used=used)
        now, used = now + pause, used + others * pause
    return [now, used, pause]


@pytest.mark.parametrize(
    ("others", "share"), [(0.0, 1.0), (0.1, 0.8), (0.3, 0.4), (0.9, 0.03), (1.7, 0.03)]
)
def test_training_rests_the_longer_the_more_the_others_do(others: float, share: float) -> None:
    pace = Pace(now=0, used=0)
    *_, pause = train(pace, others)
    assert pace.share == pytest.approx(share)
    assert pause == pytest.approx(0.01 * (1 / share - 1))


def test_training_goes_on_at_full_speed_when_the_others_are_done() -> None:
    pace = Pace(now=0, used=0)
    now, used, pause = train(pace, 0.9)
    assert pause > 0.3
    *_, pause = train(pace, 0.0, now=now, used=used)
    assert (pace.share, pause) == (1, 0)
