"""What node makes of the frontend's modules, without a page."""

import subprocess

from tests.tools.node import NODE


def run_node(*arguments: str, **environment: str) -> str:
    """What node prints.

    Raises:
        AssertionError: it failed; with all that it printed.
    """
    command = [str(NODE), *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout
