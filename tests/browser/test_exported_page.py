"""The exported page, opened from disk as a person would, and inside a notebook's output."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, expect

import visualizer as viz
from tests.browser.conftest import Visit
from visualizer.lexicon.language import translator
from visualizer.networks import load_model
from visualizer.networks.sentiment.network import SentimentReading as Reading
from visualizer.notebook import notebook_view
from visualizer.showing.export import reading_page, write_page
from visualizer.showing.questions import questions

PLAIN = "the film is not good"
TOKENS = ("<b>not</b>", "फ़िल्म", "קולנוע", "</script>", "extraordinarily")
UNITS = 7
DARK, LIGHT = "rgb(15, 18, 23)", "rgb(255, 255, 255)"


class Opened(Visit):
    """An exported page: everything it needs is in the file."""

    def step(self, t: int) -> None:
        """Wait until the stage is at a step."""
        expect(self.stage).to_have_attribute("data-t", str(t))

    def pinned(self, unit: str | re.Pattern[str]) -> None:
        """Wait until a unit is pinned; none is if it is empty."""
        expect(self.stage).to_have_attribute("data-unit", unit)

    def address(self, part: str) -> None:
        """Wait until the address bar has a part."""
        expect(self.page).to_have_url(re.compile(re.escape(part)))

    def keys(self, *keys: str) -> None:
        """Press keys on the stage."""
        self.stage.focus()
        for key in keys:
            self.page.keyboard.press(key)

    def turn_track(self, name: str) -> None:
        """Open a track, or close it."""
        self.stage.get_by_role("button", name=name, exact=True).click()

    def only(self, name: str) -> None:
        """Show one track and no other."""
        if name not in self.open_tracks():
            self.turn_track(name)
        for other in self.open_tracks():
            if other != name:
                self.turn_track(other)
        assert self.open_tracks() == [name]

    def open_tracks(self) -> list[str]:
        """The names of the tracks that are open."""
        return self.stage.locator("[data-track][data-open='true']").evaluate_all(
            "all => all.map(one => one.dataset.track)"
        )

    def background(self) -> str:
        """The page's colour."""
        return self.page.evaluate("() => getComputedStyle(document.body).backgroundColor")

    def overflow(self) -> int:
        """By how much the page is wider than the window."""
        return self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    def table(self) -> list[list[str]]:
        """The cells of the table of numbers, row by row."""
        return self.page.locator("#numbers tr").evaluate_all(
            "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
        )


@dataclass(frozen=True)
class Exports:
    """Pages on disk and what they were made from."""

    record: Any
    path: Path
    reading: Reading
    reading_path: Path
    hindi_path: Path
    folder: Path


OpenFile = Callable[..., Opened]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    """Two layers, both directions, five odd words; and a sentence read by a shipped network."""
    folder = tmp_path_factory.mktemp("exports")
    torch.manual_seed(0)
    module = torch.nn.LSTM(3, UNITS, num_layers=2, bidirectional=True)
    with torch.no_grad(), viz.record(module) as recording:
        module(torch.randn(5, 1, 3))
    network = load_model("sentiment-gru")
    reading = network.read(PLAIN)
    record = recording[""]
    return Exports(
        record=record,
        path=viz.export_html(record, TOKENS, folder / "record.html", module=module),
        reading=reading,
        reading_path=write_page(
            reading_page(network, reading, translator("en")), folder / "reading.html"
        ),
        hindi_path=write_page(
            reading_page(network, reading, translator("hi")), folder / "hindi.html"
        ),
        folder=folder,
    )


@pytest.fixture
def open_file(browser: Browser) -> Iterator[OpenFile]:
    """Open a file; at the end no error is left, and nothing else was asked for."""
    context = browser.new_context(locale="en-US", offline=True)
    visits: list[Opened] = []

    def opened(
        path: Path, fragment: str = "", *, width: int = 1440, dark: bool = False, still: bool = True
    ) -> Opened:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 1100})
        page.emulate_media(
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if still else "no-preference",
        )
        visited = Opened(page, path.as_uri())
        watch(visited)
        visits.append(visited)
        page.goto(visited.url + fragment)
        return visited

    yield opened
    for visited in visits:
        visited.page.close()
        assert visited.errors == []
        assert visited.foreign == []
    context.close()


