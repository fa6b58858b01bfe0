"""Words as vectors: what embedding and one-hot cost, and which words are alike."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from visualizer.figures.look import ENGLISH, built, layout
from visualizer.figures.text import literal
from visualizer.lexicon.colours import NEGATIVE, NEUTRAL, PAPER, POSITIVE, Theme
from visualizer.lexicon.language import Translator

BAR = 30
GAP = 34
CELL = 24
LETTERS = 14


@built
def cost_bars(
    costs: Mapping[str, tuple[int, int]],
    *,
    names: tuple[str, str],
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw what two kinds of word vectors cost, to scale: each measure on an axis from 0.

    Args:
        costs: the number for the first and the second kind, by what is measured.
        names: what both kinds are called.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: no measure, or a negative number.
    """
    if not costs or min(min(pair) for pair in costs.values()) < 0:
        raise ValueError(f"costs must be numbers of 0 or more, got {dict(costs)}")
    count = len(costs)
    height = count * (2 * BAR + GAP)
    figure = go.Figure(
        [_bars(k, pair, names, theme, say) for k, pair in enumerate(costs.values())],
        layout(
            say("What a word costs"),
            say("To scale: each measure on its own axis, from 0."),
            theme=theme,
            plot_height=height,
            notes=0,
        ),
    )
    figure.layout.bargap = 0.25
    figure.update_layout(margin={"b": 10, "r": 90})
    for k, (what, pair) in enumerate(costs.items()):
        top, bottom = 1 - (k + GAP / (2 * BAR + GAP)) / count, 1 - (k + 1) / count
        suffix = "" if k == 0 else str(k + 1)
        figure.update_layout(
            {
                f"xaxis{suffix}": {
                    "range": (0, max(1, *pair)),
                    "anchor": f"y{suffix}",
                    "showgrid": False,
                    "zeroline": False,
                    "showticklabels": False,
                },
                f"yaxis{suffix}": {
                    "domain": (max(0.0, bottom), top),
                    "anchor": f"x{suffix}",
                    "autorange": "reversed",
                    "automargin": True,
                    "tickfont": {"size": 13, "color": PAPER[theme].text},
                },
            }
        )
        figure.add_annotation(
            text=what,
            x=0,
            xref="paper",
            xanchor="left",
            y=top,
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            font={"size": 13, "color": PAPER[theme].quiet},
        )
    return figure


def _bars(
    k: int, pair: tuple[int, int], names: tuple[str, str], theme: Theme, say: Translator
) -> go.Bar:
    suffix = "" if k == 0 else str(k + 1)
    return go.Bar(
        x=[*pair],
        y=[*names],
        orientation="h",
        xaxis=f"x{suffix}",
        yaxis=f"y{suffix}",
        marker={"color": [PAPER[theme].accent, PAPER[theme].quiet]},
        text=[say.number(number) for number in pair],
        textposition="outside",
        textfont={"size": 13, "color": PAPER[theme].text},
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )


