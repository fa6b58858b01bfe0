"""Hindi is typed and read, whatever language the interface speaks."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, serious_violations

TEXT = "यह फ़िल्म मुझे अच्छी नहीं लगी।"
WORDS = ["यह", "फ़िल्म", "मुझे", "अच्छी", "नहीं", "लगी", "।"]


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("hi", 390)])
def test_hindi_is_read_as_soon_as_it_is_typed_and_stays_so(
    visit: Open, lang: str, width: int
) -> None:
    visited = visit(lang=lang, width=width)
    page, stage = visited.page, visited.page.locator("[data-stage]")
    visited.enter(TEXT)
    expect(stage.locator(".chip")).to_have_text(WORDS)
    expect(stage.locator(".chip.unknown")).to_have_count(0)
    visited.address("watch_language=hi")
    visited.settle()
    chosen = page.locator(".st-key-watch_language [aria-checked=true]")
    expect(chosen).to_have_text("हि")
    assert serious_violations(page, ".stMain") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    expect(stage.locator(".chip")).to_have_text(WORDS)
    expect(chosen).to_have_text("हि")
    visited.enter("a good film")
    expect(stage.locator(".chip")).to_have_text(["a", "good", "film"])
    expect(chosen).to_have_text("En")


def test_an_input_methods_enter_takes_the_word_not_the_sentence(visit: Open) -> None:
    """While a word is being composed, Enter belongs to the input method."""
    visited = visit(lang="hi")
    page, stage = visited.page, visited.page.locator("[data-stage]")
    words = stage.locator(".chip").all_text_contents()
    box = page.locator(".st-key-watch_text input")
    box.fill("")
    box.focus()
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition", {"text": "अच्छी", "selectionStart": 5, "selectionEnd": 5}
    )
    session.send(
        "Input.dispatchKeyEvent",
        {"type": "rawKeyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229},
    )
    page.wait_for_timeout(500)
    assert stage.locator(".chip").all_text_contents() == words
    session.send("Input.insertText", {"text": "अच्छी फ़िल्म"})
    box.press("Enter")
    expect(stage.locator(".chip")).to_have_text(["अच्छी", "फ़िल्म"])
