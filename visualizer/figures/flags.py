"""Which unit tells a flag, what holding it costs, and what becomes of it at a new subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from visualizer.figures.look import ENGLISH, built, layout
from visualizer.figures.text import literal
from visualizer.lexicon.colours import PAPER, POSITIVE, Theme
from visualizer.lexicon.language import Translator

ROW = 46
"""Pixels of one row of a strip."""


@built
def unit_telling_bars(
    r: Float[np.ndarray, " H"],
    *,
    order: Sequence[int],
    shuffled: tuple[float, float],
    flag: str,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw how well each unit tells a flag, one bar for each, beside shuffled flags.

    Args:
        r: each unit's correlation with the flag, -1 to 1, on sentences not used for ranking.
        order: the units from the left.
        shuffled: the mean and the largest |r| with the flags dealt out anew.
        flag: what it is called.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: `order` is not one for each unit, or a correlation is none.
    """
    units = [int(unit) for unit in order]
    if sorted(units) != [*range(len(r))]:
        raise ValueError(f"order must name each of {len(r)} units once, got {units}")
    if not np.all(np.abs(r) <= 1):
        raise ValueError(f"r must be in -1..1, got {r}")
    mean, largest = shuffled
    names = [str(unit) for unit in units]
    paper = PAPER[theme]
    figure = go.Figure(
        [
            go.Bar(
                x=names,
                y=np.abs(r[units]),
                name=say("|r| of c with the flag"),
                marker={"color": paper.accent},
                customdata=[f"{each:+.3f}".replace("-", "−") for each in r[units]],
                hovertemplate=say("unit {unit}", unit="%{x}") + ": r %{customdata}<extra></extra>",
            )
        ],
        layout(
            say("How well each unit tells it: {flag}", flag=flag),
            say(
                "|r| on sentences not used for ranking. Dashed: with shuffled flags, the largest; "
                "dotted: their mean."
            ),
            theme=theme,
            plot_height=240,
            notes=0,
        ),
    )
    for level, dash in ((largest, "dash"), (mean, "dot")):
        figure.add_hline(level, line={"color": paper.text, "width": 1.5, "dash": dash})
    figure.layout.xaxis = go.layout.XAxis(
        type="category",
        categoryorder="array",
        categoryarray=names,
        title={"text": say("unit"), "standoff": 12, "font": {"size": 13}},
        tickfont={"size": 12, "color": paper.text},
        showgrid=False,
    )
    figure.layout.yaxis = go.layout.YAxis(
        range=[0, 1],
        title={"text": "|r|", "font": {"size": 13}},
        tickfont={"size": 12, "color": paper.text},
        gridcolor=paper.line,
    )
    return figure


@dataclass(frozen=True, kw_only=True)
class Strip:
    """One kind of decision: how often it is right, 0 to 1.

    Attributes:
        name: shown.
        before: the network as it is.
        held: with the chosen units held; None: none are.
        others: with each other unit held alone.
        units: their numbers.
    """

    name: str
    before: float
    held: float | None
    others: Sequence[float]
    units: Sequence[int]


