"""Flags, part two: find the unit that tells a flag, hold it, and see what breaks."""

from collections.abc import Sequence
from typing import cast

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.figures import Strip, pull_strip, unit_telling_bars
from visualizer.lexicon.language import Translator
from visualizer.networks.flag_lists import properties_of
from visualizer.networks.flags.flagged import Property
from visualizer.networks.flags.pulling import HOLDS, Hold, Pull, Pulls
from visualizer.networks.flags.runs import Scores, score_of
from visualizer.showing.flags import FLAG_NAMES, percent
from visualizer.showing.flags_told import (
    FLAG_TITLES,
    evidence_of,
    kind_told,
    kinds_of,
    pull_told,
    ranking_told,
    story_told,
)
from visualizer.ui.controls.plain import heading, paragraph, table
from visualizer.ui.flags.board import flags_board
from visualizer.ui.flags.forms import forms_html
from visualizer.ui.flags.runs import (
    all_facts,
    facts_of,
    list_size,
    pull_of,
    pulls_of,
)
from visualizer.ui.flags.tabs import Pulled, flag_tabs
from visualizer.ui.flags.texts import read_text, task_choice
from visualizer.ui.shell.address import (
    choice_from_address,
    choices_from_address,
    forget,
    keep_in_address,
    remember,
)
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import chart, theme
from visualizer.ui.work.readings import network

ASKED, HOLD, HELD = "flags_asked", "flags_hold", "flags_held"
BEST = (1, 2, 3, 5)
"""So many of the best units are held by one click."""


def pulling_part(choice: DeltaGenerator, build: DeltaGenerator) -> None:
    """The units by how well they tell a flag; those chosen held, on this text and over a list.

    Args:
        choice: where the network is chosen.
        build: where a sentence is built.
    """
    say = reader()
    with choice:
        task = task_choice()
    read = read_text(task, build)
    asked, hold, units = _controls(read.name, say)
    pulled: Pulled | None = (asked, units, hold) if units else None
    flags_board(read, key="flags_pull", asked=asked, pulled=pulled)
    keep_in_address({ASKED: asked, HOLD: hold, HELD: [str(unit) for unit in units]})
    st.html(forms_html(read, pulled, say))
    _measured(read.name, asked, hold, units, say)
    st.html(_stories(read.name, hold, say))
    st.caption(
        say(
            "How to read it: held means that c of these units is set at every word, whatever the "
            "network computes; all that follows is computed from it. On the board the run as it is "
            "lies dashed and as strips behind. Caution: r says how well a unit tells a flag, not "
            "whether the network listens to it; and what two units do together is not the sum of "
            "what each does alone."
        )
    )
    flag_tabs(read, pulled, key="flags_pull")


def _controls(name: str, say: Translator) -> tuple[Property, Hold, tuple[int, ...]]:
    """Which flag, at what units are held, and which."""
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = asked_choice(name, say)
        hold = _hold(say)
        order = [str(unit) for unit in facts_of(name, asked).ranking.order]
        for k in BEST:
            st.button(
                say("best {n}", n=k),
                key=f"flags_best_{k}",
                on_click=_hold_best,
                args=(order[:k],),
            )
    facts = facts_of(name, asked)
    r = {str(each.unit): abs(each.again) for each in facts.ranking.units}
    with st.container(key="flags_units", horizontal=True, vertical_alignment="center"):
        st.markdown(say("Units held, with |r|:"), width="content")
        chosen = st.pills(
            say("Units held"),
            order,
            selection_mode="multi",
            default=choices_from_address(HELD, order, order[:1]),
            format_func=lambda unit: f"{unit} · {r[unit]:.2f}",
            key=HELD,
            label_visibility="collapsed",
        )
    remember(HELD, list(chosen))
    return asked, hold, tuple(int(unit) for unit in chosen)


def asked_choice(name: str, say: Translator) -> Property:
    """Which flag is looked for; one whose units are held begins with its best."""
    known = properties_of(network(name))
    asked = st.segmented_control(
        say("Flag"),
        known,
        default=choice_from_address(ASKED, known, known[0]),
        format_func=lambda each: say(FLAG_TITLES[each]),
        key=ASKED,
        required=True,
        label_visibility="collapsed",
        on_change=_let_best_be_held,
    )
    return cast(Property, asked)


def _hold(say: Translator) -> Hold:
    told = {
        "zero": say("hold at 0"),
        "mean": say("hold at its mean"),
        "opposite": say("hold at the other value"),
    }
    hold = st.segmented_control(
        say("Held at"),
        HOLDS,
        default=choice_from_address(HOLD, HOLDS, "mean"),
        format_func=lambda each: told[each],
        key=HOLD,
        required=True,
        label_visibility="collapsed",
    )
    return cast(Hold, hold)


