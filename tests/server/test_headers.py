"""What every answer forbids the browser."""

import base64
import hashlib
from typing import Any

import pytest

from tests.tools.asking import ask, passed_on
from visualizer.server.headers import Headers
from visualizer.server.hosting import Hosting

SCRIPT = "window.a = 1;"


async def page(_: Any, __: Any, send: Any) -> None:
    """An answer with a page that has a policy of its own already."""
    told = [(b"Content-Type", b"text/html"), (b"X-Content-Type-Options", b"no")]
    await send({"type": "http.response.start", "status": 404, "headers": told})
    await send({"type": "http.response.body", "body": b""})


def policy(framers: tuple[str, ...] = ()) -> dict[str, str]:
    """A page's policy by its directives."""
    answer = ask(Headers(page, Hosting(framers=framers), [SCRIPT]))
    parts = answer.headers["content-security-policy"].split("; ")
    return {name: value for name, _, value in (part.partition(" ") for part in parts)}


def test_only_the_servers_scripts_and_the_known_ones_in_the_page_run() -> None:
    told = policy()
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    assert told["script-src"] == f"'self' 'sha256-{digest}'"
    assert told["default-src"] == told["connect-src"] == told["base-uri"] == "'self'"
    assert told["object-src"] == told["frame-ancestors"] == "'none'"


def test_every_answer_has_each_header_once() -> None:
    for app in (page, passed_on):
        told = ask(Headers(app, Hosting())).headers
        assert told["x-content-type-options"] == "nosniff"
        assert told["x-frame-options"] == "DENY"
        assert told["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in told["content-security-policy"]
    assert "camera=()" in ask(Headers(page, Hosting())).headers["permissions-policy"]


def test_what_is_no_page_may_load_and_run_nothing() -> None:
    told = ask(Headers(passed_on, Hosting())).headers["content-security-policy"]
    assert told.startswith("default-src 'none'")


@pytest.mark.parametrize("app", [page, passed_on])
def test_only_the_start_says_who_may_have_it_in_a_frame(app: Any) -> None:
    framers = ("https://lms.example.org", "http://b.example:81")
    told = ask(Headers(app, Hosting(framers=framers)), query="embed=true").headers
    ancestors = "frame-ancestors https://lms.example.org http://b.example:81"
    assert told["content-security-policy"].endswith(ancestors)
    assert "x-frame-options" not in told
    closed = ask(Headers(app, Hosting()), query="embed=true").headers
    assert closed["x-frame-options"] == "DENY"
    assert policy(("*",))["frame-ancestors"] == "*"


def test_an_answer_that_nothing_changed_leaves_the_policy_of_what_was_kept() -> None:
    async def unchanged(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 304, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    assert "content-security-policy" not in ask(Headers(unchanged, Hosting())).headers


def test_a_socket_is_passed_on_as_it_is() -> None:
    assert "x-content-type-options" not in ask(Headers(passed_on, Hosting()), socket=True).headers
