"""What is kept stays within one bound in bytes, is made once and shared."""

import gc
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
import pytest
import torch

from benchmarks.measurement import new_sentences
from visualizer.ui.vanishing.sensitivities import sensitivity_of
from visualizer.ui.work.boards import board_bytes
from visualizer.ui.work.caches import BOUND, CACHE, Cache, kept, kept_for_good, size_of
from visualizer.ui.work.readings import network, reading_of

MEGABYTE = 2**20


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    CACHE.clear()
    yield
    CACHE.clear()


def array(megabytes: float = 1) -> np.ndarray:
    return np.ones(int(megabytes * MEGABYTE), np.uint8)


def test_a_value_is_made_once_and_shared() -> None:
    cache, made = Cache(), []

    def make() -> np.ndarray:
        made.append(1)
        time.sleep(0.05)
        return array()

    with ThreadPoolExecutor(8) as people:
        values = [*people.map(lambda _: cache.get("x", make), range(8))]
    assert len(made) == 1
    assert all(value is values[0] for value in values)


def test_those_used_longest_ago_go_first() -> None:
    cache = Cache(bound=int(3.5 * MEGABYTE))
    for name in "abc":
        cache.get(name, array)
    cache.get("a", array)
    cache.get("d", array)
    assert [name for name in "abcd" if cache.peek(name) is not None] == ["a", "c", "d"]
    assert cache.total <= cache.bound


def test_a_pinned_value_stays_and_counts() -> None:
    cache = Cache(bound=3 * MEGABYTE)
    cache.get("pinned", lambda: array(2), pinned=True)
    cache.get("a", lambda: array(0.9))
    cache.get("b", lambda: array(0.9))
    assert cache.peek("pinned") is not None
    assert cache.peek("a") is None
    assert cache.total <= cache.bound


def test_a_value_larger_than_the_bound_is_given_but_not_kept() -> None:
    cache = Cache(bound=MEGABYTE)
    cache.get("small", lambda: array(0.5))
    assert cache.get("large", lambda: array(2)).nbytes == 2 * MEGABYTE
    assert cache.peek("large") is None
    assert cache.total <= cache.bound


def test_a_value_that_grows_is_measured_again() -> None:
    class Growing:
        @cached_property
        def more(self) -> np.ndarray:
            return array(2)

    cache = Cache(bound=int(2.5 * MEGABYTE))
    growing = cache.get("growing", Growing)
    cache.get("a", array)
    assert growing.more.size
    cache.get("growing", Growing)
    assert cache.total <= cache.bound
    assert cache.peek("a") is None


def test_a_pinned_value_is_measured_once_however_often_it_is_used() -> None:
    class Words(dict[str, int]):
        measured = 0

        def items(self) -> Any:
            self.measured += 1
            return super().items()

    cache = Cache()
    words = cache.get("words", lambda: Words(good=1), pinned=True)
    total = cache.total
    assert all(cache.get("words", Words, pinned=True) is words for _ in range(5))
    assert cache.peek("words") is words
    assert words.measured == 1
    assert cache.total == total > 0


def test_an_error_reaches_everyone_and_is_not_kept() -> None:
    cache, begun = Cache(), threading.Event()

    def fail() -> None:
        begun.set()
        time.sleep(0.05)
        raise ValueError("no such thing")

    with ThreadPoolExecutor(2) as people:
        first = people.submit(cache.get, "x", fail)
        assert begun.wait(20)
        second = people.submit(cache.get, "x", lambda: 1)
        for each in (first, second):
            with pytest.raises(ValueError, match="no such thing"):
                each.result(20)
    assert cache.get("x", lambda: 2) == 2


def test_clearing_forgets_everything() -> None:
    cache = Cache()
    cache.get("x", array)
    cache.clear()
    assert (cache.total, len(cache)) == (0, 0)


def test_a_function_is_kept_by_its_arguments_apart_from_other_functions() -> None:
    made = []

    @kept
    def double(n: int) -> int:
        made.append(n)
        return 2 * n

    @kept_for_good
    def triple(n: int) -> int:
        return 3 * n

    assert [double(1), double(2), double(1), triple(1)] == [2, 4, 2, 3]
    assert made == [1, 2]


@dataclass
class Holder:
    """Something with parts, one of them twice."""

    first: np.ndarray
    second: np.ndarray


def test_sizes_count_everything_once() -> None:
    values = array(1)
    assert size_of(values) == pytest.approx(MEGABYTE, rel=0.01)
    assert size_of(Holder(values, values)) == pytest.approx(MEGABYTE, rel=0.01)
    assert size_of({"a": [array(1)], "b": (array(2),)}) == pytest.approx(3 * MEGABYTE, rel=0.01)
    assert size_of(array(4)[:10]) == pytest.approx(4 * MEGABYTE, rel=0.01)  # the rest stays too
    assert size_of(torch.ones(MEGABYTE)) == 4 * MEGABYTE
    assert size_of(torch.ones(MEGABYTE).numpy()) == pytest.approx(4 * MEGABYTE, rel=0.01)
    assert size_of(b"x" * MEGABYTE) == pytest.approx(MEGABYTE, rel=0.01)


def test_the_size_of_a_network_is_that_of_its_numbers_and_words() -> None:
    loaded = network("sentiment-lstm")
    numbers = sum(4 * each.numel() for each in loaded.state_dict().values())
    words = sum(map(size_of, loaded.vocabulary.words))
    assert numbers < size_of(loaded) < numbers + 8 * words


def test_a_network_is_loaded_once_for_the_whole_process() -> None:
    assert network("sentiment-gru") is network("sentiment-gru")


def test_300_long_sentences_leave_the_process_below_the_bound() -> None:
    """Readings, boards and sensitivities of all three networks; nothing else holds on to them."""
    gc.collect()
    texts = [*islice(new_sentences(64, seed=7), 300)]
    for number, text in enumerate(texts):
        name = ("sentiment-lstm", "sentiment-gru", "sentiment-rnn")[number % 3]
        board_bytes(name, text, "en", "watch")
        sensitivity_of(name, text)
        assert CACHE.total <= BOUND
    assert CACHE.total > BOUND / 2  # it was full
    assert reading_of("sentiment-rnn", texts[-1]) is reading_of("sentiment-rnn", texts[-1])
    assert size_of(CACHE) == pytest.approx(CACHE.total, rel=0.1)  # the count is right
