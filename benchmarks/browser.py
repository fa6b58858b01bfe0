"""What a person at the keyboard waits for, in Chromium: stepping, pointing, a new sentence."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import (
    ConsoleMessage,
    Locator,
    Page,
    Request,
    WebSocket,
    sync_playwright,
)

from benchmarks.measurement import Measurement, new_sentences, spread
from tests.tools.browser import BROWSER_FLAGS, find_browser
from tests.tools.copies import copy_project, insert
from tests.tools.server import start_server
from visualizer.pages import Page as AppPage
from visualizer.pages import page_named

IDLE = "[data-test-script-state='notRunning']"

PROBE = """
window.probe = {
  stage() {
    const seek = (node) => {
      for (const one of node.querySelectorAll("*")) {
        if (one.matches("[data-stage], [data-walk], [data-hand], [data-unrolled]")) return one;
        const inside = one.shadowRoot && seek(one.shadowRoot);
        if (inside) return inside;
      }
      return null;
    };
    if (!this.root?.isConnected) this.root = seek(document);
    return this.root;
  },
  frame: () => new Promise((done) => requestAnimationFrame(done)),
  async painted() {
    await this.frame();
    const channel = new MessageChannel();  // its message comes after the frame's paint
    const after = new Promise((done) => (channel.port1.onmessage = done));
    channel.port2.postMessage(0);
    await after;
    return performance.now();
  },
  watch(event, changes) {
    this.result = new Promise((done) => {
      let began;
      window.addEventListener(event, (e) => (began = e.timeStamp), { once: true, capture: true });
      const observer = new MutationObserver(async () => {
        if (began === undefined) return;
        observer.disconnect();
        done((await this.painted()) - began);
      });
      observer.observe(this.stage(), changes);
    });
  },
  watchSentence(word) {
    this.result = new Promise((done) => {
      window.addEventListener("keydown", async (e) => {
        while (!this.stage()?.textContent.includes(word)) await this.frame();
        await this.frame();
        done((await this.painted()) - e.timeStamp);
      }, { once: true, capture: true });
    });
  },
};
"""
STEP = "probe.watch('keydown', { attributes: true, attributeFilter: ['data-t'] })"
POINT = (
    "probe.watch('pointermove', "
    "{ subtree: true, childList: true, characterData: true, attributes: true })"
)


class Visit:
    """One person's page, and all that it sent, received, asked for and complained about."""

    def __init__(self, page: Page, url: str, shows: str = "[data-stage]") -> None:
        self.page = page
        self.frames: list[int] = []
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.host = urlsplit(url).netloc
        page.on("request", self._asked)
        page.on("websocket", self._connected)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.add_init_script(PROBE)
        page.goto(f"{url}?lang=en")
        page.wait_for_selector(shows, timeout=60_000)
        page.wait_for_selector(IDLE)

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.foreign.append(request.url)

    def _connected(self, socket: WebSocket) -> None:
        if urlsplit(socket.url).netloc != self.host:
            self.foreign.append(socket.url)
        for event in ("framesent", "framereceived"):
            socket.on(event, lambda payload: self.frames.append(len(payload)))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def result(self) -> float:
        """What the probe in the page measured last, in milliseconds."""
        return self.page.evaluate("probe.result")

    def type(self, sentence: str) -> None:
        """Write into the sentence box, without Enter."""
        self.page.get_by_label("Sentence", exact=True).fill(sentence)

    def open_by_menu(self, wanted: AppPage, shows: str) -> float:
        """Come from another page by a click in the menu; milliseconds until it shows this."""
        self._link_to(page_named("inside")).click()
        self.page.wait_for_selector("[data-walk]")
        self.settle()
        link = self._link_to(wanted)
        link.wait_for()
        began = time.perf_counter()
        link.click()
        self.page.wait_for_selector(shows)
        taken = 1000 * (time.perf_counter() - began)
        self.settle()
        return taken

    def _link_to(self, wanted: AppPage) -> Locator:
        self.page.keyboard.press("Control+k")
        return self.page.get_by_role("navigation").get_by_role("link", name=wanted.title)

    def enter(self, sentence: str) -> float:
        """Type a sentence and press Enter; milliseconds until its picture is painted."""
        self.type(sentence)
        self.page.evaluate("word => probe.watchSentence(word)", sentence.split()[0])
        self.page.keyboard.press("Enter")
        return self.result()

    def settle(self) -> None:
        """Wait until the server and the wire are quiet."""
        self.page.wait_for_selector(IDLE)
        seen = -1
        while seen != len(self.frames):
            seen = len(self.frames)
            self.page.wait_for_timeout(700)


