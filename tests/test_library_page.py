"""The library's worked page runs, and prints what it says it prints."""

import contextlib
import io
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parent.parent / "docs" / "library.md"
CELL = re.compile(r"```python\n(.*?)```(?:\n```text\n(.*?)```)?", re.DOTALL)


@pytest.mark.usefixtures("in_empty_folder")
def test_every_cell_prints_what_the_page_shows() -> None:
    cells = CELL.findall(PAGE.read_text(encoding="utf-8"))
    assert len(cells) > 8
    names: dict[str, object] = {"__name__": "notebook"}
    for source, expected in cells:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(source, str(PAGE), "exec"), names)
        assert printed.getvalue() == expected, source
    assert {path.name for path in Path.cwd().iterdir()} == {"tagger.html", "film.html"}


@pytest.fixture
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page writes files where it runs."""
    monkeypatch.chdir(tmp_path)
