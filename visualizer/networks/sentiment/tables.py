"""Files of rows: values between tabs, their columns named in the first line."""

import csv
from collections.abc import Iterator
from pathlib import Path


def read_rows(path: Path, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """The rows of a file; quotation marks are signs like any other.

    Args:
        columns: those that it must have.

    Raises:
        OSError: the file cannot be read.
        ValueError: a column is missing, or a row has no value for it; the message names both.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        _check(set(columns) <= set(rows.fieldnames or ()), path, 1, columns)
        return tuple(_whole(rows, path, columns))


def _whole(
    rows: "csv.DictReader[str]", path: Path, columns: tuple[str, ...]
) -> Iterator[dict[str, str]]:
    for row in rows:
        _check(all(row[column] is not None for column in columns), path, rows.line_num, columns)
        yield row


def _check(holds: bool, path: Path, line: int, columns: tuple[str, ...]) -> None:
    if not holds:
        raise ValueError(f"{path.name}, line {line}: must have the columns {', '.join(columns)}")
