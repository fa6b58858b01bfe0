"""How well the networks do on both data, from their cards: what order is worth."""

import streamlit as st

from visualizer.lexicon.language import Translator
from visualizer.networks import CheckpointError
from visualizer.showing.order_told import made_told, measured_table, news_told
from visualizer.ui.controls.networks import tell_unusable
from visualizer.ui.controls.plain import heading, paragraph, table
from visualizer.ui.controls.text_language import first_language
from visualizer.ui.order.runs import cards_of, names_of
from visualizer.ui.order.texts import Read


def both_data(read: Read, say: Translator) -> None:
    """A table of measured shares, and the two sentences that follow from it."""
    language = read.language if read.task == "order" else first_language("order")
    try:
        made = {k: card.own for k, card in cards_of(names_of("order", language)).items()}
        news = {k: card.own for k, card in cards_of(names_of("news", "en")).items()}
    except CheckpointError as error:
        tell_unusable(error)
        return
    n = made["bag"].texts.n, news["bag"].texts.n
    small = say(
        "Mean of {seeds} trainings with other seeds, on {made} sentences and {news} texts of news "
        "that were neither learned nor chosen on. A near-tie is a difference of less than two "
        "standard errors.",
        seeds=len(news["bag"].seeds),
        made=say.number(n[0]),
        news=say.number(n[1]),
    )
    st.html(
        "".join(
            (
                heading(say("Honestly, on both data")),
                table(measured_table(made, news, say), scrolls=say("Honestly, on both data")),
                paragraph(small, small=True),
                paragraph(made_told(made, say)),
                paragraph(news_told(news, say)),
            )
        )
    )
