"""Pilot runs: each contender's learning rate, chosen alike from one small grid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from visualizer.networks.cards import read_json, write_json
from visualizer.networks.entries import CheckpointError, reason_of
from visualizer.networks.race.contenders import CONTENDERS, settings_of
from visualizer.networks.race.running import RaceRun, RaceSettings
from visualizer.networks.race.tasks import TASKS

FILE = "pilots.json"
SEEDS = (100, 101)
RATES = (0.003, 0.01)
GAPS = {"recall": 40, "adding": 25}
TRAINING_STEPS = 3000
"""The budget of every contender, in pilots and races."""


@dataclass(frozen=True)
class Pilot:
    """A contender at one learning rate: accuracies, 0 to 1, and training steps of each seed."""

    task: str
    contender: str
    gap: int
    learning_rate: float
    accuracies: tuple[float, ...]
    steps: tuple[int, ...]


@dataclass(frozen=True)
class Pilots:
    """All of them."""

    pilots: tuple[Pilot, ...]


def pilot_plan(tasks: Sequence[str] = TASKS) -> tuple[RaceSettings, ...]:
    """Every contender at every learning rate, on seeds that do not ship."""
    return tuple(
        settings_of(
            name,
            task=task,
            gap=GAPS[task],
            seed=seed,
            learning_rate=rate,
            training_steps=TRAINING_STEPS,
        )
        for task in tasks
        for name in CONTENDERS
        for rate in RATES
        for seed in SEEDS
    )


def pilots_of(runs: Sequence[RaceRun]) -> tuple[Pilot, ...]:
    """What the runs of a plan come to."""
    found: dict[tuple[str, str, int, float], list[RaceRun]] = {}
    for run in runs:
        each = run.settings
        place = (each.task, run.contender, each.gap, each.learning_rate)
        found.setdefault(place, []).append(run)
    return tuple(
        Pilot(
            *place,
            accuracies=tuple(round(float(run.accuracy[-1]), 4) for run in seeds),
            steps=tuple(int(run.steps[-1]) for run in seeds),
        )
        for place, seeds in found.items()
    )


def chosen_rates(pilots: Sequence[Pilot]) -> Mapping[tuple[str, str], float]:
    """The learning rate by task and contender: most right; of equals the quicker, then the smaller.

    Right means over the seeds together.
    """
    best: dict[tuple[str, str], Pilot] = {}
    for pilot in sorted(pilots, key=_merit):
        best.setdefault((pilot.task, pilot.contender), pilot)
    return {place: pilot.learning_rate for place, pilot in best.items()}


def save_pilots(pilots: Sequence[Pilot], folder: Path) -> None:
    """Write them beside the races.

    Raises:
        OSError: the file cannot be written.
    """
    write_json(Pilots(tuple(pilots)), folder / FILE)


def read_pilots(folder: Path) -> tuple[Pilot, ...]:
    """Read what `save_pilots` wrote.

    Raises:
        CheckpointError: it is missing or damaged.
    """
    try:
        return read_json(Pilots, folder / FILE).pilots
    except (OSError, ValueError) as error:
        raise CheckpointError("race", FILE, reason_of(error)) from error


def _merit(pilot: Pilot) -> tuple[float, float, float]:
    return (
        -round(float(np.mean(pilot.accuracies)), 2),
        float(np.mean(pilot.steps)),
        pilot.learning_rate,
    )
