"""The whole record of a sentence as numbers: CSV for spreadsheets, NPZ for NumPy."""

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO

import numpy as np
from jaxtyping import Float

COLUMNS = ("step", "word", "quantity", "unit", "value")
FORMULA_SIGNS = ("=", "+", "-", "@", "'", "＝", "＋", "－", "＠")
"""A spreadsheet takes a cell that begins with one of these for a formula, or for quoted text."""


def record_csv(
    quantities: Mapping[str, Float[np.ndarray, "T H"]],
    *,
    tokens: Sequence[str],
    verdict: Float[np.ndarray, " T"] | None = None,
) -> str:
    """Write every number of a record, one a line: step, word, quantity, unit, value.

    The head and "verdict" are English in every language, so that one program reads every file.
    Steps count from 1 as on the page, units from 0. A number has as many digits as give back its
    very bits in its own precision; a missing one is empty. A verdict has no unit.

    A word that a spreadsheet would take for a formula, because after any white space it begins
    with = + - @ (also full width) or ', has one ' in front. To get the words back, take one '
    away from every word that begins with one.

    Raises:
        ValueError: arrays or tokens differ in their number of steps.
    """
    _check_steps(quantities, tokens, verdict)
    text = StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for t, token in enumerate(tokens):
        word = text_cell(token)
        if verdict is not None:
            table.writerow((t + 1, word, "verdict", "", _digits(verdict[t])))
        for symbol, values in quantities.items():
            table.writerows(
                (t + 1, word, symbol, unit, _digits(value)) for unit, value in enumerate(values[t])
            )
    return text.getvalue()


def record_npz(
    quantities: Mapping[str, Float[np.ndarray, "T H"]],
    *,
    tokens: Sequence[str],
    verdict: Float[np.ndarray, " T"] | None = None,
) -> bytes:
    """Pack a record for `np.load`: `tokens`, `verdict`, an array (T, H) a symbol; no pickle.

    Raises:
        ValueError: arrays or tokens differ in their number of steps.
    """
    _check_steps(quantities, tokens, verdict)
    file = BytesIO()
    arrays = {**quantities, "tokens": np.array(tokens, dtype=np.str_)}
    if verdict is not None:
        arrays["verdict"] = verdict
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def _check_steps(
    quantities: Mapping[str, np.ndarray], tokens: Sequence[str], verdict: np.ndarray | None
) -> None:
    lengths = {"tokens": len(tokens)} | ({} if verdict is None else {"verdict": len(verdict)})
    lengths |= {symbol: len(values) for symbol, values in quantities.items()}
    if len(set(lengths.values())) > 1:
        listed = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise ValueError(f"all must have the same number of steps, got {listed}")


def text_cell(word: str) -> str:
    """A word that no spreadsheet takes for a formula."""
    return f"'{word}" if word.lstrip().startswith(FORMULA_SIGNS) else word


def _digits(value: np.floating) -> str:
    return "" if np.isnan(value) else str(value)
