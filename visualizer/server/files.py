"""The browser's files, answered at once even while the first page's Python is being imported.

Streamlit reads every file in threads, and threads wait for the interpreter as long as PyTorch is
being imported: a hundred files, more than a second. Nor may a browser keep a component's files.
"""

import hashlib
import mimetypes
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from visualizer.places import PACKAGE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

COMPONENTS = "/_stcore/bidi-components/visualizer."
FOREVER = "public, immutable, max-age=31536000"
"""How files are kept whose names change with what is in them, as Streamlit's own do."""
ASK_AGAIN = "no-cache"
"""Kept too, but the browser asks at every visit whether they are still the same."""
TYPES = {".js": "text/javascript", ".css": "text/css"}
"""Some machines' tables of types say otherwise."""


class QuickFiles:
    """Middleware that answers for the files of some folders itself.

    Args:
        app: what answers everything else.
        folders: where the paths that begin so lie, and how a browser may keep them.
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
        asked = scope["type"] == "http" and scope["method"] == "GET"
        if not asked or scope["path"] not in self._files:
            await self.app(scope, receive, send)
            return
        from starlette.datastructures import Headers
        from starlette.responses import Response

        path, kept = self._files[scope["path"]]
        content = path.read_bytes()
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"Cache-Control": kept, "ETag": tag}
        answer = Response(content, headers=headers, media_type=_type(path))
        if Headers(scope=scope).get("if-none-match") == tag:
            answer = Response(status_code=304, headers=headers)
        await answer(scope, receive, send)


def quick_folders(streamlit: Path) -> dict[str, tuple[Path, str]]:
    """The folders for `QuickFiles`: Streamlit's hashed files and our components.

    Args:
        streamlit: the folder of its package.
    """
    ours = {f"{COMPONENTS}{name}/": (folder, ASK_AGAIN) for name, folder in _components().items()}
    return {"/static/": (streamlit / "static" / "static", FOREVER), **ours}


@cache
def preloads() -> str:
    """Links for a page's head: the components' modules and the figures' sheets.

    They come while Streamlit's own are still being read, not one after another once the first
    picture is there to be drawn.
    """
    links = ""
    for name, folder in _components().items():
        start = f"{COMPONENTS}{name}/"
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


def _type(path: Path) -> str:
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return TYPES.get(path.suffix, guessed)
