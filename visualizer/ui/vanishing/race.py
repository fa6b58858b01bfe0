"""Vanishing gradients, part three: networks that learn to remember, recorded and live."""

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from visualizer.figures import accuracy_by_gap
from visualizer.lexicon.language import N_, Translator
from visualizer.networks import CheckpointError
from visualizer.networks.race.contenders import CONTENDERS
from visualizer.networks.race.files import Score
from visualizer.networks.race.running import TASKS, RaceRun
from visualizer.networks.race.tasks import chance
from visualizer.networks.race.training import BRIDGED
from visualizer.ui.shell.address import choice_from_address, keep_in_address, remember
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import chart, theme
from visualizer.ui.vanishing.live_race import TASK_NAMES, live_race, live_runs
from visualizer.ui.vanishing.race_board import forget_sequence, race_board
from visualizer.ui.vanishing.recorded import (
    Scores,
    longest_gaps,
    recorded_races,
    recorded_scores,
)
from visualizer.ui.vanishing.time_machine import time_machine
from visualizer.ui.vanishing.told import race_told
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
SOURCE = "vanishing_board_race"
"""Whose networks the board shows."""


def race_part() -> None:
    """The recorded runs, a run of the reader's own, or the networks of either on the board."""
    say = reader()
    kinds = {
        "recorded": say("Recorded races"),
        "live": say("A race of your own"),
        "board": say("On the board"),
    }
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
        _to_board("live", say)
        return
    try:
        runs, scores = recorded_races(), recorded_scores()
    except CheckpointError as error:
        st.error(
            say(
                "The recorded runs cannot be loaded: {file} is missing or damaged.",
                file=error.file,
            )
        )
        return
    if kind == "board":
        _board(runs, say)
    else:
        _recorded(runs, scores, say)


def _to_board(source: str, say: Translator) -> None:
    """One click from a race to its networks."""
    if source == "recorded" or live_runs():
        st.button(
            say("See its networks on the board"),
            key=f"vanishing_{source}_to_board",
            icon=":material/grid_on:",
            on_click=_open_board,
            args=(source,),
        )


def _open_board(source: str) -> None:
    st.session_state[KIND] = "board"
    remember(SOURCE, source)
    forget_sequence()


def _board(runs: Sequence[RaceRun], say: Translator) -> None:
    """Networks of a recorded race, or of the reader's own while it is remembered."""
    live = live_runs()
    source = "recorded"
    if live:
        sources = {"recorded": say("Recorded races"), "live": say("A race of your own")}
        source = st.segmented_control(
            say("Which race"),
            list(sources),
            default=choice_from_address(SOURCE, list(sources), "recorded"),
            format_func=lambda name: sources[name],
            required=True,
            key=SOURCE,
            on_change=forget_sequence,
        )
        keep_in_address({SOURCE: source})
    if source == "live":
        task, of_race = next(iter(live.values())).settings.task, live
    else:
        task, of_race = _choice(runs, say)
    race_board(of_race, say)
    st.caption(say(TASK_TEXTS[task]))


def _choice(runs: Sequence[RaceRun], say: Translator) -> tuple[str, Mapping[str, RaceRun]]:
    """The task, the gap and the seed of the recorded race that is looked at, and its runs."""
    tasks = [task for task in TASKS if any(run.settings.task == task for run in runs)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        task = st.segmented_control(
            say("Task"),
            tasks,
            default=choice_from_address("vanishing_task", tasks, tasks[0]),
            required=True,
            format_func=lambda name: say(TASK_NAMES[name]),
            key="vanishing_task",
            on_change=forget_sequence,
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
            on_change=forget_sequence,
        )
        assert gap is not None
        seeds = sorted({run.settings.seed for run in of_task})
        seed = st.segmented_control(
            say("Seed"),
            seeds,
            default=choice_from_address("vanishing_seed", seeds, seeds[0]),
            required=True,
            key="vanishing_seed",
        )
    keep_in_address({"vanishing_task": task, "vanishing_gap": gap, "vanishing_seed": seed})
    chosen = {
        run.contender: run
        for run in of_task
        if run.settings.gap == gap and run.settings.seed == seed
    }
    return task, {racer: chosen[racer] for racer in CONTENDERS if racer in chosen}


def _recorded(runs: Sequence[RaceRun], scores: Mapping[str, Scores], say: Translator) -> None:
    task, of_race = _choice(runs, say)
    st.markdown(say(TASK_TEXTS[task]))
    time_machine(of_race, key="vanishing_race", linked=True, say=say)
    _to_board("recorded", say)
    st.subheader(say("How long a gap each network learns to bridge"), anchor=False)
    _by_gap(scores[task], task, say)
    _told(scores, runs, say)


def _by_gap(scores: Scores, task: str, say: Translator) -> None:
    """What the races of a task come to, drawn and as numbers."""
    gaps = sorted({gap for _, gap in scores})
    racers = [racer for racer in CONTENDERS if (racer, gaps[0]) in scores]

    def course(name: str, racer: str) -> np.ndarray:
        """By gap; NaN where the contender was not sent over it."""
        return np.array([getattr(scores.get((racer, gap)), name, np.nan) for gap in gaps])

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
    st.dataframe(
        {say("gap"): gaps}
        | {
            racer_name(racer, say): [_score_told(scores.get((racer, gap)), say) for gap in gaps]
            for racer in racers
        },
        hide_index=True,
        key="vanishing_gaps_numbers",
    )


def _told(scores: Mapping[str, Scores], runs: Sequence[RaceRun], say: Translator) -> None:
    """What the races of both tasks say of gates, and what they do not."""
    longest = {task: longest_gaps(each) for task, each in scores.items()}
    st.markdown("\n".join(f"- {line}" for line in race_told(longest, say)))
    st.caption(
        say(
            "Bridged means: right in at least {share} %, median of {seeds} seeds. Caution: one "
            "optimiser, learning rates chosen alike for all out of two, at most {steps} training "
            "steps. That a network fails here does not show that it cannot learn the task with "
            "more steps or other settings, and {seeds} seeds show no small difference.",
            share=round(100 * BRIDGED),
            steps=say.number(runs[0].settings.training_steps),
            seeds=len({run.settings.seed for run in runs}),
        )
    )
    st.code(
        "python -m visualizer train race --out assets/race    # " + say("trains all of this again"),
        language="bash",
        wrap_lines=True,
    )


def _score_told(score: Score | None, say: Translator) -> str:
    """Median and range of the accuracies, and how soon they were there."""
    if score is None:
        return "–"
    told = f"{score.median:.1%} ({score.lowest:.1%}–{score.highest:.1%})"
    if score.solved_after is None:
        return told
    return say(
        "{accuracy}, after {steps} steps", accuracy=told, steps=say.number(score.solved_after)
    )