@built
def pull_strip(
    strips: Sequence[Strip],
    *,
    held: str,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw how often decisions are right with units held, beside every other unit alone.

    Args:
        strips: a row for each kind of decision, from the top.
        held: what the chosen units are called.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: no row, or a share that is none.
    """
    shares = [x for each in strips for x in (each.before, *each.others) if not 0 <= x <= 1]
    if not strips or shares:
        raise ValueError(f"strips must be one or more with shares in 0..1, got {shares}")
    paper = PAPER[theme]
    rows = [literal(each.name) for each in strips]
    figure = go.Figure(
        layout=layout(
            say("How often the network is right"),
            say("Over the list of sentences. A dot: another unit held alone."),
            theme=theme,
            plot_height=70 + ROW * len(strips),
            notes=4,
        )
    )
    # Beside long names of rows there is no room for them, so they stand one below the other.
    figure.update_layout(
        title_xref="container",
        title_x=0.02,
        legend_xref="container",
        legend_x=0.02,
        legend_orientation="v",
    )
    dots = [
        (100 * share, row, unit)
        for each, row in zip(strips, rows, strict=True)
        for unit, share in zip(each.units, each.others, strict=True)
    ]
    if dots:
        x, y, units = zip(*dots, strict=True)
        figure.add_trace(
            go.Scatter(
                x=x,
                y=y,
                mode="markers",
                name=say("each other unit held alone"),
                marker={"color": paper.quiet, "size": 8, "opacity": 0.6},
                customdata=units,
                hovertemplate=say("unit {unit}", unit="%{customdata}")
                + ": %{x:.1f} %<extra></extra>",
            )
        )
    figure.add_trace(
        go.Scatter(
            x=[100 * each.before for each in strips],
            y=rows,
            mode="markers",
            name=say("as it is"),
            marker={
                "symbol": "line-ns-open",
                "size": 24,
                "line": {"width": 3},
                "color": paper.text,
            },
            hovertemplate="%{x:.1f} %<extra></extra>",
        )
    )
    with_held = [(each.held, row) for each, row in zip(strips, rows, strict=True)]
    found = [(100 * share, row) for share, row in with_held if share is not None]
    if found:
        figure.add_trace(
            go.Scatter(
                x=[x for x, _ in found],
                y=[row for _, row in found],
                mode="markers",
                name=literal(held),
                marker={"symbol": "diamond", "size": 15, "color": POSITIVE[theme]},
                hovertemplate="%{x:.1f} %<extra></extra>",
            )
        )
    figure.layout.xaxis = go.layout.XAxis(
        range=[-2, 102],
        title={"text": say("right, in %"), "standoff": 12, "font": {"size": 13}},
        tickfont={"size": 12, "color": paper.text},
        gridcolor=paper.line,
        zeroline=False,
    )
    figure.layout.yaxis = go.layout.YAxis(
        type="category",
        categoryorder="array",
        categoryarray=rows[::-1],
        range=[-0.5, len(rows) - 0.5],
        automargin=True,
        tickfont={"size": 13, "color": paper.text},
        showgrid=False,
    )
    return figure


@built
def passing_bars(
    stages: Mapping[str, Mapping[str, tuple[float, float, float]]],
    *,
    title: str,
    subtitle: str,
    reach: float,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw what becomes of a unit over the words that name a new subject, group by group.

    Args:
        stages: by group and stage the mean, and within what nine of ten cases lie.
        title: heading.
        subtitle: what counts as positive.
        reach: how far the axis reaches to both sides.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: no group, or groups of different stages.
    """
    names = [[*group] for group in stages.values()]
    if not names or any(each != names[0] for each in names):
        raise ValueError(f"stages must be the same in every group, got {names}")
    paper = PAPER[theme]
    colours = (POSITIVE[theme], paper.quiet)
    figure = go.Figure(
        [
            go.Bar(
                x=[*group],
                y=[mean for mean, _, _ in group.values()],
                name=literal(name),
                marker={"color": colour},
                error_y={
                    "type": "data",
                    "symmetric": False,
                    "array": [high - mean for mean, _, high in group.values()],
                    "arrayminus": [mean - low for mean, low, _ in group.values()],
                    "color": paper.text,
                    "thickness": 1.5,
                },
                hovertemplate="%{x}: %{y:.2f}<extra></extra>",
            )
            for (name, group), colour in zip(stages.items(), colours, strict=False)
        ],
        layout(title, subtitle, theme=theme, plot_height=260, notes=1),
    )
    figure.layout.barmode = "group"
    figure.layout.xaxis = go.layout.XAxis(
        type="category",
        categoryorder="array",
        categoryarray=names[0],
        tickfont={"size": 13, "color": paper.text},
        showgrid=False,
    )
    figure.layout.yaxis = go.layout.YAxis(
        range=[-reach, reach],
        title={"text": say("c along the new flag"), "font": {"size": 13}},
        tickfont={"size": 12, "color": paper.text},
        gridcolor=paper.line,
        zerolinecolor=paper.quiet,
    )
    return figure
