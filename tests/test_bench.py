"""The bench says the truth about a budget, and writes what it printed."""

import json
from itertools import islice
from pathlib import Path

import click
import pytest

from benchmarks import report
from benchmarks.measurement import Measurement, new_sentences, percentile_95

KEPT = Measurement("kept", 5.0, "ms", 10.0, "median 5")
MISSED = Measurement("missed", 25.0, "ms", 10.0)
NOTHING_ALLOWED = Measurement("none", 1, "frames", 0)
ASIDE = Measurement("aside", 99.0, "ms")


def run(monkeypatch: pytest.MonkeyPatch, *rows: Measurement, target: Path | None = None) -> bool:
    """Run the report on made-up rows."""
    monkeypatch.setattr(report, "GROUPS", {"made": ""})
    monkeypatch.setattr(report, "measured", lambda _: lambda: list(rows))
    return report.run_benchmarks(target=target, only=None)


def test_a_budget_is_kept_up_to_its_number() -> None:
    assert Measurement("x", 10.0, "ms", 10.0).kept
    assert not MISSED.kept
    assert not NOTHING_ALLOWED.kept
    assert ASIDE.kept


def test_the_ratio_is_measured_over_budget() -> None:
    assert MISSED.ratio == 2.5
    assert NOTHING_ALLOWED.ratio is None
    assert ASIDE.ratio is None


def test_one_missed_budget_fails_the_run(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    assert run(monkeypatch, KEPT, ASIDE)
    assert not run(monkeypatch, KEPT, MISSED, ASIDE)
    lines = capsys.readouterr().out.splitlines()
    assert [
        line for line in lines if line.startswith("missed") and "OVER" in line and "2.50" in line
    ]
    assert [line for line in lines if line.startswith("1 of 2 budgets kept")]


def test_the_file_holds_every_row(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run(monkeypatch, KEPT, MISSED, target=tmp_path / "bench.json")
    written = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert [(row["name"], row["kept"]) for row in written["rows"]] == [
        ("kept", True),
        ("missed", False),
    ]
    assert written["machine"]["cores"] >= 1


def test_an_unknown_group_is_refused_by_name() -> None:
    with pytest.raises(click.ClickException, match="recording"):
        report.run_benchmarks(target=None, only="speed")


def test_every_group_can_be_measured() -> None:
    assert all(callable(report.measured(group)) for group in report.GROUPS)


def test_new_sentences_are_of_the_length_and_new() -> None:
    sentences = [*islice(new_sentences(20, seed=1), 50), *islice(new_sentences(20, seed=2), 50)]
    assert len({*sentences}) == 100
    assert len({sentence.split()[0] for sentence in sentences}) == 100
    assert {len(sentence.split()) for sentence in sentences} == {20}


def test_the_95th_percentile_leaves_one_in_twenty_above() -> None:
    values = [float(value) for value in range(1, 101)]
    assert sum(value > percentile_95(values) for value in values) == 5
