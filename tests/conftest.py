"""What holds for every test."""

import pytest
import torch

collect_ignore = ["addition"]  # files for a copy of the project, with tests of their own


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> None:
    """Compute as the app does: with more threads PyTorch adds up in another order."""
    torch.set_num_threads(1)
