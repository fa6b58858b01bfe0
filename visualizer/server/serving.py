"""The app's server, started in this process."""

import importlib.util
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from visualizer.pages import PAGES, Page
from visualizer.places import PACKAGE, ROOT
from visualizer.server.files import QuickFiles, answer, quick_folders
from visualizer.server.front import front_page, path_of, reader_language, told
from visualizer.server.gate import Gate
from visualizer.server.headers import Headers
from visualizer.server.hosting import EVERY_ADDRESS, PORT, Hosting
from visualizer.server.lost import Paths

if TYPE_CHECKING:
    from starlette.middleware import Middleware
    from starlette.routing import Route
    from starlette.types import Receive, Scope, Send

APP = PACKAGE / "app.py"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Asks this machine itself, whatever proxy its environment names for the others."""


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


def is_ready(url: str) -> bool:
    """Whether the app at `url` answers."""
    try:
        with DIRECT.open(f"{url}/_stcore/health", timeout=5) as health:
            return health.status == 200
    except (urllib.error.URLError, OSError):
        return False


def serve(hosting: Hosting, *, open_browser: bool, warm: Callable[[], None] | None = None) -> None:
    """Run the app in this process until it is interrupted.

    Args:
        hosting: where, and for whom.
        warm: what to do as soon as the server answers, while the first browser loads.
    """
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(threads, "1")  # many readers on few cores: more would only wait
    streamlit = _streamlit_folder()
    threading.Thread(target=_announce, args=(hosting, open_browser, warm), daemon=True).start()
    import streamlit as st

    os.chdir(ROOT)  # Streamlit reads .streamlit/config.toml from the working directory
    options = {
        "server.address": hosting.address,
        "server.port": hosting.port,
        "server.headless": True,
        "server.baseUrlPath": hosting.base,
        "server.allowedHosts": ["*"],  # the gate before it is stricter, and knows who is trusted
        "browser.serverPort": hosting.port,
        "client.allowedOrigins": [],  # no page around the app may send it commands
    }
    st.App(APP, routes=routes(hosting, streamlit), middleware=middleware(hosting, streamlit)).run(
        config=options
    )


def middleware(hosting: Hosting, streamlit: Path) -> "list[Middleware]":
    """What stands before Streamlit, from the outside in."""
    from starlette.middleware import Middleware

    folders = {f"{hosting.base}{start}": found for start, found in quick_folders(streamlit).items()}
    return [
        Middleware(Headers, hosting=hosting, scripts=[told(hosting.base)]),
        Middleware(Gate, hosting=hosting),
        Middleware(QuickFiles, folders=folders),
        Middleware(Paths, hosting=hosting),
    ]


def routes(hosting: Hosting, streamlit: Path) -> "list[Route]":
    """The pages, in place of Streamlit's one for all of them."""
    from starlette.routing import Route

    return [
        Route(
            f"{hosting.base}{path_of(page)}", _Sent(page, hosting.base, streamlit), methods=["GET"]
        )
        for page in PAGES
    ]


class _Sent:
    """A page, in the language of whoever asks for it."""

    def __init__(self, page: Page, base: str, streamlit: Path) -> None:
        self._page, self._base, self._streamlit = page, base, streamlit

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        lang = reader_language(scope)
        await answer(
            front_page(self._page, lang, self._base, self._streamlit), scope, receive, send
        )


def _streamlit_folder() -> Path:
    """Where Streamlit's package lies, without importing it."""
    found = importlib.util.find_spec("streamlit")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("streamlit is not installed: pip install -r requirements.txt")
    return Path(found.origin).parent


def _announce(hosting: Hosting, open_browser: bool, warm: Callable[[], None] | None) -> None:
    while not is_ready(hosting.url):
        time.sleep(0.05)
    print(f"RNN Visualizer is ready at {hosting.url} (Ctrl+C stops it)", flush=True)
    if hosting.address in EVERY_ADDRESS:
        print(f"Others reach it at this machine's address, port {hosting.port}", flush=True)
    for outer in hosting.trusted:
        print(f"Behind a proxy it is {outer}{hosting.base}", flush=True)
    if open_browser:
        webbrowser.open(hosting.url)
    if warm is not None:
        warm()


def has_screen() -> bool:
    """Whether a browser opened from here would be seen; else it might open in the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
