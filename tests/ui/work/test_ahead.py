"""Values begun before they are needed: shared, in turn, none made for a reader who moved on."""

import threading
import time
from collections.abc import Iterator

import pytest

from visualizer.ui.work import ahead
from visualizer.ui.work.ahead import Ahead
from visualizer.ui.work.caches import Cache, size_of


class Slow:
    """A function that waits for leave and keeps its calls; 13 has no value."""

    def __init__(self) -> None:
        self.calls: list[int] = []
        self.leave = threading.Semaphore(0)

    def __call__(self, key: int) -> int:
        self.calls.append(key)
        assert self.leave.acquire(timeout=20)
        if key == 13:
            raise ValueError("key must not be 13, got 13")
        return key * key


@pytest.fixture
def slow() -> Iterator[Slow]:
    found = Slow()
    yield found
    found.leave.release(100)


def until_called(slow: Slow, calls: list[int]) -> None:
    end = time.monotonic() + 20
    while slow.calls != calls:
        assert time.monotonic() < end, slow.calls
        time.sleep(0.005)


def test_values_come_in_the_order_asked_and_each_is_made_once(slow: Slow) -> None:
    values = Ahead(slow, cache=Cache())
    slow.leave.release(3)
    with values.ask([3, 1]) as first, values.ask([1, 2]) as second:
        assert [each.result(20) for each in first] == [9, 1]
        assert [each.result(20) for each in second] == [1, 4]
    with values.ask([2, 3]) as again:
        assert [each.result(0) for each in again] == [4, 9]
    assert slow.calls == [3, 1, 2]


def test_what_nobody_waits_for_any_longer_is_not_begun(slow: Slow) -> None:
    values = Ahead(slow, cache=Cache())
    with values.ask([1, 2, 3]), values.ask([3]) as other:
        until_called(slow, [1])
        with values.ask([4]):
            pass
    with values.ask([5]) as last:
        slow.leave.release(2)
        assert last[0].result(20) == 25
    assert slow.calls == [1, 5]
    assert not other[0].done()
    slow.leave.release()
    with values.ask([3]) as asked_again:
        assert asked_again[0].result(20) == 9


def test_a_value_that_somebody_else_waits_for_is_made(slow: Slow) -> None:
    values = Ahead(slow, cache=Cache())
    slow.leave.release(2)
    with values.ask([1, 2]) as wanted:
        with values.ask([2]):
            pass
        assert wanted[1].result(20) == 4


def test_a_failure_reaches_who_asked_and_is_tried_again(slow: Slow) -> None:
    values = Ahead(slow, cache=Cache())
    slow.leave.release(3)
    for _ in range(2):
        with values.ask([13, 2]) as wanted:
            with pytest.raises(ValueError, match="must not be 13"):
                wanted[0].result(20)
            assert wanted[1].result(20) == 4
    assert slow.calls == [13, 2, 13]


def test_values_are_kept_within_the_bound_of_the_cache(slow: Slow) -> None:
    cache = Cache(bound=2 * size_of(9))  # room for two of these numbers
    values = Ahead(slow, cache=cache)
    slow.leave.release(9)
    for key in (1, 2, 1, 3, 1, 2):
        with values.ask([key]) as wanted:
            assert wanted[0].result(20) == key * key
    assert slow.calls == [1, 2, 3, 2]
    assert cache.total <= cache.bound


def test_a_guess_is_made_when_nobody_waits_and_only_the_latest(
    slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "PAUSE", 0.05)
    values = Ahead(slow, cache=Cache())
    values.guess([7])
    values.guess([8, 9])
    with values.ask([1]) as wanted:
        slow.leave.release()
        assert wanted[0].result(20) == 1
    until_called(slow, [1, 8])
    with values.ask([2]) as wanted:  # before the rest of the guess
        slow.leave.release(2)
        assert wanted[0].result(20) == 4
    until_called(slow, [1, 8, 2, 9])
    slow.leave.release()
    with values.ask([8, 9]) as guessed:
        assert [each.result(20) for each in guessed] == [64, 81]
    assert slow.calls == [1, 8, 2, 9]
