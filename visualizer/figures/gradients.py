"""Figures of gradients: absolute, on logarithmic axes, with the floor of float32 marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from visualizer.figures.look import (
    ENGLISH,
    PAPER,
    Theme,
    layout,
    places_in_time,
    word_axis,
    word_labels,
    word_room,
)
from visualizer.language import N_, Translator
from visualizer.quantities import NEGATIVE, NEUTRAL, POSITIVE

FLOAT32_FLOOR = float(np.finfo(np.float32).tiny)
FLOAT32_CEILING = float(np.finfo(np.float32).max)
LOWEST = -45
"""The axis ends here: float32 has nothing below 1.4e-45, not even without full precision."""
STRIDES = (1, 2, 5, 10, 20, 50, 100)
HIGHEST = 1e300
PLOT_HEIGHT = 320
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
MAP_SPAN = 8
"""Powers of ten to either side of 1 that the map's colours cover, always."""


@dataclass(frozen=True)
class Stroke:
    """How one curve looks wherever it is drawn; `name` is a message for the catalogue."""

    name: str
    light: str
    dark: str
    dash: str
    marker: str


STROKES: dict[str, Stroke] = {
    "rnn": Stroke(N_("RNN, through h"), "#b3440c", "#ff9468", "dot", "circle"),
    "gru": Stroke(N_("GRU, through h"), "#0b7a5b", "#4fd6a8", "dash", "diamond"),
    "lstm": Stroke(N_("LSTM, through h and c"), "#2a54c8", "#8fb0ff", "solid", "square"),
    "lstm h": Stroke(N_("LSTM, through h"), "#6a3fd0", "#b79bff", "dashdot", "triangle-up"),
    "lstm c": Stroke(N_("LSTM, through c"), "#2a54c8", "#8fb0ff", "solid", "square"),
    "lstm-plain": Stroke(N_("LSTM, forget bias about 0"), "#8a2c77", "#ee8fd6", "dashdot", "x"),
    "lstm-open": Stroke(N_("LSTM, forget bias 3"), "#006d85", "#5cd4ea", "longdash", "star"),
}
"""The curves by key; the same hues on every figure, told apart by dash and mark as well."""


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
    steps = _length(curves)
    labels = word_labels(tokens, steps)
    moments = places_in_time(tokens, steps, say=say)
    figure = go.Figure(
        layout=layout(
            say("How strongly the verdict depends on each word's state"),
            say(
                "Length of the gradient of the final verdict's log-odds, for the state after each "
                "word. The axis is logarithmic and absolute."
            ),
            theme=theme,
            plot_height=PLOT_HEIGHT + word_room(labels),
            notes=ceil(len(curves) / 2),
        )
    )
    low, high = decades(curves.values())
    for key, values in curves.items():
        figure.add_traces(_curve(key, np.arange(steps), values, moments, low, theme=theme, say=say))
    figure.layout.xaxis = word_axis(tokens, steps, theme=theme, say=say)
    figure.layout.yaxis = power_axis(say("gradient length, no unit"), low, high, theme=theme)
    _limits(figure, low, high, theme=theme, say=say)
    return figure


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
    bounds, gates = bounds or {}, gates or {}
    lags = _length(curves)
    for aids in (bounds, gates):
        if aids and _length(aids) != lags:
            raise ValueError(f"bounds and gates must have the same number of steps, {lags}")
    low, high = decades([*curves.values(), *bounds.values(), *gates.values()])
    moments = [say("{n} steps back", n=lag) for lag in range(lags)]
    figure = go.Figure(
        layout=layout(
            say("How much of a change is left after some steps"),
            say(
                "Largest factor by which a small change of the state has grown or shrunk at the "
                "end. Above 1 gradients explode, far below they vanish."
            ),
            theme=theme,
            plot_height=PLOT_HEIGHT + 40,
            notes=ceil((len(curves) + len(bounds) + len(gates)) / 2),
        )
    )
    places = np.arange(lags)
    for key, values in bounds.items():
        figure.add_trace(
            _aid(
                key,
                places,
                values,
                say("bound for {name}", name=curve_name(key, say)),
                "longdash",
                theme,
            )
        )
    for key, values in gates.items():
        name = say("gates alone, {name}", name=curve_name(key, say))
        figure.add_trace(_aid(key, places, values, name, "dot", theme))
    for key, values in curves.items():
        figure.add_traces(_curve(key, places, values, moments, low, theme=theme, say=say))
    figure.layout.xaxis = go.layout.XAxis(
        title={"text": say("steps back from the end"), "standoff": 12, "font": {"size": 13}},
        range=[-0.5, lags - 0.5],
        gridcolor=PAPER[theme].line,
        zeroline=False,
        tickfont={"size": 12},
    )
    figure.layout.yaxis = power_axis(say("factor, no unit"), low, high, theme=theme)
    figure.add_hline(1, line={"color": PAPER[theme].quiet, "width": 1.5}, layer="below")
    _limits(figure, low, high, theme=theme, say=say)
    return figure


