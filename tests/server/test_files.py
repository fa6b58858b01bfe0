"""The browser's files: answered from disk, kept by the browser, asked for early."""

import re
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from visualizer.places import PACKAGE
from visualizer.server.files import ASK_AGAIN, FOREVER, QuickFiles, preloads, quick_folders
from visualizer.stage.html import FRONTEND

Answer = tuple[int, dict[str, str], bytes]


class Server:
    """QuickFiles before an app that says that it was asked."""

    def __init__(self, folders: dict[str, tuple[Path, str]]) -> None:
        self.files = QuickFiles(self._other, folders)

    @staticmethod
    async def _other(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 299, "headers": []})
        await send({"type": "http.response.body", "body": b"passed on"})

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Status, headers and body of one answer."""
        sent: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
        }
        with pytest.raises(StopIteration):  # nothing in it waits
            self.files(scope, None, send).send(None)  # type: ignore[arg-type]
        start, body = sent
        told = {name.decode(): value.decode() for name, value in start["headers"]}
        return start["status"], told, body["body"]


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """A server of one folder."""
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "module.js").write_text("export {};")
    (tmp_path / "look.css").write_text("a {}")
    return Server({"/ours/": (tmp_path, ASK_AGAIN)})


def test_a_file_is_answered_as_it_is_with_its_type(server: Server) -> None:
    status, headers, body = server.ask("/ours/room/module.js")
    assert (status, body) == (200, b"export {};")
    assert headers["content-type"].startswith("text/javascript")
    assert headers["cache-control"] == "no-cache"
    assert server.ask("/ours/look.css")[1]["content-type"].startswith("text/css")


def test_an_unchanged_file_is_not_sent_again_and_a_changed_one_is(
    server: Server, tmp_path: Path
) -> None:
    tag = server.ask("/ours/look.css")[1]["etag"]
    assert server.ask("/ours/look.css", if_none_match=tag)[::2] == (304, b"")
    (tmp_path / "look.css").write_text("b {}")
    status, headers, body = server.ask("/ours/look.css", if_none_match=tag)
    assert (status, body) == (200, b"b {}")
    assert headers["etag"] != tag


@pytest.mark.parametrize(
    "path", ["/", "/ours/", "/ours/room", "/ours/none.js", "/ours/../secret", "/other/look.css"]
)
def test_anything_else_is_passed_on(server: Server, tmp_path: Path, path: str) -> None:
    (tmp_path.parent / "secret").write_text("no")
    assert server.ask(path) == (299, {}, b"passed on")


def test_only_what_asks_for_a_file_is_answered(server: Server) -> None:
    assert server.ask("/ours/look.css", "POST")[0] == 299


def test_streamlits_hashed_files_are_kept_for_good_and_ours_are_asked_for_again() -> None:
    folders = quick_folders(Path(st.__file__).parent)
    assert {start: kept for start, (_, kept) in folders.items()} == {
        "/static/": FOREVER,
        "/_stcore/bidi-components/visualizer.figure/": ASK_AGAIN,
        "/_stcore/bidi-components/visualizer.menu/": ASK_AGAIN,
    }
    for folder, _ in folders.values():
        assert folder.is_dir()
    names = [path.name for path in folders["/static/"][0].rglob("*.*") if path.is_file()]
    assert all(re.search(r"\.[\w-]{8,}\.(chunk\.)?\w+$", name) for name in names), names


def test_every_module_and_imported_sheet_is_asked_for_early() -> None:
    asked = re.findall(r'href="([^"]+)"', preloads())
    figure = "/_stcore/bidi-components/visualizer.figure/"
    modules = {path.relative_to(FRONTEND).as_posix() for path in FRONTEND.rglob("*.js")}
    assert modules == {each.removeprefix(figure) for each in asked if each.endswith(".js")} - {
        "/_stcore/bidi-components/visualizer.menu/menu.js"
    }
    assert f"{figure}board/board.css" in asked
    assert f"{figure}base.css" in asked
    assert f"{figure}shell/page.css" not in asked  # only exported pages have it
    folders = quick_folders(PACKAGE)
    known = {
        start + str(p.relative_to(f)) for start, (f, _) in folders.items() for p in f.rglob("*")
    }
    assert {*asked} <= known
