"""The app in Chromium, as a person opens it; no visit may end in errors or outside requests."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Request,
    WebSocket,
    expect,
    sync_playwright,
)

from tests.tools.browser import BROWSER_FLAGS, find_browser
from tests.tools.server import RunningServer, start_server

CONNECTED = "[data-testid='stApp'][data-test-connection-state='CONNECTED']"
IDLE = "[data-test-script-state='notRunning']"
PATIENCE = 20_000
"""Milliseconds that anything on a page may take."""


@dataclass
class Visit:
    """One open page, and what it asked for, exchanged and complained about."""

    page: Page
    url: str
    frames: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    loading: set[Request] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    @property
    def stage(self) -> Locator:
        """The stage's root element."""
        return self.page.locator("[data-stage]")

    def state(self, name: str) -> str | None:
        """One of the stage's data attributes: `t`, `steps`, `unit`, `cell`."""
        return self.stage.get_attribute(f"data-{name}")

    def words(self) -> list[str]:
        """The words on the chips."""
        return self.stage.locator(".chip").all_text_contents()

    def lane(self, symbol: str) -> Locator:
        """The picture of one quantity."""
        return self.stage.locator(f"[data-lane='{symbol}']")

    def open_lane(self, symbol: str) -> Locator:
        """Open a quantity's lane by a click on its name, and bring it into the window."""
        lane = self.lane(symbol)
        if lane.get_attribute("data-lane-open") is None:
            self.stage.locator(f".label [data-choose='{symbol}']").last.click()
            expect(lane).to_have_attribute("data-lane-open", "")
        lane.evaluate("lane => lane.scrollIntoView({ block: 'center' })")
        return lane

    def place(self, symbol: str, *, t: int, row: int, units: int) -> tuple[float, float]:
        """Where on the screen an open lane shows the value of one step and row."""
        lane = self.open_lane(symbol).bounding_box()
        tall = self.lane(symbol).locator(".tall-mark").bounding_box()
        chip = self.stage.locator(".chip").nth(t).bounding_box()
        assert lane
        assert tall
        assert chip
        thin = (lane["height"] - tall["height"]) / max(1, units - 1)
        above = round((tall["y"] - lane["y"]) / thin) if units > 1 else 0
        y = tall["y"] + tall["height"] / 2
        if row < above:
            y = lane["y"] + (row + 0.5) * thin
        elif row > above:
            y = tall["y"] + tall["height"] + (row - above - 0.5) * thin
        return chip["x"] + chip["width"] / 2, y

    def wait(self, condition: str) -> None:
        """Wait until a script about `stage`, its root element, holds."""
        self.page.wait_for_function(
            f"""() => {{
                const host = [...document.querySelectorAll("*")]
                    .find((node) => node.shadowRoot?.querySelector("[data-stage]"));
                const stage = host?.shadowRoot.querySelector("[data-stage]")
                    ?? document.querySelector("[data-stage]");
                return stage && ({condition});
            }}"""
        )

    def enter(self, sentence: str) -> None:
        """Type a sentence and press Enter."""
        box = self.page.locator(".st-key-watch_text input")
        box.fill(sentence)
        box.press("Enter")

    def turn_to(self, title: str) -> None:
        """Go to another page by the menu."""
        self.page.keyboard.press("Control+k")
        self.page.get_by_role("navigation").get_by_role("link", name=title).click()

    def step(self, t: int) -> None:
        """Wait until the stage is at a step."""
        self.wait(f"stage.dataset.t === '{t}'")

    def address(self, part: str) -> None:
        """Wait until the address bar has a part."""
        self.page.wait_for_function("part => location.search.includes(part)", arg=part)

    def settle(self) -> None:
        """Wait until the server has nothing more to say and nothing more is loading.

        Playwright's own "networkidle" waits half a second every time.
        """
        deadline = time.monotonic() + PATIENCE / 1000
        quiet = 0
        while quiet < 3:
            assert time.monotonic() < deadline, [request.url for request in self.loading]
            self.page.wait_for_timeout(30)
            quiet = quiet + 1 if self.page.query_selector(IDLE) and not self.loading else 0

    def leave(self) -> None:
        """Close the page; no error and no request to another host may have happened."""
        self.page.close()
        assert self.errors == []
        assert self.foreign == []