def jacobian_map(
    norms: Float[np.ndarray, "T T"],
    *,
    tokens: Sequence[str] | None = None,
    name: str = "",
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw how the state after one word depends on the state after each earlier one.

    Rows are the later word, columns the earlier one; colours cover 10^-8 to 10^8 on every figure,
    with 1 in the middle: one hue where a change shrinks, another where it grows.

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
                "tickvals": [-8, -4, 0, 4, 8],
                "ticktext": [power_of_ten(power) for power in (-8, -4, 0, 4, 8)],
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
    stride = next(step for step in STRIDES if (high - low) / step <= 8)
    powers = [*range(stride * ceil(low / stride), high + 1, stride)]
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


def scientific(value: float) -> str:
    """A number with two digits and its power of ten, as text: 5.5 × 10⁻⁸."""
    if not np.isfinite(value) or value == 0 or 0.01 <= abs(value) < 1000:
        return f"{value:.2g}" if abs(value) < 99.5 else f"{value:.0f}"
    digits, power = f"{value:.1e}".split("e")
    return f"{digits} × 10{str(int(power)).translate(RAISED)}"


def curve_name(key: str, say: Translator) -> str:
    """The name of a curve of `STROKES`, as the legend says it."""
    return say(STROKES[key].name)


def _length(curves: Mapping[str, Float[np.ndarray, " T"]]) -> int:
    unknown = [key for key in curves if key not in STROKES]
    if unknown:
        raise ValueError(f"curves must be named among {', '.join(STROKES)}, got {unknown[0]!r}")
    lengths = {key: len(values) for key, values in curves.items()}
    if len({*lengths.values()}) != 1 or not min(lengths.values()):
        raise ValueError(f"curves must have the same number of steps, at least one, got {lengths}")
    return next(iter(lengths.values()))


def decades(curves: Iterable[Float[np.ndarray, " T"]]) -> tuple[int, int]:
    """The powers of ten that hold all values, at least three of them, ending at the floor."""
    values = np.concatenate([curve.astype(np.float64) for curve in curves])
    found = np.minimum(values[np.isfinite(values) & (values > 0)], HIGHEST)
    if not found.size:
        return -3, 0
    low, high = floor(log10(found.min())), ceil(log10(found.max()))
    return max(LOWEST, min(low, high - 3)), max(high, LOWEST + 3)


def _curve(
    key: str,
    places: np.ndarray,
    values: Float[np.ndarray, " T"],
    moments: Sequence[str],
    low: int,
    *,
    theme: Theme,
    say: Translator,
) -> list[go.Scatter]:
    """A measured curve, and open marks at the foot of the axis for what lies below it."""
    stroke, hue = STROKES[key], getattr(STROKES[key], theme)
    below = ~(values >= 10.0**low) & ~np.isnan(values)
    curve = go.Scatter(
        x=places,
        y=np.where(below | ~np.isfinite(values), np.nan, values),
        mode="lines+markers" if len(values) <= 64 else "lines",
        name=curve_name(key, say),
        legendgroup=key,
        line={"color": hue, "width": 2.5, "dash": stroke.dash},
        marker={"color": hue, "size": 7, "symbol": stroke.marker},
        customdata=list(moments),
        hovertemplate=f"%{{customdata}}<br>{curve_name(key, say)}: %{{y:.2e}}<extra></extra>",
        cliponaxis=False,
    )
    if not below.any():
        return [curve]
    marks = go.Scatter(
        x=places[below],
        y=np.full(int(below.sum()), 10.0**low),
        mode="markers",
        legendgroup=key,
        showlegend=False,
        marker={"color": hue, "size": 8, "symbol": f"{stroke.marker}-open"},
        customdata=[
            f"{moments[t]}<br>{curve_name(key, say)}: {values[t]:.2e}"
            for t in np.flatnonzero(below).tolist()
        ],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
    return [curve, marks]


def _aid(
    key: str,
    places: np.ndarray,
    values: Float[np.ndarray, " T"],
    name: str,
    dash: str,
    theme: Theme,
) -> go.Scatter:
    hue = getattr(STROKES[key], theme)
    shown = np.where((values > 0) & np.isfinite(values), values, np.nan)
    return go.Scatter(
        x=places,
        y=shown,
        mode="lines",
        name=name,
        line={"color": hue, "width": 1.2, "dash": dash},
        hovertemplate=f"{name}: %{{y:.2e}}<extra></extra>",
    )


def _limits(figure: go.Figure, low: int, high: int, *, theme: Theme, say: Translator) -> None:
    """Mark where float32 ends, below and above, if the axis goes that far."""
    if 10.0**low <= FLOAT32_FLOOR:
        text = say("below this line float32 loses its digits, then everything")
        _limit(figure, FLOAT32_FLOOR, text, theme)
    if 10.0**high >= FLOAT32_CEILING:
        _limit(figure, FLOAT32_CEILING, say("above this line float32 has only infinity"), theme)


def _limit(figure: go.Figure, value: float, text: str, theme: Theme) -> None:
    paper = PAPER[theme]
    figure.add_hline(value, line={"color": paper.quiet, "width": 1.5, "dash": "dash"})
    figure.add_annotation(
        x=1,
        xref="paper",
        xanchor="right",
        y=log10(value),
        yanchor="bottom",
        text=text,
        showarrow=False,
        bgcolor=paper.page,
        font={"size": 12, "color": paper.quiet},
    )
