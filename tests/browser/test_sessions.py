"""Sessions that are lost, and the way back: nothing that was typed or clicked goes."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, PdfMargins, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import CONNECTED, PATIENCE, Open, Visit
from tests.tools.server import RunningServer, free_port, start_server
from visualizer.pages import PAGES, page_named
from visualizer.server.hosting import Hosting

MARGINS: PdfMargins = {"top": "10mm", "right": "10mm", "bottom": "10mm", "left": "10mm"}
MINE = "my own sentence is great"
OTHER = "another fine film"


@dataclass
class Restarting:
    """A server that can be stopped and started again at the same address, and a visitor."""

    page: Page
    port: int
    errors: list[str] = field(default_factory=list)
    running: ExitStack = field(default_factory=ExitStack)

    def start(self) -> RunningServer:
        return self.running.enter_context(start_server(hosting=Hosting(port=self.port)))

    def restart(self) -> None:
        """All sessions are lost; the page that is open connects again by itself."""
        self.running.close()
        self.page.wait_for_selector(f"{CONNECTED}", state="detached")
        self.start()
        self.page.wait_for_selector(CONNECTED)

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("textbox").first

    def enter(self, sentence: str) -> None:
        self.box.fill(sentence)
        self.box.press("Enter")

    def words(self) -> Locator:
        return self.page.locator("[data-stage] .chip")

    def choose(self, group: str, name: str) -> None:
        self.page.locator(f".st-key-{group}").get_by_text(name, exact=True).click()

    def turn_to(self, key: str) -> None:
        self.page.keyboard.press("Control+k")
        expect(self.page.get_by_role("navigation")).to_be_visible()
        self.page.keyboard.press(key)


@pytest.fixture
def restarting(browser: Browser) -> Iterator[Restarting]:
    """The first page on a server of its own, with a sentence and a network of one's own."""
    context = browser.new_context(locale="en-US", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    visited = Restarting(page, free_port())
    page.on("pageerror", lambda error: visited.errors.append(str(error)))
    try:
        page.goto(f"{visited.start().url}/?lang=en")
        page.wait_for_selector("[data-stage]")
        visited.enter(MINE)
        expect(visited.words()).to_have_text(MINE.split())
        visited.choose("watch_network", "GRU")
        page.wait_for_selector("[data-stage][data-cell=gru]")
        yield visited
        assert visited.errors == []
    finally:
        visited.running.close()
        context.close()


ACTS: dict[str, tuple[Callable[[Restarting], None], str, str, str]] = {
    "types": (lambda here: here.enter(OTHER), OTHER, "gru", "en"),
    "chooses a network": (lambda here: here.choose("watch_network", "RNN"), MINE, "rnn", "en"),
    "takes an example": (
        lambda here: here.page.get_by_text("The film was not good.").click(),
        "The film was not good .",
        "gru",
        "en",
    ),
    "chooses a language": (lambda here: here.choose("lang", "हिन्दी"), MINE, "gru", "hi"),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_first_act_after_a_restart_counts_and_all_else_stays(
    restarting: Restarting, act: str
) -> None:
    restarting.restart()
    do, words, cell, lang = ACTS[act]
    do(restarting)
    expect(restarting.words()).to_have_text(words.split(), timeout=PATIENCE)
    expect(restarting.page.locator("[data-stage]")).to_have_attribute(
        "data-cell", cell, timeout=PATIENCE
    )
    expect(restarting.box).to_have_value(words.replace(" .", "."))
    expect(restarting.page.locator("html")).to_have_attribute("lang", lang, timeout=PATIENCE)
    restarting.page.wait_for_function(
        "text => new URLSearchParams(location.search).get('watch_text') === text",
        arg=words.replace(" .", "."),
    )
    restarting.page.wait_for_function(
        "cell => new URLSearchParams(location.search).get('watch_network') === cell", arg=cell
    )
    restarting.page.reload()
    expect(restarting.words()).to_have_text(words.split())
    restarting.page.wait_for_selector(f"[data-stage][data-cell={cell}]")


def test_what_was_chosen_on_another_page_outlives_a_restart(restarting: Restarting) -> None:
    page = restarting.page
    restarting.turn_to(str(PAGES.index(page_named("vanishing")) + 1))
    page.wait_for_selector("[data-curves]")
    page.get_by_text("2 · Turn the knobs").click()
    page.get_by_role("slider", name="Units").wait_for()
    restarting.restart()
    restarting.choose("vanishing_activation", "relu")
    page.wait_for_function("() => location.search.includes('vanishing_activation=relu')")
    restarting.turn_to("1")
    expect(restarting.words()).to_have_text(MINE.split())
    expect(page.locator("[data-stage]")).to_have_attribute("data-cell", "gru")
    expect(restarting.box).to_have_value(MINE)


def test_a_lost_server_is_told_in_the_readers_language_and_stepping_goes_on(
    restarting: Restarting,
) -> None:
    page = restarting.page
    restarting.choose("lang", "हिन्दी")
    expect(page.locator("html")).to_have_attribute("lang", "hi")
    said = page.get_by_text("सर्वर से उत्तर नहीं मिल रहा")
    expect(said).to_be_hidden()
    restarting.running.close()
    expect(said).to_be_visible()
    page.wait_for_timeout(2000)  # Streamlit's own dialog would be there by now
    expect(page.get_by_role("dialog")).to_have_count(0)
    stage = page.locator("[data-stage]")
    stage.focus()
    page.keyboard.press("Home")
    expect(stage).to_have_attribute("data-t", "0")
    restarting.start()
    page.wait_for_selector(CONNECTED)
    expect(said).to_be_hidden()


def history(page: Page) -> int:
    return page.evaluate("history.length")


def part(page: Page) -> Locator:
    return page.locator(".st-key-vanishing_part [aria-checked=true]")


def test_back_goes_back_by_pages_and_parts_and_nothing_else_is_a_step(visit: Open) -> None:
    visited = visit(lang="en")
    page = visited.page
    before = history(page)
    visited.enter(MINE)
    visited.address("my+own")
    page.locator(".st-key-watch_network").get_by_text("GRU").click()
    visited.address("watch_network=gru")
    assert history(page) == before
    visited.turn_to("Vanishing gradients")
    page.wait_for_selector("[data-curves]")
    visited.settle()
    assert history(page) == before + 1
    page.get_by_text("2 · Turn the knobs").click()
    page.get_by_role("slider", name="Units").focus()
    page.keyboard.press("ArrowRight")
    visited.address("vanishing_units=65")
    page.locator(".st-key-vanishing_activation").get_by_text("relu").click()
    visited.address("vanishing_activation=relu")
    assert history(page) == before + 2
    page.get_by_text("3 · The race").click()
    page.wait_for_selector("[data-trainings]")
    page.get_by_text("A race of your own").click()
    visited.address("vanishing_race=live")
    visited.settle()
    assert history(page) == before + 4
    page.go_back()
    page.wait_for_selector("[data-trainings]")
    visited.settle()
    page.go_back()
    expect(part(page)).to_have_text("2 · Turn the knobs")
    expect(page.get_by_role("slider", name="Units")).to_have_value("65")
    page.go_back()
    expect(part(page)).to_have_text("1 · On your sentence")
    visited.settle()
    page.go_back()
    page.wait_for_selector("[data-stage][data-cell=gru]")
    assert visited.words() == MINE.split()
    page.go_forward()
    page.go_forward()
    expect(part(page)).to_have_text("2 · Turn the knobs")
    assert history(page) == before + 4


def messages_to(page: Page) -> list[str]:
    """The kinds of all messages that the server sends to a page, from its next opening on."""
    kinds: list[str] = []

    def received(payload: str | bytes) -> None:
        if isinstance(payload, bytes):
            kinds.append(ForwardMsg.FromString(payload).WhichOneof("type") or "")

    page.on("websocket", lambda socket: socket.on("framereceived", received))
    return kinds


def test_clicks_count_on_a_page_that_was_opened_without_an_address(
    browser: Browser, app_url: str
) -> None:
    context = browser.new_context(locale="hi-IN", reduced_motion="reduce")
    page = context.new_page()
    messages = messages_to(page)
    page.goto(app_url)
    page.wait_for_selector("[data-stage][data-cell=lstm]")
    for name in ("RNN", "GRU", "LSTM", "GRU"):
        page.wait_for_timeout(400)  # the address is written by then
        page.locator(".st-key-watch_network").get_by_text(name, exact=True).click()
        page.wait_for_selector(f"[data-stage][data-cell={name.lower()}]", timeout=5000)
    box = page.get_by_role("textbox").first
    box.fill(MINE)
    box.press("Enter")
    expect(page.locator("[data-stage] .chip")).to_have_text(MINE.split())
    page.locator(".st-key-lang").get_by_text("English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(f"{app_url}/vanishing-gradients")
    for number in ("2", "3", "1", "2"):
        page.wait_for_timeout(600)
        page.locator(".st-key-vanishing_part button").nth(int(number) - 1).click()
        expect(part(page)).to_contain_text(f"{number} · ")
    page.get_by_role("slider").nth(2).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => location.search.includes('vanishing_units=65')")
    page.locator(".st-key-vanishing_activation").get_by_text("relu").click()
    page.wait_for_function("() => location.search.includes('vanishing_activation=relu')")
    expect(page.get_by_role("slider").nth(2)).to_have_value("65")
    context.close()
    # "What you had before" fails in a browser that has just let it go, and the page with it.
    assert messages.count("delta") > 100
    assert "ref_hash" not in messages


def test_the_way_between_two_pages_is_one_step_each(visit: Open) -> None:
    visited = visit(lang="en")
    before = history(visited.page)
    for title in ("Vanishing gradients", "Watch the gates", "Vanishing gradients"):
        visited.turn_to(title)
        expect(visited.page.get_by_role("heading", level=1)).to_have_text(title)
        visited.settle()
    assert history(visited.page) == before + 3


def curves(visited: Visit) -> Locator:
    visited.page.wait_for_selector("[data-curves] path[data-curve]")
    return visited.page.locator("[data-curves]")


@pytest.mark.parametrize(("part", "name"), [("sentence", "words"), ("knobs", "lags")])
def test_where_one_points_and_what_is_hidden_is_in_the_address(
    visit: Open, part: str, name: str
) -> None:
    visited = visit(lang="en")
    visited.page.goto(f"{visited.url}/vanishing-gradients?lang=en&vanishing_part={part}")
    figure = curves(visited)
    figure.focus()
    visited.page.keyboard.press("Home")
    visited.page.keyboard.press("ArrowRight")
    figure.get_by_role("button", name="GRU").click()
    visited.address(f"vanishing_{name}_at=2")
    visited.address(f"vanishing_{name}_hide=gru")
    visited.page.reload()
    figure = curves(visited)
    expect(figure).to_have_attribute("data-t", "1")
    expect(figure.get_by_role("button", name="GRU")).to_have_attribute("aria-pressed", "false")
    expect(figure.locator("path[data-curve=gru]")).to_have_count(0)


def test_nonsense_about_what_is_hidden_hides_nothing(visit: Open) -> None:
    visited = visit(lang="en")
    nonsense = "vanishing_words_at=-9&vanishing_words_hide=rnn.gru.lstm_h.lstm_c.<b>.x"
    visited.page.goto(f"{visited.url}/vanishing-gradients?lang=en&{nonsense}")
    expect(curves(visited).locator("path[data-curve]")).to_have_count(4)


def test_a_live_race_is_found_again_after_a_reload(visit: Open) -> None:
    visited = visit(lang="en")
    page = visited.page
    live = "vanishing_part=race&vanishing_race=live&vanishing_live_gap=9&vanishing_live_steps=1000"
    page.goto(f"{visited.url}/vanishing-gradients?lang=en&{live}")
    page.get_by_role("button", name="Start the race").click()
    page.get_by_text("Training; accuracy so far").wait_for()
    visited.address("vanishing_live_job=")
    page.reload()
    page.get_by_text("Training; accuracy so far").wait_for()
    expect(page.get_by_role("slider", name="Gap")).to_have_value("9")
    expect(page.get_by_text("before yours")).to_have_count(0)
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("Stopped. What was measured").wait_for()


def printed(page: Page) -> Any:
    """Have the page laid out as for paper, upright, A4."""
    page.set_viewport_size({"width": 718, "height": 1000})
    page.emulate_media(media="print")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")


@pytest.mark.parametrize("more", ["", " , and I liked it a lot" * 3])
def test_a_printed_page_has_all_of_the_board_on_one_sheet(visit: Open, more: str) -> None:
    text = f"a slow start , but the ending is brilliant and deeply moving{more}"
    visited = visit(lang="en", text=text)
    page = visited.page
    printed(page)
    chips = visited.stage.locator(".chip")
    expect(chips).to_have_text(text.split())
    for k in range(chips.count()):
        place = chips.nth(k).bounding_box()
        assert place
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 718
    pages = page.pdf(format="A4", margin=MARGINS).count(b"/Type /Page\n")
    assert pages == 1
    expect(visited.stage.get_by_role("button", name="Play")).to_be_hidden()
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(visited.stage.get_by_role("button", name="Play")).to_be_visible()
    figure = visited.stage.locator(".figure")
    assert figure.evaluate("figure => figure.style.zoom") == ""


def test_high_contrast_keeps_every_lane_in_its_own_colours(visit: Open) -> None:
    visited = visit(lang="en")
    ground = "stage => getComputedStyle(stage).backgroundColor"
    before = visited.stage.evaluate(ground)
    visited.page.emulate_media(forced_colors="active")
    assert visited.stage.evaluate(ground) == before
    assert (
        visited.stage.locator(".chip").first.evaluate(
            "chip => getComputedStyle(chip).forcedColorAdjust"
        )
        == "none"
    )
    visited.page.emulate_media(forced_colors="none")


def test_pointing_does_not_end_the_playing(visit: Open) -> None:
    visited = visit(lang="en")
    visited.stage.focus()
    visited.page.keyboard.press("Home")
    visited.stage.get_by_role("button", name="Play").click()
    visited.lane("f").hover()
    expect(visited.stage.get_by_role("button", name="Pause")).to_be_visible()
    visited.wait("Number(stage.dataset.t) >= 2")


def test_an_opened_tab_comes_into_sight(visit: Open) -> None:
    visited = visit(lang="en")
    visited.page.set_viewport_size({"width": 1280, "height": 720})
    tab = visited.page.get_by_role("tab", name="Numbers")
    tab.scroll_into_view_if_needed()
    tab.click()
    visited.page.wait_for_function(
        "() => document.querySelector('[data-testid=stTabs]').getBoundingClientRect().top < 200"
    )


def test_what_was_typed_and_not_sent_outlives_a_restart(restarting: Restarting) -> None:
    restarting.box.fill(OTHER)
    restarting.restart()
    expect(restarting.box).to_have_value(OTHER)
    restarting.choose("watch_network", "RNN")
    restarting.page.wait_for_selector("[data-stage][data-cell=rnn]")
    expect(restarting.box).to_have_value(OTHER)
    restarting.box.press("Enter")
    expect(restarting.words()).to_have_text(OTHER.split(), timeout=PATIENCE)
    restarting.page.wait_for_selector("[data-stage][data-cell=rnn]")
