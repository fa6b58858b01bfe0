"""Predict, then reveal: questions made from one run and graded on it, never from a list."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from jaxtyping import Float

from visualizer.lexicon.language import Translator, translator
from visualizer.networks.sentiment.network import SentimentReading

Kind: TypeAlias = Literal["verdict", "flip", "move", "keep", "turn"]

CLEAR = {"rise": 0.12, "still": 0.02, "flip": 0.15, "move": 0.2, "keep": 0.25, "turn": 0.1}
"""How far the right answer is at least from the next best, so that luck decides nothing: a verdict
rises by `rise`, and is not within `still` of that; a unit flips from one side to the other, `flip`
away from 0 on both; units move, keep, and words turn, by so much more than the others offered."""
CHOICES = 4
"""So many of the units or words that a question offers."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What happens next, with the answer that was measured.

    Attributes:
        kind: `verdict`: where it goes; `flip`: which unit's h changes its sign; `move`: which
            unit's h changes most; `keep`: which unit keeps least of its memory; `turn`: at which
            word the verdict moves most.
        step: all before this step may be seen, from 0; the answer is revealed with it. Of `turn`,
            which is asked before the first word, 0.
        prompt: the question, in the reader's language.
        choices: what it offers, each once.
        answer: the right one of them.
        values: what was measured for each choice, in their order: the change of h (`flip`: h after
            the step), the share kept, the change of the verdict; of `verdict` the one change.
        units: the units that the choices stand for; empty where they are no units.
    """

    kind: Kind
    step: int
    prompt: str
    choices: tuple[str, ...]
    answer: str
    values: tuple[float, ...]
    units: tuple[int, ...] = ()

    @property
    def value(self) -> float:
        """The measured value behind the answer."""
        return self.values[self.choices.index(self.answer) if len(self.values) > 1 else 0]


def questions(reading: SentimentReading, language: str = "en") -> list[Question]:
    """Questions about a reading, in the order in which its words come; the same each time.

    A question is asked only where the measured answer is clearly the right one; wrong choices are
    units that looked alike before. The kinds take turns, and no answer is worth guessing: what the
    commonest one would get is what `commonest` says.

    Args:
        reading: of a network that judges sentences.
        language: in which they are asked, by its code.

    Returns:
        At most one for each step and one about the whole text; for ten words usually eight or
        more, of four kinds. Empty where nothing is clear, such as for a single word.

    Raises:
        ValueError: no catalogue of this language.
    """
    say, chance = translator(language), random.Random(" ".join(reading.words))
    steps = range(1, len(reading.words))
    of_verdict = _balanced([each for t in steps for each in _verdict(reading, t, say)], chance)
    asked: list[Question] = [*_turn(reading, say, chance)]
    used: Counter[str] = Counter()
    for t in steps:
        found = of_verdict.get(t) or [*_of_units(reading, t, say, chance)]
        if found:
            rarest = min(found, key=lambda each: used[each.kind])
            used[rarest.kind] += 1
            asked.append(rarest)
    return asked


def commonest(asked: Iterable[Question]) -> float:
    """The share that one would get right who always gave the commonest answer of each kind.

    Where the choices are units or words, the answer is a place among them.
    """
    answers: dict[str, Counter[object]] = {}
    for each in asked:
        place = each.answer if each.kind == "verdict" else each.choices.index(each.answer)
        answers.setdefault(each.kind, Counter())[place] += 1
    right = sum(max(counts.values()) for counts in answers.values())
    total = sum(sum(counts.values()) for counts in answers.values())
    return right / total if total else 0.0


def _balanced(found: Sequence[Question], chance: random.Random) -> dict[int, list[Question]]:
    """Of the questions about the verdict, by step: all in which it moves, and half as many more.

    It mostly stays: if all were asked, that would be the answer worth guessing.
    """
    moves = [each for each in found if abs(each.value) >= CLEAR["rise"]]
    stays = [each for each in found if abs(each.value) < CLEAR["rise"]]
    few = chance.sample(stays, min(len(stays), max(1, len(moves) // 2)))
    return {each.step: [each] for each in [*moves, *few]}


def _of_units(
    reading: SentimentReading, t: int, say: Translator, chance: random.Random
) -> Iterator[Question]:
    """What can be asked about the units at a step."""
    h = reading.record.unit_values("h")
    before, after = h[t - 1], h[t]
    word = {"word": reading.tokens[t]}
    turned = np.sign(before) != np.sign(after)
    sure = np.minimum(np.abs(before), np.abs(after)) >= CLEAR["flip"]
    yield from _which(
        "flip",
        t,
        say("The next word is “{word}”. Which unit's h will change its sign?", **word),
        right=np.flatnonzero(turned & sure),
        wrong=np.flatnonzero(~turned & sure),
        values=after,
        alike=np.abs(before),
        say=say,
        chance=chance,
    )
    moved = np.abs(after - before)
    most = int(moved.argmax())
    yield from _which(
        "move",
        t,
        say("The next word is “{word}”. Which of these units' h will change most?", **word),
        right=np.array([most]),
        wrong=np.flatnonzero(moved <= moved[most] - CLEAR["move"]),
        values=after - before,
        alike=before,
        say=say,
        chance=chance,
    )
    gate = type(reading.record).keeps
    if gate is not None:
        kept = reading.record.unit_values(gate)[t]
        least = int(kept.argmin())
        yield from _which(
            "keep",
            t,
            say(
                "The next word is “{word}”. Which of these units will keep least of its memory?",
                **word,
            ),
            right=np.array([least]),
            wrong=np.flatnonzero(kept >= kept[least] + CLEAR["keep"]),
            values=kept,
            alike=reading.record.unit_values(gate)[t - 1],
            say=say,
            chance=chance,
        )


def _verdict(reading: SentimentReading, t: int, say: Translator) -> Iterator[Question]:
    change = float(reading.verdict[t] - reading.verdict[t - 1])
    far, near = CLEAR["rise"], CLEAR["still"]
    choices = (
        say("rise by {far} or more", far=f"{far:.2f}"),
        say("stay, or move by less than {far}", far=f"{far:.2f}"),
        say("fall by {far} or more", far=f"{far:.2f}"),
    )
    # what lies between near and far, and just beyond far, would be a matter of luck
    if change >= far + near:
        answer = choices[0]
    elif change <= -far - near:
        answer = choices[2]
    elif abs(change) <= far - near:
        answer = choices[1]
    else:
        return
    prompt = say(
        "The verdict is {now}. The next word is “{word}”. What will the verdict do?",
        now=f"{reading.verdict[t - 1]:.2f}",
        word=reading.tokens[t],
    )
    yield Question(
        kind="verdict", step=t, prompt=prompt, choices=choices, answer=answer, values=(change,)
    )


def _which(
    kind: Kind,
    t: int,
    prompt: str,
    *,
    right: Sequence[int] | np.ndarray,
    wrong: np.ndarray,
    values: Float[np.ndarray, " H"],
    alike: Float[np.ndarray, " H"],
    say: Translator,
    chance: random.Random,
) -> Iterator[Question]:
    """Which unit: one right one, and the wrong ones that were most like it in what `alike` says."""
    if not len(right) or len(wrong) < CHOICES - 1:
        return
    unit = int(chance.choice([int(each) for each in right]))
    nearest = sorted((int(each) for each in wrong), key=lambda each: abs(alike[each] - alike[unit]))
    units = [unit, *nearest[: CHOICES - 1]]
    chance.shuffle(units)
    names = {each: say("unit {unit}", unit=each) for each in units}
    yield Question(
        kind=kind,
        step=t,
        prompt=prompt,
        choices=tuple(names[each] for each in units),
        answer=names[unit],
        values=tuple(float(values[each]) for each in units),
        units=tuple(units),
    )


def _turn(reading: SentimentReading, say: Translator, chance: random.Random) -> Iterator[Question]:
    changes = np.abs(np.diff(reading.verdict, prepend=0.5))
    if len(changes) < CHOICES:
        return
    order = np.argsort(changes)[::-1]
    most = int(order[0])
    if changes[most] - changes[order[1]] < CLEAR["turn"]:
        return
    steps = sorted([most, *(int(t) for t in chance.sample(list(order[1:]), CHOICES - 1))])
    names = {t: say("“{word}”, word {number}", word=reading.tokens[t], number=t + 1) for t in steps}
    yield Question(
        kind="turn",
        step=0,
        prompt=say("Before the first word: at which one will the verdict move most?"),
        choices=tuple(names[t] for t in steps),
        answer=names[most],
        values=tuple(float(changes[t]) for t in steps),
    )
