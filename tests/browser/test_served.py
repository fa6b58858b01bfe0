"""What only a browser shows of the server: what is sent, what is forbidden, where links lead."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Request, Route, expect
from playwright.sync_api import Page as Tab

from tests.browser.conftest import CONNECTED, IDLE, PATIENCE
from tests.tools.server import start_server
from visualizer.lexicon.language import languages, translator
from visualizer.pages import PAGES, Page
from visualizer.server.front import WITHOUT, path_of
from visualizer.server.hosting import Hosting

LARGEST_VISIT = 2_000_000
pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@contextmanager
def fresh(browser: Browser, **options: Any) -> Iterator[tuple[Tab, list[str]]]:
    """A tab of a browser that was never here, and all that it complains about."""
    context = browser.new_context(**{"locale": "en-US", **options})
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    errors: list[str] = []
    tab.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield tab, errors
    finally:
        context.close()


def see(tab: Tab, page: Page, lang: str = "en") -> None:
    """Wait until a page stands as it should."""
    tab.wait_for_selector(CONNECTED)
    expect(tab.get_by_role("heading", level=1)).to_have_text(translator(lang)(page.title))
    tab.wait_for_selector(IDLE)
    tab.wait_for_selector(".menu-button")  # from then on the menu's key is heard


@pages
def test_a_first_visit_is_small(browser: Browser, app_url: str, page: Page) -> None:
    with fresh(browser) as (tab, errors):
        devtools = tab.context.new_cdp_session(tab)
        devtools.send("Network.enable")
        sizes: list[int] = []
        devtools.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
        tab.goto(f"{app_url}{path_of(page)}")
        see(tab, page)
        tab.wait_for_load_state("networkidle")
        assert len(sizes) > 100
        assert sum(sizes) <= LARGEST_VISIT
        assert errors == []


@pages
@pytest.mark.parametrize(
    ("lang", "dark"), [(lang, number % 2 == 1) for number, lang in enumerate(languages())]
)
def test_a_page_can_be_read_while_its_scripts_are_on_the_way(
    browser: Browser, app_url: str, page: Page, lang: str, dark: bool
) -> None:
    say, scheme = translator(lang), "dark" if dark else "light"
    held: list[Route] = []
    sent: list[bool] = []
    with fresh(browser, locale=f"{lang}-IN", color_scheme=scheme) as (tab, errors):
        tab.route("**/*.js", lambda route: route.continue_() if sent else held.append(route))
        tab.goto(f"{app_url}{path_of(page)}", wait_until="commit")
        for words in (page.title, page.question, "The page is loading …"):
            expect(tab.get_by_text(say(words), exact=True)).to_be_visible()
        assert tab.title() == f"{say(page.title)} · RNN Visualizer"
        assert tab.locator("html").get_attribute("lang") == lang
        ground = tab.locator(".plain").evaluate("e => getComputedStyle(e).backgroundColor")
        assert ground == ("rgb(15, 18, 23)" if dark else "rgb(255, 255, 255)")
        sent.append(True)
        for route in held:
            route.continue_()
        see(tab, page, lang)
        assert tab.locator(".plain").count() == 0
        assert errors == []


def test_without_javascript_a_page_says_what_it_needs(browser: Browser, app_url: str) -> None:
    with fresh(browser, java_script_enabled=False) as (tab, _):
        tab.goto(f"{app_url}/?lang=hi")
        say = translator("hi")
        expect(tab.get_by_text(say(PAGES[0].question))).to_be_visible()
        said = tab.locator("noscript p")  # texts in it are not found by themselves
        expect(said).to_have_text(say(WITHOUT))
        expect(said).to_be_visible()
        expect(tab.get_by_text(say("The page is loading …"))).to_be_hidden()


@pages
def test_a_script_that_gets_into_a_page_does_not_run(
    browser: Browser, app_url: str, page: Page
) -> None:
    with fresh(browser) as (tab, errors):
        tab.goto(f"{app_url}{path_of(page)}")
        see(tab, page)
        assert errors == []
        tab.evaluate(
            """() => {
                const script = document.createElement("script");
                script.textContent = "window.ran = true";
                document.body.append(script);
                document.body.insertAdjacentHTML("beforeend", "<img src=x: onerror='ran = true'>");
            }"""
        )
        tab.wait_for_function("() => document.images[document.images.length - 1].complete")
        assert tab.evaluate("window.ran") is None
        assert any("Content Security Policy" in error for error in errors)


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def school(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A site of another origin, with what it serves."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", tmp_path
    server.shutdown()
    server.server_close()


def frame_in(school: tuple[str, Path], app: str) -> str:
    """The address of the site's page with the app in a frame."""
    site, folder = school
    frame = f"<iframe src='{app}/?lang=en&embed=true' width='1200' height='900'></iframe>"
    (folder / "course.html").write_text(frame, encoding="utf-8")
    return f"{site}/course.html"


