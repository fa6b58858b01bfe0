"""Networks of a race on the board: what each does with one sequence, unit by unit."""

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st
from jaxtyping import Float

from visualizer.figures import held_course
from visualizer.lexicon.language import Translator
from visualizer.lexicon.quantities import QUANTITIES
from visualizer.networks.race.reading import (
    RaceReading,
    SequenceError,
    drawn_sequence,
    held_share,
    read_sequence,
    sequence_of,
)
from visualizer.networks.race.running import Contender, RaceRun
from visualizer.networks.race.tasks import chance
from visualizer.networks.reading import NothingToReadError
from visualizer.showing.scenes import scene_of_race
from visualizer.stage.mount import show_figure
from visualizer.stage.scene_bytes import pack_scene, pack_weights
from visualizer.ui.shell.address import (
    MOST_LETTERS,
    choices_from_address,
    drawn,
    forget,
    keep_in_address,
    remember,
    remembered,
    was_drawn,
)
from visualizer.ui.shell.page import chart, theme
from visualizer.ui.work.caches import CACHE
from visualizer.ui.work.readings import ONE_AT_A_TIME
from visualizer.views.trainings import racer_name

BOARD = "vanishing_board"
RACERS = f"{BOARD}_racers"
TEXT = f"{BOARD}_sequence"
NUMBER = f"{BOARD}_drawn"
"""How many sequences were drawn before the one that is shown."""
FIRST = ("lstm-long", "lstm", "rnn")
MOST = 3


def race_board(runs: Mapping[str, RaceRun], say: Translator) -> None:
    """Some of the networks of one race read a sequence, which the reader may change.

    Args:
        runs: of one task and gap, by contender.
    """
    names = list(runs)
    first = [name for name in FIRST if name in runs] or names[:2]
    chosen = st.pills(
        say("Networks"),
        names,
        default=choices_from_address(RACERS, names, first)[:MOST],
        selection_mode="multi",
        format_func=lambda name: racer_name(name, say),
        key=RACERS,
        label_visibility="collapsed",
    )
    settings = next(iter(runs.values())).settings
    text = _sequence_box(settings.task, settings.gap, say)
    keep_in_address({RACERS: chosen, TEXT: remembered(TEXT)})
    ranked = sorted(runs, key=lambda name: _rank(name, runs[name]))
    shown = [name for name in ranked if name in chosen][:MOST]
    if not shown:
        st.info(say("Choose at least one kind of network."))
        return
    if len(chosen) > MOST:
        st.info(say("{n} are shown at a time: those with the most right.", n=say.number(MOST)))
    try:
        sequence = sequence_of(settings.task, text)
    except NothingToReadError:
        st.info(_how_to_type(settings.task, say))
        return
    except SequenceError as error:
        st.warning(_refusal(error, say))
        return
    readings: dict[str, tuple[Contender, RaceReading]] = {}
    for name in shown:
        network = Contender(runs[name].settings, runs[name].weights)
        with ONE_AT_A_TIME:
            readings[name] = (network, read_sequence(network, sequence))
    scene = scene_of_race(readings, say)
    opened = [track.name for track in scene.tracks]
    show_figure(pack_scene(scene, say=say, address=BOARD, sent=opened), key=BOARD)
    for number, weights in enumerate(scene.weights):
        show_figure(pack_weights(weights), key=f"{BOARD}_weights_{number}")
    st.markdown("\n".join(f"- {line}" for line in _told(readings, runs, say)))
    if settings.task == "recall":
        _held(readings, runs, say)
    st.caption(
        say(
            "How to read it: every column is one step. Choose the memory, c or h, and follow a "
            "unit from the first symbol along its row; then choose the gate that keeps. Caution: "
            "one sequence is an example; how many of 256 were right stands above."
        )
    )


def _rank(name: str, run: RaceRun) -> tuple[float, int]:
    """Who is right more often comes first, of equals the one to begin with."""
    return (
        -round(float(run.accuracy[-1]), 2),
        FIRST.index(name) if name in FIRST else len(FIRST),
    )


def forget_sequence() -> None:
    """Another task or gap has other sequences."""
    forget(TEXT, NUMBER)