@contextmanager
def chromium() -> Iterator[Page]:
    """A fresh page of 1440 by 1400 in the browser on this machine."""
    path = find_browser()
    if path is None:
        raise RuntimeError("no Chromium or Chrome on this machine; `make test` installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(BROWSER_FLAGS))
        try:
            yield browser.new_page(viewport={"width": 1440, "height": 1400})
        finally:
            browser.close()


def measure() -> list[Measurement]:
    """One visit: step, point, type."""
    with start_server() as server, chromium() as page:
        floor = _floor(page)
        visit = Visit(page, f"{server.url}/")
        visit.enter(next(new_sentences(20, seed=0)))
        visit.settle()
        return [
            *_stepping(visit),
            Measurement("  beside it: the same on a bare page, the wait for a frame", floor, "ms"),
            *_pointing(visit),
            _new_sentence(visit),
            _bytes(visit),
            Measurement(
                "requests to other hosts",
                len(visit.foreign),
                "requests",
                0,
                ", ".join(visit.foreign[:3]),
            ),
            Measurement(
                "errors in the browser console",
                len(visit.errors),
                "errors",
                0,
                " | ".join(visit.errors[:3]),
            ),
        ]


def _floor(page: Page) -> float:
    """Key press to picture where the key only counts: no stage can be quicker in this browser."""
    page.set_content("<p data-stage data-t='0' tabindex='0'>0</p>")
    page.evaluate(PROBE)
    page.evaluate(
        "document.querySelector('p').addEventListener('keydown', "
        "(e) => (e.currentTarget.textContent = ++e.currentTarget.dataset.t))"
    )
    page.locator("p").focus()
    times = []
    for _ in range(40):
        page.evaluate(STEP)
        page.keyboard.press("ArrowRight")
        times.append(page.evaluate("probe.result"))
    return median(times)


def _stepping(visit: Visit) -> list[Measurement]:
    page = visit.page
    page.locator("[data-stage]").focus()
    page.keyboard.press("Home")
    visit.settle()
    before, times = len(visit.frames), []
    for key in ["ArrowRight"] * 19 + ["ArrowLeft"] * 19 + ["ArrowRight"] * 19:
        page.evaluate(STEP)
        page.keyboard.press(key)
        times.append(visit.result())
    return [
        Measurement("key press to changed picture", median(times), "ms", 16, spread(times, "ms")),
        traffic("websocket frames while stepping", visit, before),
    ]


def _pointing(visit: Visit) -> list[Measurement]:
    page = visit.page
    lane = page.locator("[data-stage] [data-lane-open]")
    box = lane.bounding_box()
    if box is None:
        raise RuntimeError("the stage shows no lane to point at")
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    visit.settle()
    before, times = len(visit.frames), []
    for k in range(1, 40):
        page.evaluate(POINT)
        x = box["x"] + box["width"] * ((k * 7) % 20 + 0.5) / 20
        page.mouse.move(x, box["y"] + box["height"] * ((k * 3) % 8 + 0.5) / 8)
        times.append(visit.result())
    return [
        Measurement("pointing to changed picture", median(times), "ms", 16, spread(times, "ms")),
        traffic("websocket frames while pointing", visit, before),
    ]


def traffic(name: str, visit: Visit, before: int) -> Measurement:
    """Frames from `before` on, those of the pause after the last move included."""
    visit.page.wait_for_timeout(1000)
    frames = visit.frames[before:]
    return Measurement(name, len(frames), "frames", 0, f"{sum(frames)} bytes")


def _new_sentence(visit: Visit) -> Measurement:
    times = []
    for number, sentence in zip(range(23), new_sentences(20, seed=1), strict=False):
        taken = visit.enter(sentence)
        visit.settle()
        if number >= 3:
            times.append(taken)
    return Measurement(
        "Enter on 20 new words to picture painted", median(times), "ms", 250, spread(times, "ms")
    )


def _bytes(visit: Visit) -> Measurement:
    before = len(visit.frames)
    visit.enter(next(new_sentences(64, seed=2)))
    visit.settle()
    frames = visit.frames[before:]
    steps = visit.page.locator("[data-stage]").get_attribute("data-steps")
    return Measurement(
        "data for one sentence of 64 words",
        sum(frames) / 1e6,
        "MB",
        1.0,
        f"{len(frames)} frames both ways, the largest {max(frames)} bytes; {steps} steps",
    )


NETWORKS = 60
"""As many as the registry will have when all pages stand."""


def measure_start() -> list[Measurement]:
    """From the command to an app that answers, the second time, and to the first picture.

    The app is a copy whose registry knows sixty networks.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the first start leaves its compiled code
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        copy_project(root)
        _register_more(root / "visualizer" / "networks" / "registry.py")
        with start_server(root=root):
            pass
        start = time.perf_counter()
        with start_server(root=root) as server:
            ready = time.perf_counter() - start
            with chromium() as page:
                _see_picture(page, server.url)
                shown = time.perf_counter() - start
        with chromium() as page:
            start = time.perf_counter()
            with start_server(root=root) as server:
                _see_picture(page, server.url)
                beside = time.perf_counter() - start
    what = f"second start to the first picture, {NETWORKS} networks known, nothing cached"
    return [
        Measurement("app start to ready, second time", ready, "s", 5.0),
        Measurement(what, shown, "s", 4.0, "with the browser's own start"),
        Measurement("  beside it: the same in a browser that runs already", beside, "s"),
    ]


def _see_picture(page: Page, url: str) -> None:
    """Open the first page and wait for its picture; nobody listens, which would take time too."""
    page.goto(f"{url}/?lang=en", wait_until="commit")
    page.wait_for_selector("[data-stage]", timeout=60_000)


def _register_more(registry: Path) -> None:
    """Let a registry know further networks, by the files of those it has."""
    rows = (
        'TASKS += (Task(name="more", module="visualizer.networks.sentiment.network"),)\n'
        "ENTRIES += tuple("
        'Entry(name=f"more-{n}", task="more", cell="lstm", language="en",'
        ' files={"vocabulary": "sentiment-vocabulary.json"})'
        f" for n in range({NETWORKS} - len(ENTRIES)))\n\n\n"
    )
    insert(registry, rows, before="class Registry")
