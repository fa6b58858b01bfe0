"""Page: what arithmetic produced this number? One cell, down to every product, and by hand."""

from visualizer.ui.controls.parts import part_choice
from visualizer.ui.inside.by_hand import by_hand_part
from visualizer.ui.inside.steps import steps_part
from visualizer.ui.inside.unrolled import unrolled_part
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import page_header

say = reader()
choice = page_header("inside")
parts = {
    "steps": say("1 · Step by step"),
    "hand": say("2 · By hand"),
    "unrolled": say("3 · Folded and unrolled"),
}
match part_choice("inside", parts):
    case "steps":
        steps_part(choice)
    case "hand":
        by_hand_part()
    case "unrolled":
        unrolled_part(choice)
