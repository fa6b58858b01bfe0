"""Does order matter, part one: the words of a text in any order, read by four networks."""

from streamlit.delta_generator import DeltaGenerator

from visualizer.showing.order import ordered_of
from visualizer.stage.mount import show_figure
from visualizer.stage.order_bytes import pack_ordered, words_id
from visualizer.ui.order.moves import PLACES, hear_move, heard_last, order_now
from visualizer.ui.order.runs import KINDS, places_text, reading_in
from visualizer.ui.order.texts import data_choice, keep_text, read_text
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import let_paint


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
    keep_text(read.readings["bag"].read, task, read.language, **{PLACES: places_text(order)})
