"""The component's shell and the board's lanes, from a copy of the frontend and without the app."""

import json
import shutil
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.stage.test_scene_bytes import scene, track
from tests.stage.test_trainings_bytes import course
from tests.tools.copies import ADDITION
from tests.tools.figures import Figures
from visualizer.lexicon.language import translator
from visualizer.stage.html import FRONTEND
from visualizer.stage.scene_bytes import pack_scene
from visualizer.stage.trainings_bytes import pack_trainings
from visualizer.views.scene import Scene
from visualizer.views.trainings import Trainings

ENGLISH = translator("en")
MADE_UP = ADDITION / "visualizer" / "stage" / "frontend" / "lanes" / "madeup.js"
Open = Callable[..., Figures]


@pytest.fixture
def figures(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open the page; at the end no error is left that was not taken away."""
    folder = tmp_path / "frontend"
    shutil.copytree(FRONTEND, folder)
    context = browser.new_context(reduced_motion="reduce")
    opened: list[Figures] = []

    def open_page(query: str = "") -> Figures:
        here = Figures(context.new_page(), folder)
        opened.append(here)
        here.open(query)
        return here

    yield open_page
    for here in opened:
        assert here.errors == []
    context.close()


def board(**options: Any) -> bytes:
    """A scene of three words."""
    return pack_scene(scene(), say=ENGLISH, **options)


def machine(**options: Any) -> bytes:
    """A training of three measurements."""
    trainings = Trainings(courses={"gru": course(3)}, chance=0.1)
    return pack_trainings(trainings, say=ENGLISH, **options)


def with_header(packed: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The same bytes under a header that somebody changed."""
    content = zlib.decompress(packed)
    length = int.from_bytes(content[:4], "little")
    header = json.loads(content[4 : 4 + length])
    change(header)
    text = json.dumps(header).encode()
    start = len(text).to_bytes(4, "little") + text
    start += b"\0" * (-len(start) % 8)
    return zlib.compress(start + content[-(-(4 + length) // 8) * 8 :])


def made_up_row(header: dict[str, Any]) -> None:
    """Name a lane that the project has not."""
    header["tracks"][0]["rows"].insert(1, {"lane": "madeup", "word": "hello"})
    header["needs"].append("lanes/madeup")


def test_a_new_lane_needs_only_its_file_and_its_row(figures: Open) -> None:
    here = figures()
    shutil.copy(MADE_UP, here.folder / "lanes")
    here.show(with_header(board(), made_up_row))
    lane = here.locate("[data-lane='made-up']")
    expect(lane).to_have_text("hello 3")
    expect(lane).to_have_attribute("data-at", "2")
    expect(here.locate("[data-track] > .row").nth(1)).to_contain_text("→ hello")
    lanes = here.locate("[data-lane]").evaluate_all("all => all.map(one => one.dataset.lane)")
    assert lanes == ["tokens", "made-up", "verdict", "network", *"figoch"]
    here.locate("[data-stage]").focus()
    here.page.keyboard.press("Home")
    expect(lane).to_have_attribute("data-at", "0")
    lane.hover()
    expect(lane).to_have_attribute("data-unit", "3@0")
    expect(here.locate("h2")).to_contain_text("unit 3 at")
    lane.click()
    expect(here.locate("[data-stage]")).to_have_attribute("data-unit", "3")


def test_a_figure_that_went_before_its_module_came_is_never_drawn(figures: Open) -> None:
    here = figures()
    here.hold("board/board.js")
    here.show(board())
    here.asked("board/board.js")
    here.clean()
    here.release("board/board.js")
    expect(here.locate("[data-stage]")).to_have_count(0)
    here.show(board())
    expect(here.locate("[data-stage]")).to_have_count(1)
    here.clean()
    expect(here.locate("[data-stage]")).to_have_count(0)


def test_of_two_changes_the_later_is_shown_whichever_module_comes_first(figures: Open) -> None:
    here = figures()
    here.hold("plots/trainings.js")
    here.show(machine())
    here.asked("plots/trainings.js")
    here.show(board())
    expect(here.locate("[data-stage]")).to_have_count(1)
    here.release("plots/trainings.js")
    expect(here.locate("[data-trainings]")).to_have_count(0)
    expect(here.locate("[data-stage]")).to_have_attribute("data-t", "2")


def test_another_kind_takes_the_place_of_the_first(figures: Open) -> None:
    here = figures()
    here.show(board())
    expect(here.locate("[data-stage]")).to_have_count(1)
    here.show(machine())
    expect(here.locate("[data-trainings]")).to_have_count(1)
    expect(here.locate("[data-stage]")).to_have_count(0)


def test_new_data_goes_on_in_place(figures: Open) -> None:
    here = figures()
    here.show(board())
    here.locate("[data-stage]").evaluate("stage => { window.first = stage; }")
    here.locate("[data-stage]").focus()
    here.page.keyboard.press("Home")
    here.show(pack_scene(scene("gru"), say=ENGLISH))
    expect(here.locate("[data-stage]")).to_have_attribute("data-cell", "gru")
    assert here.locate("[data-stage]").evaluate("stage => stage === window.first")
    expect(here.locate("[data-stage]")).to_have_attribute("data-t", "0")


@pytest.mark.parametrize(
    ("kind", "message"),
    [("board/none", "board/none cannot be shown"), ("../board/board", "a module is named")],
)
def test_a_module_that_cannot_be_had_is_told_to_the_console(
    figures: Open, kind: str, message: str
) -> None:
    here = figures()
    with here.page.expect_console_message(lambda said: message in said.text, timeout=10_000):
        here.show(with_header(board(), lambda header: header.update(kind=kind)))
    assert any(message in error for error in here.errors)
    here.errors.clear()
    here.show(board())
    expect(here.locate("[data-stage]")).to_have_count(1)


def test_nothing_is_drawn_before_its_style_sheet_is_there(figures: Open) -> None:
    here = figures()
    here.hold("lanes/heat.css")
    here.show(board())
    here.asked("lanes/heat.css")
    here.page.wait_for_function("performance.getEntriesByName(`${origin}/lanes/heat.js`).length")
    expect(here.locate("[data-stage]")).to_have_count(0)
    here.release("lanes/heat.css")
    expect(here.locate("[data-stage]")).to_have_count(1)


def test_two_figures_keep_their_views_side_by_side_and_old_links_open(figures: Open) -> None:
    here = figures("?lang=en&t=2&show=o&after=10&two_at=3")
    here.show(board(address="one", bare=True, link={"text": "a b"}))
    here.show(machine(address="two"), "two")
    stage, trainings = here.locate("[data-stage]"), here.locate("[data-trainings]")
    expect(stage).to_have_attribute("data-t", "1")
    expect(trainings).to_have_attribute("data-after", "20")  # not bare: `after` is not its own
    trainings.focus()
    here.page.keyboard.press("Home")
    stage.focus()
    here.page.keyboard.press("ArrowRight")
    here.page.wait_for_function(
        "location.search.includes('two_') && location.search.includes('one_t=3')"
    )
    query = here.page.evaluate("() => Object.fromEntries(new URLSearchParams(location.search))")
    assert query.pop("one_order") in ("index", "effect")
    assert query == {
        "lang": "en",
        "text": "a b",
        "after": "10",
        "one_t": "3",
        "one_show": "o",
        "two_after": "0",
        "two_at": "3",
    }


def test_a_figure_without_a_place_leaves_the_address_alone(figures: Open) -> None:
    here = figures("?t=1&watch_t=1")
    here.show(board(link={"text": "a b"}))
    stage = here.locate("[data-stage]")
    expect(stage).to_have_attribute("data-t", "2")
    stage.focus()
    here.page.keyboard.press("Home")
    here.page.wait_for_timeout(300)  # longer than the shell waits before it writes an address
    assert here.page.evaluate("location.search") == "?t=1&watch_t=1"


def test_tracks_of_two_texts_stand_on_aligned_columns(figures: Open) -> None:
    here = figures("?one_open=1.2&one_t=3")
    texts = [
        track(name="whole", tokens=("one", "two", "three"), columns=[0, 1, 2]),
        track(name="apart", tokens=("one", "more", "three"), columns=[0, 3, 4]),
    ]
    scene = Scene(tracks=texts)
    names = [each.name for each in texts]
    here.show(pack_scene(scene, say=ENGLISH, sent=names, address="one"))
    expect(here.locate("[data-stage]")).to_have_attribute("data-steps", "5")

    def lefts(name: str) -> list[float]:
        chips = here.locate(f"[data-track='{name}'] .chip")
        return chips.evaluate_all("all => all.map(one => Math.round(one.offsetLeft))")

    whole, apart = lefts("whole"), lefts("apart")
    assert (whole[0], len(whole), len(apart)) == (apart[0], 3, 3)
    column = whole[1] - whole[0]
    assert apart[1] - apart[0] > 3 * column - 2  # the lens is at the third
    here.locate("[data-stage]").focus()
    for key, word in (("End", "three"), ("ArrowLeft", "more"), ("Home", "one")):
        here.page.keyboard.press(key)
        now = here.locate("[data-track='apart'] .chip[aria-current]")
        expect(now).to_have_text(word)
    here.page.keyboard.press("ArrowRight")
    expect(here.locate("[data-track='whole'] .chip[aria-current]")).to_have_text("two")
    expect(here.locate("[data-track='apart'] .chip[aria-current]")).to_have_count(0)
    expect(here.locate("[data-track='apart'] .open-cell")).to_be_hidden()


def test_an_order_that_nobody_knows_is_not_kept(figures: Open) -> None:
    here = figures("?one_order=constructor")
    here.show(board(address="one"))
    here.page.wait_for_function("location.search.includes('one_order=index')")
