"""Paths that lead nowhere: a page that leads back, in the reader's language."""

import html
import re
from dataclasses import replace

import pytest

from tests.tools.asking import ask, passed_on
from visualizer.lexicon.language import languages, translator
from visualizer.pages import PAGES
from visualizer.places import PACKAGE, ROOT
from visualizer.server import front
from visualizer.server.hosting import Hosting
from visualizer.server.lost import METHODS, OPEN_FOLDERS, Paths

HERE = Paths(passed_on, Hosting())
BELOW = Paths(passed_on, Hosting(base="/rnn"))
FIRST = f"/{PAGES[0].path}"


@pytest.mark.parametrize(
    "path",
    [
        *("/", *(f"/{page.path}" for page in PAGES[1:])),
        *("/_stcore/health", "/_stcore/host-config", "/media/a.png", "/app/static/x.woff2"),
    ],
)
def test_what_the_app_has_is_passed_on(path: str) -> None:
    assert ask(HERE, path).status == 299
    assert ask(HERE, path, "HEAD").status == 299
    assert ask(BELOW, f"/rnn{path}").status == 299
    assert ask(BELOW, path).status != 299


@pytest.mark.parametrize(
    "path",
    [
        *("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json"),
        *("/_stcore/agent/mcp", "/component/a/b.js", "/auth/login", "/static/none.js"),
        *("/vanishing-gradients/_stcore/health", "/app/other", "/_stcore/upload_file/a/b"),
    ],
)
def test_what_no_page_needs_of_streamlit_is_closed(path: str) -> None:
    closed = ask(HERE, path)
    assert (closed.status, closed.body) == (404, b"Not Found\n")


def test_nothing_is_sent_to_the_server_as_no_page_takes_files_in() -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        refused = ask(HERE, "/_stcore/upload_file/a/b", method)
        assert refused.status == 405
        assert refused.headers["allow"] == "GET, HEAD"
    sources = [*(PACKAGE / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    takes = re.compile(r"st\.(file_uploader|chat_input|camera_input|audio_input)")
    asking = [each.name for each in sources if takes.search(each.read_text(encoding="utf-8"))]
    opened = "/_stcore/upload_file/" in OPEN_FOLDERS and "PUT" in METHODS
    assert bool(asking) == opened, f"{asking} need what lost.OPEN_FOLDERS says"


def test_a_socket_is_there_only_for_the_apps_messages() -> None:
    assert ask(HERE, "/_stcore/stream", socket=True).status == 101
    assert ask(BELOW, "/rnn/_stcore/stream", socket=True).status == 101
    for path in ("/", "/a", "/_stcore/stream/", "/rnn/_stcore/stream"):
        assert ask(HERE, path, socket=True).status == 1000


@pytest.mark.parametrize(
    ("path", "target"),
    [
        (FIRST, "/"),
        (f"{FIRST}/", "/"),
        *((f"/{page.path}/", f"/{page.path}") for page in PAGES[1:]),
    ],
)
def test_another_way_to_write_a_page_leads_to_it_with_what_was_asked(
    path: str, target: str
) -> None:
    query = "lang=hi&watch_text=a+b%26c"
    for base, paths in (("", HERE), ("/rnn", BELOW)):
        led = ask(paths, f"{base}{path}", query=query)
        assert led.status == 307
        assert led.headers["location"] == f"{base}{target}?{query}"
        assert ask(paths, f"{base}{path}").headers["location"] == f"{base}{target}"


@pytest.mark.parametrize("path", ["/", "/rnn"])
def test_the_root_and_the_bare_base_path_lead_to_the_first_page(path: str) -> None:
    assert ask(BELOW, path, query="lang=hi").headers["location"] == "/rnn/?lang=hi"


LOST = ["/nonsense", "/a/b/c", "//evil.example", "/watch/more", "/index.html", "/../x", "/rnnx"]


@pytest.mark.parametrize("path", LOST)
@pytest.mark.parametrize("lang", languages())
def test_any_other_path_is_answered_with_the_way_to_every_page(path: str, lang: str) -> None:
    say = translator(lang)
    for base, paths in (("", HERE), ("/rnn", BELOW)):
        lost = ask(paths, path, query=f"lang={lang}")
        text = lost.body.decode()
        assert lost.status == 404
        assert lost.headers["content-type"].startswith("text/html")
        assert f'<html lang="{lang}">' in text
        assert say("Page not found") in text
        assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', text) == [
            (f"{base}{front.path_of(page)}?lang={lang}", html.escape(say(page.title)))
            for page in PAGES
        ]
        assert "<script" not in text
        assert path not in text.partition("</head>")[2].replace(f"{base}/", "")


def test_the_browsers_language_counts_where_the_address_names_none() -> None:
    lost = ask(HERE, "/nonsense", accept_language="de, hi-IN;q=0.8, en;q=0.3").body.decode()
    assert '<html lang="hi">' in lost
    assert 'href="/"' in lost  # and goes on counting
    for tags in ("fr", "hi;q=0, en", "", "q=q;;,"):
        assert '<html lang="en">' in ask(HERE, "/x", accept_language=tags).body.decode()
    assert '<html lang="en">' in ask(HERE, "/x", query="lang=xx<").body.decode()


def test_titles_and_questions_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    row = replace(PAGES[0], title="<img src=x>", question="a & <b>")
    monkeypatch.setattr(front, "PAGES", (row,))
    text = front.lost_page.__wrapped__("en", "", "").raw.decode()
    assert "&lt;img src=x&gt;" in text
    assert "a &amp; &lt;b&gt;" in text
    assert "<img" not in text
