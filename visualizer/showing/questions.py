"""Predict, then reveal: questions made from one run and graded on it, never from a list."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from jaxtyping import Float

from visualizer.core import Record
from visualizer.lexicon.language import Translator, translator
from visualizer.lexicon.quantities import QUANTITIES, lane_order
from visualizer.networks.sentiment.network import SentimentReading
from visualizer.views.questions import Kind, Question

CLEAR = {
    "rise": 0.12,
    "still": 0.02,
    "flip": 0.15,
    "move": 0.2,
    "keep": 0.25,
    "gate": 0.05,
    "turn": 0.1,
}
"""How far the right answer is at least from the next best, so that luck decides nothing: a verdict
rises by `rise`, and is not within `still` of that, nor of the middle where that is asked about; a
unit flips from one side to the other, `flip` away from 0 on both; units move and keep, gates close
and words turn by so much more than the others offered."""
CHOICES = 4
"""So many of the units or words that a question offers."""
IN_A_ROW = 2
"""After so many questions about the verdict another one comes, where one is clear."""


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
    of_cell = _OfCell(reading, say, chance)
    used: Counter[str] = Counter()
    asked: list[Question] = _turn(reading, say)
    for t in steps:
        found = of_verdict.get(t)
        if not found or {each.kind for each in asked[-IN_A_ROW:]} == {"verdict"}:
            found = of_cell.rarest(t, used) or found
        if found:
            used[found.kind] += 1
            asked.append(found)
    return asked


def commonest(asked: Iterable[Question]) -> float:
    """The share that one would get right who always gave the commonest answer of each kind.

    Where the choices are units or words, the answer is a place among them.
    """
    answers: dict[str, Counter[object]] = {}
    for each in asked:
        place = each.answer if each.kind in ("verdict", "gate") else each.place
        answers.setdefault(each.kind, Counter())[place] += 1
    right = sum(max(counts.values()) for counts in answers.values())
    total = sum(sum(counts.values()) for counts in answers.values())
    return right / total if total else 0.0


def _balanced(found: Sequence[Question], chance: random.Random) -> dict[int, Question]:
    """Of the questions about the verdict, by step: all in which it moves, and half as many more.

    It mostly stays: if all were asked, that would be the answer worth guessing.
    """
    moves = [each for each in found if abs(each.value) >= CLEAR["rise"]]
    stays = [each for each in found if abs(each.value) < CLEAR["rise"]]
    few = chance.sample(stays, min(len(stays), max(1, len(moves) // 2)))
    return {each.step: each for each in [*moves, *few]}


class _OfCell:
    """What can be asked about the units and gates of a reading, step by step."""

    def __init__(self, reading: SentimentReading, say: Translator, chance: random.Random) -> None:
        self.tokens, self.say, self.chance = reading.tokens, say, chance
        self.h = reading.record.unit_values("h")
        self.keeps = type(reading.record).keeps
        self.kept = reading.record.unit_values(self.keeps) if self.keeps else self.h
        self.gates, self.opened = _gates(reading.record)

    def rarest(self, t: int, used: Counter[str]) -> Question | None:
        """Of what can be asked clearly at a step, that of a kind that was asked least so far."""
        makers: dict[str, Callable[[int], Question | None]] = {"flip": self.flip, "move": self.move}
        if self.keeps:
            makers |= {"gate": self.gate, "keep": self.keep}
        in_turn = sorted(makers, key=lambda kind: used[kind])
        return next((found for kind in in_turn if (found := makers[kind](t))), None)

    def flip(self, t: int) -> Question | None:
        before, after = self.h[t - 1], self.h[t]
        turned = np.sign(before) != np.sign(after)
        sure = np.minimum(np.abs(before), np.abs(after)) >= CLEAR["flip"]
        return self.which(
            "flip",
            t,
            self.say(
                "The next word is “{word}”. In which of these units will h change its sign?",
                word=self.tokens[t],
            ),
            right=np.flatnonzero(turned & sure),
            wrong=np.flatnonzero(~turned & sure),
            values=after,
            alike=np.abs(before),
            quantity="h",
            before=before,
        )

    def move(self, t: int) -> Question | None:
        change = self.h[t] - self.h[t - 1]
        moved = np.abs(change)
        most = moved.argmax()
        return self.which(
            "move",
            t,
            self.say(
                "The next word is “{word}”. In which of these units will h change most?",
                word=self.tokens[t],
            ),
            right=np.array([most]),
            wrong=np.flatnonzero(moved <= moved[most] - CLEAR["move"]),
            values=change,
            alike=self.h[t - 1],
            quantity="h",
        )

    def keep(self, t: int) -> Question | None:
        kept = self.kept[t]
        least = kept.argmin()
        return self.which(
            "keep",
            t,
            self.say(
                "The next word is “{word}”. Which of these units will keep least of its memory?",
                word=self.tokens[t],
            ),
            right=np.array([least]),
            wrong=np.flatnonzero(kept >= kept[least] + CLEAR["keep"]),
            values=kept,
            alike=self.kept[t - 1],
            quantity=self.keeps or "",
        )

    def which(
        self,
        kind: Kind,
        t: int,
        prompt: str,
        *,
        right: np.ndarray,
        wrong: np.ndarray,
        values: Float[np.ndarray, " H"],
        alike: Float[np.ndarray, " H"],
        quantity: str,
        before: Float[np.ndarray, " H"] | None = None,
    ) -> Question | None:
        """Which unit: one right one, and the wrong ones most like it in what `alike` says."""
        if not len(right) or len(wrong) < CHOICES - 1:
            return None
        unit = int(self.chance.choice(right.tolist()))
        near = np.argsort(np.abs(alike[wrong] - alike[unit]), kind="stable")[: CHOICES - 1]
        units = [unit, *wrong[near].tolist()]
        self.chance.shuffle(units)
        names = {each: self.say("unit {unit}", unit=each) for each in units}
        return Question(
            kind=kind,
            step=t,
            prompt=prompt,
            choices=tuple(names[each] for each in units),
            answer=names[unit],
            values=tuple(float(values[each]) for each in units),
            before=() if before is None else tuple(float(before[each]) for each in units),
            units=tuple(units),
            quantity=quantity,
        )

    def gate(self, t: int) -> Question | None:
        change = self.opened[t] - self.opened[t - 1]
        least, next_least, *_ = np.sort(change)
        names = [f"{self.say(QUANTITIES[gate].name)} {gate}" for gate in self.gates]
        none = self.say("none: on average all of them open")
        if least >= CLEAR["gate"]:
            answer = none
        elif least <= -CLEAR["gate"] and next_least - least >= CLEAR["gate"]:
            answer = names[change.argmin()]
        else:
            return None
        return Question(
            kind="gate",
            step=t,
            prompt=self.say(
                "The next word is “{word}”. Which gate will close most, averaged over all units?",
                word=self.tokens[t],
            ),
            choices=(*names, none),
            answer=answer,
            values=tuple(float(each) for each in change),
            gates=self.gates,
        )


def _gates(record: Record) -> tuple[tuple[str, ...], Float[np.ndarray, "T G"]]:
    """The gates of a cell, and how far each is open at every step, averaged over the units."""
    gates = tuple(q for q in lane_order(record.quantities) if QUANTITIES[q].scale == "gate")
    opened = [record.unit_values(gate).mean(axis=1, dtype=np.float64) for gate in gates]
    return gates, np.stack(opened, axis=1) if opened else np.zeros((len(record.h), 0))


def _verdict(reading: SentimentReading, t: int, say: Translator) -> list[Question]:
    before, after = float(reading.verdict[t - 1]), float(reading.verdict[t])
    far, near = CLEAR["rise"], CLEAR["still"]
    change, edge = after - before, far + near
    # what lies between near and far, and just beyond far, would be a matter of luck
    moves = abs(change) >= edge
    if not moves and abs(change) > far - near:
        return []
    named = {"far": f"{far:.2f}", "middle": "0.50"}
    stay = say("stay, or move by less than {far}", **named)
    sure = abs(after - 0.5) >= near
    if before > 1 - edge:  # it cannot rise by so much
        choices = (
            stay,
            say("fall, but not below {middle}", **named),
            say("fall below {middle}", **named),
        )
        place = 0 if not moves else 1 if after > 0.5 else 2
    elif before < edge:
        choices = (
            say("rise above {middle}", **named),
            say("rise, but not above {middle}", **named),
            stay,
        )
        place = 2 if not moves else 1 if after < 0.5 else 0
    else:
        rise, fall = say("rise by {far} or more", **named), say("fall by {far} or more", **named)
        choices = rise, stay, fall
        place, sure = 1 if not moves else 0 if change > 0 else 2, True
    if moves and not sure:
        return []
    prompt = say(
        "The verdict is {now}. The next word is “{word}”. What will the verdict do?",
        now=f"{before:.2f}",
        word=reading.tokens[t],
    )
    return [
        Question(
            kind="verdict",
            step=t,
            prompt=prompt,
            choices=choices,
            answer=choices[place],
            values=(change,),
            before=(before,),
        )
    ]


def _turn(reading: SentimentReading, say: Translator) -> list[Question]:
    """At which word: the one at which the verdict moves most, and those that come next to it."""
    changes = np.diff(reading.verdict, prepend=0.5)
    moved = np.abs(changes)
    if len(moved) < CHOICES:
        return []
    order = np.argsort(-moved, kind="stable")[:CHOICES].tolist()
    if moved[order[0]] - moved[order[1]] < CLEAR["turn"]:
        return []
    steps = sorted(order)
    names = {t: say("“{word}”, word {number}", word=reading.tokens[t], number=t + 1) for t in steps}
    return [
        Question(
            kind="turn",
            step=0,
            prompt=say("Before the first word: at which one will the verdict move most?"),
            choices=tuple(names[t] for t in steps),
            answer=names[order[0]],
            values=tuple(float(changes[t]) for t in steps),
            steps=tuple(steps),
        )
    ]
