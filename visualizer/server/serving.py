"""The app's server, started in this process."""

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

from visualizer.pages import PAGES
from visualizer.places import PACKAGE, ROOT
from visualizer.server.files import QuickFiles, preloads, quick_folders

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

APP = PACKAGE / "app.py"
ADDRESS = "127.0.0.1"
PORT = 8501
EVERY_ADDRESS = ("0.0.0.0", "::")


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


def serve(
    *, address: str, port: int, open_browser: bool, warm: Callable[[], None] | None = None
) -> None:
    """Run the app in this process until it is interrupted.

    Args:
        warm: what to do as soon as the server answers, while the first browser loads.
    """
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(threads, "1")  # many readers on few cores: more would only wait
    import streamlit as st
    from starlette.middleware import Middleware
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
    threading.Thread(
        target=_announce, args=(address, port, open_browser, warm), daemon=True
    ).start()
    st.App(
        APP,
        routes=[Route(path, _page) for path in ("/", *(f"/{page.path}" for page in PAGES[1:]))],
        middleware=[Middleware(QuickFiles, folders=quick_folders(Path(st.__file__).parent))],
    ).run(config=options)


async def _page(_: "Request") -> "HTMLResponse":
    """Streamlit's page, which loads what the first picture needs and is told where its server is.

    Else it would ask below the page's own path first, where a Streamlit app with a base path would
    be; the answers, 404, are errors in the browser's console.
    """
    import streamlit as st
    from starlette.responses import HTMLResponse

    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    told = "<script>window.__streamlit = { BACKEND_BASE_URL: location.origin };</script>"
    page = page.replace("<head>", f"<head>{told}", 1)
    return HTMLResponse(page.replace("</head>", f"{preloads()}</head>", 1))


def _announce(address: str, port: int, open_browser: bool, warm: Callable[[], None] | None) -> None:
    url = page_url(address, port)
    while not is_ready(url):
        time.sleep(0.05)
    print(f"RNN Visualizer is ready at {url} (Ctrl+C stops it)", flush=True)
    if address in EVERY_ADDRESS:
        print(f"Others reach it at this machine's address, port {port}", flush=True)
    if open_browser:
        webbrowser.open(url)
    if warm is not None:
        warm()


def has_screen() -> bool:
    """Whether a browser opened from here would be seen; else it might open in the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
