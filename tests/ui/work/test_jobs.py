"""Long work: one job at a time, stopped by hand or when nobody looks, never for ever."""

import threading
import time
from collections.abc import Callable

import pytest

from visualizer.ui.work import jobs
from visualizer.ui.work.jobs import Job, Pace, Queue, Run

PATIENCE = 30.0
"""Seconds within which everything here must have happened."""


def counting(steps: int, *, fails: str = "") -> Run[int]:
    """Work of so many steps, its result the number of those done."""

    def run(keep: Callable[[int], None], should_stop: Callable[[], bool]) -> int:
        for step in range(steps):
            if should_stop():
                return step
            keep(step)
            if fails:
                raise RuntimeError(fails)
            time.sleep(0.0005)
        return steps

    return run


def asked(queue: Queue, steps: int = 20, names: str = "abc") -> Job[int]:
    """A job that found room: runs of one make under several names."""
    job = queue.ask({name: counting(steps) for name in names})
    assert job is not None
    return job


def until(holds: Callable[[], object], job: Job[int]) -> None:
    """Look at the job, as a page does, until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        job.look()
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_job_does_all_its_runs_to_the_end_each_under_its_own_name() -> None:
    job = Queue().ask({"first": counting(20), "second": counting(20), "third": counting(7)})
    assert job is not None
    until(job.done.is_set, job)
    assert not job.failed
    assert job.results == {"first": 20, "second": 20, "third": 7}


def test_runs_take_turns() -> None:
    job = asked(Queue(), 400)
    until(lambda: len(job.results) == 3, job)
    for _ in range(20):
        results = list(job.results.values())
        assert max(results) - min(results) <= 2
        time.sleep(0.002)
    job.stopped.set()
    assert job.done.wait(PATIENCE)


def test_jobs_run_one_after_the_other_in_the_order_asked() -> None:
    queue = Queue()
    first, second, third = (asked(queue, steps) for steps in (50_000, 20, 20))
    until(lambda: first.results, first)
    assert [queue.ahead_of(job) for job in (first, second, third)] == [0, 1, 2]
    assert not second.begun
    first.stopped.set()
    until(third.done.is_set, third)
    assert second.done.is_set()


def test_a_stopped_job_keeps_what_it_had() -> None:
    job = asked(Queue(), 50_000)
    until(lambda: len(job.results) == 3, job)
    job.stopped.set()
    assert job.done.wait(PATIENCE)
    assert all(0 <= done < 50_000 for done in job.results.values())


def busy(monkeypatch: pytest.MonkeyPatch, *pauses: float) -> list[float]:
    """Let the others be so busy that a job has to pause so long, each time it asks."""
    asked: list[float] = []

    def pause(_: Pace, **_given: float) -> float:
        asked.append(time.monotonic())
        return pauses[min(len(asked), len(pauses)) - 1]

    monkeypatch.setattr(Pace, "pause", pause)
    return asked


def test_a_job_that_waits_for_the_others_is_stopped_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits = busy(monkeypatch, 1000.0)
    job = asked(Queue())
    until(lambda: waits, job)
    job.stopped.set()
    assert job.done.wait(5)


def test_a_waiting_job_ends_when_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "FORGOTTEN_AFTER", 0.3)
    busy(monkeypatch, 1000.0)
    assert asked(Queue()).done.wait(5)


def test_a_job_goes_on_as_soon_as_the_others_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long its step took and however busy they were when it ended."""
    waits = busy(monkeypatch, 1000.0, 1000.0, 0.0)
    job = asked(Queue())
    until(job.done.is_set, job)
    assert waits[2] - waits[0] < 5
    assert set(job.results.values()) == {20}


def test_a_job_that_nobody_looks_at_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "FORGOTTEN_AFTER", 0.3)
    job = asked(Queue(), 10_000_000)
    assert job.done.wait(PATIENCE)
    assert all(done < 10_000_000 for done in job.results.values())
    assert not [each for each in threading.enumerate() if each.name.startswith("run of a job")]