@built
def cosine_maps(
    cosines: Mapping[str, Float[np.ndarray, "N N"]],
    *,
    words: Sequence[str],
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw how alike the same words are for several kinds of vectors, -1 to 1, side by side.

    Args:
        cosines: of every two words, by what the kind is called.
        words: different ones.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: cosines that are not one for every two words.
    """
    count = len(words)
    for name, values in cosines.items():
        if values.shape != (count, count):
            raise ValueError(f"cosines[{name!r}] must be {count} x {count}, got {values.shape}")
    labels = [literal(word, at_most=LETTERS) for word in words]
    room = 7 * max(map(len, labels)) + 20
    figure = go.Figure(
        [
            _map(k, name, values, labels, theme, last=k == len(cosines) - 1)
            for k, (name, values) in enumerate(cosines.items())
        ],
        layout(
            say("How alike the words of the sentence are"),
            say("Cosine of the angle between two words' vectors: 1 the same way, −1 opposite."),
            theme=theme,
            plot_height=max(160, CELL * count) + room,
            notes=1,
        ),
    )
    width = (1 - 0.14 * (len(cosines) - 1)) / len(cosines)
    for k, name in enumerate(cosines):
        suffix = "" if k == 0 else str(k + 1)
        left = k * (width + 0.14)
        shared = {"showgrid": False, "zeroline": False, "tickfont": {"size": 12}}
        figure.update_layout(
            {
                f"xaxis{suffix}": {
                    **shared,
                    "domain": (left, left + width),
                    "anchor": f"y{suffix}",
                    "tickangle": -60,
                    "tickvals": [*range(count)],
                    "ticktext": labels,
                },
                f"yaxis{suffix}": {
                    **shared,
                    "anchor": f"x{suffix}",
                    "range": (count - 0.5, -0.5),
                    "tickvals": [*range(count)],
                    "ticktext": labels,
                },
            }
        )
        figure.add_annotation(
            text=f"<b>{name}</b>",
            x=left,
            xref="paper",
            xanchor="left",
            y=1,
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            font={"size": 13, "color": PAPER[theme].text},
        )
    figure.update_layout(margin={"b": room, "l": max(64, room)}, showlegend=False)
    return figure


def _map(
    k: int,
    name: str,
    values: Float[np.ndarray, "N N"],
    labels: Sequence[str],
    theme: Theme,
    *,
    last: bool,
) -> go.Heatmap:
    suffix = "" if k == 0 else str(k + 1)
    return go.Heatmap(
        z=values.astype(float),
        x=[*range(len(labels))],
        y=[*range(len(labels))],
        xaxis=f"x{suffix}",
        yaxis=f"y{suffix}",
        zmin=-1,
        zmax=1,
        colorscale=[[0.0, NEGATIVE[theme]], [0.5, NEUTRAL[theme]], [1.0, POSITIVE[theme]]],
        xgap=1,
        ygap=1,
        customdata=[[f"{one} · {other}" for other in labels] for one in labels],
        hovertemplate=f"%{{customdata}}<br>{name}: %{{z:.3f}}<extra></extra>",
        showscale=last,
        colorbar={
            "thickness": 12,
            "outlinewidth": 0,
            "tickvals": [-1, 0, 1],
            "ticktext": ["−1", "0", "1"],
            "tickfont": {"size": 12},
        },
    )


@built
def neighbour_bars(
    cosines: Mapping[str, float],
    *,
    word: str,
    theme: Theme = "light",
    say: Translator = ENGLISH,
) -> go.Figure:
    """Draw the words nearest to one, by the cosine of their vectors, on an axis from -1 to 1.

    Args:
        cosines: by word, the nearest first.
        word: the one.
        theme: which ground the figure lies on.
        say: the reader's language.

    Raises:
        ValueError: no word, or a cosine outside -1 to 1.
    """
    if not cosines or max(map(abs, cosines.values())) > 1:
        raise ValueError(f"cosines must be -1 to 1, got {dict(cosines)}")
    values = [*cosines.values()]
    hues = [(NEGATIVE if value < 0 else POSITIVE)[theme] for value in values]
    figure = go.Figure(
        go.Bar(
            x=values,
            y=[*range(len(values))],
            orientation="h",
            marker={"color": hues},
            text=[f"{value:.2f}".replace("-", "−") for value in values],
            textposition="outside",
            textfont={"size": 13, "color": PAPER[theme].text},
            cliponaxis=False,
            customdata=[literal(each) for each in cosines],
            hovertemplate="%{customdata}: %{x:.3f}<extra></extra>",
        ),
        layout(
            say("Nearest to “{word}”", word=literal(word, at_most=LETTERS)),
            say("Cosine in the embedding; of one-hot vectors every one of these would be 0."),
            theme=theme,
            plot_height=BAR * len(values) + 50,
            notes=0,
        ),
    )
    figure.layout.xaxis = go.layout.XAxis(
        range=(-1, 1.15),
        tickvals=[-1, -0.5, 0, 0.5, 1],
        gridcolor=PAPER[theme].line,
        zerolinecolor=PAPER[theme].quiet,
        tickfont={"size": 12, "color": PAPER[theme].text},
    )
    figure.layout.yaxis = go.layout.YAxis(
        tickvals=[*range(len(values))],
        ticktext=[literal(each, at_most=LETTERS) for each in cosines],
        autorange="reversed",
        automargin=True,
        tickfont={"size": 13, "color": PAPER[theme].text},
    )
    return figure
