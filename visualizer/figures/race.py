"""Figures of networks in training: accuracy, gradients, and accuracy against the gap."""

from collections.abc import Mapping, Sequence
from math import ceil

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float, Int

from visualizer.figures.gradients import power_axis
from visualizer.figures.look import ENGLISH, built, layout
from visualizer.lexicon.colours import PAPER, STROKES, Theme
from visualizer.lexicon.language import Translator
from visualizer.views.trainings import Course, Trainings, racer_name

HEIGHT = 330


@built
def race_course(
    courses: Mapping[str, Course],
    *,
    chance: float,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw several trainings with one slider over the training: gradients left, accuracy right.

    The slider moves in the browser alone. A training that ended earlier stays at its last
    measurement.

    Args:
        courses: by key of `STROKES`.
        chance: the accuracy of guessing, 0..1, drawn as a line.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: no course, an unknown key, or unequal numbers of time steps.
    """
    trainings = Trainings(courses=courses, chance=chance)
    moments = trainings.moments
    last = len(moments) - 1
    low, high = trainings.decades
    gradients = [_gradient(key, each, last, low, theme, say) for key, each in courses.items()]
    accuracies = [_accuracy(key, each, theme, say) for key, each in courses.items()]
    markers = [_marker(key, each, last, theme) for key, each in courses.items()]
    moving = [*range(len(gradients))]
    moving += [len(gradients) + len(accuracies) + number for number in range(len(markers))]
    figure = go.Figure(
        [*gradients, *accuracies, *markers],
        layout(
            trainings.title(say),
            trainings.note(say),
            theme=theme,
            plot_height=HEIGHT + 130,
            notes=ceil(len(courses) / 2),
        ),
        frames=[
            go.Frame(
                name=str(number),
                data=[
                    *(_moved(each, number, low) for each in courses.values()),
                    *(_point(each, number) for each in courses.values()),
                ],
                traces=moving,
            )
            for number in range(len(moments))
        ],
    )
    _axes(figure, low, high, chance, theme=theme, say=say)
    _slider(figure, moments, theme=theme, say=say)
    return figure


@built
def accuracy_by_gap(
    medians: Mapping[str, Float[np.ndarray, " G"]],
    *,
    gaps: Sequence[int],
    lowest: Mapping[str, Float[np.ndarray, " G"]],
    highest: Mapping[str, Float[np.ndarray, " G"]],
    chance: float,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw the accuracy after training against the gap to be remembered: median and range of seeds.

    Args:
        medians: by key of `STROKES`, one value a gap, 0..1.
        gaps: in time steps.
        lowest: the worst seed's.
        highest: the best seed's.
        chance: the accuracy of guessing.
        theme: which ground the figure lies on.
        say: the reader's language.
    """
    figure = go.Figure(
        [
            go.Scatter(
                x=list(map(str, gaps)),
                y=values,
                error_y={
                    "type": "data",
                    "symmetric": False,
                    "array": highest[key] - values,
                    "arrayminus": values - lowest[key],
                    "thickness": 1.2,
                    "color": _hue(key, theme),
                },
                mode="lines+markers",
                name=racer_name(key, say),
                line={"color": _hue(key, theme), "width": 2.5, "dash": STROKES[key].dash},
                marker={"color": _hue(key, theme), "size": 8, "symbol": STROKES[key].marker},
                hovertemplate=f"{racer_name(key, say)}: %{{y:.1%}}<extra></extra>",
            )
            for key, values in medians.items()
        ],
        layout(
            say("Accuracy against the gap"),
            say("Median of the seeds; bars: worst and best."),
            theme=theme,
            plot_height=HEIGHT + 50,
            notes=len(medians),  # a phone has no room for two in a line
        ),
    )
    figure.layout.xaxis = go.layout.XAxis(
        type="category",
        title={"text": say("steps to remember (gap)"), "standoff": 12, "font": {"size": 13}},
        tickfont={"size": 12},
        gridcolor=PAPER[theme].line,
    )
    figure.layout.yaxis = _share_axis(say("share right"), theme=theme)
    _chance(figure, chance, theme=theme, say=say)
    return figure


@built
def held_course(
    shares: Mapping[str, Float[np.ndarray, " T"]],
    *,
    chance: float,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw how often the first symbol can be told from each network's memory, step by step.

    Args:
        shares: by key of `STROKES`, after every step, 0..1.
        chance: the share of guessing.
        theme: which ground the figure lies on.
        say: the reader's language.
    """
    figure = go.Figure(
        [
            go.Scatter(
                x=np.arange(1, len(values) + 1),
                y=values,
                mode="lines",
                name=racer_name(key, say),
                line={"color": _hue(key, theme), "width": 2.5, "dash": STROKES[key].dash},
                hovertemplate=f"{racer_name(key, say)}<br>t = %{{x}}: %{{y:.1%}}<extra></extra>",
            )
            for key, values in shares.items()
        ],
        layout(
            say("How often the first symbol can be told from the memory"),
            say("By the nearest of the eight symbols' mean memories, on unseen sequences."),
            theme=theme,
            plot_height=HEIGHT - 80,
            notes=len(shares),
        ),
    )
    figure.layout.xaxis = go.layout.XAxis(
        title={"text": say("time step t"), "standoff": 8, "font": {"size": 13}},
        gridcolor=PAPER[theme].line,
        zeroline=False,
        tickfont={"size": 12},
    )
    figure.layout.yaxis = _share_axis(say("share right"), theme=theme)
    figure.layout.showlegend = True
    _chance(figure, chance, theme=theme, say=say)
    return figure


def _hue(key: str, theme: Theme) -> str:
    return getattr(STROKES[key], theme)


def _gradient(
    key: str, course: Course, number: int, low: int, theme: Theme, say: Translator
) -> go.Scatter:
    values = course.gradient[min(number, len(course.steps) - 1)]
    return go.Scatter(
        x=np.arange(1, len(values) + 1),
        y=_shown(values, low),
        mode="lines",
        name=racer_name(key, say),
        legendgroup=key,
        line={"color": _hue(key, theme), "width": 2.5, "dash": STROKES[key].dash},
        hovertemplate=f"{racer_name(key, say)}<br>t = %{{x}}: %{{y:.2e}}<extra></extra>",
    )


def _accuracy(key: str, course: Course, theme: Theme, say: Translator) -> go.Scatter:
    return go.Scatter(
        x=course.steps,
        y=course.accuracy,
        mode="lines",
        legendgroup=key,
        showlegend=False,
        line={"color": _hue(key, theme), "width": 2, "dash": STROKES[key].dash},
        hovertemplate=f"{racer_name(key, say)}<br>%{{x}}: %{{y:.1%}}<extra></extra>",
        xaxis="x2",
        yaxis="y2",
    )


def _marker(key: str, course: Course, number: int, theme: Theme) -> go.Scatter:
    hue = _hue(key, theme)
    point = _point(course, number)
    return point.update(
        mode="markers",
        legendgroup=key,
        showlegend=False,
        marker={"color": hue, "size": 10, "symbol": STROKES[key].marker},
        hoverinfo="skip",
        xaxis="x2",
        yaxis="y2",
    )


def _point(course: Course, number: int) -> go.Scatter:
    place = min(number, len(course.steps) - 1)
    return go.Scatter(x=[int(course.steps[place])], y=[float(course.accuracy[place])])


def _moved(course: Course, number: int, low: int) -> go.Scatter:
    values = course.gradient[min(number, len(course.steps) - 1)]
    return go.Scatter(x=np.arange(1, len(values) + 1), y=_shown(values, low))


def _shown(values: Float[np.ndarray, " T"], low: int) -> Float[np.ndarray, " T"]:
    """Values as they are; where one is exactly 0, which has no place on the axis, a gap."""
    return np.where(values >= 10.0**low, values.astype(np.float64), np.nan)


def _axes(
    figure: go.Figure, low: int, high: int, chance: float, *, theme: Theme, say: Translator
) -> None:
    line = PAPER[theme].line
    title = {"standoff": 8, "font": {"size": 13}}
    usual = {"gridcolor": line, "zeroline": False, "tickfont": {"size": 12}}
    figure.layout.xaxis = go.layout.XAxis(
        domain=[0, 0.46], title={"text": say("time step t"), **title}, **usual
    )
    figure.layout.yaxis = power_axis(say("gradient length"), low, high, theme=theme)
    figure.layout.xaxis2 = go.layout.XAxis(
        domain=[0.56, 1], anchor="y2", title={"text": say("training step"), **title}, **usual
    )
    figure.layout.yaxis2 = _share_axis(say("share right"), theme=theme).update(anchor="x2")
    figure.add_shape(
        type="line",
        xref="x2 domain",
        yref="y2",
        x0=0,
        x1=1,
        y0=chance,
        y1=chance,
        line={"color": PAPER[theme].quiet, "width": 1.2, "dash": "dash"},
    )


def _share_axis(title: str, *, theme: Theme) -> go.layout.YAxis:
    return go.layout.YAxis(
        title={"text": title, "standoff": 8, "font": {"size": 13}},
        range=[-0.02, 1.04],
        tickformat=".0%",
        gridcolor=PAPER[theme].line,
        zeroline=False,
        tickfont={"size": 12},
        automargin=True,
    )


def _chance(figure: go.Figure, chance: float, *, theme: Theme, say: Translator) -> None:
    quiet = PAPER[theme].quiet
    figure.add_hline(chance, line={"color": quiet, "width": 1.2, "dash": "dash"})
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        y=chance,
        yanchor="bottom",
        text=say("guessing"),
        showarrow=False,
        font={"size": 12, "color": quiet},
    )


def _slider(
    figure: go.Figure, moments: Int[np.ndarray, " K"], *, theme: Theme, say: Translator
) -> None:
    paper = PAPER[theme]
    at_once = {"duration": 0}
    prefix, _, suffix = say("after training step {n}").partition("{n}")
    now = {"mode": "immediate", "frame": {**at_once, "redraw": False}, "transition": at_once}
    figure.layout.sliders = [
        {
            "active": len(moments) - 1,
            "pad": {"t": 44},
            "currentvalue": {"prefix": prefix, "suffix": suffix, "font": {"size": 13}},
            "font": {"size": 11, "color": paper.quiet},
            "bgcolor": paper.line,
            "activebgcolor": paper.text,
            "bordercolor": paper.quiet,
            "tickcolor": paper.quiet,
            "steps": [
                {"label": str(int(step)), "method": "animate", "args": [[str(number)], now]}
                for number, step in enumerate(moments)
            ],
        }
    ]
