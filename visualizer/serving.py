"""The app's server: started in this process for people, in another for the tests and the bench."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "visualizer" / "app.py"
ADDRESS = "127.0.0.1"
PORT = 8501
EVERY_ADDRESS = ("0.0.0.0", "::")

DEEP_LINKS = ("vanishing-gradients",)
"""The paths of all pages but the first, as `app.py` names them."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
"""Chromium starts with these in a container too, and asks nothing of the network by itself."""


class PortUnavailableError(RuntimeError):
    """The address cannot be listened on; the message says which and what to do."""


def check_port(address: str, port: int) -> None:
    """Make sure that the server can listen there.

    Raises:
        PortUnavailableError: the port is taken or forbidden, or the address is another machine's.
    """
    try:
        family = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except (OSError, OverflowError) as error:
        raise PortUnavailableError(
            f"cannot listen on {address} port {port} ({error}); "
            f"choose another with --port, or stop the program that uses it"
        ) from error


def next_port(address: str, first: int = PORT) -> int:
    """The first port from `first` on that is free."""
    for port in range(first, first + 100):
        try:
            check_port(address, port)
        except PortUnavailableError:
            continue
        return port
    raise PortUnavailableError(f"no free port from {first} to {first + 99} on {address}")


def free_port(address: str = ADDRESS) -> int:
    """Any port that is free just now, for servers of tests and of the bench."""
    with socket.socket() as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


def page_url(address: str, port: int) -> str:
    """Where a browser on this machine finds the app."""
    host = ADDRESS if address in EVERY_ADDRESS else address
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def is_ready(url: str) -> bool:
    """Whether the app at `url` answers."""
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def find_browser() -> str | None:
    """The Chromium or Chrome on this machine, or the one that Playwright installed, if any."""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def serve(*, address: str, port: int, open_browser: bool) -> None:
    """Run the app in this process until it is interrupted."""
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(threads, "1")  # many readers on few cores: more would only wait
    import streamlit as st
    from starlette.routing import Route

    os.chdir(ROOT)  # Streamlit reads .streamlit/config.toml from the working directory
    options = {
        "server.address": address,
        "server.port": port,
        "server.headless": True,
        "browser.serverPort": port,
    }
    if address not in (ADDRESS, "localhost"):
        options["server.allowedHosts"] = ["*"]
    threading.Thread(target=_announce, args=(address, port, open_browser), daemon=True).start()
    st.App(APP, routes=[Route(f"/{path}", _page) for path in DEEP_LINKS]).run(config=options)


async def _page(_: "Request") -> "HTMLResponse":
    """Streamlit's page, told where its server is: else it asks below the page's own path first.

    That is where a Streamlit app with a base path would be; the answers, 404, are errors in the
    browser's console.
    """
    import streamlit as st
    from starlette.responses import HTMLResponse

    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    told = "<script>window.__streamlit = { BACKEND_BASE_URL: location.origin };</script>"
    return HTMLResponse(page.replace("<head>", f"<head>{told}", 1))


def _announce(address: str, port: int, open_browser: bool) -> None:
    url = page_url(address, port)
    while not is_ready(url):
        time.sleep(0.05)
    print(f"RNN Visualizer is ready at {url} (Ctrl+C stops it)", flush=True)
    if address in EVERY_ADDRESS:
        print(f"Others reach it at this machine's address, port {port}", flush=True)
    if open_browser:
        webbrowser.open(url)


def has_screen() -> bool:
    """Whether a browser opened from here would be seen; else it might open in the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@dataclass(frozen=True)
class RunningServer:
    """A server in a process of its own: where it answers, its process and what it printed."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path


@contextmanager
def start_server(*, port: int | None = None, timeout: float = 60.0) -> Iterator[RunningServer]:
    """Run the app in a process of its own and stop it afterwards.

    Raises:
        RuntimeError: it ended or did not answer within `timeout` seconds; with its output.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "visualizer", "app", "--port", str(port), "--no-open"]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
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
