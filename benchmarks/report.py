"""Run the measurements and set each beside its budget."""

import json
import os
import platform
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from math import isfinite
from pathlib import Path
from typing import Any

import click

from benchmarks.measurement import Measurement

GROUPS = {
    "recording": "benchmarks.recording:measure",
    "start": "benchmarks.browser:measure_start",
    "browser": "benchmarks.browser:measure",
    "inside": "benchmarks.inside:measure",
    "pair": "benchmarks.pair:measure",
    "order": "benchmarks.order:measure",
    "flags": "benchmarks.flags:measure",
    "board": "benchmarks.board:measure",
    "surgery": "benchmarks.surgery:measure",
    "gradients": "benchmarks.gradients:measure",
    "crowd": "benchmarks.crowd:measure",
}
"""Where each group is measured; imported when it is asked for."""

COLUMNS = "{:<62} {:>9} {:>9} {:<9} {:>6}  {}"


def run_benchmarks(*, target: Path | None, only: str | None) -> bool:
    """Measure, print the table and write JSON; True if every budget is kept.

    Args:
        target: file for the numbers, with the machine they were measured on.
        only: measure just the groups whose name contains this.
    """
    chosen = [name for name in GROUPS if only is None or only in name]
    if not chosen:
        raise click.ClickException(f"--only must be in one of {', '.join(GROUPS)}, got {only!r}")
    before = machine()
    click.echo(COLUMNS.format("what", "at most", "measured", "", "ratio", ""))
    rows = []
    for name in chosen:
        for row in measured(name)():
            rows.append(row)
            click.echo(line(row))
    if target:
        target.write_text(json.dumps(as_json(rows, before), indent=2) + "\n", encoding="utf-8")
    missed = sum(not row.kept for row in rows)
    budgets = sum(row.budget is not None for row in rows)
    click.echo(f"{budgets - missed} of {budgets} budgets kept, on {before['cores']} cores")
    if before["load"] > 0.5:
        click.echo(f"Other programs kept {before['load']:.1f} cores busy: the times are too long.")
    return missed == 0


def measured(group: str) -> Callable[[], list[Measurement]]:
    """The function that measures a group."""
    module, function = GROUPS[group].split(":")
    return getattr(import_module(module), function)


def line(row: Measurement) -> str:
    """One row of the table."""
    budget = "" if row.budget is None else f"{row.budget:g}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    verdict = row.detail if row.kept else f"OVER  {row.detail}"
    return COLUMNS.format(
        row.name, budget, f"{row.measured:.4g}", row.unit, ratio, verdict
    ).rstrip()


def as_json(rows: list[Measurement], before: dict[str, Any]) -> dict[str, object]:
    """The table and the machine, for comparison over time."""
    return {
        "machine": before,
        "rows": [
            {
                "name": row.name.strip(),
                "measured": row.measured if isfinite(row.measured) else None,
                "unit": row.unit,
                "budget": row.budget,
                "ratio": row.ratio,
                "kept": row.kept,
                "detail": row.detail,
            }
            for row in rows
        ],
    }


def machine() -> dict[str, Any]:
    """What the numbers depend on; `load` is how many cores others kept busy in the last minute."""
    return {
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: version(name) for name in ("torch", "streamlit", "plotly")},
    }
