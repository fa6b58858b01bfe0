"""Below the board of two runs: the distance as a figure, all as numbers, and as code."""

from collections.abc import Iterable, Sequence

import streamlit as st

from visualizer.figures import distance_course
from visualizer.lexicon.language import Translator
from visualizer.showing.pairs import Pair
from visualizer.ui.controls.csv_table import table_with_csv
from visualizer.ui.controls.plain import paragraph
from visualizer.ui.controls.tabs import LIGHT, tabs
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import chart, theme

MISSING = ""


def pair_tabs(pair: Pair, names: tuple[str, str], code: str, *, key: str) -> None:
    """A figure, a table and the code of two runs.

    Args:
        names: what both are called.
        code: the lines that give the same with the library.
        key: what the controls' keys begin with.
    """
    say = reader()
    shown = tabs(
        {"figures": say("Figures"), "numbers": say("Numbers"), "code": say("Code")},
        key=f"{key}_tab",
        first=LIGHT,
    )
    if shown["figures"].open:
        with shown["figures"]:
            _figure(pair, say, key)
    if shown["numbers"].open:
        with shown["numbers"]:
            _numbers(pair, names, say, key)
    if shown["code"].open:
        shown["code"].code(code, language="python", wrap_lines=True)


def _figure(pair: Pair, say: Translator, key: str) -> None:
    if not pair.distances:
        st.html(paragraph(no_distance(say)))
        return
    figure = distance_course(
        pair.distances,
        units=pair.first.record.h.shape[-1],
        tokens=pair.shared_words,
        parting=pair.parting,
        theme=theme(),
        say=say,
    )
    chart(figure, key=f"{key}_distance", name=say("distance"))


def no_distance(say: Translator) -> str:
    """Why nothing can be said about the distance of two networks' states."""
    return say(
        "Units of two networks of different make are not the same units: unit 5 of one has nothing "
        "to do with unit 5 of the other. So no difference of their states is drawn; their verdicts "
        "can be compared."
    )


def _numbers(pair: Pair, names: tuple[str, str], say: Translator, key: str) -> None:
    columns = numbers(pair, names, say)
    table_with_csv(columns, file="two.csv", key=f"{key}_csv")


def numbers(pair: Pair, names: tuple[str, str], say: Translator) -> dict[str, list[str]]:
    """Both texts on their shared columns: words, verdicts, distances and changed signs."""
    count = max(pair.alignment.a[-1], pair.alignment.b[-1]) + 1
    table: dict[str, list[str]] = {say("column"): [str(k + 1) for k in range(count)]}

    def column(heading: str, places: Sequence[int], cells: Sequence[str]) -> None:
        at = dict(zip(places, cells, strict=True))
        table[heading] = [at.get(k, MISSING) for k in range(count)]

    both = (
        (names[0], pair.alignment.a, pair.first),
        (names[1], pair.alignment.b, pair.second),
    )
    for name, places, reading in both:
        column(say("word {name}", name=name), places, reading.tokens)
    for name, places, reading in both:
        column(say("verdict {name}", name=name), places, _digits(reading.verdict))
    for symbol, values in pair.distances.items():
        column(say("distance {symbol}", symbol=symbol), pair.alignment.shared, _digits(values))
    if pair.apart is not None:
        flips = {say("signs up"): pair.apart.flips_up, say("signs down"): pair.apart.flips_down}
        for heading, found in flips.items():
            counts = found[0, 0, :, 0].sum(axis=-1)
            column(heading, pair.alignment.shared, [str(int(n)) for n in counts])
    return table


def _digits(values: Iterable[float]) -> list[str]:
    return [f"{value:.4f}" for value in values]
