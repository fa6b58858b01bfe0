"""Record the races that ship: the same plan gives the same arrays."""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import click
import torch

from visualizer.networks.race.contenders import CONTENDERS, settings_of
from visualizer.networks.race.files import (
    CARD_FILE,
    RaceCard,
    load_races,
    run_name,
    save_races,
    scores_by_gap,
)
from visualizer.networks.race.pilots import (
    TRAINING_STEPS,
    Pilot,
    chosen_rates,
    pilot_plan,
    pilots_of,
    save_pilots,
)
from visualizer.networks.race.running import RaceRun, RaceSettings, race
from visualizer.networks.race.tasks import TASKS, steps_of

SEEDS = 3
GAPS = {"recall": (10, 20, 40, 80), "adding": (10, 50, 100)}
LONGER = {"recall": 200}
"""The gap, by task, for those who bridge the longest of `GAPS`."""
BRIDGED = 0.9
"""The accuracy, median of the seeds, from which a gap counts as bridged."""
QUICK_STEPS = 40


def planned(
    pilots: Sequence[Pilot],
    tasks: Sequence[str] = TASKS,
    seeds: int = SEEDS,
    *,
    quick: bool = False,
) -> tuple[RaceSettings, ...]:
    """The races that ship; `quick` leaves the shortest gap of each task and 40 steps of training.

    Args:
        pilots: which decide the learning rates.
        seeds: how many, from 0 on.
    """
    rates = chosen_rates(pilots)
    plan = [
        settings_of(
            name,
            task=task,
            gap=gap,
            seed=seed,
            training_steps=TRAINING_STEPS,
            learning_rate=rates[task, name],
        )
        for task in tasks
        for gap in GAPS[task]
        for name in CONTENDERS
        for seed in range(seeds)
    ]
    if not quick:
        return tuple(plan)
    return tuple(
        replace(settings, training_steps=QUICK_STEPS)
        for settings in plan
        if settings.gap == GAPS[settings.task][0]
    )


def longer(runs: Sequence[RaceRun]) -> tuple[RaceSettings, ...]:
    """The races over a longer gap, for those who bridged the longest one planned."""
    bridged = {
        (score.task, score.contender)
        for task in LONGER
        for score in scores_by_gap(runs, task)
        if score.gap == GAPS[task][-1] and score.median >= BRIDGED
    }
    return tuple(
        replace(run.settings, gap=LONGER[run.settings.task])
        for run in runs
        if run.settings.gap == GAPS[run.settings.task][-1]
        and (run.settings.task, run.contender) in bridged
    )


def record_pilots(
    out: Path, tasks: Sequence[str] = TASKS, *, jobs: int = 1, progress: bool = True
) -> tuple[Pilot, ...]:
    """Run the pilots and write what they come to into the existing folder `out`.

    Raises:
        OSError: the file cannot be written.
    """
    pilots = pilots_of(_all(pilot_plan(tasks), jobs=jobs, progress=progress))
    save_pilots(pilots, out)
    return pilots


def record_races(
    plan: Sequence[RaceSettings],
    pilots: Sequence[Pilot],
    out: Path,
    *,
    jobs: int = 1,
    progress: bool = True,
) -> RaceCard:
    """Run the plan and write arrays and card into the existing folder `out`.

    Runs of other tasks that `out` already holds stay. Every run has one thread, so that its arrays
    depend on the plan alone.

    Args:
        pilots: for the card.
        jobs: processes that run side by side.
        progress: show a bar on standard error.

    Raises:
        CheckpointError: `out` holds damaged runs.
        OSError: a file cannot be read or written.
    """
    _kept(plan, out)
    runs = _all(plan, jobs=jobs, progress=progress)
    runs += _all(longer(runs), jobs=jobs, progress=progress)
    return save_races([*_kept(plan, out), *runs], pilots, out)


def _kept(plan: Sequence[RaceSettings], out: Path) -> list[RaceRun]:
    """What `out` holds of tasks that are not planned."""
    if not (out / CARD_FILE).exists():
        return []
    tasks = {settings.task for settings in plan}
    return [run for run in load_races(out) if run.settings.task not in tasks]


def _all(plan: Sequence[RaceSettings], *, jobs: int, progress: bool) -> list[RaceRun]:
    """Every run of the plan, in its order; the bar counts the time steps read in training."""
    found: dict[RaceSettings, RaceRun] = {}
    with click.progressbar(
        length=sum(map(_work, plan)),
        label="races",
        file=sys.stderr,
        hidden=not progress or not plan,
        item_show_func=lambda run: run_name(run.settings) if isinstance(run, RaceRun) else "",
    ) as bar:
        for run in _runs(plan, jobs):
            found[run.settings] = run
            bar.update(_work(run.settings), run)
    return [found[settings] for settings in plan]


def _runs(plan: Sequence[RaceSettings], jobs: int) -> Iterator[RaceRun]:
    """Every run as it ends, the longest begun first."""
    ordered = sorted(plan, key=_work, reverse=True)
    if jobs == 1 or len(plan) < 2:
        with _one_thread():
            yield from map(race, ordered)
        return
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=torch.set_num_threads, initargs=(1,)
    ) as processes:
        for ended in as_completed([processes.submit(race, settings) for settings in ordered]):
            yield ended.result()


@contextmanager
def _one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        yield
    finally:
        torch.set_num_threads(threads)


def _work(settings: RaceSettings) -> int:
    return steps_of(settings.task, settings.gap) * settings.training_steps
