"""Vanishing gradients, part three: networks that learn to remember, recorded and live."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from visualizer.figures import accuracy_by_gap
from visualizer.lexicon.language import N_, Translator
from visualizer.networks import CheckpointError
from visualizer.networks.race.files import CONTENDERS, contender, load_races, scores_by_gap
from visualizer.networks.race.running import TASKS, RaceRun
from visualizer.networks.race.tasks import chance
from visualizer.ui.shell.address import choice_from_address, keep_in_address
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import chart, theme
from visualizer.ui.vanishing.live_race import TASK_NAMES, live_race
from visualizer.ui.vanishing.time_machine import time_machine
from visualizer.ui.vanishing.told import told_beside_textbooks
from visualizer.ui.work.caches import kept
from visualizer.views.trainings import racer_name

TASK_TEXTS = {
    "recall": N_(
        "The network sees one of eight symbols, then other symbols for as long as the gap, and "
        "must name the first one. Guessing is right in one case of eight."
    ),
    "adding": N_(
        "The network reads random numbers, two of them marked, at least the gap apart, and must "
        "give the sum of the two. Right is a sum that is less than 0.08 off."
    ),
}
KIND = "vanishing_race"
BRIDGED = 0.9
"""The accuracy, median of the seeds, from which a gap counts as bridged."""


@kept
def recorded_races() -> Sequence[RaceRun]:
    """The runs that ship.

    Raises:
        CheckpointError: they cannot be shown.
    """
    return load_races()


def race_part() -> None:
    """The recorded runs, their time machine and accuracy against the gap; or a live run."""
    say = reader()
    kinds = {"recorded": say("Recorded races"), "live": say("A race of your own")}
    kind = st.segmented_control(
        say("Which race"),
        list(kinds),
        default=choice_from_address(KIND, list(kinds), "recorded"),
        format_func=lambda name: kinds[name],
        required=True,
        key=KIND,
        label_visibility="collapsed",
    )
    keep_in_address({KIND: kind}, steps=[KIND])
    if kind == "live":
        live_race(say)
        return
    try:
        _recorded(recorded_races(), say)
    except CheckpointError as error:
        st.error(
            say(
                "The recorded runs cannot be loaded: {file} is missing or damaged.",
                file=error.file,
            )
        )


def _recorded(runs: Sequence[RaceRun], say: Translator) -> None:
    tasks = [task for task in TASKS if any(run.settings.task == task for run in runs)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        task = st.segmented_control(
            say("Task"),
            tasks,
            default=choice_from_address("vanishing_task", tasks, tasks[0]),
            required=True,
            format_func=lambda name: say(TASK_NAMES[name]),
            key="vanishing_task",
        )
        assert task is not None
        of_task = [run for run in runs if run.settings.task == task]
        gaps = sorted({run.settings.gap for run in of_task})
        gap = st.segmented_control(
            say("Gap"),
            gaps,
            default=choice_from_address("vanishing_gap", gaps, gaps[len(gaps) // 2]),
            required=True,
            key="vanishing_gap",
        )
        seeds = sorted({run.settings.seed for run in of_task})
        seed = st.segmented_control(
            say("Seed"),
            seeds,
            default=choice_from_address("vanishing_seed", seeds, seeds[0]),
            required=True,
            key="vanishing_seed",
        )
    keep_in_address({"vanishing_task": task, "vanishing_gap": gap, "vanishing_seed": seed})
    st.markdown(say(TASK_TEXTS[task]))
    chosen = {
        contender(run.settings): run
        for run in of_task
        if run.settings.gap == gap and run.settings.seed == seed
    }
    ordered = {racer: chosen[racer] for racer in CONTENDERS if racer in chosen}
    time_machine(ordered, key="vanishing_race", linked=True, say=say)
    _by_gap(of_task, task, gaps, say)


def _bridged(name: str, bridged: Sequence[int], say: Translator) -> str:
    """What a contender came to, whether textbooks say so or not."""
    if not bridged:
        return say(
            "**{name}**: right in {share} % at none of these gaps.",
            name=name,
            share=round(100 * BRIDGED),
        )
    return say(
        "**{name}**: right in at least {share} % at gaps of {gaps}.",
        name=name,
        share=round(100 * BRIDGED),
        gaps=", ".join(map(str, bridged)),
    )


def _by_gap(runs: Sequence[RaceRun], task: str, gaps: Sequence[int], say: Translator) -> None:
    st.subheader(say("How long a gap each network learns to bridge"), anchor=False)
    scores = {(each.contender, each.gap): each for each in scores_by_gap(runs, task)}
    racers = [racer for racer in CONTENDERS if all((racer, gap) in scores for gap in gaps)]

    def course(name: str, racer: str) -> np.ndarray:
        return np.array([getattr(scores[racer, gap], name) for gap in gaps])

    figure = accuracy_by_gap(
        {racer: course("median", racer) for racer in racers},
        lowest={racer: course("lowest", racer) for racer in racers},
        highest={racer: course("highest", racer) for racer in racers},
        gaps=gaps,
        chance=chance(task),
        theme=theme(),
        say=say,
    )
    chart(figure, key="vanishing_gaps", name=say("Accuracy against the gap"))
    bridged = {
        racer: [gap for gap in gaps if scores[racer, gap].median >= BRIDGED] for racer in racers
    }
    for racer, reached in bridged.items():
        st.markdown("- " + _bridged(racer_name(racer, say), reached, say))
    st.markdown(
        told_beside_textbooks(max(bridged["rnn"], default=0), max(bridged["lstm"], default=0), say)
    )
    st.caption(
        say(
            "Caution: one optimiser, one learning rate and {steps} training steps for all. That a "
            "network fails here does not show that it cannot learn the task with more steps or "
            "other settings, and {seeds} seeds show no small difference.",
            steps=say.number(runs[0].settings.training_steps),
            seeds=len({run.settings.seed for run in runs}),
        )
    )
    st.dataframe(
        {say("gap"): list(gaps)}
        | {
            racer_name(racer, say): [
                f"{scores[racer, gap].median:.1%} ({scores[racer, gap].lowest:.1%}–"
                f"{scores[racer, gap].highest:.1%})"
                for gap in gaps
            ]
            for racer in racers
        },
        hide_index=True,
        key="vanishing_gaps_numbers",
    )
    st.code(
        "python -m visualizer train race --out assets/race    # " + say("trains all of this again"),
        language="bash",
        wrap_lines=True,
    )
