"""What every figure shares: room for the words below the plot."""

import subprocess
import sys

import pytest

from visualizer.figures.look import word_room


@pytest.mark.parametrize(
    ("words", "upright"),
    [
        (["not"] * 5, False),
        (["extraordinarily"], False),
        (["extraordinarily"] * 6, False),  # about 620 pixels side by side
        (["extraordinarily"] * 8, True),  # about 830
        (["not"] * 64, True),
    ],
)
def test_words_get_room_to_stand_upright_where_a_laptop_cannot_show_them_side_by_side(
    words: list[str], upright: bool
) -> None:
    length = 6.5 * max(map(len, words))  # Inter at 12 pixels
    room = word_room(words) - word_room(["a"])
    assert room >= length - 14 if upright else room == 0


def test_the_room_for_a_very_long_word_ends_where_its_label_is_cut() -> None:
    assert word_room(["x" * 20] * 9) == word_room(["x" * 99] * 9)


def test_a_figure_waits_for_pandas_that_another_thread_is_loading() -> None:
    """Plotly would look into it half loaded and fail, as a second reader's first page did."""
    script = """
import sys, threading, time
from importlib.machinery import SourceFileLoader

slow = SourceFileLoader.exec_module
begun = threading.Event()

def exec_module(loader, module):
    if module.__name__ == "pandas":
        begun.set()
        time.sleep(1)
    slow(loader, module)

SourceFileLoader.exec_module = exec_module
import numpy as np
from visualizer.figures import verdict_course

threading.Thread(target=lambda: __import__("pandas")).start()
assert begun.wait(30)
assert not hasattr(sys.modules["pandas"], "Series")
figure = verdict_course(np.array([0.5, 0.7]), tokens=["a", "b"])
assert len(figure.data)
assert hasattr(sys.modules["pandas"], "Series")
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=120)
