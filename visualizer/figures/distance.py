"""How far the states of two runs are apart, step by step."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from visualizer.figures.course import QUANTITY_STROKES
from visualizer.figures.look import (
    ENGLISH,
    built,
    layout,
    places_in_time,
    word_axis,
    word_labels,
    word_room,
)
from visualizer.figures.text import literal
from visualizer.lexicon.colours import PAPER, Theme
from visualizer.lexicon.language import Translator
from visualizer.lexicon.quantities import QUANTITIES

CALLOUT_LETTERS = 24


@built
def distance_course(
    distances: Mapping[str, Float[np.ndarray, " T"]],
    *,
    units: int,
    tokens: Sequence[str] | None = None,
    parting: int | None = None,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw the distance of two runs' states after every word that both have.

    The axis ends at the distance of two states h of which every unit is -1 in one and 1 in the
    other; where a distance is larger, it ends there.

    Args:
        distances: by symbol, Euclidean over all units, >= 0.
        units: how many there are.
        tokens: the words, one for each step; without them the steps are numbered.
        parting: the step at which the states are first apart, which is marked; None: none.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: no distance, unequal lengths, a negative one, or tokens or `parting` do not fit.
    """
    lengths = {len(each) for each in distances.values()}
    if len(lengths) != 1 or 0 in lengths:
        raise ValueError(f"distances must hold steps, the same number of each, got {lengths}")
    (steps,) = lengths
    least = min(float(each.min()) for each in distances.values())
    if not least >= 0:
        raise ValueError(f"distances must be 0 or more, got {least}")
    if parting is not None and parting not in range(steps):
        raise ValueError(f"parting must be in 0..{steps - 1}, got {parting}")
    labels = word_labels(tokens, steps)
    moments = places_in_time(tokens, steps, say=say)
    top = max(2 * units**0.5, *(float(each.max()) for each in distances.values()))
    figure = go.Figure(
        [_line(symbol, each, moments, theme, say) for symbol, each in distances.items()],
        layout(
            say("How far apart the states are, word by word"),
            say(
                "Euclidean distance over all {units} units. If each went from −1 to 1, h would be "
                "{most} apart.",
                units=units,
                most=f"{2 * units**0.5:.1f}",
            ),
            theme=theme,
            plot_height=260 + word_room(labels),
            notes=1,
        ),
    )
    figure.layout.xaxis = word_axis(tokens, steps, theme=theme, say=say)
    figure.layout.yaxis = go.layout.YAxis(
        range=(0, 1.05 * top),
        title={"text": say("distance"), "standoff": 8, "font": {"size": 13}},
        automargin=True,
        gridcolor=PAPER[theme].line,
        zeroline=True,
        zerolinecolor=PAPER[theme].quiet,
        tickfont={"size": 12},
    )
    if parting is not None:
        _mark(figure, parting, labels[parting] if tokens is None else tokens[parting], theme, say)
    return figure


def _line(
    symbol: str,
    values: Float[np.ndarray, " T"],
    moments: list[str],
    theme: Theme,
    say: Translator,
) -> go.Scatter:
    hue = getattr(QUANTITIES[symbol], theme)
    dash, marker = QUANTITY_STROKES[symbol]
    name = f"{say(QUANTITIES[symbol].name)} {symbol}"
    return go.Scatter(
        x=[*range(len(moments))],
        y=values,
        mode="lines+markers",
        name=name,
        line={"color": hue, "width": 2, "dash": dash},
        marker={"color": hue, "size": 7, "symbol": marker},
        cliponaxis=False,
        customdata=moments,
        hovertemplate=f"%{{customdata}}<br>{name}: %{{y:.3f}}<extra></extra>",
    )


def _mark(figure: go.Figure, step: int, word: str, theme: Theme, say: Translator) -> None:
    """A line where the states part, with its word."""
    paper = PAPER[theme]
    figure.add_vline(step, line={"color": paper.quiet, "width": 1.5, "dash": "dash"}, layer="below")
    figure.add_annotation(
        x=step,
        y=1,
        yref="paper",
        yanchor="top",
        xanchor="right" if step else "left",
        text=say("first apart: “{word}”", word=literal(word, at_most=CALLOUT_LETTERS)),
        showarrow=False,
        font={"size": 13, "color": paper.text},
        bgcolor=paper.page,
    )
