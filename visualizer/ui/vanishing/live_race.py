"""A race of the reader's own, trained while they watch."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from visualizer.core import CELLS, RECORDS
from visualizer.lexicon.language import N_, Translator
from visualizer.networks.race.running import TASKS, RaceRun, RaceSettings, race
from visualizer.ui.shell.address import (
    choice_from_address,
    keep_in_address,
    number_from_address,
    remember,
    remembered,
)
from visualizer.ui.vanishing.time_machine import machine, time_machine
from visualizer.ui.work.jobs import MOST_WAITING, Job, Run, queue
from visualizer.views.trainings import racer_name

LIVE = "vanishing_live"
JOB = f"{LIVE}_job"
TASK_NAMES = {"recall": N_("recall the first symbol"), "adding": N_("add two marked numbers")}
RATES = (1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 1.0)
RANGES = {
    "gap": (15, 2, 60),
    "units": (32, 4, 64),
    "steps": (400, 50, 1000),
    "bias": (1.0, -3.0, 6.0),
    "seed": (7, 0, 9999),
}
"""The settings that are numbers: where they begin, and their ends."""
STEP = {"steps": 50, "bias": 0.5}
KEYS = {name: f"{LIVE}_{name}" for name in ("task", *RANGES, "rate")}
LOOK_EVERY = 1.0
"""Seconds between two looks at a running job."""


def live_race(say: Translator) -> None:
    """The settings, and the run once it was asked for."""
    with st.form(f"{LIVE}_form"):
        settings = _settings(say)
        asked = st.form_submit_button(say("Start the race"), key=f"{LIVE}_start")
    if asked:
        _stop()
        job = queue().ask({cell: _racing(replace(settings, cell=cell)) for cell in CELLS})
        if job is None:
            st.warning(
                say(
                    "{n} races are waiting already. Try again in a moment, or scrub through the "
                    "recorded ones.",
                    n=say.number(MOST_WAITING),
                )
            )
        remember(JOB, job and job.token)
    keep_in_address({key: st.session_state[key] for key in KEYS.values()} | {JOB: remembered(JOB)})
    if _job() is not None:
        _watch(say)


def _settings(say: Translator) -> RaceSettings:
    """What the reader chose, for any cell: the forget bias means something to an LSTM alone."""
    task = st.segmented_control(
        say("Task"),
        TASKS,
        default=choice_from_address(KEYS["task"], TASKS, TASKS[0]),
        required=True,
        format_func=lambda name: say(TASK_NAMES[name]),
        key=KEYS["task"],
    )
    begin = {knob: number_from_address(KEYS[knob], *bounds) for knob, bounds in RANGES.items()}
    ends = {knob: (low, high) for knob, (_, low, high) in RANGES.items()}
    first, second, third = st.columns(3)
    gap = first.slider(say("Gap"), *ends["gap"], begin["gap"], key=KEYS["gap"])
    units = first.slider(say("Units"), *ends["units"], begin["units"], key=KEYS["units"])
    steps = second.slider(
        say("Training steps"), *ends["steps"], begin["steps"], STEP["steps"], key=KEYS["steps"]
    )
    usual = choice_from_address(KEYS["rate"], RATES, 3e-3)
    rate = second.select_slider(say("Learning rate"), RATES, usual, key=KEYS["rate"])
    bias = third.slider(
        say("Forget bias (LSTM)"), *ends["bias"], begin["bias"], STEP["bias"], key=KEYS["bias"]
    )
    seed = third.number_input(say("Seed"), *ends["seed"], begin["seed"], key=KEYS["seed"])
    return RaceSettings(
        task=task or TASKS[0],
        cell=CELLS[0],
        gap=int(gap),
        seed=int(seed),
        hidden_size=int(units),
        training_steps=int(steps),
        learning_rate=rate,
        forget_bias=bias,
    )


def _racing(settings: RaceSettings) -> Run[RaceRun]:
    """The work of one contender; a forget bias means nothing to those without the gate."""
    if "f" not in RECORDS[settings.cell].sums:
        settings = replace(settings, forget_bias=1.0)
    return lambda keep, should_stop: race(settings, on_measure=keep, should_stop=should_stop)


def _progress(runs: Mapping[str, RaceRun]) -> float:
    """The share of all training steps done, 0..1; every contender has as many to do."""
    done = sum(int(run.steps[-1]) for run in runs.values())
    wanted = len(CELLS) * next((run.settings.training_steps for run in runs.values()), 1)
    return min(1.0, done / wanted)


def _job() -> Job[RaceRun] | None:
    """The race that was asked for last, here or before this page was loaded again."""
    token = remembered(JOB)
    return queue().named(token) if isinstance(token, str) else None


def _stop() -> None:
    job = _job()
    if job is not None:
        job.stopped.set()


@st.fragment(run_every=LOOK_EVERY)
def _running(say: Translator) -> None:
    """The progress, looked at every second; the page runs once more when the race is over."""
    job = _job()
    if job is None or job.done.is_set():
        st.rerun()
    job.look()
    ahead = queue().ahead_of(job)
    if not job.begun:
        text = (
            say.count("{n} race is before yours.", "{n} races are before yours.", ahead)
            if ahead
            else say("The race is about to start.")
        )
        st.progress(0.0, text)
    else:
        st.progress(
            _progress(job.results),
            say("Training; accuracy so far: {so_far}", so_far=_so_far(job.results, say)),
        )
    st.button(say("Stop"), on_click=_stop, key=f"{LIVE}_stop")
    if job.results:
        runs = _in_order(job.results)
        machine(runs, key="vanishing_live_race", linked=False, say=say, running=True)


def _watch(say: Translator) -> None:
    job = _job()
    assert job is not None
    if not job.done.is_set():
        _running(say)
        return
    if job.failed:
        st.error(
            say(
                "The race broke off because of an error. What was measured until then is shown. "
                "Start it again, perhaps with fewer units."
            )
        )
    for racer, run in job.results.items():
        if run.diverged:
            st.warning(
                say(
                    "{name} diverged at training step {step}: its loss or gradient was no longer a "
                    "number, so its training stopped. A smaller learning rate helps.",
                    name=racer_name(racer, say),
                    step=int(run.steps[-1]),
                )
            )
    if job.stopped.is_set():
        st.info(say("Stopped. What was measured until then is shown."))
    if job.results:
        _result(job.results, say)


def _result(runs: dict[str, RaceRun], say: Translator) -> None:
    time_machine(_in_order(runs), key="vanishing_live_race", linked=False, say=say)
    st.caption(
        say("Your race: one seed. Another seed can end otherwise; the recorded races show three.")
    )


def _in_order(runs: Mapping[str, RaceRun]) -> dict[str, RaceRun]:
    return {cell: runs[cell] for cell in CELLS if cell in runs}


def _so_far(runs: Mapping[str, RaceRun], say: Translator) -> str:
    return ", ".join(
        f"{racer_name(cell, say)} {run.accuracy[-1]:.0%}" for cell, run in sorted(runs.items())
    )
