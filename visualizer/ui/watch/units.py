"""Which unit matters: the verdict without each of them, on this text and over a list."""

from typing import Literal, cast

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.figures import image_config, unit_effects_bars
from visualizer.networks import entry_of
from visualizer.ui.controls.plain import plain_table
from visualizer.ui.shell.address import choice_from_address, keep_in_address
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import theme
from visualizer.ui.work.operations import effects_of, mean_effects_of, sentences_of
from visualizer.ui.work.readings import reading_of

STATES: dict[str, tuple[Literal["h", "c"], ...]] = {"lstm": ("h", "c")}


def units_tab(tab: DeltaGenerator, name: str, text: str, *, key: str) -> None:
    """The units in the order in which the last verdict depends on them.

    Args:
        key: what the controls' keys begin with, the page's name.
    """
    say = reader()
    with tab:
        states = STATES.get(entry_of(name).cell or "", ("h",))
        state = states[0]
        if len(states) > 1:
            begin = choice_from_address(f"{key}_without", states, state)
            chosen = st.segmented_control(
                say("Silenced, one unit after the other"),
                states,
                default=begin,
                key=f"{key}_without",
                required=True,
            )
            state = cast(Literal["h", "c"], chosen)
            keep_in_address({f"{key}_without": state})
        effects = effects_of(name, text, state)
        reading = reading_of(name, text)
        assert reading is not None
        verdict = float(reading.verdict[-1])
        order = np.argsort(-np.abs(effects), kind="stable")
        most = int(order[0])
        st.markdown(
            say(
                "Most depends on unit {unit}: with its {state} held at 0 at every word, the "
                "verdict at the end is {after} instead of {before}.",
                unit=most,
                state=state,
                before=f"{verdict:.2f}",
                after=f"{verdict + effects[most]:.2f}",
            )
        )
        bars, room = st.container(), st.container()
        mean = mean_effects_of(name, state)
        with bars:
            st.plotly_chart(
                unit_effects_bars(effects, mean, order=order, theme=theme(), say=say),
                key=f"{key}_effects",
                theme=None,
                width="stretch",
                config=image_config("png", name=say("Which unit matters?"), say=say),
            )
        with room:
            columns: dict[str, list[str | int]] = {
                say("unit"): [int(unit) for unit in order],
                say("verdict without it"): [f"{verdict + effects[unit]:.3f}" for unit in order],
                say("change"): [f"{effects[unit]:+.3f}".replace("-", "−") for unit in order],
            }
            if mean is not None:
                columns[say("size of the change, mean over the list")] = [
                    f"{mean[unit]:.3f}" for unit in order
                ]
            plain_table(columns, scrolls=say("Which unit matters?"))
            st.caption(
                say(
                    "All as the network is, without changes made by hand. The list: {list}. "
                    "Caution: what two units do together is not the sum of what each does alone.",
                    list=sentences_of(name, say, few=True),
                )
            )
