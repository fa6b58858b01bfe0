"""Does order matter, part three: a text read to its own end, and on through what fills it up."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.lexicon.language import Translator
from visualizer.networks.classes.padding import Paddings, packed_numbers
from visualizer.showing.order import class_names
from visualizer.showing.paddings import (
    FILLER,
    paddings_told,
    report_table,
    report_told,
)
from visualizer.stage.mount import show_figure
from visualizer.ui.controls.board import share_weights
from visualizer.ui.controls.plain import heading, paragraph, table
from visualizer.ui.order.runs import KINDS, both_ways, card_of, names_of, padding_board
from visualizer.ui.order.tabs import part_tabs
from visualizer.ui.order.texts import Read, keep_text, kind_choice, read_text
from visualizer.ui.shell.address import number_from_address, remember
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.painting import let_paint
from visualizer.ui.work.readings import network

NETWORK, AMOUNT = "order_padded", "order_filler"
MOST = 40
FIRST = 16
CELLS = KINDS[1:]
EXAMPLE = ((1, 2, 3, 4, 5), (6, 7, 8), (9,))
"""The lesson's batch of three sequences, without its zeros."""


def padding_part(choice: DeltaGenerator) -> None:
    """Both runs on one board, both answers, how many texts that costs, and what packing is.

    Args:
        choice: where the network is chosen.
    """
    say = reader()
    with choice:
        kind = kind_choice(NETWORK, CELLS)
    read = read_text("news", [kind])
    name, reading = read.names[kind], read.readings[kind]
    filler = _filler(say)
    keep_text(reading.read, "news", "en", {NETWORK: kind, AMOUNT: filler})
    picture = padding_board(name, read.text, filler, say.code)
    show_figure(picture, key="order_padding_stage")
    share_weights(name, "order")
    let_paint(picture)
    paddings = both_ways(name, read.text, filler)
    _told(name, paddings, say)
    _worked(say)
    part_tabs("padding", numbers(paddings, reading.classes, say), _code(read, kind, filler), name)


def _filler(say: Translator) -> int:
    """How many steps of filler follow the text."""
    begin = number_from_address(AMOUNT, FIRST, 0, MOST)
    filler = st.slider(say("Steps of filler after the text"), 0, MOST, begin, key=AMOUNT, width=420)
    remember(AMOUNT, filler)
    return filler


def _told(name: str, paddings: Paddings, say: Translator) -> None:
    report = card_of(name).own.padding
    parts = [paragraph(paddings_told(paddings, network(name).classes, say))]
    parts.append(
        paragraph(
            say(
                "Filler is what makes short texts of a batch as long as the longest: here number "
                "{filler}, which this network reads as the unknown word. Caution: it was trained "
                "packed, so it never learned to wait through filler.",
                filler=FILLER,
            ),
            small=True,
        )
    )
    if report is not None:
        reports = {
            kind.upper(): own
            for kind, each in names_of("news", "en").items()
            if (own := card_of(each).own.padding) is not None
        }
        parts.append(heading(say("What padding costs")))
        parts.append(paragraph(report_told(report, say)))
        parts.append(table(report_table(reports, say)))
    st.html("".join(parts))


def _worked(say: Translator) -> None:
    data, sizes = packed_numbers(EXAMPLE)
    longest = len(EXAMPLE[0])
    columns = {
        say("step"): [
            *(say("text {n}", n=k + 1) for k in range(len(EXAMPLE))),
            say("packed: what is read at this step"),
            say("batch size: texts that have this step"),
        ]
    }
    first = 0
    for t in range(longest):
        own = [str(row[t]) if t < len(row) else FILLER for row in EXAMPLE]
        together = ", ".join(map(str, data[first : first + sizes[t]]))
        columns[str(t + 1)] = [*own, together, str(sizes[t])]
        first += sizes[t]
    told = say(
        "Packing leaves the filler out. PyTorch keeps all texts of a batch step by step, one "
        "behind the other, {data}, and beside them how many of the texts have each step, {sizes}. "
        "At every step it reads only so many, so every text ends at its own last word.",
        data=", ".join(map(str, data)),
        sizes=", ".join(map(str, sizes)),
    )
    st.html(
        heading(say("Packing, worked through"))
        + paragraph(told)
        + table(columns, scrolls=say("Packing, worked through"))
    )


def numbers(paddings: Paddings, classes: tuple[str, ...], say: Translator) -> dict[str, list[str]]:
    """The probabilities of both runs after every step."""
    n, steps = len(paddings.tokens), len(paddings.padded_probabilities)
    own, on = paddings.packed_probabilities, paddings.padded_probabilities
    columns = {
        say("step"): [str(t + 1) for t in range(steps)],
        say("word"): [*paddings.tokens, *[FILLER] * (steps - n)],
    }
    for k, label in enumerate(class_names(classes, say)):
        packed = [f"{share:.4f}" for share in own[:, k]]
        columns[say("packed: {label}", label=label)] = [*packed, *[""] * (steps - n)]
        columns[say("padded: {label}", label=label)] = [f"{share:.4f}" for share in on[:, k]]
    return columns


def _code(read: Read, kind: str, filler: int) -> str:
    rows = ", ".join(f"torch.tensor({[*row]})" for row in EXAMPLE)
    lengths = [len(row) for row in EXAMPLE]
    return "\n".join(
        (
            "import torch",
            "from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence",
            "",
            "import visualizer as viz",
            "from visualizer.networks.classes.padding import read_both_ways",
            "",
            f"network = viz.load_model({read.names[kind]!r})",
            f"text = {read.readings[kind].read!r}",
            f"both = read_both_ways(network, text, len(network.read(text).tokens) + {filler})",
            "print(network.classes)",
            "print(both.packed_probabilities[-1], both.padded_probabilities[-1])",
            "print(network.card.own.padding)",
            "",
            f"batch = pad_sequence([{rows}])    # filled up with 0",
            f"packed = pack_padded_sequence(batch, torch.tensor({lengths}))",
            "print(packed.data, packed.batch_sizes)",
        )
    )
