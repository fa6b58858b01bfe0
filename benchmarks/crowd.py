"""Thirty people, each with a new sentence every second, on one server process."""

import asyncio
import math
import os
import random
import time
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.measurement import Measurement, new_sentences, percentile_95, spread
from visualizer.serving import start_server

PEOPLE = 30
SECONDS = 20
FINISHED = "script_finished"


def measure() -> list[Measurement]:
    """Time on the server: from a sentence sent to the message that its run is finished."""
    with start_server() as server:
        before = _processor_seconds(server.process.pid)
        try:
            times, sizes = asyncio.run(_crowd(server.url))
        except* RuntimeError as errors:
            raise RuntimeError(f"{errors.exceptions[0]}\n{server.log.read_text()}") from errors
        busy = _processor_seconds(server.process.pid) - before
    name = f"{PEOPLE} people, a new sentence a second each: server time"
    detail = f"{spread(times, 'ms')}; {median(sizes) / 1000:.0f} kB a sentence"
    return [
        Measurement(f"{name}, median", median(times), "ms", 50, detail),
        Measurement(f"{name}, 95 %", percentile_95(times), "ms", 250),
        Measurement(
            "  beside it: processor time of the server, a sentence",
            busy / (PEOPLE * (SECONDS + 1)) * 1000,
            "ms",
            detail=f"{1000 / PEOPLE:.0f} ms keep one core busy",
        ),
    ]


def _processor_seconds(pid: int) -> float:
    """What a process has used so far; NaN where the system does not tell."""
    status = Path(f"/proc/{pid}/stat")
    if not status.exists():
        return math.nan
    fields = status.read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _crowd(url: str) -> tuple[list[float], list[int]]:
    times: list[float] = []
    sizes: list[int] = []
    async with asyncio.TaskGroup() as people:
        for k in range(PEOPLE):
            people.create_task(_person(k, url, times, sizes))
    return times, sizes


async def _person(k: int, url: str, times: list[float], sizes: list[int]) -> None:
    """Open the page, then type on; the first seconds warm the server up and do not count."""
    rng = random.Random(k)
    sentences = new_sentences(20, seed=100 + k)
    async with connect(
        f"{url.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Origin": url},
        max_size=None,
    ) as socket:
        state = BackMsg()
        state.rerun_script.query_string = "lang=en"
        first = await _run(socket, state)
        box = state.rerun_script.widget_states.widgets.add(id=first["box"])
        state.rerun_script.page_script_hash = first["page"]
        began = time.perf_counter() + 2 + rng.random()
        for second in count():
            due = began + second + rng.uniform(-0.1, 0.1)
            if second == SECONDS:
                return
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            box.string_value = next(sentences)
            start = time.perf_counter()
            answer = await _run(socket, state)
            if second >= 2:
                times.append((time.perf_counter() - start) * 1000)
                sizes.append(answer["bytes"])


async def _run(socket: ClientConnection, state: BackMsg) -> dict[str, Any]:
    """Ask for a run and take in its messages until it is finished."""
    await socket.send(state.SerializeToString())
    seen: dict[str, Any] = {"box": None, "page": "", "bytes": 0}
    while True:
        data = await socket.recv()
        if not isinstance(data, bytes):
            raise RuntimeError(f"expected a binary message, got {data[:80]!r}")
        seen["bytes"] += len(data)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            seen["page"] = message.new_session.page_script_hash
        elif kind == "delta":
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                raise RuntimeError(f"the page failed: {element.exception.message}")
            if element.text_input.label == "Sentence":
                seen["box"] = element.text_input.id
        elif message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and kind == FINISHED:
            return seen
