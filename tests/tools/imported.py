"""What a new interpreter has imported after some lines of code."""

import subprocess
import sys

from visualizer.places import ROOT


def imported_by(code: str) -> set[str]:
    """The names of all modules that are loaded once the code has run in the project's folder.

    Raises:
        RuntimeError: the code ends in an error; with what it said.
    """
    asked = [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"]
    answer = subprocess.run(asked, capture_output=True, text=True, cwd=ROOT)
    if answer.returncode:
        raise RuntimeError(answer.stderr)
    return {*answer.stdout.split()}
