"""Who may ask: by host, and by origin for whatever is more than reading."""

import pytest

from tests.tools.asking import Answer, ask, passed_on
from visualizer.server.gate import Gate
from visualizer.server.hosting import Hosting

OUTER = "https://outer.example.org"
PRIVATE = Gate(passed_on, Hosting())
CLASS = Gate(passed_on, Hosting(address="0.0.0.0"))
BEHIND = Gate(passed_on, Hosting(trusted=(OUTER,)))
PASSED, ACCEPTED, REFUSED, CLOSED = 299, 101, 403, 1008


@pytest.mark.parametrize(
    ("gate", "host"),
    [
        *((PRIVATE, host) for host in ("127.0.0.1:8501", "localhost:9", "LOCALHOST", "[::1]:8501")),
        *((CLASS, host) for host in ("10.1.2.3:8501", "[fd00::2]:80", "localhost", "localhost.")),
        *((BEHIND, host) for host in ("outer.example.org", "outer.example.org:8443", "127.0.0.1")),
    ],
)
def test_the_apps_own_hosts_are_answered(gate: Gate, host: str) -> None:
    assert ask(gate, host=host).status == PASSED
    assert ask(gate, socket=True, host=host).status == ACCEPTED


@pytest.mark.parametrize(
    ("gate", "host"),
    [
        *((PRIVATE, host) for host in ("evil.example", "10.1.2.3:8501", "127.0.0.1.evil.example")),
        *((PRIVATE, host) for host in ("", "localhost:8501@evil.example", "localhost:x", "[::1")),
        *((PRIVATE, host) for host in ("localhost/", "outer.example.org", "local\xe9host", " ")),
        *((CLASS, host) for host in ("rebound.example:8501", "1.2.3.4.evil.example", "1.2.3")),
        *((BEHIND, host) for host in ("example.org", "x.outer.example.org")),
    ],
)
def test_any_other_host_is_refused(gate: Gate, host: str) -> None:
    refused = ask(gate, host=host)
    assert refused.status == REFUSED
    assert refused.headers["content-type"].startswith("text/plain")
    assert b"--trust" in refused.body
    assert ask(gate, "/_stcore/stream", socket=True, host=host).status == CLOSED


def test_no_host_and_two_hosts_are_refused() -> None:
    assert ask(PRIVATE, host=None).status == REFUSED
    assert ask(PRIVATE, host="localhost", also=("host", "localhost")).status == REFUSED


FOREIGN = [
    *("https://evil.example", "null", "", "http://127.0.0.1:9999", "http://localhost:8501"),
    *("https://127.0.0.1", "http://127.0.0.1:8501.evil.example", "file://", OUTER),
    "http://127.0.0.1:8501@evil.example",
]


@pytest.mark.parametrize("origin", FOREIGN)
def test_an_act_for_another_origin_is_refused_and_reading_is_not(origin: str) -> None:
    assert ask(PRIVATE, "/_stcore/stream", socket=True, origin=origin).status == CLOSED
    for method in ("PUT", "DELETE", "POST", "PATCH", "OPTIONS"):
        assert ask(PRIVATE, "/_stcore/upload_file/a/b", method, origin=origin).status == REFUSED
    for method in ("GET", "HEAD"):
        assert ask(PRIVATE, method=method, origin=origin).status == PASSED


def test_the_apps_own_page_and_a_tool_without_an_origin_may_act() -> None:
    for origin in ("http://127.0.0.1:8501", None):
        assert ask(PRIVATE, socket=True, origin=origin).status == ACCEPTED
        assert ask(PRIVATE, method="PUT", origin=origin).status == PASSED


def test_the_usual_port_may_be_left_out_in_one_of_the_two() -> None:
    def act(host: str, origin: str) -> int:
        return ask(CLASS, socket=True, host=host, origin=origin).status

    assert act("10.0.0.1:80", "http://10.0.0.1") == ACCEPTED
    assert act("10.0.0.1", "https://10.0.0.1:443") == ACCEPTED
    assert act("10.0.0.1:443", "http://10.0.0.1") == CLOSED
    assert act("[fd00::2]:8501", "http://[fd00::2]:8501") == ACCEPTED


def test_a_trusted_origin_may_act_whatever_host_its_proxy_names() -> None:
    for host in ("outer.example.org", "127.0.0.1:8501"):
        assert ask(BEHIND, socket=True, host=host, origin=OUTER).status == ACCEPTED
    plain = ask(BEHIND, socket=True, host="127.0.0.1:8501", origin="http://outer.example.org")
    assert plain.status == CLOSED


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "outer.example.org", "LocalHost:80"])
def test_streamlit_sees_a_socket_of_its_own_host(host: str) -> None:
    """Its comparison is byte by byte, and what fails it is looked up outside."""
    seen: Answer = ask(BEHIND, socket=True, host=host, origin=OUTER)
    assert seen.headers["origin"] == f"http://{host}"
    assert "origin" not in ask(BEHIND, socket=True, host=host).headers
