"""The browser's files: answered from disk, kept by the browser, asked for early."""

import gzip
import re
import threading
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from tests.tools.asking import ask, passed_on
from visualizer.places import PACKAGE
from visualizer.server.files import (
    A_DAY,
    ASK_AGAIN,
    FOREVER,
    QuickFiles,
    preloads,
    quick_folders,
)
from visualizer.stage.html import FRONTEND

MENU = PACKAGE / "ui" / "shell" / "menu"

FOLDER = "/ours/"
STREAMLIT = Path(st.__file__).parent


@pytest.fixture
def server(tmp_path: Path) -> QuickFiles:
    """A server of one folder and one file."""
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "module.js").write_text("export {};", encoding="utf-8")
    (tmp_path / "look.css").write_text("a {}", encoding="utf-8")
    (tmp_path / "large.js").write_text("// a line\n" * 1000, encoding="utf-8")
    (tmp_path / "font.woff2").write_bytes(b"wOF2" * 1000)
    (tmp_path / "icon.png").write_bytes(b"png" * 1000)
    folders = {FOLDER: (tmp_path, ASK_AGAIN), "/icon": (tmp_path / "icon.png", FOREVER)}
    return QuickFiles(passed_on, folders)


def test_a_file_is_answered_as_it_is_with_its_type(server: QuickFiles) -> None:
    answer = ask(server, "/ours/room/module.js")
    assert (answer.status, answer.body) == (200, b"export {};")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert ask(server, "/ours/look.css").headers["content-type"].startswith("text/css")
    assert ask(server, "/ours/font.woff2").headers["content-type"] == "font/woff2"
    assert ask(server, "/icon").body == b"png" * 1000
    head = ask(server, "/ours/look.css", "HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", "4")


def test_an_unchanged_file_is_not_sent_again_and_a_changed_one_is(
    server: QuickFiles, tmp_path: Path
) -> None:
    for coding in ("identity", "gzip"):
        tag = ask(server, "/ours/large.js", accept_encoding=coding).headers["etag"]
        again = ask(server, "/ours/large.js", accept_encoding=coding, if_none_match=f'"x", {tag}')
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["cache-control"] == "no-cache"
        (tmp_path / "large.js").write_text(f"// {coding}\n" * 1500, encoding="utf-8")
        answer = ask(server, "/ours/large.js", if_none_match=tag)
        assert answer.body == f"// {coding}\n".encode() * 1500
        assert answer.headers["etag"] != tag


@pytest.mark.parametrize("accepted", ["gzip", "br, GZIP;q=0.5", "deflate,gzip , x"])
def test_text_travels_packed_to_who_takes_it_so(server: QuickFiles, accepted: str) -> None:
    answer = ask(server, "/ours/large.js", accept_encoding=accepted)
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["etag"].startswith("W/")
    assert int(answer.headers["content-length"]) == len(answer.body) < 200
    assert gzip.decompress(answer.body) == b"// a line\n" * 1000


@pytest.mark.parametrize("accepted", [None, "", "br", "gzip;q=0", "gzip; q=0.000", "x-gzip"])
def test_who_does_not_take_it_packed_gets_it_as_it_is(
    server: QuickFiles, accepted: str | None
) -> None:
    answer = ask(server, "/ours/large.js", accept_encoding=accepted)
    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.body == b"// a line\n" * 1000


def test_fonts_pictures_and_what_is_tiny_are_never_packed(server: QuickFiles) -> None:
    for name in ("font.woff2", "icon.png", "look.css"):
        answer = ask(server, f"{FOLDER}{name}", accept_encoding="gzip")
        assert "content-encoding" not in answer.headers
        assert "vary" not in answer.headers


def test_a_file_is_packed_once_and_in_another_thread(
    server: QuickFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    pack = gzip.compress

    def counting(*given: Any, **options: Any) -> bytes:
        threads.append(threading.get_ident())
        return pack(*given, **options)

    monkeypatch.setattr(gzip, "compress", counting)
    for _ in range(3):
        ask(server, "/ours/large.js", accept_encoding="gzip")
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()


@pytest.mark.parametrize(
    "path", ["/", "/ours/", "/ours/room", "/ours/none.js", "/ours/../secret", "/other/look.css"]
)
def test_anything_else_is_passed_on(server: QuickFiles, tmp_path: Path, path: str) -> None:
    (tmp_path.parent / "secret").write_text("no", encoding="utf-8")
    assert ask(server, path).status == 299


def test_only_what_asks_for_a_file_is_answered(server: QuickFiles) -> None:
    assert ask(server, "/ours/look.css", "POST").status == 299


def test_streamlits_hashed_files_are_kept_for_good_and_our_code_is_asked_for_again() -> None:
    folders = quick_folders(STREAMLIT)
    assert {start: kept for start, (_, kept) in folders.items()} == {
        "/static/": FOREVER,
        "/app/static/": A_DAY,
        "/favicon.png": A_DAY,
        "/_stcore/bidi-components/visualizer.figure/": ASK_AGAIN,
        "/_stcore/bidi-components/visualizer.menu/": ASK_AGAIN,
    }
    for folder, _ in folders.values():
        assert folder.exists()
    names = [path.name for path in folders["/static/"][0].rglob("*.*") if path.is_file()]
    assert all(re.search(r"\.[\w-]{8,}\.(chunk\.)?\w+$", name) for name in names), names


def test_every_module_and_imported_sheet_is_asked_for_early() -> None:
    asked = re.findall(r'href="([^"]+)"', preloads())
    figure = "/_stcore/bidi-components/visualizer.figure/"
    menu = "/_stcore/bidi-components/visualizer.menu/"
    modules = {figure + path.relative_to(FRONTEND).as_posix() for path in FRONTEND.rglob("*.js")}
    modules |= {menu + path.name for path in MENU.glob("*.js")}
    assert {each for each in asked if each.endswith(".js")} == modules
    assert f"{figure}board/board.css" in asked
    assert f"{figure}base.css" in asked
    assert f"{figure}shell/page.css" not in asked  # only exported pages have it
    folders = quick_folders(PACKAGE)
    known = {
        start + str(p.relative_to(f)) for start, (f, _) in folders.items() for p in f.rglob("*")
    }
    assert {*asked} <= known
