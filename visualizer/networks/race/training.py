"""Record the races that ship: the same plan gives the same arrays."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
import torch

from visualizer.networks.race.files import (
    CARD_FILE,
    OPEN,
    RaceCard,
    load_races,
    run_name,
    save_races,
)
from visualizer.networks.race.running import RaceRun, RaceSettings, race
from visualizer.networks.race.tasks import TASKS, steps_of

SEEDS = 3
GAPS = {"recall": (5, 10, 20, 40, 80), "adding": (10, 25, 50)}
LINES: dict[str, tuple[tuple[str, float | None], ...]] = {
    "recall": (("rnn", 1.0), ("gru", 1.0), ("lstm", 1.0), ("lstm", None), ("lstm", OPEN)),
    "adding": (("rnn", 1.0), ("gru", 1.0), ("lstm", 1.0), ("lstm", OPEN)),
}
"""Cell and forget bias of every line in the race."""
TRAINING_STEPS = {"recall": 1000, "adding": 1200}
LEARNING_RATE = 1e-2
QUICK_STEPS = 40
SELECTION = (
    "by pilot runs with seeds 100 and 101, which do not ship, the same for all networks: of "
    "the learning rates 0.003 and 0.01 only 0.01 brought the GRU (all right) and the RNN "
    "(half right) above chance on recall at gap 40 within 1000 steps. At gap 20, measured "
    "afterwards, 0.003 does at least as well for the RNN and about as well for an LSTM with a "
    "forget bias of 1, and leaves their order. lstm-open, a forget bias of 3, was added after "
    "those pilots had shown an LSTM with the usual bias of 1 behind the RNN on recall at gaps "
    "30 and 40"
)


def planned(
    tasks: Sequence[str] = TASKS, seeds: int = SEEDS, *, quick: bool = False
) -> tuple[RaceSettings, ...]:
    """The races that ship; `quick` leaves the shortest gap of each task and 40 steps of training.

    Args:
        seeds: how many, from 0 on.
    """
    plan = [
        RaceSettings(
            task=task,
            cell=cell,
            gap=gap,
            seed=seed,
            training_steps=TRAINING_STEPS[task],
            learning_rate=LEARNING_RATE,
            forget_bias=forget_bias,
        )
        for task in tasks
        for gap in GAPS[task]
        for cell, forget_bias in LINES[task]
        for seed in range(seeds)
    ]
    if not quick:
        return tuple(plan)
    return tuple(
        replace(settings, training_steps=QUICK_STEPS)
        for settings in plan
        if settings.gap == GAPS[settings.task][0]
    )


def record_races(
    plan: Sequence[RaceSettings], out: Path, selection: str = SELECTION, *, progress: bool = True
) -> RaceCard:
    """Run the plan and write arrays and card into the existing folder `out`.

    Runs of other tasks that `out` already holds stay. Uses one thread, so that the arrays depend
    on the plan alone.

    Args:
        selection: how the settings were chosen, for the card.
        progress: show a bar on standard error.

    Raises:
        CheckpointError: `out` holds damaged runs.
        OSError: a file cannot be read or written.
    """
    _kept(plan, out)
    with _one_thread():
        runs = [*_runs(plan, progress)]
    return save_races([*_kept(plan, out), *runs], out, selection)


def _kept(plan: Sequence[RaceSettings], out: Path) -> list[RaceRun]:
    """What `out` holds of tasks that are not planned."""
    if not (out / CARD_FILE).exists():
        return []
    tasks = {settings.task for settings in plan}
    return [run for run in load_races(out) if run.settings.task not in tasks]


@contextmanager
def _one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        yield
    finally:
        torch.set_num_threads(threads)


def _runs(plan: Sequence[RaceSettings], progress: bool) -> Iterator[RaceRun]:
    """Every run of the plan; the bar counts the time steps read in training."""
    with click.progressbar(
        length=sum(map(_work, plan)),
        label="races",
        file=sys.stderr,
        hidden=not progress,
        item_show_func=_shown,
    ) as bar:
        for settings in plan:
            yield _run(settings, bar.update)


def _run(settings: RaceSettings, update: Callable[[int, RaceRun], None]) -> RaceRun:
    done = 0

    def tell(run: RaceRun) -> None:
        nonlocal done
        now = _work(settings) * int(run.steps[-1]) // settings.training_steps
        update(now - done, run)
        done = now

    run = race(settings, on_measure=tell)
    update(_work(settings) - done, run)
    return run


def _shown(run: object) -> str:
    return run_name(run.settings) if isinstance(run, RaceRun) else ""


def _work(settings: RaceSettings) -> int:
    return steps_of(settings.task, settings.gap) * settings.training_steps