def _let_best_be_held() -> None:
    """Another flag has another best unit."""
    forget(HELD)
    st.session_state.pop(HELD, None)


def _hold_best(units: Sequence[str]) -> None:
    st.session_state[HELD] = [*units]
    remember(HELD, [*units])


def _measured(
    name: str, asked: Property, hold: Hold, units: tuple[int, ...], say: Translator
) -> None:
    """The units as bars, the list as a strip, and both as tables."""
    facts, found = facts_of(name, asked), pulls_of(name, asked, hold)
    held = pull_of(name, asked, units, hold) if units else None
    told = units_told(units, say)
    left, right = st.columns(2)
    r = np.zeros(len(facts.ranking.units))
    for each in facts.ranking.units:
        r[each.unit] = each.again
    with left:
        chart(
            unit_telling_bars(
                r,
                order=facts.ranking.order,
                shuffled=(facts.ranking.shuffled_mean, facts.ranking.shuffled_largest),
                flag=say(FLAG_NAMES[asked]),
                theme=theme(),
                say=say,
            ),
            key="flags_telling",
            name=say("How well each unit tells it: {flag}", flag=say(FLAG_NAMES[asked])),
        )
        st.html(paragraph(ranking_told(facts.ranking, say)))
    with right:
        chart(
            pull_strip(_strips(found, held, units, say), held=told, theme=theme(), say=say),
            key="flags_strip",
            name=say("How often the network is right"),
        )
        if held is not None:
            st.html(paragraph(pull_told(found.before, held, asked, told, say)))
    title = say("How often the network is right")
    note = say(
        "Over {n} sentences that no network learned from. Right is a word whose forms that agree "
        "with the subject are likelier, together, than its other forms.",
        n=say.number(list_size(name)),
    )
    rows = table(_pull_table(found, held, told, say), scrolls=title)
    with st.container(key="flags_list"):
        st.html(heading(title) + rows + paragraph(note, small=True))


def units_told(units: Sequence[int], say: Translator) -> str:
    """What the chosen units are called."""
    if not units:
        return "–"
    if len(units) == 1:
        return say("unit {unit}", unit=units[0])
    return say("units {units}", units=", ".join(map(str, units)))


def _strips(found: Pulls, held: Pull | None, units: Sequence[int], say: Translator) -> list[Strip]:
    others = [each for each in found.each if each.units[0] not in units]
    return [
        Strip(
            name=kind_told(*kind, say),
            before=_share(found.before, kind),
            held=None if held is None else _share(held.scores, kind),
            others=[_share(each.scores, kind) for each in others],
            units=[each.units[0] for each in others],
        )
        for kind in kinds_of(found.before)
    ]


def _pull_table(
    found: Pulls, held: Pull | None, told: str, say: Translator
) -> dict[str, list[str]]:
    """A row for each run, a column for each kind of decision."""
    kinds = kinds_of(found.before)
    chosen = held.units if held else ()
    others = [each for each in found.each if each.units[0] not in chosen]
    rows = [(say("as it is"), [percent(_share(found.before, kind)) for kind in kinds])]
    if held is not None:
        rows.append(
            (
                say("held: {units}", units=told),
                [percent(_share(held.scores, kind)) for kind in kinds],
            )
        )
    for name, of in (
        (say("each other unit alone: mean"), np.mean),
        (say("each other unit alone: worst"), np.min),
        (say("each other unit alone: best"), np.max),
    ):
        shares = [[_share(each.scores, kind) for each in others] for kind in kinds]
        rows.append((name, [percent(float(of(each))) if each else "–" for each in shares]))
    rows += [
        (
            say("the best {n} together", n=len(each.units)),
            [percent(_share(each.scores, kind)) for kind in kinds],
        )
        for each in found.together[1:]
    ]
    columns = {say("held units of c"): [name for name, _ in rows]}
    for k, kind in enumerate(kinds):
        columns[kind_told(*kind, say)] = [cells[k] for _, cells in rows]
    return columns


def _stories(name: str, hold: Hold, say: Translator) -> str:
    """What each flag of the network rests on."""
    lines = [
        story_told(evidence_of(facts.ranking, pulls_of(name, asked, hold)), say)
        for asked, facts in all_facts(name).items()
    ]
    return heading(say("What a flag rests on")) + "".join(map(paragraph, lines))


def _share(scores: Scores, kind: tuple[str, str]) -> float:
    found = score_of(scores, *kind)
    assert found is not None
    return found.share
