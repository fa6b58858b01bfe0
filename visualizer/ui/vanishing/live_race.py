"""A race of the reader's own, trained while they watch."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from visualizer.core import CELLS
from visualizer.lexicon.language import N_, Translator
from visualizer.networks.race.contenders import CONTENDERS, settings_of
from visualizer.networks.race.running import TASKS, RaceRun, race
from visualizer.networks.race.settings import RaceSettings
from visualizer.ui.shell.address import (
    choice_from_address,
    choices_from_address,
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
KEYS = {name: f"{LIVE}_{name}" for name in ("racers", "task", *RANGES, "rate")}
MOST_RACERS = 4
LOOK_EVERY = 1.0
"""Seconds between two looks at a running job."""


def live_race(say: Translator) -> None:
    """The settings, and the run once it was asked for."""
    with st.form(f"{LIVE}_form"):
        settings = _settings(say)
        asked = st.form_submit_button(say("Start the race"), key=f"{LIVE}_start")
    if asked and not settings:
        st.info(say("Choose at least one network that is to race."))
    elif asked:
        _stop()
        job = queue().ask({name: _racing(each) for name, each in settings.items()})
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


def _settings(say: Translator) -> dict[str, RaceSettings]:
    """What the reader chose, by contender; the forget bias is that of the usual LSTM."""
    racers = st.pills(
        say("Networks"),
        list(CONTENDERS),
        default=choices_from_address(KEYS["racers"], list(CONTENDERS), CELLS)[:MOST_RACERS],
        selection_mode="multi",
        format_func=lambda name: racer_name(name, say),
        key=KEYS["racers"],
        help=say(
            "At most {n} race at a time: those first in this list.", n=say.number(MOST_RACERS)
        ),
    )
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
    chosen = [name for name in CONTENDERS if name in racers][:MOST_RACERS]
    settings = {
        name: settings_of(
            name,
            task=task or TASKS[0],
            gap=int(gap),
            seed=int(seed),
            hidden_size=int(units),
            training_steps=int(steps),
            learning_rate=rate,
        )
        for name in chosen
    }
    if "lstm" in settings:
        settings["lstm"] = replace(settings["lstm"], forget_bias=bias)
    return settings


def _racing(settings: RaceSettings) -> Run[RaceRun]:
    return lambda keep, should_stop: race(settings, on_measure=keep, should_stop=should_stop)


def _progress(job: Job[RaceRun]) -> float:
    """The share of the way done, 0..1: who has solved the task is at the end of it."""
    ways = [
        1.0 if run.finished else int(run.steps[-1]) / run.settings.training_steps
        for run in job.results.values()
    ]
    return sum(ways) / len(job.runs)


def _job() -> Job[RaceRun] | None:
    """The race that was asked for last, here or before this page was loaded again."""
    token = remembered(JOB)
    return queue().named(token) if isinstance(token, str) else None


def live_runs() -> dict[str, RaceRun]:
    """What the reader's own race has come to so far, by contender; empty without one."""
    job = _job()
    return _in_order(job.results) if job else {}


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
            _progress(job),
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
    return {name: runs[name] for name in CONTENDERS if name in runs}


def _so_far(runs: Mapping[str, RaceRun], say: Translator) -> str:
    return ", ".join(
        f"{racer_name(name, say)} {run.accuracy[-1]:.0%}" for name, run in _in_order(runs).items()
    )
