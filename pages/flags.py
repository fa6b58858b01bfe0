"""Page: which unit knows that Alice is 'she', and what breaks without it?"""

from visualizer.ui.controls.parts import part_choice
from visualizer.ui.flags.forgetting import forgetting_part
from visualizer.ui.flags.pulling import pulling_part
from visualizer.ui.flags.raising import raising_part
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import page_header

say = reader()
choice = page_header("flags")
parts = {
    "raise": say("1 · Raise a flag"),
    "pull": say("2 · Find it and pull it"),
    "forget": say("3 · What is forgotten?"),
}
match part_choice("flags", parts):
    case "raise":
        raising_part(choice)
    case "pull":
        pulling_part(choice)
    case "forget":
        forgetting_part(choice)
