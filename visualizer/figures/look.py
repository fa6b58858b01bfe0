"""What every figure shares: type, the colours around the data, margins and the axis of words."""

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from typing import ParamSpec

import plotly.graph_objects as go

from visualizer.figures.text import lines, literal
from visualizer.lexicon.colours import PAPER, Theme
from visualizer.lexicon.language import SOURCE_LANGUAGE, Translator, translator

P = ParamSpec("P")
ENGLISH = translator(SOURCE_LANGUAGE)
FONT = "Inter, 'Noto Sans Devanagari', sans-serif"
CLEAR = "rgba(0,0,0,0)"
WORD_LETTERS = 20
LETTER = 7.0
"""Pixels of one letter of a tick label, a little more than Inter's average at 12 pixels."""
USUAL_WIDTH = 700.0
"""Pixels between the margins of a figure on a laptop; beyond it the words stand upright."""


def built(builder: Callable[P, go.Figure]) -> Callable[P, go.Figure]:
    """Make a figure's builder safe beside threads that load pandas.

    Plotly looks into pandas as soon as somebody begins to load it, when it is still empty; loading
    it again waits until it is whole.
    """

    @wraps(builder)
    def build(*args: P.args, **kwargs: P.kwargs) -> go.Figure:
        if "pandas" in sys.modules:
            import_module("pandas")
        return builder(*args, **kwargs)

    return build


def layout(title: str, subtitle: str, *, theme: Theme, plot_height: float, notes: int) -> go.Layout:
    """The layout around one plot: heading, legend above the plot, transparent ground.

    Args:
        title: first line of the heading.
        subtitle: the lines below it, broken where they are too long.
        theme: which ground the figure lies on.
        plot_height: pixels of the plot itself with its words below it.
        notes: lines kept free for the legend.
    """
    paper = PAPER[theme]
    below = lines(subtitle)
    top = 68 + 17 * (below.count("<br>") + 1) + 20 * notes
    return go.Layout(
        template=go.layout.Template(),  # an implicit one depends on who imported Streamlit
        font={"family": FONT, "size": 13, "color": paper.text},
        title={
            "text": title,
            "font": {"size": 17, "color": paper.text, "family": FONT, "weight": 600},
            "subtitle": {"text": below, "font": {"size": 13, "color": paper.quiet}},
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 30},  # below the toolbar, which a narrow figure needs in full width,
        },
        paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR,
        height=round(top + plot_height),
        margin={"l": 64, "r": 24, "t": top, "b": 56},
        hovermode="closest",
        hoverlabel={
            "bgcolor": paper.panel,
            "bordercolor": paper.line,
            "align": "left",
            "font": {"family": FONT, "size": 13, "color": paper.text},
        },
        modebar={"bgcolor": CLEAR, "color": paper.quiet, "activecolor": paper.text},
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "bgcolor": CLEAR,
            "font": {"size": 13, "color": paper.text},
        },
        showlegend=notes > 0,
    )


def word_axis(
    tokens: Sequence[str] | None, steps: int, *, theme: Theme, say: Translator
) -> go.layout.XAxis:
    """The axis of words: one place per step, so that a repeated word keeps its own column.

    The places are categories 0, 1, ... under the name of their word, because Plotly leaves out
    labels that do not fit only on an axis of categories. From 0, because it reads the place of an
    annotation as a position and that of a mark as a name.
    """
    places = [*range(steps)]
    words = word_labels(tokens, steps)
    return go.layout.XAxis(
        type="category",
        categoryorder="array",
        categoryarray=places,
        labelalias={str(place): word for place, word in zip(places, words, strict=True)},
        range=[-0.5, steps - 0.5],
        title={
            "text": say("word (time runs left to right)")
            if tokens is not None
            else say("step (time runs left to right)"),
            "standoff": 12,
            "font": {"size": 13},
        },
        autotickangles=[0, -45, -90],
        automargin=True,
        showgrid=False,
        zeroline=False,
        ticks="outside",
        ticklen=3,
        tickcolor=PAPER[theme].line,
        tickfont={"size": 12, "color": PAPER[theme].text},
    )


def word_labels(tokens: Sequence[str] | None, steps: int) -> list[str]:
    """The words as tick labels, or the numbers of the steps where there are no words.

    Raises:
        ValueError: not one token for each step.
    """
    if tokens is None:
        return [str(step) for step in range(1, steps + 1)]
    if len(tokens) != steps:
        raise ValueError(f"tokens must be one for each of the {steps} steps, got {len(tokens)}")
    return [literal(token, at_most=WORD_LETTERS) for token in tokens]


def word_room(labels: Sequence[str]) -> float:
    """Pixels that the words take below the plot, upright if side by side they would not fit."""
    longest = LETTER * min(max(map(len, labels)), WORD_LETTERS)
    return 60 + (longest if longest * len(labels) > USUAL_WIDTH else 14)


def places_in_time(tokens: Sequence[str] | None, steps: int, *, say: Translator) -> list[str]:
    """What the pointer reads about each step: its number and its whole word."""
    if tokens is None:
        return [say("step {step} of {steps}", step=t + 1, steps=steps) for t in range(steps)]
    return [
        say("step {step} of {steps}: “{word}”", step=t + 1, steps=steps, word=literal(token))
        for t, token in enumerate(tokens)
    ]
