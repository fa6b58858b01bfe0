"""The tasks of the race: answers that depend on what was read `gap` steps before or earlier."""

from dataclasses import dataclass
from typing import Literal

import torch
from jaxtyping import Bool, Float
from torch import Generator, Tensor
from torch.nn.functional import cross_entropy, one_hot

Task = Literal["recall", "adding"]
TASKS: tuple[Task, ...] = ("recall", "adding")
SYMBOLS = DISTRACTORS = 8
TOLERANCE = 0.08
"""The largest error of a sum, out of 0 to 2, that counts as right: 4 % of the range."""
INPUTS = {"recall": SYMBOLS + DISTRACTORS + 1, "adding": 2}
OUTPUTS = {"recall": SYMBOLS, "adding": 1}


@dataclass(frozen=True, eq=False)
class Sample:
    """Sequences and what must be answered after the last step of each.

    Attributes:
        x: what is read.
        target: the symbol's number (recall) or the sum, 0 to 2 (adding).
    """

    x: Float[Tensor, "T B E"]
    target: Tensor


def draw(task: str, gap: int, count: int, draws: Generator) -> Sample:
    """Draw sequences of a task; between what must be kept and the answer lie >= `gap` steps.

    `recall`: one of 8 symbols, then `gap` distractors out of 8 others, then the question; all
    one-hot, T = gap + 2. `adding`: at every step a number from 0 to 1 and a mark, 0 or 1. Two
    numbers are marked, one in the first tenth, one after that in the first half, T = 2 gap + 2;
    their sum is asked for.

    Raises:
        ValueError: no such task.
    Source:
        Hochreiter & Schmidhuber (1997), experiments 2 and 4, in the forms of Le et al. (2015).
    """
    check_task(task)
    return {"recall": _recall, "adding": _adding}[task](gap, count, draws)


def check_task(task: str) -> None:
    """Refuse a name that is no task, with a ValueError."""
    if task not in TASKS:
        raise ValueError(f"task must be one of {', '.join(TASKS)}, got {task!r}")


def steps_of(task: str, gap: int) -> int:
    """T, the length of a task's sequences."""
    return gap + 2 if task == "recall" else 2 * gap + 2


def _recall(gap: int, count: int, draws: Generator) -> Sample:
    ids = torch.empty(gap + 2, count, dtype=torch.int64)
    ids[0] = torch.randint(SYMBOLS, (count,), generator=draws)
    ids[1:-1] = SYMBOLS + torch.randint(DISTRACTORS, (gap, count), generator=draws)
    ids[-1] = SYMBOLS + DISTRACTORS
    return Sample(one_hot(ids, INPUTS["recall"]).float(), ids[0].clone())


def _adding(gap: int, count: int, draws: Generator) -> Sample:
    T = steps_of("adding", gap)
    tenth = max(1, T // 10)
    values = torch.rand(T, count, generator=draws)
    marks = torch.zeros(T, count)
    for first, end in ((0, tenth), (tenth, T // 2)):
        marks.scatter_(0, torch.randint(first, end, (1, count), generator=draws), 1.0)
    return Sample(torch.stack([values, marks], dim=-1), (values * marks).sum(0))


def losses(task: str, answers: Float[Tensor, "B O"], target: Tensor) -> Float[Tensor, " B"]:
    """Each sequence's own loss: cross-entropy in nats (recall) or squared error (adding)."""
    if task == "recall":
        return cross_entropy(answers, target, reduction="none")
    return (answers.squeeze(-1) - target) ** 2


def right(task: str, answers: Float[Tensor, "B O"], target: Tensor) -> Bool[Tensor, " B"]:
    """Which answers are right: the likeliest symbol, or a sum less than 0.08 off; NaN never is."""
    if task == "recall":
        return (answers.argmax(-1) == target) & answers.isfinite().all(-1)
    return (answers.squeeze(-1) - target).abs() < TOLERANCE


def chance(task: str) -> float:
    """The share that the best constant answer gets right: any symbol, or the sum 1."""
    check_task(task)
    return 1 / SYMBOLS if task == "recall" else 1 - (1 - TOLERANCE) ** 2
