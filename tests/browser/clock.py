"""Visits whose time the test moves on, each in a context of its own: a clock is a context's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from playwright.sync_api import Browser

from tests.browser.conftest import CONNECTED, Visit


@contextmanager
def apart(browser: Browser, url: str, ready: str, **parameters: str) -> Iterator[Visit]:
    """A page of the app, opened and settled, without motion.

    Args:
        url: the page's.
        ready: a selector of what has to be there.
        parameters: what the address asks for.
    """
    context = browser.new_context(locale="en-US", reduced_motion="reduce")
    try:
        visited = Visit(context.new_page(), url)
        visited.page.on("pageerror", lambda error: visited.errors.append(str(error)))
        visited.page.goto(f"{url}?{urlencode(parameters)}")
        visited.page.wait_for_selector(CONNECTED)
        visited.page.wait_for_selector(ready)
        visited.settle()
        yield visited
        assert visited.errors == []
    finally:
        context.close()


def stop_clock(visited: Visit) -> Callable[[int], None]:
    """Let the page's time stand still from now on; what is returned moves it, in milliseconds."""
    clock = visited.page.clock
    clock.install()
    clock.pause_at(visited.page.evaluate("Date.now()") + 1_000)
    return clock.run_for
