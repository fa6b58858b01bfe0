"""Which paths there are; every other gets a page that leads back, not Streamlit's for all paths."""

from typing import TYPE_CHECKING

from visualizer.pages import PAGES
from visualizer.server.files import answer
from visualizer.server.front import asked_language, lost_page, path_of, reader_language
from visualizer.server.hosting import Hosting

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

STREAM = "/_stcore/stream"
OPEN = ("/_stcore/health", "/_stcore/host-config")
OPEN_FOLDERS = ("/media/", "/app/static/", "/_stcore/bidi-components/")
"""What the app's pages ask of Streamlit besides the files that `QuickFiles` answers for.

Closed: uploads, metrics, the agents' interface, sign-in, components of the first kind. A page that
takes files in needs `/_stcore/upload_file/` here and its methods in `METHODS`.
"""
METHODS = ("GET", "HEAD")
MACHINES = ("/_stcore/", "/static/", "/media/", "/app/", "/component/", "/auth/")
"""Where programs ask, not people: a page would only be mistaken for what they wanted."""


class Paths:
    """Middleware that lets through what the app answers and turns everybody else back.

    Args:
        app: what answers the paths that there are.
        hosting: the base path below which they are.
    """

    def __init__(self, app: "ASGIApp", hosting: Hosting) -> None:
        self.app = app
        self._base = hosting.base
        self._pages = {path_of(page) for page in PAGES}
        self._elsewhere = {f"{path}/": path for path in self._pages if path != "/"}
        first = f"/{PAGES[0].path}"
        self._elsewhere |= {first: "/", f"{first}/": "/"}

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass on, lead to the right place, or answer that there is nothing."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        path = self._inside(scope["path"])
        if scope["type"] == "websocket":
            if path == STREAM:
                await self.app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1000})
        elif scope["method"] not in METHODS:
            from starlette.responses import PlainTextResponse

            refused = PlainTextResponse("Method Not Allowed\n", 405, {"Allow": ", ".join(METHODS)})
            await refused(scope, receive, send)
        elif path in self._pages or path in OPEN or path.startswith(OPEN_FOLDERS):
            await self.app(scope, receive, send)
        else:
            await self._turn_back(path, scope, receive, send)

    def _inside(self, path: str) -> str:
        """A path below the base path; empty for one that is not."""
        if path == self._base:
            return ""
        return path.removeprefix(self._base) if path.startswith(f"{self._base}/") else ""

    async def _turn_back(self, path: str, scope: "Scope", receive: "Receive", send: "Send") -> None:
        from starlette.responses import PlainTextResponse, RedirectResponse

        bare = scope["path"] in ("/", self._base)
        target = "/" if bare else self._elsewhere.get(path)
        if target is not None:
            query = scope.get("query_string", b"").decode("latin-1")
            url = f"{self._base}{target}" + (f"?{query}" if query else "")
            await RedirectResponse(url, headers={"Cache-Control": "no-cache"})(scope, receive, send)
        elif path.startswith(MACHINES) or "/_stcore/" in path:
            await PlainTextResponse("Not Found\n", 404)(scope, receive, send)
        else:
            page = lost_page(reader_language(scope), self._base, asked_language(scope))
            await answer(page, scope, receive, send, status=404)
