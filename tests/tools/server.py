"""The app in a process of its own, for tests and the bench."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from visualizer.places import ROOT
from visualizer.server.hosting import ADDRESS, PORT, Hosting
from visualizer.server.serving import is_ready


def free_port(address: str = ADDRESS) -> int:
    """Any port that is free just now, for servers of tests and of the bench."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
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
    *,
    root: Path = ROOT,
    hosting: Hosting | None = None,
    environment: Mapping[str, str] | None = None,
    timeout: float = 60.0,
) -> Iterator[RunningServer]:
    """Run the app in a process of its own and stop it afterwards.

    Args:
        root: the folder of the project or of a copy of it.
        hosting: the options of the start; its port counts only if it is not the usual one.
        environment: variables added to those of this process.

    Raises:
        RuntimeError: it ended or did not answer within `timeout` seconds; with its output.
    """
    hosting = hosting or Hosting()
    if hosting.port == PORT:
        hosting = replace(hosting, port=free_port(hosting.address))
    command = [sys.executable, "-m", "visualizer", "app", *_options(hosting), "--no-open"]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=root,
                env={**os.environ, **(environment or {})},
                stdout=output,
                stderr=output,
            )
        try:
            _wait_until_ready(server := RunningServer(hosting.url, process, log), timeout)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _options(hosting: Hosting) -> list[str]:
    given = ["--port", str(hosting.port), "--address", hosting.address]
    given += ["--base-path", hosting.base] if hosting.base else []
    given += [part for each in hosting.trusted for part in ("--trust", each)]
    return given + [part for each in hosting.framers for part in ("--embed", each)]


def _wait_until_ready(server: RunningServer, timeout: float) -> None:
    deadline = time.monotonic() + timeout

    def said() -> str:
        return server.log.read_text(encoding="utf-8", errors="replace")

    while not is_ready(server.url):
        if server.process.poll() is not None:
            raise RuntimeError(f"the server ended at once:\n{said()}")
        if time.monotonic() > deadline:
            raise RuntimeError(f"no answer within {timeout} s:\n{said()}")
        time.sleep(0.02)
