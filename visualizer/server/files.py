"""The browser's files, answered at once even while the first page's Python is being imported.

Streamlit reads every file in threads, and threads wait for the interpreter as long as PyTorch is
being imported: a hundred files, more than a second. Nor may a browser keep a component's files,
nor do scripts travel compressed.
"""

import asyncio
import gzip
import hashlib
import mimetypes
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from visualizer.places import ASSETS, FONTS, PACKAGE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

COMPONENTS = "/_stcore/bidi-components/visualizer."
FOREVER = "public, immutable, max-age=31536000"
"""How files are kept whose names change with what is in them, as Streamlit's own do."""
A_DAY = "public, max-age=86400"
"""For fonts, which hardly ever change and are needed before any text has its final shape."""
ASK_AGAIN = "no-cache"
"""Kept too, but the browser asks at every visit whether they are still the same."""
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
"""Some machines' tables of types say otherwise."""
PACKED_TYPES = ("text/", "application/json", "image/svg+xml")
LEVEL = 9
LEAST = 500
"""Bytes. Less does not get smaller by being packed."""


@dataclass(frozen=True)
class Content:
    """What is answered for one path: the bytes, their type, and how a browser may keep them.

    `varies` names the request's header by which another might have been answered.
    """

    raw: bytes
    type: str
    kept: str
    varies: str = ""

    @cached_property
    def tag(self) -> str:
        """Changes with the bytes; weak, since the packed ones go by the same."""
        return f'W/"{hashlib.sha256(self.raw).hexdigest()[:32]}"'

    @property
    def packs(self) -> bool:
        """Whether it gets smaller by being packed: fonts and pictures are already."""
        return self.type.startswith(PACKED_TYPES) and len(self.raw) >= LEAST

    @cached_property
    def packed(self) -> bytes:
        """The bytes as gzip."""
        return gzip.compress(self.raw, LEVEL, mtime=0)


class QuickFiles:
    """Middleware that answers for the files of some folders itself.

    Each is packed when first asked for, off the event loop, and kept so for as long as it is
    unchanged. Packed ahead, in a thread beside the imports, they cost the first picture a second.

    Args:
        app: what answers everything else.
        folders: where the paths that begin so lie, and how a browser may keep them; a folder or
            one file.
    """

    def __init__(self, app: "ASGIApp", folders: Mapping[str, tuple[Path, str]]) -> None:
        self.app = app
        self._files = {
            f"{start}{name}": (folder / name, kept)
            for start, (folder, kept) in folders.items()
            for name in _files(folder)
        }

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request for a file that was there at the start; pass on any other."""
        asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not asked or scope["path"] not in self._files:
            await self.app(scope, receive, send)
            return
        await answer(content_of(*self._files[scope["path"]]), scope, receive, send)


async def answer(
    content: Content, scope: "Scope", receive: "Receive", send: "Send", *, status: int = 200
) -> None:
    """Send content as small as the browser takes it, or say that what it has is still right."""
    from starlette.datastructures import Headers
    from starlette.responses import Response

    asked = Headers(scope=scope)
    headers = {"Cache-Control": content.kept, "ETag": content.tag}
    if varies := [*[content.varies] * bool(content.varies), *["Accept-Encoding"] * content.packs]:
        headers["Vary"] = ", ".join(varies)
    known = {tag.strip().removeprefix("W/") for tag in asked.get("if-none-match", "").split(",")}
    if status == 200 and content.tag.removeprefix("W/") in known:
        # With its type, by which the browser's policy is chosen; else a kept page gets a file's.
        unchanged = Response(status_code=304, headers=headers, media_type=content.type)
        await unchanged(scope, receive, send)
        return
    body = content.raw
    if content.packs and _takes_gzip(asked.get("accept-encoding", "")):
        if "packed" not in content.__dict__:
            await asyncio.to_thread(lambda: content.packed)
        body = content.packed
        headers["Content-Encoding"] = "gzip"
    response = Response(body, status, headers, content.type)
    if scope["method"] == "HEAD":
        response.body = b""
    await response(scope, receive, send)


_contents: dict[Path, tuple[tuple[int, int], Content]] = {}
"""What was asked for last of each file, by its state then."""


def content_of(path: Path, kept: str) -> Content:
    """A file's content, read and packed again only once the file has changed."""
    now = path.stat()
    state = (now.st_mtime_ns, now.st_size)
    if path not in _contents or _contents[path][0] != state:
        _contents[path] = state, Content(path.read_bytes(), _type(path), kept)
    return _contents[path][1]


def quick_folders(streamlit: Path) -> dict[str, tuple[Path, str]]:
    """What `QuickFiles` answers for: Streamlit's hashed files, our fonts, icon and components.

    Args:
        streamlit: the folder of its package.
    """
    ours = {f"{COMPONENTS}{name}/": (folder, ASK_AGAIN) for name, folder in _components().items()}
    return {
        "/static/": (streamlit / "static" / "static", FOREVER),
        "/app/static/": (FONTS.parent, A_DAY),
        "/favicon.png": (ASSETS / "images" / "icon.png", A_DAY),
        **ours,
    }


@cache
def preloads(base: str = "") -> str:
    """Links for a page: the components' modules and the figures' sheets.

    They come while Streamlit's own are still being read, not one after another once the first
    picture is there to be drawn.
    """
    links = ""
    for name, folder in _components().items():
        start = f"{base}{COMPONENTS}{name}/"
        modules = (file for file in _files(folder) if file.endswith(".js"))
        links += "".join(f'<link rel="modulepreload" href="{start}{file}">' for file in modules)
        sheets = sorted(_sheets(folder))
        links += "".join(f'<link rel="preload" as="style" href="{start}{file}">' for file in sheets)
    return links


@cache
def _components() -> dict[str, Path]:
    """The folders of our components by name, as their manifest says."""
    manifest = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))
    listed = manifest["tool"]["streamlit"]["component"]["components"]
    return {each["name"]: PACKAGE / each["asset_dir"] for each in listed}


def _files(folder: Path) -> list[str]:
    """The files of a folder by their paths in it; of one file that it is itself."""
    if folder.is_file():
        return [""]
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def _sheets(folder: Path) -> set[str]:
    """The style sheets that import others, and those that they import."""
    found = set[str]()
    for name in (name for name in _files(folder) if name.endswith(".css")):
        source = (folder / name).read_text(encoding="utf-8")
        imported = re.findall(r'@import "([^"]+)"', source)
        found |= {normpath(join(dirname(name), path)) for path in imported}
        found |= {name} if imported else set()
    return found


def _takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header has gzip, and not to say that it must not be."""
    for part in accepted.lower().replace(" ", "").split(","):
        name, _, quality = part.partition(";q=")
        if name == "gzip":
            return not quality or bool(quality.strip("0."))
    return False


def _type(path: Path) -> str:
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return TYPES.get(path.suffix, guessed)
