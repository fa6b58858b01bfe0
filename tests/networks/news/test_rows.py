"""Rows of news are read, mended, and left out where they repeat."""

from pathlib import Path

import pytest

from visualizer.networks.news.rows import FILES, Row, as_typed, beginning, distinct, read_news
from visualizer.networks.tokenizers import tokenizer_of


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Oil fell , he said .\tIt rose .", "Oil fell, he said. It rose."),
        ("Iraq s oil and the world 's gold", "Iraq's oil and the world's gold"),
        ("AT amp ; T said : quot ; No quot ;", 'AT & T said: " No "'),
        ("they could n't , `` ever ''", 'they couldn\'t, " ever "'),
        ("Japan #39 ; s ships", "Japan's ships"),
        ("lt ; b gt ; fifty s", "< b > fifty's"),
        ("a class s", "a class's"),
    ],
)
def test_texts_are_as_people_type_them(text: str, typed: str) -> None:
    assert as_typed(text) == typed


def test_mended_words_are_those_that_a_person_would_type() -> None:
    words = [
        token.word for token in tokenizer_of("en").tokenize(as_typed("Iran s plan ca n't wait ."))
    ]
    assert words == ["iran", "'s", "plan", "ca", "n't", "wait", "."]


def test_texts_that_begin_alike_count_once_and_not_at_all_if_they_disagree() -> None:
    long = "a company of forty letters and more said today that"
    rows = [
        Row(2, f"{long} it grew"),
        Row(1, "another text"),
        Row(2, f"{long.upper()} : it shrank"),
        Row(3, "two topics, one text"),
        Row(0, "two topics -- one text"),
        Row(1, "another text, longer"),
    ]
    assert distinct(rows) == (rows[0], rows[1], rows[5])
    assert len(beginning(long)) == 40
    assert beginning("A-1 b") == "ab"


def write(folder: Path, first: str, second: str = '1,"sports , here"\n') -> None:
    for name, content in zip(FILES, (first, second), strict=True):
        (folder / name).write_text(content, encoding="utf-8")


def test_both_files_are_read(tmp_path: Path) -> None:
    write(tmp_path, '0,"World , ""peace"" said"\n3,chips\n')
    assert read_news(tmp_path) == (
        Row(0, 'World, "peace" said'),
        Row(3, "chips"),
        Row(1, "sports, here"),
    )


@pytest.mark.parametrize("line", ["4,too high", "x,no number", "1", "1,a,b", "1, ", "-1,a"])
def test_a_row_of_another_form_is_refused_by_file_and_line(tmp_path: Path, line: str) -> None:
    write(tmp_path, f"0,fine\n{line}\n")
    with pytest.raises(ValueError, match=r"dtc_train\.csv, line 2: must be a topic, 0 to 3"):
        read_news(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"dtc_train\.csv"):
        read_news(tmp_path)
