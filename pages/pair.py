"""Page: where does one changed word make the state diverge, and how far does it carry?"""

from visualizer.ui.controls.parts import part_choice
from visualizer.ui.pair.networks import networks_part
from visualizer.ui.pair.texts import texts_part
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import page_header

say = reader()
choice = page_header("pair")
parts = {"texts": say("1 · Two texts"), "networks": say("2 · Two networks")}
match part_choice("pair", parts):
    case "texts":
        texts_part(choice)
    case "networks":
        networks_part(choice)
