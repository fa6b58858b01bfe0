"""Small records to draw, and ways to read what a figure would show."""

import json
from typing import Any

import numpy as np
import plotly.graph_objects as go

from visualizer.lexicon.language import Translator

TRICKY = (
    "<b>bold</b>",
    "<a href='https://example.org'>link</a>",
    "a<br>b",
    "&lt;&amp;",
    "$x^2$",
    "%{customdata}",
    "{word}",
    "\x1b[0m\n",
    "\u202eabc",
    "\ud800",
    "",
)


def values(steps: int, units: int) -> np.ndarray:
    """Distinct values within -1..1 that nobody may write to."""
    cells = np.linspace(-0.9, 0.9, steps * units, dtype=np.float32).reshape(steps, units)
    cells.flags.writeable = False
    return cells


def texts(figure: go.Figure) -> list[str]:
    """Every string that Plotly may put on the screen, the keys of the figure left out."""
    return _strings(json.loads(str(figure.to_json())))


def traces(figure: go.Figure) -> list[Any]:
    """The figure's traces; Plotly's own annotations say it may have none."""
    return list(figure.data)


def layout(figure: go.Figure) -> Any:
    """The figure's layout, whose type Plotly leaves open."""
    return figure.layout


def words(figure: go.Figure) -> list[str]:
    """The labels along the axis of words, in order."""
    axis = layout(figure).xaxis
    return [axis.labelalias[str(place)] for place in axis.categoryarray]


class Recorder(Translator):
    """A language that marks whatever passes through it, so that the rest shows up."""

    def __call__(self, message: str, **fill: object) -> str:
        return f"⟦{message.format(**fill)}⟧"

    def count(self, one: str, many: str, n: int, **fill: object) -> str:
        return f"⟦{(one if n == 1 else many).format(n=n, **fill)}⟧"


def _strings(part: Any) -> list[str]:
    if isinstance(part, dict):
        return [text for key, each in part.items() if key != "bdata" for text in _strings(each)]
    if isinstance(part, list):
        return [text for each in part for text in _strings(each)]
    return [part] if isinstance(part, str) else []
