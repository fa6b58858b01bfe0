"""Does order matter, part one: the words of a text in any order, read by four networks."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.lexicon.language import Translator
from visualizer.showing.order import ordered_of
from visualizer.stage.mount import show_figure
from visualizer.stage.order_bytes import pack_ordered, words_id
from visualizer.ui.order.honest import both_data
from visualizer.ui.order.many import many_orders
from visualizer.ui.order.moves import PLACES, hear_move, heard_last, order_now
from visualizer.ui.order.record import run_in_order
from visualizer.ui.order.runs import KINDS, Order, places_text, reading_in
from visualizer.ui.order.tabs import part_tabs
from visualizer.ui.order.texts import Read, data_choice, keep_text, read_text
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.painting import let_paint
from visualizer.views.orders import Ordered


def shuffle_part(choice: DeltaGenerator) -> None:
    """The words to move, what follows, and how well the networks do on their data.

    Args:
        choice: where the data are chosen.
    """
    say = reader()
    with choice:
        task = data_choice()
    read = read_text(task, KINDS)
    steps = len(read.readings["bag"].tokens)
    order = order_now(read.text, steps)
    now = {kind: reading_in(name, read.text, order) for kind, name in read.names.items()}
    ordered = ordered_of(read.readings, now, order, language=read.language, say=say)
    words = words_id(ordered)
    picture = pack_ordered(ordered, say=say, heard=heard_last())
    show_figure(
        picture,
        key="order_words",
        wished=lambda said: hear_move(said, words, read.text, steps),
    )
    let_paint(picture)
    kind = run_in_order(read, order, say)
    keep_text(read.readings["bag"].read, task, read.language, {PLACES: places_text(order)})
    many_orders(read, say)
    st.caption(
        say(
            "Caution: no network has learned from shuffled words, and most orders are no sentences "
            "at all. An answer that moves shows that the order is heard, not that the new answer "
            "is right."
        )
    )
    both_data(read, say)
    part_tabs("shuffle", numbers(ordered, say), _code(read, order), read.names[kind])


def numbers(ordered: Ordered, say: Translator) -> dict[str, list[str]]:
    """The probabilities of all networks, as typed and now, a row for each class."""
    cells = [
        (
            row.name,
            label,
            f"{row.typed[k]:.6f}",
            f"{row.now[k]:.6f}",
            f"{row.now[k] - row.typed[k]:+.6f}",
        )
        for row in ordered.rows
        for k, label in enumerate(ordered.classes)
    ]
    heads = (say("network"), say("class"), say("as typed"), say("in this order"), say("change"))
    columns = zip(*cells, strict=True)
    return {
        head: [cell.replace("-", "−") for cell in column]
        for head, column in zip(heads, columns, strict=True)
    }


def _code(read: Read, order: Order) -> str:
    names = ", ".join(map(repr, read.names.values()))
    return "\n".join(
        (
            "import visualizer as viz",
            "from visualizer.networks.classes.orders import answers_in_orders, some_orders",
            "",
            f"text = {read.readings['bag'].read!r}",
            f"order = {[*order]}    # the place that each word had, from 0",
            f"for name in ({names}):",
            "    network = viz.load_model(name)",
            "    typed = network.read(text)",
            "    now = network.in_order(typed, order)",
            "    same = typed.probabilities[-1].tobytes() == now.probabilities[-1].tobytes()",
            "    print(name, typed.answer, now.answer, now.probabilities[-1], same)",
            "    orders = some_orders(len(typed.words)).orders",
            "    answers = answers_in_orders(network, typed.words, orders).argmax(1)",
            "    print((answers == typed.probabilities[-1].argmax()).sum(), 'of', len(orders))",
        )
    )
