"""The tabs under the stage: the same reading as figures, numbers, code, and its model's card."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.figures import (
    ImageFormat,
    Theme,
    image_config,
    record_csv,
    record_npz,
    unit_course,
    unit_heatmap,
    verdict_course,
)
from visualizer.lexicon.language import Translator
from visualizer.lexicon.quantities import QUANTITIES, lane_order
from visualizer.networks import Reading
from visualizer.networks.cards import ModelCard, Share
from visualizer.ui.shell.language import reader

VERDICT = "verdict"
UNIT_COURSE = "unit"


def figures_tab(tab: DeltaGenerator, reading: Reading) -> None:
    """One Plotly figure at a time: the verdict, a quantity of all units, or one unit's course."""
    say = reader()
    with tab:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            shown = st.selectbox(
                say("Figure"),
                [VERDICT, *lane_order(reading.record.quantities), UNIT_COURSE],
                format_func=lambda option: _figure_name(option, say),
                key="watch_figure",
                width=280,
            )
            unit = 0
            if shown == UNIT_COURSE:
                units = reading.record.h.shape[-1]
                unit = st.number_input(
                    say("Unit"), 0, units - 1, key="watch_figure_unit", width=140
                )
            chosen = st.segmented_control(
                say("Picture format"),
                ["png", "svg"],
                format_func=str.upper,
                default="png",
                required=True,
                key="watch_image",
            )
        image: ImageFormat = "svg" if chosen == "svg" else "png"
        theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
        match shown:
            case "verdict":
                figure = verdict_course(
                    reading.verdict,
                    tokens=reading.tokens,
                    unknown=reading.unknown,
                    theme=theme,
                    say=say,
                )
            case "unit":
                figure = unit_course(
                    {
                        q: reading.record.unit_values(q)[:, unit]
                        for q in lane_order(reading.record.quantities)
                    },
                    tokens=reading.tokens,
                    unit=unit,
                    theme=theme,
                    say=say,
                )
            case symbol:
                figure = unit_heatmap(
                    reading.record.unit_values(symbol),
                    quantity=QUANTITIES[symbol],
                    tokens=reading.tokens,
                    theme=theme,
                    say=say,
                )
        st.plotly_chart(
            figure,
            key="watch_chart",
            theme=None,
            width="stretch",
            config=image_config(image, name=_figure_name(shown, say), say=say),
        )
        st.caption(
            say("The camera in the figure's toolbar saves it; the Numbers tab has the values.")
        )


def numbers_tab(tab: DeltaGenerator, reading: Reading) -> None:
    """One quantity as a table, and the whole record as CSV and NPZ."""
    say = reader()
    record = reading.record
    with tab:
        symbol = st.selectbox(
            say("Quantity"),
            lane_order(record.quantities),
            format_func=lambda option: _figure_name(option, say),
            key="watch_table",
            width=280,
        )
        values = record.unit_values(symbol)
        columns = {
            say("step"): range(1, len(values) + 1),
            say("word"): reading.tokens,
            say("verdict"): reading.verdict,
        } | {f"{symbol} {unit}": values[:, unit] for unit in range(values.shape[1])}
        st.dataframe(columns, hide_index=True, width="stretch", key="watch_numbers")
        quantities = {q: record.unit_values(q) for q in record.quantities}
        with st.container(horizontal=True):
            st.download_button(
                say("Whole record as CSV"),
                lambda: record_csv(
                    quantities, tokens=reading.tokens, verdict=reading.verdict
                ).encode("utf-8-sig"),  # with its mark, spreadsheets read Devanagari right
                "record.csv",
                "text/csv",
                key="watch_csv",
                on_click="ignore",
            )
            st.download_button(
                say("Whole record as NPZ (NumPy)"),
                lambda: record_npz(quantities, tokens=reading.tokens, verdict=reading.verdict),
                "record.npz",
                "application/zip",
                key="watch_npz",
                on_click="ignore",
            )


