"""Thirty people, each with a new sentence every second, on one server process."""

import asyncio
import math
import os
import random
import time
from pathlib import Path
from statistics import median
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.measurement import Measurement, new_sentences, percentile_95, spread
from tests.tools.server import RunningServer, start_server

PEOPLE = 30
SECONDS = 20
GRADIENTS = "vanishing-gradients"
FINISHED = "script_finished"
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


def measure() -> list[Measurement]:
    """Time on the server: from a sentence sent to the message that its run is finished."""
    name = f"{PEOPLE} people, a new sentence a second each: server time"
    times, sizes, busy = _measured()
    detail = f"{spread(times, 'ms')}; {median(sizes) / 1000:.0f} kB a sentence"
    rows = [
        Measurement(f"{name}, median", median(times), "ms", 50, detail),
        Measurement(f"{name}, 95 %", percentile_95(times), "ms", 250),
        Measurement(
            "  beside it: processor time of the server, a sentence",
            busy,
            "ms",
            detail=f"{1000 / PEOPLE:.0f} ms keep one core busy",
        ),
    ]
    racing, _, _ = _measured(race=True)
    gradients, _, _ = _measured(page=GRADIENTS, every=4.0)
    return [
        *rows,
        Measurement(
            "  the same while a race trains", median(racing), "ms", detail=spread(racing, "ms")
        ),
        Measurement(
            "  gradients of three networks, a sentence every 4 seconds each",
            median(gradients),
            "ms",
            detail=spread(gradients, "ms"),
        ),
    ]


def _measured(
    *, page: str = "", race: bool = False, every: float = 1.0
) -> tuple[list[float], list[int], float]:
    """Times and sizes of the answers, and the server's processor time for each of them, ms."""
    with start_server() as server:
        crowd = _Crowd(server, page, every)
        try:
            asyncio.run(crowd.type(race=race))
        except* RuntimeError as errors:
            said = server.log.read_text(encoding="utf-8", errors="replace")
            raise RuntimeError(f"{errors.exceptions[0]}\n{said}") from errors
        busy = _processor_seconds(server.process.pid) - crowd.used_before
    return crowd.times, crowd.sizes, busy / (PEOPLE * int(SECONDS / every)) * 1000


def _processor_seconds(pid: int) -> float:
    """What a process has used so far; NaN where the system does not tell."""
    status = Path(f"/proc/{pid}/stat")
    if not status.exists():
        return math.nan
    fields = status.read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class _Crowd:
    """People on one page of one server, and what they measured."""

    def __init__(self, server: RunningServer, page: str, every: float) -> None:
        self._server, self._page, self._every = server, page, every
        self._all_in = asyncio.Barrier(PEOPLE)
        self.times: list[float] = []
        self.sizes: list[int] = []
        self.used_before = math.nan
        """Seconds of the processor that the server had used when the last page was open."""

    async def type(self, *, race: bool) -> None:
        """All of them, and a race beside them if wanted."""
        async with asyncio.TaskGroup() as people:
            racer = people.create_task(_racer(self._server.url)) if race else None
            typing = [people.create_task(self._person(k)) for k in range(PEOPLE)]
            await asyncio.wait(typing)
            if racer and not racer.cancel():
                raise RuntimeError("the race must train until all have typed, got one that ended")

    async def _person(self, k: int) -> None:
        """Open the page, then type on; the first seconds warm the server up and do not count."""
        rng = random.Random(k)
        sentences = new_sentences(20, seed=100 + k)
        async with _connected(self._server.url) as socket:
            state = BackMsg()
            state.rerun_script.query_string = "lang=en"
            state.rerun_script.page_name = self._page
            first = await _run(socket, state)
            box = state.rerun_script.widget_states.widgets.add(id=first["Sentence"])
            state.rerun_script.page_name = ""
            state.rerun_script.page_script_hash = first["page"]
            await self._all_in.wait()
            self.used_before = _processor_seconds(self._server.process.pid)
            began = time.perf_counter() + self._every * rng.random()
            for number in range(int(SECONDS / self._every)):
                due = began + self._every * number + rng.uniform(-0.1, 0.1)
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                box.string_value = next(sentences)
                start = time.perf_counter()
                answer = await _run(socket, state)
                if number >= 2 / self._every:
                    self.times.append((time.perf_counter() - start) * 1000)
                    self.sizes.append(answer["bytes"])


async def _racer(url: str) -> None:
    """Start a live race and look at it every second, as its page does, until it is over."""
    async with _connected(url) as socket:
        state = BackMsg()
        state.rerun_script.query_string = "lang=en&vanishing_part=race&vanishing_race=live"
        state.rerun_script.page_name = GRADIENTS
        first = await _run(socket, state)
        widgets = state.rerun_script.widget_states.widgets
        button = widgets.add(id=first["Start the race"], trigger_value=True)
        for name, value in (("Training steps", 1000), ("Gap", 60), ("Units", 64)):
            widgets.add(id=first[name]).double_array_value.data.append(value)
        state.rerun_script.page_name = ""
        state.rerun_script.page_script_hash = first["page"]
        answer = await _run(socket, state)
        button.trigger_value = False
        state.rerun_script.fragment_id = answer["fragment"]
        while "Stop" in answer:
            await asyncio.sleep(1)
            answer = await _run(socket, state)


def _connected(url: str) -> connect:
    return connect(
        f"{url.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Origin": url},
        max_size=None,
        proxy=None,
    )


async def _run(socket: ClientConnection, state: BackMsg) -> dict[str, Any]:
    """Ask for a run and take in its messages until it is finished.

    Returns:
        The page's hash, the fragment that runs by itself, the bytes received, and the ids of the
        controls by their labels.
    """
    await socket.send(state.SerializeToString())
    seen: dict[str, Any] = {"page": "", "bytes": 0}
    while True:
        data = await socket.recv()
        if not isinstance(data, bytes):
            raise RuntimeError(f"expected a binary message, got {data[:80]!r}")
        seen["bytes"] += len(data)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "navigation":
            seen["page"] = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            seen["fragment"] = message.auto_rerun.fragment_id
        elif kind == "delta":
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                raise RuntimeError(f"the page failed: {element.exception.message}")
            for control in (element.text_input, element.button, element.slider):
                seen[control.label] = control.id
        elif kind == FINISHED and message.script_finished in DONE:
            return seen
