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


class OneBrowser(LoadScopeScheduling):
    """Tests go one by one to whichever worker is free, those in the browser all to one.

    A second server and a second browser would only take turns with the first.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneBrowser:
    """How several workers share the tests."""
    return OneBrowser(config, log)
