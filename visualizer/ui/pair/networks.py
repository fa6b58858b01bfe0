"""Two sentences, part two: one text read by two networks."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.lexicon.language import Translator
from visualizer.networks import CheckpointError
from visualizer.showing.export import pair_page
from visualizer.showing.pair_told import course_told, verdicts_told
from visualizer.showing.pairs import Pair
from visualizer.stage.mount import show_figure
from visualizer.ui.controls.board import share_packed, share_weights
from visualizer.ui.controls.networks import networks_of, size_choice, tell_unusable
from visualizer.ui.controls.plain import paragraph
from visualizer.ui.controls.sentence import has_known_word, sentence_language, tell_left_out
from visualizer.ui.pair.boxes import TEXT, text_boxes
from visualizer.ui.pair.runs import (
    UNTRAINED,
    judge_of,
    names_of,
    networks_bytes,
    pair_of_networks,
    read_by,
    told,
    variant,
    weights_before_training,
)
from visualizer.ui.pair.tabs import no_distance, pair_tabs
from visualizer.ui.shell.address import choice_from_address, keep_in_address, remember
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.painting import let_paint
from visualizer.ui.work.readings import network

Judge = tuple[str, bool]
"""A network's name, and whether it is trained."""


def networks_part(choice: DeltaGenerator) -> None:
    """Both networks on the same words, and of two of one make their difference.

    Args:
        choice: where size and networks are chosen.
    """
    say = reader()
    language = sentence_language(TEXT, task="sentiment")
    with choice:
        task, units = size_choice("pair_size", language=language)
    with st.container(horizontal=True, vertical_alignment="center", key="pair_judges"):
        judges = _judges(networks_of(task, language, units), say)
        text, _ = text_boxes(task, two=False)
    one, other = judges
    link = {
        TEXT: text,
        "pair_one": variant(*one),
        "pair_two": variant(*other),
        "pair_size": units,
        "pair_language": language,
        "lang": say.code,
    }
    try:
        readings = [read_by(*each[:1], text, trained=each[1]) for each in judges]
    except CheckpointError as error:
        tell_unusable(error, others=True)
        st.stop()
    if readings[0] is None:
        keep_in_address(link)
        st.info(say("Type a sentence, or choose an example: the network reads words and signs."))
        st.stop()
    tell_left_out(readings[0], one[0])
    if not has_known_word(readings[0]):
        keep_in_address(link)
        st.stop()
    names = names_of(one, other, say)
    picture = networks_bytes(one, other, text, say.code)
    show_figure(picture, key="pair_networks_stage")
    for name, trained in dict.fromkeys(judges):
        if trained:
            share_weights(name, "pair")
        else:
            share_packed(weights_before_training(name), f"{name}-{UNTRAINED}", "pair")
    let_paint(picture)
    pair = pair_of_networks(one, other, text)
    _save(judges, pair, names, say)
    st.html("".join(paragraph(line) for line in _told(judges, pair, names, say)))
    st.caption(
        say(
            "How to read it: both networks read the same words, column by column. Caution: one "
            "text is an example; which of two networks judges better is measured on many, on the "
            "page Watch the gates, under About this model."
        )
    )
    pair_tabs(pair, names, _code(judges, readings[0].read), key="pair_networks")


def _judges(networks: Mapping[str, str], say: Translator) -> tuple[Judge, Judge]:
    """The two networks, each chosen from all cells, trained or not."""
    options = {
        variant(name, trained): (name, trained)
        for trained in (True, False)
        for name in list(networks.values())
    }
    first = next(iter(networks))
    one = _judge("pair_one", say("First network"), options, first, say)
    two = _judge("pair_two", say("Second network"), options, f"{first}-{UNTRAINED}", say)
    return options[one], options[two]


def _judge(key: str, label: str, options: Mapping[str, Judge], begin: str, say: Translator) -> str:
    names = list(options)
    chosen = st.selectbox(
        label,
        names,
        names.index(choice_from_address(key, names, begin)),
        format_func=lambda option: told(*options[option], say),
        key=key,
        width=170,
        label_visibility="collapsed",
    )
    remember(key, chosen)
    return chosen


def _told(
    judges: tuple[Judge, Judge], pair: Pair, names: tuple[str, str], say: Translator
) -> list[str]:
    one, other = judges
    lines = [verdicts_told(pair, names, say)]
    if one == other:
        return [say("Both are the same network: there is nothing to tell apart."), *lines]
    if pair.apart is None:
        lines.append(no_distance(say))
    else:
        lines += course_told(pair, say)
    if not all(trained for _, trained in judges):
        lines.append(_beginning(judges, say))
    return lines


def _beginning(judges: tuple[Judge, Judge], say: Translator) -> str:
    """What an untrained network is, and what it shares with the trained one."""
    (name, _), *_ = [each for each in judges if not each[1]]
    begun = say(
        "Untrained means: the very weights from which the training began, drawn anew from seed "
        "{seed}, which stands on the trained network's card. What it computes has nothing to do "
        "with film reviews yet; its verdict stays near that of no text at all.",
        seed=network(name).card.seed,
    )
    if judges[0][0] == judges[1][0]:
        return begun + " " + say("So unit by unit the two are one network, before and after.")
    return begun


def _save(judges: tuple[Judge, Judge], pair: Pair, names: tuple[str, str], say: Translator) -> None:
    first, second = (judge_of(name, trained=trained) for name, trained in judges)
    st.download_button(
        say("Save as a web page"),
        lambda: pair_page((first, second), pair, names, say),
        "two-networks.html",
        "text/html",
        help=say("One file with this stage, for any browser, without a network or a server."),
        icon=":material/download:",
        key="pair_networks_page",
        on_click="ignore",
    )


def _code(judges: tuple[Judge, Judge], text: str) -> str:
    lines = ["import visualizer as viz"]
    if not all(trained for _, trained in judges):
        lines.append("from visualizer.networks.first_weights import untrained")
    lines.append("")
    for letter, (name, trained) in zip("ab", judges, strict=True):
        loaded = f"viz.load_model({name!r})"
        made = loaded if trained else f"untrained({loaded})"
        lines += [f"{letter} = {made}.read({text!r})"]
    lines += ["", "print(b.verdict - a.verdict)    # after every word"]
    if judges[0][0] == judges[1][0]:
        lines += [
            "apart = viz.difference(a.record, b.record)",
            "print(apart.distances['h'][0, 0, :, 0])    # Euclidean, over all units",
        ]
    return "\n".join(lines)
