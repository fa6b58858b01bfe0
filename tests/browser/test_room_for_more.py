"""A page, a network of a new task and a lane are added to a copy of the project, and work there.

What has to be touched for them is counted: their own files, and a row each where rows are kept.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from playwright.sync_api import Browser, expect
from safetensors.torch import save_file

from tests.browser.conftest import Visit, open_visit
from tests.networks.test_registry import card_of_bag
from tests.tools.copies import ADDITION, changes, copy_project, insert
from tests.tools.server import start_server
from visualizer.pages import PAGES

PAGE = """\
    Page(
        name="weights",
        path="word-weights",
        section=N_("Understand"),
        title=N_("Scratch weights"),
        question=N_("Scratch question: what does one word weigh?"),
    ),
"""
TASK = """\
    Task(
        name="weights",
        module="visualizer.networks.weights.network",
        examples={"en": ("good good bad",)},
    ),
"""
ENTRY = """\
ENTRIES += (
    Entry(name="weights-bag", task="weights", language="en", files={"vocabulary": "weights.json"}),
)


"""
ROW = '    heats.append({"lane": "madeup", "word": "words:"})\n'
HINDI = {
    "Scratch weights": "परीक्षण के भार",
    "Scratch question: what does one word weigh?": "परीक्षण का प्रश्न: एक शब्द का भार?",
    "Scratch verdict": "परीक्षण का निर्णय",
}


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, and the addition in it."""
    folder = tmp_path_factory.mktemp("grown")
    copy_project(folder)
    add_files(folder)
    add_rows(folder)
    run(folder, "visualizer", "catalogue", "--update")
    translate(folder / "assets" / "languages" / "hi.po")
    return folder


def add_files(folder: Path) -> None:
    """The page's, the network's and the lane's own files."""
    for path in ADDITION.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            target = folder / path.relative_to(ADDITION)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    models = folder / "assets" / "models"
    (models / "weights.json").write_text('["<unk>", "good", "bad"]', encoding="utf-8")
    weights = torch.tensor([[0.0], [2.0], [-1.5]], dtype=torch.float16)
    save_file({"weights.weight": weights}, models / "weights-bag.safetensors")
    card_of_bag(name="weights-bag", task="weights").save(models / "weights-bag.json")


def add_rows(folder: Path) -> None:
    """A row for each of them, where a table or a list has its kind."""
    package = folder / "visualizer"
    insert(package / "pages.py", PAGE, before=')\n"""In the order of the menu')
    registry = package / "networks" / "registry.py"
    insert(registry, TASK, before=")\n\nENTRIES")
    insert(registry, ENTRY, before="class Registry")
    insert(package / "stage" / "scene_bytes.py", ROW, before='    words = {"lane": "tokens"')
    row = "| Understand | Scratch weights | Scratch question: what does one word weigh? |\n"
    insert(folder / "README.md", row, before="\nThe menu (Ctrl K) leads")


def translate(path: Path) -> None:
    """The Hindi of the new messages."""
    text = path.read_text("utf-8")
    for message, hindi in HINDI.items():
        empty = f'msgid "{message}"\nmsgstr ""'
        assert empty in text
        text = text.replace(empty, f'msgid "{message}"\nmsgstr "{hindi}"')
    path.write_text(text, "utf-8")


def run(folder: Path, *command: str) -> str:
    """What a command of the copy prints; it must end well."""
    answer = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


@pytest.fixture(scope="module")
def visited(grown: Path, browser: Browser) -> Iterator[Visit]:
    """The copy's first page."""
    with start_server(root=grown) as server:
        visited = open_visit(browser, server.url, lang="en", watch_text="so so good")
        yield visited
        visited.leave()


def test_nothing_outside_their_own_places_is_touched_but_a_row_each(grown: Path) -> None:
    added, changed = changes(grown)
    assert added == {
        "pages/weights.py",
        "visualizer/ui/weights/__init__.py",
        "visualizer/ui/weights/verdict.py",
        "tests/pages/test_weights.py",
        "visualizer/networks/weights/__init__.py",
        "visualizer/networks/weights/network.py",
        "assets/models/weights.json",
        "assets/models/weights-bag.json",
        "assets/models/weights-bag.safetensors",
        "visualizer/stage/frontend/lanes/madeup.js",
    }
    assert changed == {
        "visualizer/pages.py",  # the page
        "README.md",
        "assets/languages/hi.po",
        "visualizer/networks/registry.py",  # the task and its network
        "visualizer/stage/scene_bytes.py",  # the lane
    }


def test_the_copys_own_rules_hold(grown: Path) -> None:
    run(grown, "visualizer", "catalogue", "--check")
    own = ("test_architecture.py", "test_pages_table.py", "pages/test_weights.py")
    tests = (
        f"tests/{name}"
        for name in (*own, "networks/test_registry.py", "networks/test_checkpoints.py")
    )
    told = run(grown, "pytest", "-q", "-p", "no:cacheprovider", *tests)
    assert "passed" in told


def test_the_page_is_in_the_menu_and_shows_what_its_network_computes(visited: Visit) -> None:
    browsed = visited.page
    browsed.keyboard.press("Control+k")
    browsed.keyboard.press(str(len(PAGES) + 1))
    expect(browsed.get_by_role("heading", level=1)).to_have_text("Scratch weights")
    expect(browsed.get_by_role("textbox", name="Sentence")).to_have_value("good good bad")
    tile = browsed.get_by_test_id("stMetricValue")
    expect(tile).to_have_text("0.697")  # the sigmoid of (2 + 2 - 1.5) / 3
    box = browsed.get_by_role("textbox", name="Sentence")
    box.fill("bad")
    box.press("Enter")
    expect(tile).to_have_text("0.182")
    expect(browsed).to_have_title("Scratch weights · RNN Visualizer")


def test_its_own_link_opens_it_in_hindi(visited: Visit, browser: Browser) -> None:
    there = open_visit(
        browser, visited.url, path="word-weights", lang="hi", weights_text="bad bad good"
    )
    expect(there.page.get_by_role("heading", level=1)).to_have_text("परीक्षण के भार")
    expect(there.page.get_by_test_id("stMetricValue")).to_have_text("0.417")
    there.leave()


def test_the_first_page_shows_the_lane(visited: Visit, browser: Browser) -> None:
    there = open_visit(browser, visited.url, lang="en", watch_text="so so good")
    lane = there.page.locator("[data-lane='made-up']")
    expect(lane).to_have_text("words: 3")
    there.leave()
