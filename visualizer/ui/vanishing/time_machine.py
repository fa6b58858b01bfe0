"""Trainings to move through, with the same as a figure, as numbers and as code."""

from collections.abc import Mapping

import streamlit as st

from visualizer.figures import race_course
from visualizer.lexicon.language import Translator
from visualizer.networks.race.running import RaceRun
from visualizer.networks.race.tasks import chance
from visualizer.stage.mount import show_figure
from visualizer.stage.trainings_bytes import pack_trainings
from visualizer.ui.controls.plain import plain_table
from visualizer.ui.controls.tabs import LIGHT, tabs
from visualizer.ui.shell.page import chart, theme
from visualizer.views.curves import scientific
from visualizer.views.trainings import Course, Trainings, racer_name


def machine(
    runs: Mapping[str, RaceRun],
    *,
    key: str,
    linked: bool,
    say: Translator,
    running: bool = False,
) -> Trainings:
    """Show trainings of one task and gap moment by moment.

    Args:
        runs: by contender, at least one; they may still be training.
        key: what the element's key begins with.
        linked: keep the moment looked at in the address; only one on a page can.
        running: they are being trained.

    Returns:
        What is shown.
    """
    settings = next(iter(runs.values())).settings
    trainings = Trainings(
        courses={
            racer: Course(steps=run.steps, accuracy=run.accuracy, gradient=run.gradient)
            for racer, run in runs.items()
        },
        chance=chance(settings.task),
        planned=settings.training_steps,
        running=running,
    )
    address = "vanishing" if linked else None
    packed = pack_trainings(trainings, say=say, address=address, bare=linked)
    show_figure(packed, key=f"{key}_machine")
    return trainings


def time_machine(runs: Mapping[str, RaceRun], *, key: str, linked: bool, say: Translator) -> None:
    """Show trainings moment by moment, then the same as a figure, as numbers and as code.

    Args:
        runs: by contender, at least one.
        key: what the elements' keys begin with.
        linked: keep the moment looked at in the address; only one on a page can.
    """
    trainings = machine(runs, key=key, linked=linked, say=say)
    st.caption(
        say(
            "How to read it: go back to the beginning of the training. Where a network's gradient "
            "at the first time steps is many powers of ten below that at the last, it hardly "
            "learns from what it saw first. Caution: gradients also get small when nothing is "
            "left to learn."
        )
    )
    names = {"figure": say("Figure"), "numbers": say("Numbers"), "code": say("Code")}
    shown = tabs(names, key=f"{key}_tab", first=LIGHT)
    if shown["figure"].open:
        with shown["figure"]:
            figure = race_course(trainings.courses, chance=trainings.chance, theme=theme(), say=say)
            chart(figure, key=f"{key}_chart", name=say("The race"))
    if shown["numbers"].open:
        with shown["numbers"]:
            plain_table(_numbers(runs, say))
    if shown["code"].open:
        shown["code"].code(_code(runs, say), language="python", wrap_lines=True)


def _numbers(runs: Mapping[str, RaceRun], say: Translator) -> dict[str, list[str | int]]:
    return {
        say("network"): [racer_name(racer, say) for racer in runs],
        say("parameters"): [run.parameters for run in runs.values()],
        say("accuracy at the end"): [f"{run.accuracy[-1]:.1%}" for run in runs.values()],
        say("gradient at the first step, untrained"): [
            scientific(run.gradient[0, 0]) for run in runs.values()
        ],
        say("gradient at the last step, untrained"): [
            scientific(run.gradient[0, -1]) for run in runs.values()
        ],
    }


def _code(runs: Mapping[str, RaceRun], say: Translator) -> str:
    settings = [f"    {racer!r}: {run.settings!r}," for racer, run in runs.items()]
    return "\n".join(
        (
            "from visualizer.networks.race.running import RaceSettings, race",
            "",
            "contenders = {",
            *settings,
            "}",
            "runs = {name: race(settings) for name, settings in contenders.items()}",
            f'runs["{next(iter(runs))}"].accuracy    # {say("share right at each measurement")}',
            f'runs["{next(iter(runs))}"].gradient    # {say("measurement x time step")}',
        )
    )
