"""The component's shell and its figures on a page of their own, without the app."""

import mimetypes
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, Route

HOST = "http://figure.test"
PAGE = """<!doctype html><title>figures</title><body><div id="one"></div><div id="two"></div>
<script type="module">
import show from "/shell/figure.js";
window.cleanups = {};
window.show = (id, bytes) => {
    const host = document.getElementById(id);
    if (!host.shadowRoot) {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = "/shell/figure.css";
        host.attachShadow({ mode: "open" }).append(link);
    }
    window.wishes = [];
    const setTriggerValue = (name, value) => window.wishes.push({ figure: id, name, value });
    const data = new Uint8Array(bytes);
    window.cleanups[id] = show({ data, parentElement: host.shadowRoot, setTriggerValue });
};
</script>"""


@dataclass
class Figures:
    """A page with room for two figures, whose files can be held back."""

    page: Page
    folder: Path
    errors: list[str] = field(default_factory=list)
    held: dict[str, list[Route]] = field(default_factory=dict)

    def open(self, query: str = "") -> None:
        """Go there, every complaint kept."""
        self.page.route(f"{HOST}/**", self.answer)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console", lambda said: self.errors.extend([said.text] * (said.type == "error"))
        )
        self.page.goto(f"{HOST}/{query}")
        self.page.wait_for_function("'show' in window")

    def show(self, packed: bytes, where: str = "one") -> None:
        """What Streamlit does with new data."""
        self.page.evaluate("([id, bytes]) => window.show(id, bytes)", [where, [*packed]])

    def clean(self, where: str = "one") -> None:
        """What Streamlit does when the element goes."""
        self.page.evaluate("id => window.cleanups[id]()", where)

    def hold(self, *names: str) -> None:
        """Keep files back until they are released."""
        self.held |= {name: [] for name in names}

    def asked(self, name: str) -> None:
        """Wait until a file that is held back was asked for."""
        deadline = time.monotonic() + 10
        while not self.held[name]:
            assert time.monotonic() < deadline, f"nobody asked for {name}"
            self.page.wait_for_timeout(5)  # lets the page's requests be answered

    def release(self, name: str) -> None:
        """Send a file that was held back, and wait until a module runs."""
        for route in self.held.pop(name):
            self.send(route, name)
        if name.endswith(".js"):
            self.page.evaluate("name => import(name).then(() => {})", f"/{name}")

    def send(self, route: Route, name: str) -> None:
        """Answer with a file of the copy."""
        path = self.folder / name
        if not path.is_file():
            return route.fulfill(status=404)
        kind = mimetypes.guess_type(name)[0]
        return route.fulfill(body=path.read_bytes(), content_type=kind)

    def answer(self, route: Route) -> None:
        """Answer any request for the made-up host."""
        name = route.request.url.removeprefix(f"{HOST}/").partition("?")[0]
        if not name:
            route.fulfill(body=PAGE, content_type="text/html")
        elif name in self.held:
            self.held[name].append(route)
        else:
            self.send(route, name)

    def locate(self, selector: str) -> Locator:
        """What a selector finds in all figures."""
        return self.page.locator(selector)
