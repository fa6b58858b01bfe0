"""What holds for every test."""

from typing import Any

import pytest
import torch
from xdist.scheduler import LoadScopeScheduling

collect_ignore = ["addition"]  # files for a copy of the project, with tests of their own


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> None:
    """Compute as the app does: with more threads PyTorch adds up in another order."""
    torch.set_num_threads(1)


ALONE = (
    "test_board_from_python.py",
    "test_exported_page.py",
    "test_figure.py",
    "test_presenting.py",
    "test_sessions.py",
)
"""Of the tests in the browser those that the other worker does, when it has nothing else left."""


class OneBrowser(LoadScopeScheduling):
    """Tests go one by one to whichever worker is free, those in the browser in two lots.

    The second comes last, when one worker has nothing else left; more browsers at once would only
    take turns.
    """

    def _split_scope(self, nodeid: str) -> str:
        if not nodeid.startswith("tests/browser/"):
            return nodeid
        return "browser, second lot" if _is_alone(nodeid) else "browser"


def _is_alone(nodeid: str) -> bool:
    return nodeid.partition("::")[0].endswith(ALONE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What can be left for the end is."""
    items.sort(key=lambda item: _is_alone(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneBrowser:
    """How several workers share the tests."""
    return OneBrowser(config, log)
