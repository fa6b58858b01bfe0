"""What the first visitor would wait for, done while their browser still loads."""

import sys

from visualizer.networks import CheckpointError, entry_of, list_models, task_named
from visualizer.pages import PAGES
from visualizer.ui.work.beside import HELPER, Request
from visualizer.ui.work.boards import board_bytes

TASK = "sentiment"


def warm() -> None:
    """Do what the first visitor needs, and be ready to do it in a second process for many."""
    read_examples()
    HELPER.await_people(Request(__name__, read_examples.__name__, (), {}))


def read_examples() -> None:
    """Import what the first page needs, load its networks and read the first examples.

    A damaged file is told where the server was started; the page tells it too.
    """
    for language, texts in task_named(TASK).examples.items():
        name = next(each for each in list_models(TASK) if entry_of(each).language == language)
        try:
            board_bytes(name, texts[0], language, PAGES[0].name)
        except CheckpointError as error:
            print(error, file=sys.stderr, flush=True)
