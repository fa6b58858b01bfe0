"""The pages as they are sent, before any script has run."""

import gzip
import json
import re
from pathlib import Path

import pytest
import streamlit as st

from tests.tools.asking import ask
from visualizer.lexicon.language import languages, translator
from visualizer.pages import PAGES, Page
from visualizer.server.front import front_page, path_of, told
from visualizer.server.hosting import Hosting
from visualizer.server.serving import routes

STREAMLIT = Path(st.__file__).parent
INDEX = (STREAMLIT / "static" / "index.html").read_text(encoding="utf-8")


def sent(page: Page, lang: str, base: str = "") -> str:
    """A page as text."""
    return front_page(page, lang, base, STREAMLIT).raw.decode()


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_can_be_read_before_any_script_has_come(page: Page, lang: str) -> None:
    say, text = translator(lang), sent(page, lang)
    assert f'<html lang="{lang}">' in text
    assert f"<title>{say(page.title)} · RNN Visualizer</title>" in text
    root, loaded = text.index('<div id="root">'), text.index('src="/static/js/')
    shown = text[root:loaded]
    for words in (page.title, page.question, "The page is loading …"):
        assert say(words) in shown
    without = re.search(r"<noscript>.*?<p>(.*?)</p></noscript>", shown)
    assert without
    assert "JavaScript" in without[1]
    assert "stylesheet" not in text[:loaded]  # it would hold the text up


def test_everything_that_streamlits_page_loads_is_loaded_and_its_own_font_is_not() -> None:
    text = sent(PAGES[1], "en", "/rnn")
    wanted = set(re.findall(r'"\./(static/(?:js|css)/[^"]+)"', INDEX))
    assert len(wanted) > 50
    assert wanted == set(re.findall(r'"/rnn/(static/(?:js|css)/[^"]+)"', text))
    assert "SourceSans" not in text
    assert 'href="/rnn/favicon.png"' in text
    assert "/rnn/_stcore/bidi-components/visualizer.figure/shell/figure.js" in text
    assert set(re.findall(r'url\("(.*?)fonts/', text)) == {"/rnn/app/static/"}


def test_the_one_script_in_it_says_where_the_server_is_and_how_the_app_looks() -> None:
    inline = re.findall(r"<script>(.*?)</script>", sent(PAGES[0], "hi", "/rnn"))
    assert inline == [told("/rnn")]
    assert 'location.origin + "/rnn"' in inline[0]
    dark = json.loads(inline[0].partition("DARK_THEME: ")[2].removesuffix(" };"))
    assert dark["backgroundColor"] == "#0f1217"
    assert dark["bodyFont"].startswith("Inter")


def test_a_page_is_answered_in_the_language_asked_for_and_packed() -> None:
    served = {route.path: route.app for route in routes(Hosting(base="/rnn"), STREAMLIT)}
    assert set(served) == {f"/rnn{path_of(page)}" for page in PAGES}
    for query, accepted, lang in (
        ("lang=hi", "en", "hi"),
        ("", "hi", "hi"),
        ("lang=en", "hi", "en"),
    ):
        answer = ask(served["/rnn/"], query=query, accept_language=accepted, accept_encoding="gzip")
        assert answer.headers["vary"] == "Accept-Language, Accept-Encoding"
        assert f'<html lang="{lang}">'.encode() in gzip.decompress(answer.body)
    kept = ask(served["/rnn/"], if_none_match=ask(served["/rnn/"]).headers["etag"])
    assert (kept.status, kept.headers["content-type"]) == (304, "text/html; charset=utf-8")