def code_tab(tab: DeltaGenerator, reading: Reading, name: str) -> None:
    """The lines that reproduce this reading with the library."""
    say = reader()
    read = reading.text[: reading.end]
    lines = (
        "import visualizer as viz",
        "",
        f"network = viz.load_model({name!r})",
        f"reading = network.read({read!r})",
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


def about_tab(tab: DeltaGenerator, card: ModelCard) -> None:
    """What the network was trained on, how well it does, and what it gets wrong."""
    say = reader()
    with tab:
        st.markdown(_made_of(card, say))
        st.markdown(_trained_on(card, say))
        st.subheader(say("Measured"), anchor=False)
        st.table(_measured(card, say))
        st.caption(
            say(
                "Words that people labelled as strongest move the verdict by {change} on average "
                "({n} of them in dev).",
                change=f"{card.strong_words.mean_change:.2f}",
                n=card.strong_words.n,
            )
        )
        st.subheader(say("What it gets wrong"), anchor=False)
        st.dataframe(
            {
                say("text"): [mistake.text for mistake in card.gets_wrong],
                say("people's label, 0 to 4"): [mistake.label for mistake in card.gets_wrong],
                say("verdict"): [mistake.verdict for mistake in card.gets_wrong],
            },
            hide_index=True,
            key="watch_mistakes",
        )
        if card.negation is not None and card.negation.failed:
            st.subheader(say("Negations that it misses"), anchor=False)
            failed = card.negation.failed
            st.dataframe(
                {
                    say("plain"): [pair.plain for pair in failed],
                    say("its verdict"): [pair.plain_verdict for pair in failed],
                    say("negated"): [pair.negated for pair in failed],
                    say("verdict of the negated"): [pair.negated_verdict for pair in failed],
                },
                hide_index=True,
                key="watch_missed_negations",
            )


def _made_of(card: ModelCard, say: Translator) -> str:
    return say(
        "{cell} with {units} units on words of {size} numbers, {parameters} parameters, a "
        "vocabulary of {words} words; seed {seed}, {epochs} epochs, {seconds} seconds.",
        cell=card.cell.upper(),
        units=card.hidden_size,
        size=card.embedding_size,
        parameters=f"{card.parameters:,}",
        words=f"{card.vocabulary_size:,}",
        seed=card.seed,
        epochs=card.epochs,
        seconds=round(card.seconds),
    )


def _trained_on(card: ModelCard, say: Translator) -> str:
    """The card's account of the data, in the reader's language; the card itself is English."""
    return say(
        "Data: the Stanford Sentiment Treebank ({source}), whose every phrase people labelled from "
        "0 to 4. Its source states no licence; the texts themselves are not shipped. The network "
        "learned from every labelled phrase of train, and from negations and joined phrases made "
        "of the same trees, whose targets are averages measured there. Settings and epoch were "
        "chosen on sentences held out of train ({share} % of {n} right, neutral ones left out); "
        "the numbers below are for dev. The full recipe is in {file}.",
        source=card.source,
        n=card.validation_sentences.n,
        share=f"{100 * card.validation_sentences.share:.1f}",
        file=f"`assets/models/{card.name}.json`",
    )


def _measured(card: ModelCard, say: Translator) -> dict[str, list[str]]:
    rows = [
        (say("whole sentences of dev, without neutral ones"), card.sentences),
        (say("all labelled phrases of dev"), card.phrases),
        (say("labelled phrases that begin a sentence of dev"), card.prefixes),
        (say("two sentences joined by “, but”: ends on the second one's side"), card.late_twist),
    ]
    if card.negation is not None:
        rows += [
            (
                say("negation of praise (good → not good): crosses 0.5"),
                _share(card.negation.crossed_positive, card.negation.n_positive),
            ),
            (
                say("negation of blame (bad → not bad): crosses 0.5"),
                _share(card.negation.crossed_negative, card.negation.n_negative),
            ),
        ]
    return {
        say("what"): [what for what, _ in rows],
        say("right"): [f"{100 * share.share:.1f} %" for _, share in rows],
        say("of"): [f"{share.n:,}" for _, share in rows],
    }


def _share(crossed: int, n: int) -> Share:
    return Share(crossed / n, n)


def _figure_name(option: str, say: Translator) -> str:
    if option == VERDICT:
        return say("verdict")
    if option == UNIT_COURSE:
        return say("one unit's course")
    return f"{say(QUANTITIES[option].name)} {option}"
