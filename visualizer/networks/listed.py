"""For each task with flags, the sentences on which units are found and all is measured."""

from visualizer.networks.agreement.frames import agreement_lists
from visualizer.networks.flags.lists import Lists, clause_lists

SENTENCES = 200
"""So many of each, enough to answer while a reader waits."""


def lists_of(task: str, language: str, n: int = SENTENCES) -> Lists:
    """Those of a task's networks of one language.

    Raises:
        ValueError: the task has none.
    """
    if task == "flags":
        return clause_lists(language, n)
    if task == "agreement":
        return agreement_lists(n)
    raise ValueError(f"a task must be one of flags, agreement, got {task!r}")