def watch(visited: Opened) -> None:
    """Keep every complaint, and every request for anything but the file and what is in it."""
    page = visited.page

    def asked(url: str) -> None:
        own = url.split("#")[0] == visited.url
        if not own and not url.startswith(("data:", "about:srcdoc")):
            visited.foreign.append(url)

    page.on("request", lambda request: asked(request.url))
    page.on("websocket", lambda socket: asked(socket.url))
    page.on(
        "console",
        lambda said: visited.errors.extend([said.text] * (said.type in ("error", "warning"))),
    )
    page.on("pageerror", lambda error: visited.errors.append(str(error)))


def point(visited: Opened, symbol: str, t: int, row: int, *, click: bool = False) -> None:
    """Move the mouse to the value of one step and row, or click it."""
    at = visited.place(symbol, t=t, row=row, units=UNITS)
    visited.page.mouse.move(*at)
    if click:
        visited.page.mouse.click(*at)


def numbers(text: str) -> list[float]:
    """The numbers in a text, a true minus read as one."""
    return [float(n) for n in re.findall(r"-?\d+\.\d+", text.replace("−", "-"))]


def violations(visited: Opened) -> list[str]:
    """The serious and critical ones that axe finds on the whole page."""
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in Axe().run(visited.page).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def test_the_file_opens_on_the_whole_text(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(exports.path)
    assert page.words() == [*TOKENS]
    assert [page.state(name) for name in ("t", "steps", "cell")] == ["4", "5", "lstm"]
    expect(page.page.locator("h1")).to_have_text(" ".join(TOKENS))
    expect(page.page).to_have_title(" ".join(TOKENS))
    assert page.stage.locator(".chip b").count() == 0
    check = page.stage.locator("[data-max-error]").get_attribute("data-max-error")
    assert 0 <= float(check or "nan") < 1e-5


def test_a_sentence_opens_with_its_verdict(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(exports.reading_path)
    assert page.words() == PLAIN.split()
    expect(page.page.locator("h1")).to_have_text(PLAIN)
    expect(page.stage.get_by_role("group", name="Tracks")).to_be_hidden()
    verdict = numbers(page.stage.locator(".verdict-label").inner_text())[0]
    assert verdict == pytest.approx(exports.reading.verdict[-1], abs=0.0051)


def test_the_first_visit_plays_to_the_end(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(exports.path, still=False)
    expect(page.stage).to_have_attribute("data-t", "4", timeout=20_000)  # five words take 5 s
    expect(page.stage.get_by_role("button", name="Play")).to_be_visible()


def test_the_keyboard_steps_and_pins(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(exports.path)
    page.keys("Home")
    page.step(0)
    for t in range(1, 5):
        page.keys("ArrowRight")
        page.step(t)
    page.keys("ArrowRight")
    page.step(4)
    page.keys("ArrowLeft")
    page.step(3)
    page.keys("End")
    page.step(4)
    page.keys("Enter")
    page.pinned(re.compile(r"\d"))
    page.keys("Escape")
    page.pinned("")
    page.keys("Home", "Space")
    page.step(4)


def test_arrows_up_and_down_pin_the_unit_in_the_next_row(
    exports: Exports, open_file: OpenFile
) -> None:
    page = open_file(exports.path, "#unit=3&order=index")
    page.keys("ArrowDown")
    page.pinned("4")
    page.keys("ArrowUp", "ArrowUp")
    page.pinned("2")


def test_space_pauses(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(exports.path, "#t=1")
    page.keys("Space")
    expect(page.stage.get_by_role("button", name="Pause")).to_be_visible()
    page.keys("Space")
    expect(page.stage.get_by_role("button", name="Play")).to_be_visible()


def test_tab_reaches_every_control(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(exports.path)
    reached = set()
    for _ in range(30):
        page.page.keyboard.press("Tab")
        reached.add(
            page.page.evaluate(
                """() => {
                    const at = document.activeElement;
                    return at.id || at.getAttribute("role") || at.tagName.toLowerCase();
                }"""
            )
        )
    assert {"scheme", "group", "slider", "button", "summary"} <= reached


@pytest.mark.parametrize("part", range(4))
def test_pointing_shows_the_recorded_value_and_its_arithmetic(
    exports: Exports, open_file: OpenFile, part: int
) -> None:
    page = open_file(exports.path, f"#part={part + 1}&t=1&order=index")
    layer, direction = divmod(part, 2)
    for symbol in exports.record.quantities:
        values = getattr(exports.record, symbol)[layer, direction, :, 0]
        for t, unit in ((3, 2), (4, 6), (0, 0)):
            point(page, symbol, t, unit)
            expect(page.stage.locator("h2")).to_have_text(f"unit {unit} at “{TOKENS[t]}”")
            formula = page.stage.locator(".formula").inner_text()
            assert formula.startswith(symbol)
            assert numbers(formula)[-1] == pytest.approx(values[t, unit], abs=0.00051)
    if direction == 0:
        return
    # Backward, the state before a step is that of the next word, and of the last one the start.
    c = exports.record.c[layer, 1, :, 0]
    for t, before in ((1, c[2, 3]), (4, 0.0)):
        point(page, "c", t, 3)
        expect(page.stage.locator("h2")).to_have_text(f"unit 3 at “{TOKENS[t]}”")
        f, c_prev, i, g, now = numbers(page.stage.locator(".formula").inner_text())
        assert c_prev == pytest.approx(before, abs=0.00051)
        assert now == pytest.approx(f * c_prev + i * g, abs=0.003)


def test_a_click_pins_a_unit_and_goes_to_the_step(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(exports.path, "#t=1&order=index")
    point(page, "o", 2, 5, click=True)
    page.step(2)
    assert page.state("unit") == "5"
    point(page, "f", 4, 1)
    page.page.mouse.move(5, 5)
    expect(page.stage.locator("h2")).to_have_text(f"unit 5 at “{TOKENS[2]}”")
    page.stage.get_by_role("button", name="Unpin").click()
    page.pinned("")


def test_a_step_changes_what_is_painted(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(exports.path, "#t=1")
    first = page.lane("f").screenshot()
    page.keys("ArrowRight")
    page.step(1)
    assert page.lane("f").screenshot() != first


def test_the_view_survives_a_reload(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(exports.path)
    page.turn_track("layer 1, backward")
    page.turn_track("layer 0, forward")
    page.stage.get_by_role("combobox").first.select_option("index")
    point(page, "i", 1, 4, click=True)
    page.address("unit=4")
    page.page.reload()
    assert [page.state(name) for name in ("t", "unit")] == ["1", "4"]
    assert page.open_tracks() == ["layer 1, backward"]
    expect(page.stage.get_by_role("combobox").first).to_have_value("index")
    expect(page.stage.locator("h2")).to_have_text(f"unit 4 at “{TOKENS[1]}”")
    value = exports.record.i[1, 1, 1, 0, 4]
    formula = page.stage.locator(".formula").inner_text()
    assert formula.startswith("i")
    assert numbers(formula)[-1] == pytest.approx(value, abs=0.00051)
    again = open_file(exports.path, page.page.url.partition(".html")[2])
    assert [again.state(name) for name in ("t", "unit")] == ["1", "4"]


@pytest.mark.parametrize(
    ("fragment", "t"),
    [
        ("#part=99&t=999&unit=5e9&order=?&quantity=q", "4"),
        ("#part=0&t=0", "0"),
        ("#part=-1&t=-3", "4"),
        ("#order=constructor&quantity=toString&part=NaN", "4"),
        ("#<img src=x onerror=alert(1)>", "4"),
    ],
)
def test_nonsense_in_the_address_is_clamped(
    exports: Exports, open_file: OpenFile, fragment: str, t: str
) -> None:
    page = open_file(exports.path, fragment)
    page.step(int(t))
    assert page.state("unit") == ""
    assert page.page.locator("img").count() == 0


TRACKS = ["layer 0, forward", "layer 0, backward", "layer 1, forward", "layer 1, backward"]


def test_every_layer_and_direction_is_a_track_the_first_one_open(
    exports: Exports, open_file: OpenFile
) -> None:
    page = open_file(exports.path)
    tracks = page.stage.locator("[data-track]")
    assert tracks.evaluate_all("all => all.map(one => one.dataset.track)") == TRACKS
    assert tracks.evaluate_all("all => all.map(one => one.dataset.units)") == [str(UNITS)] * 4
    assert page.open_tracks() == TRACKS[:1]
    for name in TRACKS:
        button = page.stage.get_by_role("button", name=name, exact=True)
        expect(button).to_have_attribute("aria-expanded", str(name == TRACKS[0]).lower())
    page.turn_track(TRACKS[0])  # one stays open
    assert page.open_tracks() == TRACKS[:1]


@pytest.mark.parametrize("number", range(4))
def test_each_track_shows_its_own_numbers(
    exports: Exports, open_file: OpenFile, number: int
) -> None:
    page = open_file(exports.path, "#t=3&unit=1&order=index")
    page.only(TRACKS[number])
    assert [page.state(name) for name in ("t", "unit")] == ["2", "1"]
    value = exports.record.c[number // 2, number % 2, 2, 0, 1]
    row = page.stage.get_by_role("button", name="cell state c")
    expect(row.locator(".number")).to_have_text(f"{value:.3f}".replace("-", "−"))
    backward = page.stage.get_by_text("reads from the last step to the first")
    expect(backward).to_have_count(number % 2)


def test_tracks_open_side_by_side_on_the_same_columns_and_scroll_together(
    exports: Exports, open_file: OpenFile
) -> None:
    torch.manual_seed(0)
    module = torch.nn.LSTM(2, 9, bidirectional=True)
    with torch.no_grad(), viz.record(module) as recording:
        module(torch.randn(60, 1, 2))
    path = viz.export_html(recording[""], ["word"] * 60, exports.folder / "wide.html")
    page = open_file(path, "#t=2&order=index", width=800)
    page.turn_track(TRACKS[1])
    assert page.open_tracks() == TRACKS[:2]
    assert page.stage.locator("[data-lane='tokens']").count() == 1  # the words are the same
    page.only(TRACKS[1])
    expect(page.stage.locator("[data-lane='tokens']")).to_have_count(1)
    page.turn_track(TRACKS[0])

    def lefts() -> list[float]:
        lanes = page.stage.locator("[data-lane='network']")
        return lanes.evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")

    before = lefts()
    page.stage.locator(".scroller").evaluate("scroller => (scroller.scrollLeft = 60)")
    after = lefts()
    assert [one - 60 for one in before] == after
    assert len({*after}) == 1
    for direction in (0, 1):
        lane = page.stage.locator("[data-track]").nth(direction).locator("[data-lane='f']")
        box = lane.bounding_box()
        chip = page.stage.locator(".chip").nth(5).bounding_box()
        assert box
        assert chip
        page.page.mouse.move(chip["x"] + 5, box["y"] + 3)
        unit = 0
        expect(page.stage.locator("h2")).to_contain_text(f"unit {unit}")
        value = recording[""].unit_values("f", direction=direction)[5, unit]
        row = page.stage.get_by_role("button", name="forget gate f").locator(".number")
        expect(row).to_have_text(f"{value:.3f}")


def test_sums_of_a_large_network_are_read_when_they_are_wanted(
    exports: Exports, open_file: OpenFile
) -> None:
    torch.manual_seed(0)
    module = torch.nn.LSTM(2, 260)
    with torch.no_grad(), viz.record(module) as recording:
        module(torch.randn(40, 1, 2))
    record = recording[""]
    path = viz.export_html(record, None, exports.folder / "large.html", module=module)
    page = open_file(path, "#t=4&unit=259&show=f&order=index")
    formula = page.stage.locator(".formula")
    expect(formula.locator("> div")).to_have_count(4)
    rows = record.weight_rows("f", 260)
    weights: torch.Tensor = module.get_parameter("weight_ih_l0")
    x = weights.detach().numpy()[rows][259] @ record.x[3, 0]
    assert numbers(formula.inner_text())[0] == pytest.approx(x, abs=0.00051)
    assert numbers(formula.inner_text())[-1] == pytest.approx(
        record.unit_values("f")[3, 259], abs=0.00053
    )


def test_the_open_tracks_are_in_the_address(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(exports.path)
    page.turn_track(TRACKS[2])
    page.address("open=1.3")
    again = open_file(exports.path, page.page.url.partition(".html")[2])
    assert again.open_tracks() == [TRACKS[0], TRACKS[2]]


@pytest.mark.parametrize("dark", [False, True])
def test_the_scheme_is_the_systems_until_one_is_chosen(
    exports: Exports, open_file: OpenFile, dark: bool
) -> None:
    page = open_file(exports.path, dark=dark)
    assert page.background() == (DARK if dark else LIGHT)
    assert page.state("theme") == ("dark" if dark else "light")
    picture = page.stage.locator("canvas").evaluate("canvas => canvas.toDataURL()")
    scheme = page.page.locator("#scheme")
    scheme.select_option(label="light" if dark else "dark")
    assert page.background() == (LIGHT if dark else DARK)
    assert page.state("theme") == ("light" if dark else "dark")
    other = page.stage.locator("canvas").evaluate("canvas => canvas.toDataURL()")
    assert other != picture
    page.page.emulate_media(color_scheme="light" if dark else "dark", reduced_motion="reduce")
    page.page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
    assert page.state("theme") == ("light" if dark else "dark")  # the choice holds
    scheme.select_option(label="as the system")
    assert page.state("theme") == ("dark" if dark else "light")


def test_the_scheme_follows_the_system_while_the_page_is_open(
    exports: Exports, open_file: OpenFile
) -> None:
    page = open_file(exports.path)
    page.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    expect(page.stage).to_have_attribute("data-theme", "dark")
    assert page.background() == DARK


def test_the_table_of_numbers_is_the_record(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(exports.path, "#part=2&unit=6&order=index")
    summary = page.page.locator("#numbers summary")
    expect(summary).to_have_text("Numbers of unit 6")
    assert page.table() == []
    summary.click()
    page.page.locator("#numbers table").wait_for()
    head, *rows = page.table()
    assert head[1:] == [*"figoch"]
    assert [row[0] for row in rows] == [*TOKENS]
    for t, row in enumerate(rows):
        own = [exports.record.unit_values(q, direction=1)[t, 6] for q in "figoch"]
        assert row[1:] == [f"{value:.3f}".replace("-", "−") for value in own]
    page.keys("ArrowUp")
    page.pinned("5")
    expect(summary).to_have_text("Numbers of unit 5")
    own = exports.record.unit_values("c", direction=1)[0, 5]
    assert page.table()[1][5] == f"{own:.3f}".replace("-", "−")


def test_the_table_of_a_sentence_has_its_verdict(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(exports.reading_path, "#unit=3")
    page.page.locator("#numbers summary").click()
    page.page.locator("#numbers table").wait_for()
    head, *rows = page.table()
    assert head == ["words", "verdict", *"rznh"]
    shown = [float(row[1]) for row in rows]
    np.testing.assert_allclose(shown, exports.reading.verdict, atol=0.00051)


@pytest.mark.parametrize("name", ["path", "reading_path", "hindi_path"])
def test_a_phone_shows_the_page_without_sideways_scrolling(
    exports: Exports, open_file: OpenFile, name: str
) -> None:
    page = open_file(getattr(exports, name), width=390)
    assert page.overflow() <= 0
    page.page.locator("#numbers summary").click()
    page.page.locator("#numbers table").wait_for()
    assert page.overflow() <= 0
    page.stage.locator(".present").click()
    assert page.overflow() <= 0
    box = page.stage.bounding_box()
    assert box
    assert (box["x"], box["y"], box["width"]) == (0, 0, 390)
    expect(page.page.locator("#numbers")).to_be_hidden()
    assert "present=1" in page.page.url
    page.stage.get_by_role("button").and_(page.stage.locator(".leave")).click()
    expect(page.page.locator("#numbers")).to_be_visible()
    assert "present" not in page.page.url
    page.keys("Home")
    page.step(0)


def test_long_words_and_many_steps_fit_a_phone(exports: Exports, open_file: OpenFile) -> None:
    torch.manual_seed(0)
    module = torch.nn.GRU(2, 130, num_layers=2)
    with torch.no_grad(), viz.record(module) as recording:
        module(torch.randn(400, 1, 2))
    path = viz.export_html(
        recording[""], ["Donaudampfschiff" * 20] * 400, exports.folder / "long.html"
    )
    page = open_file(path, width=390)
    assert page.state("steps") == "400"
    assert page.overflow() <= 0
    page.keys("Home")
    page.step(0)
    page.page.locator("#numbers summary").click()
    page.page.locator("#numbers table").wait_for()
    assert page.overflow() <= 0
    assert page.stage.locator("[data-track]").first.get_attribute("data-units") == "130"


def test_values_that_are_not_finite_are_shown_as_such(
    exports: Exports, open_file: OpenFile
) -> None:
    torch.manual_seed(0)
    module, x = torch.nn.LSTM(2, 4), torch.randn(5, 1, 2)
    x[2] = float("nan")
    with torch.no_grad(), viz.record(module) as recording:
        module(x)
    path = viz.export_html(recording[""], None, exports.folder / "nan.html", module=module)
    page = open_file(path, "#t=3&unit=1")
    expect(page.stage.locator(".formula")).to_contain_text("NaN")
    expect(page.stage.get_by_text("Some values are not finite numbers")).to_be_visible()
    expect(page.stage.get_by_text("not a number: 12").first).to_be_visible()
    page.page.locator("#numbers summary").click()
    page.page.locator("#numbers table").wait_for()
    assert page.table()[3][1:] == ["NaN"] * 6
    assert "NaN" not in page.table()[2]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["path", "reading_path", "hindi_path"])
def test_the_page_has_no_serious_violation(
    exports: Exports, open_file: OpenFile, name: str, dark: bool, width: int
) -> None:
    page = open_file(getattr(exports, name), "#t=2&unit=1", dark=dark, width=width)
    page.page.locator("#numbers summary").click()
    page.page.locator("#numbers table").wait_for()
    assert violations(page) == []


def test_hindi_words_have_their_letters_in_the_file(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(exports.hindi_path)
    assert page.stage.get_attribute("lang") == "hi"
    page.page.evaluate("() => document.fonts.ready")
    fonts = page.page.evaluate(
        "() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family).join()"
    )
    assert "Devanagari" in fonts
    assert "Inter" in fonts


def notebook(exports: Exports, output: str) -> Path:
    """An HTML file with a cell's output in it, as notebooks save and show it."""
    path = exports.folder / "notebook.html"
    path.write_text(
        f"<!doctype html><title>A notebook</title><div class='output'>{output}</div>", "utf-8"
    )
    return path


def inside(page: Opened) -> FrameLocator:
    """The page in the notebook's frame."""
    return page.page.frame_locator("iframe")


@pytest.mark.parametrize("dark", [False, True])
def test_a_notebook_draws_the_stage(exports: Exports, open_file: OpenFile, dark: bool) -> None:
    page = open_file(notebook(exports, notebook_view(exports.record)), dark=dark)
    stage = inside(page).locator("[data-stage]")
    expect(stage).to_have_attribute("data-steps", "5")
    expect(stage).to_have_attribute("data-theme", "dark" if dark else "light")
    expect(stage.locator(".chip")).to_have_text([*"01234"])
    painted = stage.locator("canvas").evaluate(
        """canvas => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            return new Set(new Uint32Array(data.buffer)).size;
        }"""
    )
    assert painted > 10


def test_a_notebooks_stage_steps_and_leaves_the_notebooks_address_alone(
    exports: Exports, open_file: OpenFile
) -> None:
    page = open_file(notebook(exports, notebook_view(exports.record)))
    stage = inside(page).locator("[data-stage]")
    expect(stage).to_have_attribute("data-steps", "5")
    page.page.clock.install()
    stage.focus()
    page.page.keyboard.press("Home")
    expect(stage).to_have_attribute("data-t", "0")
    page.page.keyboard.press("ArrowRight")
    expect(stage).to_have_attribute("data-t", "1")
    inside(page).get_by_role("button", name="layer 1, forward").click()
    expect(stage.locator("[data-track='layer 1, forward'] .chip")).to_have_count(0)
    expect(stage.locator("[data-track='layer 1, forward'] [data-lane-open]")).to_be_visible()
    stage.focus()
    value = exports.record.h[1, 0, 1, 0]
    page.page.keyboard.press("Enter")
    unit = int(stage.get_attribute("data-unit") or 0)
    row = stage.get_by_role("button", name="hidden state h")
    expect(row.locator(".number")).to_have_text(f"{value[unit]:.3f}".replace("-", "−"))
    page.page.clock.run_for(10_000)  # longer than the page waits before it writes an address
    assert page.page.url == page.url


def test_a_notebooks_frame_is_as_high_as_its_page(exports: Exports, open_file: OpenFile) -> None:
    page = open_file(notebook(exports, notebook_view(exports.record)))
    inside(page).locator("[data-stage]").wait_for()

    def grown_to_the_page() -> int:
        return page.page.wait_for_function(
            """() => {
                const frame = document.querySelector("iframe");
                const { offsetHeight } = frame.contentDocument.documentElement;
                return Math.abs(frame.clientHeight - offsetHeight) <= 8 && offsetHeight;
            }"""
        ).json_value()

    closed = grown_to_the_page()
    inside(page).locator("#numbers summary").click()
    inside(page).locator("#numbers table").wait_for()
    assert grown_to_the_page() > closed
    assert page.overflow() <= 0


def test_two_outputs_on_one_page_do_not_meet(exports: Exports, open_file: OpenFile) -> None:
    output = notebook_view(exports.record) + notebook_view(exports.reading.record)
    page = open_file(notebook(exports, output))
    stages = [page.page.frame_locator("iframe").nth(k).locator("[data-stage]") for k in range(2)]
    for frame in page.page.locator("iframe").all():
        frame.scroll_into_view_if_needed()
    expect(stages[0]).to_have_attribute("data-cell", "lstm")
    expect(stages[1]).to_have_attribute("data-cell", "gru")
    stages[0].focus()
    page.page.keyboard.press("Home")
    expect(stages[0]).to_have_attribute("data-t", "0")
    expect(stages[1]).to_have_attribute("data-t", "4")


def test_a_saved_reading_asks_before_it_shows_without_the_app(
    open_file: OpenFile, exports: Exports
) -> None:
    page = open_file(exports.reading_path)
    asked = questions(exports.reading)
    expect(page.page.locator("#numbers")).to_be_visible()
    page.keys("p")
    page.address("predict=1")
    expect(page.page.locator("#numbers")).to_be_hidden()
    panel = page.stage.locator(".question")
    for question in asked:
        if panel.get_by_role("button", name="Next").count():
            page.keys("Enter")
        expect(panel.get_by_role("heading")).to_have_text(question.prompt)
        page.keys(str(question.place + 1))
    page.keys("Enter", "Enter")
    expect(panel.get_by_role("heading")).to_have_text(f"{len(asked)} of {len(asked)} right")
    page.keys("p")
    expect(page.page.locator("#numbers")).to_be_visible()
