"""Questions to a part of the server, answered without one: what it sends back."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

Message = MutableMapping[str, Any]
Part = Callable[[Any, Any, Any], Awaitable[None]]


@dataclass
class Answer:
    """One answer: of HTTP its status, headers and body, of a WebSocket the close code as status."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


async def passed_on(scope: Message, _: Any, send: Any) -> None:
    """Stands behind the part that is asked; says 299 with the headers that it was given."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept", "headers": scope["headers"]})
        return
    told = [(b"content-type", b"text/plain"), *((b"got-" + k, v) for k, v in scope["headers"])]
    await send({"type": "http.response.start", "status": 299, "headers": told})
    await send({"type": "http.response.body", "body": b"passed on"})


def ask(
    part: Part,
    path: str = "/",
    method: str = "GET",
    *,
    socket: bool = False,
    query: str = "",
    also: tuple[str, str] | None = None,
    **headers: str | None,
) -> Answer:
    """Ask a part; `socket` for a WebSocket, headers by their names with `_` for `-`.

    It asks the host 127.0.0.1:8501 unless told another, or None to leave a header out. `also` is
    one more header, whose name may stand there already.
    """
    told = {"host": "127.0.0.1:8501", **headers}
    scope: dict[str, Any] = {
        "type": "websocket" if socket else "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [
            (name.replace("_", "-").encode(), value.encode("latin-1"))
            for name, value in told.items()
            if value is not None
        ],
    }
    if also is not None:
        scope["headers"].append((also[0].encode(), also[1].encode()))
    answer = Answer()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            answer.body += message.get("body", b"")
            return
        answer.status = message.get("status") or message.get("code") or 101
        answer.headers = {k.decode(): v.decode() for k, v in message.get("headers", ())}

    def run() -> None:
        asyncio.run(part(scope, None, send))  # type: ignore[arg-type]  a coroutine in truth

    with ThreadPoolExecutor(1) as own:  # the tests in the browser have a loop in this thread
        own.submit(run).result()
    return answer