def _sequence_box(task: str, gap: int, say: Translator) -> str:
    """The sequence: drawn like those of the race, another one at a click, or typed."""
    number = remembered(NUMBER)
    number = number if isinstance(number, int) and number >= 0 else 0
    typed = remembered(TEXT)
    begin = typed if isinstance(typed, str) else drawn_sequence(task, gap, number).text
    if was_drawn(TEXT):
        st.session_state[TEXT] = begin
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            say("Sequence"), begin, key=TEXT, on_change=_keep, help=_how_to_type(task, say)
        )
        st.button(say("Draw another"), key=f"{BOARD}_draw", on_click=_draw, args=(number + 1,))
    drawn(TEXT)
    if text != begin:  # typed before this session began
        remember(TEXT, text[:MOST_LETTERS])
        st.rerun()
    return text


def _keep() -> None:
    remember(TEXT, st.session_state[TEXT][:MOST_LETTERS])


def _draw(number: int) -> None:
    forget_sequence()
    remember(NUMBER, number)


def _how_to_type(task: str, say: Translator) -> str:
    if task == "recall":
        return say(
            "Begin with the symbol to be kept, A to H; then as many of a to h as you like; the "
            "question ? at the end."
        )
    return say(
        "Numbers from 0 to 1 with at most two decimals, parted by spaces; a star marks those to be "
        "added, as in 0.25* 0.7 0.5*."
    )


def _refusal(error: SequenceError, say: Translator) -> str:
    found = say(
        "Step {step} cannot be read: {found}.",
        step=say.number(error.place + 1),
        found=f"`{error.found[:20].replace('`', 'ˋ')}`",
    )
    return f"{found} {_how_to_type(error.task, say)}"


def _held(
    readings: Mapping[str, tuple[Contender, RaceReading]],
    runs: Mapping[str, RaceRun],
    say: Translator,
) -> None:
    """How well the first symbol can be told from each memory, step by step."""
    shares = {name: _held_by(network, runs[name]) for name, (network, _) in readings.items()}
    figure = held_course(shares, chance=chance("recall"), theme=theme(), say=say)
    chart(
        figure,
        key=f"{BOARD}_held",
        name=say("How often the first symbol can be told from the memory"),
    )
    st.markdown(
        "\n".join(
            "- "
            + say(
                "**{name}**: from its memory the first symbol can be told in {half} % of cases "
                "half way, in {end} % just before the question.",
                name=racer_name(name, say),
                half=f"{100 * share[len(share) // 2]:.0f}",
                end=f"{100 * share[-2]:.0f}",
            )
            for name, share in shares.items()
        )
    )


def _held_by(network: Contender, run: RaceRun) -> Float[np.ndarray, " T"]:
    """Measured once for everybody: what was trained so far decides it, with the settings."""

    def measured() -> Float[np.ndarray, " T"]:
        with ONE_AT_A_TIME:
            return held_share(network, run.settings.gap)

    return CACHE.get(("held share", run.settings, int(run.steps[-1])), measured)


def _told(
    readings: Mapping[str, tuple[Contender, RaceReading]],
    runs: Mapping[str, RaceRun],
    say: Translator,
) -> Sequence[str]:
    return [
        " ".join([_answered(name, reading, runs[name], say), *_lasting(reading, say)])
        for name, (_, reading) in readings.items()
    ]


def _answered(name: str, reading: RaceReading, run: RaceRun, say: Translator) -> str:
    named = {
        "name": racer_name(name, say),
        "share": f"{100 * run.accuracy[-1]:.0f}",
        "steps": say.number(int(run.steps[-1])),
    }
    if reading.sequence.task == "recall":
        return say(
            "**{name}**, right in {share} % of unseen sequences after {steps} training steps: at "
            "the end it gives {symbol} a probability of {answer}.",
            **named,
            symbol=reading.sequence.tokens[0],
            answer=f"{reading.answer[-1]:.2f}",
        )
    return say(
        "**{name}**, right in {share} % of unseen sequences after {steps} training steps: at the "
        "end it says {answer}, the sum is {sum}.",
        **named,
        answer=f"{reading.answer[-1]:.2f}",
        sum=f"{reading.sequence.wanted:.2f}",
    )


def _lasting(reading: RaceReading, say: Translator) -> list[str]:
    """How open the gate that keeps was all the time."""
    gate, kept = reading.record.keeps, reading.record.kept_values()
    if gate is not None and kept is not None:
        lasting = kept[1:].min(axis=0, initial=1.0)  # before the first step is nothing to keep
        unit = int(lasting.argmax())
        return [
            say(
                "Its most lasting unit is {unit}: its {gate} was never below {value}.",
                unit=unit,
                gate=f"{say(QUANTITIES[gate].name)} {gate}",
                value=f"{lasting[unit]:.3f}",
            )
        ]
    return []
