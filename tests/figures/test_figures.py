"""What holds for every figure: purity, language, harmless words, type that can be read."""

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import plotly.graph_objects as go
import plotly.io as pio
import pytest

from tests.figures.samples import TRICKY, Recorder, layout, texts, traces, values, words
from visualizer.figures import unit_course, unit_heatmap, verdict_course
from visualizer.lexicon.colours import PAPER
from visualizer.lexicon.quantities import QUANTITIES

STEPS = len(TRICKY)
CELLS = values(STEPS, 3)
BEYOND = np.where(CELLS > 0.8, np.nan, CELLS * np.float32(9))
VERDICT = np.abs(CELLS[:, 0])
VERDICT.flags.writeable = False
UNKNOWN = np.arange(STEPS) == 2

FIGURES: dict[str, partial[go.Figure]] = {
    "heatmap": partial(unit_heatmap, CELLS, quantity=QUANTITIES["h"]),
    "heatmap beyond": partial(unit_heatmap, BEYOND, quantity=QUANTITIES["c"], order=[2, 0, 1]),
    "course": partial(unit_course, {"f": VERDICT, "c": BEYOND[:, 1]}, unit=1),
    "verdict": partial(verdict_course, VERDICT, unknown=UNKNOWN),
}
every_figure = pytest.mark.parametrize("name", FIGURES)

FRESH = """
import sys
if sys.argv[1] == "streamlit":
    import streamlit
    from streamlit.elements.lib.streamlit_plotly_theme import configure_streamlit_plotly_theme
    configure_streamlit_plotly_theme()
from tests.figures.test_figures import FIGURES
import plotly.io
print(plotly.io.templates.default)
print([draw().to_json() for draw in FIGURES.values()])
"""


@every_figure
def test_a_figure_leaves_its_input_alone_and_comes_out_the_same_twice(name: str) -> None:
    before = [CELLS.copy(), BEYOND.copy(), VERDICT.copy(), UNKNOWN.copy()]
    first = FIGURES[name](tokens=TRICKY)
    first.update_traces(hoverinfo="none")
    assert FIGURES[name](tokens=TRICKY) == FIGURES[name](tokens=TRICKY) != first
    for old, now in zip(before, (CELLS, BEYOND, VERDICT, UNKNOWN), strict=True):
        assert np.array_equal(old, now, equal_nan=old.dtype.kind == "f")


@every_figure
def test_a_later_change_of_the_input_does_not_reach_a_figure(name: str) -> None:
    drawing = FIGURES[name]
    (source,) = drawing.args
    if isinstance(source, dict):
        changing = {symbol: each.copy() for symbol, each in source.items()}
    else:
        changing = source.copy()
    figure = drawing.func(changing, **drawing.keywords)
    before = figure.to_json()
    for each in changing.values() if isinstance(changing, dict) else [changing]:
        each[:] = 0.123
    assert figure.to_json() == before


@every_figure
def test_the_default_template_does_not_reach_a_figure(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plotly's default is whatever some other module left there."""
    before = FIGURES[name]().to_json()
    monkeypatch.setattr(pio.templates, "default", "ggplot2")
    assert layout(go.Figure()).template.layout.plot_bgcolor == "rgb(237,237,237)"
    assert FIGURES[name]().to_json() == before


def test_figures_do_not_depend_on_whether_streamlit_was_imported() -> None:
    """In two fresh processes, since an import cannot be undone."""

    def fresh(how: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", FRESH, how], capture_output=True, text=True, check=True
        )
        return done.stdout.splitlines()

    (plain_template, plain), (streamlit_template, streamlit) = fresh("plain"), fresh("streamlit")
    assert plain_template != streamlit_template
    assert plain == streamlit


@every_figure
def test_words_are_shown_as_text_everywhere(name: str) -> None:
    """Tick labels, hover text and call-outs: no tag, no TeX, no control character of a word."""
    figure = FIGURES[name](tokens=TRICKY)
    assert words(figure)[0] == "&lt;b&gt;bold&lt;/b&gt;"
    assert words(figure)[4] == "&#36;x^2&#36;"
    for text in texts(figure):
        own = text.replace("<br>", "").replace("<extra></extra>", "")
        assert not set(own) & set("<>$\x1b\n\u202e\ud800"), text


@every_figure
def test_the_word_of_the_largest_change_is_text_too(name: str) -> None:
    """Whichever word a figure calls out or points at, it is escaped."""
    for word in TRICKY[:5]:
        for text in texts(FIGURES[name](tokens=[word] * STEPS)):
            assert word not in text, text


@every_figure
def test_hover_text_keeps_a_long_word_whole_and_the_axis_cuts_it(name: str) -> None:
    word = "pneumonoultramicroscopic"
    figure = FIGURES[name](tokens=[word] * STEPS)
    assert words(figure) == ["pneumonoultramicros…"] * STEPS
    assert any(word in text for text in texts(figure))


@every_figure
def test_every_sentence_passes_through_the_reader_s_language(name: str) -> None:
    """Letters outside the translator's marks would stay English in Hindi."""
    figure = FIGURES[name](say=Recorder("hi"), tokens=["॰"] * STEPS)
    frame, shown = layout(figure), []
    shown += [frame.title.text, frame.title.subtitle.text]
    shown += [frame.xaxis.title.text, frame.yaxis.title.text]
    shown += [note.text for note in frame.annotations if not note.showarrow]
    for trace in traces(figure):
        shown += [trace.name] if trace.name else []
        shown += [trace.hovertemplate] if trace.hovertemplate else []
        if trace.type == "heatmap":
            shown += [trace.colorbar.title.text]
        if trace.customdata is not None:
            shown += texts_of(trace.customdata)
    assert shown
    for text in shown:
        assert "⟦" in text, text
        assert not english(text), text


def texts_of(moments: object) -> list[str]:
    """The strings of a trace's own data, in one list."""
    return [str(text) for text in np.ravel(np.array(moments, dtype=object))]


def english(text: str) -> str:
    """Letters outside the translator's marks, Plotly's own syntax and symbols left out."""
    depth, rest = 0, ""
    for part in ("<extra></extra>", "<br>", "%{customdata}", "%{y}", "%{y:.3f}", "%{z:.3f}"):
        text = text.replace(part, "")
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        rest += letter if depth == 0 and letter.isalpha() and letter.isascii() else ""
    return "" if rest in QUANTITIES else rest


@every_figure
def test_type_is_large_enough_and_shapes_hindi(name: str) -> None:
    figure = FIGURES[name](tokens=TRICKY)
    fonts = list(fonts_of(json.loads(str(figure.to_json()))))
    assert layout(figure).font.family == "Inter, 'Noto Sans Devanagari', sans-serif"
    assert min(font.get("size", 12) for font in fonts) >= 12
    assert {font["family"] for font in fonts if "family" in font} == {layout(figure).font.family}


def fonts_of(part: object) -> Iterator[dict[str, Any]]:
    """Every font a figure names."""
    if isinstance(part, dict):
        for key, each in part.items():
            if key in {"font", "tickfont"}:
                yield each
            yield from fonts_of(each)
    elif isinstance(part, list):
        for each in part:
            yield from fonts_of(each)


@every_figure
def test_the_ground_shows_through_and_text_follows_the_theme(name: str) -> None:
    for theme, paper in PAPER.items():
        frame = layout(FIGURES[name](theme=theme))
        assert frame.paper_bgcolor == frame.plot_bgcolor == "rgba(0,0,0,0)"
        assert frame.font.color == frame.title.font.color == paper.text
        assert frame.hoverlabel.bgcolor == paper.panel