def test_a_job_that_nobody_waits_for_is_never_begun() -> None:
    queue = Queue()
    first, second = asked(queue, 50_000), asked(queue)
    second.stopped.set()
    first.stopped.set()
    assert second.done.wait(PATIENCE)
    assert not second.begun
    assert not second.results


def test_more_than_a_class_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_WAITING", 2)
    queue = Queue()
    first = asked(queue, 50_000)
    until(lambda: first.begun, first)
    waiting = [asked(queue), asked(queue)]
    assert queue.ask({"late": counting(1)}) is None
    waiting[0].stopped.set()  # who left makes room
    waiting.append(asked(queue))
    for job in (first, *waiting):
        job.stopped.set()


def test_a_class_of_forty_finds_room_and_the_next_one_does_not() -> None:
    queue = Queue()
    first = asked(queue, 50_000)
    until(lambda: first.begun, first)
    waiting = [asked(queue, names="a") for _ in range(40)]
    assert queue.ask({"late": counting(1)}) is None
    assert queue.ahead_of(waiting[-1]) == 40
    for job in (first, *waiting):
        job.stopped.set()
    assert first.done.wait(PATIENCE)


def test_a_job_waits_for_a_look_longer_than_a_page_takes_to_look_again() -> None:
    job = asked(Queue(), 50_000)
    for seconds, unwanted in ((10, False), (20, True)):
        job.seen = time.monotonic() - seconds
        assert job.is_unwanted() is unwanted
    job.stopped.set()
    assert job.done.wait(PATIENCE)


def test_an_error_is_logged_not_lost_and_the_other_runs_go_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    job = Queue().ask({"bad": counting(9, fails="out of numbers"), "good": counting(9)})
    assert job is not None
    until(job.done.is_set, job)
    assert job.failed
    assert "out of numbers" in caplog.text
    assert job.results == {"bad": 0, "good": 9}


def work(pace: Pace, others: float, *, now: float = 0.0, used: float = 0.0) -> list[float]:
    """Work on from a time while the others use the processor so much; time, use, last pause."""
    pause = 0.0
    for _ in range(200):
        now, used = now + 0.01, used + 0.01 * (1 + others)  # a step, all of it on the processor
        pause = pace.pause(step=0.01, own=0.01, now=now, used=used)
        now, used = now + pause, used + others * pause
    return [now, used, pause]


@pytest.mark.parametrize(
    ("others", "share"), [(0.0, 1.0), (0.1, 0.8), (0.3, 0.4), (0.9, 0.03), (1.7, 0.03)]
)
def test_a_job_rests_the_longer_the_more_the_others_do(others: float, share: float) -> None:
    pace = Pace(now=0, used=0)
    *_, pause = work(pace, others)
    assert pace.share == pytest.approx(share)
    assert pause == pytest.approx(0.01 * (1 / share - 1))


def test_a_job_goes_on_at_full_speed_when_the_others_are_done() -> None:
    pace = Pace(now=0, used=0)
    now, used, pause = work(pace, 0.9)
    assert pause > 0.3
    *_, pause = work(pace, 0.0, now=now, used=used)
    assert (pace.share, pause) == (1, 0)


def test_a_job_is_found_again_by_its_name_and_by_no_other() -> None:
    queue = Queue()
    job, other = asked(queue), asked(queue)
    assert queue.named(job.token) is job
    assert queue.named(other.token) is other
    assert queue.named("") is None
    assert queue.named(job.token[:-1]) is None
    until(other.done.is_set, job)
    assert queue.named(job.token) is job  # what it came to is still wanted


def test_only_the_latest_jobs_are_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_NAMED", 2)
    queue = Queue()
    first, second, third = (asked(queue, 1) for _ in range(3))
    assert [queue.named(each.token) for each in (first, second, third)] == [None, second, third]
