"""A page sets what a board shows and hears what is chosen on it; a step costs no word."""

import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.tools.server import free_port
from visualizer.places import ROOT

SCRIPT = Path(__file__).with_name("board_page.py")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where Streamlit runs the page."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    options = (f"--server.port={port}", "--server.headless=true")
    command = [sys.executable, "-m", "streamlit", "run", str(SCRIPT), *options]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5):
                    break
            except OSError:
                assert time.monotonic() < deadline, "Streamlit did not start"
                time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def page(address: str, browser: Browser) -> Iterator[Page]:
    """The page, just opened; at the end nothing went wrong."""
    opened = browser.new_page(reduced_motion="reduce")
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.extend([said.text] * (said.type == "error")))
    opened.goto(f"{address}/?board_t=2")
    opened.wait_for_selector("[data-stage]")
    yield opened
    opened.close()
    assert errors == []


def test_a_track_is_sent_once_it_is_opened(page: Page) -> None:
    stage = page.locator("[data-stage]")
    above = stage.locator("[data-track='above']")
    expect(above).to_have_attribute("data-open", "false")
    expect(above.locator("[data-lane]")).to_have_count(0)
    stage.get_by_role("button", name="above", exact=True).click()
    expect(page.get_by_text("open below+above")).to_be_visible()
    expect(above.locator("[data-lane-open]")).to_be_visible()
    expect(stage).to_have_attribute("data-t", "1")
    expect(stage.locator("[data-track='below'] [data-lane-open]")).to_be_visible()
    above.locator("[data-lane-open]").hover()  # whose sums are computed here too
    expect(stage.locator(".formula > div")).to_have_count(4)


def test_the_page_hears_what_was_chosen_and_nothing_of_a_step(page: Page) -> None:
    stage = page.locator("[data-stage]")
    stage.focus()
    for key in ("ArrowRight", "ArrowRight", "Home", "End"):
        page.keyboard.press(key)
    expect(stage).to_have_attribute("data-t", "7")
    page.wait_for_timeout(400)
    expect(page.get_by_text("heard 0")).to_be_visible()
    page.keyboard.press("2")
    said = page.get_by_text("chosen Chosen(track='below', t=7")
    expect(said).to_contain_text("quantity='i'")
    expect(page.get_by_text("heard 1")).to_be_visible()


def test_the_page_sets_what_the_board_shows_and_the_reader_goes_on_from_there(page: Page) -> None:
    stage = page.locator("[data-stage]")
    page.get_by_role("button", name="Next").click()
    expect(stage).to_have_attribute("data-t", "3")
    expect(stage).to_have_attribute("data-unit", "3")
    expect(stage.locator("[data-track='above'] [data-lane='o'][data-lane-open]")).to_be_visible()
    expect(stage.locator("[data-track='below'] [data-lane='o'][data-lane-open]")).to_be_visible()
    stage.focus()
    page.keyboard.press("ArrowRight")
    expect(stage).to_have_attribute("data-t", "4")
    page.keyboard.press("1")  # the page runs again, and does not take its reader back
    expect(page.get_by_text("quantity='f'")).to_be_visible()
    expect(stage).to_have_attribute("data-t", "4")
    page.get_by_role("button", name="Next").click()
    expect(stage.locator("[data-track='below'] [data-lane='o'][data-lane-open]")).to_be_visible()


def test_a_track_of_another_length_has_no_step_there_and_says_so(page: Page) -> None:
    stage = page.locator("[data-stage]")
    stage.get_by_role("button", name="above", exact=True).click()
    expect(stage.locator("[data-track='above'] .chip")).to_have_count(6)
    stage.focus()
    page.keyboard.press("End")
    expect(stage.locator("h2")).to_have_text("above has no step here.")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(stage.locator("h2")).to_contain_text("w5")


def test_the_sums_of_a_large_network_are_asked_for_and_shown(page: Page, address: str) -> None:
    page.goto(f"{address}/?large=1&board_t=4")
    formula = page.locator("[data-stage] .formula > div")
    expect(formula).to_have_count(4)
    x, h, bias = (
        float(n) for n in re.findall(r"-?\d+\.\d+", formula.nth(1).inner_text().replace("− ", "-"))
    )
    total = float(re.findall(r"-?\d+\.\d+", formula.nth(2).inner_text().replace("−", "-"))[0])
    assert total == pytest.approx(x + h + bias, abs=0.002)
    expect(page.get_by_text("heard 1")).to_be_visible()
