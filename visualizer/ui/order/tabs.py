"""Below each part: its numbers, its code, and where the network comes from."""

from collections.abc import Mapping, Sequence

from visualizer.ui.controls.about import about_tab
from visualizer.ui.controls.csv_table import table_with_csv
from visualizer.ui.controls.tabs import LIGHT, tabs
from visualizer.ui.shell.language import reader


def part_tabs(part: str, numbers: Mapping[str, Sequence[str]], code: str, network: str) -> None:
    """Three tabs.

    Args:
        part: the part's name, for the keys.
        numbers: a table.
        code: lines that give the same with the library.
        network: the name of the one that is told about.
    """
    say = reader()
    names = {
        "numbers": say("Numbers"),
        "code": say("Code"),
        "about": say("About this model"),
    }
    shown = tabs(names, key=f"order_{part}_tab", first=LIGHT)
    if shown["numbers"].open:
        with shown["numbers"]:
            table_with_csv(numbers, file=f"{part}.csv", key=f"order_{part}_csv")
    if shown["code"].open:
        shown["code"].code(code, language="python", wrap_lines=True)
    if shown["about"].open:
        about_tab(shown["about"], network)
