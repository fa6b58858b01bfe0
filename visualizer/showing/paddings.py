"""One text read packed and read on through filler: the board, and what to say about it."""

from dataclasses import replace

import numpy as np

from visualizer.lexicon.language import Translator
from visualizer.networks.classes.card import PaddingReport
from visualizer.networks.classes.network import ClassNetwork
from visualizer.networks.classes.padding import Paddings
from visualizer.showing.class_scenes import class_track
from visualizer.showing.order import class_names
from visualizer.showing.order_told import percent
from visualizer.views.scene import Scene

FILLER = "0"
"""What stands for filler in a batch, as in PyTorch."""


def scene_of_paddings(network: ClassNetwork, paddings: Paddings, say: Translator) -> Scene:
    """Both runs on the same columns, from the text's last word on; filler is in the padded one."""
    n, steps = len(paddings.tokens), len(paddings.padded_probabilities)
    unknown = [word not in network.vocabulary for word in paddings.words]
    packed = class_track(
        network,
        paddings.packed,
        paddings.tokens,
        paddings.packed_probabilities,
        name=say("packed"),
        say=say,
    )
    padded = class_track(
        network,
        paddings.padded,
        [*paddings.tokens, *[FILLER] * (steps - n)],
        paddings.padded_probabilities,
        name=say("padded"),
        say=say,
    )
    packed = replace(packed, unknown=unknown)
    padded = replace(
        padded,
        unknown=[*unknown, *[False] * (steps - n)],
        marked=[*range(n, steps)],
        orders=packed.orders,
        unit=packed.unit,
    )
    return Scene(tracks=[packed, padded], compared=True, begin=n - 1)


def paddings_told(paddings: Paddings, classes: tuple[str, ...], say: Translator) -> str:
    """Both answers, and where the one of the padded run turns."""
    names = class_names(classes, say)
    n, steps = len(paddings.tokens), len(paddings.padded_probabilities)
    own, on = paddings.packed_probabilities[-1], paddings.padded_probabilities[-1]
    answers = {
        "first": names[int(own.argmax())],
        "p": f"{own.max():.2f}",
        "second": names[int(on.argmax())],
        "q": f"{on.max():.2f}",
    }
    if steps == n:
        return say("Without filler both runs end with the text: {first}, {p}.", **answers)
    told = say.count(
        "Packed, the network answers “{first}” ({p}) after the last word. Read on through {n} step "
        "of filler it answers “{second}” ({q}).",
        "Packed, the network answers “{first}” ({p}) after the last word. Read on through {n} "
        "steps of filler it answers “{second}” ({q}).",
        steps - n,
        **answers,
    )
    turn = turning_filler(paddings)
    if turn is None:
        return told + " " + say("No step of filler has turned the answer.")
    return told + " " + say("The answer first turns at step {n} of the filler.", n=turn)


def turning_filler(paddings: Paddings) -> int | None:
    """The first step of filler, from 1, after which the answer is another; None for none."""
    n = len(paddings.tokens)
    answers = paddings.padded_probabilities[n:].argmax(axis=1)
    others = np.flatnonzero(answers != paddings.packed_probabilities[-1].argmax())
    return int(others[0]) + 1 if len(others) else None


def report_told(report: PaddingReport, say: Translator) -> str:
    """What padding does to how many texts are right, and whether chance would do as much."""
    n = report.packed.n
    turned = round(report.turned.share * n)
    more = round((report.packed.share - report.padded.share) * n)
    told = say(
        "On {n} texts of news, {batch} side by side, {filled} % of all that is read is filler. "
        "Right packed: {packed} %; right after the filler: {padded} %. {turned} texts get another "
        "answer.",
        n=say.number(n),
        batch=report.batch,
        filled=f"{100 * report.filled:.0f}",
        packed=percent(report.packed.share),
        padded=percent(report.padded.share),
        turned=turned,
    )
    return f"{told} {_more_right(more, turned, say)}"


def _more_right(more: int, turned: int, say: Translator) -> str:
    """How many more are right packed, beside what a coin thrown for each turned text would do."""
    by_chance = abs(more) <= 2 * np.sqrt(turned)
    if more >= 0:
        return (
            say("Packed, {n} more are right: so few could be chance.", n=more)
            if by_chance
            else say("Packed, {n} more are right, which chance would hardly do.", n=more)
        )
    return (
        say("Packed, {n} fewer are right: so few could be chance.", n=-more)
        if by_chance
        else say("Packed, {n} fewer are right, which chance would hardly do.", n=-more)
    )


def report_table(reports: dict[str, PaddingReport], say: Translator) -> dict[str, list[str]]:
    """The same for several networks, by what they are called."""
    rows = [*reports.values()]
    return {
        say("network"): [*reports],
        say("right, packed"): [f"{percent(row.packed.share)} %" for row in rows],
        say("right, padded"): [f"{percent(row.padded.share)} %" for row in rows],
        say("answers that turn"): [
            say(
                "{n} of {all}",
                n=round(row.turned.share * row.turned.n),
                all=say.number(row.turned.n),
            )
            for row in rows
        ],
    }
