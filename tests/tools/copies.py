"""A copy of the project in a folder of its own, to add to."""

import filecmp
import shutil
from pathlib import Path

from visualizer.places import ROOT

ADDITION = ROOT / "tests" / "addition"
"""A page, a task with its network and a lane that the project has not, as files where they go."""

PARTS = (
    *("visualizer", "pages", "assets", "tests", "docs", ".streamlit"),
    *("README.md", "pyproject.toml"),
)
UNWANTED = shutil.ignore_patterns("__pycache__", "*.pyc")


def copy_project(folder: Path) -> None:
    """Copy what the app and its tests need."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=UNWANTED)
        else:
            shutil.copy(source, folder / part)


def insert(path: Path, text: str, *, before: str) -> None:
    """Put text into a file before the one place that reads so.

    Raises:
        ValueError: no place reads so, or several.
    """
    there = path.read_text(encoding="utf-8")
    if there.count(before) != 1:
        raise ValueError(
            f"{path.name} must have {before!r} once, has it {there.count(before)} times"
        )
    path.write_text(there.replace(before, text + before), encoding="utf-8")


def changes(folder: Path) -> tuple[set[str], set[str]]:
    """The files of a copy that were added and those that were changed, by their paths in it."""
    added, changed = set[str](), set[str]()
    for path in folder.rglob("*"):
        if not path.is_file() or "__pycache__" in path.parts:
            continue
        name = path.relative_to(folder).as_posix()
        if not (ROOT / name).exists():
            added.add(name)
        elif not filecmp.cmp(path, ROOT / name, shallow=False):
            changed.add(name)
    return added, changed
