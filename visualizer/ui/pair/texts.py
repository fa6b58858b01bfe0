"""Two sentences, part one: two texts read by one network."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.lexicon.language import Translator
from visualizer.networks import CheckpointError, entry_of
from visualizer.networks.sentiment.network import SentimentReading
from visualizer.showing.export import pair_page
from visualizer.showing.pair_told import told
from visualizer.showing.pairs import FIRST, SECOND, Pair
from visualizer.stage.mount import show_figure
from visualizer.ui.controls.board import share_weights
from visualizer.ui.controls.networks import judge_choice, tell_unusable
from visualizer.ui.controls.plain import paragraph
from visualizer.ui.controls.sentence import has_known_word, sentence_language, tell_left_out
from visualizer.ui.pair.boxes import OTHER, TEXT, text_boxes
from visualizer.ui.pair.negation import negation
from visualizer.ui.pair.runs import pair_of_texts, texts_bytes
from visualizer.ui.pair.tabs import pair_tabs
from visualizer.ui.shell.address import keep_in_address
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.painting import let_paint
from visualizer.ui.work.boards import network_link
from visualizer.ui.work.readings import network, reading_of

NAMES = (FIRST, SECOND)


def texts_part(choice: DeltaGenerator) -> None:
    """Both texts and their difference, how far apart the states are, and what a negation does.

    Args:
        choice: where the network is chosen.
    """
    say = reader()
    with choice:
        language = sentence_language(TEXT, task="sentiment")
        name = judge_choice("pair_network", language=language)
    texts = text_boxes(entry_of(name).task)
    readings = _readings(name, texts, say)
    picture = texts_bytes(name, *texts, say.code)
    show_figure(picture, key="pair_stage")
    share_weights(name, "pair")
    let_paint(picture)
    pair = pair_of_texts(name, *texts)
    _save(name, pair, say)
    st.html("".join(paragraph(line) for line in told(pair, NAMES, say)))
    st.html(negation(name, pair, say))
    st.caption(
        say(
            "How to read it: words that belong together stand in one column; a word that only one "
            "text has stands alone in its own. B − A is what a unit holds more or less with the "
            "other words; its units stand in A's order. Caution: two texts are an example, the "
            "means are over a list; neither says why."
        )
    )
    pair_tabs(pair, NAMES, _code(name, readings), key="pair")


def _readings(
    name: str, texts: tuple[str, str], say: Translator
) -> tuple[SentimentReading, SentimentReading]:
    """What was read of both; where there is nothing to compare, that is said and the run ends."""
    link = {TEXT: texts[0], OTHER: texts[1], **network_link(name, "pair"), "lang": say.code}
    try:
        found = [reading_of(name, text) for text in texts]
    except CheckpointError as error:
        tell_unusable(error, others=True)
        st.stop()
    for reading, box in zip(found, NAMES, strict=True):
        if reading is None:
            keep_in_address(link, gone=["pair_t", "pair_unit"])
            st.info(
                say(
                    "Type a sentence into box {name}, or choose a pair of examples: two texts are "
                    "compared.",
                    name=box,
                )
            )
            st.stop()
        tell_left_out(reading, name, of=box)
        if not has_known_word(reading, of=box):
            keep_in_address(link)
            st.stop()
    first, second = found
    assert first is not None
    assert second is not None
    return first, second


def _save(name: str, pair: Pair, say: Translator) -> None:
    judge = network(name)
    st.download_button(
        say("Save as a web page"),
        lambda: pair_page((judge, judge), pair, NAMES, say),
        f"{name}.html",
        "text/html",
        help=say("One file with this stage, for any browser, without a network or a server."),
        icon=":material/download:",
        key="pair_page",
        on_click="ignore",
    )


def _code(name: str, readings: tuple[SentimentReading, SentimentReading]) -> str:
    first, second = readings
    return "\n".join(
        (
            "import visualizer as viz",
            "from visualizer.core import paired_steps",
            "",
            f"network = viz.load_model({name!r})",
            f"a = network.read({first.read!r})",
            f"b = network.read({second.read!r})",
            "pairs = paired_steps(a.words, b.words)    # (step of a, step of b)",
            "apart = viz.difference(a.record, b.record, pairs=pairs)",
            "",
            f"apart.distances[{first.record.memory!r}][0, 0, :, 0]    # Euclidean, at every pair",
            "apart.diverges_at[0]                # the first pair whose states differ, -1: none",
            "up, down = apart.flips_up[0, 0, -1, 0], apart.flips_down[0, 0, -1, 0]",
            "print(up.sum(), down.sum())         # changed signs at the last pair",
            "print(b.verdict[-1] - a.verdict[-1])",
        )
    )
