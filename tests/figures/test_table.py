"""The files hold the record: every number to its last bit, every word as typed, no formula."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from visualizer.figures import record_csv, record_npz

FORMULAS = ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "'=1", "'", "''"]
PLAIN = ["good", "", "a,b", 'say "hi"', "a\nb", "मज़ेदार", "👍", "a=b", "is n't", "1-2", "\ufeff"]
# NumPy drops NULs at the end of a string, UTF-8 has no surrogates.
word = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def lines(text: str) -> list[list[str]]:
    """The table as any CSV reader sees it."""
    return list(csv.reader(StringIO(text, newline="")))


def one_word(token: str) -> str:
    """The cell a word is written to."""
    return lines(record_csv({}, tokens=[token], verdict=np.array([0.5])))[1][1]


def test_each_line_is_one_number_with_its_place() -> None:
    record = {"f": np.array([[0.25, 0.5], [0.75, 1.0]]), "h": np.array([[-0.5], [0.125]])}
    table = record_csv(record, tokens=["so", "dull"], verdict=np.array([0.75, 0.25]))
    assert lines(table) == [
        ["step", "word", "quantity", "unit", "value"],
        ["1", "so", "verdict", "", "0.75"],
        ["1", "so", "f", "0", "0.25"],
        ["1", "so", "f", "1", "0.5"],
        ["1", "so", "h", "0", "-0.5"],
        ["2", "dull", "verdict", "", "0.25"],
        ["2", "dull", "f", "0", "0.75"],
        ["2", "dull", "f", "1", "1.0"],
        ["2", "dull", "h", "0", "0.125"],
    ]


@given(st.sampled_from(["f4", "f8"]).flatmap(lambda kind: arrays(kind, (3, 2))))
def test_numbers_come_back_to_the_last_bit(values: np.ndarray) -> None:
    values = np.nan_to_num(values, nan=0.5, posinf=np.inf, neginf=-np.inf)
    table = lines(record_csv({"c": values}, tokens=list("abc"), verdict=np.zeros(3)))
    back = [line[4] for line in table if line[2] == "c"]
    assert np.array(back).astype(values.dtype).tobytes() == values.tobytes()


def test_a_missing_number_is_an_empty_cell() -> None:
    table = record_csv({"h": np.array([[np.nan, 0.5]])}, tokens=["a"], verdict=np.array([np.nan]))
    assert [line[4] for line in lines(table)[1:]] == ["", "", "0.5"]


@pytest.mark.parametrize("token", FORMULAS)
def test_a_word_that_looks_like_a_formula_stays_text(token: str) -> None:
    assert one_word(token) == "'" + token


@pytest.mark.parametrize("token", PLAIN)
def test_any_other_word_stays_as_typed(token: str) -> None:
    assert one_word(token) == token


@given(word)
def test_words_come_back_by_the_documented_rule(token: str) -> None:
    """One ' less from every word that begins with one, and no cell begins like a formula."""
    cell = one_word(token)
    assert cell.removeprefix("'") == token
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


@given(st.lists(word, min_size=1, max_size=5))
def test_the_archive_gives_back_arrays_and_words_without_pickle(tokens: list[str]) -> None:
    steps = len(tokens)
    record = {"f": np.arange(steps * 2, dtype=np.float32).reshape(steps, 2), "h": np.eye(steps)}
    verdict = np.linspace(0, 1, steps, dtype=np.float32)
    packed = record_npz(record, tokens=tokens, verdict=verdict)
    with np.load(BytesIO(packed), allow_pickle=False) as archive:
        assert set(archive.files) == {"f", "h", "tokens", "verdict"}
        for name, expected in {**record, "verdict": verdict}.items():
            assert archive[name].dtype == expected.dtype
            assert np.array_equal(archive[name], expected)
        assert archive["tokens"].dtype.kind == "U"
        assert archive["tokens"].tolist() == tokens


@pytest.mark.parametrize("write", [record_csv, record_npz])
def test_unequal_numbers_of_steps_are_refused(
    write: Callable[..., str | bytes],
) -> None:
    with pytest.raises(ValueError, match="same number of steps, got tokens 2, verdict 2, f 3"):
        write({"f": np.zeros((3, 1))}, tokens=["a", "b"], verdict=np.zeros(2))
