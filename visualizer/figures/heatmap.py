"""The heatmap of one quantity: units down, words across, colour by meaning."""

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
from visualizer.lexicon.colours import NEGATIVE, NEUTRAL, PAPER, POSITIVE, Theme
from visualizer.lexicon.language import Translator
from visualizer.lexicon.quantities import QUANTITIES, Quantity

ROW_SPACE = 420.0
"""Pixels the rows share, within 5 to 22 pixels a row."""


@built
def unit_heatmap(
    values: Float[np.ndarray, "T H"],
    *,
    quantity: Quantity | str,
    tokens: Sequence[str] | None = None,
    order: Sequence[int] | None = None,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw one quantity as units x words, time left to right.

    Colour range and hue come from `quantity`, never from the data: a value beyond the range has
    the colour of its end, a triangle on its cell, its true value under the pointer, and counts in
    the legend. A value that is not finite leaves its cell empty and its step counts in the legend.

    Args:
        values: the quantity of every unit after every word.
        quantity: what the values are, or its symbol, such as "f".
        tokens: the words, one for each step; without them the steps are numbered.
        order: every unit once, from top to bottom; by number, unit 0 at the top, if not given.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: `values` has no cell, `tokens` or `order` do not fit, no such quantity.
    """
    quantity = quantity_of(quantity)
    if values.ndim != 2 or values.size == 0:
        raise ValueError(f"values must be (steps, units), at least one each, got {values.shape}")
    steps, units = values.shape
    rows = unit_order(order, units)
    cells = np.ascontiguousarray(values[:, rows].T)
    cells[~np.isfinite(cells)] = np.nan
    labels = word_labels(tokens, steps)
    moments = places_in_time(tokens, steps, say=say)
    row_height = float(np.clip(ROW_SPACE / units, 5, 22))
    name = f"{say(quantity.name)} {quantity.symbol}"

    marks = _notes(cells, rows, quantity=quantity, size=row_height, theme=theme, say=say)
    figure = go.Figure(
        [_cells(cells, rows, moments, quantity=quantity, name=name, theme=theme, say=say), *marks],
        layout(
            name[:1].upper() + name[1:],
            say(quantity.role),
            theme=theme,
            plot_height=max(160, row_height * units) + word_room(labels),
            notes=len(marks),
        ),
    )
    figure.layout.xaxis = word_axis(tokens, steps, theme=theme, say=say)
    figure.layout.yaxis = _unit_axis(rows, theme=theme, say=say)
    figure.update_layout(legend={"itemclick": False, "itemdoubleclick": False})
    return figure


def quantity_of(quantity: Quantity | str) -> Quantity:
    """The quantity of a symbol.

    Raises:
        ValueError: no such symbol.
    """
    if isinstance(quantity, Quantity):
        return quantity
    if quantity not in QUANTITIES:
        raise ValueError(f"quantity must be one of {', '.join(QUANTITIES)}, got {quantity!r}")
    return QUANTITIES[quantity]


def unit_order(order: Sequence[int] | None, units: int) -> list[int]:
    """The units from top to bottom.

    Raises:
        ValueError: not every unit once.
    """
    rows = [*range(units)] if order is None else [int(unit) for unit in order]
    if sorted(rows) != [*range(units)]:
        raise ValueError(f"order must hold each of the {units} units once, got {rows}")
    return rows


def colour_ramp(quantity: Quantity, *, theme: Theme) -> list[list[float | str]]:
    """The colours of a quantity over its range: a gate from empty to its hue, others diverging."""
    if quantity.scale == "gate":
        return [[0.0, NEUTRAL[theme]], [1.0, getattr(quantity, theme)]]
    return [[0.0, NEGATIVE[theme]], [0.5, NEUTRAL[theme]], [1.0, POSITIVE[theme]]]


def _cells(
    cells: Float[np.ndarray, "H T"],
    rows: list[int],
    moments: list[str],
    *,
    quantity: Quantity,
    name: str,
    theme: Theme,
    say: Translator,
) -> go.Heatmap:
    low, high = quantity.range
    ticks = [low, (low + high) / 2, high]
    return go.Heatmap(
        x=[*range(len(moments))],
        y=rows,
        z=cells,
        zmin=low,
        zmax=high,
        colorscale=colour_ramp(quantity, theme=theme),
        xgap=1,
        ygap=1 if len(rows) <= 32 else 0,
        hoverongaps=False,
        customdata=[moments] * len(rows),
        hovertemplate="<br>".join(
            [
                "%{customdata}",
                say("unit {unit}", unit="%{y}"),
                f"{name} = %{{z:.3f}}",
            ]
        )
        + "<extra></extra>",
        colorbar={
            "thickness": 12,
            "outlinewidth": 0,
            "tickvals": ticks,
            "ticktext": [f"{tick:g}".replace("-", "−") for tick in ticks],
            "tickfont": {"size": 12},
            "title": {"text": say("{name}, no unit", name=name), "side": "right"},
        },
    )


def _notes(
    cells: Float[np.ndarray, "H T"],
    rows: list[int],
    *,
    quantity: Quantity,
    size: float,
    theme: Theme,
    say: Translator,
) -> list[go.Scatter]:
    """What the colours cannot say: marks on the cells beyond the range, and how many steps lack."""
    paper = PAPER[theme]
    low, high = quantity.range
    row, step = np.nonzero((cells < low) | (cells > high))
    marker = {"color": paper.page, "line": {"color": paper.text, "width": 1}}
    notes = []
    if len(row):
        above = cells[row, step] > high
        notes.append(
            go.Scatter(
                x=step.tolist(),
                y=[rows[each] for each in row],
                mode="markers",
                marker={
                    **marker,
                    "size": min(9.0, max(5.0, size)),
                    "symbol": ["triangle-up" if up else "triangle-down" for up in above],
                },
                name=say.count(
                    "{n} value beyond {low} to {high}: marked, full colour",
                    "{n} values beyond {low} to {high}: marked, full colour",
                    len(row),
                    low=f"{low:g}".replace("-", "−"),
                    high=f"{high:g}",
                ),
                hoverinfo="skip",
            )
        )
    gaps = int(np.isnan(cells).any(axis=0).sum())
    if gaps:
        notes.append(
            go.Scatter(
                x=[None],
                y=[None],
                mode="markers",
                marker={"symbol": "square-open", "size": 9, "color": paper.quiet},
                name=say.count(
                    "{n} step without a value: left empty",
                    "{n} steps without a value: left empty",
                    gaps,
                ),
                hoverinfo="skip",
            )
        )
    return notes


def _unit_axis(rows: list[int], *, theme: Theme, say: Translator) -> go.layout.YAxis:
    return go.layout.YAxis(
        type="category",
        categoryorder="array",
        categoryarray=rows,
        range=[len(rows) - 0.5, -0.5],
        title={"text": say("unit (number)"), "standoff": 8, "font": {"size": 13}},
        automargin=True,
        showgrid=False,
        zeroline=False,
        ticks="outside",
        ticklen=3,
        tickcolor=PAPER[theme].line,
        tickfont={"size": 12},
    )
