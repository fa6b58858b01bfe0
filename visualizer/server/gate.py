"""Who may ask: refused here, a connection costs nothing and reaches nothing of Streamlit's.

Streamlit, handed a WebSocket of another origin, asks two other machines for this machine's outer
address first, while everybody waits (`net_util.get_external_ip`); and it lets pages of any port of
this machine in, and HTTP requests for any host.
"""

import re
from typing import TYPE_CHECKING

from visualizer.server.hosting import USUAL_PORTS, Hosting, is_address, is_loopback, origin

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::(\d{1,5}))?", re.ASCII)
READING = ("GET", "HEAD")
POLICY_VIOLATION = 1008


class Gate:
    """Middleware that refuses hosts that are not the app's and acts that other sites ask for.

    A page of another site may have a foreign name lead to this machine: it then asks with that
    name as its host. Or it asks this machine by its own name: its browser then tells its origin.

    Args:
        app: what answers everybody else.
        hosting: the names under which the app is served, and the origins it trusts.
    """

    def __init__(self, app: "ASGIApp", hosting: Hosting) -> None:
        self.app = app
        self._hosting = hosting
        self._names = hosting.names()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer 403 to whoever may not ask; pass on any other."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self.app(_of_the_host(scope), receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            from starlette.responses import PlainTextResponse

            await PlainTextResponse(f"{refusal}\n", 403)(scope, receive, send)

    def _refusal(self, scope: "Scope") -> str | None:
        hosts, origins = _told(scope, b"host"), _told(scope, b"origin")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            return "This server does not answer to this host name; --trust at its start allows it."
        acts = scope["type"] == "websocket" or scope["method"] not in READING
        if acts and not all(self._may_act(each, hosts[0]) for each in origins):
            return "This server does nothing for pages of another origin."
        return None

    def _is_ours(self, host: str) -> bool:
        name, _ = _parted(host)
        if self._hosting.is_private:
            return name in self._names or is_loopback(name)
        return name in self._names or is_address(name)

    def _may_act(self, told: str, host: str) -> bool:
        """Whether an origin is one that is trusted, or its host and port are those asked for."""
        try:
            written = origin(told)
        except ValueError:  # "null" among them, of a page in a sandbox or from a file
            return False
        scheme, _, own = written.partition("://")
        usual = str(USUAL_PORTS[scheme])
        return written in self._hosting.trusted or _without(own, usual) == _without(host, usual)


def _told(scope: "Scope", name: bytes) -> list[str]:
    return [value.decode("latin-1").lower() for key, value in scope["headers"] if key == name]


def _parted(host: str) -> tuple[str, str]:
    """The name and the port in a Host header; both empty where it is none."""
    found = HOST.fullmatch(host)
    if found is None:
        return "", ""
    return (found[1] or found[2]).rstrip("."), found[3] or ""


def _without(host: str, usual: str) -> tuple[str, str]:
    name, port = _parted(host)
    return name, "" if port == usual else port


def _of_the_host(scope: "Scope") -> "Scope":
    """A WebSocket whose origin was judged here, told to be of the host that it asked for.

    So Streamlit passes it by comparing the two and never looks at its own list, which would ask
    other machines. Turning its check off (`server.enableCORS`) would open its files to all sites.
    """
    if scope["type"] != "websocket" or not _told(scope, b"origin"):
        return scope
    host = next(value for key, value in scope["headers"] if key == b"host")
    kept = [(key, value) for key, value in scope["headers"] if key != b"origin"]
    return {**scope, "headers": [*kept, (b"origin", b"http://" + host)]}
