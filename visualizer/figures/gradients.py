"""Figures of gradients: absolute, on logarithmic axes, with the floor of float32 marked."""

from collections.abc import Mapping, Sequence
from math import ceil, log10

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
from visualizer.lexicon.colours import NEGATIVE, NEUTRAL, PAPER, POSITIVE, Theme
from visualizer.lexicon.language import Translator
from visualizer.views.curves import (
    STROKES,
    Curve,
    Curves,
    below_axis,
    labelled_powers,
    lag_curves,
    sentence_curves,
)

PLOT_HEIGHT = 320
MARKED = 64
"""Steps up to which every one is marked on a curve."""
AID_DASHES = {"bound": "longdash", "gates": "dot"}
MAP_SPAN = 3
"""Powers of ten to either side of 1 that the map's colours cover, always: those of trained networks
on sentences, which a wider range would show all alike."""


@built
def gradient_course(
    curves: Mapping[str, Float[np.ndarray, " T"]],
    *,
    tokens: Sequence[str] | None = None,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw how strongly the end depends on the state after each word, one curve a network.

    The axis is logarithmic and absolute: a step down of one line is ten times less. Values of
    exactly 0 have no place on it and stand at its foot under an open mark.

    Args:
        curves: by key of `STROKES`, gradient lengths after every word, >= 0; NaN leaves a gap.
        tokens: the words, one for each step; without them the steps are numbered.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: no curve, an unknown key, unequal lengths, or `tokens` do not fit.
    """
    return _drawn(sentence_curves(curves, tokens=tokens, say=say), theme, say)


@built
def lag_course(
    curves: Mapping[str, Float[np.ndarray, " T"]],
    *,
    bounds: Mapping[str, Float[np.ndarray, " T"]] | None = None,
    gates: Mapping[str, Float[np.ndarray, " T"]] | None = None,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw how much of a state's change is left some steps later, against the number of steps.

    Args:
        curves: by key of `STROKES`, measured lengths at lags 0, 1, 2, ...
        bounds: for some of them what theory does not let them exceed, drawn thin.
        gates: for some of them the product of the gates that keep most, drawn dotted.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: no curve, an unknown key or unequal lengths.
    """
    return _drawn(lag_curves(curves, bounds=bounds, gates=gates, say=say), theme, say)


@built
def jacobian_map(
    norms: Float[np.ndarray, "T T"],
    *,
    tokens: Sequence[str] | None = None,
    name: str = "",
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw how the state after one word depends on the state after each earlier one.

    Rows are the later word, columns the earlier one; colours cover 10^-3 to 10^3 on every figure,
    with 1 in the middle: one hue where a change shrinks, another where it grows. What is beyond
    has the last colour, and its value where it is pointed at.

    Args:
        norms: of d state_t / d state_s, rows t, columns s; NaN above the diagonal.
        tokens: the words, one for each step; without them the steps are numbered.
        name: the network's, for the heading.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: `norms` is not square, or `tokens` do not fit.
    """
    if norms.ndim != 2 or norms.shape[0] != norms.shape[1] or not norms.size:
        raise ValueError(f"norms must be (T, T) with T at least 1, got {norms.shape}")
    steps = len(norms)
    labels = word_labels(tokens, steps)
    moments = places_in_time(tokens, steps, say=say)
    with np.errstate(divide="ignore"):
        powers = np.clip(np.log10(norms), -MAP_SPAN, MAP_SPAN)
    figure = go.Figure(
        go.Heatmap(
            z=powers,
            customdata=_pairs(norms, moments),
            x=[*range(steps)],
            y=[*range(steps)],
            zmin=-MAP_SPAN,
            zmax=MAP_SPAN,
            colorscale=[[0, NEGATIVE[theme]], [0.5, NEUTRAL[theme]], [1, POSITIVE[theme]]],
            hoverongaps=False,
            xgap=1,
            ygap=1,
            hovertemplate="%{customdata}<extra></extra>",
            colorbar={
                "thickness": 12,
                "outlinewidth": 0,
                "tickvals": [*range(-MAP_SPAN, MAP_SPAN + 1)],
                "ticktext": [
                    f"≤ {power_of_ten(-MAP_SPAN)}",
                    *map(power_of_ten, range(1 - MAP_SPAN, MAP_SPAN)),
                    f"≥ {power_of_ten(MAP_SPAN)}",
                ],
                "tickfont": {"size": 12},
                "title": {"text": say("factor, no unit"), "side": "right"},
            },
        ),
        layout(
            say("Which word's state reaches which, {name}", name=name)
            if name
            else say("Which word's state reaches which"),
            say(
                "Row: the later word, column: the earlier. A change shrinks (blue) or grows (red)."
            ),
            theme=theme,
            plot_height=max(240, min(560, 22 * steps)) + word_room(labels),
            notes=0,
        ),
    )
    figure.layout.xaxis = word_axis(tokens, steps, theme=theme, say=say)
    across = word_axis(tokens, steps, theme=theme, say=say).to_plotly_json()
    del across["autotickangles"]
    figure.layout.yaxis = go.layout.YAxis(across)
    figure.update_xaxes(title={"text": say("earlier word"), "standoff": 12})
    figure.update_yaxes(title={"text": say("later word")}, range=[steps - 0.5, -0.5])
    return figure


def _pairs(norms: Float[np.ndarray, "T T"], moments: Sequence[str]) -> list[list[str]]:
    """What the pointer reads about every pair."""
    return [
        [
            f"{earlier}<br>→ {later}<br>{value:.2e}"
            for earlier, value in zip(moments, row, strict=True)
        ]
        for later, row in zip(moments, norms.tolist(), strict=True)
    ]


def power_axis(title: str, low: int, high: int, *, theme: Theme) -> go.layout.YAxis:
    """A logarithmic axis from 10^low to 10^high, labelled in powers of ten."""
    powers = labelled_powers(low, high)
    return go.layout.YAxis(
        type="log",
        range=[low - 0.15, high + 0.15],
        title={"text": title, "standoff": 8, "font": {"size": 13}},
        tickvals=[10.0**power for power in powers],
        ticktext=[power_of_ten(power) for power in powers],
        tickfont={"size": 12},
        gridcolor=PAPER[theme].line,
        automargin=True,
        zeroline=False,
    )


def power_of_ten(power: int) -> str:
    """A power of ten as a label."""
    return "1" if power == 0 else f"10<sup>{str(power).replace('-', '−')}</sup>"


def _drawn(shown: Curves, theme: Theme, say: Translator) -> go.Figure:
    """The curves as a figure."""
    steps = shown.steps
    low, high = shown.decades
    if shown.lags:
        room, moments = 40.0, [say("{n} steps back", n=lag) for lag in range(steps)]
        moments[1:2] = [say("one step back")] * (steps > 1)
    else:
        room = word_room(word_labels(shown.tokens, steps))
        moments = places_in_time(shown.tokens, steps, say=say)
    figure = go.Figure(
        layout=layout(
            shown.title,
            shown.note,
            theme=theme,
            plot_height=PLOT_HEIGHT + room,
            notes=ceil(len(shown.curves) / 2),
        )
    )
    for curve in shown.curves:
        figure.add_traces(_traces(curve, moments, low, theme, say))
    figure.layout.xaxis = (
        _lag_axis(steps, theme, say)
        if shown.lags
        else word_axis(shown.tokens, steps, theme=theme, say=say)
    )
    figure.layout.yaxis = power_axis(shown.vertical, low, high, theme=theme)
    if shown.lags:
        figure.add_hline(1, line={"color": PAPER[theme].quiet, "width": 1.5}, layer="below")
    for value, text in shown.limits(say).items():
        _limit(figure, value, text, theme, at_start=shown.lags)
    return figure


def _lag_axis(steps: int, theme: Theme, say: Translator) -> go.layout.XAxis:
    return go.layout.XAxis(
        title={"text": say("steps back from the end"), "standoff": 12, "font": {"size": 13}},
        range=[-0.5, steps - 0.5],
        gridcolor=PAPER[theme].line,
        zeroline=False,
        tickfont={"size": 12},
    )


def _traces(
    curve: Curve, moments: Sequence[str], low: int, theme: Theme, say: Translator
) -> list[go.Scatter]:
    """A curve; of a measured one, open marks at the foot of the axis for what lies below it."""
    stroke, name = STROKES[curve.key], curve.name(say)
    hue = getattr(stroke, theme)
    values, places = curve.values, np.arange(len(curve.values))
    if curve.kind != "measured":
        return [
            go.Scatter(
                x=places,
                y=np.where((values > 0) & np.isfinite(values), values, np.nan),
                mode="lines",
                name=name,
                line={"color": hue, "width": 1.2, "dash": AID_DASHES[curve.kind]},
                hovertemplate=f"{name}: %{{y:.2e}}<extra></extra>",
            )
        ]
    below = below_axis(values, low)
    line = go.Scatter(
        x=places,
        y=np.where(below | ~np.isfinite(values), np.nan, values),
        mode="lines+markers" if len(values) <= MARKED else "lines",
        name=name,
        legendgroup=curve.key,
        line={"color": hue, "width": 2.5, "dash": stroke.dash},
        marker={"color": hue, "size": 7, "symbol": stroke.marker},
        customdata=list(moments),
        hovertemplate=f"%{{customdata}}<br>{name}: %{{y:.2e}}<extra></extra>",
        cliponaxis=False,
    )
    if not below.any():
        return [line]
    marks = go.Scatter(
        x=places[below],
        y=np.full(int(below.sum()), 10.0**low),
        mode="markers",
        legendgroup=curve.key,
        showlegend=False,
        marker={"color": hue, "size": 8, "symbol": f"{stroke.marker}-open"},
        customdata=[
            f"{moments[t]}<br>{name}: {values[t]:.2e}" for t in np.flatnonzero(below).tolist()
        ],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
    return [line, marks]


def _limit(figure: go.Figure, value: float, text: str, theme: Theme, *, at_start: bool) -> None:
    """Where float32 ends, named at the end of the axis where no curve crosses it."""
    paper = PAPER[theme]
    figure.add_hline(value, line={"color": paper.quiet, "width": 1.5, "dash": "dash"})
    figure.add_annotation(
        x=0 if at_start else 1,
        xref="paper",
        xanchor="left" if at_start else "right",
        y=log10(value),
        yanchor="bottom",
        text=text,
        showarrow=False,
        bgcolor=paper.page,
        font={"size": 12, "color": paper.quiet},
    )
