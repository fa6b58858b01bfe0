"""The app in a process of its own, for tests and the bench."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from visualizer.places import ROOT
from visualizer.server.serving import ADDRESS, is_ready, page_url


def free_port(address: str = ADDRESS) -> int:
    """Any port that is free just now, for servers of tests and of the bench."""
    with socket.socket() as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class RunningServer:
    """A server in a process of its own: where it answers, its process and what it printed."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path


@contextmanager
def start_server(
    *, root: Path = ROOT, port: int | None = None, timeout: float = 60.0
) -> Iterator[RunningServer]:
    """Run the app in a process of its own and stop it afterwards.

    Args:
        root: the folder of the project or of a copy of it.

    Raises:
        RuntimeError: it ended or did not answer within `timeout` seconds; with its output.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "visualizer", "app", "--port", str(port), "--no-open"]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=root, stdout=output, stderr=output)
        try:
            _wait_until_ready(
                server := RunningServer(page_url(ADDRESS, port), process, log), timeout
            )
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(server: RunningServer, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while not is_ready(server.url):
        if server.process.poll() is not None:
            raise RuntimeError(f"the server ended at once:\n{server.log.read_text()}")
        if time.monotonic() > deadline:
            raise RuntimeError(f"no answer within {timeout} s:\n{server.log.read_text()}")
        time.sleep(0.02)
