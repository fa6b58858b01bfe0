"""What many people want is worked out in another process, and to the same numbers."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import visualizer
from visualizer.networks import CheckpointError
from visualizer.ui.work import beside
from visualizer.ui.work.beside import SECONDS, VISITS, Helper, Request, kept_beside
from visualizer.ui.work.boards import board_bytes
from visualizer.ui.work.readings import reading_of

WHO = Request("os", "getpid", (), {})
NETWORK, TEXT = "sentiment-lstm", "not a good film"


def nowhere() -> Any:
    raise AssertionError("worked out here")


@pytest.fixture(scope="module")
def helper() -> Iterator[Helper]:
    """One whose process runs."""
    started = Helper()
    started.start(WHO)
    yield started
    started.stop()


def test_the_other_process_answers(helper: Helper) -> None:
    there = helper.ask(WHO, nowhere)
    assert there != os.getpid()
    assert helper.ask(WHO, nowhere) == there


def test_a_reading_from_there_has_the_numbers_of_one_from_here(helper: Helper) -> None:
    request = Request(reading_of.__module__, reading_of.__name__, (NETWORK, TEXT), {})
    there, here = helper.ask(request, nowhere), reading_of(NETWORK, TEXT)
    assert here is not None
    assert (there.tokens, there.words, there.record.lengths) == (here.tokens, here.words, [4])
    np.testing.assert_array_equal(there.verdict, here.verdict)
    for quantity in here.record.quantities:
        np.testing.assert_array_equal(
            getattr(there.record, quantity), getattr(here.record, quantity)
        )


def test_a_board_from_there_is_the_one_from_here_to_the_byte(helper: Helper) -> None:
    args = (NETWORK, TEXT, "hi", "watch")
    request = Request(board_bytes.__module__, board_bytes.__name__, args, {})
    assert helper.ask(request, nowhere) == board_bytes(*args)


def test_an_error_there_is_raised_here_and_the_next_request_answered(helper: Helper) -> None:
    unknown = Request(reading_of.__module__, reading_of.__name__, ("none", TEXT), {})
    with pytest.raises(ValueError, match="'none'") as raised:
        helper.ask(unknown, nowhere)
    assert "Traceback" in raised.value.__notes__[0]  # of the other process
    damaged = Request("visualizer.networks", "CheckpointError", ("a", "b.json", "c"), {})
    assert str(helper.ask(damaged, nowhere)) == str(CheckpointError("a", "b.json", "c"))
    assert helper.is_there


def test_what_is_printed_there_does_not_come_between_the_answers(helper: Helper) -> None:
    assert helper.ask(Request("builtins", "print", ("said",), {}), nowhere) is None
    assert helper.ask(Request("math", "sqrt", (4,), {}), nowhere) == 2


def test_an_answer_that_cannot_travel_is_an_error_and_the_last_one(helper: Helper) -> None:
    with pytest.raises(TypeError, match="pickle"):
        helper.ask(Request("threading", "Lock", (), {}), nowhere)
    assert helper.ask(Request("math", "sqrt", (9,), {}), nowhere) == 3


def test_when_the_other_process_is_killed_things_are_worked_out_here(
    capfd: pytest.CaptureFixture[str],
) -> None:
    helper = Helper()
    helper.start(WHO)
    there = helper.ask(WHO, nowhere)
    os.kill(there, signal.SIGTERM)
    assert helper.ask(WHO, os.getpid) == os.getpid()
    assert "The process beside the server has ended" in capfd.readouterr().err
    assert helper.ask(WHO, os.getpid) == os.getpid()
    assert capfd.readouterr().err == ""
    assert not helper.is_there


def test_it_ends_with_the_server_even_if_that_is_killed() -> None:
    script = (
        "from visualizer.ui.work.beside import Helper, Request\n"
        "import os\n"
        "if __name__ == '__main__':\n"
        "    helper, who = Helper(), Request('os', 'getpid', (), {})\n"
        "    helper.start(who)\n"
        "    print(helper.ask(who, os.getpid), flush=True)\n"
        "    input()\n"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout
    there = int(server.stdout.readline())
    assert there != server.pid
    assert is_alive(there)
    server.kill()
    server.communicate()
    deadline = time.monotonic() + 20
    while is_alive(there) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(there)


def is_alive(process: int) -> bool:
    """Whether a process is there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_is_kept_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Request] = []

    class Counting(Helper):
        def ask(self, request: Request, here: Callable[[], Any]) -> Any:
            asked.append(request)
            return here()

    monkeypatch.setattr(beside, "HELPER", Counting())
    doubled = kept_beside(_doubled)
    assert [doubled(4), doubled(4), doubled(5)] == [8, 8, 10]
    assert asked == [Request(__name__, "_doubled", (n,), {}) for n in (4, 5)]


def _doubled(n: int) -> int:
    return 2 * n


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> tuple[Helper, list[Request]]:
    """One that only says when it would start, with what."""
    started: list[Request] = []
    helper = Helper()
    monkeypatch.setattr(helper, "start", started.append)
    monkeypatch.setattr(beside.os, "cpu_count", lambda: 2)
    return helper, started


def soon(started: list[Request]) -> bool:
    """Whether a start comes, from a thread of its own."""
    deadline = time.monotonic() + 0.3
    while not started and time.monotonic() < deadline:
        time.sleep(0.01)
    return bool(started)


def test_it_starts_once_when_many_come_at_once(waiting: tuple[Helper, list[Request]]) -> None:
    helper, started = waiting
    helper.await_people(WHO)
    for second in range(VISITS - 1):
        helper.visited(float(second))
    assert not soon(started)
    for second in range(3):
        helper.visited(10.0 + second)
    assert soon(started)
    assert started == [WHO]


def test_those_who_came_before_it_could_start_count_too(
    waiting: tuple[Helper, list[Request]],
) -> None:
    helper, started = waiting
    for _ in range(VISITS):
        helper.visited(1.0)
    assert not soon(started)
    helper.await_people(WHO)
    assert soon(started)


def test_it_does_not_start_for_one_person_who_comes_back(
    waiting: tuple[Helper, list[Request]],
) -> None:
    helper, started = waiting
    helper.await_people(WHO)
    for visit in range(20):
        helper.visited(visit * SECONDS / (VISITS - 1))
    assert not soon(started)


def test_on_one_core_it_never_starts(
    waiting: tuple[Helper, list[Request]], monkeypatch: pytest.MonkeyPatch
) -> None:
    helper, started = waiting
    monkeypatch.setattr(beside.os, "cpu_count", lambda: 1)
    helper.await_people(WHO)
    for _ in range(VISITS):
        helper.visited(1.0)
    assert not soon(started)


def test_what_is_worked_out_there_needs_no_page() -> None:
    """A page declares components, which only the server's own process can."""
    package = Path(visualizer.__file__).parent
    modules = [
        ".".join(("visualizer", *path.relative_to(package).with_suffix("").parts))
        for path in sorted(package.rglob("*.py"))
        if "\n@kept_beside\n" in path.read_text(encoding="utf-8")
    ]
    assert "visualizer.ui.work.readings" in modules
    lines = ["import importlib, sys"]
    for module in modules:
        lines.append(f"importlib.import_module({module!r})")
        lines.append(f"assert 'visualizer.ui.shell.menu' not in sys.modules, {module!r}")
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True)
