"""The same words in many orders: how often each network keeps its answer."""

from collections.abc import Mapping
from html import escape

import numpy as np
import streamlit as st

from visualizer.lexicon.colours import PAPER, STROKES
from visualizer.lexicon.language import Translator
from visualizer.showing.order import class_names, kind_name
from visualizer.showing.order_told import (
    Spread,
    orders_named,
    spread_of,
    spreads_table,
    spreads_told,
)
from visualizer.ui.controls.plain import heading, paragraph, table
from visualizer.ui.order.runs import answers_of, orders_of
from visualizer.ui.order.texts import Read
from visualizer.ui.shell.page import theme

TICKS = (0, 0.25, 0.5, 0.75, 1)
JITTER = 30
"""Hundredths of a strip's height, to both sides, so that equal values lie beside each other."""


def many_orders(read: Read, say: Translator) -> None:
    """A strip, a table and a sentence over many orders of the words."""
    spreads = {
        kind: spread_of(reading.probabilities[-1], answers_of(read.names[kind], read.text))
        for kind, reading in read.readings.items()
    }
    bag = read.readings["bag"]
    orders = orders_of(len(bag.tokens))
    classes = class_names(bag.classes, say)
    told = f"{orders_named(orders, say)} {spreads_told(spreads, say)}"
    st.html(heading(say("Over many orders of these words")) + paragraph(told))
    picture, numbers = st.columns([1, 1], gap="medium", vertical_alignment="center")
    with picture:
        st.html(strips(spreads, say))
    with numbers:
        st.html(table(spreads_table(spreads, classes, say)))


def strips(spreads: Mapping[str, Spread], say: Translator) -> str:
    """How sure networks are of one answer in many orders: a row each, from 0 to 1.

    Plain HTML: Plotly would more than double what a first visit loads.
    """
    rows = "".join(_row(kind, spread, say) for kind, spread in spreads.items())
    ticks = "".join(f'<span style="left:{100 * tick:g}%">{tick:g}</span>' for tick in TICKS)
    name = escape(say("The same words in many orders"))
    axis = f'<div class="strip-axis"><span></span><div>{ticks}</div></div>'
    how = say("Each dot is one order, each bar the words as typed.")
    below = f"{say('probability of what it answered as typed')}. {how}"
    picture = f'<div class="strips" role="img" aria-label="{name}">{rows}{axis}</div>'
    return picture + paragraph(below, small=True)


def _row(kind: str, spread: Spread, say: Translator) -> str:
    stroke = STROKES.get(kind)
    paper = PAPER[theme()]
    hue = paper.quiet if stroke is None else getattr(stroke, theme())
    beside = (np.arange(spread.of) * 0.618) % 1 * 2 - 1  # spread evenly, the same every time
    dots = "".join(
        f'<i style="left:{100 * share:.2f}%;top:{50 + JITTER * aside:.0f}%"></i>'
        for share, aside in zip(spread.shares, beside, strict=True)
    )
    typed = f'<b style="left:{100 * spread.typed:.2f}%;background:{paper.text}"></b>'
    strip = f'<div class="strip" style="color:{hue}">{dots}{typed}</div>'
    return f"<div><span>{escape(kind_name(kind, say))}</span>{strip}</div>"
