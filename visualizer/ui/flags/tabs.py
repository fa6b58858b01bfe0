"""Below a board of flags: all as numbers, as code, and what the network is."""

from collections.abc import Sequence

import streamlit as st

from visualizer.figures import record_csv, record_npz
from visualizer.lexicon.language import Translator
from visualizer.lexicon.quantities import QUANTITIES, lane_order
from visualizer.networks.flags.flagged import Property
from visualizer.networks.flags.pulling import Hold
from visualizer.networks.predicting.network import NextReading
from visualizer.showing.flags import (
    FLAG_NAMES,
    expected_words,
    true_values,
    value_names,
)
from visualizer.ui.controls.about import about_tab
from visualizer.ui.controls.plain import plain_table
from visualizer.ui.controls.tabs import tabs
from visualizer.ui.flags.runs import all_facts, pulled_of
from visualizer.ui.flags.texts import Read
from visualizer.ui.shell.address import choice_from_address, keep_in_address
from visualizer.ui.shell.language import reader
from visualizer.ui.work.readings import network
from visualizer.views.flags import NEITHER

Pulled = tuple[Property, tuple[int, ...], Hold]


def flag_tabs(read: Read, pulled: Pulled | None, *, key: str, extra: Sequence[str] = ()) -> None:
    """Numbers, code and the network's card.

    Args:
        pulled: the flag, the units held and at what; None: nothing is held.
        key: what the controls' keys begin with.
        extra: lines of code for what else the part shows.
    """
    say = reader()
    names = {
        "numbers": say("Numbers"),
        "code": say("Code"),
        "about": say("About this model"),
    }
    shown = tabs(names, key=f"{key}_tab", first="about")
    if shown["numbers"].open:
        with shown["numbers"]:
            _numbers(read, pulled, say, key)
    if shown["code"].open:
        lines = "\n".join([*code_lines(read, pulled), *extra])
        shown["code"].code(lines, language="python", wrap_lines=True)
    if shown["about"].open:
        about_tab(shown["about"], read.name)


def _numbers(read: Read, pulled: Pulled | None, say: Translator, key: str) -> None:
    reading = _shown(read, pulled)
    record = reading.record
    symbols = lane_order(record.quantities)
    symbol = st.selectbox(
        say("Quantity"),
        symbols,
        symbols.index(choice_from_address(f"{key}_table", symbols, "c")),
        format_func=lambda option: f"{say(QUANTITIES[option].name)} {option}",
        key=f"{key}_table",
        width=280,
    )
    keep_in_address({f"{key}_table": symbol})
    plain_table(numbers(read, pulled, symbol, say), scrolls=say("Numbers"))
    quantities = {q: record.unit_values(q) for q in record.quantities}
    with st.container(horizontal=True):
        st.download_button(
            say("Whole record as CSV"),
            lambda: record_csv(quantities, tokens=reading.tokens).encode("utf-8-sig"),
            "flags.csv",
            "text/csv",
            key=f"{key}_csv",
            on_click="ignore",
        )
        st.download_button(
            say("Whole record as NPZ (NumPy)"),
            lambda: record_npz(quantities, tokens=reading.tokens),
            "flags.npz",
            "application/zip",
            key=f"{key}_npz",
            on_click="ignore",
        )


def _shown(read: Read, pulled: Pulled | None) -> NextReading:
    return read.reading if pulled is None else pulled_of(read.name, read.text, *pulled)


def numbers(
    read: Read, pulled: Pulled | None, symbol: str, say: Translator
) -> dict[str, list[str]]:
    """Words, flags, what may come next, and one quantity of every unit."""
    reading = _shown(read, pulled)
    after = None if pulled is None else reading
    expected = expected_words(read.reading, read.sentence, network(read.name).language, after)
    values = reading.record.unit_values(symbol)
    table: dict[str, list[str]] = {
        say("step"): [str(t + 1) for t in range(len(values))],
        say("word"): [*reading.tokens],
    }
    for asked in all_facts(read.name):
        names = value_names(asked, say)
        true = true_values(read.sentence, asked, len(values))
        table[say(FLAG_NAMES[asked])] = ["–" if v == NEITHER else names[v] for v in true]
    table[say("what comes next")] = [
        ", ".join(f"{word} {share:.3f}" for word, share in zip(words, shares, strict=True))
        for words, shares in zip(expected.words, expected.shares, strict=True)
    ]
    return table | {
        f"{symbol} {unit}": [f"{value:.3f}".replace("-", "−") for value in values[:, unit]]
        for unit in range(values.shape[1])
    }


def code_lines(read: Read, pulled: Pulled | None) -> list[str]:
    """The lines that give what the board shows with the library."""
    text = read.reading.read
    lines = [
        "import visualizer as viz",
        "from visualizer.networks.flags.ranking import rank_units",
        "from visualizer.networks.flag_lists import lists_of",
        "",
        f"network = viz.load_model({read.name!r})",
        f"reading = network.read({text!r})",
        "reading.probabilities[-1]           # of every word in reading.classes to be next",
        "reading.record.c[0, 0, :, 0]        # the memory: words x units",
        "reading.record.max_error            # largest difference from PyTorch",
        "",
        "lists = lists_of(network)",
        *(
            f'rank_units(network, "{asked}", lists).order[0]    # the unit that tells it best'
            for asked in all_facts(read.name)
        ),
    ]
    if read.sentence is not None:
        lines += [
            "",
            "from visualizer.networks.flags.recognising import flagged",
            f"sentence = flagged(network.language, {text!r})",
            "print([(word, flags.gender, flags.number)",
            "       for word, flags in zip(sentence.words, sentence.flags)])",
        ]
    if pulled is None:
        return lines
    asked, units, hold = pulled
    sentence = "sentence" if read.sentence is not None else "None"
    return [
        *lines,
        "",
        "from visualizer.networks.flags.facts import flag_facts, read_pulled",
        "from visualizer.networks.flags.pulling import pull",
        "from visualizer.networks.flags.runs import Questions",
        "",
        f'facts = flag_facts(network, "{asked}", lists)',
        f"held = read_pulled(network, reading.text, facts, {[*units]}, {hold!r}, {sentence})",
        "print(held.probabilities - reading.probabilities)",
        "questions = Questions(lists.measured_on, network.vocabulary)",
        "print(questions.scores(network))    # over the list, as it is",
        f'print(pull(network, "{asked}", lists, {[*units]}, {hold!r}).scores)',
    ]
