"""A contender reads one sequence, its symbols or numbers as words, and answers after every step."""

import re
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import one_hot

from visualizer.core import RECORDS, Record, record
from visualizer.core.modules import layout_of
from visualizer.networks.race.running import Contender
from visualizer.networks.race.settings import BOUNDS
from visualizer.networks.race.tasks import (
    DISTRACTORS,
    INPUTS,
    SYMBOLS,
    Sample,
    check_task,
    draw,
    right,
    steps_of,
)
from visualizer.networks.reading import NothingToReadError

KEPT = "ABCDEFGH"[:SYMBOLS]
BETWEEN = "abcdefgh"[:DISTRACTORS]
QUESTION = "?"
RECALLED = (*KEPT, *BETWEEN, QUESTION)
"""What recall's symbols are called, in the order of their numbers."""
MARK = "*"
NUMBER = re.compile(rf"(?P<value>0?\.\d{{1,2}}|[01](?:\.0{{1,2}})?)(?P<mark>\{MARK}?)", re.ASCII)
DRAWN, HELD_SEED = 16, 5
"""Sequences of `held_share`, and where they are drawn from: neither training nor held-out data."""
MAX_STEPS = steps_of("adding", int(BOUNDS["gap"][2]))


class SequenceError(ValueError):
    """A text that is no sequence of the task: the place from 0, and what stands there."""

    def __init__(self, task: str, place: int, found: str) -> None:
        super().__init__(f"a sequence of {task} has {found[:20]!r} at step {place}")
        self.task, self.place, self.found = task, place, found


@dataclass(frozen=True, kw_only=True, eq=False)
class Sequence:
    """One sequence of a task as text and as the network reads it.

    Attributes:
        tokens: the symbols or numbers as typed, one a step.
        x: what is read, B = 1.
        wanted: the symbol's number (recall) or the sum of the marked numbers (adding).
    """

    task: str
    tokens: tuple[str, ...]
    x: Float[Tensor, "T 1 E"]
    wanted: float

    @property
    def text(self) -> str:
        """All of it, to be typed."""
        return " ".join(self.tokens)


@dataclass(frozen=True, kw_only=True, eq=False)
class RaceReading:
    """What a contender made of a sequence.

    Attributes:
        sequence: what it read.
        answer: after every step, were it asked then: the probability of the symbol that was first
            (recall), or the sum it gives (adding).
        right: whether its last answer is right, as the race counts it.
        record: the recurrent layer's quantities, B = 1.
    """

    sequence: Sequence
    answer: Float[np.ndarray, " T"]
    right: bool
    record: Record


def sequence_of(task: str, text: str) -> Sequence:
    """Read a text as a sequence.

    Recall: one of A to H, then any symbols, A to H, a to h or the question ?; spaces or not.
    Adding: numbers from 0 to 1 with at most two decimals, parted by spaces, the ones to be added
    with a star: `0.25 0.71* .5`.

    Raises:
        NothingToReadError: the text is empty.
        SequenceError: something in it has no place in a sequence of the task, or it is too long.
        ValueError: no such task.
    """
    check_task(task)
    parts = text.split() if task == "adding" else [*re.sub(r"\s+", "", text)]
    if not parts:
        raise NothingToReadError(f"a sequence must have at least one step, got {text[:40]!r}")
    if len(parts) > MAX_STEPS:
        raise SequenceError(task, MAX_STEPS, parts[MAX_STEPS])
    return _added(parts) if task == "adding" else _recalled(parts)


def drawn_sequence(task: str, gap: int, number: int) -> Sequence:
    """A sequence as the race draws them, numbers rounded to two decimals, by a number of its own.

    Raises:
        ValueError: no such task.
    """
    # An even seed that is no multiple of 3 meets neither training nor held-out data.
    draws = torch.Generator().manual_seed(6 * number + 8)
    return sequence_of(task, _text(task, draw(task, gap, 1, draws)))


