"""A race of the reader's own, trained while they watch."""

from collections.abc import Mapping

import streamlit as st

from visualizer.core import CELLS, RECORDS
from visualizer.lexicon.language import N_, Translator
from visualizer.networks.race.running import TASKS, RaceRun, RaceSettings, race
from visualizer.ui.vanishing.time_machine import machine, time_machine
from visualizer.ui.work.jobs import MOST_WAITING, Job, Run, queue
from visualizer.views.trainings import racer_name

LIVE = "vanishing_live"
JOB = f"{LIVE}_job"
TASK_NAMES = {"recall": N_("recall the first symbol"), "adding": N_("add two marked numbers")}
RATES = (1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 1.0)
LOOK_EVERY = 1.0
"""Seconds between two looks at a running job."""


def live_race(say: Translator) -> None:
    """The settings, and the run once it was asked for."""
    st.subheader(say("Run it live"), anchor=False)
    with st.form(f"{LIVE}_form"):
        task = st.segmented_control(
            say("Task"),
            TASKS,
            default=TASKS[0],
            required=True,
            format_func=lambda name: say(TASK_NAMES[name]),
            key=f"{LIVE}_task",
        )
        first, second, third = st.columns(3)
        gap = first.slider(say("Gap"), 2, 60, 15, key=f"{LIVE}_gap")
        units = first.slider(say("Units"), 4, 64, 32, key=f"{LIVE}_units")
        steps = second.slider(say("Training steps"), 50, 1000, 400, 50, key=f"{LIVE}_steps")
        rate = second.select_slider(say("Learning rate"), RATES, 3e-3, key=f"{LIVE}_rate")
        bias = third.slider(say("Forget bias (LSTM)"), -3.0, 6.0, 1.0, 0.5, key=f"{LIVE}_bias")
        seed = int(third.number_input(say("Seed"), 0, 9999, 7, key=f"{LIVE}_seed"))
        asked = st.form_submit_button(say("Start the race"), key=f"{LIVE}_start")
    if asked:
        _stop()
        job = queue().ask(
            {
                cell: _racing(
                    RaceSettings(
                        task=task,
                        cell=cell,
                        gap=gap,
                        seed=seed,
                        hidden_size=units,
                        training_steps=steps,
                        learning_rate=rate,
                        forget_bias=bias if "f" in RECORDS[cell].sums else 1.0,
                    )
                )
                for cell in CELLS
            }
        )
        if job is None:
            st.warning(
                say(
                    "{n} races are waiting already. Try again in a moment, or scrub through the "
                    "recorded ones above.",
                    n=say.number(MOST_WAITING),
                )
            )
        st.session_state[JOB] = job
    if st.session_state.get(JOB) is not None:
        _watch(say)


def _racing(settings: RaceSettings) -> Run[RaceRun]:
    """The work of one contender."""
    return lambda keep, should_stop: race(settings, on_measure=keep, should_stop=should_stop)


def _progress(runs: Mapping[str, RaceRun]) -> float:
    """The share of all training steps done, 0..1; every contender has as many to do."""
    done = sum(int(run.steps[-1]) for run in runs.values())
    wanted = len(CELLS) * next((run.settings.training_steps for run in runs.values()), 1)
    return min(1.0, done / wanted)


def _stop() -> None:
    job = st.session_state.get(JOB)
    if job is not None:
        job.stopped.set()


@st.fragment(run_every=LOOK_EVERY)
def _running(say: Translator) -> None:
    """The progress, looked at every second; the page runs once more when the race is over."""
    job: Job[RaceRun] = st.session_state[JOB]
    job.look()
    if job.done.is_set():
        st.rerun()
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
        machine(_in_order(job.results), key="vanishing_live_race", linked=False, say=say)


def _watch(say: Translator) -> None:
    job: Job[RaceRun] = st.session_state[JOB]
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
        say("Your race: one seed. Another seed can end otherwise; the figures above show three.")
    )


def _in_order(runs: Mapping[str, RaceRun]) -> dict[str, RaceRun]:
    return {cell: runs[cell] for cell in CELLS if cell in runs}


def _so_far(runs: Mapping[str, RaceRun], say: Translator) -> str:
    return ", ".join(
        f"{racer_name(cell, say)} {run.accuracy[-1]:.0%}" for cell, run in sorted(runs.items())
    )
