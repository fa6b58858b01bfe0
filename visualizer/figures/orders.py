"""What order does to networks that tell classes apart: a strip of many orders, and a course."""

from collections.abc import Mapping, Sequence

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

ROW = 54
JITTER = 0.26
"""Of a row's height, to both sides, so that equal values lie beside each other."""
CLASS_STROKES = ("lstm", "rnn", "gru", "lstm h", "rnn-orthogonal", "lstm-long")
"""The looks of classes in turn."""


@built
def order_strip(
    shares: Mapping[str, Float[np.ndarray, " N"]],
    typed: Mapping[str, float],
    *,
    names: Mapping[str, str],
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw how sure networks are of one answer in many orders: a row each, from 0 to 1.

    Args:
        shares: the probability in each order, by the network's key.
        typed: the same for the words as typed.
        names: what the networks are called.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: no network, no order, or a probability outside 0 to 1.
    """
    if not shares or any(len(each) == 0 for each in shares.values()):
        raise ValueError(f"shares must hold orders of networks, got {dict(shares)}")
    for key, each in shares.items():
        if not (each.min() >= 0 and each.max() <= 1):
            raise ValueError(f"shares[{key!r}] must be 0 to 1, got {each.min()} to {each.max()}")
    keys = [*shares]
    figure = go.Figure(
        [_strip(key, shares[key], row, names[key], theme) for row, key in enumerate(keys)],
        layout(
            say("The same words in many orders"),
            say("Each dot is one order, each bar the words as typed."),
            theme=theme,
            plot_height=ROW * len(keys) + 60,
            notes=0,
        ),
    )
    figure.add_trace(_as_typed([typed[key] for key in keys], theme, say))
    figure.layout.xaxis = go.layout.XAxis(
        range=(-0.02, 1.02),
        title={
            "text": say("probability of what it answered as typed"),
            "standoff": 8,
            "font": {"size": 13},
        },
        gridcolor=PAPER[theme].line,
        zeroline=False,
        tickfont={"size": 12, "color": PAPER[theme].text},
    )
    figure.layout.yaxis = go.layout.YAxis(
        tickvals=[*range(len(keys))],
        ticktext=[names[key] for key in keys],
        range=(len(keys) - 0.5, -0.5),
        automargin=True,
        showgrid=False,
        zeroline=False,
        tickfont={"size": 13, "color": PAPER[theme].text},
    )
    return figure


def _strip(
    key: str, shares: Float[np.ndarray, " N"], row: int, name: str, theme: Theme
) -> go.Scatter:
    stroke = STROKES.get(key)
    count = len(shares)
    beside = (np.arange(count) * 0.618) % 1 * 2 - 1  # spread evenly, the same every time
    return go.Scatter(
        x=shares.astype(float),
        y=row + JITTER * beside,
        mode="markers",
        marker={
            "size": 8,
            "opacity": 0.62,
            "color": PAPER[theme].quiet if stroke is None else getattr(stroke, theme),
            "symbol": "circle" if stroke is None else stroke.marker,
        },
        name=name,
        cliponaxis=False,
        hovertemplate=f"{name}: %{{x:.3f}}<extra></extra>",
    )


def _as_typed(typed: Sequence[float], theme: Theme, say: Translator) -> go.Scatter:
    name = say("as typed")
    return go.Scatter(
        x=[*map(float, typed)],
        y=[*range(len(typed))],
        mode="markers",
        marker={
            "symbol": "line-ns-open",
            "size": 30,
            "color": PAPER[theme].text,
            "line": {"width": 3},
        },
        name=name,
        cliponaxis=False,
        hovertemplate=f"{name}: %{{x:.3f}}<extra></extra>",
    )


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