@torch.no_grad()
def read_sequence(network: Contender, sequence: Sequence) -> RaceReading:
    """Read from a fresh state and record every step.

    Raises:
        ValueError: the network learned another task.
    """
    if network.recurrent.input_size != INPUTS[sequence.task]:
        raise ValueError(f"network must be one that learned {sequence.task}, got another")
    with record(network.recurrent) as recording:
        states, _ = network.recurrent(sequence.x)
    answers = network.readout(states[:, 0])
    if sequence.task == "recall":
        answer = answers.softmax(-1)[:, int(sequence.wanted)]
    else:
        answer = answers[:, 0]
    target = torch.tensor([sequence.wanted])
    return RaceReading(
        sequence=sequence,
        answer=answer.numpy(),
        right=bool(right(sequence.task, answers[-1:], target)),
        record=recording[""],
    )


@torch.no_grad()
def held_share(network: Contender, gap: int) -> Float[np.ndarray, " T"]:
    """How often the first symbol can be told from the memory alone, after every step of recall.

    By the nearest of eight mean memories: those of 16 sequences, each with all eight first symbols,
    judged on 16 others; 1/8 where nothing of the symbol is left.

    Args:
        gap: of the sequences.

    Raises:
        ValueError: the network learned another task.
    """
    if network.recurrent.input_size != INPUTS["recall"]:
        raise ValueError("network must be one that learned recall, got another")
    x = draw("recall", gap, 2 * DRAWN, torch.Generator().manual_seed(HELD_SEED)).x
    x = x.repeat_interleave(SYMBOLS, dim=1)
    x[0] = torch.eye(SYMBOLS, INPUTS["recall"]).repeat(2 * DRAWN, 1)
    by_symbol = _memories(network, x).unflatten(1, (2, DRAWN, SYMBOLS))
    means, judged = by_symbol[:, 0].mean(1), by_symbol[:, 1].flatten(1, 2)
    nearest = torch.cdist(judged, means).argmin(-1).unflatten(1, (DRAWN, SYMBOLS))
    return (nearest == torch.arange(SYMBOLS)).float().mean((1, 2)).numpy()


def _memories(network: Contender, x: Float[Tensor, "T B E"]) -> Float[Tensor, "T B H"]:
    """The state that carries the memory after every step, by PyTorch's own module step by step.

    A recording would compute every gate of all sequences: ten times the work.
    """
    cell = layout_of(network.recurrent).cell
    place = RECORDS[cell].states.index(RECORDS[cell].memory)
    found: list[Tensor] = []
    state = None
    for step in x:
        _, state = network.recurrent(step.unsqueeze(0), state)
        found.append(state[place][0] if isinstance(state, tuple) else state[0])
    return torch.stack(found)


def _text(task: str, sample: Sample) -> str:
    if task == "recall":
        return " ".join(RECALLED[number] for number in sample.x[:, 0].argmax(-1).tolist())
    values, marks = sample.x[:, 0].T.tolist()
    return " ".join(
        f"{value:.2f}{MARK if mark else ''}" for value, mark in zip(values, marks, strict=True)
    )


def _recalled(parts: list[str]) -> Sequence:
    for place, part in enumerate(parts):
        if part not in (RECALLED if place else KEPT):
            raise SequenceError("recall", place, part)
    ids = torch.tensor([RECALLED.index(part) for part in parts])
    x = one_hot(ids, INPUTS["recall"]).float().unsqueeze(1)
    return Sequence(task="recall", tokens=tuple(parts), x=x, wanted=float(ids[0]))


def _added(parts: list[str]) -> Sequence:
    found = [NUMBER.fullmatch(part) for part in parts]
    for place, (part, match) in enumerate(zip(parts, found, strict=True)):
        if match is None:
            raise SequenceError("adding", place, part)
    pairs = [(float(match["value"]), float(match["mark"] == MARK)) for match in found if match]
    x = torch.tensor(pairs).unsqueeze(1)
    wanted = sum(value * mark for value, mark in pairs)
    return Sequence(task="adding", tokens=tuple(parts), x=x, wanted=wanted)
