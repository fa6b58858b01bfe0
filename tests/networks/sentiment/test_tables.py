"""Files of rows are read as they are written, and what lacks a column is refused."""

from pathlib import Path

import pytest

from visualizer.networks.sentiment.tables import read_rows


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_keep_quotation_marks_and_columns_nobody_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tsv", 'label\ttext\tmore\n1\t"so\t\n0\t\tb\n')
    assert read_rows(path, ("label", "text")) == (
        {"label": "1", "text": '"so', "more": ""},
        {"label": "0", "text": "", "more": "b"},
    )


@pytest.mark.parametrize(
    ("text", "line"), [("", 1), ("label\n1\n", 1), ("label\ttext\n1\tso\n\n0\n", 4)]
)
def test_a_missing_column_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = written(tmp_path / "a.tsv", text)
    with pytest.raises(
        ValueError, match=rf"a\.tsv, line {line}: must have the columns label, text"
    ):
        read_rows(path, ("label", "text"))
