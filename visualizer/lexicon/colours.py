"""The colours that belong to no single quantity: the ground, the ramps' ends, the curves.

`.streamlit/config.toml` says the ground's to Streamlit; a test holds the two together.
"""

from dataclasses import dataclass
from typing import Literal

from visualizer.lexicon.language import N_

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Paper:
    """The colours around the data; `accent` is that of what can be pressed."""

    page: str
    panel: str
    text: str
    quiet: str
    line: str
    accent: str


PAPER: dict[Theme, Paper] = {
    "light": Paper("#ffffff", "#f4f5f7", "#1b1f27", "#5a6270", "#d9dde4", "#4a4fc4"),
    "dark": Paper("#0f1217", "#1b212b", "#e8eaee", "#a3abb8", "#2f3743", "#8f96ff"),
}

NEGATIVE = {"light": "#1f5fa8", "dark": "#5aa2ea"}
POSITIVE = {"light": "#b3261e", "dark": "#f2705f"}
NEUTRAL = {"light": "#f1f3f6", "dark": "#1e242e"}
"""Ends and middle of the one diverging ramp, and the empty end of every gate's ramp."""


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
    "rnn-orthogonal": Stroke(
        N_("RNN, orthogonal start"), "#8a5a00", "#e6b450", "longdashdot", "triangle-down"
    ),
    "gru-long": Stroke(
        N_("GRU, gates set for the length"), "#4b6b00", "#b4d96a", "16px,3px,2px,3px", "hexagon"
    ),
    "lstm-long": Stroke(
        N_("LSTM, gates set for the length"), "#b0123b", "#ff8fa3", "18px,2px", "cross"
    ),
    "lstm-plain": Stroke(N_("LSTM, forget bias about 0"), "#8a2c77", "#ee8fd6", "dashdot", "x"),
    "lstm-open": Stroke(N_("LSTM, forget bias 3"), "#006d85", "#5cd4ea", "longdash", "star"),
}
"""The curves by key; the same hues on every figure, told apart by dash and mark as well."""
