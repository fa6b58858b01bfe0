"""The same words in many orders: how often each network keeps its answer."""

import streamlit as st

from visualizer.figures import order_strip
from visualizer.lexicon.language import Translator
from visualizer.showing.order import class_names, kind_name
from visualizer.showing.order_told import (
    orders_named,
    spread_of,
    spreads_table,
    spreads_told,
)
from visualizer.ui.controls.plain import heading, paragraph, table
from visualizer.ui.order.runs import answers_of, orders_of
from visualizer.ui.order.texts import Read
from visualizer.ui.shell.page import chart, theme


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
        figure = order_strip(
            {kind: spread.shares for kind, spread in spreads.items()},
            {kind: spread.typed for kind, spread in spreads.items()},
            names={kind: kind_name(kind, say) for kind in spreads},
            theme=theme(),
            say=say,
        )
        chart(figure, key="order_strip", name=say("The same words in many orders"))
    with numbers:
        st.html(table(spreads_table(spreads, classes, say)))
