"""Flags, part three: is the old flag forgotten at a new subject? Colah's story, measured."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.core import LSTMRecord
from visualizer.figures import passing_bars
from visualizer.lexicon.language import Translator
from visualizer.networks.flags.facts import FlagFacts
from visualizer.networks.flags.flagged import VALUES, Property
from visualizer.networks.flags.forgetting import Forgetting, Passing, Spread
from visualizer.showing.flags import FLAG_NAMES, percent, signed, value_names
from visualizer.showing.flags_told import forget_told, verdict_told
from visualizer.ui.controls.plain import heading, paragraph, plain_table, table
from visualizer.ui.flags.board import flags_board
from visualizer.ui.flags.pulling import ASKED, asked_choice
from visualizer.ui.flags.runs import all_facts, facts_of, forgetting_of
from visualizer.ui.flags.tabs import flag_tabs
from visualizer.ui.flags.texts import Read, read_text, task_choice
from visualizer.ui.shell.address import keep_in_address
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import chart, theme

REACHES = (0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 16.0)
"""How far the axis reaches to both sides: the first that holds everything."""


def forgetting_part(choice: DeltaGenerator, build: DeltaGenerator) -> None:
    """The forget gate of the units that tell the flags, at new subjects.

    Args:
        choice: where the network is chosen.
        build: where a sentence is built.
    """
    say = reader()
    with choice:
        task = task_choice()
    read = read_text(task, build)
    asked = asked_choice(read.name, say)
    keep_in_address({ASKED: asked})
    st.markdown(
        say(
            "The story goes: *when a network sees a new subject, it wants to forget the gender of "
            "the old one* (Colah, Understanding LSTM Networks). In an LSTM c = f·c + i·g: where f "
            "is near 0 the old value is erased; where f stays near 1 it can only be overwritten by "
            "i·g."
        )
    )
    flags_board(read, key="flags_forget", asked=asked)
    st.html(_here(read, facts_of(read.name, asked), say))
    found = {each: forgetting_of(read.name, each) for each in all_facts(read.name)}
    _over_the_list(found[asked], say)
    st.html(
        heading(say("So is it forgotten?"))
        + "".join(paragraph(" ".join(forget_told(each, say))) for each in found.values())
        + f"<p><b>{verdict_told([*found.values()], say)}</b></p>"
    )
    st.caption(
        say(
            "How to read it: a name may be several words, such as “Alice and Tom”; then f is the "
            "product over them. “Erased” is said where on average at most half of the old value "
            "is kept, “overwritten” where at least nine tenths are, “partly” in between."
        )
    )
    flag_tabs(read, None, key="flags_forget", extra=_code(asked))


def _here(read: Read, facts: FlagFacts, say: Translator) -> str:
    """The new subjects of this sentence, word by word."""
    title = heading(say("In this sentence"))
    record = read.reading.record
    subjects = [] if read.sentence is None else [*read.sentence.subjects]
    if len(subjects) < 2 or not isinstance(record, LSTMRecord):
        return title + paragraph(
            say(
                "This text has no second subject of which the grammar knows. Build a sentence with "
                "one, such as “{text}”",
                text=_example(read),
            )
        )
    unit = facts.best
    f, c, i, g = (record.unit_values(q)[:, unit] for q in "fcig")
    rows: list[list[str]] = []
    names = value_names(facts.asked, say)
    for subject in subjects[1:]:
        true = subject.flags.of(facts.asked)
        for step in range(subject.start, min(subject.end + 1, len(f))):
            last = step == subject.end
            told = "" if true is None or not last else names[VALUES[facts.asked].index(true)]
            rows.append(
                [
                    read.reading.tokens[step],
                    told or "–",
                    f"{f[step]:.2f}",
                    signed(c[step - 1]),
                    signed(f[step] * c[step - 1]),
                    signed(i[step] * g[step]),
                    signed(c[step]),
                ]
            )
    heads = (
        say("new subject"),
        say("by the grammar"),
        say("f of unit {unit}", unit=unit),
        say("c before"),
        say("f·c: left"),
        say("i·g: written"),
        say("c after"),
    )
    return title + table({head: [row[k] for row in rows] for k, head in enumerate(heads)})


def _example(read: Read) -> str:
    """A sentence with two subjects."""
    texts = {
        "flags-lstm": "Alice sings so Tom laughs and he dances.",
        "flags-hi-lstm": "राम सीता के साथ बाज़ार गया। सीता ख़ुश है।",
        "agreement-lstm": "the bankers knew the officer hurt himself",
    }
    return texts.get(read.name, read.reading.read)


def _over_the_list(forgetting: Forgetting, say: Translator) -> None:
    """The same on average over the list, as a figure and as a table."""
    groups = {
        name: passing
        for name, passing in (
            (say("another {flag}", flag=say(FLAG_NAMES[forgetting.asked])), forgetting.other),
            (say("the same {flag}", flag=say(FLAG_NAMES[forgetting.asked])), forgetting.same),
        )
        if passing is not None
    }
    if not groups:
        return
    stages = {name: _stages(passing, say) for name, passing in groups.items()}
    most = max(abs(x) for group in stages.values() for stage in group.values() for x in stage)
    chart(
        passing_bars(
            stages,
            title=say("What becomes of unit {unit} at a new subject", unit=forgetting.unit),
            subtitle=say(
                "Means over the list, with what nine of ten lie within. Up: towards the new "
                "subject's side."
            ),
            reach=next((reach for reach in REACHES if most <= reach), REACHES[-1]),
            theme=theme(),
            say=say,
        ),
        key="flags_passing",
        name=say("What becomes of unit {unit} at a new subject", unit=forgetting.unit),
    )
    if forgetting.passed_by is not None:
        groups[say("names that are no subject, another {flag}", flag=_flag(forgetting, say))] = (
            forgetting.passed_by
        )
    rows = [_row(name, passing, say) for name, passing in groups.items()]
    heads = [*rows[0]]
    columns = {head: [row[head] for row in rows] for head in heads}
    with st.container(key="flags_passing_table"):
        plain_table(columns, scrolls=say("new subjects"))


def _flag(forgetting: Forgetting, say: Translator) -> str:
    return say(FLAG_NAMES[forgetting.asked])


def _stages(passing: Passing, say: Translator) -> Mapping[str, tuple[float, float, float]]:
    named = {
        say("c before"): passing.before,
        say("f·c: left"): passing.left,
        say("i·g: written"): passing.written,
        say("c after"): passing.after,
    }
    return {name: (each.mean, each.low, each.high) for name, each in named.items()}


def _row(name: str, passing: Passing, say: Translator) -> dict[str, str]:
    return {
        say("new subjects"): name,
        say("cases"): say.number(passing.kept.n),
        say("f (range)"): _spread(passing.kept, plain=True),
        say("c before"): _spread(passing.before),
        say("f·c: left"): _spread(passing.left),
        say("i·g: written"): _spread(passing.written),
        say("c after"): _spread(passing.after),
        say("c before the next joint or stop"): _spread(passing.settled),
        say("on the new side"): percent(passing.stands.share),
    }


def _spread(spread: Spread, *, plain: bool = False) -> str:
    """A mean, and within what nine of ten lie."""
    mean, low, high = (
        f"{each:.2f}" if plain else signed(each) for each in (spread.mean, spread.low, spread.high)
    )
    return f"{mean} ({low} … {high})"


def _code(asked: Property) -> list[str]:
    return [
        "",
        "from visualizer.networks.flags.forgetting import forget_story",
        f'print(forget_story(network, "{asked}", lists).other)',
    ]
