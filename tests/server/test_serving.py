"""The server as it runs: in a process of its own, asked as browsers and tools ask."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.tools.copies import copy_project
from tests.tools.server import RunningServer, free_port, start_server
from visualizer.pages import PAGES
from visualizer.server.hosting import Hosting
from visualizer.server.serving import is_ready

OUTER = "https://outer.example.org"
FOREIGN = "http://127.0.0.1:9999"
PROXIES = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy")


class Outside:
    """A proxy that answers nothing and counts who would ask other machines through it."""

    def __init__(self) -> None:
        self.asked = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._kept: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                self._kept.append(self._socket.accept()[0])
            except OSError:
                return
            self.asked += 1

    def close(self) -> None:
        """Stop listening."""
        self._socket.shutdown(socket.SHUT_RDWR)
        for each in [*self._kept, self._socket]:
            each.close()


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    proxy = Outside()
    yield proxy
    proxy.close()


@pytest.fixture(scope="module")
def server(outside: Outside) -> Iterator[RunningServer]:
    """Behind a proxy under a name of its own, in an environment that sends all requests outside."""
    environment = {**dict.fromkeys(PROXIES, outside.url), "no_proxy": "", "NO_PROXY": ""}
    with start_server(hosting=Hosting(trusted=(OUTER,)), environment=environment) as running:
        yield running


def ask(url: str, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
    """One answer, read; headers by their names with `_` for `-`."""
    parts = urlsplit(url)
    assert parts.hostname
    connection = HTTPConnection(parts.hostname, parts.port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def listen(url: str, origin: str | None) -> int:
    """Open a socket for the app's messages; the status of the answer."""
    stream = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    told = None if origin is None else Origin(origin)
    try:
        with connect(stream, origin=told, proxy=None):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_twenty_refused_sockets_cost_nothing_and_ask_nobody(
    server: RunningServer, outside: Outside
) -> None:
    waited = 0.0
    for _ in range(20):
        assert listen(server.url, FOREIGN) == 403
        began = time.perf_counter()
        assert ask(server.url, "/_stcore/health").status == 200
        waited += time.perf_counter() - began
    assert waited < 20  # a question outside takes a second, and each refusal asked two
    assert outside.asked == 0


def test_a_socket_that_is_let_in_asks_nobody_either(
    server: RunningServer, outside: Outside
) -> None:
    for origin in (server.url, OUTER, None):
        assert listen(server.url, origin) == 101
    assert ask(server.url, "/_stcore/health").status == 200
    assert outside.asked == 0


def test_another_sites_page_changes_nothing(server: RunningServer) -> None:
    for method in ("PUT", "DELETE", "POST"):
        upload = "/_stcore/upload_file/session/file"
        assert ask(server.url, upload, method, Origin=FOREIGN).status == 403
        assert ask(server.url, upload, method).status == 405
    assert ask(server.url, "/", Host="evil.example").status == 403
    told = ask(server.url, "/_stcore/health", Origin=FOREIGN)
    assert "access-control-allow-origin" not in told.headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(("/", 200), ("/_stcore/health", 200), ("/app/static/fonts/fonts.css", 200)),
        *(("/media/none.png", 404), ("/nonsense", 404), ("/_stcore/metrics", 404)),
        *(("/watch", 307), ("/app/static/none", 404), ("/_stcore/bidi-components/none", 404)),
    ],
)
def test_every_answer_of_the_server_forbids_frames_and_guesses(
    server: RunningServer, path: str, status: int
) -> None:
    answer = ask(server.url, path)
    assert answer.status == status
    assert answer.headers.get_all("x-content-type-options") == ["nosniff"]
    assert answer.headers.get_all("x-frame-options") == ["DENY"]
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def addresses() -> list[str]:
    """Those of this machine's two families that there are."""
    found = ["0.0.0.0"]
    try:
        free_port("::1")
    except OSError:
        return found
    return [*found, "::1", "::"]


@pytest.mark.parametrize("address", addresses())
def test_the_app_answers_on_every_kind_of_address_below_its_path(address: str) -> None:
    with start_server(hosting=Hosting(address=address, base="/rnn")) as running:
        assert re.fullmatch(r"http://(127\.0\.0\.1|\[::1\]):\d+/rnn", running.url)
        for page in ("/", *(f"/{page.path}" for page in PAGES[1:])):
            assert ask(running.url, f"/rnn{page}").status == 200
        assert listen(running.url, running.url.removesuffix("/rnn")) == 101
        assert listen(running.url, FOREIGN) == 403
        assert ask(running.url, "/").headers["location"] == "/rnn/"
        assert ask(running.url, "/_stcore/health").status == 404
        rebound = ask(running.url, "/rnn/", Host="evil.example").status
        by_number = ask(running.url, "/rnn/", Host="10.1.2.3:8501").status
        assert (rebound, by_number) == (403, 403 if address == "::1" else 200)


def test_a_folder_of_any_name_and_a_terminal_of_few_signs_are_no_obstacle(tmp_path: Path) -> None:
    root = tmp_path / "मेरा घर" / "rnn"
    root.mkdir(parents=True)
    copy_project(root)
    poor = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "HOME": str(root.parent)}
    with start_server(root=root, environment=poor) as running:
        assert ask(running.url, "/?lang=hi").status == 200
        assert ask(running.url, "/app/static/fonts/inter-latin-400.woff2").status == 200
        said = running.log.read_text(encoding="ascii")
    assert "is ready at" in said
    assert "Traceback" not in said
    hindi = root / "assets" / "languages" / "hi.po"
    text = hindi.read_text(encoding="utf-8")
    hindi.write_text(text.replace('msgid "The page is loading …"', 'msgid "-"'), encoding="utf-8")
    command = [sys.executable, "-m", "visualizer", "catalogue", "--update"]
    updated = subprocess.run(command, cwd=root, env={**os.environ, **poor}, capture_output=True)
    assert updated.returncode == 0, updated.stderr
    assert b"added 'The page is loading" in updated.stdout


def test_a_proxy_in_the_environment_is_not_asked_whether_the_app_is_ready(
    server: RunningServer, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in PROXIES:
        monkeypatch.setenv(name, outside.url)
    monkeypatch.setenv("no_proxy", "")
    assert is_ready(server.url)
    assert outside.asked == 0
