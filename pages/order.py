"""Page: what does a network lose that sees which words there are, but no order?"""

from visualizer.ui.controls.parts import part_choice
from visualizer.ui.order.padding import padding_part
from visualizer.ui.order.shuffle import shuffle_part
from visualizer.ui.order.vectors import vectors_part
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import page_header

say = reader()
choice = page_header("order")
parts = {
    "shuffle": say("1 · Shuffle the words"),
    "vectors": say("2 · Words as vectors"),
    "padding": say("3 · Padding or packing"),
}
match part_choice("order", parts):
    case "shuffle":
        shuffle_part(choice)
    case "vectors":
        vectors_part(choice)
    case "padding":
        padding_part(choice)
