"""Page: how far back does each network learn? RNN, GRU and LSTM, measured."""

from visualizer.ui.controls.parts import part_choice
from visualizer.ui.shell.language import reader
from visualizer.ui.shell.page import page_header
from visualizer.ui.vanishing.knobs import knobs_part
from visualizer.ui.vanishing.race import race_part
from visualizer.ui.vanishing.sentence import sentence_part

say = reader()
choice = page_header("vanishing")
parts = {
    "sentence": say("1 · On your sentence"),
    "knobs": say("2 · Turn the knobs"),
    "race": say("3 · The race"),
}
match part_choice("vanishing", parts):
    case "sentence":
        sentence_part(choice)
    case "knobs":
        knobs_part()
    case "race":
        race_part()
