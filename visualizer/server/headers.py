"""What every answer tells the browser to forbid: foreign code, frames, camera, guesses of types."""

import base64
import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from visualizer.server.hosting import Hosting

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CLOSED = b", ".join(
    name + b"=()"
    for name in (
        *(b"camera", b"microphone", b"geolocation", b"payment", b"usb", b"serial", b"hid", b"midi"),
        *(b"accelerometer", b"gyroscope", b"magnetometer"),
    )
)
UNCHANGED = 304
"""What the browser kept holds, and its headers; new ones of a file would replace a page's."""


class Headers:
    """Middleware that adds what holds for every answer.

    Args:
        app: what answers.
        hosting: says who may have the app in a frame.
        scripts: those that stand in the pages themselves; no other may.
    """

    def __init__(self, app: "ASGIApp", hosting: Hosting, scripts: Iterable[str] = ()) -> None:
        self.app = app
        framers = " ".join(hosting.framers) or "'none'"
        self._page = _policy(scripts, framers).encode()
        # Scripts, pictures and data run nothing, whoever opens them as a page of their own.
        self._other = f"default-src 'none'; frame-ancestors {framers}".encode()
        self._headers = {
            b"x-content-type-options": b"nosniff",
            b"referrer-policy": b"same-origin",
        }
        if not hosting.framers:
            self._headers[b"x-frame-options"] = b"DENY"

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass on; an answer that comes back gets the headers in place of any of that name."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_more(message: "Message") -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._added(message)}
            await send(message)

        await self.app(scope, receive, send_more)

    def _added(self, start: "Message") -> list[tuple[bytes, bytes]]:
        told = [(name.lower(), value) for name, value in start.get("headers", ())]
        kind = next((value for name, value in told if name == b"content-type"), b"")
        ours = dict(self._headers)
        if kind.startswith(b"text/html"):
            ours |= {b"content-security-policy": self._page, b"permissions-policy": CLOSED}
        elif kind or start["status"] != UNCHANGED:
            ours[b"content-security-policy"] = self._other
        return [*((name, value) for name, value in told if name not in ours), *ours.items()]


def _policy(scripts: Iterable[str], framers: str) -> str:
    """A page's policy; `connect-src 'self'` holds for WebSockets too where the menu's popover does.

    Styles stand in elements, by Streamlit, its components and Plotly. Pictures of figures are made
    as data: and blob: before they are saved.
    """
    hashes = "".join(f" '{_hash(script)}'" for script in scripts)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self'{hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'none'",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {framers}",
        )
    )


def _hash(script: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
