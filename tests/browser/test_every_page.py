"""Every page of the table, in every language, light and dark, wide and narrow."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Open, Visit, open_visit, serious_violations
from visualizer.lexicon.language import languages, translator
from visualizer.pages import PAGES, Page

WIDTHS = (1280, 390)
Opened = Callable[[Page, str], Visit]

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
everywhere = [
    pytest.mark.parametrize(
        ("lang", "dark", "width"),
        [
            (lang, (number + place) % 2 == 1, width)
            for number, lang in enumerate(languages())
            for place, width in enumerate(WIDTHS)
        ],
    ),
    pages,
]
"""Every two of language, theme and width meet; all three together would take twice as long."""


@pytest.fixture(scope="module")
def opened(app_url: str, browser: Browser) -> Iterator[Opened]:
    """A page in a language, opened by its own link once and shared by the tests here."""
    visits: list[Visit] = []

    @cache
    def open_once(page: Page, lang: str) -> Visit:
        path = "" if page is PAGES[0] else page.path
        visits.append(visited := open_visit(browser, app_url, path=path, lang=lang))
        return visited

    yield open_once
    for visited in visits:
        visited.leave()


def matrix(test: Callable[..., None]) -> Callable[..., None]:
    """Every page in every language, in both themes and at every width."""
    for mark in everywhere:
        test = mark(test)
    return test


@matrix
def test_a_page_and_its_menu_have_no_serious_violation_and_fit_the_window(
    opened: Opened, page: Page, lang: str, dark: bool, width: int
) -> None:
    visited = opened(page, lang)
    browsed = visited.page
    browsed.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
    browsed.set_viewport_size({"width": width, "height": 900})
    browsed.wait_for_function("width => window.innerWidth === width", arg=width)
    visited.settle()
    say = translator(lang)
    expect(browsed.get_by_role("heading", level=1)).to_have_text(say(page.title))
    assert browsed.evaluate("document.documentElement.scrollWidth") <= width
    button = browsed.get_by_role("button", name=say("Pages"), exact=True)
    button.click()
    expect(browsed.get_by_role("navigation", name=say("Pages"))).to_be_visible()
    assert serious_violations(browsed, "body") == []
    browsed.keyboard.press("Escape")
    expect(browsed.get_by_role("navigation", name=say("Pages"))).to_be_hidden()
    expect(button).to_be_focused()


@pages
def test_the_menu_is_in_sight_however_far_the_page_is_scrolled(opened: Opened, page: Page) -> None:
    browsed = opened(page, "en").page
    browsed.set_viewport_size({"width": 1280, "height": 500})
    browsed.get_by_role("tab").first.focus()
    browsed.get_by_role("tab").first.scroll_into_view_if_needed()
    browsed.mouse.move(640, 250)
    browsed.mouse.wheel(0, 400)
    browsed.keyboard.press("Control+k")
    menu = browsed.get_by_role("navigation", name="Pages")
    expect(menu).to_be_visible()
    box = menu.bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 500
    browsed.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(browsed.get_by_role("tab").first).to_be_focused()


@pages
def test_a_page_says_its_title_and_question(opened: Opened, page: Page) -> None:
    for lang in languages():
        say, browsed = translator(lang), opened(page, lang).page
        assert browsed.title() == f"{say(page.title)} · RNN Visualizer"
        assert browsed.evaluate("() => document.documentElement.lang") == lang
        expect(browsed.get_by_text(say(page.question), exact=True).first).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_two_clicks_away(visit: Open, width: int) -> None:
    visited = visit(lang="en", width=width)
    browsed = visited.page
    for page in (*PAGES[1:], PAGES[0]):
        browsed.get_by_role("button", name="Pages", exact=True).click()
        browsed.get_by_role("link", name=page.title).click()
        expect(browsed.get_by_role("heading", level=1)).to_have_text(page.title)
        visited.settle()


def test_every_page_is_two_keys_away_and_what_was_typed_comes_along(visit: Open) -> None:
    visited = visit(lang="hi")
    visited.enter("a moving film")
    visited.address("watch_text=a+moving+film")
    browsed, say = visited.page, translator("hi")
    for number, page in [*enumerate(PAGES, start=1)][1:]:
        browsed.keyboard.press("Control+k")
        browsed.keyboard.press(str(number))
        expect(browsed.get_by_role("heading", level=1)).to_have_text(say(page.title))
        visited.settle()
    browsed.keyboard.press("Control+k")
    browsed.keyboard.press("1")
    browsed.wait_for_selector("[data-stage]")
    assert visited.words() == ["a", "moving", "film"]


def test_a_second_key_right_after_the_first_is_not_lost(visit: Open) -> None:
    browsed = visit(lang="en").page
    browsed.evaluate(
        """() => {
            const press = (key, more = {}) => {
                let at = document.activeElement;
                while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                const keys = { key, bubbles: true, composed: true, cancelable: true, ...more };
                at.dispatchEvent(new KeyboardEvent("keydown", keys));
            };
            press("k", { ctrlKey: true });
            press("2");  // before the browser has told anybody that the menu is open
        }"""
    )
    expect(browsed.get_by_role("heading", level=1)).to_have_text(PAGES[1].title)


def test_the_menu_is_walked_with_arrow_keys_and_closed_with_escape(visit: Open) -> None:
    visited = visit(lang="en")
    browsed = visited.page
    browsed.get_by_role("button", name="Pages", exact=True).focus()
    browsed.keyboard.press("Enter")
    links = browsed.get_by_role("navigation", name="Pages").get_by_role("link")
    expect(links).to_have_count(len(PAGES))
    expect(links.first).to_be_focused()
    expect(links.first).to_have_attribute("aria-current", "page")
    browsed.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    browsed.keyboard.press("End")
    expect(links.last).to_be_focused()
    browsed.keyboard.press("ArrowUp")
    browsed.keyboard.press("Home")
    expect(links.first).to_be_focused()
    browsed.keyboard.press("c")  # Streamlit would clear its caches
    browsed.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    assert browsed.get_by_role("dialog").count() == 0


def test_a_link_of_the_menu_opens_in_a_tab_of_its_own(visit: Open) -> None:
    visited = visit(lang="hi")
    visited.page.keyboard.press("Control+k")
    href = visited.page.locator("[data-page='vanishing']").get_attribute("href")
    assert href == "/vanishing-gradients?lang=hi"
