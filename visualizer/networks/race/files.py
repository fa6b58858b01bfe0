"""Recorded races: their files, the card beside them and what they come to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.numpy import load, save

from visualizer.core import RECORDS
from visualizer.networks.cards import read_json, write_json
from visualizer.networks.entries import CheckpointError, reason_of
from visualizer.networks.race.contenders import CONTENDERS, contender
from visualizer.networks.race.pilots import RATES, TRAINING_STEPS, Pilot
from visualizer.networks.race.pilots import SEEDS as PILOT_SEEDS
from visualizer.networks.race.running import IN_A_ROW, SOLVED, RaceRun, RaceSettings, weight_shapes
from visualizer.networks.race.tasks import TASKS, check_task, steps_of
from visualizer.places import ASSETS

RACES = ASSETS / "race"
CARD_FILE = "race.json"
DATA = (
    "synthetic: drawn anew from the seed for every training step, 256 sequences apart from them "
    "for the measurements; nothing was collected from anyone"
)
LICENCE = "MIT, as the program that drew the data and recorded the runs"
MEANING = (
    "loss: mean cross-entropy in nats (recall) or mean squared error (adding), on 256 held-out "
    "sequences. accuracy: the share of them answered right, 0 to 1; a sum is right if less than "
    "0.08 off; a constant answer gets 0.125 (recall) or 0.154 (adding). gradient: the Euclidean "
    "length of dL/dh_t of a sequence's own loss L, mean over 32 held-out sequences; gradient_c: "
    "the same for an LSTM's c; 0 stands for what is too small for float32. All against the "
    "training steps done; results are those of the last measurement, over the seeds. weights: "
    "those at the last measurement. seconds: by the clock, with other programs running."
)
LIMITS = (
    "Equal size is an equal number of hidden units; a GRU then learns about three, an LSTM four "
    "times the numbers of an RNN. One optimiser, two learning rates to choose from and one budget: "
    "that a network fails here does not show that it cannot learn the task with more steps, other "
    "settings, another initialisation or a curriculum. The learning rates were chosen at one gap "
    "and are used at all. Three seeds show no small difference. A small gradient at the first time "
    "steps is no failure by itself: it may be as small in an RNN that has learnt the task."
)


SELECTION = (
    f"by the pilot runs below, whose seeds {' and '.join(map(str, PILOT_SEEDS))} do not ship, "
    f"alike for all: {TRAINING_STEPS} training steps at the most, and of the learning rates "
    f"{' and '.join(map(str, RATES))} the one with the most right answers, of equals the quicker. "
    f"A run ends earlier once {SOLVED:.0%} were right at {IN_A_ROW} measurements in a row"
)


@dataclass(frozen=True)
class Score:
    """Final held-out accuracies, 0 to 1, of one contender at one gap over its seeds.

    `solved_after` is the median of the training steps after which 99 % were right, None if a seed
    never came to that.
    """

    task: str
    contender: str
    gap: int
    seeds: int
    median: float
    lowest: float
    highest: float
    solved_after: int | None


@dataclass(frozen=True)
class RunCard:
    """All that is known of a recorded run but its arrays."""

    settings: RaceSettings
    parameters: int
    diverged: bool
    seconds: float


@dataclass(frozen=True)
class RaceCard:
    """Where the recorded runs come from, what their numbers mean and what they come to."""

    data: str
    licence: str
    date: str
    torch: str
    selection: str
    pilots: tuple[Pilot, ...]
    meaning: str
    does_not_show: str
    seconds: float
    runs: tuple[RunCard, ...]
    results: tuple[Score, ...]


def run_name(settings: RaceSettings) -> str:
    """What a run is called in the files."""
    return f"{settings.task}-{contender(settings)}-gap{settings.gap}-seed{settings.seed}"


def scores_by_gap(runs: Iterable[RaceRun], task: str) -> tuple[Score, ...]:
    """The last accuracies of a task's runs over the seeds, in the order of `CONTENDERS`, then gap.

    Raises:
        ValueError: no such task.
    """
    check_task(task)
    found: dict[tuple[str, int], list[RaceRun]] = {}
    for run in runs:
        if run.settings.task == task:
            found.setdefault((run.contender, run.settings.gap), []).append(run)
    order = [*CONTENDERS]
    return tuple(
        _score(task, name, gap, seeds)
        for (name, gap), seeds in sorted(
            found.items(), key=lambda item: (order.index(item[0][0]), item[0][1])
        )
    )


def _score(task: str, name: str, gap: int, seeds: Sequence[RaceRun]) -> Score:
    last = [float(run.accuracy[-1]) for run in seeds]
    solved = [run.solved_after for run in seeds]
    steps = [each for each in solved if each is not None]
    return Score(
        task=task,
        contender=name,
        gap=gap,
        seeds=len(seeds),
        median=float(np.median(last)),
        lowest=min(last),
        highest=max(last),
        solved_after=round(float(np.median(steps))) if len(steps) == len(seeds) else None,
    )


def save_races(runs: Sequence[RaceRun], pilots: Sequence[Pilot], out: Path) -> RaceCard:
    """Write one file of arrays per task and the card into the existing folder `out`.

    Args:
        pilots: by which the learning rates were chosen, for the card.

    Raises:
        OSError: a file cannot be written.
    """
    for task in _tasks(run.settings for run in runs):
        own = [run for run in runs if run.settings.task == task]
        _arrays_path(out, task).write_bytes(save(_arrays(own)))
    card = RaceCard(
        data=DATA,
        licence=LICENCE,
        date=datetime.now(UTC).date().isoformat(),
        torch=torch.__version__.split("+")[0],
        selection=SELECTION,
        pilots=tuple(pilots),
        meaning=MEANING,
        does_not_show=LIMITS,
        seconds=round(sum(run.seconds for run in runs), 1),
        runs=tuple(
            RunCard(run.settings, run.parameters, run.diverged, round(run.seconds, 2))
            for run in runs
        ),
        results=tuple(score for task in TASKS for score in scores_by_gap(runs, task)),
    )
    write_json(card, out / CARD_FILE)
    return card


def read_race_card(folder: Path = RACES) -> RaceCard:
    """Read the card of recorded runs.

    Raises:
        CheckpointError: it is missing or damaged.
    """
    try:
        return read_json(RaceCard, folder / CARD_FILE)
    except (OSError, ValueError) as error:
        raise _unusable(CARD_FILE, error) from error


def load_races(folder: Path = RACES) -> tuple[RaceRun, ...]:
    """Load recorded runs, in the card's order.

    Raises:
        CheckpointError: a file is missing, damaged or does not fit the card.
    """
    cards = read_race_card(folder).runs
    stored = {task: _read_arrays(folder, task) for task in _tasks(card.settings for card in cards)}
    loaded = tuple(_run(card, stored[card.settings.task]) for card in cards)
    for task, left in stored.items():
        if left:
            file = _arrays_path(folder, task).name
            raise CheckpointError("race", file, f"the card knows nothing of {min(left)}")
    return loaded


def _tasks(settings: Iterable[RaceSettings]) -> list[str]:
    return sorted({each.task for each in settings})


def _arrays_path(folder: Path, task: str) -> Path:
    return folder / f"{task}.safetensors"


def _arrays(runs: Iterable[RaceRun]) -> dict[str, np.ndarray]:
    found: dict[str, np.ndarray] = {}
    for run in runs:
        arrays = {
            "steps": run.steps,
            "loss": run.loss,
            "accuracy": run.accuracy,
            "gradient": run.gradient,
            "gradient_c": run.gradient_c,
        }
        arrays |= {f"weights.{key}": array for key, array in run.weights.items()}
        name = run_name(run.settings)
        found |= {f"{name}.{key}": array for key, array in arrays.items() if array is not None}
    return found


def _read_arrays(folder: Path, task: str) -> dict[str, np.ndarray]:
    path = _arrays_path(folder, task)
    try:
        return load(path.read_bytes())
    except (OSError, SafetensorError) as error:
        raise _unusable(path.name, error) from error


def _run(card: RunCard, stored: dict[str, np.ndarray]) -> RaceRun:
    """One run, its arrays taken out of `stored`."""
    settings = card.settings
    steps = _taken(stored, card, "steps")
    shape = (len(steps), steps_of(settings.task, settings.gap))
    has_c = "c" in RECORDS[settings.cell].states
    return RaceRun(
        settings=settings,
        parameters=card.parameters,
        steps=steps,
        loss=_taken(stored, card, "loss", steps.shape),
        accuracy=_taken(stored, card, "accuracy", steps.shape),
        gradient=_taken(stored, card, "gradient", shape),
        gradient_c=_taken(stored, card, "gradient_c", shape) if has_c else None,
        weights={
            name: _taken(stored, card, f"weights.{name}", shape)
            for name, shape in weight_shapes(settings).items()
        },
        diverged=card.diverged,
        seconds=card.seconds,
    )


def _taken(
    stored: dict[str, np.ndarray], card: RunCard, key: str, shape: tuple[int, ...] | None = None
) -> np.ndarray:
    """An array of this shape; by default the steps, K of them, which decide the others' shapes."""
    name, task = f"{run_name(card.settings)}.{key}", card.settings.task
    array = stored.pop(name, None)
    if array is None:
        reason = f"it lacks {name}"
    elif shape is None and (array.dtype != np.int64 or array.ndim != 1 or not array.size):
        reason = f"{name} must be a list of int64 numbers, got {array.dtype} {array.shape}"
    elif shape is not None and (array.dtype != np.float32 or array.shape != shape):
        reason = f"{name} must be float32 {shape}, got {array.dtype} {array.shape}"
    elif not card.diverged and not np.isfinite(array).all():
        reason = f"{name} must be finite numbers"
    else:
        return array
    raise CheckpointError("race", _arrays_path(Path(), task).name, reason)


def _unusable(file: str, error: Exception) -> CheckpointError:
    return CheckpointError("race", file, reason_of(error))