Open = Callable[..., Visit]


def open_visit(
    browser: Browser,
    app_url: str,
    *,
    path: str = "",
    width: int = 1440,
    dark: bool = False,
    still: bool = True,
    **parameters: str,
) -> Visit:
    """Open a page of the app; `leave` closes it and checks that nothing went wrong."""
    page = _context(browser, app_url).new_page()
    page.set_default_timeout(PATIENCE)
    page.set_viewport_size({"width": width, "height": 1100})
    page.emulate_media(
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce" if still else "no-preference",
    )
    visited = Visit(page, app_url)
    _watch(visited)
    page.goto(f"{app_url}/{path}?{urlencode(parameters)}")
    # Attached is enough: all but a presented figure is hidden.
    page.wait_for_selector(CONNECTED, state="attached")
    page.wait_for_selector("h1", state="attached")
    visited.settle()
    return visited


@pytest.fixture(scope="session")
def app_server() -> Iterator[RunningServer]:
    """The app for these tests."""
    with start_server() as server:
        yield server


@pytest.fixture(scope="session")
def app_url(app_server: RunningServer) -> str:
    """Where the app runs."""
    return app_server.url


@pytest.fixture(autouse=True)
def _no_error_in_the_app(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a page hides from its reader stands in the server's log; no test may leave one there."""
    if "app_url" not in request.fixturenames:
        yield
        return
    log: Path = request.getfixturevalue("app_server").log
    before = len(log.read_text(encoding="utf-8"))
    yield
    said = log.read_text(encoding="utf-8")[before:]
    assert "Traceback" not in said, said


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium or Chrome on this machine."""
    path = find_browser()
    assert path, "no Chromium or Chrome on this machine; `make test` installs one"
    with sync_playwright() as playwright:
        flags = [*BROWSER_FLAGS, "--process-per-site"]
        started = playwright.chromium.launch(executable_path=path, args=flags)
        yield started
        started.close()


@pytest.fixture
def visit(app_url: str, browser: Browser) -> Iterator[Open]:
    """Open the app with query parameters; at the end no error and no outside request is left."""
    visits: list[Visit] = []

    def open_page(**options: Any) -> Visit:
        visits.append(visited := open_visit(browser, app_url, **options))
        visited.page.wait_for_selector("[data-stage]")
        return visited

    yield open_page
    for visited in visits:
        visited.leave()


def serious_violations(page: Page, context: str) -> list[str]:
    """What axe-core finds that is serious or critical, in a part of the page."""
    # Preloading, it would ask for the sheets that a component's sheet imports, below the page.
    found = Axe().run(page, context, {"preload": False}).response["violations"]
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def _context(browser: Browser, app_url: str) -> BrowserContext:
    """One for all visits, so that only the first loads the app's files over again.

    A page that stays keeps the site's process, and in it what was compiled.
    """
    if not browser.contexts:
        browser.new_context(locale="en-US").new_page().goto(f"{app_url}/favicon.png")
    return browser.contexts[0]


def _watch(visited: Visit) -> None:
    host = urlsplit(visited.url).netloc

    def asked(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != host:
            visited.foreign.append(url)

    page = visited.page

    def requested(request: Request) -> None:
        asked(request.url)
        visited.loading.add(request)

    page.on("request", requested)
    page.on("requestfinished", lambda request: visited.loading.discard(request))
    page.on("requestfailed", lambda request: visited.loading.discard(request))
    page.on(
        "console",
        lambda said: visited.errors.extend(
            [f"{said.text} {said.location['url']}"] * (said.type == "error")
        ),
    )
    page.on("pageerror", lambda error: visited.errors.append(str(error)))

    def connected(socket: WebSocket) -> None:
        asked(socket.url)
        for event in ("framesent", "framereceived"):
            socket.on(event, lambda _, event=event: visited.frames.append(event))

    page.on("websocket", connected)
