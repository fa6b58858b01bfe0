"""Courses over the sentence: one unit's quantities, and the verdict."""

from collections.abc import Mapping, Sequence
from math import ceil

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Bool, Float

from visualizer.figures.look import (
    ENGLISH,
    built,
    layout,
    places_in_time,
    word_axis,
    word_labels,
    word_room,
)
from visualizer.figures.text import literal, number
from visualizer.lexicon.colours import NEGATIVE, PAPER, POSITIVE, Theme
from visualizer.lexicon.language import Translator
from visualizer.lexicon.quantities import QUANTITIES

QUANTITY_STROKES = {
    "f": ("dash", "square"),
    "i": ("dot", "diamond"),
    "g": ("dashdot", "triangle-up"),
    "o": ("longdashdot", "cross"),
    "c": ("solid", "circle"),
    "h": ("longdash", "x"),
    "r": ("dash", "square"),
    "z": ("dot", "diamond"),
    "n": ("dashdot", "triangle-up"),
}
"""Dash and marker of each quantity: within one cell no two alike, so hue is not the only cue."""

CALLOUT_LETTERS = 14


@built
def unit_course(
    values: Mapping[str, Float[np.ndarray, " T"]],
    *,
    tokens: Sequence[str] | None = None,
    unit: int | None = None,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw what one unit does over the sentence, one line for each quantity.

    The axis covers -1..1. Where a value lies outside, it covers the widest bound among the
    quantities, and where even that is too small it grows to the next whole number and says so.

    Args:
        values: by symbol, in the order of the legend, the value after every word.
        tokens: the words, one for each step; without them the steps are numbered.
        unit: the unit's number, for the heading.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: no quantity, one the table lacks, unequal lengths, or `tokens` do not fit.
    """
    steps = _shared_length(values)
    labels = word_labels(tokens, steps)
    moments = places_in_time(tokens, steps, say=say)
    reach, statement = _reach(values, say=say)
    figure = go.Figure(
        [
            _line(symbol, course, moments, unit=unit, theme=theme, say=say)
            for symbol, course in values.items()
        ],
        layout(
            say("Unit {unit}, word by word", unit=unit)
            if unit is not None
            else say("One unit, word by word"),
            statement or say("Click a name to hide its line, double-click to see it alone."),
            theme=theme,
            plot_height=300 + word_room(labels),
            notes=ceil(len(values) / 2),
        ),
    )
    figure.layout.xaxis = word_axis(tokens, steps, theme=theme, say=say)
    figure.layout.yaxis = _value_axis(
        say("value, no unit"), (-1.05 * reach, 1.05 * reach), theme=theme
    )
    figure.update_yaxes(
        dtick=0.5 if reach == 1 else ceil(reach / 4),
        zeroline=True,
        zerolinecolor=PAPER[theme].quiet,
    )
    return figure


@built
def verdict_course(
    verdict: Float[np.ndarray, " T"],
    *,
    tokens: Sequence[str] | None = None,
    unknown: Bool[np.ndarray, " T"] | Sequence[bool] | None = None,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw the probability of "positive" after every word, and name the word that turned it most.

    The largest change is the one from one word to the next; the first of equals is named.

    Args:
        verdict: probability after every word, 0..1; NaN leaves a gap.
        tokens: the words, one for each step; without them the steps are numbered.
        unknown: true where the vocabulary lacks the word.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: `verdict` is empty or leaves 0..1, `tokens` or `unknown` do not fit.
    """
    if verdict.ndim != 1 or verdict.size == 0:
        raise ValueError(f"verdict must be one value a step, at least one, got {verdict.shape}")
    outside = verdict[(verdict < 0) | (verdict > 1)]
    if outside.size:
        raise ValueError(f"verdict must be a probability, 0 to 1, got {outside[0]}")
    steps = len(verdict)
    strange = np.zeros(steps, bool) if unknown is None else np.array(unknown, bool)
    if len(strange) != steps:
        raise ValueError(f"unknown must be one for each of the {steps} steps, got {len(strange)}")
    labels = word_labels(tokens, steps)
    moments = [
        f"{moment}<br>{say('not in the vocabulary')}" if odd else moment
        for moment, odd in zip(
            places_in_time(tokens, steps, say=say), strange.tolist(), strict=True
        )
    ]

    figure = go.Figure(
        [_verdict_line(verdict, moments, theme=theme, say=say)],
        layout(
            say("The verdict, word by word"),
            say("How likely the text so far is positive, as the network sees it."),
            theme=theme,
            plot_height=260 + word_room(labels),
            notes=int(strange.any()),
        ),
    )
    figure.layout.xaxis = word_axis(tokens, steps, theme=theme, say=say)
    figure.layout.yaxis = _value_axis(say("probability of “positive”"), (0, 1), theme=theme)
    figure.update_yaxes(dtick=0.25, showgrid=False)  # its line would cover the one at 0.5
    figure.update_layout(legend={"itemclick": False, "itemdoubleclick": False})
    _sides(figure, theme=theme, say=say)
    if strange.any():
        figure.add_trace(_unknown_rings(verdict, strange, theme=theme, say=say))
    turn = largest_change(verdict)
    if turn is not None:
        _name_turn(figure, verdict, turn, labels[turn] if tokens is None else tokens[turn], theme)
    return figure


def largest_change(verdict: Float[np.ndarray, " T"]) -> int | None:
    """The step whose word changed the verdict most, or None where nothing changed."""
    sizes = np.abs(np.diff(verdict.astype(np.float64)))
    sizes[np.isnan(sizes)] = 0
    return int(sizes.argmax()) + 1 if sizes.any() else None


def _shared_length(values: Mapping[str, Float[np.ndarray, " T"]]) -> int:
    unlisted = [symbol for symbol in values if symbol not in QUANTITIES]
    if unlisted:
        raise ValueError(f"values must be keyed by {', '.join(QUANTITIES)}, got {unlisted[0]!r}")
    shapes = {course.shape for course in values.values()}
    if len(shapes) != 1 or len(shape := shapes.pop()) != 1 or shape[0] == 0:
        raise ValueError(
            "values must hold at least one quantity, all of one length over time, got "
            + (", ".join(f"{symbol} {each.shape}" for symbol, each in values.items()) or "none")
        )
    return shape[0]


def _reach(values: Mapping[str, Float[np.ndarray, " T"]], *, say: Translator) -> tuple[float, str]:
    """How far the axis goes from 0, and the sentence to say where that is further than usual."""
    peaks = {
        symbol: max((abs(float(value)) for value in course if np.isfinite(value)), default=0.0)
        for symbol, course in values.items()
    }
    furthest = max(peaks, key=lambda symbol: peaks[symbol])
    bound = max(QUANTITIES[symbol].bound for symbol in values)
    if peaks[furthest] <= 1:
        return 1.0, ""
    if peaks[furthest] <= bound:
        return bound, ""
    return float(ceil(peaks[furthest])), say(
        "{symbol} reaches {peak} from 0, beyond ±{bound}: this axis is longer than usual.",
        symbol=furthest,
        peak=number(peaks[furthest]),
        bound=f"{bound:g}",
    )


def _line(
    symbol: str,
    course: Float[np.ndarray, " T"],
    moments: list[str],
    *,
    unit: int | None,
    theme: Theme,
    say: Translator,
) -> go.Scatter:
    quantity = QUANTITIES[symbol]
    hue = getattr(quantity, theme)
    dash, marker = QUANTITY_STROKES[symbol]
    name = f"{say(quantity.name)} {symbol}"
    return go.Scatter(
        x=[*range(len(moments))],
        y=np.where(np.isfinite(course), course, np.nan),
        mode="lines+markers",
        name=name,
        line={"color": hue, "width": 2, "dash": dash},
        marker={"color": hue, "size": 7, "symbol": marker},
        cliponaxis=False,
        customdata=moments,
        hovertemplate="<br>".join(
            [
                "%{customdata}",
                *([say("unit {unit}", unit=unit)] if unit is not None else []),
                f"{name} = %{{y:.3f}}",
            ]
        )
        + "<extra></extra>",
    )


def _value_axis(title: str, span: tuple[float, float], *, theme: Theme) -> go.layout.YAxis:
    return go.layout.YAxis(
        range=span,
        title={"text": title, "standoff": 8, "font": {"size": 13}},
        automargin=True,
        gridcolor=PAPER[theme].line,
        zeroline=False,
        tick0=0,
        tickfont={"size": 12},
    )


def _verdict_line(
    verdict: Float[np.ndarray, " T"], moments: list[str], *, theme: Theme, say: Translator
) -> go.Scatter:
    paper = PAPER[theme]
    return go.Scatter(
        x=[*range(len(moments))],
        y=verdict,
        mode="lines+markers",
        name=say("verdict"),
        showlegend=False,
        line={"color": paper.text, "width": 2},
        marker={
            "size": 9,
            "color": [POSITIVE[theme] if value >= 0.5 else NEGATIVE[theme] for value in verdict],
            "symbol": ["circle" if value >= 0.5 else "square" for value in verdict],
            "line": {"color": paper.page, "width": 1},
        },
        cliponaxis=False,
        customdata=moments,
        hovertemplate="%{customdata}<br>"
        + say("probability of “positive”")
        + " = %{y:.3f}<extra></extra>",
    )


def _sides(figure: go.Figure, *, theme: Theme, say: Translator) -> None:
    """Shade and name the two sides, and name the line between them, right of the plot."""
    paper = PAPER[theme]
    for low, high, hue, name in (
        (0.5, 1, POSITIVE[theme], say("positive")),
        (0, 0.5, NEGATIVE[theme], say("negative")),
    ):
        figure.add_hrect(low, high, fillcolor=hue, opacity=0.07, line={"width": 0}, layer="below")
        _beside(figure, (low + high) / 2, name, hue)
    figure.add_hline(0.5, line={"color": paper.quiet, "width": 1.5, "dash": "dash"}, layer="below")
    _beside(figure, 0.5, say("undecided"), paper.quiet)
    figure.update_layout(margin={"r": 96})


def _beside(figure: go.Figure, height: float, text: str, hue: str) -> None:
    figure.add_annotation(
        x=1,
        xref="paper",
        xanchor="left",
        xshift=8,
        y=height,
        text=text,
        showarrow=False,
        font={"size": 13, "color": hue},
    )


def _unknown_rings(
    verdict: Float[np.ndarray, " T"],
    strange: Bool[np.ndarray, " T"],
    *,
    theme: Theme,
    say: Translator,
) -> go.Scatter:
    places = np.flatnonzero(strange)
    return go.Scatter(
        x=places.tolist(),
        y=verdict[places],
        mode="markers",
        name=say.count(
            "{n} word is not in the vocabulary",
            "{n} words are not in the vocabulary",
            len(places),
        ),
        marker={
            "symbol": "diamond-open",
            "size": 17,
            "color": PAPER[theme].text,
            "line": {"width": 1.5},
        },
        cliponaxis=False,
        hoverinfo="skip",
    )


def _name_turn(
    figure: go.Figure, verdict: Float[np.ndarray, " T"], turn: int, word: str, theme: Theme
) -> None:
    paper = PAPER[theme]
    share = turn / (len(verdict) - 1)
    value = float(verdict[turn])
    change = value - float(verdict[turn - 1])
    above = value < 0.75 if change > 0 else value < 0.25
    figure.add_annotation(
        x=turn,
        y=value,
        text=f"“{literal(word, at_most=CALLOUT_LETTERS)}” {number(change, signed=True)}",
        showarrow=True,
        ax=0,
        ay=-44 if above else 44,
        xanchor="left" if share < 0.2 else "right" if share > 0.8 else "center",
        arrowhead=2,
        arrowwidth=1.5,
        arrowcolor=paper.text,
        standoff=7,
        bgcolor=paper.page,
        bordercolor=paper.quiet,
        borderpad=4,
        font={"size": 13, "color": paper.text},
    )
