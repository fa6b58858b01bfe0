"""What single units do to a verdict, side by side."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from visualizer.figures.look import ENGLISH, built, layout
from visualizer.lexicon.colours import NEGATIVE, PAPER, POSITIVE, Theme
from visualizer.lexicon.language import Translator

REACHES = (0.05, 0.1, 0.2, 0.5, 1.0)
"""How far the axis reaches to both sides: the first that holds every bar."""


@built
def unit_effects_bars(
    effects: Float[np.ndarray, " H"],
    mean: Float[np.ndarray, " H"] | None = None,
    *,
    order: Sequence[int] | np.ndarray | None = None,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw the change of a verdict without each unit, one bar for each.

    Args:
        effects: the verdict without a unit less the verdict as it is, each in [-1, 1].
        mean: the size of that change in the mean over a list of texts, a mark for each unit.
        order: the units from the left; by number if not given.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: `mean` or `order` is not one for each unit.
    """
    units = [*range(len(effects))] if order is None else [int(unit) for unit in order]
    if sorted(units) != [*range(len(effects))]:
        raise ValueError(f"order must name each of {len(effects)} units once, got {units}")
    if mean is not None and len(mean) != len(effects):
        raise ValueError(f"mean must be one for each of {len(effects)} units, got {len(mean)}")
    most = float(np.abs(np.concatenate([effects, [] if mean is None else mean])).max(initial=0))
    reach = next(reach for reach in REACHES if most <= reach)
    names = [str(unit) for unit in units]
    figure = go.Figure(
        _bars(effects[units], names, theme=theme, say=say),
        layout(
            say("The verdict at the end without each unit"),
            say("Up: higher without this unit. Axis ±{reach}.", reach=reach),
            theme=theme,
            plot_height=300,
            notes=2 if mean is not None else 1,
        ),
    )
    if mean is not None:
        figure.add_trace(_marks(mean[units], names, theme=theme, say=say))
    quiet = PAPER[theme].line
    figure.layout.barmode = "overlay"
    figure.layout.xaxis = go.layout.XAxis(
        type="category",
        categoryorder="array",
        categoryarray=names,
        title={"text": say("unit"), "standoff": 12, "font": {"size": 13}},
        tickfont={"size": 12, "color": PAPER[theme].text},
        showgrid=False,
    )
    figure.layout.yaxis = go.layout.YAxis(
        range=[-reach, reach],
        title={"text": say("change of the verdict"), "font": {"size": 13}},
        tickfont={"size": 12, "color": PAPER[theme].text},
        gridcolor=quiet,
        zerolinecolor=PAPER[theme].quiet,
    )
    return figure


def _bars(
    values: Float[np.ndarray, " H"], names: Sequence[str], *, theme: Theme, say: Translator
) -> list[go.Bar]:
    """Those that rise and those that fall, each with its name."""
    kinds = (
        (say("rises without it"), POSITIVE[theme], values > 0),
        (say("falls without it"), NEGATIVE[theme], values <= 0),
    )
    return [
        go.Bar(
            x=names,
            y=np.where(those, values, np.nan),
            name=name,
            marker={"color": colour},
            hovertemplate=say("unit {unit}", unit="%{x}") + ": %{y:+.3f}<extra></extra>",
        )
        for name, colour, those in kinds
    ]


def _marks(
    values: Float[np.ndarray, " H"], names: Sequence[str], *, theme: Theme, say: Translator
) -> go.Scatter:
    return go.Scatter(
        x=names,
        y=values,
        mode="markers",
        name=say("size of the change, mean over the list"),
        marker={
            "symbol": "line-ew-open",
            "size": 9,
            "color": PAPER[theme].text,
            "line": {"width": 2},
        },
        hovertemplate=say("unit {unit}", unit="%{x}") + ": %{y:.3f}<extra></extra>",
    )
