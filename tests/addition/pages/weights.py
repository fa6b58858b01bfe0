"""Page: what does a word weigh?"""

from visualizer.ui.controls.networks import network_choice
from visualizer.ui.controls.sentence import sentence_box
from visualizer.ui.shell.page import page_header
from visualizer.ui.weights.verdict import verdict_tile

with page_header("weights"):
    name = network_choice("weights_network", task="weights")
verdict_tile(name, sentence_box("weights_text", task="weights", place="weights"))