def test_another_site_cannot_show_the_app_in_a_frame(
    browser: Browser, app_url: str, school: tuple[str, Path]
) -> None:
    with fresh(browser) as (tab, errors):
        tab.goto(frame_in(school, app_url))
        tab.wait_for_load_state("networkidle")
        assert tab.frame_locator("iframe").get_by_text(PAGES[0].title).count() == 0
        assert any("frame-ancestors" in error for error in errors)


def test_a_site_named_at_the_start_can(browser: Browser, school: tuple[str, Path]) -> None:
    with (
        start_server(hosting=Hosting(framers=(school[0],))) as server,
        fresh(browser) as (tab, errors),
    ):
        tab.goto(frame_in(school, server.url))
        frame = tab.frame_locator("iframe")
        expect(frame.locator("[data-stage]")).to_be_visible(timeout=PATIENCE)
        expect(frame.locator(CONNECTED)).to_be_attached()
        assert {error for error in errors if "404" not in error} == set()  # the site has no icon


def test_below_a_base_path_everything_is_found(browser: Browser) -> None:
    with start_server(hosting=Hosting(base="/a/rnn")) as server, fresh(browser) as (tab, errors):
        failed: list[str] = []
        tab.on("response", lambda got: failed.append(got.url) if got.status >= 400 else None)
        asked: list[Request] = []
        tab.on("request", lambda each: asked.append(each))
        root = server.url.removesuffix("/a/rnn")
        tab.goto(f"{root}/?lang=hi")
        assert tab.url.startswith(f"{root}/a/rnn/?lang=hi")
        see(tab, PAGES[0], "hi")
        say = translator("hi")
        for page in (*PAGES[1:], PAGES[0]):
            tab.keyboard.press("Control+k")
            link = tab.get_by_role("navigation").get_by_role("link", name=say(page.title))
            assert link.get_attribute("href") == f"/a/rnn{path_of(page)}?lang=hi"
            link.click()
            see(tab, page, "hi")
            assert tab.url.startswith(f"{root}/a/rnn{path_of(page)}?")
        for page in PAGES:
            tab.goto(f"{server.url}{path_of(page)}?lang=en")
            see(tab, page)
        assert tab.evaluate("document.fonts.check('16px Inter')")
        fonts = [each.url for each in asked if each.url.endswith(".woff2")]
        assert any("/a/rnn/app/static/fonts/inter" in url for url in fonts)
        outside = [each.url for each in asked if not each.url.startswith(f"{root}/a/rnn/")]
        assert outside == [f"{root}/?lang=hi"]
        assert (failed, errors) == ([], [])


def test_a_wrong_address_leads_to_every_page(browser: Browser, app_url: str) -> None:
    with fresh(browser, locale="hi-IN") as (tab, errors):
        for wrong in ("nonsense", "a/b/c", "watch/more"):
            for page in PAGES:
                say = translator("hi")
                answer = tab.goto(f"{app_url}/{wrong}")
                assert answer
                assert answer.status == 404
                expect(tab.get_by_role("heading", name=say("Page not found"))).to_be_visible()
                tab.get_by_role("link", name=say(page.title)).click()
                see(tab, page, "hi")
        assert {error for error in errors if "404" not in error} == set()


@pytest.mark.parametrize("written", ["watch", "watch/", "vanishing-gradients/"])
def test_a_pages_own_path_opens_it_with_what_was_asked_and_no_dialog(
    browser: Browser, app_url: str, written: str
) -> None:
    page = next(each for each in PAGES if each.path == written.rstrip("/"))
    with fresh(browser) as (tab, errors):
        tab.goto(f"{app_url}/{written}?lang=hi")
        see(tab, page, "hi")
        assert tab.url.startswith(f"{app_url}{path_of(page)}?lang=hi")
        assert tab.get_by_role("dialog").count() == 0
        assert errors == []
