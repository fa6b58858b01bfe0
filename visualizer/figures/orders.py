"""The course of what a network of classes says, word by word."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from visualizer.figures.look import (
    ENGLISH,
    built,
    layout,
    places_in_time,
    word_axis,
    word_labels,
    word_room,
)
from visualizer.lexicon.colours import PAPER, STROKES, Theme
from visualizer.lexicon.language import Translator

CLASS_STROKES = ("lstm", "rnn", "gru", "lstm h", "rnn-orthogonal", "lstm-long")
"""The looks of classes in turn."""


@built
def class_course(
    shares: Float[np.ndarray, "T C"],
    *,
    classes: Sequence[str],
    tokens: Sequence[str],
    title: str,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw the probability of each class after every word, from 0 to 1.

    Args:
        shares: each 0 to 1, together 1 after every word.
        classes: what they are called.
        tokens: the words.
        title: of the figure.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: not one class for each column, or not one token for each step.
    """
    steps, count = shares.shape
    if count != len(classes):
        raise ValueError(f"classes must be one for each of {count} columns, got {[*classes]}")
    labels = word_labels(tokens, steps)
    moments = places_in_time(tokens, steps, say=say)
    figure = go.Figure(
        [_class(shares[:, k], k, name, moments, theme) for k, name in enumerate(classes)],
        layout(
            title,
            say("Probability of each class after every word; together 1."),
            theme=theme,
            plot_height=210 + word_room(labels),
            notes=1,
        ),
    )
    figure.layout.xaxis = word_axis(tokens, steps, theme=theme, say=say)
    figure.layout.yaxis = go.layout.YAxis(
        range=(-0.02, 1.02),
        title={"text": say("probability"), "standoff": 8, "font": {"size": 13}},
        automargin=True,
        gridcolor=PAPER[theme].line,
        zeroline=False,
        tickfont={"size": 12},
    )
    return figure


def _class(
    values: Float[np.ndarray, " T"], k: int, name: str, moments: Sequence[str], theme: Theme
) -> go.Scatter:
    stroke = STROKES[CLASS_STROKES[k % len(CLASS_STROKES)]]
    hue = getattr(stroke, theme)
    return go.Scatter(
        x=[*range(len(moments))],
        y=values.astype(float),
        mode="lines+markers",
        name=name,
        line={"color": hue, "width": 2, "dash": stroke.dash},
        marker={"color": hue, "size": 7, "symbol": stroke.marker},
        cliponaxis=False,
        customdata=[*moments],
        hovertemplate=f"%{{customdata}}<br>{name}: %{{y:.3f}}<extra></extra>",
    )
