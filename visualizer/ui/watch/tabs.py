"""The tabs under a board: the same reading as figures, as numbers and as code."""

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.figures import (
    ImageFormat,
    image_config,
    record_csv,
    record_npz,
    unit_course,
    unit_heatmap,
    verdict_course,
)
from visualizer.lexicon.language import Translator
from visualizer.lexicon.quantities import QUANTITIES, lane_order
from visualizer.networks.sentiment.network import SentimentReading
from visualizer.ui.shell.address import (
    choice_from_address,
    keep_in_address,
    number_from_address,
)
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import theme
from visualizer.ui.watch.surgery_code import reading_code

VERDICT = "verdict"
UNIT_COURSE = "unit"


def figures_tab(tab: DeltaGenerator, reading: SentimentReading, *, key: str) -> None:
    """One Plotly figure at a time: the verdict, a quantity of all units, or one unit's course.

    Args:
        key: what the controls' keys begin with, the page's name.
    """
    say = reader()
    with tab:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            named = [VERDICT, *lane_order(reading.record.quantities), UNIT_COURSE]
            shown = st.selectbox(
                say("Figure"),
                named,
                named.index(choice_from_address(f"{key}_figure", named, VERDICT)),
                format_func=lambda option: _figure_name(option, say),
                key=f"{key}_figure",
                width=280,
            )
            chosen: dict[str, object] = {f"{key}_figure": shown}
            unit = 0
            if shown == UNIT_COURSE:
                units = reading.record.h.shape[-1]
                name = f"{key}_figure_unit"
                begin = number_from_address(name, 0, 0, units - 1)
                unit = int(st.number_input(say("Unit"), 0, units - 1, begin, key=name, width=140))
                chosen[name] = unit
            kind = st.segmented_control(
                say("Picture format"),
                ["png", "svg"],
                format_func=str.upper,
                default="png",
                required=True,
                key=f"{key}_image",
            )
        keep_in_address(chosen)
        image: ImageFormat = "svg" if kind == "svg" else "png"
        figure = _figure(reading, shown, unit=unit, say=say)
        st.plotly_chart(
            figure,
            key=f"{key}_chart",
            theme=None,
            width="stretch",
            config=image_config(image, name=_figure_name(shown, say), say=say),
        )
        st.caption(
            say("The camera in the figure's toolbar saves it; the Numbers tab has the values.")
        )


def _figure(reading: SentimentReading, shown: str, *, unit: int, say: Translator) -> go.Figure:
    record, tokens, ground = reading.record, reading.tokens, theme()
    match shown:
        case "verdict":
            return verdict_course(
                reading.verdict, tokens=tokens, unknown=reading.unknown, theme=ground, say=say
            )
        case "unit":
            course = {q: record.unit_values(q)[:, unit] for q in lane_order(record.quantities)}
            return unit_course(course, tokens=tokens, unit=unit, theme=ground, say=say)
        case symbol:
            return unit_heatmap(
                record.unit_values(symbol),
                quantity=QUANTITIES[symbol],
                tokens=tokens,
                theme=ground,
                say=say,
            )


def numbers_tab(tab: DeltaGenerator, reading: SentimentReading, *, key: str) -> None:
    """One quantity as a table, and the whole record as CSV and NPZ.

    Args:
        key: what the controls' keys begin with, the page's name.
    """
    say = reader()
    record = reading.record
    with tab:
        symbols = lane_order(record.quantities)
        symbol = st.selectbox(
            say("Quantity"),
            symbols,
            symbols.index(choice_from_address(f"{key}_table", symbols, symbols[0])),
            format_func=lambda option: _figure_name(option, say),
            key=f"{key}_table",
            width=280,
        )
        keep_in_address({f"{key}_table": symbol})
        values = record.unit_values(symbol)
        columns = {
            say("step"): range(1, len(values) + 1),
            say("word"): reading.tokens,
            say("verdict"): reading.verdict,
        } | {f"{symbol} {unit}": values[:, unit] for unit in range(values.shape[1])}
        st.dataframe(columns, hide_index=True, width="stretch", key=f"{key}_numbers")
        quantities = {q: record.unit_values(q) for q in record.quantities}
        with st.container(horizontal=True):
            st.download_button(
                say("Whole record as CSV"),
                lambda: record_csv(
                    quantities, tokens=reading.tokens, verdict=reading.verdict
                ).encode("utf-8-sig"),  # with its mark, spreadsheets read Devanagari right
                "record.csv",
                "text/csv",
                key=f"{key}_csv",
                on_click="ignore",
            )
            st.download_button(
                say("Whole record as NPZ (NumPy)"),
                lambda: record_npz(quantities, tokens=reading.tokens, verdict=reading.verdict),
                "record.npz",
                "application/zip",
                key=f"{key}_npz",
                on_click="ignore",
            )


def code_tab(tab: DeltaGenerator, reading: SentimentReading, name: str, by_hand: str) -> None:
    """The lines that reproduce this reading with the library.

    Args:
        by_hand: the changes made in it, as the address keeps them.
    """
    say = reader()
    lines = (
        "import visualizer as viz",
        "",
        f"network = viz.load_model({name!r})",
        *reading_code(reading, name, by_hand),
        f"reading.verdict                 # {say('probability of “positive” after every word')}",
        f"reading.record.h[0, 0, :, 0]    # {say('hidden state: words x units')}",
        f"reading.record.max_error        # {say('largest difference from PyTorch')}",
        "",
        f"# {say('The same for a model of your own with an nn.RNN, nn.LSTM or nn.GRU inside:')}",
        "with viz.record(model) as recording:",
        "    model(inputs)",
        f"print(list(recording))          # {say('the names of its recurrent modules')}",
    )
    tab.code("\n".join(lines), language="python", wrap_lines=True)


def _figure_name(option: str, say: Translator) -> str:
    if option == VERDICT:
        return say("verdict")
    if option == UNIT_COURSE:
        return say("one unit's course")
    return f"{say(QUANTITIES[option].name)} {option}"
