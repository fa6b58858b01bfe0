"""What the first visitor would wait for, done while their browser still loads."""

import sys

from visualizer.lexicon.language import SOURCE_LANGUAGE
from visualizer.networks import CheckpointError, list_models, task_named
from visualizer.pages import PAGES
from visualizer.ui.work.boards import board_bytes

TASK = "sentiment"


def warm() -> None:
    """Import what the first page needs, load its network and read its first example.

    A damaged file is told where the server was started; the page tells it too.
    """
    text = task_named(TASK).examples[SOURCE_LANGUAGE][0]
    try:
        board_bytes(list_models(TASK)[0], text, SOURCE_LANGUAGE, PAGES[0].name)
    except CheckpointError as error:
        print(error, file=sys.stderr, flush=True)
